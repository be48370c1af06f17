"""Looking at a candour case: its view, by the reading policy, and written down."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.casework.candour import opened_words
from bot.casework.candour_acting import may_be_taken_off
from bot.casework.candour_assessing import PROFESSION
from bot.casework.candour_now import ENGAGEMENT, CaseNow, case_now
from bot.casework.candour_questions import question_shown, questions_alone, with_names_hidden
from bot.casework.candour_views import (
    AssessedShown,
    AttemptShown,
    CandourView,
    EntryShown,
    QuestionShown,
    TrackShown,
)
from bot.casework.looking import MOST_OWNERS, place_of
from bot.casework.looking_afterwards import names_of
from bot.casework.response_views import Named
from bot.casework.roles import roles_towards
from bot.casework.unit_of_work import UnitOfWork
from bot.casework.views import Happened
from psirf.candour.kept import NoteName, Result, TriedBy
from psirf.candour.nudging import still_to_do
from psirf.candour.terms import AskedBy, Clock, Element, Limb, LimbAnswer, OpenedBy, StepName
from storage.people import people_of_tenant, person_by_id
from storage.records import CandourCase, CandourEntry, CandourPerson
from storage.vault import KeyTrouble

NAMES: Mapping[str, str] = {name.value: name.label for name in (*StepName, *Element, *NoteName)}


async def view_candour(
    uow: UnitOfWork, record: CandourCase, viewer_id: int, *, with_people: bool = False, with_words: bool = False,
    with_questions: bool = False, with_reasons: bool = False,
) -> CandourView | None:  # fmt: skip
    """A case as a person may see it, or None where they may not. It is written down.

    `with_people`: who the people are; `with_words`: all that was written down. Each is opened for the candour roles
    alone, is a reading of its own in the audit trail, and nothing of the turn is kept. `with_questions`: their
    questions in words, for whoever may read these, and with names hidden for whoever may read no more.
    `with_reasons`: why somebody cannot be reached, opened for whoever may sign it. Raises KeyTrouble where no key
    opens it.
    """
    roles = await roles_towards(uow, viewer_id, record)
    fields = uow.rules.reading.fields("candour", roles)
    if not fields:
        return None
    uow.audit("read", f"candour:{record.id}", by=viewer_id)
    now = await case_now(uow, record)
    steps = uow.rules.lifecycles.candour.available(record.status, roles)
    may_read, labels = "words" in fields, {step.name: step.label for step in steps}
    if record.clinician_id == viewer_id:
        labels.pop("take_on", None)
    reads_questions = "questions" in fields and (with_questions or (with_words and may_read))
    shown: dict[str, dict[str, Any]] = {
        "what": {"what": now.event.what},
        "place": {"place": await place_of(uow, now.event)},
        "happened": {"happened": Happened(now.event.happened_from, now.event.happened_to)},
        "state": await _state(uow, now) if "state" in fields else {},
        "people": await _people(uow, record, viewer_id, "name_people" in labels) if "people" in fields else {},
    }
    if with_people and may_read:
        uow.audit("see_people", f"candour:{record.id}", by=viewer_id)
        shown["words"] = {"identities": {each.number: _identity(uow, each) for each in now.people}}
    if with_words and may_read:
        uow.audit("see_words", f"candour:{record.id}", by=viewer_id)
        shown["words"] = {**shown.get("words", {}), "written": await _written(uow, now)}
    if reads_questions and not with_words:
        uow.audit("see_questions", f"candour:{record.id}", by=viewer_id)
    tracks = _tracks(uow, now, reads_questions)
    if reads_questions and not may_read:
        tracks = await with_names_hidden(uow, now, tracks)
    if "state" not in fields:
        tracks = tuple(questions_alone(track) for track in tracks)
    if with_reasons and "sign" in labels:
        uow.audit("see_reasons", f"candour:{record.id}", by=viewer_id)
        tracks = tuple([await _with_reason(uow, now, track) for track in tracks])
    return CandourView(
        id=record.id, reference=record.reference, version=record.version, revision=record.revision,
        status=record.status, steps=labels, today=uow.today, now=uow.now,
        event=Named(now.event.id, now.event.version), event_reference=now.event.reference,
        tracks=tracks, reads_words=may_read,
        **{key: value for field in fields for key, value in shown.get(field, {}).items()},
    )  # fmt: skip


async def _state(uow: UnitOfWork, now: CaseNow) -> dict[str, Any]:
    record, case, approved = now.record, now.case, now.record.findings_approved_at
    why = uow.rules.candour.due(Clock.FINDINGS, approved).why if approved and record.findings_by else ""
    days = {clock: day for clock, day in now.days.clocks.items() if day is not None}
    return {
        "opened_for": _opened_for(uow, record),
        "reported_at": record.reported_at,
        "answer": case.answer,
        "state": case.state,
        "assessed": await _assessed(uow, now),
        "days": days,
        "rule": f"candour.toml {record.rule_version}",
        "owed": tuple(still_to_do(now.owed, case, record.status)),
        "findings_approved_at": record.findings_approved_at,
        "findings_why": why,
    }


def _opened_for(uow: UnitOfWork, record: CandourCase) -> str:
    said = []
    asked = [by.label for by in AskedBy if by.value in record.opened_for]
    for by in OpenedBy:
        if by.value in record.opened_for:
            said.append(by.label.format(uow.rules.candour.prolonged_days))
    said += [OpenedBy.ASKED_FOR.label.format(each) for each in asked]
    return ", ".join(said) or ("involving those affected" if ENGAGEMENT in record.opened_for else "")


async def _assessed(uow: UnitOfWork, now: CaseNow) -> AssessedShown | None:
    found = [entry for entry in now.entries if entry.name == StepName.ASSESSED]
    if not found:
        return None
    entry = found[-1]
    try:
        words = opened_words(uow, now.record.id, entry.sealed)
    except KeyTrouble:
        words = {}  # the answers stand without their reasons
    names = await names_of(uow, [entry.written_by])
    return AssessedShown(
        {Limb(limb): LimbAnswer(given) for limb, given in entry.said.get("limbs", {}).items()},
        {limb: words[limb.value] for limb in Limb if words.get(limb.value)},
        words.get(PROFESSION, ""), names.get(entry.written_by, ""), entry.at,
    )  # fmt: skip


async def _people(uow: UnitOfWork, record: CandourCase, viewer_id: int, gives: bool) -> dict[str, Any]:
    names = await names_of(uow, [record.clinician_id, record.contact_id, record.cover_id])
    found: dict[str, Any] = {
        "clinician": names.get(record.clinician_id), "contact": names.get(record.contact_id),
        "cover": names.get(record.cover_id),
    }  # fmt: skip
    if gives:
        viewer = await person_by_id(uow.session, viewer_id)
        people = await people_of_tenant(uow.session, viewer.tenant_id, MOST_OWNERS + 1)
        few = len(people) <= MOST_OWNERS
        found["people"] = tuple((str(person.id), person.name) for person in people) if few else ()
    return found


def _tracks(uow: UnitOfWork, now: CaseNow, with_questions: bool) -> tuple[TrackShown, ...]:
    shown = []
    for person in now.people:
        track = now.case.tracks[str(person.number)]
        mine = [entry for entry in now.entries if entry.person_id == person.id]
        shown.append(
            TrackShown(
                person.number, person.kind,
                {element: (ended.how, ended.at) for element, ended in track.ended.items()},
                tuple(track.open), tuple(track.unsigned),
                tuple(_attempt(entry) for entry in mine if entry.name == StepName.ATTEMPT),
                tuple(
                    question_shown(uow, now, person.id, number, answered)
                    if with_questions
                    else QuestionShown(number, answered)
                    for number, answered in track.questions.items()
                ),
                track.died, bool(person.sealed), person.next_contact_on, person.paused_until,
                tuple(date.fromisoformat(day) for day in person.avoid),
                perhaps_dead=str(person.number) in now.perhaps_dead, may_be_taken_off=may_be_taken_off(now, person),
            )
        )  # fmt: skip
    return tuple(shown)


async def _with_reason(uow: UnitOfWork, now: CaseNow, track: TrackShown) -> TrackShown:
    """A person with why they cannot be reached, where that waits for a signature."""
    said = [
        entry for entry in now.entries
        if entry.name == StepName.CANNOT_BE_REACHED and now.number_of(entry.person_id) == track.number
    ]  # fmt: skip
    if not track.unsigned or not said:
        return track
    words = opened_words(uow, now.record.id, said[-1].sealed)
    names = await names_of(uow, [said[-1].written_by])
    by = names.get(said[-1].written_by, "")
    return replace(track, why_unsigned=words.get("words", ""), unsigned_by=by)


def _attempt(entry: CandourEntry) -> AttemptShown:
    how, result = entry.said.get("how", ""), entry.said.get("result", "")
    labels = {each.value: each.label for each in (*TriedBy, *Result)}
    return AttemptShown(labels.get(how, how), labels.get(result, result), entry.at)


def _identity(uow: UnitOfWork, person: CandourPerson) -> dict[str, str]:
    return opened_words(uow, person.case_id, person.sealed)


async def _written(uow: UnitOfWork, now: CaseNow) -> tuple[EntryShown, ...]:
    names = await names_of(uow, [entry.written_by for entry in now.entries])
    return tuple(
        EntryShown(
            NAMES.get(entry.name, entry.name), now.number_of(entry.person_id), entry.at,
            names.get(entry.written_by, ""), opened_words(uow, now.record.id, entry.sealed), entry.said,
        )
        for entry in now.entries
    )  # fmt: skip
