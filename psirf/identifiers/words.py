"""The words of a text with what their capitals show, for finding names."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from psirf.identifiers.lists import IdentifierLists, Phrases, plain

# A word, with apostrophes and hyphens inside it; the grades of doctors, which end with a figure: FY1, ST4; and short
# forms with a stroke: S/N. Dots make S.N. the same, but only before a name, since after "pt" they are initials.
WORD = re.compile(
    r"(?<![^\W_/])(?:[^\W\d_]{1,2}/(?:[^\W\d_]|[Nn]urse)|[Ss]/[Ss][NnRr])(?![^\W_/])|"
    r"(?<![^\W_.])(?<!pt )(?<!patient )[SRCEsrce]\.[Nn](?=\.?\s[A-Z][^\W\d_])|"
    r"[Ff][Yy]?\d(?!\w)|[CcSs][Tt]\d(?!\w)|[^\W\d_]+(?:['’ʼ\-‐‑][^\W\d_]+)*"
)
ENDED = re.compile(r"[A-Z]{2,}['’ʼ]\w{1,2}")  # a short form with an ending: IV'd, TTO'ing
OWNING = ("'s",)
FEW = 6  # so many words may all begin with a capital, and the capitals still mean something


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands, without an owner's 's. `gap` is what stands between it and the next."""

    text: str
    low: str
    start: int
    end: int
    gap: str
    is_owner: bool
    begins_sentence: bool

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital and goes on without: Smith, O'Neill, McDonald."""
        return self.text[0].isupper() and not self.text.isupper() and not ENDED.fullmatch(self.text)

    @property
    def is_shout(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words. Capitals show a name only where not nearly every word has them."""

    text: str
    all: tuple[Word, ...]
    shouts: bool
    titles: bool

    def at(self, place: int) -> Word | None:
        return self.all[place] if 0 <= place < len(self.all) else None

    def phrase_at(self, place: int, phrases: Phrases) -> int:
        """How many words from here make one of the phrases, the longest; 0 where none does."""
        for count in range(min(phrases.longest, len(self.all) - place), 0, -1):
            if tuple(word.low for word in self.all[place : place + count]) in phrases.words:
                return count
        return 0

    def phrase_before(self, place: int, phrases: Phrases) -> bool:
        """Whether the words just before this place make one of the phrases."""
        for count in range(min(phrases.longest, place), 0, -1):
            if tuple(word.low for word in self.all[place - count : place]) in phrases.words:
                return True
        return False


def words_of(text: str) -> Words:
    """A text's words, in order."""
    found = list(WORD.finditer(text))
    words = []
    begins = True
    for place, match in enumerate(found):
        after = found[place + 1].start() if place + 1 < len(found) else len(text)
        said, end = match[0], match.end()
        low = plain(said).replace(".", "/")
        is_owner = len(said) > 2 and low.endswith(OWNING)
        if is_owner:
            said, low, end = said[:-2], low[:-2], end - 2
        gap = text[end + (2 if is_owner else 0) : min(after, end + 12)]
        words.append(Word(said, low, match.start(), end, gap, is_owner, begins))
        begins = bool(set(gap) & set(".!?\n•;:")) and not (gap.startswith(".") and len(said) < 4 and gap[1:2] != "\n")
    long = [word for word in words if len(word.text) > 1]
    shouting = sum(word.is_shout for word in long)
    capital = sum(word.is_capital for word in long)
    is_loud = any(word.is_shout and len(word.text) > 3 for word in long)  # Pt KP MRN 1234567 is no shouting
    return Words(
        text,
        tuple(words),
        shouts=is_loud and len(long) > 2 and shouting > 0.6 * len(long),
        titles=len(long) > FEW and capital > 0.7 * len(long),
    )


@dataclass(frozen=True, slots=True)
class People:
    """The trust's people by their names: whole ones, by their first word, and the words of all of them."""

    by_first: dict[str, tuple[tuple[str, ...], ...]]
    words: frozenset[str]


@lru_cache(maxsize=4)
def people_named(names: frozenset[str]) -> People:
    """People by their full names. Kept, since a trust's people are the same from text to text."""
    by_first: dict[str, tuple[tuple[str, ...], ...]] = {}
    every: set[str] = set()
    for name in sorted(names):
        parts = tuple(plain(match[0]) for match in WORD.finditer(name))
        every |= {part for part in parts if len(part) > 2}
        if len(parts) > 1:
            by_first[parts[0]] = (*by_first.get(parts[0], ()), parts)
    return People(by_first, frozenset(every))


def people_in(words: Words, staff: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where a full name of the trust's people stands: its first and its last word."""
    people = people_named(frozenset(staff))
    for place, word in enumerate(words.all):
        for parts in people.by_first.get(word.low, ()):
            said = words.all[place : place + len(parts)]
            if tuple(one.low for one in said) == parts and all(is_space(one.gap) for one in said[:-1]):
                yield place, place + len(parts) - 1


def is_space(gap: str) -> bool:
    """Whether only a space or two stands between two words, and no line's end."""
    return 0 < len(gap) < 4 and not gap.strip(" \t\u00a0\u2009\u202f")


def is_medicine(low: str, lists: IdentifierLists) -> bool:
    return len(low) > 5 and low.endswith(lists.medicine_endings)
