"""Phrases that are looked for in a text, written so that an expert can read and change them.

A phrase is words with spaces between. A star stands for any ending (`spot*`), a bar for one or the
other (`gave|given`), three dots for up to four words of the same sentence, and `#` for a figure.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from psirf.heard.words import Word

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
        return word.said in self.words or any(word.said.startswith(stem) for stem in self.stems)


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


class Phrases(Generic[T]):
    """Many phrases, each with what it tells, made ready once to be looked for quickly."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._by_word: dict[str, list[tuple[tuple[_Step, ...], T]]] = defaultdict(list)
        self._by_stem: dict[str, list[tuple[tuple[_Step, ...], T]]] = defaultdict(list)
        for phrase, tells in phrases:
            steps = steps_of(phrase)
            for word in steps[0].words | ({"#"} if steps[0].figure else frozenset()):
                self._by_word[word].append((steps, tells))
            for stem in steps[0].stems:
                self._by_stem[stem[:SHORTEST_STEM]].append((steps, tells))

    def found(self, words: Sequence[Word]) -> list[Hit[T]]:
        """Every place where a phrase stands, in the order of the text."""
        hits = []
        for at, word in enumerate(words):
            figures = self._by_word.get("#", ()) if word.is_number else ()
            stems = self._by_stem.get(word.said[:SHORTEST_STEM], ())
            for steps, tells in (*self._by_word.get(word.said, ()), *stems, *figures):
                if steps[0].fits(word) and (last := _end(steps, words, at)):
                    hits.append(Hit(tells, at, last))
        return hits


def steps_of(phrase: str) -> tuple[_Step, ...]:
    """The steps of a phrase as it is written in a table. Raises ValueError for one that cannot be."""
    apart = _LETTERS_BESIDE_FIGURES.sub(" ", phrase.casefold().replace("'", "").replace("’", ""))
    steps = tuple(_step(part) for part in apart.split())
    if not steps or steps[0].gap or steps[-1].gap:
        raise ValueError(f"“{phrase}” is no phrase: it begins and ends with a word")
    return steps


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


def _end(steps: Sequence[_Step], words: Sequence[Word], at: int) -> int | None:
    """Where a phrase that begins here ends, or None where it does not stand here."""
    sentence = words[at].sentence
    for number, step in enumerate(steps):
        if step.gap:
            furthest = min(at + GAP + 1, len(words))
            ends = (_end(steps[number + 1 :], words, then) for then in range(at, furthest)
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
