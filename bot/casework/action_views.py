"""Views of safety actions: an action as one person may see it at one moment.

A field that this person may not see is None; so is one that has nothing in it, unless said otherwise.
"""

from dataclasses import dataclass
from datetime import date, datetime

from bot.casework.views import Button, Choice, labels_of
from psirf.vocabulary import ActionStatus


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    text: str
    by: str
    at: datetime
    accepted: bool | None
    because: str
    answered_by: str


@dataclass(frozen=True, slots=True)
class DueChangeShown:
    before: date
    after: date
    because: str
    by: str
    undone_by: str  # empty where it stands


@dataclass(frozen=True, slots=True)
class ActionView:
    id: int
    reference: str
    version: int
    revision: int
    status: ActionStatus
    buttons: tuple[Button, ...]
    today: date
    is_owner: bool
    what: str | None = None
    due: date | None = None
    owner: str | None = None
    added_by: str | None = None
    place: str | None = None
    event_reference: str | None = None
    evidence: EvidenceShown | None = None
    due_change: DueChangeShown | None = None
    not_mine_because: str | None = None
    owners: tuple[Choice, ...] = ()

    @property
    def steps(self) -> dict[str, str]:
        """The steps that are open to who looks, with their labels."""
        return labels_of(self.buttons)
