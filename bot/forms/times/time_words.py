"""Words about time, and taking them out of what was said one by one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from bot.forms.times.spelled_out import spell_out
from psirf.moment_words import MomentWords

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAYS = "mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "twenty five": 25, "twenty-five": 25, "thirty": 30, "forty": 40, "fifty": 50,
    "thirty-five": 35, "forty-five": 45, "fifty-five": 55,
    "couple": 2, "couple of": 2, "a couple of": 2, "few": 3, "a few": 3,
}  # fmt: skip
NUMBER = r"\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True))
HOUR_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
FILLERS = frozenset((
    "at", "on", "about", "around", "approx", "approximately", "roughly", "in", "the", "of", "just", "by",
    "it", "was", "happened", "this", "day", "ish", "sometime", "some", "time", "during", "and", "or",
    "so", "maybe", "think", "i", "earlier", "gone", "off", "come", "came",
))  # fmt: skip


class NotRead(Exception):
    """These words are not a moment."""


class NotYet(Exception):
    """These words are a moment still to come, where one that has passed is meant."""


@dataclass
class Words:
    """The words still to be read. What is read is taken out; what is left at the end was not read.

    `guessed`: something had to be guessed, and is to be confirmed.
    """

    text: str
    guessed: bool = False
    weekday_is_today: bool = False
    dated: bool = False  # a date of the calendar was read: four figures beside it are a year, not a time

    def take(self, pattern: str) -> re.Match[str] | None:
        found = re.search(rf"(?<!\w)(?:{pattern})(?!\w)", self.text)
        if found:
            self.text = f"{self.text[: found.start()]} {self.text[found.end() :]}"
        return found

    def nothing_left(self) -> bool:
        return not [w for w in re.findall(r"[\w']+", self.text) if w not in FILLERS]

    def many(self, said: str) -> int:
        """A number. Of `a few` nobody knows how many: a guess."""
        if said in ("few", "a few"):
            self.guessed = True
        return number(said)


def tidy(said: str, heard: MomentWords) -> str:
    """What was said, short forms written out and signs that mean nothing left out."""
    said = spell_out(said, heard).text.replace(",", " ")
    said = re.sub(r"\b(?:just|shortly|soon) (?:after|before|gone)(?! (?:\w+ )?handover)", "about", said)
    said = re.sub(r"(?<![\d:.])(\d+(?:[:.]\d+)?)[ -]?ish\b", r"at \1", said)
    said = re.sub(r"\bthe (?=\d{1,2}(?: ?(?:am|pm|o'? ?clock)|[:.]\d\d)\b)", "", said)  # "the 6 o'clock" is no 6th
    said = re.sub(r"\b(am|pm) ?ish\b", r"\1", said)
    return " ".join(said.split()).strip(" .!?")


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longer ones first; where there is none, nothing matches."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


def number(said: str) -> int:
    return int(said) if said.isdecimal() else NUMBERS[said]


def span(many: int, unit: str) -> timedelta | relativedelta:
    """So many minutes, hours, days, weeks, fortnights, months or years."""
    if unit in ("minute", "min", "m"):
        return timedelta(minutes=many)
    if unit in ("hour", "hr", "h"):
        return timedelta(hours=many)
    days = {"day": 1, "night": 1, "week": 7, "fortnight": 14}.get(unit)
    if days:
        return timedelta(days=days * many)
    return relativedelta(months=many) if unit == "month" else relativedelta(years=many)
