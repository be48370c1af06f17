"""The trust's rules of candour, as candour.toml has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from psirf.candour.terms import Clock, Limb
from psirf.dated import Period, check_one_on_any_day, period_of, row_on
from psirf.tables import TableError, Tables
from psirf.working_time import add_working_days, london_day

AFTER = ("reported", "approved")
LONGEST = 260  # working days, of a year: more was mistyped


@dataclass(frozen=True, slots=True)
class LimbAsked:
    asks: str
    means: str


@dataclass(frozen=True, slots=True)
class ClockRow:
    """So many working days after a moment: when it was reported, or its findings were approved."""

    clock: Clock
    after: str
    working_days: int
    source: str
    period: Period


@dataclass(frozen=True, slots=True)
class DueOn:
    """A day by which something is asked for, with the rule that made it."""

    day: date
    rule: ClockRow
    version: str

    @property
    def why(self) -> str:
        after = "the report" if self.rule.after == "reported" else "the findings were approved"
        return f"{self.rule.working_days} working days after {after} (candour.toml {self.version})"


@dataclass(frozen=True, slots=True)
class CandourRules:
    version: str
    prolonged_days: int
    smallest_number: int
    limbs: Mapping[Limb, LimbAsked]
    clocks: Mapping[Clock, tuple[ClockRow, ...]]

    def due(self, clock: Clock, since: datetime) -> DueOn:
        """The London day by which it is asked for, counted from the London day of `since`, which is day 0."""
        day = london_day(since)
        rule = row_on(self.clocks[clock], day)
        return DueOn(add_working_days(day, rule.working_days), rule, self.version)


def read_candour(tables: Tables) -> CandourRules:
    """The table of candour. Raises TableError naming the file and the row."""
    table = tables.read("candour.toml")
    limbs = table.rows("limb", _limb)
    if [limb for limb, _ in limbs] != list(Limb):
        raise TableError(f"{table.file}: each of {', '.join(Limb)} has one [[limb]] row, in this order.")
    rows = table.rows("clock", _clock)
    if missing := [clock.value for clock in Clock if clock not in {row.clock for row in rows}]:
        raise TableError(f"{table.file}: there is no [[clock]] row for {missing[0]}.")
    try:
        check_one_on_any_day((row.clock.value, row.period) for row in rows)
    except ValueError as trouble:
        raise TableError(f"{table.file}, [[clock]]: {trouble}") from trouble
    return CandourRules(
        table.version,
        table.whole("prolonged_days", 365),
        table.whole("smallest_number", 100),
        dict(limbs),
        {clock: tuple(row for row in rows if row.clock is clock) for clock in Clock},
    )


def _limb(limb: str, asks: str, means: str) -> tuple[Limb, LimbAsked]:
    if not all(isinstance(said, str) and said.strip() for said in (asks, means)):
        raise ValueError("asks and means are texts")
    return Limb(limb), LimbAsked(asks, means)


def _clock(clock: str, after: str, working_days: int, source: str, until: object = None, **rest: object) -> ClockRow:
    if after not in AFTER:
        raise ValueError(f"after is one of {', '.join(AFTER)}, not {after!r}")
    if (Clock(clock) is Clock.FINDINGS) is not (after == "approved"):
        raise ValueError("findings are counted from their approval, and the others from the report")
    if type(working_days) is not int or not 1 <= working_days <= LONGEST:
        raise ValueError(f"working_days is a whole number, from 1 to {LONGEST}")
    if not isinstance(source, str) or not source.strip():
        raise ValueError("source is a text")
    return ClockRow(Clock(clock), after, working_days, source, period_of(rest, until))
