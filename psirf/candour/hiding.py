"""What is hidden in the questions of those affected, for whoever may read these and not who asked them.

By the names that are sealed with a case, as they are spelled or nearly so, and by the shape of an address. What is
none of it stays: nobody is told that all of it is hidden.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from psirf.identifiers import IdentifierLists
from psirf.marks import hidden
from psirf.slips import slips_between
from psirf.vocabulary import IdentifierKind

NAME, ADDRESS = hidden(IdentifierKind.PATIENT_NAME, 0), "[address hidden]"
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
APART = re.compile(r"(\[[\w ]+ hidden(?:, \d+)?\])")  # what is hidden already
# In what is sealed: what somebody is called; and where others are named among other words, by their capitals alone.
OF_NAMES, OF_OTHERS = ("name", "called"), ("contact", "advocate", "there", "theirs")
LONG, VERY_LONG = 6, 8  # letters from which a name is known though it is misspelled, and misspelled twice

_HOUSE = r"(?<!\w)(?:[Ff]lat \w{1,4},? )?\d{1,4}[A-Za-z]?,? "
_STREET = r"(?:road|street|avenue|lane|crescent|terrace|gardens|grove|mews|rd|ave)"
_OTHER = r"(?:Close|Drive|Way|Court|Place|Hill|Park|Row|Square|Walk|Green|View|Rise|St)"
# The second half wants capitals: “2 walked this way” is no address.
HOUSE_IN_STREET = re.compile(
    rf"{_HOUSE}(?:(?i:(?:[\w'’-]{{2,30}} ){{1,2}}{_STREET})|(?:[A-Z][\w'’-]{{1,30}} ){{1,3}}{_OTHER})(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Known:
    """Words by which people of a case are called, small: `others` are known where they stand with a capital."""

    names: frozenset[str]
    others: frozenset[str]


def known_by(sealed: Iterable[Mapping[str, str]], lists: IdentifierLists) -> Known:
    """The words of each name in what is sealed with a case."""
    names, others = set[str](), set[str]()
    for each in sealed:
        for key, words in each.items():
            if any(part in key for part in OF_NAMES):
                names |= _words(words)
            elif key in OF_OTHERS:
                others |= {word for word in _words(words) if word[0].isupper() and len(word) > 2}
    capitals = {word for word in names if word[0].isupper()}  # of “likes to be called Win”, Win
    ordinary = {word for word in others if _is_ordinary(word, lists)}
    return Known(_small(capitals or names), _small(others - ordinary))


def without_addresses(text: str) -> str:
    """A text with each house in a street hidden."""
    return HOUSE_IN_STREET.sub(ADDRESS, text)


def without_names(text: str, known: Known, lists: IdentifierLists) -> str:
    """A text with what people of a case are called hidden: with a capital or without, and where it is misspelled."""

    def instead(found: re.Match[str]) -> str:
        word = re.sub(r"['’]s$", "", found[0])
        parts = [word, *re.split(r"['’-]", word)]
        return f"{NAME}{found[0][len(word) :]}" if any(_is_known(each, known, lists) for each in parts) else found[0]

    return "".join(part if APART.fullmatch(part) else WORD.sub(instead, part) for part in APART.split(text))


def _is_known(word: str, known: Known, lists: IdentifierLists) -> bool:
    low, capital = word.casefold(), word[:1].isupper()
    meant = known.names | known.others if capital else known.names
    if low in meant:
        return True
    if _is_ordinary(word, lists):
        return False
    return any(_is_nearly(low, each, 2 if capital or len(each) >= VERY_LONG else 1) for each in meant)


def _is_nearly(low: str, name: str, slips: int) -> bool:
    if len(name) < LONG or abs(len(low) - len(name)) > slips or (low[0] != name[0] and low[-1] != name[-1]):
        return False
    return slips_between(low, name) <= slips


def _is_ordinary(word: str, lists: IdentifierLists) -> bool:
    low = word.casefold()
    return low in lists.ordinary or (not word[0].isupper() and low.endswith(lists.ordinary_endings))


def _words(said: str) -> set[str]:
    """Each word of a name; of one with a hyphen, its parts too."""
    found = {re.sub(r"['’]s$", "", word) for word in WORD.findall(said)}
    return {part for word in found for part in (word, *word.split("-")) if len(part) > 1}


def _small(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)
