"""The trust's plan: its priorities, and the ways to learn that it weighs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from psirf.tables import Table, TableError, Tables
from psirf.vocabulary import EventKind, ResponseType


@dataclass(frozen=True, slots=True)
class Priority:
    id: str
    name: str
    response: ResponseType
    words: tuple[str, ...]

    def word_in(self, text: str) -> str | None:
        """The first of its words that stands in a text as a whole word."""
        return next((w for w in self.words if re.search(rf"\b{re.escape(w)}\b", text, re.IGNORECASE)), None)


@dataclass(frozen=True, slots=True)
class Plan:
    version: str
    look_within_working_days: int
    swarm_within_hours: int
    priorities: tuple[Priority, ...]
    choose_it: Mapping[ResponseType, str]  # for each way to learn, when to choose it
    kinds: Mapping[EventKind, tuple[ResponseType, str]]  # kinds with advice of their own, and why


def read_plan(tables: Tables) -> Plan:
    """The plan table. Raises TableError naming the file and the row."""
    table = tables.read("plan.toml")
    priorities = table.rows("priority", _priority)
    if len({priority.id for priority in priorities}) != len(priorities):
        raise TableError(f"{table.file}: two [[priority]] rows have the same id.")
    responses = table.rows("response", _response)
    if sorted(response for response, _ in responses) != sorted(ResponseType):
        raise TableError(f"{table.file}: each of {', '.join(ResponseType)} has one [[response]] row.")
    return Plan(
        version=table.version,
        look_within_working_days=_whole(table, "look_within_working_days"),
        swarm_within_hours=_whole(table, "swarm_within_hours"),
        priorities=priorities,
        choose_it=dict(responses),
        kinds=dict(table.rows("kind", _kind)),
    )


def _priority(id: str, name: str, response: str, words: Sequence[str]) -> Priority:
    if isinstance(words, str) or not all(isinstance(word, str) and word for word in words):
        raise ValueError("words is a list of words")
    return Priority(id, name, ResponseType(response), tuple(words))


def _kind(kind: str, response: str, because: str) -> tuple[EventKind, tuple[ResponseType, str]]:
    return EventKind(kind), (ResponseType(response), because)


def _response(type: str, choose_it: str) -> tuple[ResponseType, str]:
    return ResponseType(type), choose_it


def _whole(table: Table, name: str) -> int:
    value = table.content.get(name)
    if type(value) is not int or value < 1:
        raise TableError(f"{table.file}: {name} is a whole number from 1, not {value!r}.")
    return value
