"""The words of a text, each with its place in it, and in which sentence and which clause it stands."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

FIGURES = {name: str(number) for number, name in enumerate(
    ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
     "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
)}  # fmt: skip

# A figure with its decimals is one word ("7.5"), and so is a clock time ("14:30"); letters beside
# figures are words of their own ("10mg", "w7"). "&" and "?" are kept: both tell something.
_WORD = re.compile(r"\d+(?:[.:,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[&?]")
_ENDS_SENTENCE = re.compile(r"[.!?;\n\r…]|\s-\s*$|\s–\s*$")
_ENDS_CLAUSE = re.compile(r"[,:()\[\]–—/]|\s-|-\s")


@dataclass(frozen=True, slots=True)
class Word:
    """`said` is how it sounds: no capitals, no apostrophe, a slip of the finger put right."""

    said: str
    start: int
    end: int
    sentence: int
    clause: int
    glued: bool = False  # nothing stands between it and the word before
    capitals: bool = False  # written in capitals alone: AMU, ED

    @property
    def is_number(self) -> bool:
        return self.said[0].isdecimal()


def words_of(text: str, put_right: Callable[[str], str] = str) -> tuple[Word, ...]:
    """The words of a text in order. `put_right` mends a slip of the finger in one word."""
    words: list[Word] = []
    sentence = clause = end = 0
    for found in _WORD.finditer(text):
        between = text[end : found.start()]
        if words and between not in ("", " "):
            if _ENDS_SENTENCE.search(between):
                sentence, clause = sentence + 1, clause + 1
            elif _ENDS_CLAUSE.search(between):
                clause += 1
        written = found[0]
        said = unicodedata.normalize("NFKC", written).casefold().replace("'", "").replace("’", "")
        words.append(
            Word(
                put_right(said), found.start(), found.end(), sentence, clause,
                bool(words) and not between, len(written) > 1 and written.isupper(),
            )
        )  # fmt: skip
        end = found.end()
    return tuple(words)


def sounds(name: str) -> tuple[str, ...]:
    """A name or phrase as its words sound, for being looked for among a text's words."""
    return tuple(FIGURES.get(word.said, word.said) for word in words_of(name))


def between(text: str, words: Sequence[Word], first: int, last: int) -> str:
    """The text's own words from one word to the one before another."""
    return text[words[first].start : words[last - 1].end]
