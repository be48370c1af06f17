"""Phrases that are looked for in a text, written so that an expert can read and change them.

A phrase is words with spaces between. A star stands for any ending (`spot*`), a bar for one or the
other (`gave|given`), three dots for up to four words of the same sentence, and `#` for a figure.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from psirf.heard.words import Word
from psirf.tables import Table, TableError

T = TypeVar("T")
GAP = 4  # words that three dots may stand for
SHORTEST_STEM = 3  # letters before a star
_LETTERS_BESIDE_FIGURES = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")  # "10x" is two words in a text


@dataclass(frozen=True, slots=True)
class _Step:
    """One word of a phrase: any of these words, or any word that begins so, or a figure."""

    words: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    figure: bool = False
    gap: bool = False

    def fits(self, word: Word) -> bool:
        if self.figure:
            return word.is_number
        return word.said in self.words or (bool(self.stems) and word.said.startswith(self.stems))


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase that was found: what it tells, and which words it is, from the first to before the last."""

    tells: T
    first: int
    last: int

    def holds(self, other: "Hit[Any]") -> bool:
        return self.first <= other.first and other.last <= self.last

    @property
    def length(self) -> int:
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class _Way(Generic[T]):
    """A phrase as it stands in its list: its number there, what comes after its first word, what it tells."""

    number: int
    stems: tuple[str, ...]  # of the first word; none where it is said in full
    rest: tuple[_Step, ...]
    tells: T


class _Ways(Generic[T]):
    """The phrases that begin with a word: those with one plain second word by that, and the others."""

    def __init__(self) -> None:
        self.others: list[_Way[T]] = []
        self.by_second: dict[str, list[_Way[T]]] = defaultdict(list)

    def add(self, way: _Way[T]) -> None:
        second = way.rest[0] if way.rest else None
        if second is None or second.gap or second.figure or second.stems:
            self.others.append(way)
            return
        for word in second.words:
            self.by_second[word].append(way)


class Phrases(Generic[T]):
    """Many phrases, each with what it tells, made ready once to be looked for quickly."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._by_word: dict[str, _Ways[T]] = defaultdict(_Ways)
        self._by_stem: dict[str, list[_Way[T]]] = defaultdict(list)
        for number, (phrase, tells) in enumerate(phrases):
            first, *rest = steps_of(phrase)
            for word in first.words | ({"#"} if first.figure else frozenset()):
                self._by_word[word].add(_Way(number, (), tuple(rest), tells))
            for stem in first.stems:
                self._by_stem[stem[:SHORTEST_STEM]].append(_Way(number, (stem,), tuple(rest), tells))

    def found(self, words: Sequence[Word]) -> list[Hit[T]]:
        """Every place where a phrase stands, in the order of the text."""
        hits = []
        for at, word in enumerate(words):
            for way in self._that_may_begin(word, words[at + 1].said if at + 1 < len(words) else ""):
                if last := _end(way.rest, words, at + 1, word.sentence):
                    hits.append(Hit(way.tells, at, last))
        return hits

    def _that_may_begin(self, word: Word, next_: str) -> Sequence[_Way[T]]:
        """The phrases whose first word this is, and that the next one does not rule out; in the list's order."""
        ways: list[_Way[T]] = []
        for said in (word.said, "#") if word.is_number else (word.said,):
            if begun := self._by_word.get(said):
                ways += begun.others
                ways += begun.by_second.get(next_, ())
        if stemmed := self._by_stem.get(word.said[:SHORTEST_STEM]):
            ways += [way for way in stemmed if word.said.startswith(way.stems)]
        if len(ways) > 1:
            ways.sort(key=_number)
        return ways


def _number(way: _Way[Any]) -> int:
    return way.number


def steps_of(phrase: str) -> tuple[_Step, ...]:
    """The steps of a phrase as it is written in a table. Raises ValueError for one that cannot be."""
    apart = _LETTERS_BESIDE_FIGURES.sub(" ", phrase.casefold().replace("'", "").replace("’", ""))
    steps = tuple(_step(part) for part in apart.split())
    if not steps or steps[0].gap or steps[-1].gap:
        raise ValueError(f"“{phrase}” is no phrase: it begins and ends with a word")
    return steps


@cache
def _step(part: str) -> _Step:
    if part in ("...", "…"):
        return _Step(gap=True)
    if part == "#":
        return _Step(figure=True)
    choices = part.split("|")
    stems = tuple(choice.removesuffix("*") for choice in choices if choice.endswith("*"))
    words = frozenset(choice for choice in choices if not choice.endswith("*"))
    if any(len(stem) < SHORTEST_STEM for stem in stems):
        raise ValueError(f"“{part}” has fewer than {SHORTEST_STEM} letters before the star")
    if any(not (word.isalnum() or word in ("&", "?")) for word in (*words, *stems)):
        raise ValueError(f"“{part}” is no word: letters alone, or figures alone, without a hyphen")
    return _Step(words, stems)


def _end(steps: Sequence[_Step], words: Sequence[Word], at: int, sentence: int) -> int | None:
    """Where the steps end that begin here, within a sentence; or None where they do not stand here."""
    for number, step in enumerate(steps):
        if step.gap:
            furthest = min(at + GAP + 1, len(words))
            ends = (_end(steps[number + 1 :], words, then, sentence) for then in range(at, furthest)
                    if words[then].sentence == sentence)  # fmt: skip
            return next((end for end in ends if end), None)
        if at >= len(words) or words[at].sentence != sentence or not step.fits(words[at]):
            return None
        at += 1
    return at


def longest(hits: Iterable[Hit[T]]) -> list[Hit[T]]:
    """Of those that stand upon the same words the longest, in the order of the text."""
    kept: list[Hit[T]] = []
    taken: set[int] = set()
    for hit in sorted(hits, key=lambda hit: (-hit.length, hit.first)):
        places = range(hit.first, hit.last)
        if not taken.intersection(places):
            kept.append(hit)
            taken.update(places)
    return sorted(kept, key=lambda hit: hit.first)


def phrases_in(said: object) -> tuple[str, ...]:
    """A list of phrases that can be looked for. Raises ValueError."""
    if isinstance(said, str) or not isinstance(said, Sequence) or not all(isinstance(each, str) for each in said):
        raise ValueError("words is a list of phrases, and so is what stands beside them")
    for phrase in said:
        steps_of(phrase)
    return tuple(said)


def listed_in(table: Table, name: str) -> tuple[str, ...]:
    """A list that stands in a table by itself, outside its rows. Raises TableError naming it."""
    try:
        return phrases_in(table.content.get(name, []))
    except ValueError as trouble:
        raise TableError(f"{table.file}, {name}: {trouble}") from trouble
