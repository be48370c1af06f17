"""Views of who is told of an event: bodies outside the trust, and roles within it."""

from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DutyShown:
    """Somebody outside who must be told, and how that stands. `settled_by` is who marked it."""

    id: int
    code: str
    name: str
    to_whom: str
    by: str  # the roles that make it
    clock: str
    due_at: datetime
    is_by_day: bool  # its clock counts days: the time of day says nothing
    is_overdue: bool
    asked_for: bool
    may_settle: bool  # whoever looks may
    made_at: datetime | None = None
    number: str = ""
    not_needed_because: str = ""
    settled_by: str = ""
    settled_at: datetime | None = None
    by_leads: bool = False  # nobody holds a role that makes it, so the leads are asked

    @property
    def is_open(self) -> bool:
        return self.made_at is None and not self.not_needed_because


@dataclass(frozen=True, slots=True)
class OutsideShown:
    """Who is told of an event, as far as whoever looks may know."""

    duties: tuple[DutyShown, ...] = ()
    as_role: tuple[str, ...] = ()  # the roles as which it is theirs to know
    because: tuple[str, ...] = ()  # what of the event says so, in words
    national: tuple[str, ...] = ()  # national requirements that are named for it
    told: tuple[str, ...] = ()  # specialists who are told of it, for who sees to it
    nobody: tuple[str, ...] = ()  # roles that it concerns, and that nobody holds
    never_event: str = ""  # the entry of the list that it looks like, to be confirmed

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be done or known of it, but perhaps which specialists were told."""
        return replace(self, told=()) == OutsideShown()

    @property
    def waiting(self) -> tuple[DutyShown, ...]:
        """What is still to be told, the soonest first."""
        return tuple(sorted((d for d in self.duties if d.is_open and d.asked_for), key=lambda duty: duty.due_at))
