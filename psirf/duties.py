"""Who outside the trust must be told of an event: by whom, by when, and how those who do it are reminded."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from psirf.dated import ALWAYS, Period, check_one_on_any_day, period_of, row_on
from psirf.tables import Table, TableError, Tables
from psirf.vocabulary import SPECIALISTS, Role
from psirf.working_time import add_working_days, at_london, london_day, start_of_day

MAKERS = (*SPECIALISTS, Role.PATIENT_SAFETY, Role.CANDOUR, Role.GOVERNANCE)
REMINDED = ("maker", "executive")
URGENT = timedelta(days=3)  # what is due within this is told at any hour, and not only in the nudges' hours
LAST_MINUTE = time(23, 59)
LONGEST = 1000  # hours, days or working days: more was mistyped


@dataclass(frozen=True, slots=True)
class DutyRow:
    """What must be told, to whom, by which roles, and by when. Of the three lengths one is not zero."""

    code: str
    name: str
    to_whom: str
    by: tuple[Role, ...]
    clock: str  # in the rule's own words
    source: str
    hours: int = 0
    days: int = 0
    working_days: int = 0
    known_as: tuple[str, ...] = ()
    national: bool = False
    executives: bool = True  # they are told when it is made
    period: Period = ALWAYS

    def due_at(self, since: datetime) -> datetime:
        """The moment (UTC) by which it is due, counted from when it was opened: the day's last minute in London,
        where the rule counts days."""
        if self.hours:
            return since + timedelta(hours=self.hours)
        day = london_day(since)
        day = day + timedelta(days=self.days) if self.days else add_working_days(day, self.working_days)
        return at_london(day, LAST_MINUTE)

    @property
    def is_urgent(self) -> bool:
        return bool(self.hours) and timedelta(hours=self.hours) <= URGENT


@dataclass(frozen=True, slots=True)
class Reminder:
    percent: int  # of the time from when a duty was opened to when it is due
    to: tuple[str, ...]  # of REMINDED


@dataclass(frozen=True, slots=True)
class Duties:
    version: str
    rows: Mapping[str, DutyRow]  # by code, the newest of each
    older: tuple[DutyRow, ...]  # those that a newer one has taken the place of
    learned_here: Mapping[str, str]  # national requirements that nobody outside is told of: code and name
    reminders: tuple[Reminder, ...]
    again_working_days: int

    def row(self, code: str) -> DutyRow:
        """The row of a code; where the trust has taken it out since, one that says no more than the code."""
        return self.rows.get(code) or DutyRow(code, code, "", (), "", "", working_days=1)

    def on(self, code: str, day: date | None) -> DutyRow:
        """The row of a code in force on a day; of no known day the newest."""
        return row_on([self.row(code), *(row for row in self.older if row.code == code)], day)

    def national(self, codes: Collection[str]) -> dict[str, str]:
        """Those of these codes that are national requirements, with their names."""
        names = {**self.learned_here, **{row.code: row.name for row in self.rows.values() if row.national}}
        return {code: name for code, name in names.items() if code in codes}

    def named_in(self, said: str) -> tuple[DutyRow, str] | None:
        """The duty that the first words name, and the words after them; the longest name that fits."""
        best: tuple[int, DutyRow] | None = None
        for row in self.rows.values():
            for name in (row.code, *row.known_as):
                found = re.match(rf"{_loosely(name)}(?![^\W_])", said, re.IGNORECASE)
                if found and (best is None or found.end() > best[0]):
                    best = found.end(), row
        return (best[1], said[best[0] :].strip()) if best else None

    def reminder_at(self, opened_at: datetime, due_at: datetime, taken: int, now: datetime) -> datetime:
        """When the next reminder comes, in UTC, of which so many were taken."""
        if taken < len(self.reminders):
            return opened_at + (due_at - opened_at) * self.reminders[taken].percent / 100
        return start_of_day(add_working_days(london_day(now), self.again_working_days))

    def reached(
        self, opened_at: datetime, due_at: datetime, taken: int, now: datetime
    ) -> tuple[int, tuple[str, ...]]:
        """How many reminders are reached at a moment, of which so many were taken before; and whom they are for.

        After a quiet spell somebody hears once, and not once for each that was passed.
        """
        to: list[str] = []
        while taken < len(self.reminders) and self.reminder_at(opened_at, due_at, taken, now) <= now:
            to += self.reminders[taken].to
            taken += 1
        if not to:
            return taken + 1, ("maker",)
        return taken, tuple(dict.fromkeys(to))


def _loosely(name: str) -> str:
    """A name as it may be typed: whatever stands between its letters and figures."""
    return r"[\W_]*".join(map(re.escape, re.findall(r"[^\W_]+", name))) + r"[)]*"


def read_duties(tables: Tables) -> Duties:
    """The table of duties. Raises TableError naming the file and the row."""
    table = tables.read("duties.toml")
    every, reminders = table.rows("duty", _duty), table.rows("reminder", _reminder)
    rows = _newest(table, every)
    learned_here = dict(table.rows("learned_here", _learned_here))
    codes = [*(row.code for row in rows), *learned_here]
    if len(set(codes)) != len(codes):
        raise TableError(f"{table.file}: a code stands in two rows.")
    named: dict[str, str] = {}
    for row in rows:
        for name in (row.code, *row.known_as):
            if named.setdefault(_bare(name), row.code) != row.code:
                raise TableError(f"{table.file}: two [[duty]] rows are known as {name}.")
    if not reminders or [each.percent for each in reminders] != sorted({each.percent for each in reminders}):
        raise TableError(f"{table.file}: [[reminder]] rows come by percent, each with its own.")
    if not any("executive" in each.to and each.percent >= 100 for each in reminders):
        raise TableError(f"{table.file}: one [[reminder]] of 100 percent or more tells executives what is overdue.")
    older = tuple(row for row in every if row not in rows)
    return Duties(
        table.version,
        {row.code: row for row in rows},
        older,
        learned_here,
        reminders,
        table.whole("again_working_days", LONGEST),
    )


def _newest(table: Table, rows: Sequence[DutyRow]) -> tuple[DutyRow, ...]:
    """Of each code the row with no end. Raises TableError where two hold on a day, or none has no end."""
    try:
        check_one_on_any_day((row.code, row.period) for row in rows)
    except ValueError as trouble:
        raise TableError(f"{table.file}, [[duty]]: {trouble}") from trouble
    return tuple(row for row in rows if row.period.last is None)


def _bare(name: str) -> str:
    return "".join(re.findall(r"[^\W_]+", name.casefold()))


def _duty(
    code: str, name: str, to_whom: str, by: Sequence[str], clock: str, source: str, hours: int = 0, days: int = 0,
    working_days: int = 0, known_as: Sequence[str] = (), national: bool = False, executives: bool = True,
    until: object = None, **rest: object,
) -> DutyRow:  # fmt: skip
    for words in (code, name, to_whom, clock, source):
        _words(words)
    lengths = (hours, days, working_days)
    if any(type(each) is not int or not 0 <= each <= LONGEST for each in lengths) or sum(map(bool, lengths)) != 1:
        raise ValueError(f"one of hours, days and working_days is a whole number, from 1 to {LONGEST}")
    if isinstance(by, str) or not by:
        raise ValueError("by is a list of roles")
    roles = tuple(Role(each) for each in by)
    if strange := [role for role in roles if role not in MAKERS]:
        raise ValueError(f"{strange[0]} tells nobody outside; by is of {', '.join(MAKERS)}")
    if isinstance(known_as, str) or not all(isinstance(each, str) and _bare(each) for each in known_as):
        raise ValueError("known_as is a list of names")
    if type(national) is not bool or type(executives) is not bool:
        raise ValueError("national and executives are true or false")
    return DutyRow(
        code, name, to_whom, roles, clock, source, hours, days, working_days, tuple(known_as), national, executives,
        period_of(rest, until),
    )  # fmt: skip


def _learned_here(code: str, name: str, source: str) -> tuple[str, str]:
    return _words(code), _words(name) if _words(source) else ""


def _reminder(percent: int, to: Sequence[str]) -> Reminder:
    if type(percent) is not int or percent < 1:
        raise ValueError("percent is a whole number from 1")
    if isinstance(to, str) or not to or set(to) - set(REMINDED):
        raise ValueError(f"to is a list of {' and '.join(REMINDED)}")
    return Reminder(percent, tuple(to))


def _words(said: object) -> str:
    if not isinstance(said, str) or not said.strip():
        raise ValueError("code, name, to_whom, clock and source are words")
    return said
