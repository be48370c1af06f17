"""A text with its short forms about time written out, and where in the text each word stood."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from psirf.moment_words import MomentWords
from psirf.slips import slips_between

SIGN = r"\s*(?P<sign>[@~])\s*(?=\d|half|quarter|about|mid)"
SIGNS = {"@": " at ", "~": " about "}
LOOK_ALIKE = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "−": "-", "\u200f": " ", "\u200e": " "})
# Long enough that one slip of the finger leaves them unlike any other word of a ward.
LONG_WORDS = (
    "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "afternoon", "midnight",
    "february", "september", "october", "november", "december",
)  # fmt: skip
INITIALS = frozenset(word[0] for word in LONG_WORDS)


@dataclass(frozen=True, slots=True)
class SpelledOut:
    """`text` in small letters and short forms written out; `original` tells where a piece of it stood."""

    text: str
    starts: tuple[int, ...]  # of the pieces, in `text`
    lengths: tuple[int, ...]
    stood: tuple[tuple[int, int], ...]  # of the pieces, in the original

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The slice of the original that became text[start:end]."""
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        begins, ends = self.stood[first][0], self.stood[last][1]
        if not self._is_changed(first):
            begins += start - self.starts[first]
        if not self._is_changed(last):
            ends = self.stood[last][0] + end - self.starts[last]
        return begins, ends

    def _is_changed(self, piece: int) -> bool:
        begins, ends = self.stood[piece]
        return ends - begins != self.lengths[piece]


def spell_out(text: str, heard: MomentWords, *, slips: bool = False) -> SpelledOut:
    """The text in small letters, single spaces, short forms written out.

    `slips`: long words with a slip of the finger too. A whole answer with one is asked again, which costs a
    second; within a report it would lose the day.
    """
    small = _small(text)
    written: list[str] = []
    starts, lengths, stood = [], [], []
    at = reached = 0
    for found in _changing(heard, slips).finditer(small):
        said = found[0]
        if found["sign"]:
            meant = SIGNS[found["sign"]]
        elif said.isspace():
            meant = " "
        else:
            meant = heard.spellings.get(" ".join(said.split())) or unslipped(said)
        if meant == said:
            continue
        for piece, begins, ends in ((small[reached : found.start()], reached, found.start()), (meant, *found.span())):
            if piece:
                written.append(piece)
                starts.append(at)
                lengths.append(len(piece))
                stood.append((begins, ends))
                at += len(piece)
        reached = found.end()
    if reached < len(small) or not written:
        written.append(small[reached:])
        starts.append(at)
        lengths.append(len(small) - reached)
        stood.append((reached, len(small)))
    return SpelledOut("".join(written), tuple(starts), tuple(lengths), tuple(stood))


def _small(text: str) -> str:
    """The same length as before, so that each character stands where it stood."""
    small = text.lower()
    if len(small) != len(text):  # a few letters of other alphabets grow when made small
        small = "".join(lower if len(lower := each.lower()) == 1 else each for each in text)
    return small.translate(LOOK_ALIKE)


@lru_cache(maxsize=8)
def _changing(heard: MomentWords, slips: bool) -> re.Pattern[str]:
    """What is written otherwise: signs, space between words, short forms and, where told, long words with slips."""
    words = sorted(heard.spellings, key=len, reverse=True)
    forms = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    slip = rf"|[{''.join(sorted(INITIALS))}][a-z]{{5,10}}(?!\w)" if slips else ""
    return re.compile(rf"{SIGN}|\s+|(?<![\w/.])(?:(?:{forms})(?![\w/]){slip})")


@lru_cache(maxsize=4096)
def unslipped(word: str) -> str:
    """The long word about time that this is with one slip (two in the longest), or the word itself."""
    for long_word in LONG_WORDS:
        if word[0] == long_word[0] and word != long_word and not word.startswith(long_word):
            allowed = 2 if len(long_word) > 8 else 1
            if abs(len(word) - len(long_word)) <= allowed and slips_between(word, long_word) <= allowed:
                return long_word
    return word
