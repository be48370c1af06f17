"""Views of learning responses: one as a person may see it at one moment.

A field that this person may not see is None; so is one that has nothing in it, unless said otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.casework.decision_views import ProposalShown
from psirf.vocabulary import ResponseStatus, ResponseType

MOST_LINES = 3  # of what was learned
LONGEST_LINE = 240  # characters of one, or of who took part


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """The learning response that holds, as a line on its event's card. `learned` has hidden words hidden."""

    reference: str
    type: ResponseType
    lead: str  # empty where nobody leads it yet
    status: ResponseStatus
    held_on: date | None
    learned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PastResponse:
    """What a response was before, why it was not held where somebody said so, and who changed it, when and why."""

    reference: str
    type: ResponseType
    held_on: date | None
    not_held_because: str
    because: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Named:
    """A record that can be turned to from a card: its number and the version seen."""

    id: int
    version: int


@dataclass(frozen=True, slots=True)
class ResponseView:
    id: int
    reference: str
    version: int
    revision: int
    status: ResponseStatus
    steps: Mapping[str, str]  # that are open to who looks, with their labels
    today: date
    event: Named
    leads_it: bool
    type: ResponseType | None = None
    event_reference: str | None = None
    place: str | None = None
    what: str | None = None
    lead: str | None = None
    hold_by: datetime | None = None
    held_on: date | None = None
    took_part: str | None = None
    learned: tuple[str, ...] = ()
    not_held_because: str | None = None
    chosen_because: str | None = None
    history: tuple[PastResponse, ...] = ()  # the newest first
    late_after: int = 0  # hours within which it was to be held; 0 where it is not late, or has no limit
    not_led_by: tuple[str, ...] = ()
    is_sealed: bool = False  # whether the reporter's name is kept confidential, so that nobody checks it
    people: tuple[tuple[str, str], ...] = ()  # who it can be given to; none where there are too many to list
    others: tuple[ResponseType, ...] = ()  # what it can be changed to
    adds_actions: bool = False
    proposal: ProposalShown | None = None  # what it is to become, while others are asked
    candour: Named | None = None  # the candour case of its event, where those affected asked something
    questions: int = 0  # of theirs, that whoever leads it may read
    unanswered: int = 0
    became: str = ""  # the reference of what it has become, where this person may not see that
