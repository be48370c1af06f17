"""How the plan chooses between the ways to learn: rows of what must be known, the first that holds is taken."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from psirf.conditions import Condition, read_condition, texts
from psirf.tables import Table, TableError, Tables
from psirf.vocabulary import ResponseType

PLACES = frozenset({"priority", "programme", "similar", "hours", "days"})  # what sentences are filled in with


@dataclass(frozen=True, slots=True)
class Choice:
    """A response, and when it is the one; None stands for what the plan has for the priority."""

    response: ResponseType | None
    condition: Condition
    because: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What is worth doing with some responses, and when; None stands for what the plan has for the priority."""

    response: ResponseType | None
    beside: frozenset[ResponseType]
    condition: Condition


@dataclass(frozen=True, slots=True)
class WhyNot:
    response: ResponseType
    condition: Condition
    say: str


@dataclass(frozen=True, slots=True)
class Choosing:
    choices: tuple[Choice, ...]
    besides: tuple[Beside, ...]
    why_not: tuple[WhyNot, ...]
    only_beside: str  # said of what is advised beside another


def read_choosing(tables: Tables, names: Iterable[str]) -> Choosing:
    """The rows of the table, on facts of these names. Raises TableError naming the file and the row."""
    table, known = tables.read("choosing.toml"), frozenset(names)
    choosing = Choosing(
        table.rows("choice", _choice(known)),
        table.rows("beside", _beside(known)),
        table.rows("why_not", _why_not(known)),
        _only_beside(table),
    )
    if _may_be_none(row.condition for row in choosing.choices):
        raise TableError(f"{table.file}: the last [[choice]] row has an empty `when`, so that one fits.")
    for each in ResponseType:
        if _may_be_none(row.condition for row in choosing.why_not if row.response is each):
            raise TableError(f"{table.file}: the last [[why_not]] row of {each} has no `when`, so that one fits.")
    return choosing


def _may_be_none(conditions: Iterable[Condition]) -> bool:
    """Whether it may be that none of some conditions holds: the last one needs nothing else."""
    *_, last = (Condition((("?",),)), *conditions)
    return bool(last.needs or last.unless)


def _only_beside(table: Table) -> str:
    try:
        return _sentence(table.content.get("only_beside", ""))
    except ValueError as trouble:
        raise TableError(f"{table.file}: only_beside: {trouble}") from trouble


def _choice(names: frozenset[str]) -> Callable[..., Choice]:
    def row(response: str, when: object, because: str, unless: object = ()) -> Choice:
        condition = read_condition(when, unless, names)
        return Choice(_response(response, condition), condition, _sentence(because))

    return row


def _response(said: str, condition: Condition) -> ResponseType | None:
    """A response; None for "planned", the priority's own. Raises ValueError where that has no priority."""
    if said != "planned":
        return ResponseType(said)
    if ("priority",) not in condition.needs:
        raise ValueError("a planned response is a priority's: `when` has priority")
    return None


def _beside(names: frozenset[str]) -> Callable[..., Beside]:
    def row(response: str, when: object, unless: object = (), **rest: object) -> Beside:
        if set(rest) != {"with"}:  # a word of Python's own, so it is among what is left over
            raise ValueError("a row has response, with, when and unless")
        with_ = frozenset(ResponseType(each) for each in texts("with", rest["with"]))
        condition = read_condition(when, unless, names)
        return Beside(_response(response, condition), with_, condition)

    return row


def _why_not(names: frozenset[str]) -> Callable[..., WhyNot]:
    def row(response: str, say: str, when: object = (), unless: object = ()) -> WhyNot:
        return WhyNot(ResponseType(response), read_condition(when, unless, names), _sentence(say))

    return row


def _sentence(text: str) -> str:
    """A sentence, filled in only with what Lantern knows. Raises ValueError naming what it does not."""
    texts("a sentence", [text])
    if strange := sorted(set(re.findall(r"\{(.*?)\}", text)) - PLACES):
        raise ValueError(f"{{{strange[0]}}} is not known; a sentence has {', '.join(sorted(PLACES))}")
    if re.search(r"[{}]", re.sub(r"\{.*?\}", "", text)):
        raise ValueError("a { has its } in a sentence, and a } its {")
    return text
