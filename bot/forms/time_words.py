"""Words about time, and taking them out of what was said one by one."""

import re
from dataclasses import dataclass
from datetime import timedelta

from dateutil.relativedelta import relativedelta

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAYS = "mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "thirty": 30, "forty": 40, "couple": 2, "couple of": 2, "a couple of": 2, "few": 3, "a few": 3,
}  # fmt: skip
NUMBER = r"\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True))
HOUR_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
FILLERS = frozenset((
    "at", "on", "about", "around", "approx", "approximately", "roughly", "in", "the", "of", "just", "by",
    "it", "was", "happened", "this", "day", "ish", "sometime", "some", "time", "during", "and", "or",
    "so", "maybe", "think", "i", "earlier",
))  # fmt: skip


class NotRead(Exception):
    """These words are not a moment."""


class NotYet(Exception):
    """These words are a moment still to come, where one that has passed is meant."""


@dataclass
class Words:
    """The words still to be read. What is read is taken out; what is left at the end was not read."""

    text: str
    guessed: bool = False
    weekday_is_today: bool = False

    def take(self, pattern: str) -> re.Match[str] | None:
        found = re.search(rf"(?<!\w)(?:{pattern})(?!\w)", self.text)
        if found:
            self.text = f"{self.text[: found.start()]} {self.text[found.end() :]}"
        return found

    def nothing_left(self) -> bool:
        return not [w for w in re.findall(r"[\w']+", self.text) if w not in FILLERS]


def tidy(said: str) -> str:
    said = said.casefold().replace("’", "'").replace("–", "-").replace(",", " ")
    said = re.sub(r"(\d)(st|nd|rd|th| ?ish)\b", r"\1", said)
    return " ".join(said.split()).strip(" .!?")


def number(said: str) -> int:
    return int(said) if said.isdecimal() else NUMBERS[said]


def span(number: str, unit: str) -> timedelta | relativedelta:
    many = int(number) if number.isdecimal() else NUMBERS[number]
    if unit in ("minute", "min", "hour", "hr"):
        return timedelta(minutes=many) if unit.startswith("m") else timedelta(hours=many)
    days = {"day": 1, "week": 7}.get(unit)
    if days:
        return timedelta(days=days * many)
    return relativedelta(months=many) if unit == "month" else relativedelta(years=many)
