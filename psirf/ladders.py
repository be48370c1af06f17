"""Who is asked next where somebody is waited for: a reminder, a deputy, then upward; in working days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from heapq import merge
from itertools import islice, takewhile

from psirf.tables import TableError, Tables
from psirf.vocabulary import GIVEN_ROLES, Role, Term
from psirf.working_time import add_working_days, start_of_day, working_days_before

# That there must be; others may stand beside.
LADDERS = ("approval", "candour", "candour_contact", "candour_waiting", "candour_findings")
HAVE_A_DAY = ("candour", "candour_contact")  # whose rungs count from the day by which it is due
HAVE_NO_DAY = ("candour_waiting", "candour_findings")
LONGEST = 260  # working days, of a year: more was mistyped


class AskedNext(Term):
    """Whom a step goes to."""

    ASKED = "asked", "Who was asked"
    DEPUTY = "deputy", "Who covers for them"
    UPWARD = "upward", "Others, further up"


@dataclass(frozen=True, slots=True)
class Rung:
    """A row: so many working days after somebody was asked, or before or after the day by which an answer is asked
    for; then again every `every` working days (0: once). `role`: whose, where it goes upward."""

    to: AskedNext
    role: Role | None
    after: int | None
    before: int | None
    every: int
    after_due: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A rung, or one of its repeats: the `number`th step of its ladder, counted from 1, and its day."""

    number: int
    day: date
    to: AskedNext
    role: Role | None


@dataclass(frozen=True, slots=True)
class Ladder:
    name: str
    version: str
    rungs: tuple[Rung, ...]


def reached(ladder: Ladder, since: date, today: date, taken: int, answer_by: date | None = None) -> list[Step]:
    """The steps whose day has come by `today`, but for the first `taken` of them, which were taken before.

    After a quiet spell nobody hears twice: of the steps to one role, or to who was asked, the last alone.
    The last of the list has the highest number; `taken` is that from then on. `since` is the day on which
    somebody was asked. Raises ValueError where a rung counts back from `answer_by` and there is none.
    """
    last: dict[tuple[AskedNext, Role | None], Step] = {}
    come = takewhile(lambda step: step.day <= today, steps(ladder, since, answer_by))
    for step in islice(come, taken, None):
        last[step.to, step.role] = step
    return sorted(last.values(), key=lambda step: step.number)


def next_at(ladder: Ladder, since: date, taken: int, answer_by: date | None = None) -> datetime:
    """00:00 in London, in UTC, on the day of the first step after the `taken` first ones. There always is
    one. Raises ValueError as `reached` does."""
    return start_of_day(next(islice(steps(ladder, since, answer_by), taken, None)).day)


def steps(ladder: Ladder, since: date, answer_by: date | None) -> Iterator[Step]:
    """All steps of a ladder in order, without end; of one day, as the rows stand. Raises ValueError as `reached`
    does."""
    each = (_days(rung, row, since, answer_by) for row, rung in enumerate(ladder.rungs))
    for number, (day, row) in enumerate(merge(*each), start=1):
        yield Step(number, day, ladder.rungs[row].to, ladder.rungs[row].role)


def _days(rung: Rung, row: int, since: date, answer_by: date | None) -> Iterator[tuple[date, int]]:
    if rung.after is not None:
        day = add_working_days(since, rung.after)
    elif answer_by is None:
        raise ValueError("a rung counts from the day by which an answer is asked for, and there is none")
    elif rung.after_due is not None:
        day = add_working_days(answer_by, rung.after_due)
    else:
        day = max(working_days_before(answer_by, rung.before or 0), since)
    yield day, row
    while rung.every:
        day = add_working_days(day, rung.every)
        yield day, row


def read_ladders(tables: Tables) -> Mapping[str, Ladder]:
    """The ladders by name. Raises TableError naming the file and the row."""
    table = tables.read("ladders.toml")
    rows = table.rows("rung", _row)
    names = dict.fromkeys(name for name, _ in rows)
    ladders = {name: tuple(rung for of, rung in rows if of == name) for name in names}
    for name, rungs in ladders.items():
        if len(set(rungs)) != len(rungs):
            raise TableError(f"{table.file}: two [[rung]] rows of {name} are the same.")
        if not any(rung.every for rung in rungs):
            raise TableError(
                f"{table.file}: one [[rung]] of {name} must repeat (every), so that nothing is forgotten."
            )
    if missing := [name for name in LADDERS if name not in names]:
        raise TableError(f"{table.file}: there is no [[rung]] of the ladder {missing[0]}.")
    return {name: Ladder(name, table.version, rungs) for name, rungs in ladders.items()}


def _row(
    ladder: str, to: str, after_working_days: int | None = None, working_days_before: int | None = None,
    role: str = "", every: int = 0, working_days_after_due: int | None = None,
) -> tuple[str, Rung]:  # fmt: skip
    said = [each for each in (after_working_days, working_days_before, working_days_after_due) if each is not None]
    if len(said) != 1:
        raise ValueError(
            "a rung says after_working_days, working_days_before or working_days_after_due, and no two of them"
        )
    days = said[0]
    if type(days) is not int or type(every) is not int or min(days, every) < 0 or max(days, every) > LONGEST:
        raise ValueError(f"working days are whole numbers, from 0 to {LONGEST}")
    if not isinstance(ladder, str) or not ladder:
        raise ValueError("ladder is a name")
    if ladder in (HAVE_NO_DAY if after_working_days is None else HAVE_A_DAY):
        counted = "the day on which somebody was asked" if ladder in HAVE_NO_DAY else "the day by which it is due"
        raise ValueError(f"{ladder} is counted from {counted}")
    whom = AskedNext(to)
    if (whom is AskedNext.UPWARD) is not bool(role):
        raise ValueError("role is said of a rung that goes upward, and of no other")
    if role and Role(role) not in GIVEN_ROLES:
        raise ValueError(f"{role} is not a role that is given")
    asks = Role(role) if role else None
    return ladder, Rung(whom, asks, after_working_days, working_days_before, every, working_days_after_due)
