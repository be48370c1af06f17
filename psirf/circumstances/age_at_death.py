"""How old a baby was that died, as far as words tell: the number that stands with the death, and no other.

Hours of labour, minutes of resuscitation and days of ventilation are nobody's age.
"""

import re

_DAYS = {"mi": 0.0, "h": 1 / 24, "d": 1.0, "w": 7.0, "mo": 30.0, "y": 365.0}
_APART = re.compile(
    r"[,;:.()](?!\d)| - | – |\b(?:but|then|before)\b|"
    r"\band (?=(?:then |later |sadly |subsequently )*(?:died|dies|death|passed))"
)
_DEATH = re.compile(r"\b(?:die[ds]|death|dead|demise|passed away|(?:lived|survived|alive)(?: for)?)\b")
_UNIT = r"(minute|min|hour|hr|day|week|wk|month|mth|year)s?\b"
_AGE = re.compile(rf"\b(?:day(?: of life)?|dol) ?(\d+)\b|(\d+)(?:\.\d+)?[ -]*{_UNIT}")
_OF_LIFE = (
    r"[ -]*(?:old\b|of (?:age|life)|after (?:(?:the|his|her|their|its) )?(?:birth|delivery|being born)|post-?natal)"
)
_AT_ONCE = re.compile(
    r"\bfirst (?:hour|day)\b|\b(?:soon|shortly|immediately|just) after (?:birth|delivery)|\bsame day\b"
)
_NO_AGE_BEFORE = re.compile(r"\b(?:for|despite|following|with|of)(?: (?:about|around|over|only))* ?$")
_NO_AGE_AFTER = re.compile(
    r" (?:of (?:induc|labour|pregnan|gest|admission|ventil|treat|antibio|cool)|gest|pregnan|(?:before|prior)\b|"
    r"(?:after|post|following|from|since) (?!(?:(?:the|his|her|their|its) )?(?:birth|delivery|being born)))"
)
_A_WHILE_OF = re.compile(r" (?:of|on|in|with) (?!(?:age|life|birth|delivery|being born)\b)")
_BEFORE_DEATH = r"(?:\b(?:at|on|aged?|just|only|about|around)) ?$"
_WEEKS_OF_AGE = 20  # from as many weeks on they may be the pregnancy's


def age_at_death(words: str) -> int | None:
    """How many days old, from words with their numbers in figures; None where they do not tell plainly."""
    parts = [part.strip() for part in _APART.split(words) if part.strip()]
    told = [_beside_the_death(part) for part in parts]
    alone = [_alone(part) for part in parts] if any(_DEATH.search(part) for part in parts) else []
    return next((age for age in (*told, *alone) if age is not None), None)


def _beside_the_death(part: str) -> int | None:
    """The age told with the death itself: "died of sepsis on day 9", "9 days old when he died"."""
    death = _DEATH.search(part)
    if death is None:
        return None
    after = [each for each in _AGE.finditer(part, death.end()) if _after_the_death(part, death, each)]
    if after:
        return _days(after[0])
    if _AT_ONCE.search(part):
        return 0
    before = [each for each in _AGE.finditer(part, 0, death.start()) if _before_the_death(part, each)]
    return _days(before[-1]) if before else None


def _after_the_death(part: str, death: re.Match[str], found: re.Match[str]) -> bool:
    between, rest = part[death.end() : found.start()], part[found.end() :]
    if re.search(r"\baged?(?: (?:of|only|just|about))* ?$", between):
        return True
    lived = death[0].startswith(("lived", "survived", "alive"))
    if (_NO_AGE_BEFORE.search(between) and not lived) or _NO_AGE_AFTER.match(rest) or _of_a_pregnancy(part, found):
        return False
    if re.search(r"\b(?:after|within)\b[a-z ]*$", between) and _A_WHILE_OF.match(rest):
        return False
    tied = re.search(r"\b(?:at|on|aged?|after|within|by)(?: [a-z]+){0,2} ?$", between)
    return bool(found[1] or not between.strip() or tied or re.match(_OF_LIFE, rest))


def _before_the_death(part: str, found: re.Match[str]) -> bool:
    rest = part[found.end() :]
    if _NO_AGE_AFTER.match(rest) or _of_a_pregnancy(part, found):
        return False
    return bool(found[1] or re.match(_OF_LIFE, rest) or re.search(_BEFORE_DEATH, part[: found.start()]))


def _alone(part: str) -> int | None:
    """The age that a part of the words tells, and nothing else: "6 days old", "on day 9", "soon after birth"."""
    if _AT_ONCE.fullmatch(part):
        return 0
    found = _AGE.search(part)
    if found is None or _of_a_pregnancy(part, found):
        return None
    before = r"(?:(?:a|the|baby|boy|girl|who|was|when|he|she|at|on|aged?|just|only|about|around|after) ?)*"
    rest = rf"(?:{_OF_LIFE}|[ -]*(?:later|baby|boy|girl|infant|in nicu|on nicu))*"
    return _days(found) if re.fullmatch(before + re.escape(found[0]) + rest, part) else None


def _of_a_pregnancy(part: str, found: re.Match[str]) -> bool:
    """Whether so many weeks may be those of the pregnancy: "died at 38 weeks"."""
    weeks = found[3] in ("week", "wk") and int(found[2]) >= _WEEKS_OF_AGE
    return weeks and not re.match(_OF_LIFE, part[found.end() :])


def _days(found: re.Match[str]) -> int:
    if found[1]:
        return int(found[1])
    unit = next(each for each in ("mi", "mo", "mt", "h", "d", "w", "y") if found[3].startswith(each))
    return int(int(found[2]) * _DAYS["mo" if unit == "mt" else unit])
