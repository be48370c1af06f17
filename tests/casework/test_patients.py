"""How a patient can be found, as it is kept: its history, what settles it, and whom it nudges."""

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import select

from bot.casework.patient_nudges import plan_patient_nudges
from bot.casework.patients import (
    cannot_be_found_out,
    keep_number,
    number_later,
    nurse_in_charge_knows,
    show_patient_number,
)
from bot.casework.reporting import add_affected
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import (
    EventStatus,
    IdentifierKind,
    PatientKnown,
    PhysicalHarm,
    PsychologicalHarm,
    Reached,
    Withdrawal,
)
from psirf.working_time import at_london, london_day
from storage.afterwards import patient_references_of
from storage.database import open_sessions
from storage.events import held_event
from storage.records import AuditEntry, Notification, PatientSafetyEvent
from storage.vault import KeyTrouble, Vault
from tests.casework.test_events import reported, who
from tests.conftest import Clock

NUMBER = "999 000 0018"


async def reached(casework: Casework, key: str = "key") -> None:
    async with casework.begin() as uow:
        await reported(uow, reached=Reached.YES, key=key)


async def acting(uow: UnitOfWork, name: str, event_id: int = 1) -> tuple[UnitOfWork, PatientSafetyEvent]:
    event = await held_event(uow.session, event_id)
    assert event is not None
    return uow.acting(await who(uow, name)), event


async def said(casework: Casework) -> list[PatientKnown]:
    async with casework.begin() as uow:
        return [each.known for each in await patient_references_of(uow.session, 1)]


async def due_on(casework: Casework, event_id: int = 1) -> str | None:
    async with casework.begin() as uow:
        at = (await uow.session.get_one(PatientSafetyEvent, event_id)).next_patient_nudge_at
        return None if at is None else london_day(at).isoformat()


async def test_a_number_is_sealed_for_its_patient_and_the_newest_holds(casework: Casework, clock: Clock) -> None:
    await reached(casework)
    for name, number in (("nora", NUMBER), ("lena", "h 123456")):
        async with casework.begin() as uow:
            work, event = await acting(uow, name)
            await keep_number(work, event, 1, number)
            assert work.veil.untraced
        clock.moves(days=1)
    async with casework.begin() as uow:
        first, second = await patient_references_of(uow.session, 1)
        assert [first.by, second.by] == [1, 2]
        assert [first.kind, second.kind] == [IdentifierKind.NHS_NUMBER, IdentifierKind.HOSPITAL_NUMBER]
        assert casework.vault.open(first.sealed, "patient", "1") == "9990000018"
        with pytest.raises(KeyTrouble):
            casework.vault.open(first.sealed, "patient", "2")
        work, event = await acting(uow, "cora")
        found = await show_patient_number(work, event, 1, "To ring")
        assert (found.number, found.given_on.day) == ("H123456", 5)
        assert found.another_on is not None
        assert found.another_on.day == 4
        assert event.version == 3  # a look moves nothing on


async def test_the_same_number_again_is_kept_once(casework: Casework) -> None:
    await reached(casework)
    for number in (NUMBER, "9990000018", "NHS 999-000-0018"):
        async with casework.begin() as uow:
            work, event = await acting(uow, "nora")
            assert await keep_number(work, event, 1, number) == (IdentifierKind.NHS_NUMBER, False)
    assert await said(casework) == [PatientKnown.NUMBER]


async def test_less_known_never_takes_the_place_of_more(casework: Casework) -> None:
    await reached(casework)
    async with casework.begin() as uow:
        work, event = await acting(uow, "nora")
        await number_later(work, event, 1)
        await number_later(work, event, 1)
        await nurse_in_charge_knows(work, event, 1)
        with pytest.raises(NotAllowed) as refused:
            await number_later(work, event, 1)
        assert refused.value.refusal is Refusal.STALE
        await keep_number(work, event, 1, NUMBER)
        lead, _ = await acting(uow, "lena")
        for late in (nurse_in_charge_knows(work, event, 1), cannot_be_found_out(lead, event, 1, "Nobody knows")):
            with pytest.raises(NotAllowed):
                await late
    assert await said(casework) == ["later", "nurse_in_charge", "number"]


@pytest.mark.parametrize("name", ["nora", "lena", "lou", "sam", "mo", "pip", "sol"])
async def test_nobody_but_the_candour_lead_is_shown_a_number(casework: Casework, name: str) -> None:
    await reached(casework)
    async with casework.begin() as uow:
        work, event = await acting(uow, "nora")
        await keep_number(work, event, 1, NUMBER)
        other, _ = await acting(uow, name)
        with pytest.raises(NotAllowed) as refused:
            await show_patient_number(other, event, 1, "I would like to know")
        assert refused.value.refusal is Refusal.NOT_YOURS


async def test_who_may_say_what(casework: Casework) -> None:
    """What cannot be found out is the leads' to say; the nurse's knowledge her reporter's; a number's everybody's
    who sees to it."""
    await reached(casework)
    async with casework.begin() as uow:
        _, event = await acting(uow, "nora")
        for name in ("nora", "cora", "mo", "pip", "sol"):
            work, _ = await acting(uow, name)
            with pytest.raises(NotAllowed):
                await cannot_be_found_out(work, event, 1, "Nobody knows")
        for name in ("lena", "sam", "cora", "mo"):
            work, _ = await acting(uow, name)
            with pytest.raises(NotAllowed):
                await nurse_in_charge_knows(work, event, 1)
        for name in ("mo", "pip", "sol"):
            work, _ = await acting(uow, name)
            with pytest.raises(NotAllowed):
                await keep_number(work, event, 1, NUMBER)
        for number, name in enumerate(("nora", "lena", "sam", "cora")):
            work, _ = await acting(uow, name)
            await keep_number(work, event, 1, f"H12345{number}")


async def test_a_person_of_another_event_is_refused(casework: Casework) -> None:
    await reached(casework)
    await reached(casework, "another")
    async with casework.begin() as uow:
        work, event = await acting(uow, "nora")
        for person in (2, 0, 99):
            with pytest.raises(NotAllowed) as refused:
                await keep_number(work, event, person, NUMBER)
            assert refused.value.refusal is Refusal.NOT_NOW
    assert await said(casework) == []


async def test_with_another_key_a_number_stays_closed_and_without_any_none_is_kept(casework: Casework) -> None:
    await reached(casework)
    async with casework.begin() as uow:
        await keep_number(*await acting(uow, "nora"), 1, NUMBER)
    engine = casework.sessions.kw["bind"]
    other = Casework(
        open_sessions(engine), casework.rules, casework.clock, Vault([b"another key, which is 32 long..."])
    )
    async with other.begin() as uow:
        with pytest.raises(KeyTrouble):
            await show_patient_number(*await acting(uow, "cora"), 1, "To ring")
    bare = Casework(open_sessions(engine), casework.rules, casework.clock, Vault())
    async with bare.begin() as uow:
        with pytest.raises(KeyTrouble):
            await keep_number(*await acting(uow, "lena"), 1, "H123456")
    assert await said(casework) == [PatientKnown.NUMBER]


async def test_a_reason_goes_into_the_audit_trail_without_who_it_is_about(casework: Casework) -> None:
    await reached(casework)
    async with casework.begin() as uow:
        work, event = await acting(uow, "lena")
        await cannot_be_found_out(work, event, 1, "Mrs Patel of 999 000 0026 or Mr Brown: nobody knows")
        await keep_number(work, event, 1, "RXX-445566")
        await show_patient_number(*await acting(uow, "cora"), 1, "To ring about rxx 445566")
        kept = [each.because for each in await patient_references_of(uow.session, 1)]
    assert kept == ["[name taken out] of [NHS number taken out] or [name taken out]: nobody knows", ""]
    async with casework.sessions() as session:
        details = [entry.details for entry in await session.scalars(select(AuditEntry)) if entry.details]
    assert [each["reason"] for each in details if each.get("reason")] == [
        kept[0],
        "To ring about [hospital number taken out]",
    ]


# ---- nudges ----


async def test_the_leads_are_nudged_from_the_next_working_day_until_each_patient_is_settled(
    casework: Casework, clock: Clock
) -> None:
    clock.is_set(2026, 3, 6, 15, 0)  # a Friday
    await reached(casework)
    assert await due_on(casework) == "2026-03-09"
    async with casework.begin() as uow:
        work, event = await acting(uow, "nora")
        await number_later(work, event, 1)
    assert await due_on(casework) == "2026-03-09"
    async with casework.begin() as uow:
        work, event = await acting(uow, "nora")
        await keep_number(work, event, 1, NUMBER)
    assert await due_on(casework) is None
    async with casework.begin() as uow:
        work, event = await acting(uow, "nora")
        await add_affected(work, event, PhysicalHarm.LOW, PsychologicalHarm.NONE, idempotency_key="more")
    assert await due_on(casework) == "2026-03-09"
    async with casework.begin() as uow:
        work, event = await acting(uow, "sam")
        await cannot_be_found_out(work, event, 2, "Nobody knows")
    assert await due_on(casework) is None


async def queued(casework: Casework) -> list[tuple[str, int | None, datetime]]:
    async with casework.sessions() as session:
        found = await session.scalars(select(Notification).filter_by(kind="patient_nudge").order_by(Notification.id))
        return [(each.key, each.to, each.due_at) for each in found]


async def test_many_workers_plan_one_nudge_a_lead_in_hours(casework: Casework, clock: Clock) -> None:
    await reached(casework)
    clock.is_set(2026, 3, 5, 3, 0)

    async def plans() -> None:
        async with casework.begin() as uow:
            await plan_patient_nudges(uow)

    await asyncio.gather(*(plans() for _ in range(6)))
    nine = at_london(clock.now.date(), casework.rules.ladder.hours.opens)
    assert await queued(casework) == [
        ("patient_nudge:1:2026-03-05:2", 2, nine),
        ("patient_nudge:1:2026-03-05:3", 3, nine),
    ]
    assert await due_on(casework) == "2026-03-09"


async def test_after_a_quiet_spell_there_is_one_nudge(casework: Casework, clock: Clock) -> None:
    await reached(casework)
    clock.is_set(2026, 4, 10, 10, 0)
    async with casework.begin() as uow:
        assert await plan_patient_nudges(uow) == 1
        assert await plan_patient_nudges(uow) == 0
    assert [to for _, to, _ in await queued(casework)] == [2, 3]
    assert await due_on(casework) == "2026-04-14"


@pytest.mark.parametrize(
    ("reached_now", "status"), [("no", "received"), ("unknown", "received"), ("yes", "withdrawn")]
)
async def test_what_is_withdrawn_or_reached_nobody_after_all_nudges_nobody(
    casework: Casework, clock: Clock, reached_now: str, status: str
) -> None:
    await reached(casework)
    async with casework.begin() as uow:
        _, event = await acting(uow, "nora")
        event.reached, event.status = Reached(reached_now), EventStatus(status)
    clock.moves(days=5)
    async with casework.begin() as uow:
        await plan_patient_nudges(uow)
    assert await queued(casework) == []
    assert await due_on(casework) is None


async def test_a_report_that_stays_though_its_reporter_took_it_back_is_nudged_about(
    casework: Casework, clock: Clock
) -> None:
    """Where a patient was reached, the event and its candour stay, in whatever status they are."""
    await reached(casework)
    async with casework.begin() as uow:
        _, event = await acting(uow, "nora")
        event.status, event.withdrawal = EventStatus.CLOSED, Withdrawal.AGREED
    clock.moves(days=5)
    async with casework.begin() as uow:
        await plan_patient_nudges(uow)
    assert len(await queued(casework)) == 2
