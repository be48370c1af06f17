"""Slips of the finger in long words: `isnulin` is read as insulin. Ordinary words are left alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

SHORTEST = 6  # letters; a shorter word is too near to others
LONG = 10  # letters of a word in which two slips are forgiven
LONGEST = 24  # letters; nothing longer is looked at


class Spelling:
    """The long words that are listened for, each found again by what is left when a letter is dropped.

    A few lines in place of a library: what is needed is one distance over some hundred words.
    """

    def __init__(self, words: Iterable[str], ordinary: Collection[str], slips: Mapping[str, str]) -> None:
        self._known = {word for word in words if word.isalpha()}
        self.left_alone = frozenset(ordinary) | self._known
        self._slips = dict(slips)
        self._left: dict[str, set[str]] = defaultdict(set)
        for word in self._known:
            if len(word) >= SHORTEST:
                for left in _dropped(word):
                    self._left[left].add(word)
        self.put_right = lru_cache(maxsize=50_000)(self._put_right)

    def _put_right(self, said: str) -> str:
        if said in self._slips:
            return self._slips[said]
        if said in self.left_alone or not SHORTEST - 1 <= len(said) <= LONGEST:
            return said
        near = {word for left in _dropped(said) for word in self._left.get(left, ()) if _is_slip(said, word)}
        return near.pop() if len(near) == 1 else said


def _dropped(word: str) -> set[str]:
    """The word, and what is left of it without one letter, and of a long one without two."""
    once = {word[:at] + word[at + 1 :] for at in range(len(word))}
    twice = (
        {left[:at] + left[at + 1 :] for left in once for at in range(len(left))} if len(word) >= LONG - 2 else set()
    )
    return {word} | once | twice


def _is_slip(said: str, word: str) -> bool:
    """Whether it is the word but for a slip. The first letter is nearly always right."""
    if said[0] != word[0] or said.startswith(word) or word.startswith(said):
        return False  # another form of it, and no slip
    return slips_between(said, word) <= (2 if len(word) >= LONG else 1)


def slips_between(one: str, other: str) -> int:
    """How many letters are left out, put in, changed, or changed about with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, older[j - 2] + 1)
            row.append(best)
    return row[-1]
