"""A candour case as it stands, by what was written down of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from bot.casework.candour_deaths import perhaps_dead
from bot.casework.roles import event_of
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.kept import NoteName
from psirf.candour.owed import Days, Owed, owed_now
from psirf.candour.record import Case, Step, StepRefused, begun
from psirf.candour.steps import after, known_anew
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
from psirf.lifecycle import NotAllowed, StepNotTaken
from psirf.refusals import Refusal
from psirf.vocabulary import EventStatus
from psirf.working_time import london_day
from storage.candour import entries_of_cases, people_of_cases
from storage.events import read_events
from storage.records import CandourCase, CandourEntry, CandourPerson, PatientSafetyEvent

ENGAGEMENT = "engagement"  # a case that was opened for PSIRF's compassionate engagement alone
NOT_SAID_WHEN = datetime.min.replace(tzinfo=UTC)  # nobody knows when it happened
STEPS: Mapping[str, StepName | Element] = {name.value: name for name in (*StepName, *Element)}
Standing = tuple[CandourEntry, datetime]  # what was written down and counts, with when it was done


@dataclass(frozen=True, slots=True)
class CaseNow:
    """A case with its people, all that was written down, and what that makes of it. People are known in `case` by
    their number, as text. `everybody`: also who was taken off again. `perhaps_dead`: the numbers of those of whom it
    is to be said whether they have died, and since when."""

    record: CandourCase
    event: PatientSafetyEvent
    everybody: Sequence[CandourPerson]
    entries: Sequence[CandourEntry]
    case: Case
    perhaps_dead: Mapping[str, datetime] = field(default_factory=dict)
    refused: Mapping[int, StepRefusal] = field(default_factory=dict)  # entries that do not count as things stand

    @property
    def people(self) -> Sequence[CandourPerson]:
        return [each for each in self.everybody if str(each.number) in self.case.tracks]

    @property
    def next_number(self) -> int:
        """Of somebody who is added."""
        return 1 + max((each.number for each in self.everybody), default=0)

    @property
    def owed(self) -> list[Owed]:
        """What is owed, the soonest first."""
        return owed_now(self.case, self.days, self.perhaps_dead)

    def person(self, number: int) -> CandourPerson:
        """The person of this number. Raises NotAllowed."""
        for each in self.people:
            if each.number == number:
                return each
        raise NotAllowed(Refusal.NOT_NOW)

    def whom(self, person: int) -> int:
        """The number of the person something is about: the only one who lives, where none is said. Raises
        NotAllowed."""
        if person:
            return self.person(person).number
        living = [each.number for each in self.people if not self.case.tracks[str(each.number)].died]
        if len(living) != 1:
            raise StepNotTaken(StepRefusal.WHICH_PERSON)
        return living[0]

    def number_of(self, person_id: int | None) -> int:
        """The number of a person of the case; 0 for the case itself."""
        return next((each.number for each in self.everybody if each.id == person_id), 0)

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
            {str(each.number): day for each in self.people if (day := self._asked_for_time_on(each))},
        )

    def course(
        self, then: Sequence[Standing] | None = None
    ) -> Iterator[tuple[CandourEntry, Case, StepRefusal | None]]:  # fmt: skip
        """All that was written down, in its order, the case as it then was, and why an entry does not count as things
        stand. `then`: what is to stand in place of what does."""
        stands = self.standing if then is None else then
        case = self._at_first(stands)
        for entry, at in stands:
            refusal = None
            if entry.name == NoteName.MORE_KNOWN:
                case = known_anew(case)
            if entry.name in STEPS:
                step = replace(step_of(entry, self.number_of(entry.person_id)), at=at)
                try:
                    case = after(case, step, max(entry.written_at, at))
                except StepRefused as why:
                    refusal = why.refusal
            yield entry, case, refusal

    def replayed(self, then: Sequence[Standing]) -> tuple[Case, dict[int, StepRefusal]]:
        """What these make of the case, and which of them do not count as things stand, and why."""
        case, refused = self._at_first(then), dict[int, StepRefusal]()
        for entry, made, why in self.course(then):
            case = made
            if why is not None:
                refused[entry.id] = why
        return replace(case, happened_at=self.happened_at), refused

    def _at_first(self, then: Sequence[Standing]) -> Case:
        """The case before anything was written down. What was taken once counts, also where the report is put right,
        or a rule is changed, afterwards."""
        happened = min([self.happened_at, *(at for _, at in then)])
        return begun(happened, [str(each.number) for each in self.everybody])

    @property
    def happened_at(self) -> datetime:
        return self.event.happened_from or NOT_SAID_WHEN

    def _asked_for_time_on(self, person: CandourPerson) -> date | None:
        """On which London day they asked for the time that they have now, or had asked before it was over."""
        asked, until = None, ""
        for entry in self.entries:
            if entry.name == NoteName.PAUSE and entry.person_id == person.id:
                day = london_day(entry.written_at)
                asked = asked if until >= day.isoformat() else day
                until = entry.said.get("until", "")
        return asked


async def case_now(uow: UnitOfWork, record: CandourCase) -> CaseNow:
    """A case as it stands."""
    [now] = await cases_now(uow, [record])
    return now


async def cases_now(uow: UnitOfWork, records: Sequence[CandourCase]) -> list[CaseNow]:
    """Cases as they stand, in their order; read all at once."""
    ids = [record.id for record in records]
    await read_events(uow.session, [record.event_id for record in records])
    people, entries = await people_of_cases(uow.session, ids), await entries_of_cases(uow.session, ids)
    found = [
        _as_it_stands(record, await event_of(uow, record), people.get(record.id, []), entries.get(record.id, []))
        for record in records
    ]
    return [
        replace(
            now, perhaps_dead=await perhaps_dead(uow, now.record, now.event, now.everybody, now.entries, now.case)
        )
        for now in found
    ]


def _as_it_stands(
    record: CandourCase, event: PatientSafetyEvent, people: Sequence[CandourPerson], entries: Sequence[CandourEntry]
) -> CaseNow:
    now = CaseNow(record, event, people, entries, begun(NOT_SAID_WHEN, []))
    case, refused = now.replayed(now.standing)
    return replace(now, case=case, refused=refused)


def standing(entries: Sequence[CandourEntry], right: Mapping[int, datetime | None] | None = None) -> list[Standing]:
    """What was written down, each with when it was done: at the time to which it was put right, and without what was
    not so. `right`: what is put right besides, by its entry."""
    noted = {each.said["entry"]: each.said.get("at") for each in entries if each.name == NoteName.PUT_RIGHT}
    times = {entry: datetime.fromisoformat(at) if at else None for entry, at in noted.items()} | {**(right or {})}
    moments = [(entry, times.get(entry.id, entry.at)) for entry in entries]
    return [(entry, at) for entry, at in moments if at is not None]


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
