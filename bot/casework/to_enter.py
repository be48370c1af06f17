"""What is entered in the trust's incident system of an event, in the trust's order, and fit for anybody to see.

It is made of the event as it is kept, never as somebody may see it: words that may identify somebody are
hidden in it for everybody, and a sealed reporter has no name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.casework.looking import place_of
from bot.casework.looking_afterwards import names_of
from bot.casework.unit_of_work import UnitOfWork
from bot.casework.views import EventView
from psirf.harm import HarmGrades
from psirf.incident_system import IncidentSystem
from psirf.refusals import Refusal
from psirf.vocabulary import Agent, EventKind, NoteKind, PhysicalHarm, Term
from psirf.working_time import london_day
from storage.entering import (
    corrections_to,
    harm_to_people,
    how_many_not_entered,
    national_numbers,
    not_entered,
    notes_on,
)
from storage.records import EventCorrection, EventNote, HarmGrading, PatientSafetyEvent

KINDS = {
    EventKind.INCIDENT: "Incident",
    EventKind.GOOD_CARE: "Good care",
    EventKind.OUTCOME: "Outcome",
    EventKind.RISK: "Risk",
}
IN_CONFIDENCE = "In confidence"  # in place of a sealed reporter's name
TOLD_SINCE = (NoteKind.ADDED, NoteKind.QUESTION, NoteKind.ANSWER)
AT_A_TIME = 500  # events, whose rows are read together


@dataclass(frozen=True, slots=True)
class _Entry:
    """All that a column may hold of one event."""

    event: PatientSafetyEvent
    system: IncidentSystem
    grades: HarmGrades
    place: str
    reporter: str
    national: str
    harm: Sequence[HarmGrading]
    notes: Sequence[EventNote]
    corrections: Sequence[EventCorrection]

    def moment(self, at: datetime | None) -> str:
        return self.system.moment(at) if at else ""

    def of_each(self, one: Callable[[HarmGrading], str]) -> str:
        """Something of each person affected: their numbers stand before it where there are several."""
        if len(self.harm) == 1:
            return one(self.harm[0])
        return "; ".join(f"{number}: {one(each)}" for number, each in enumerate(self.harm, start=1))

    def physical_code(self, grading: HarmGrading) -> str:
        graded = self.grades.physical.get(grading.physical)
        return graded.code if graded else grading.physical.label

    def psychological(self, grading: HarmGrading) -> str:
        """Of who died it is not asked."""
        return "" if grading.physical is PhysicalHarm.FATAL else grading.psychological.label

    def psychological_code(self, grading: HarmGrading) -> str:
        graded = self.grades.psychological.get(grading.psychological)
        return graded.code if graded else self.psychological(grading)

    def said_since(self) -> str:
        told = [note for note in self.notes if note.kind in TOLD_SINCE]
        return "\n".join(f"{note.kind.label}, {self.system.day(london_day(note.at))}: {note.text}" for note in told)

    def put_right(self) -> str:
        return "\n".join(f"{each.label}: {each.after} (before: {each.before})" for each in self.corrections)


def _label(term: Term | None) -> str:
    return term.label if term is not None else ""


def _code(term: Term | None) -> str:
    return term.value if term is not None else ""


FILLED: Mapping[str, Callable[[_Entry], str]] = {
    "reference": lambda entry: entry.event.reference,
    "kind": lambda entry: KINDS[entry.event.kind],
    "what": lambda entry: entry.event.what,
    "place": lambda entry: entry.place,
    "happened_from": lambda entry: entry.moment(entry.event.happened_from),
    "happened_to": lambda entry: entry.moment(entry.event.happened_to),
    "reported_on": lambda entry: entry.system.day(london_day(entry.event.reported_at)),
    "reached": lambda entry: _label(entry.event.reached),
    "people": lambda entry: str(len(entry.harm)) if entry.harm else "",
    "physical_harm": lambda entry: entry.of_each(lambda each: each.physical.label),
    "physical_harm_codes": lambda entry: entry.of_each(entry.physical_code),
    "psychological_harm": lambda entry: entry.of_each(entry.psychological),
    "psychological_harm_codes": lambda entry: entry.of_each(entry.psychological_code),
    "how_they_are": lambda entry: entry.event.how_they_are,
    "agents": lambda entry: "; ".join(Agent(code).label for code in entry.event.agents),
    "agent_codes": lambda entry: "; ".join(entry.event.agents),
    "involved": lambda entry: entry.event.involved,
    "stopped_by": lambda entry: entry.event.stopped_by,
    "outcome": lambda entry: _label(entry.event.outcome),
    "outcome_code": lambda entry: _code(entry.event.outcome),
    "imminent": lambda entry: _label(entry.event.imminent),
    "imminent_code": lambda entry: _code(entry.event.imminent),
    "our_part": lambda entry: _label(entry.event.our_part),
    "population": lambda entry: entry.event.population,
    "more_of": lambda entry: entry.event.more_of,
    "reporter": lambda entry: entry.reporter,
    "national_reference": lambda entry: entry.national,
    "since": lambda entry: entry.said_since(),
    "corrections": lambda entry: entry.put_right(),
}


async def fields_shown(
    uow: UnitOfWork, event: PatientSafetyEvent, view: EventView
) -> tuple[tuple[str, str], ...] | None:
    """What is entered of one event: each heading, and what belongs under it; None for who does not enter it.
    That it was taken out of Lantern is written down, or that somebody wanted to."""
    if not {"enter", "change_number"} & set(view.steps):
        uow.audit("refused", f"event:{event.id}", why=Refusal.NOT_YOURS, verb="copy_out")
        return None
    uow.audit("copied_out", f"event:{event.id}")
    columns = uow.rules.incident_system.columns
    [values] = await _values(uow, [event], [column.field for column in columns])
    return tuple((column.heading, value) for column, value in zip(columns, values, strict=True))


async def how_many_wait(uow: UnitOfWork) -> int:
    """How many events of the whole trust wait to be entered; none where Lantern itself is the record. That
    they are listed is written down."""
    if not uow.rules.incident_system.is_record:
        return 0
    how_many = await how_many_not_entered(uow.session)
    uow.audit("listed", "queue:not_entered", how_many=how_many)
    return how_many


async def some_that_wait(uow: UnitOfWork, after: int, fields: Sequence[str]) -> tuple[int, list[tuple[str, ...]]]:
    """Some of them, the oldest that come after this id: the id of the last, and these fields of each. The id
    is 0 where there are no more."""
    events = await not_entered(uow.session, limit=AT_A_TIME, after=after)
    return (events[-1].id if events else 0), await _values(uow, events, fields)


async def _values(
    uow: UnitOfWork, events: Sequence[PatientSafetyEvent], fields: Sequence[str]
) -> list[tuple[str, ...]]:
    ids = [event.id for event in events]
    names = await names_of(uow, [event.reported_by for event in events])
    national, harm = await national_numbers(uow.session, ids), await harm_to_people(uow.session, ids)
    notes, corrections = await notes_on(uow.session, ids), await corrections_to(uow.session, ids)
    made = []
    for event in events:
        entry = _Entry(
            event, uow.rules.incident_system, uow.rules.harm, await place_of(uow, event),
            names.get(event.reported_by, IN_CONFIDENCE), national.get(event.id, ""), harm.get(event.id, ()),
            notes.get(event.id, ()), corrections.get(event.id, ()),
        )  # fmt: skip
        made.append(tuple(FILLED[field](entry) for field in fields))
    return made
