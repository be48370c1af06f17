"""How people write about time: short forms, words that tell what a time is of, numbers that are no times."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from psirf.tables import TableError, Tables

T = TypeVar("T")


class Tells(StrEnum):
    """What the words beside a time tell about it."""

    HAPPENED = "happened"
    OUTCOME = "outcome"
    FOUND = "found"
    AFTER = "after"
    BEFORE = "before"
    DUE = "due"
    MEASURED = "measured"
    UNTIL = "until"
    NOT = "not"
    LAST = "last"  # last seen well
    SINCE = "since"
    LASTING = "lasting"
    SEVERAL = "several"
    NOW = "now"
    INSTEAD = "instead"
    BUT = "but"  # a new thought begins


@dataclass(frozen=True, slots=True, eq=False)
class MomentWords:
    """The lists of one table, in small letters. Compared and hashed as the one object it is."""

    spellings: Mapping[str, str]  # as heard -> as meant
    cues: Mapping[str, Tells]
    before_code: frozenset[str]
    before_number: frozenset[str]
    after_number: frozenset[str]
    counted: frozenset[str]
    nouns: frozenset[str]
    named_days: Mapping[str, tuple[int, int]]  # month, day


@lru_cache(maxsize=1)
def usual_moment_words() -> MomentWords:
    """The lists that Lantern brings with it, for whoever hands in no others."""
    return read_moment_words(Tables())


def read_moment_words(tables: Tables) -> MomentWords:
    """The table of words about time. Raises TableError naming the file and the row."""
    table = tables.read("heard_moments.toml")
    spellings = table.rows("spelling", lambda means, heard: {word: _small(means) for word in _words(heard)})
    cues = table.rows("cue", lambda tells, words: {word: Tells(tells) for word in _words(words)})
    numbers = table.rows("number", _beside_numbers)
    code, before, after, counted = (frozenset(word for row in numbers for word in row[at]) for at in range(4))
    nouns = table.rows("noun", lambda words: _words(words))
    days = table.rows("day", _named_day)
    _each_once(str(table.file), "spelling", spellings)
    _each_once(str(table.file), "cue", cues)
    return MomentWords(
        spellings=_joined(spellings),
        cues=_joined(cues),
        before_code=code,
        before_number=before,
        after_number=after,
        counted=counted,
        nouns=frozenset(word for row in nouns for word in row),
        named_days=_joined(days),
    )


def _beside_numbers(
    code: Sequence[str], before: Sequence[str], after: Sequence[str], counted: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    return _words(code), _words(before), _words(after), _words(counted)


def _named_day(words: Sequence[str], month: int, day: int) -> dict[str, tuple[int, int]]:
    if not (isinstance(month, int) and isinstance(day, int) and 1 <= month <= 12 and 1 <= day <= 31):
        raise ValueError("month and day are numbers, such as month = 12 and day = 25")
    return dict.fromkeys(_words(words), (month, day))


def _words(words: Sequence[str]) -> tuple[str, ...]:
    if isinstance(words, str) or not words or not all(isinstance(word, str) and word.strip() for word in words):
        raise ValueError("it needs a list of words")
    return tuple(_small(word) for word in words)


def _small(word: str) -> str:
    if not isinstance(word, str):
        raise ValueError("what it means is a word")
    return " ".join(word.casefold().split())


def _joined(rows: Sequence[Mapping[str, T]]) -> dict[str, T]:
    return {word: value for row in rows for word, value in row.items()}


def _each_once(file: str, name: str, rows: Sequence[Mapping[str, object]]) -> None:
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=1):
        for word in row:
            if word in seen:
                raise TableError(f"{file}, [[{name}]] row {number}: “{word}” stands in row {seen[word]} too.")
            seen[word] = number
