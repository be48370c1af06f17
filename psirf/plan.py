"""The trust's plan: its priorities, and the improvement work that is under way."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from psirf.choosing import Choosing, read_choosing
from psirf.circumstances.answers import Circumstances
from psirf.circumstances.others import learning_facts
from psirf.conditions import texts
from psirf.dated import Period, check_no_overlap, in_force, period_of
from psirf.national import National, read_national
from psirf.tables import Table, TableError, Tables
from psirf.vocabulary import ResponseType

WORKING = ("adequate", "inadequate", "unknown")
# What is known of an event besides what the answers say: what the plan and the nation have for it.
OF_PLAN = ("priority", "covered", "covered_well", "covered_poorly", "required", "referred", "mnsi")
MOST = 1000  # of whatever a number of the plan counts: more was mistyped


@dataclass(frozen=True, slots=True)
class Priority:
    id: str
    name: str
    theme: str
    response: ResponseType  # what is planned for it, where nothing speaks for another
    psii_a_year: int | None  # none where the plan states no limit
    words: tuple[str, ...]
    period: Period


@dataclass(frozen=True, slots=True)
class Improvement:
    id: str
    name: str
    theme: str
    words: tuple[str, ...]
    working: str  # what its data show: one of WORKING
    period: Period


@dataclass(frozen=True, slots=True)
class Plan:
    version: str
    look_within_working_days: int
    swarm_within_hours: int
    swarm_called_within_hours: int
    aar_within_days: int
    many_similar: int
    priorities: tuple[Priority, ...]
    improvements: tuple[Improvement, ...]
    choosing: Choosing
    national: National

    def word_in(self, text: str) -> str | None:
        """The first word of a priority or of improvement work that stands in what was reported."""
        rows: tuple[Priority | Improvement, ...] = (*self.priorities, *self.improvements)
        return next((word for row in rows for word in row.words if stands_in(word, text)), None)

    def words_of(self, theme: str) -> tuple[str, ...]:
        """The words by which reports of a theme are known; of a theme that the plan does not know, its own."""
        rows: tuple[Priority | Improvement, ...] = (*self.priorities, *self.improvements)
        found = [word for row in rows if _of_theme(row, theme) for word in row.words]
        return tuple(dict.fromkeys(found)) or (theme,)

    def priority_of(self, theme: str, day: date | None) -> Priority | None:
        """The priority that a theme belongs to, in the plan as it is on a day."""
        return next((row for row in in_force(self.priorities, day) if _of_theme(row, theme)), None)

    def improvement_of(self, theme: str, day: date | None) -> Improvement | None:
        """The improvement work that covers a theme, or that these words name, on a day."""
        return next((row for row in in_force(self.improvements, day) if _of_theme(row, theme)), None)


class _Themed(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def theme(self) -> str: ...
    @property
    def words(self) -> tuple[str, ...]: ...


def _of_theme(row: _Themed, said: str) -> bool:
    return any(stands_in(word, said) for word in (row.theme, row.theme.removesuffix("s"), row.name, *row.words))


def stands_in(words: str, text: str) -> bool:
    """Whether words stand in a text as whole words; a hyphen is as good as a space."""
    pattern = r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", words))
    return re.search(rf"\b{pattern}\b", text, re.IGNORECASE) is not None


def read_plan(tables: Tables) -> Plan:
    """The plan, with what is required nationally. Raises TableError naming the file and the row."""
    table, national = tables.read("plan.toml"), read_national(tables)
    priorities = _one_a_day(table, "priority", table.rows("priority", _priority))
    improvements = _one_a_day(table, "improvement", table.rows("improvement", _improvement))
    learning = learning_facts(Circumstances(), many=1, swarm_hours=1, called_hours=1, aar_days=1)
    names = frozenset((*national.facts(Circumstances()), *learning, *OF_PLAN))
    return Plan(
        version=table.version,
        look_within_working_days=table.whole("look_within_working_days", MOST),
        swarm_within_hours=table.whole("swarm_within_hours", MOST),
        swarm_called_within_hours=table.whole("swarm_called_within_hours", MOST),
        aar_within_days=table.whole("aar_within_days", MOST),
        many_similar=table.whole("many_similar", MOST),
        priorities=priorities,
        improvements=improvements,
        choosing=read_choosing(tables, names),
        national=national,
    )


R = TypeVar("R", Priority, Improvement)


def _one_a_day(table: Table, name: str, rows: tuple[R, ...]) -> tuple[R, ...]:
    try:
        check_no_overlap((row.id, row.period) for row in rows)
    except ValueError as trouble:
        raise TableError(f"{table.file}, [[{name}]]: {trouble}") from trouble
    return rows


def _priority(
    id: str, name: str, response: str, words: object, theme: str | None = None, psii_a_year: int | None = None,
    until: object = None, **rest: object,
) -> Priority:  # fmt: skip
    theme = name if theme is None else theme
    texts("id, name and theme", [id, name, theme])
    if psii_a_year is not None and (type(psii_a_year) is not int or psii_a_year < 0):
        raise ValueError("psii_a_year is a whole number from 0")
    period = period_of(rest, until)
    return Priority(id, name, theme, ResponseType(response), psii_a_year, texts("words", words), period)


def _improvement(
    id: str, name: str, theme: str, words: object, covers: str, working: str, until: object = None, **rest: object
) -> Improvement:
    texts("id, name, theme and covers", [id, name, theme, covers])
    if working not in WORKING:
        raise ValueError(f"working is one of {', '.join(WORKING)}, not {working}")
    return Improvement(id, name, theme, texts("words", words), working, period_of(rest, until))
