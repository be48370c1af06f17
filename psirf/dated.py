"""Rows of a table that hold from one day until another: which of them is in force on a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol, TypeVar


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both counted; None where it is open."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date | None) -> bool:
        """Whether it is in force on a day; of no known day, whether it has no end."""
        if day is None:
            return self.last is None
        return (self.first or date.min) <= day <= (self.last or date.max)


ALWAYS = Period()


class Dated(Protocol):
    @property
    def period(self) -> Period: ...


T = TypeVar("T", bound=Dated)


def read_period(first: object, last: object) -> Period:
    """A row's `from` and `until`. Raises ValueError where they are no days, or the wrong way round."""
    period = Period(_day("from", first), _day("until", last))
    if period.first and period.last and period.last < period.first:
        raise ValueError("until is before from")
    return period


def period_of(rest: Mapping[str, object], until: object) -> Period:
    """A row's days, of what no other word of it has taken: `from` is a word of Python's own, so it is among what is
    left over. Raises ValueError, also where anything else is."""
    if strange := sorted(set(rest) - {"from"}):
        raise ValueError(f"{', '.join(strange)} is not known")
    return read_period(rest.get("from"), until)


def _day(name: str, day: object) -> date | None:
    if day is None or type(day) is date:  # a moment is a date too, to Python
        return day
    raise ValueError(f"{name} is a day, such as 2026-04-01")


def check_no_overlap(rows: Iterable[tuple[str, Period]]) -> None:
    """Raise ValueError, naming them by their place, where two rows of one name hold on the same day."""
    by_name: dict[str, list[tuple[int, Period]]] = defaultdict(list)
    for number, (name, period) in enumerate(rows, start=1):
        by_name[name].append((number, period))
    for name, periods in by_name.items():
        ordered = sorted(periods, key=lambda each: each[1].first or date.min)
        for (one, before), (other, after) in pairwise(ordered):
            if before.last is None or (after.first or date.min) <= before.last:
                raise ValueError(
                    f"rows {one} and {other}, both for {name}, hold on the same day: give the older one an `until`"
                )


def in_force(rows: Iterable[T], day: date | None) -> tuple[T, ...]:
    """The rows in force on a day, in their order."""
    return tuple(row for row in rows if row.period.holds(day))


def check_one_on_any_day(rows: Iterable[tuple[str, Period]]) -> None:
    """Raise ValueError where two rows of one name hold on the same day, or the newest of a name ends: what it says
    would then hold no more, and nothing in its place."""
    listed = tuple(rows)
    check_no_overlap(listed)
    newest: dict[str, tuple[int, Period]] = {}
    for number, (name, period) in sorted(enumerate(listed, start=1), key=lambda each: each[1][1].first or date.min):
        newest[name] = number, period
    for name, (number, period) in newest.items():
        if period.last is not None:
            raise ValueError(f"the newest row of {name} has an `until` (row {number})")


def row_on(rows: Sequence[T], day: date | None) -> T:
    """Of one thing's rows the one for a day: the latest that began by then, and before the first of them the first;
    of no known day the newest."""
    ordered = sorted(rows, key=lambda row: row.period.first or date.min)
    begun = [row for row in ordered if day is None or (row.period.first or date.min) <= day]
    return begun[-1] if begun else ordered[0]


def days_between(first: date, last: date) -> int:
    return (last - first) // timedelta(days=1)
