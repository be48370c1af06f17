"""What waits to be entered in the trust's incident system, and for whom."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.casework.entering import enter, not_yet_entered, note_national
from bot.casework.people import appoint_administrators
from bot.casework.reporting import correct_place
from bot.casework.to_enter import how_many_wait, some_that_wait
from bot.casework.unit_of_work import Casework
from psirf.rules import Rules
from psirf.vocabulary import (
    EventKind,
    Reached,
    Role,
)
from storage.events import held_event
from storage.records import (
    AuditEntry,
    PatientSafetyEvent,
    RoleAssignment,
)
from tests.casework.test_events import reported, who
from tests.conftest import NOW, TRUST, Clock
from tests.lantern import IDS


async def test_the_queue_holds_what_a_person_is_to_enter_the_oldest_first(casework: Casework, clock: Clock) -> None:
    async with casework.begin() as uow:
        for n in range(10):
            await reported(uow, key=str(n))
            clock.moves(days=1)
        await reported(uow, unit_id=8, key="surgery")
        await reported(uow, unit_id=None, key="nowhere")
        lena, sam = uow.acting(await who(uow, "lena")), uow.acting(await who(uow, "sam"))
        queue = await not_yet_entered(lena, lena.person_id)
        assert queue.how_many == 10
        assert [each.id for each in queue.oldest] == list(range(1, 9))
        first = queue.oldest[0]
        assert (first.reference, first.kind, first.reached, first.place) == (
            "PSE-00001", EventKind.INCIDENT, Reached.NO, "Ward 7",
        )  # fmt: skip
        assert first.reported_on == NOW.date()
        event = await held_event(uow.session, 1)
        assert event is not None
        await enter(lena, event, seen=None, number="W1")
        await note_national(sam, await uow.session.get_one(PatientSafetyEvent, 2), seen=None, number="L1")
        queue = await not_yet_entered(lena, lena.person_id)
        assert (queue.how_many, queue.oldest[0].id) == (9, 2)  # sent nationally is not entered
        assert (await not_yet_entered(sam, sam.person_id)).how_many == 11
    async with casework.sessions() as session:
        listed = list(
            await session.scalars(select(AuditEntry.details).filter_by(did="listed").order_by(AuditEntry.id))
        )
    assert (listed[0] or {})["events"] == list(range(1, 9))


@pytest.mark.parametrize("name", ["nora", "mo", "pip", "cora", "sol"])
async def test_nothing_waits_for_anybody_else(casework: Casework, name: str) -> None:
    async with casework.begin() as uow:
        await reported(uow)
        assert (await not_yet_entered(uow, (await who(uow, name)).id or 0)).how_many == 0


async def test_who_is_asked_in_a_leads_place_enters_in_it_too(casework: Casework) -> None:
    async with casework.begin() as uow:
        await reported(uow, unit_id=8)
        for held in await uow.session.scalars(select(RoleAssignment).filter_by(role=Role.PATIENT_SAFETY)):
            await uow.session.delete(held)
        await appoint_administrators(uow, TRUST["tenant"], [IDS["mo"]])
    async with casework.begin() as uow:
        mo = uow.acting(await who(uow, "mo"))
        assert (await not_yet_entered(mo, mo.person_id)).how_many == 1
        event = await held_event(uow.session, 1)
        assert event is not None
        await enter(mo, event, seen=None, number="W1")


async def test_where_lantern_is_the_record_nothing_waits(casework: Casework, rules: Rules) -> None:
    system = replace(rules.incident_system, is_record=False)
    async with replace(casework, rules=replace(rules, incident_system=system)).begin() as uow:
        await reported(uow)
        sam = uow.acting(await who(uow, "sam"))
        assert (await not_yet_entered(sam, sam.person_id)).how_many == 0
        assert await how_many_wait(uow) == 0


async def test_all_that_waits_is_listed_a_part_at_a_time(casework: Casework, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.casework.to_enter.AT_A_TIME", 2)
    async with casework.begin() as uow:
        for n in range(5):
            event = await reported(uow, key=str(n))
        await correct_place(uow, event, 6)
        await enter(
            uow.acting(await who(uow, "lena")),
            await uow.session.get_one(PatientSafetyEvent, 3),
            seen=None,
            number="W3",
        )
        assert await how_many_wait(uow) == 4
        last, seen = 0, list[tuple[str, ...]]()
        while True:
            last, rows = await some_that_wait(uow, last, ("reference", "place"))
            if not last:
                break
            assert len(rows) <= 2
            seen += rows
    assert [reference for reference, _ in seen] == ["PSE-00001", "PSE-00002", "PSE-00004", "PSE-00005"]
    assert seen[-1][1] == "Ward 8"
