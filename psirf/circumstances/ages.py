"""How old somebody is, as a lead says it: "34", "2 years 3 months", "eighteen months", "newborn", "a child"."""

import re
from collections.abc import Mapping

from psirf.circumstances.numbers import read_number
from psirf.circumstances.words import Said, in_figures, plain

# Of no said age: as old as is sure of somebody who is called so. A child may be under 16, and is under 18.
CALLED: Mapping[str, float] = {"a baby": 0, "a child": 15, "an adult": 18}
_A_YEAR: Mapping[str, float] = {"y": 1, "mo": 12, "w": 52, "d": 365, "h": 8_760, "mi": 525_600}
_SHORT = {"/12": "mo", "/52": "w", "/7": "d"}
_AGE = re.compile(
    r"(?<![\d.+/])(\d+(?:\.\d+)?)(?:[ -]*(y(?:ears?|rs?|/?o)?|m(?:on)?ths?|mos?|w(?:ee)?ks?|w|d(?:ays?)?|h(?:ou)?rs?|"
    r"min(?:ute)?s?)(?![a-z])|(/(?:12|52|7))(?!\d))?(?![\d+])"
)
_AND_MONTHS = re.compile(r"[ ,]*(?:and |old,? )*(\d+)[ -]*(?:m(?:on)?ths?\b|mos?\b|/12)")
# What stands first is the age: "34, gave birth 3 weeks ago"; "3 days, her mother is 34 years old".
_BEFORE_IT = re.compile(
    r"(?:(?:age|aged|about|around|nearly|almost|just|only|under|an?|the|male|female|man|woman|mother|patient)\b"
    r"[ ,:]*|[<>~] ?)*"
)
_NEWBORN = r"\b(?:newborn|neonate|new-born|day (?:\d+ )?of life)\b"
# "2 weeks after giving birth", "32 weeks pregnant": no age, but for "2 days after birth".
_NO_AGE = r"[ -]*(?:ago|before|later|since|pregnan|gest|post|after (?!(?:birth|being born|delivery)\b))"
_TENS = r"\b(?:thirty|forty|fifty|sixty|seventy|eighty|ninety|20-\d)"  # an age in words beyond twenty is not read
# "Nearly 18" is a child: less than what is said. Of "under 1" it is not sure by how much.
_UNDER = re.compile(r"(?:\b(?:under|below|less than|younger than)(?: the)?(?: age)?(?: of)?|<) ?$")
_NEARLY = re.compile(
    r"\b(?:nearly|almost|not quite|just short of|short of|approaching|coming up to|turning|about to turn|"
    r"(?<!day )before (?:his|her|their)) ?$|\bdays? before (?:(?:his|her|their) )?$"
)
_NEXT = re.compile(
    r"(?:th)?(?: birthday)? (?:tomorrow|next (?:week|month|day)|the (?:next|following) (?:day|week))\b"
)
_A_LITTLE = 0.01
_OF_SEVERAL = r"^(?:several|various|both|many)\b|\d (?:patients|people|persons|adults|men|women|babies|children)\b"


def read_age(key: str, given: object) -> float | None:
    """Years of age: "6 weeks" and "newborn" are under 1, "eighteen months" 1.5, "a child" under 16, "an adult" 18;
    None where it is not known, or of several people. Raises ValueError naming the key."""
    if not isinstance(given, str):
        return read_number(key, given)
    said = Said(plain(given))
    if said.words in CALLED:
        return CALLED[said.words]
    words = in_figures(said)
    if not said.applies or re.search(_OF_SEVERAL, words):
        return None
    if words.startswith("-") or re.search(_TENS, words):
        raise ValueError(f"{key} is a number from 0, not “{given}”")
    if found := _told(words):
        return _years(found, words)
    if re.search(_NEWBORN, words):
        return 0
    return None


def _told(words: str) -> re.Match[str] | None:
    """The age among the numbers of an answer: the first word, else years, else what is called an age, else less."""
    begins = _BEFORE_IT.match(words)
    ages = [each for each in _AGE.finditer(words) if not re.match(_NO_AGE, words[each.end() :])]
    of_newborn = re.search(_NEWBORN, words) is not None
    ways = (
        [each for each in ages if begins and each.start() == begins.end()],
        [each for each in ages if _unit(each) == "y" and not re.match(_NEWBORN, words)],
        [each for each in ages if re.search(r"\b(?:age[ds]?|was|is|man) (?:of )?$", words[: each.start()])],
        [each for each in ages if _unit(each) and not of_newborn],
        [each for each in ages if not of_newborn and not re.search(r"\b(?:day|week) $", words[: each.start()])],
    )
    return next((way[0] for way in ways if way), None)


def _unit(found: re.Match[str]) -> str:
    """The unit of an age, by the first letters of its name; none where it is a number alone."""
    if found[3]:
        return _SHORT[found[3]]
    said = found[2] or ""
    if said.startswith("m"):
        return "mi" if said.startswith("mi") else "mo"
    return said[:1]


def _years(found: re.Match[str], words: str) -> float:
    """An age in years. A baby counted in days or weeks is under 1: when it was born is asked by itself."""
    years, before = _said_years(found, words), words[: found.start()]
    if _UNDER.search(before):
        return years - _A_LITTLE if years > 1 else 0
    nearly = _NEARLY.search(before) or _NEXT.match(words, found.end())
    return years - _A_LITTLE if nearly and years >= 1 else years


def _said_years(found: re.Match[str], words: str) -> float:
    number, unit = float(found[1]), _unit(found) or "y"
    if unit == "y":
        months = _AND_MONTHS.match(words, found.end())
        return number + int(months[1]) / 12 if months else number
    return number / 12 if unit == "mo" else number // _A_YEAR[unit]
