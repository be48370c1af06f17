"""Telling somebody outside: opened at once, in every status, by whom it is, and marked once."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.casework.duties import make_referral, open_duties, referral_not_needed
from bot.casework.looking import view_event
from bot.casework.planning import plan_what_is_due
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import EventStatus, Role
from storage.records import AuditEntry, Notification, PatientSafetyEvent
from tests.casework.duties import by, duties, given, named, the_event, with_duties
from tests.casework.test_events import reported, who
from tests.conftest import NOW, Clock


async def refused(uow: UnitOfWork, event: PatientSafetyEvent, code: str, **how: object) -> Refusal:
    before = event.version
    with pytest.raises(NotAllowed) as trouble:
        await make_referral(uow, event, code, **how)  # type: ignore[arg-type]
    assert event.version == before
    return trouble.value.refusal


async def due(casework: Casework) -> None:
    async with casework.begin() as uow:
        while await plan_what_is_due(uow):
            await uow.session.flush()


async def test_a_duty_is_opened_once_with_its_clock_and_the_tables_version(casework: Casework) -> None:
    await with_duties(casework, "MNSI", "SABRE/SHOT")
    async with casework.begin() as uow:
        await open_duties(uow, await the_event(uow), ["MNSI", "SABRE/SHOT"])
    found = await duties(casework)
    assert [(each.code, each.opened_at, each.rule_version) for each in found] == [
        ("MNSI", NOW, "2026-11"), ("SABRE/SHOT", NOW, "2026-11"),
    ]  # fmt: skip
    assert found[0].due_at == datetime(2026, 3, 5, 23, 59, tzinfo=UTC)
    async with casework.sessions() as session:
        opened = (await session.scalars(select(AuditEntry).filter_by(did="open_duty"))).all()
    assert len(opened) == 2


async def test_what_the_advice_does_not_name_any_more_stays_and_says_so(casework: Casework) -> None:
    await with_duties(casework, "MNSI", "police")
    async with casework.begin() as uow:
        await open_duties(uow, await the_event(uow), ["ICO", "police"])
    found = {each.code: each for each in await duties(casework)}
    assert {code: each.asked_for for code, each in found.items()} == {"MNSI": False, "police": True, "ICO": True}
    assert found["MNSI"].next_reminder_at is None
    async with casework.begin() as uow:
        await open_duties(uow, await the_event(uow), ["MNSI", "ICO", "police"])
    again = {each.code: each for each in await duties(casework)}
    assert again["MNSI"].asked_for
    assert again["MNSI"].next_reminder_at is not None
    assert again["MNSI"].id == found["MNSI"].id


async def test_a_code_that_no_row_knows_loses_no_report(casework: Casework) -> None:
    await with_duties(casework, "SOMETHING NEW", "NE")
    assert await duties(casework) == []
    async with casework.sessions() as session:
        [entry] = (await session.scalars(select(AuditEntry).filter_by(did="no_duty"))).all()
    assert (entry.details or {})["codes"] == ["SOMETHING NEW"]


async def test_who_makes_it_gets_one_card_and_where_nobody_holds_the_role_the_leads(casework: Casework) -> None:
    async with casework.begin() as uow:
        await given(uow, "pip", Role.TRANSFUSION)
        event = await reported(uow)
        before = await named(uow, "duty")
        await open_duties(uow, event, ["SABRE/SHOT", "HTA"])
        assert before == []
        assert await named(uow, "duty") == ["Lena", "Lou", "Pip"]  # nobody holds the tissue role: the leads hear
        view = await view_event(uow, event, (await who(uow, "lena")).id or 0)
        assert view is not None
        assert view.outside is not None
        assert {each.code: each.by_leads for each in view.outside.duties} == {"SABRE/SHOT": False, "HTA": True}
        assert await named(uow, "specialist") == []


async def test_what_is_urgent_goes_at_any_hour_and_the_rest_in_hours(casework: Casework, clock: Clock) -> None:
    clock.is_set(2026, 3, 6, 22, 0)  # a Friday night
    async with casework.begin() as uow:
        await given(uow, "pip", Role.TISSUE)
        await given(uow, "mo", Role.TRANSFUSION)
        await open_duties(uow, await reported(uow), ["HTA", "SABRE/SHOT"])
    async with casework.sessions() as session:
        queued = (await session.scalars(select(Notification).filter_by(kind="duty"))).all()
    monday = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
    assert {(each.to, each.due_at, each.in_hours) for each in queued} == {
        (5, clock.now, False), (4, monday, True),
    }  # fmt: skip


async def test_it_is_marked_made_with_a_reference_and_a_time_and_executives_hear(casework: Casework) -> None:
    await with_duties(casework, "MNSI")
    async with casework.begin() as uow:
        lena, event = await by(uow, "lena"), await the_event(uow)
        await make_referral(lena, event, "MNSI", number=" m-123 ", at=NOW - timedelta(minutes=20))
        assert await named(uow, "duty_made") == ["Ed", "Eve"]
    [duty] = await duties(casework)
    assert (duty.number, duty.made_at, duty.made_by) == ("M-123", NOW - timedelta(minutes=20), 2)
    assert (duty.marked_at, duty.next_reminder_at) == (NOW, None)
    async with casework.sessions() as session:
        [entry] = (await session.scalars(select(AuditEntry).filter_by(did="make_referral"))).all()
    assert (entry.details or {})["code"] == "MNSI"


async def test_executives_are_not_told_of_each_yellow_card(casework: Casework) -> None:
    await with_duties(casework, "Yellow Card")
    async with casework.begin() as uow:
        await make_referral(await by(uow, "lena"), await the_event(uow), "Yellow Card")
        assert await named(uow, "duty_made") == []
    assert (await duties(casework))[0].made_at == NOW  # now, unless said


@pytest.mark.parametrize("status", EventStatus)
async def test_no_status_stands_in_the_way(casework: Casework, status: EventStatus) -> None:
    await with_duties(casework, "MNSI", "LEDER")
    async with casework.begin() as uow:
        event = await the_event(uow)
        event.status = status
        await uow.session.flush()
        await open_duties(uow, event, ["MNSI", "LEDER", "police"])
        lena = await by(uow, "lena")
        await make_referral(lena, event, "MNSI", number="M1")
        await referral_not_needed(lena, event, "LEDER", because="Their disability was noted wrongly.")
        assert event.status is status
    assert {each.code: bool(each.made_at) for each in await duties(casework)} == {
        "MNSI": True, "LEDER": False, "police": False,
    }  # fmt: skip


async def test_two_who_mark_at_once_one_made_it_and_the_other_is_told_so(casework: Casework) -> None:
    await with_duties(casework, "MNSI")

    async def marks(name: str, number: str) -> str:
        async with casework.begin() as uow:
            acting, event = await by(uow, name), await the_event(uow)
            try:
                await make_referral(acting, event, "MNSI", number=number)
            except NotAllowed as trouble:
                return str(trouble)
        return "made"

    said = await asyncio.gather(marks("lena", "M1"), marks("lou", "M2"))
    assert sorted(each == "made" for each in said) == [False, True]
    [other] = [each for each in said if each != "made"]
    [duty] = await duties(casework)
    maker = {"M1": "Lena", "M2": "Lou"}[duty.number]
    assert other.startswith(
        f"This was marked already, by {maker} Example, as made on Wednesday 4 March 2026, 9:30am."
    )


async def test_only_whose_it_is_may_mark_it(casework: Casework) -> None:
    async with casework.begin() as uow:
        await given(uow, "pip", Role.TRANSFUSION)
        event = await reported(uow)
        await open_duties(uow, event, ["MNSI", "SABRE/SHOT"])
        for name in ("nora", "mo", "cora", "sol", "eve", "gil", "mae"):
            assert await refused(await by(uow, name), event, "MNSI", number="M1") is Refusal.NOT_YOURS
        pip, sam = await by(uow, "pip"), await by(uow, "sam")
        assert await refused(pip, event, "MNSI", number="M1") is Refusal.NOT_YOURS  # a transfusion practitioner
        await make_referral(pip, event, "SABRE/SHOT", number="S1")
        assert await refused(sam, event, "", number="H1") is Refusal.NO_DUTY
        await make_referral(sam, event, "MNSI", number="M1")


async def test_what_lantern_did_not_name_is_opened_by_who_made_it(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await reported(uow)
        sam, mae = await by(uow, "sam"), await by(uow, "mae")
        assert await refused(mae, event, "MNSI", number="M1") is Refusal.NOT_YOURS
        assert await refused(sam, event, "NE", number="N1") is Refusal.NO_DUTY  # nobody outside is told of it
        assert await refused(sam, event, "HTA", number="x" * 61) is Refusal.NO_REFERENCE
        await make_referral(sam, event, "HTA", number="H1")
        assert await refused(sam, event, "HTA", number="H2") is Refusal.DUTY_MADE
    [duty] = await duties(casework)
    assert (duty.code, duty.number, duty.made_by) == ("HTA", "H1", 6)
    async with casework.sessions() as session:
        did = [(each.did, (each.details or {}).get("code")) for each in await session.scalars(select(AuditEntry))]
    assert ("open_duty", "HTA") in did
    assert ("make_referral", "HTA") in did


async def test_what_cannot_be_is_refused_in_a_sentence(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await reported(uow)
        await open_duties(uow, event, ["MNSI", "LEDER"])
        lena = await by(uow, "lena")
        assert await refused(lena, event, "MNSI", at=NOW + timedelta(minutes=1)) is Refusal.NOT_COME_YET
        assert await refused(lena, event, "MNSI", at=NOW - timedelta(hours=2)) is Refusal.BEFORE_IT_HAPPENED
        for number in ("x" * 61, "yesterday", "<b>1</b>", "PSE-00001"):
            assert await refused(lena, event, "MNSI", number=number) is Refusal.NO_REFERENCE
        for number in ("999 000 0018", "MNSI for 999 000 0018"):
            assert await refused(lena, event, "MNSI", number=number) is Refusal.NUMBER_NOT_HERE
        assert lena.veil.untraced
        for because, why in ((" ", Refusal.REASON), ("He is 999 000 0018", Refusal.NUMBER_NOT_HERE)):
            with pytest.raises(NotAllowed) as trouble:
                await referral_not_needed(lena, event, "LEDER", because=because)
            assert trouble.value.refusal is why
        await referral_not_needed(lena, event, "LEDER", because="No learning disability after all.")
        with pytest.raises(NotAllowed) as trouble:
            await referral_not_needed(lena, event, "LEDER", because="Again.")
        assert trouble.value.refusal is Refusal.DUTY_SETTLED
        await make_referral(lena, event, "LEDER", number="L1")  # it is needed after all


async def test_who_makes_it_is_reminded_before_and_after_and_executives_once_when_it_is_overdue(
    casework: Casework, clock: Clock
) -> None:
    async with casework.begin() as uow:
        await given(uow, "pip", Role.INFECTION)
        await open_duties(uow, await reported(uow), ["UKHSA"])  # one working day: until Thursday night
    await due(casework)

    async def told() -> tuple[list[str], list[str]]:
        await due(casework)
        async with casework.begin() as uow:
            return await named(uow, "duty_nudge"), await named(uow, "duty_overdue")

    assert await told() == ([], [])
    clock.is_set(2026, 3, 5, 6, 0)  # more than half of the time
    assert await told() == (["Pip"], [])
    clock.is_set(2026, 3, 6, 10, 0)
    assert await told() == (["Pip", "Pip"], ["Ed", "Eve"])
    clock.is_set(2026, 3, 11, 10, 0)  # after a quiet spell, once
    assert await told() == (["Pip"] * 3, ["Ed", "Eve"])
    async with casework.begin() as uow:
        await make_referral(await by(uow, "pip"), await the_event(uow), "UKHSA", number="U1")
    clock.is_set(2026, 3, 20, 10, 0)
    assert await told() == (["Pip"] * 3, ["Ed", "Eve"])


async def test_executives_do_not_hear_of_what_is_overdue_where_the_row_leaves_them_out(
    casework: Casework, clock: Clock
) -> None:
    await with_duties(casework, "Yellow Card")
    clock.is_set(2026, 4, 1, 10, 0)
    await due(casework)
    async with casework.begin() as uow:
        assert await named(uow, "duty_nudge") == ["Mae"]
        assert await named(uow, "duty_overdue") == []


async def test_a_withdrawn_report_closes_no_duty_silently(casework: Casework, clock: Clock) -> None:
    await with_duties(casework, "MNSI")
    async with casework.begin() as uow:
        (await the_event(uow)).status = EventStatus.WITHDRAWN
    clock.is_set(2026, 3, 6, 10, 0)
    await due(casework)
    async with casework.begin() as uow:
        assert await named(uow, "duty_nudge") == ["Lena", "Lou"]
        view = await view_event(uow, await the_event(uow), (await who(uow, "lena")).id or 0)
        assert view is not None
        assert view.outside is not None
        assert [duty.code for duty in view.outside.waiting] == ["MNSI"]
        assert "make_referral" in view.steps


async def test_whose_a_duty_is_sees_it_and_not_the_others(casework: Casework) -> None:
    async with casework.begin() as uow:
        await given(uow, "pip", Role.TRANSFUSION)
        event = await reported(uow)
        await open_duties(uow, event, ["MNSI", "SABRE/SHOT"])
        seen = {}
        for name in ("lena", "sam", "eve", "gil", "pip", "nora", "mo", "cora"):
            view = await view_event(uow, event, (await who(uow, name)).id or 0)
            shown = view.outside if view else None
            seen[name] = [duty.code for duty in shown.duties] if shown else None
        both = ["MNSI", "SABRE/SHOT"]
        assert seen == {
            "lena": both, "sam": both, "eve": both, "gil": both, "pip": ["SABRE/SHOT"], "nora": None, "mo": None,
            "cora": [],
        }  # fmt: skip
