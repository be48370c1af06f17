"""Roles given, taken and covered: who may, what stays, and what each change does at once."""

import asyncio
from collections.abc import Awaitable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.casework.deciding import decide
from bot.casework.giving import administrators, cover, end_cover, give, take
from bot.casework.people import appoint_administrators
from bot.casework.roles import deputy_of, people_asked, people_named, roles_towards, units_where
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import Role
from storage.people import roles_given
from storage.records import AuditEntry, PatientSafetyEvent, RoleAssignment
from tests.casework.test_events import reported, who
from tests.conftest import NOW, TRUST, Clock
from tests.lantern import IDS

TODAY = NOW.date()
MEDICINE, SURGERY, WARD_7 = 3, 4, 5


async def id_of(uow: UnitOfWork, name: str) -> int:
    return (await who(uow, name)).id or 0


async def by_sam(uow: UnitOfWork) -> UnitOfWork:
    return uow.acting(await who(uow, "sam"))


async def covered(uow: UnitOfWork, away: str, by: str, first: int = 0, last: int = 5) -> None:
    await cover(
        await by_sam(uow), away=await id_of(uow, away), covered_by=await id_of(uow, by),
        from_on=TODAY + timedelta(days=first), until_on=TODAY + timedelta(days=last),
    )  # fmt: skip


async def refused(work: Awaitable[object]) -> Refusal:
    with pytest.raises(NotAllowed) as why:
        await work
    return why.value.refusal


async def did(casework: Casework, *names: str) -> list[tuple[str, str, dict[str, object]]]:
    async with casework.sessions() as session:
        found = await session.scalars(select(AuditEntry).where(AuditEntry.did.in_(names)).order_by(AuditEntry.id))
        return [(entry.who, entry.subject, entry.details or {}) for entry in found]


async def test_a_role_that_is_given_counts_at_once_and_is_written_down(casework: Casework) -> None:
    async with casework.begin() as uow:
        event, pip = await reported(uow), await id_of(uow, "pip")
        assert Role.LEAD not in await roles_towards(uow, pip, event)
        assert await give(await by_sam(uow), person_id=pip, role=Role.LEAD, unit_id=WARD_7)
        assert Role.LEAD in await roles_towards(uow, pip, event)
        assert await people_asked(uow, Role.LEAD, event) == [pip]
        assert not await give(await by_sam(uow), person_id=pip, role=Role.LEAD, unit_id=WARD_7)
    async with casework.begin() as uow:
        assert await take(await by_sam(uow), person_id=pip, role=Role.LEAD, unit_id=WARD_7)
        assert Role.LEAD not in await roles_towards(uow, pip, await uow.session.get_one(PatientSafetyEvent, 1))
        assert not await take(await by_sam(uow), person_id=pip, role=Role.LEAD, unit_id=WARD_7)
    assert (
        await did(casework, "give_role", "take_role")
        == [("person:6", "person:5", {"role": "lead", "unit": WARD_7})] * 2
    )


@pytest.mark.parametrize("name", ["nora", "lena", "sol", "eve"])
async def test_nobody_but_an_administrator_gives_takes_or_covers(casework: Casework, name: str) -> None:
    async with casework.begin() as uow:
        lou, work = await id_of(uow, "lou"), uow.acting(await who(uow, name))
        for tried in (
            give(work, person_id=lou, role=Role.LEAD, unit_id=SURGERY),
            take(work, person_id=lou, role=Role.LEAD, unit_id=MEDICINE),
            cover(work, away=lou, covered_by=work.person_id, from_on=TODAY, until_on=TODAY),
            end_cover(work, away=lou),
        ):
            with pytest.raises(NotAllowed, match="Lantern's administrator: Sam Example") as why:
                await tried
            assert why.value.refusal is Refusal.NOT_ADMINISTRATOR
        assert [h.unit_id for h in await roles_given(uow.session) if h.person_id == lou] == [MEDICINE]


async def test_an_administrator_of_a_part_of_the_trust_gives_no_roles(casework: Casework) -> None:
    async with casework.begin() as uow:
        mo = await id_of(uow, "mo")
        sam = await by_sam(uow)
        assert await refused(give(sam, person_id=mo, role=Role.ADMINISTRATOR, unit_id=WARD_7)) == (
            Refusal.WHOLE_TRUST_ALONE
        )
        uow.session.add(RoleAssignment(person_id=mo, role=Role.ADMINISTRATOR, given_at=NOW, unit_id=WARD_7))
        await uow.session.flush()
        work = uow.acting(await who(uow, "mo"))
        assert await refused(give(work, person_id=mo, role=Role.LEAD, unit_id=None)) is Refusal.NOT_ADMINISTRATOR


async def test_the_last_administrator_stays(casework: Casework) -> None:
    async with casework.begin() as uow:
        work, sam, mo = await by_sam(uow), await id_of(uow, "sam"), await id_of(uow, "mo")

        async def taken() -> bool:
            return await take(work, person_id=sam, role=Role.ADMINISTRATOR, unit_id=None)

        assert await refused(taken()) is Refusal.LAST_ADMINISTRATOR
        await appoint_administrators(uow, TRUST["tenant"], [IDS["sam"]])  # without a unit, besides: still one person
        assert await refused(taken()) is Refusal.LAST_ADMINISTRATOR
        assert await give(work, person_id=mo, role=Role.ADMINISTRATOR, unit_id=1)
        assert await administrators(uow) == [mo, sam]
        assert await taken()
        assert await administrators(uow) == [mo]
        assert await refused(give(work, person_id=sam, role=Role.LEAD, unit_id=1)) is Refusal.NOT_ADMINISTRATOR


async def test_nobody_names_themself_to_open_a_sealed_name(casework: Casework) -> None:
    async with casework.begin() as uow:
        work, sam, mo = await by_sam(uow), await id_of(uow, "sam"), await id_of(uow, "mo")
        assert await take(work, person_id=sam, role=Role.SEAL_OPENER, unit_id=1)
        assert await refused(give(work, person_id=sam, role=Role.SEAL_OPENER, unit_id=1)) is Refusal.OWN_SEAL
        assert await give(work, person_id=mo, role=Role.SEAL_OPENER, unit_id=1)


async def test_a_seal_opener_who_is_away_is_covered_by_nobody(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await reported(uow)
        sol, sam = await id_of(uow, "sol"), await id_of(uow, "sam")
        with pytest.raises(NotAllowed, match="Sol Example holds no role that another can cover"):
            await covered(uow, "sol", "mo")
        await covered(uow, "sam", "mo")
        assert await people_named(uow, Role.SEAL_OPENER, event) == sorted([sol, sam])
        assert await roles_towards(uow, await id_of(uow, "mo"), event) == {Role.WARD_MANAGER, Role.PATIENT_SAFETY}


async def test_who_covers_is_asked_and_may_act_from_the_first_day_to_the_last(
    casework: Casework, clock: Clock
) -> None:
    async with casework.begin() as uow:
        event = await reported(uow)
        lena, lou, pip = [await id_of(uow, name) for name in ("lena", "lou", "pip")]
        await covered(uow, "lena", "pip", 1, 2)
        assert await people_asked(uow, Role.LEAD, event) == [lena, lou]
        assert await deputy_of(uow, lena) is None
    for _ in range(2):
        clock.moves(days=1)
        async with casework.begin() as uow:
            assert await people_asked(uow, Role.LEAD, event) == [lou, pip]
            assert Role.LEAD in await roles_towards(uow, pip, event)
            assert Role.LEAD in await roles_towards(uow, lena, event)  # she keeps it, and presses if she likes
            assert WARD_7 in await units_where(uow, pip, [Role.LEAD])
            assert 8 not in await units_where(uow, pip, [Role.LEAD])  # orthopaedics is not Medicine
            assert await deputy_of(uow, lena) == pip
    clock.is_set(2026, 3, 7, 0, 0)
    async with casework.begin() as uow:
        assert await people_asked(uow, Role.LEAD, event) == [lena, lou]
        assert await roles_towards(uow, pip, event) == set()
        assert await units_where(uow, pip, [Role.LEAD]) == set()


async def test_the_days_of_cover_are_londons(casework: Casework, clock: Clock) -> None:
    async with casework.begin() as uow:
        await cover(
            await by_sam(uow), away=await id_of(uow, "lena"), covered_by=await id_of(uow, "pip"),
            from_on=date(2026, 6, 1), until_on=date(2026, 6, 1),
        )  # fmt: skip
        lena, pip = await id_of(uow, "lena"), await id_of(uow, "pip")
    for moment, here in (
        ((5, 31, 22, 59), None),
        ((5, 31, 23, 0), pip),
        ((6, 1, 22, 59), pip),
        ((6, 1, 23, 0), None),
    ):
        clock.is_set(2026, *moment)
        async with casework.begin() as uow:
            assert await deputy_of(uow, lena) == here


async def test_cover_that_is_ended_ends_at_once(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await reported(uow)
        await covered(uow, "lena", "pip")
        lena, pip = await id_of(uow, "lena"), await id_of(uow, "pip")
        assert pip in await people_asked(uow, Role.LEAD, event)
        assert await end_cover(await by_sam(uow), away=lena, covered_by=await id_of(uow, "mo")) == []
        assert [each.covered_by for each in await end_cover(await by_sam(uow), away=lena)] == [pip]
        assert lena in await people_asked(uow, Role.LEAD, event)
        assert await end_cover(await by_sam(uow), away=lena) == []
    assert [entry[2]["by"] for entry in await did(casework, "cover", "end_cover")] == [pip, pip]


async def test_who_is_covered_in_turn_and_who_would_be_by_nobody(casework: Casework) -> None:
    async with casework.begin() as uow:
        lena, mo = await id_of(uow, "lena"), await id_of(uow, "mo")
        await covered(uow, "lena", "lou")
        await covered(uow, "lou", "mo")
        assert await deputy_of(uow, lena) == mo
        assert await people_asked(uow, Role.LEAD, await reported(uow)) == [mo]
        assert await refused(covered(uow, "mo", "lena")) is Refusal.GOES_ROUND
        assert await refused(covered(uow, "mo", "mo")) is Refusal.OWN_COVER
        await covered(uow, "mo", "lena", 6, 9)  # Lena is back by then


@pytest.mark.parametrize(("first", "last"), [(3, 2), (-5, -1), (0, 367), (40, 407)])
async def test_cover_has_days_that_can_be_meant(casework: Casework, first: int, last: int) -> None:
    async with casework.begin() as uow:
        assert await refused(covered(uow, "lena", "lou", first, last)) is Refusal.COVER_DAYS


async def test_nobody_looks_at_their_own_work_by_covering_for_a_lead(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await reported(uow)
        await covered(uow, "lena", "pip")
        await covered(uow, "lou", "pip")
        pip, sam = await id_of(uow, "pip"), await id_of(uow, "sam")
        assert await people_asked(uow, Role.LEAD, event) == [pip]
        assert await people_asked(uow, Role.LEAD, event, {pip}) == [sam]


async def test_who_covers_decides_and_the_record_names_who_did(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await reported(uow)
        await covered(uow, "lena", "pip")
        await decide(uow.acting(await who(uow, "pip")), event, seen=1, chosen=None, reason="It fits.")
    [(by, subject, _)] = await did(casework, "approve")
    assert (by, subject) == ("person:5", "event:1")


async def test_two_administrators_who_take_each_others_role_at_once_leave_one(casework: Casework) -> None:
    async with casework.begin() as uow:
        mo, sam = await id_of(uow, "mo"), await id_of(uow, "sam")
        await give(await by_sam(uow), person_id=mo, role=Role.ADMINISTRATOR, unit_id=1)

    both = asyncio.Barrier(2)

    async def takes(by: str, person_id: int) -> bool:
        async with casework.begin() as uow:
            work = uow.acting(await who(uow, by))
            await administrators(work)
            if uow.session.get_bind().dialect.name == "postgresql":  # SQLite has one writer at a time
                await both.wait()
            try:
                return await take(work, person_id=person_id, role=Role.ADMINISTRATOR, unit_id=None)
            except NotAllowed:
                return False

    assert sorted(await asyncio.gather(takes("sam", mo), takes("mo", sam))) == [False, True]
    async with casework.begin() as uow:
        assert len(await administrators(uow)) == 1
