"""From one clock time to another as people name them: between 2 and 3am, 02:00-03:00."""

import re
from dataclasses import dataclass
from datetime import time

from bot.forms.times.clock_words import MINUTES_SAID, Clock, named_clock
from bot.forms.times.time_words import HOUR_WORDS, Words

DAY_IN_MINUTES = 24 * 60
HALF = r"(?: ?(?:am|pm|a\.m\.?|p\.m\.?|hrs|h))"
FULL = r"(?:[01]?\d|2[0-4])[:.][0-5]\d|(?:[01]\d|2[0-3])[0-5]\d|midnight|midday|noon"
CLEAR = rf"(?:{FULL}){HALF}?|(?:\d{{1,2}}|{HOUR_WORDS}){HALF}"
BARE = rf"\d{{1,2}}|{HOUR_WORDS}"
AND = " ?(?:and|&|to|-|until|till|or) ?"
BETWEEN = rf"(?:between|btwn|betw|from)(?: about| around)? (?P<a>{CLEAR}|{BARE}){AND}(?P<b>{CLEAR}|{BARE})"
DASHED = rf"(?P<a>{CLEAR}|{BARE})(?P<and> ?- ?|/| to | or )(?P<b>{CLEAR})"
TILL = rf"(?P<a>{CLEAR}|{BARE}) (?:until|till|til) (?P<b>{CLEAR})"  # "down 9 til 11.40"


@dataclass(frozen=True, slots=True)
class ClockRange:
    """From one clock time to the next time that it is another."""

    begins: Clock
    ends: tuple[time, ...]

    def minutes_from(self, clock: time) -> int:
        """How long it lasts where it begins at this time."""
        return min(_minutes(clock, end) for end in self.ends)


def named_range(words: Words, *, in_part: bool) -> ClockRange | None:
    """The range of clock times that is named, taken out of the words.

    Bare figures ("between 2 and 3") may be anything: they are times where a part of the day is named too.
    """
    found = re.search(rf"(?<!\w)(?:{BETWEEN})(?!\w)", words.text)
    if found and (in_part or _is_clear(found["a"]) or _is_clear(found["b"])):
        words.take(BETWEEN)
        return _range(found["a"], found["b"])
    if found := words.take(TILL):
        return _range(found["a"], found["b"])
    found = re.search(rf"(?<![\w/:.-])(?:{DASHED})(?![\w/])", words.text)
    if not found or not (_is_clear(found["a"]) or re.search("[ap].?m", found["b"])):
        return None
    if found["and"] == " to ":
        if (found["a"].isdecimal() and int(found["a"]) in MINUTES_SAID) or found["a"] in ("five", "ten", "twenty"):
            return None  # "ten to 3am" is 2:50
        words.guessed = words.guessed or not _is_clear(found["a"])  # "2 to 3am" may be 2:58
    words.guessed = words.guessed or found["and"] == " or "
    words.take(DASHED)
    return _range(found["a"], found["b"])


def _range(first: str, second: str) -> ClockRange | None:
    begins, ends = named_clock(Words(f"at {first}")), named_clock(Words(f"at {second}"))
    if begins is None or ends is None:
        return None
    likely = dict.fromkeys(min(begins.times, key=lambda each: _minutes(each, end)) for end in ends.times)
    return ClockRange(Clock(tuple(likely), begins.next_day), ends.times)


def _is_clear(said: str) -> bool:
    return re.fullmatch(CLEAR, said) is not None


def _minutes(first: time, second: time) -> int:
    return (second.hour * 60 + second.minute - first.hour * 60 - first.minute) % DAY_IN_MINUTES
