"""What is owed in a candour case, as a line: on its card, and in the list of all that is owed."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from psirf.candour.owed import Owed, OwedKind
from psirf.candour.terms import PersonKind
from psirf.spoken import short_day, spoken_day, within_a_sentence
from psirf.working_time import working_days_left


class KnownPerson(Protocol):
    @property
    def kind(self) -> PersonKind: ...
    @property
    def avoid(self) -> tuple[date, ...]: ...


class KnowsItsPeople(Protocol):
    """A view of a case, as far as these lines need it."""

    @property
    def today(self) -> date: ...
    def track(self, number: int) -> KnownPerson | None: ...


def owed_line(view: KnowsItsPeople, owed: Owed) -> str:
    """`Person 1: tell them in person, by 4 December 2026 (3 working days left), not on Tuesday 1 December`"""
    who = f"Person {owed.person}: " if owed.person.isdecimal() else ""
    kind = owed.kind.label
    track = view.track(int(owed.person)) if owed.person.isdecimal() else None
    if owed.kind is OwedKind.TOLD and track is not None and track.kind is PersonKind.NOT_YET_KNOWN:
        kind = "Find out who acts for them, and tell that person"
    said = f"{who}{within_a_sentence(kind)}" if who else kind
    meets = owed.kind in (OwedKind.TOLD, OwedKind.CONTACT)
    days = in_peace(track.avoid, view.today) if meets and track is not None else ""
    return f"{said}{by_when(owed, view.today)}{f', {days}' if days else ''}"


def in_peace(days: Sequence[date], today: date) -> str:
    """`not on Wednesday 18 March or Thursday 19 March`: the days from today on that are to be left in peace."""
    named = [short_day(day) if day.year == today.year else spoken_day(day) for day in days if day >= today]
    return f"not on {' or '.join(named)}" if named else ""


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
