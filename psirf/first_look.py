"""Where the ward manager is asked to look at a report before the leads, and for how long."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from psirf.dated import Period, period_of
from psirf.tables import TableError, Tables
from psirf.vocabulary import EventKind, Reached, Term, UnitKind
from psirf.working_time import add_working_days

LONGEST = 10  # working days: whoever reports is told of a look within few days


class Straight(Term):
    """What sends a report straight to the leads, whatever its kind and place."""

    PRESSING = "pressing"
    PRIORITY = "priority"
    SEALED = "sealed"
    OWN_REPORT = "own_report"


ALWAYS = (Straight.PRESSING, Straight.OWN_REPORT)  # no table is without these


@dataclass(frozen=True, slots=True)
class Row:
    """Reports of these kinds and places, reported from one day to another."""

    id: str
    kinds: tuple[EventKind, ...]
    reached: tuple[Reached, ...]  # empty: any
    unit_kinds: tuple[UnitKind, ...]
    units: tuple[str, ...]
    period: Period
    source: str

    def fits(self, kind: EventKind, reached: Reached | None, units: Sequence[tuple[str, UnitKind]], on: date) -> bool:
        """Whether a report is one of these; `units` are its place's code and kind, and those above it."""
        if kind not in self.kinds or (self.reached and reached not in self.reached):
            return False
        if not self.period.holds(on):
            return False
        here = units[:1]
        return any(code in self.units for code, _ in units) or any(each in self.unit_kinds for _, each in here)


@dataclass(frozen=True, slots=True)
class FirstLookPlan:
    version: str
    within_working_days: int
    rows: tuple[Row, ...]
    straight: Mapping[Straight, str]  # and why

    def row_for(
        self, kind: EventKind, reached: Reached | None, units: Sequence[tuple[str, UnitKind]], on: date
    ) -> Row | None:
        """The row by which the ward manager is asked first about a report of that day; None where none is."""
        return next((row for row in self.rows if row.fits(kind, reached, units, on)), None)

    def goes_straight(self, reasons: Collection[Straight]) -> Straight | None:
        """Which of what is true of a report sends it straight to the leads, by this table; None where nothing."""
        return next((each for each in self.straight if each in reasons), None)

    def waits_until(self, reported_on: date) -> date:
        """The last day on which it waits for the ward manager alone."""
        return add_working_days(reported_on, self.within_working_days)


def read_first_look(tables: Tables) -> FirstLookPlan:
    """The table of first looks. Raises TableError naming the file and the row."""
    table = tables.read("first_look.toml")
    days = table.whole("within_working_days", LONGEST)
    rows, straight = table.rows("first_look", _row), table.rows("straight", _straight)
    if len({row.id for row in rows}) != len(rows):
        raise TableError(f"{table.file}: two [[first_look]] rows have the same id.")
    if len({when for when, _ in straight}) != len(straight):
        raise TableError(f"{table.file}: two [[straight]] rows have the same when.")
    if missing := [when for when in ALWAYS if when not in dict(straight)]:
        raise TableError(f"{table.file}: one [[straight]] row has when = “{missing[0].value}”, in every trust.")
    return FirstLookPlan(table.version, days, rows, dict(straight))


def _row(
    id: str, kinds: Sequence[str], source: str, reached: Sequence[str] = (), unit_kinds: Sequence[str] = (),
    units: Sequence[str] = (), until: object = None, **rest: object,
) -> Row:  # fmt: skip
    for name, value in (("kinds", kinds), ("reached", reached), ("unit_kinds", unit_kinds), ("units", units)):
        if isinstance(value, str) or not all(isinstance(each, str) and each for each in value):
            raise ValueError(f"{name} is a list of words")
    if not kinds or not (unit_kinds or units):
        raise ValueError("a row names at least one of kinds, and one of unit_kinds or units")
    if reached and list(kinds) != [EventKind.INCIDENT]:
        raise ValueError("reached is said of incidents alone")
    if not isinstance(source, str) or not source.strip() or not isinstance(id, str) or not id:
        raise ValueError("id and source are words")
    if "from" not in rest:
        raise ValueError("from is the first day of reporting for which it holds")
    return Row(
        id, tuple(EventKind(each) for each in kinds), tuple(Reached(each) for each in reached),
        tuple(UnitKind(each) for each in unit_kinds), tuple(units), period_of(rest, until), source,
    )  # fmt: skip


def _straight(when: str, because: str) -> tuple[Straight, str]:
    if not isinstance(because, str) or not because.strip():
        raise ValueError("because is a sentence")
    return Straight(when), because
