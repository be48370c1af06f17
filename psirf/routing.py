"""Who else is told of an event, by what it is about. It adds up, and no harm is asked for."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from psirf.duties import Duties
from psirf.tables import Table, TableError, Tables
from psirf.vocabulary import SPECIALISTS, Agent, EventKind, Role

# Who may be told because a row says so. Nobody else: whom an event is about is never judged by it.
TOLD = (*SPECIALISTS, Role.PATIENT_SAFETY, Role.EXECUTIVE, Role.GOVERNANCE, Role.CANDOUR)
# Whom no row may name, in whatever words. Source: domain.md 7; design 1.5.
NEVER_TOLD = re.compile(
    r"\b(?:hr|human resources|personnel|people director\w*|employee relations|responsible officer|revalidation|"
    r"fitness to practise|gmc|nmc|hcpc|disciplin\w+|freedom to speak up|ftsu\w*|speak up guardian)\b",
    re.IGNORECASE,
)
# What a row may go by, each with the word before its clue.
CLUES = {"agents": "agent", "kinds": "kind", "heard": "heard", "national": "national", "outward": "outward",
         "places": "place"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class About:
    """What is known of an event, as far as it says who else is told. `places` are names, its own and those above."""

    agents: Collection[str] = ()
    kind: str = ""
    heard: Collection[str] = ()
    codes: Collection[str] = ()  # that the advice names
    places: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """One row. Each of its lists speaks for itself."""

    role: Role
    agents: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    national: tuple[str, ...] = ()
    outward: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def clues(self, about: About) -> list[str]:
        """What of an event this row speaks for, such as "agent:4" or "heard:MSO"."""
        named = " | ".join(about.places)
        found = {
            "agents": [each for each in self.agents if each in about.agents],
            "kinds": [each for each in self.kinds if each == about.kind],
            "heard": [each for each in self.heard if each in about.heard],
            "national": [each for each in self.national if each in about.codes],
            "outward": [each for each in self.outward if each in about.codes],
            "places": [p for p in self.places if re.search(rf"\b{re.escape(p)}\b", named, re.IGNORECASE)],
        }
        return [f"{CLUES[name]}:{each}" for name, clues in found.items() for each in clues]


@dataclass(frozen=True, slots=True)
class Routing:
    version: str
    routes: tuple[Route, ...]

    def who(self, about: About) -> list[tuple[Role, str]]:
        """Every role that is told, once for each clue that says so."""
        found = [(route.role, clue) for route in self.routes for clue in route.clues(about)]
        return list(dict.fromkeys(found))


def read_routing(tables: Tables, heard: Iterable[str], duties: Duties) -> Routing:
    """The routing table. `heard` are the names that the words of a report can say. Raises TableError."""
    table, heard = tables.read("routing.toml"), sorted(set(heard))
    known: dict[str, Collection[str]] = {
        "agents": [agent.value for agent in Agent],
        "kinds": [kind.value for kind in EventKind],
        "heard": heard,
        "national": [*duties.learned_here, *(row.code for row in duties.rows.values() if row.national)],
        "outward": [row.code for row in duties.rows.values() if not row.national],
    }

    def row(role: str, **given: Sequence[str]) -> Route:
        for words in _all_words([role, *given.values()]):
            if named := NEVER_TOLD.search(words):
                raise ValueError(f"{named[0]} is never told of an event")
        if (told := Role(role)) not in TOLD:
            raise ValueError(f"{role} is not told of events by this table; role is one of {', '.join(TOLD)}")
        if strange := sorted(set(given) - set(CLUES)):
            raise ValueError(f"{strange[0]} is not known; a row has role and {', '.join(CLUES)}")
        if not any(given.values()):
            raise ValueError(f"nothing says when; a row has one of {', '.join(CLUES)}")
        return Route(told, **{name: _of(name, said, known.get(name, said)) for name, said in given.items()})

    routes = table.rows("route", row)
    _check_heard(table, routes, heard)
    return Routing(table.version, routes)


def _check_heard(table: Table, routes: Iterable[Route], heard: Iterable[str]) -> None:
    """Whatever the words of a report can name is somebody's: else it would be heard, and nobody told."""
    led = {name for route in routes for name in route.heard}
    if lost := [name for name in heard if name not in led]:
        raise TableError(f"{table.file}: no [[route]] row has “{lost[0]}” under heard, which reports can say.")


def _of(name: str, given: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    if isinstance(given, str) or not all(isinstance(each, str) and each for each in given):
        raise ValueError(f"{name} is a list of texts")
    if strange := [each for each in given if each not in known]:
        raise ValueError(f"{strange[0]} is not known as one of {name}")
    return tuple(given)


def _all_words(content: object) -> list[str]:
    if isinstance(content, str):
        return [content.replace("_", " ")]
    inner = content.values() if isinstance(content, dict) else content if isinstance(content, list) else ()
    return [words for each in inner for words in _all_words(each)]
