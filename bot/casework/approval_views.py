"""Views of approval requests: a request as one person may see it at one moment."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.casework.decision_views import AdviceShown
from bot.casework.views import Button, Choice, EventView, labels_of
from psirf.vocabulary import ApprovalHow, ApprovalStatus, AskedAs, ResponseType


@dataclass(frozen=True, slots=True)
class AskedShown:
    """Somebody who is asked: whether they said yes."""

    name: str
    asked_as: AskedAs
    said_yes: bool
    is_viewer: bool


@dataclass(frozen=True, slots=True)
class ApprovalView:
    id: int
    reference: str
    version: int
    revision: int
    status: ApprovalStatus
    buttons: tuple[Button, ...]
    event_reference: str
    response: ResponseType
    because: str
    by: str
    asked_at: datetime
    lapses_on: date
    today: date
    how: ApprovalHow
    asked: tuple[AskedShown, ...]
    question: str = ""
    question_by: str = ""
    answer: str = ""
    settled_by: str = ""
    settled_at: datetime | None = None
    settled_because: str = ""
    chosen: ResponseType | None = None  # what was chosen instead; none where it was left as it was
    about: EventView | None = None  # the event, as far as this person may see it
    advice: AdviceShown | None = None  # as it is now: what has come to light since is in it
    least: str = ""  # the least that may be chosen, in words
    undercut: bool = False  # what is proposed is less than that, so nobody can approve it
    others: tuple[Choice, ...] = ()  # responses that may be chosen instead
    deputies: tuple[Choice, ...] = ()  # to whom it may be handed

    @property
    def steps(self) -> dict[str, str]:
        """The steps that are open to who looks, with their labels."""
        return labels_of(self.buttons)
