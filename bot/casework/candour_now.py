"""A candour case as it stands, by what was written down of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.casework.roles import event_of
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.kept import NoteName
from psirf.candour.owed import Days
from psirf.candour.record import Case, Step, StepRefused, begun
from psirf.candour.steps import after
from psirf.candour.terms import (
    Answer,
    CandourStatus,
    CaseState,
    Clock,
    Element,
    Limb,
    LimbAnswer,
    StepName,
    StepRefusal,
)
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import EventStatus
from storage.candour import entries_of, people_of_case
from storage.records import CandourCase, CandourEntry, CandourPerson, PatientSafetyEvent

ENGAGEMENT = "engagement"  # a case that was opened for PSIRF's compassionate engagement alone
NOT_SAID_WHEN = datetime.min.replace(tzinfo=UTC)  # nobody knows when it happened
STEPS: Mapping[str, StepName | Element] = {name.value: name for name in (*StepName, *Element)}
Standing = tuple[CandourEntry, datetime]  # what was written down and counts, with when it was done


@dataclass(frozen=True, slots=True)
class CaseNow:
    """A case with its people, all that was written down, and what that makes of it. People are known in `case` by
    their number, as text."""

    record: CandourCase
    event: PatientSafetyEvent
    people: Sequence[CandourPerson]
    entries: Sequence[CandourEntry]
    case: Case
    refused: Mapping[int, StepRefusal] = field(default_factory=dict)  # entries that do not count as things stand

    def person(self, number: int) -> CandourPerson:
        """The person of this number. Raises NotAllowed."""
        for each in self.people:
            if each.number == number:
                return each
        raise NotAllowed(Refusal.NOT_NOW)

    def number_of(self, person_id: int | None) -> int:
        """The number of a person of the case; 0 for the case itself."""
        return next((each.number for each in self.people if each.id == person_id), 0)

    @property
    def next_question(self) -> int:
        """The number of the next question of theirs: in the whole case, whoever asks."""
        asked = [int(each) for track in self.case.tracks.values() for each in track.questions if each.isdecimal()]
        return 1 + max(asked, default=0)

    @property
    def standing(self) -> list[Standing]:
        """All that was written down, as it was put right: see `standing`."""
        return standing(self.entries)

    @property
    def days(self) -> Days:
        """By which days what is owed."""
        record = self.record
        return Days(
            {Clock.TOLD: record.told_by, Clock.WRITTEN: record.written_by, Clock.FINDINGS: record.findings_by},
            {str(each.number): each.next_contact_on for each in self.people if each.next_contact_on},
            {str(each.number): each.paused_until for each in self.people if each.paused_until},
        )


async def case_now(uow: UnitOfWork, record: CandourCase) -> CaseNow:
    """A case as it stands."""
    event = await event_of(uow, record)
    people = await people_of_case(uow.session, record.id)
    entries = await entries_of(uow.session, record.id)
    happened = event.happened_from or NOT_SAID_WHEN
    case, refused = replayed(happened, people, standing(entries), uow.now)
    return CaseNow(record, event, people, entries, case, refused)


def standing(entries: Sequence[CandourEntry], right: Mapping[int, datetime | None] | None = None) -> list[Standing]:
    """What was written down, each with when it was done: at the time to which it was put right, and without what was
    not so. `right`: what is put right besides, by its entry."""
    noted = {each.said["entry"]: each.said.get("at") for each in entries if each.name == NoteName.PUT_RIGHT}
    times = {entry: datetime.fromisoformat(at) if at else None for entry, at in noted.items()} | {**(right or {})}
    moments = [(entry, times.get(entry.id, entry.at)) for entry in entries]
    return [(entry, at) for entry, at in moments if at is not None]


def replayed(
    happened: datetime, people: Sequence[CandourPerson], standing: Sequence[Standing], now: datetime
) -> tuple[Case, dict[int, StepRefusal]]:
    """What these make of a case, and which of them do not count as things stand, and why."""
    numbers, refused = {each.id: each.number for each in people}, dict[int, StepRefusal]()
    # What was taken once counts, also where the report is put right, or a rule is changed, afterwards.
    case = begun(min([happened, *(at for _, at in standing)]), [str(each.number) for each in people])
    for entry, at in standing:
        if entry.name in STEPS:
            step = replace(step_of(entry, numbers.get(entry.person_id or 0, 0)), at=at)
            try:
                case = after(case, step, max(entry.written_at, now))
            except StepRefused as why:
                refused[entry.id] = why.refusal
    return replace(case, happened_at=happened), refused


def status_of(now: CaseNow) -> CandourStatus:
    """How far a case is, for its buttons."""
    case, record = now.case, now.record
    if now.event.status is EventStatus.WITHDRAWN:
        return CandourStatus.WITHDRAWN
    if case.answer is None:
        return CandourStatus.ENGAGED if set(record.opened_for) == {ENGAGEMENT} else CandourStatus.ASSESSING
    if case.answer is Answer.NOT_NOTIFIABLE:
        return CandourStatus.NOT_REQUIRED if case.is_closed_not_required else CandourStatus.SECOND_LOOK
    return CandourStatus.OWED if case.state is CaseState.OPEN else CandourStatus.ENDED


def step_of(entry: CandourEntry, number: int) -> Step:
    """An entry as the rules have it. Who it is by is who wrote it down: they are the same as far as they know."""
    said = entry.said
    return Step(
        STEPS[entry.name], entry.at, str(entry.written_by), str(number) if number else "",
        {Limb(limb): LimbAnswer(answer) for limb, answer in said.get("limbs", {}).items()},
        frozenset(Element(each) for each in said.get("elements", ())), str(said.get("number", "")),
        "sealed" if said.get("has_words") else "", said.get("in_person"), said.get("how", ""), said.get("reached"),
    )  # fmt: skip
