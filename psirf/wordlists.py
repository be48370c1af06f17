"""Lists of words by which a lead's plain answer is understood: who is close to somebody, what screens the public."""

from dataclasses import dataclass

from psirf.conditions import texts
from psirf.heard.phrases import steps_of
from psirf.tables import TableError, Tables

_NAMES = (
    "close",
    "not_close",
    "national_screening",
    "not_national_screening",
    "crime",
    "neglect",
    "staff_hurt",
    "reaction",
)


@dataclass(frozen=True, slots=True)
class WordLists:
    close: tuple[str, ...]  # how a suspect was close to who died: of the family, a partner, of one household
    not_close: tuple[str, ...]
    national_screening: tuple[str, ...]  # the NHS population screening programmes
    not_national_screening: tuple[str, ...]
    crime: tuple[str, ...]  # what may be a crime, among what is told of a concern
    staff_hurt: tuple[str, ...]  # somebody at work here, or visiting, who was hurt
    reaction: tuple[str, ...]  # a suspected reaction to a medicine, or one that is defective or false
    neglect: tuple[str, ...]  # signs that somebody may be neglected or abused


def read_word_lists(tables: Tables) -> WordLists:
    """The [words] of the national table. Raises TableError naming the file and the list."""
    table = tables.read("national.toml")
    words = table.content.get("words")
    if not isinstance(words, dict) or sorted(words) != sorted(_NAMES):
        raise TableError(f"{table.file}: [words] has {', '.join(_NAMES)}.")
    try:
        return WordLists(**{name: read_phrases(name, words[name]) for name in _NAMES})
    except ValueError as trouble:
        raise TableError(f"{table.file}, [words]: {trouble}") from trouble


def read_phrases(name: str, given: object) -> tuple[str, ...]:
    """A list of phrases as psirf/heard/phrases.py understands them. Raises ValueError for any other."""
    phrases = texts(name, given)
    for phrase in phrases:
        steps_of(phrase)
    return phrases
