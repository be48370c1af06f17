"""Clock times as people name them: 14:30, half past three in the morning, midday, 0330."""

from dataclasses import dataclass
from datetime import time

from bot.forms.time_words import HOUR_WORDS, NUMBER, NotRead, Words, number


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock times that words can mean, the likelier first: `3:30` is in the night or after noon."""

    times: tuple[time, ...]
    next_day: bool = False  # midnight ends the day that is named


def named_clock(words: Words) -> Clock | None:
    """The clock time that is named, taken out of the words. Raises NotRead for one there is not."""
    half_day = r"(?P<half>a\.?m\.?|p\.?m\.?)"
    if words.take("midday|noon|12 noon"):
        return Clock((time(12),))
    if words.take("midnight|12 midnight"):
        return Clock((time(),), next_day=True)
    hour = rf"(?P<h>\d{{1,2}}|{HOUR_WORDS})"
    if found := words.take(rf"half (?:past )?{hour}(?: ?{half_day})?"):
        return _twelve(words, number(found["h"]), 30, found["half"])
    if found := words.take(rf"(?P<past>quarter|{NUMBER})(?: minutes)? (?P<to>past|to) {hour}(?: ?{half_day})?"):
        minutes = 15 if found["past"] == "quarter" else number(found["past"])
        hours = number(found["h"])
        if found["to"] == "to":
            hours, minutes = (hours - 2) % 12 + 1, 60 - minutes
        return _twelve(words, hours, minutes, found["half"])
    if found := words.take(rf"(?P<h>\d{{1,2}})[:.h](?P<m>\d{{2}})(?: ?{half_day}| ?(?:hrs|hours|h))?"):
        return _twelve(words, int(found["h"]), int(found["m"]), found["half"], full=len(found["h"]) == 2)
    if found := words.take(rf"{hour} ?{half_day}"):
        return _twelve(words, number(found["h"]), 0, found["half"])
    if found := words.take(r"(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?: ?(?:hrs|hours|h))?"):
        return Clock((_time(int(found["h"]), int(found["m"])),))
    if found := words.take(rf"(?:at |about |around ){hour}(?: o'?clock)?|(?P<o>\d{{1,2}}|{HOUR_WORDS}) o'?clock"):
        return _twelve(words, number(found["h"] or found["o"]), 0, None)
    return None


def _twelve(words: Words, hour: int, minutes: int, half: str | None, *, full: bool = False) -> Clock:
    """A time by the 12-hour or the 24-hour clock. A part of the day beside it settles which."""
    if half is None:
        if words.take("in the (?:early )?(?:morning|hours)|this morning|early morning|morning"):
            half = "am"
        elif words.take("in the (?:afternoon|evening)|this (?:afternoon|evening)|afternoon|evening|tonight"):
            half = "pm"
        elif words.take("at night"):
            half = "pm" if 6 <= hour < 12 else "am"
    if half is not None and 1 <= hour <= 12:
        return Clock((_time(hour % 12 + (12 if half.startswith("p") else 0), minutes),))
    if full or not 1 <= hour <= 11:
        return Clock((_time(hour, minutes),))
    return Clock((_time(hour, minutes), _time(hour + 12, minutes)))


def _time(hour: int, minute: int) -> time:
    try:
        return time(hour % 24 if hour == 24 and minute == 0 else hour, minute)
    except ValueError:
        raise NotRead from None
