"""What is owed in a candour case, as a line: on its card, and in the list of all that is owed."""

from datetime import date
from typing import Protocol

from psirf.candour.owed import Owed, OwedKind
from psirf.candour.terms import PersonKind
from psirf.spoken import spoken_day
from psirf.working_time import working_days_left


class KnownPerson(Protocol):
    @property
    def kind(self) -> PersonKind: ...


class KnowsItsPeople(Protocol):
    """A view of a case, as far as these lines need it."""

    @property
    def today(self) -> date: ...
    def track(self, number: int) -> KnownPerson | None: ...


def owed_line(view: KnowsItsPeople, owed: Owed) -> str:
    """`Person 1: tell them in person, by 4 December 2026 (3 working days left)`."""
    who = f"Person {owed.person}: " if owed.person.isdecimal() else ""
    kind = owed.kind.label
    track = view.track(int(owed.person)) if owed.person.isdecimal() else None
    if owed.kind is OwedKind.TOLD and track is not None and track.kind is PersonKind.NOT_YET_KNOWN:
        kind = "Find out who acts for them, and tell that person"
    said = f"{who}{kind[0].lower()}{kind[1:]}" if who else kind
    return f"{said}{by_when(owed, view.today)}"


def by_when(owed: Owed, today: date) -> str:
    if owed.day is None:
        return ""
    on = "on" if owed.kind is OwedKind.CONTACT else "by"
    return f", {on} {spoken_day(owed.day)} ({left(today, owed.day)})"


def left(today: date, day: date) -> str:
    """`3 working days left`, `today`, `2 working days late`; `late` where no working day has passed since."""
    if day == today:
        return "today"
    days = working_days_left(today, day)
    if day < today:
        return f"{_working_days(-days)} late" if days else "late"
    return f"{_working_days(days)} left" if days else "no working day left"


def _working_days(days: int) -> str:
    return f"{days} working {'day' if days == 1 else 'days'}"
