"""Short forms that clinicians write, put in full so that they are understood as the full words are."""

import re
from collections.abc import Mapping
from functools import cache

# "L hip" is a side; "2 l", "l/min", "mmol/l" and "L4" are litres and levels of the spine.
_SIDE = re.compile(r"(?<![\w/'&+.])(?<!\d )(?<!per )(?<!level )([lr])(?![\w/'&+])(?!\s+\d)")
_SIDES = {"l": "left", "r": "right"}
_GROUP = re.compile(r"(?<![\w'])(ab|a|b|o)(?:\s?([+-])ve\b|([+-])(?![\w-]))")
_GROUPS = {"+": "positive", "-": "negative"}
# A GP is no group, unless it is one that blood has.
_BLOOD = r"(?:red|blood|cells|units?|plasma|platelets|patient|pos(?:itive)?|neg(?:ative)?)"
_GP = re.compile(rf"(?<![\w'])gp(?= (?:ab|o|b)\b| a {_BLOOD}\b)")
_PART = re.compile(r"(?<![\w/.])(\d+)/(52|12|7)(?![\w/])")
_PARTS = {"52": "weeks", "12": "months", "7": "days"}


def in_full(text: str, short: Mapping[str, str]) -> str:
    """Small letters with short forms in full: those given, L and R, blood groups ("O-", "gp O"), weeks ("2/52")."""
    text = _words(tuple(short)).sub(lambda found: short[found[0]], text) if short else text
    text = _GROUP.sub(lambda found: f"{found[1]} {_GROUPS[found[2] or found[3]]}", text)
    text = _GP.sub("group", text)
    text = _PART.sub(lambda found: f"{found[1]} {_PARTS[found[2]]}", text)
    return _SIDE.sub(lambda found: _SIDES[found[1]], text)


def read_short_forms(given: object) -> dict[str, str]:
    """Short forms and the words they stand for. Raises ValueError for one that cannot be."""
    if not isinstance(given, dict):
        raise ValueError("[short] has short forms and the words they stand for")
    for form, words in given.items():
        if not re.fullmatch(r"[a-z]+(?:/[a-z]+)?", form) or not isinstance(words, str) or not words.strip():
            raise ValueError(f"[short]: “{form}” is a short form in small letters, and words that it stands for")
    return dict(given)


@cache
def _words(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/'])(?:{'|'.join(sorted(forms, key=len, reverse=True))})(?![\w/'])")
