"""A message that is being read: its words, and what stands before and beside them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeVar

from psirf.heard import Heard
from psirf.heard.phrases import Hit, Phrases
from psirf.heard.words import Word, words_of

T = TypeVar("T")

NOT = frozenset(
    ("no", "not", "never", "without", "didnt", "wasnt", "werent", "isnt", "arent", "hasnt", "hadnt", "doesnt", "dont",
     "nobody", "noone", "none", "nothing", "denies", "denied", "neither", "nor", "cant", "couldnt", "wont", "wouldnt")
)  # fmt: skip
LONGEST = 6_000  # characters, some thousand words, that are read; what is longer is kept whole, and asked about
NOT_REACHES = 3  # words that a "not" reaches over


@dataclass(frozen=True, slots=True)
class Told:
    """A message and its words."""

    text: str
    words: tuple[Word, ...]

    def quoted(self, first: int, last: int) -> str:
        """The text's own words, from one word to the one before another."""
        return self.text[self.words[first].start : self.words[last - 1].end]

    def before(self, at: int, how_many: int) -> tuple[str, ...]:
        """The words of the same clause that stand just before one."""
        clause = self.words[at].clause
        return tuple(w.said for w in self.words[max(0, at - how_many) : at] if w.clause == clause)

    def is_denied(self, hit: Hit[T], by: Collection[str] = NOT) -> bool:
        """Whether a "not" stands shortly before a phrase, in its clause."""
        return any(said in by for said in self.before(hit.first, NOT_REACHES))

    def sentence(self, number: int) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.sentence == number)

    def clause(self, at: int) -> tuple[int, int]:
        """From which word to before which the clause of a word goes."""
        first, last, clause = at, at + 1, self.words[at].clause
        while first > 0 and self.words[first - 1].clause == clause:
            first -= 1
        while last < len(self.words) and self.words[last].clause == clause:
            last += 1
        return first, last

    def sentences_with(self, phrases: Phrases[bool]) -> frozenset[int]:
        """The sentences in which one of the phrases stands."""
        return frozenset(self.words[hit.first].sentence for hit in phrases.found(self.words))


def told(text: str, heard: Heard) -> Told:
    return Told(text, words_of(text, heard.spelling.put_right))


def without_covered(hits: list[Hit[T]]) -> list[Hit[T]]:
    """Those that are no part of a longer one."""
    longest: dict[int, int] = {}
    for hit in hits:
        for at in range(hit.first, hit.last):
            longest[at] = max(longest.get(at, 0), hit.length)
    return [hit for hit in hits if any(longest[at] <= hit.length for at in range(hit.first, hit.last))]
