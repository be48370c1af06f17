"""Reading the lists of words from their tables, and checking them, once."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from psirf.heard.lists import (
    Agents,
    AgentWords,
    DangerWords,
    HarmWords,
    Heard,
    KindClue,
    MoreWords,
    NearMissClue,
    NeverEventWords,
    SpecialistWords,
    Urgent,
    WardWords,
)
from psirf.heard.phrases import Phrases, listed_in, phrases_in
from psirf.heard.spelling import Spelling
from psirf.heard.words import words_of
from psirf.tables import Table, TableError, Tables
from psirf.vocabulary import Agent, EventKind, PhysicalHarm

T = TypeVar("T")


def read_heard(tables: Tables) -> Heard:
    """Every list. Raises TableError naming the file and the row."""
    lists = {name: tables.read(f"heard_{name}.toml") for name in LISTS}
    agents, kinds, harm, stops, more = (lists[name] for name in ("agents", "kinds", "harm", "stops", "more"))
    ignored_kinds = _ignored(kinds)
    return Heard(
        spelling=_spelling(tables.read("heard_words.toml"), lists.values(), agents),
        agents=_agents(agents),
        kinds=Phrases((*_pairs(kinds, "kind", _kind), *((p, KindClue(None, 9)) for p in ignored_kinds))),
        near_misses=Phrases(
            (*_pairs(kinds, "near_miss", _near_miss), *((p, NearMissClue(False, 0)) for p in ignored_kinds))
        ),
        staff_hurt=Phrases(_each(listed_in(kinds, "staff_hurt"), True)),
        unknown_reach=Phrases(_each(listed_in(kinds, "unknown_reach"), True)),
        harm=Phrases((*_pairs(harm, "harm", _harm), *((p, HarmWords(None, False, True)) for p in _ignored(harm)))),
        never_events=lists["never_events"].rows("never_event", _never_event),
        specialists=lists["specialists"].rows("specialist", _specialist),
        urgent=_urgent(lists["urgent"]),
        stops=Phrases((*_pairs(stops, "stop", _plain_or_not), *((p, None) for p in _ignored(stops)))),
        more=Phrases((*_pairs(more, "more", _more), *((p, None) for p in _ignored(more)))),
        wards=_wards(lists["wards"]),
    )


LISTS = ("agents", "kinds", "harm", "stops", "more", "never_events", "specialists", "urgent", "wards")
Rows = tuple[tuple[str, T], ...]


def _pairs(table: Table, name: str, make: Callable[..., Rows[T]]) -> Rows[T]:
    return tuple(pair for row in table.rows(name, make) for pair in row)


def _each(words: Any, tells: T) -> Rows[T]:
    return tuple((phrase, tells) for phrase in phrases_in(words))


def _ignored(table: Table) -> tuple[str, ...]:
    return listed_in(table, "ignore")


def _one_word_each(phrases: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """Phrases as the words they are, with # for a figure."""
    each = (words_of(phrase.replace("#", "0")) for phrase in phrases)
    return frozenset(tuple("#" if word.is_number else word.said for word in words) for words in each)


def _spelling(table: Table, lists: Iterable[Table], agents: Table) -> Spelling:
    """The long words of what can be involved are found misspelt; every other word we listen for is left alone."""
    slips = table.content.get("slips", {})
    if not isinstance(slips, Mapping) or not all(isinstance(right, str) for right in slips.values()):
        raise TableError(f"{table.file}, [slips]: each is written wrong = “right”")
    rows = agents.content.get("agent", [])
    named = _all_words([row.get("words", []) for row in rows if isinstance(row, dict) and row.get("names")])
    ordinary = _all_words([one.content.whole() for one in lists]) | set(listed_in(table, "ordinary"))
    return Spelling({*named, *listed_in(table, "listened_for")}, ordinary, slips)


def _all_words(content: Any) -> set[str]:
    """Every word of a table's content, however it is nested."""
    if isinstance(content, str):
        return {word for word in re.split(r"[^\w*]+", content.replace("'", "")) if word.isalpha()}
    inner = content.values() if isinstance(content, Mapping) else content if isinstance(content, list) else ()
    return {word for each in inner for word in _all_words(each)}


def _agents(table: Table) -> Agents:
    endings: list[str] = []

    def row(
        code: str, words: Any = (), endings_: Any = (), sure: bool = True, alone: bool = False, beside: Any = (),
        names: bool = False,
    ) -> Rows[AgentWords]:  # fmt: skip
        if not all(isinstance(each, bool) for each in (sure, alone, names)):
            raise ValueError("sure, alone and names are true or false")
        if code not in [agent.value for agent in Agent]:
            raise ValueError(f"{code} is not an LFPSE agent-type code")
        endings.extend(phrases_in(endings_))
        with_ = Phrases(_each(beside, True)) if beside else None
        return _each(_with_plurals(phrases_in(words)), AgentWords(Agent(code), sure, alone, with_))

    def made(**keys: Any) -> Rows[AgentWords]:
        if "endings" in keys:
            keys["endings_"] = keys.pop("endings")
        return row(**keys)

    pairs = _pairs(table, "agent", made)
    ignored = ((phrase, AgentWords(None)) for phrase in _ignored(table))

    def phrases(name: str) -> Phrases[bool]:
        return Phrases(_each(listed_in(table, name), True))

    return Agents(
        Phrases((*pairs, *ignored)), tuple(endings), no_ending=frozenset(listed_in(table, "no_ending")),
        wrong=phrases("wrong"), takes=phrases("takes"), given=phrases("given"), given_after=phrases("given_after"),
        of_a_dose=frozenset(listed_in(table, "of_a_dose")), carriers=phrases("carriers"),
        praised=phrases("praised"), caught=phrases("caught"),
    )  # fmt: skip


def _with_plurals(phrases: Sequence[str]) -> tuple[str, ...]:
    """Each phrase, and it with an s at its end."""
    found = dict.fromkeys(phrases)
    return tuple(
        dict.fromkeys((*found, *(f"{p}s" for p in found if p[-1].isalpha() and p[-1] != "s" and " | " not in p)))
    )


def _kind(
    kind: str, weight: int, words: Any, opens: bool = False, beside: bool = False, named: bool = False
) -> Rows[KindClue]:
    if not all(isinstance(each, bool) for each in (opens, beside, named)):
        raise ValueError("opens, beside and named are true or false")
    return _each(words, KindClue(EventKind(kind), _weight(weight), opens, beside, named))


def _near_miss(
    near_miss: bool, weight: int, words: Any, named: bool = False, opens: bool = False
) -> Rows[NearMissClue]:
    if not all(isinstance(each, bool) for each in (near_miss, named, opens)):
        raise ValueError("near_miss, named and opens are true or false")
    return _each(words, NearMissClue(near_miss, _weight(weight), named, opens))


def _weight(weight: Any) -> int:
    if not isinstance(weight, int) or not 1 <= weight <= 4:
        raise ValueError("weight is 1, 2, 3 or 4")
    return weight


GRADES = {grade.value: grade for grade in PhysicalHarm if grade is not PhysicalHarm.NOT_GRADED}


def _harm(grade: str, words: Any, sure: bool = True) -> Rows[HarmWords]:
    if grade != "unknown" and grade not in GRADES:
        raise ValueError(f"{grade} is no grade: it is {', '.join(GRADES)} or unknown")
    return _each(words, HarmWords(GRADES.get(grade), sure))


NEVER_EVENTS = frozenset(str(code) for code in range(1, 16))  # LFPSE taxonomy v5, never-event-type-5


def _never_event(code: str, groups: Any, without: Any = ()) -> NeverEventWords:
    if code not in NEVER_EVENTS:
        raise ValueError(f"{code} is not an LFPSE never-event-type code")
    if not isinstance(groups, Sequence) or isinstance(groups, str) or not groups:
        raise ValueError("groups is a list of lists of phrases")
    return NeverEventWords(
        code, tuple(Phrases(_each(group, True)) for group in groups), Phrases(_each(without, True))
    )


def _specialist(role: str, agents: Any = (), kinds: Any = (), words: Any = ()) -> SpecialistWords:
    return SpecialistWords(
        role,
        frozenset(Agent(code) for code in agents),
        frozenset(EventKind(kind) for kind in kinds),
        Phrases(_each(words, True)),
    )


def _distress(words: Any) -> Rows[bool]:
    return _each(words, True)


def _plain_or_not(plain: bool, words: Any) -> Rows[bool | None]:
    return _each(words, plain)


def _more(plain: bool, words: Any, apart: bool = False, opens: bool = False) -> Rows[MoreWords | None]:
    if not all(isinstance(each, bool) for each in (plain, apart, opens)):
        raise ValueError("plain, apart and opens are true or false")
    return _each(words, MoreWords(plain, apart, opens))


def _danger(needs: str, words: Any, sure: bool = True) -> Rows[DangerWords]:
    if needs not in ("now", "nothing", "always") or not isinstance(sure, bool):
        raise ValueError("needs is “now”, “nothing” or “always”, and sure is true or false")
    return _each(words, DangerWords(needs, sure))


URGENT_LISTS = ("now", "past", "right_now", "over", "others", "reported")


def _urgent(table: Table) -> Urgent:
    return Urgent(
        Phrases(_pairs(table, "danger", _danger)),
        Phrases(_pairs(table, "distress", _distress)),
        *(Phrases(_each(listed_in(table, name), True)) for name in URGENT_LISTS),
    )


def _wards(table: Table) -> WardWords:
    def listed(name: str) -> frozenset[tuple[str, ...]]:
        return _one_word_each(listed_in(table, name))

    return WardWords(
        here=listed("here"), here_apart=Phrases(_each(listed_in(table, "here_apart"), True)), away=listed("away"),
        people=listed("people"), bound_for=listed("bound_for"), everyday=listed("everyday"),
        kinds_of_place=listed("kinds_of_place"), own=Phrases(_each(listed_in(table, "own"), True)),
        number_after=listed("number_after"), not_before=listed("not_before"), still=listed("still"),
        tests=listed("tests"), numbered=listed("numbered"), trailing=listed("trailing"),
        not_after=listed("not_after"), no_place=listed("no_place"), times=listed("times"),
    )  # fmt: skip
