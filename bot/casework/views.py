"""Views: a record as one person may see it at one moment. Cards are drawn from these alone.

A field that this person may not see is None; so is one that has nothing in it, unless said otherwise.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.casework.candour_line import CandourLine
from bot.casework.decision_views import AdviceShown, DecisionShown, ProposalShown
from bot.casework.duty_views import OutsideShown
from bot.casework.first_look_views import FirstLookShown, SameEventShown
from bot.casework.response_views import ResponseLine, ResponseView
from psirf.vocabulary import (
    ActionStatus,
    Agent,
    Barred,
    EventKind,
    EventStatus,
    IdentifierKind,
    NoteKind,
    OutcomeType,
    PatientKnown,
    PhysicalHarm,
    PsychologicalHarm,
    Reached,
    Withdrawal,
    YesNo,
)


@dataclass(frozen=True, slots=True)
class Button:
    """A step of the lifecycle that is open to the person who looks."""

    name: str
    label: str


def labels_of(buttons: Iterable[Button]) -> dict[str, str]:
    return {button.name: button.label for button in buttons}


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Happened:
    """Between which moments (UTC) it happened; both None where nobody knows."""

    earliest: datetime | None
    latest: datetime | None


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action as it is listed on its event's card."""

    reference: str
    what: str
    owner: str
    due: date
    status: ActionStatus


@dataclass(frozen=True, slots=True)
class ToldShown:
    learned: str
    changed: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HarmShown:
    """The harm to one person affected, as it is known now."""

    physical: PhysicalHarm
    psychological: PsychologicalHarm


@dataclass(frozen=True, slots=True)
class MarkShown:
    """Words that may identify somebody, for the patient safety team alone."""

    number: int
    kind: IdentifierKind
    words: str


@dataclass(frozen=True, slots=True)
class NoteShown:
    """Something said about an event since it was reported. `by` is empty for its reporter."""

    id: int
    kind: NoteKind
    text: str
    by: str
    at: datetime
    answers: int | None = None  # the question


@dataclass(frozen=True, slots=True)
class CorrectionShown:
    label: str
    before: str
    after: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WithdrawalShown:
    """A reporter's wish to withdraw, and what a lead said to it."""

    state: Withdrawal
    because: str
    answer: str


@dataclass(frozen=True, slots=True)
class PatientShown:
    """Whether a person affected can be found; never how. `known` is None where nothing was said."""

    affected_person_id: int
    sequence: int
    known: PatientKnown | None
    at: datetime | None
    because: str = ""  # it cannot be found out

    @property
    def settled(self) -> bool:
        return self.known is not None and self.known.settles


@dataclass(frozen=True, slots=True)
class ElsewhereShown:
    """An event's number in another system, and who put it there."""

    system: str
    number: str
    by: str
    at: datetime
    is_national: bool = False


@dataclass(frozen=True, slots=True)
class OpeningShown:
    """What became of a wish to open a sealed name, for those who are named to open it. Never the name."""

    id: int
    asked_by: str
    asked_at: datetime
    because: str
    agreed: bool | None
    answered_by: str
    answered_at: datetime | None
    barred: Barred | None
    barred_because: str
    review_on: date | None
    told_at: datetime | None
    answered_because: str = ""  # why it was left sealed
    is_asker: bool = False  # whoever looks asked for it
    is_opener: bool = False  # whoever looks is one of the two who opened it


@dataclass(frozen=True, slots=True)
class DeskShown:
    """On whose desk an event is, the theme that it is kept in, and to whom it can be handed over."""

    by: str = ""  # empty where it is on nobody's
    at: datetime | None = None
    theme: str = ""
    others: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenedShown:
    """That a sealed name was opened, for its reporter, once they are told: by which two, when and why."""

    by: tuple[str, str]
    at: datetime
    because: str
    told_at: datetime


@dataclass(frozen=True, slots=True)
class ProgressStep:
    """A step of a report's way, as its reporter sees it: taken on a day, or still to come."""

    label: str
    on: date | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class EventView:
    id: int
    reference: str
    version: int
    revision: int
    status: EventStatus
    buttons: tuple[Button, ...]
    today: date
    look_by: date
    is_reporter: bool
    kind: EventKind | None = None
    what: str | None = None
    place: str | None = None
    happened: Happened | None = None
    reached: Reached | None = None
    harm: tuple[HarmShown, ...] | None = None
    how_they_are: str | None = None
    involved: str | None = None
    agents: tuple[Agent, ...] = ()
    stopped_by: str | None = None
    outcome: OutcomeType | None = None
    imminent: YesNo | None = None
    population: str | None = None
    more_of: str | None = None
    our_part: YesNo | None = None
    marks: tuple[MarkShown, ...] | None = None
    reported_at: datetime | None = None
    reporter: str | None = None
    advice: AdviceShown | None = None
    decision: DecisionShown | None = None
    proposal: ProposalShown | None = None
    actions: tuple[ActionLine, ...] | None = None
    told: ToldShown | None = None
    progress: tuple[ProgressStep, ...] | None = None
    notes: tuple[NoteShown, ...] | None = None
    corrections: tuple[CorrectionShown, ...] | None = None
    withdrawal: WithdrawalShown | None = None
    patients: tuple[PatientShown, ...] | None = None
    elsewhere: tuple[ElsewhereShown, ...] | None = None
    opening: OpeningShown | None = None
    opened: OpenedShown | None = None
    outside: OutsideShown | None = None  # who else is told of it
    response: ResponseLine | None = None  # the learning response that holds
    candour: CandourLine | None = None  # how far its case is; none where no assessment was opened
    first_look: FirstLookShown | None = None
    same_event: SameEventShown | None = None
    desk: DeskShown | None = None
    is_sealed: bool = False  # its reporter's name is kept confidential
    incident_system: str = ""  # in which it is to be entered; empty where Lantern itself is the record
    nothing_else: bool = False  # the trust says that its reporter need fill in nothing else
    to_enter: tuple[tuple[str, str], ...] | None = None  # what is entered there, on the pages that show it
    whole_response: ResponseView | None = None  # on the page that shows it
    owners: tuple[Choice, ...] = ()  # who an action can be given to; none where there are too many to list

    @property
    def steps(self) -> dict[str, str]:
        """The steps that are open to who looks, with their labels."""
        return labels_of(self.buttons)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report as its reporter finds it in a list."""

    id: int
    reference: str
    what: str
    status: EventStatus
    reported_on: date
    is_sealed: bool
    is_looked_at: bool


@dataclass(frozen=True, slots=True)
class ReportsShown:
    """A person's newest reports, and how many there are in all."""

    lines: tuple[ReportLine, ...]
    in_all: int


@dataclass(frozen=True, slots=True)
class UndeliveredView:
    """A message that did not arrive, or may not have, as an administrator sees it: no case text."""

    id: int
    about: str
    to: str
    outcome: str
    trouble: str
