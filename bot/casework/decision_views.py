"""What was advised, proposed and decided for an event, as views show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from psirf.vocabulary import ResponseType


@dataclass(frozen=True, slots=True)
class AdviceShown:
    response: ResponseType
    because: str
    considered: Mapping[ResponseType, str]
    least: ResponseType | None = None  # less than this may not be chosen
    beside: tuple[ResponseType, ...] = ()
    may_be_national: bool = False  # as far as it is told; answers would settle it
    approved_by: str = ""  # the role that says yes before it begins; empty where it is the lead's own decision


@dataclass(frozen=True, slots=True)
class DecisionShown:
    chosen: ResponseType
    agreed: bool
    reason: str
    by: str
    at: datetime
    forum: str = ""  # the panel that decided, and its day, where one did
    forum_on: date | None = None
    before: tuple[str, ...] = ()  # what was chosen before it, oldest first
    approved_by: tuple[str, ...] = ()  # who said yes to it, where the plan asks others


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """A response that waits for approval: the request's id, and who is asked."""

    id: int
    reference: str
    response: ResponseType
    because: str
    by: str
    asked: tuple[str, ...]
    answer_by: date
