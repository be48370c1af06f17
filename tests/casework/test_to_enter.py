"""What is entered of a report in the trust's incident system: its own words, and nobody's name in them."""

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.casework.looking import view_event
from bot.casework.reporting import Told, add_affected, report_event
from bot.casework.to_enter import fields_shown
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.incident_system import Column, csv_row
from psirf.rules import Rules
from psirf.vocabulary import (
    Agent,
    EventKind,
    NameShown,
    NoteKind,
    OutcomeType,
    PhysicalHarm,
    PsychologicalHarm,
    Reached,
    YesNo,
)
from storage.events import held_event, people_affected
from storage.records import (
    AuditEntry,
    EventCorrection,
    EventNote,
    PatientSafetyEvent,
)
from tests.casework.test_events import reported, who
from tests.conftest import NOW

WHOLE = Told(
    EventKind.INCIDENT, 'Mrs Okafor, 999 000 0018, was given "ten times" the dose', 5, "",
    NOW - timedelta(minutes=75), NOW - timedelta(minutes=15), Reached.YES, PhysicalHarm.LOW, PsychologicalHarm.NONE,
    "She is well", "=the pump", (Agent.MEDICINE, Agent.DEVICE), "", OutcomeType.CRASH_CALL, YesNo.UNKNOWN,
)  # fmt: skip


async def _entered_as(uow: UnitOfWork, event: PatientSafetyEvent, name: str = "sam") -> dict[str, str]:
    view = await view_event(uow, event, (await who(uow, name)).id or 0)
    assert view is not None
    shown = await fields_shown(uow, event, view)
    assert shown is not None
    assert [heading for heading, _ in shown] == list(uow.rules.incident_system.headings)
    return dict(shown)


async def test_the_fields_are_the_events_own_and_show_nobody_what_is_hidden(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await report_event(uow.acting(await who(uow, "nora")), idempotency_key="k", told=WHOLE)
        [person] = await people_affected(uow.session, event.id)
        sam = await view_event(uow, event, (await who(uow, "sam")).id or 0)
        assert sam is not None
        assert "Okafor" in (sam.what or "")  # the team sees it, until it has looked
        for kind, words in ((NoteKind.ADDED, "The pump is gone"), (NoteKind.WITHDRAWAL, "Not mine to tell")):
            uow.session.add(EventNote(event_id=event.id, kind=kind, text=words, at=NOW, by=None))
        uow.session.add(EventCorrection(event_id=event.id, label="Ward", before="8", after="7", at=NOW, by=None))
        await uow.session.flush()
        filled = await _entered_as(uow, event)
    assert person.sequence == 1
    assert "Okafor" not in str(filled)
    assert "0018" not in str(filled)
    assert filled["What happened"].endswith('was given "ten times" the dose')
    assert filled | {"What happened": ""} == {
        "Lantern reference": "PSE-00001", "Type of event": "Incident", "What happened": "", "Place": "Ward 7",
        "Happened from": "2026-03-04 08:15", "Happened to": "2026-03-04 09:15", "Reached a patient": "Yes",
        "People affected": "1", "Physical harm": "Low physical harm", "Psychological harm": "No psychological harm",
        "How they are": "She is well", "What was involved": "A medicine; A device",
        "What was involved, LFPSE codes": "4; 3", "What was involved, in words": "=the pump", "What stopped it": "",
        "Outcome": "A crash call", "Death or severe harm imminent": "I don't know", "Who could be affected": "",
        "How to have more of it": "", "Reported on": "2026-03-04", "Reported by": "Nora Example",
        "LFPSE reference": "", "Added since": "Added by the reporter, 2026-03-04: The pump is gone",
        "Put right since": "Ward: 7 (before: 8)",
    }  # fmt: skip
    row = next(csv.reader(io.StringIO(csv_row(filled.values()))))
    assert row[13] == "'=the pump"
    assert [cell for n, cell in enumerate(row) if n != 13] == [v for n, v in enumerate(filled.values()) if n != 13]


async def test_harm_is_told_of_each_person_in_words_and_in_codes(casework: Casework, rules: Rules) -> None:
    fields = ("people", "physical_harm", "physical_harm_codes", "psychological_harm", "psychological_harm_codes")
    system = replace(rules.incident_system, columns=tuple(Column(field, field) for field in fields))
    async with replace(casework, rules=replace(rules, incident_system=system)).begin() as uow:
        nora = uow.acting(await who(uow, "nora"))
        event = await report_event(nora, idempotency_key="k", told=WHOLE)
        await add_affected(nora, event, PhysicalHarm.FATAL, PsychologicalHarm.NOT_GRADED, idempotency_key="2")
        await uow.session.flush()
        assert await _entered_as(uow, event) == {
            "people": "2", "physical_harm": "1: Low physical harm; 2: Died", "physical_harm_codes": "1: 4; 2: 1",
            "psychological_harm": "1: No psychological harm; 2: ", "psychological_harm_codes": "1: 4; 2: ",
        }  # fmt: skip


async def test_a_sealed_reporter_has_no_name_and_no_moment_in_what_is_entered(casework: Casework) -> None:
    async with casework.begin() as uow:
        await report_event(
            uow.acting(await who(uow, "nora")), idempotency_key="k", told=WHOLE, name=NameShown.CONFIDENTIAL
        )
    async with casework.begin() as uow:
        event = await held_event(uow.session, 1)
        assert event is not None
        for name in ("lena", "sam"):
            filled = await _entered_as(uow.acting(await who(uow, name)), event, name)
            assert "Nora" not in str(filled)
            assert filled["Reported by"] == "In confidence"
            assert (filled["Happened from"], filled["Happened to"]) == ("2026-03-04 08:00", "2026-03-04 10:00")
            assert filled["Reported on"] == "2026-03-04"


@pytest.mark.parametrize("name", ["nora", "cora", "sol", "mo"])
async def test_what_is_entered_is_shown_to_those_who_enter_it_alone(casework: Casework, name: str) -> None:
    async with casework.begin() as uow:
        event = await reported(uow)
        view = await view_event(uow, event, (await who(uow, name)).id or 0)
        if view is not None:
            assert await fields_shown(uow, event, view) is None
    async with casework.sessions() as session:
        assert (await session.scalars(select(AuditEntry).filter_by(did="copied_out"))).all() == []
