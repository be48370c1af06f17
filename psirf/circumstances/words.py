"""How one answer is read: a yes or a no with its words, a day, a moment, a list, a pregnancy's weeks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from psirf.circumstances.denials import denies_concern, tells
from psirf.heard.phrases import Phrases
from psirf.heard.words import FIGURES, words_of
from psirf.working_time import LONDON

# "Not known to our services" is no "not known".
_TO_US = r"(?! to (?:us|our|any|the|mental|services)\b)"
_NOT_KNOWN = re.compile(
    rf"(?:it is |it's )?(?:not (?:yet )?(?:known{_TO_US}|sure|clear|certain|asked|reviewed|decided|established|"
    rf"confirmed|graded|recorded|stated|said)|not yet\b|unknown{_TO_US}|unsure|uncertain|unclear|unconfirmed|"
    r"i? ?do(?:n'?t| not) know|nobody knows|n/?k\b|tbc\b|to be |awaiting|awaited|pending|\?)"
)
_NO = re.compile(r"(?:unknown to|no|none|n|false|never|nil|nothing|nobody|not|n/?a|without|absent)(?![a-z])|0$")
_YES = re.compile(r"(?:yes|y|true|yep|yeah|confirmed|correct)(?![a-z])|1$")
_NOT_APPLICABLE = re.compile(r"(?:n/?a|not applicable|does not apply|none|nil|-+|–|—)\.?$")
_WEEKS = re.compile(
    r"(?<![\d.+/-])(\d{1,2})(?!\d|[.-]\d{2,}|(?:st|nd|rd|th)\b|[ -]*(?:m(?:on)?ths?|days?|hours?|years?)\b)"
    r"\s*(\+|/40\s*\+?|w(?:ee)?ks?(?:\s*(?:and|,|\+))?|w\b)?\s*(\d(?!\d))?(?:/7)?"
)
_PAST_TERM = re.compile(r"\b(?:t|term) ?(?:\+|plus) ?(\d{1,2})\b")
_NOT_TERM = r"\b(?:not|near|nearly|almost|before|short of|until|from|to)[ -](?:\w+ ){0,2}?term\b"
_NOT_ITS_WEEKS = re.compile(r"[ a-z]*?\b(?:early|late|before|ago|overdue|over|past|post|short of|to go|left)\b")
_LESS_THAN = re.compile(r"(?:\b(?:under|less than|nearly|almost|not quite|just short of)|<) ?$")
_FEWEST_WEEKS, _FEWEST_ALONE, _MOST_WEEKS = 4, 12, 45  # a number alone below 12 may be of something else


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in words: as it was said, in small letters, and whether it is a yes or a no."""

    words: str = ""

    @property
    def told(self) -> bool:
        """Whether anything was said that tells: neither nothing at all nor "not known"."""
        return bool(self.words) and not _NOT_KNOWN.match(self.words)

    @property
    def unclear(self) -> bool:
        """Whether something was said, and it does not tell."""
        return bool(self.words) and self.yes is None

    @property
    def applies(self) -> bool:
        """Whether it was said, and not that it does not apply here."""
        return self.told and not _NOT_APPLICABLE.match(self.words)

    @property
    def yes(self) -> bool | None:
        """Yes, no, or None where the words say neither."""
        if not self.told:
            return None
        return False if _NO.match(self.words) else True if _YES.match(self.words) else None

    @property
    def concern(self) -> bool | None:
        """As `yes`, where words alone name what the concern is: "possible neglect" is one."""
        return not denies_concern(self.words) if self.told and self.yes is None else self.yes

    def has(self, pattern: str) -> bool:
        return re.search(pattern, self.words) is not None

    def tells(self, pattern: str) -> bool:
        """Whether it has a pattern in a place where it is not denied: "high", and not "not high"."""
        return tells(self.words, pattern) is not None


NOTHING = Said()


def read_said(key: str, given: object) -> Said:
    """Words, a yes or a no. Raises ValueError naming the key for anything else."""
    if given is None:
        return Said()
    if isinstance(given, bool):
        return Said("yes" if given else "no")
    if isinstance(given, int | float):
        return Said(f"{given:g}")
    if isinstance(given, list) and all(isinstance(each, str) for each in given):
        return Said(plain(", ".join(given)))
    if not isinstance(given, str):
        raise ValueError(f"{key} is not text")
    return Said(plain(given))


def plain(text: str) -> str:
    """In small letters, with straight apostrophes and single spaces."""
    return " ".join(text.replace("’", "'").casefold().split())


def read_moment(key: str, given: object) -> datetime | None:
    """A moment, ISO 8601; without an offset it is London's time, and a day alone its beginning."""
    if given is None or isinstance(given, datetime):
        return given.replace(tzinfo=LONDON) if given is not None and given.tzinfo is None else given
    if not isinstance(given, str):
        raise ValueError(f"{key} is a moment, ISO 8601")
    said = Said(plain(given))
    if not said.applies:
        return None
    try:
        moment = datetime.fromisoformat(given.strip())
    except ValueError:
        raise ValueError(f"{key} is a moment, ISO 8601, not “{given}”") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)


def read_day(key: str, given: object) -> date | None:
    """A day, ISO 8601; of a moment its day in London. Raises ValueError naming the key."""
    if type(given) is date:
        return given
    moment = read_moment(key, given)
    return None if moment is None else moment.astimezone(LONDON).date()


def read_list(key: str, given: object) -> tuple[str, ...] | None:
    """A list of words, also written as one text; None where nothing was said, empty where it is none."""
    if given is None:
        return None
    if isinstance(given, str):
        given = re.split(r"[,;\n]|\band\b", given)
    if not isinstance(given, list | tuple) or not all(isinstance(each, str) for each in given):
        raise ValueError(f"{key} is a list of words")
    said = [Said(plain(each)) for each in given]
    if said and not any(each.told for each in said):
        return None
    return tuple(each.words for each in said if each.applies and each.yes is not False)


def days_of_pregnancy(said: Said) -> int | None:
    """How many days a pregnancy had lasted: "39+4" is 277, "T+3" 283; "term" is 37 weeks at least; None where not
    known, and where a number is not of its weeks: "8 months", "2 weeks early"."""
    if found := _PAST_TERM.search(said.words):
        return 40 * 7 + int(found[1])
    for found in _WEEKS.finditer(said.words):
        fewest = _FEWEST_WEEKS if found[2] or found[3] else _FEWEST_ALONE
        if fewest <= int(found[1]) <= _MOST_WEEKS and not _NOT_ITS_WEEKS.match(said.words, found.end()):
            less = 1 if _LESS_THAN.search(said.words[: found.start()]) else 0
            return int(found[1]) * 7 + int(found[3] or 0) - less
    if said.told and said.has(rf"\bpre-?term\b|\bpremature|{_NOT_TERM}"):
        return None
    return 37 * 7 if said.told and said.has(r"\bterm\b") else None


def in_figures(said: Said) -> str:
    """Its words with "three" as 3."""
    return re.sub(r"[a-z]+", lambda word: FIGURES.get(word[0], word[0]), said.words)


@cache
def _phrases(phrases: tuple[str, ...]) -> Phrases[None]:
    return Phrases((phrase, None) for phrase in phrases)


def says_beside(text: str, phrases: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one of some phrases stands in a text besides within one of others: "breast" in "private breast clinic"
    does not, where that whole phrase is among the others."""
    words = words_of(text)
    apart = _phrases(tuple(others)).found(words) if others else []
    hits = _phrases(tuple(phrases)).found(words) if phrases else []
    return any(not any(other.holds(hit) for other in apart) for hit in hits)


def says_any(text: str, phrases: Sequence[str]) -> bool:
    """Whether one of some phrases stands in a text, as psirf/heard/phrases.py understands them."""
    return bool(phrases) and bool(_phrases(tuple(phrases)).found(words_of(text)))
