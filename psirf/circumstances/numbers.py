"""How an answer that is a number is read: how many, how many days, how much; in its key's own unit or turned into it.

A number with a unit that it cannot have ("50 mGy" of a dose in mSv) is refused: another number would be read as said.
"""

import re

from psirf.circumstances.words import Said, in_figures, plain

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_DAYS_OF = {"y": 365.0, "mo": 365 / 12, "w": 7.0, "d": 1.0, "h": 1 / 24, "mi": 1 / 1440}
_TIME = r"y(?:ea)?rs?|months?|mths?|w(?:ee)?ks?|days?|h(?:ou)?rs?|min(?:ute)?s?"
_SHORT = {"/7": "d", "/52": "w", "/12": "mo"}
_LASTED = re.compile(rf"(\d+(?:\.\d+)?)(?:[ -]*({_TIME}|[ywd])(?![a-z])|(/(?:7|52|12))(?!\d))")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_A_DATE = re.compile(rf"\d{{4}}-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2}}|\d(?:st|nd|rd|th)? (?:of )?{_MONTH}")
_LONGER, _SHORTER = r"(?:\b(?:over|more than)|>) ?$", r"(?:\b(?:under|less than|nearly|almost)|<) ?$"
_WINDOW = re.compile(rf"\b(?:last|past|previous|preceding) (?:\d+ )?(?:{_TIME})\b")
_NOT_A_COUNT = re.compile(
    rf"[ -]*(?:(?:{_TIME}|percent)\b|%|(?:an?|per|each|every|in) (?:\w+ )?(?:{_TIME}|\d+)\b|per\b)"
)
_NONE = re.compile(
    r"(?:no|none|nil|never|nothing)(?: (?:others?|known|found|recorded|reported|seen|similar(?: \w+)?|before|at all|"
    r"in (?:the|this|that) .*|that we know of|(?:similar |other |previous |such )+\w+))*[.,]?(?: last)?"
)
_ANOTHER_DOSE = re.compile(
    r" *(?!m ?sv\b|milli ?sieverts?\b)(?:[munµμ]|c|milli|micro|centi|nano)? ?(?:sv|gy|gray|sieverts?)\b"
)
_NO_DOSE = re.compile(rf" *(?:%|(?:times|x|percent|{_TIME}|scans?|images?|exposures?|films?)\b)")


def read_number(key: str, given: object) -> float | None:
    """A number, also written as text; None where it is not known. Raises ValueError naming the key."""
    words = _said(key, given)
    return words if words is None or isinstance(words, float) else _in_range(key, _first(key, words))


def read_count(key: str, given: object) -> float | None:
    """How many there were in a year: "none" and "no" are 0; "2 a month", and "6 months", are refused."""
    if isinstance(given, str) and _NONE.fullmatch(plain(given)):
        return 0
    words = _said(key, given)
    if words is None or isinstance(words, float):
        return words
    counted = _WINDOW.sub(" ", words)
    number = _first(key, counted)
    found = _NUMBER.search(counted)
    if found and _NOT_A_COUNT.match(counted, found.end()):
        raise ValueError(f"{key} is how many there were in 12 months, not “{given}”")
    return _in_range(key, number)


def read_days(key: str, given: object) -> float | None:
    """How many days: "8 weeks" is 56, "10/7" is 10, "over 6 weeks" a day more than 42; a date is refused."""
    words = _said(key, given)
    if words is None or isinstance(words, float):
        return words
    if _A_DATE.search(words):
        raise ValueError(f"{key} is a number of days, not “{given}”")
    number, first = _first(key, words), _NUMBER.search(words)
    assert first is not None
    parts = list(_LASTED.finditer(words))
    if number >= 0 and parts and parts[0].start() == first.start():
        number = sum(float(part[1]) * _DAYS_OF[_unit(part)] for part in _joined(words, parts))
    before = words[: first.start()]
    more = 1 if re.search(_LONGER, before) else -1 if number >= 1 and re.search(_SHORTER, before) else 0
    return _in_range(key, float(int(number)) + more)


def read_dose(key: str, given: object) -> float | None:
    """A dose in mSv. Any other unit is refused."""
    words = _said(key, given)
    if words is None or isinstance(words, float):
        return words
    number, first = _first(key, words), _NUMBER.search(words)
    assert first is not None
    if _ANOTHER_DOSE.match(words, first.end()) or _NO_DOSE.match(words, first.end()):
        raise ValueError(f"{key} is a number of mSv, not “{given}”")
    return _in_range(key, number)


def _said(key: str, given: object) -> str | float | None:
    """The words with their figures, or the number that was given as one; None where it is not known."""
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        raise ValueError(f"{key} is a number")
    if not isinstance(given, str):
        return _in_range(key, float(given))
    said = Said(plain(given))
    return in_figures(said) if said.applies else None


def _first(key: str, words: str) -> float:
    found = _NUMBER.search(words)
    if found is None:
        raise ValueError(f"{key} is a number, not “{words}”")
    return float(found[0])


def _in_range(key: str, number: float) -> float:
    if not 0 <= number < 1e6:
        raise ValueError(f"{key} is a number from 0")
    return number


def _joined(words: str, parts: list[re.Match[str]]) -> list[re.Match[str]]:
    """The first of some lengths of time with those that directly follow it: "2 weeks and 3 days"."""
    joined = parts[:1]
    for part in parts[1:]:
        if not re.fullmatch(r"[ ,]*(?:and )?", words[joined[-1].end() : part.start()]):
            break
        joined.append(part)
    return joined


def _unit(found: re.Match[str]) -> str:
    """The unit of a length of time, by the first letters of its name."""
    if found[3]:
        return _SHORT[found[3]]
    return found[2][:2] if found[2].startswith("mi") else "mo" if found[2].startswith("m") else found[2][:1]
