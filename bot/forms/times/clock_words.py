"""Clock times as people name them: 14:30, half past three in the morning, midday, 0330."""

from dataclasses import dataclass
from datetime import time

from bot.forms.times.time_words import HOUR_WORDS, NUMBER, NotRead, Words, number

HALF_DAY = r"(?P<half>a\.?m\.?|p\.?m\.?)"
HOUR = rf"(?P<h>\d{{1,2}}|{HOUR_WORDS})"
MORNING = "(?:early )?in the (?:early )?(?:morning|hours)|early this morning|this morning|early morning|morning"
LATER = "in the (?:afternoon|evening)|this (?:afternoon|evening)|afternoon|evening"
MINUTE_WORDS = "(?:fifteen|twenty(?:[ -]five)?|thirty(?:[ -]five)?|forty(?:[ -]five)?|fifty(?:[ -]five)?)"
MINUTES_SAID = (5, 10, 15, 20, 25)  # "ten past": nobody says "two to three" for 2:58


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock times that words can mean, the likelier first: `3:30` is in the night or after noon."""

    times: tuple[time, ...]
    next_day: bool = False  # midnight ends the day that is named


def named_clock(words: Words) -> Clock | None:
    """The clock time that is named, taken out of the words. Raises NotRead for one there is not."""
    if words.take("half past midnight"):
        return Clock((time(0, 30),))
    if found := words.take(rf"(?P<m>quarter|{NUMBER}) (?P<to>past|to) (?P<h>midnight|midday|noon)"):
        away = 15 if found["m"] == "quarter" else number(found["m"])
        on_the_hour = time() if found["h"] == "midnight" else time(12)
        return Clock((_moved(on_the_hour, away if found["to"] == "past" else -away),))
    if words.take("midday|noon|12 noon"):
        return Clock((time(12),))
    if words.take("midnight|12 midnight|24:00"):
        return Clock((time(),), next_day=True)
    return _past_or_to(words) or _figures(words) or _worded(words) or _hour(words)


def _past_or_to(words: Words) -> Clock | None:
    """`half past three`, `half 3`, `quarter to four`, `ten to 12pm`."""
    if found := words.take(rf"half (?:past )?{HOUR}(?: ?{HALF_DAY})?"):
        return _twelve(words, number(found["h"]), 30, found["half"])
    found = words.take(rf"(?P<m>quarter|{NUMBER})(?P<said> minutes| mins)? (?P<to>past|to) {HOUR}(?: ?{HALF_DAY})?")
    if not found:
        return None
    minutes = 15 if found["m"] == "quarter" else number(found["m"])
    if minutes not in MINUTES_SAID and not found["said"]:
        raise NotRead
    named = _twelve(words, number(found["h"]), 0, found["half"])
    away = minutes if found["to"] == "past" else -minutes
    return Clock(tuple(_moved(each, away) for each in named.times))


def _figures(words: Words) -> Clock | None:
    """`14:30`, `3.30am`, `0330`, `330am`."""
    if found := words.take(rf"(?P<h>\d{{1,2}})[:.h](?P<m>\d{{2}})(?: ?{HALF_DAY}| ?(?:hrs|hours|h))?"):
        return _twelve(words, int(found["h"]), int(found["m"]), found["half"], literal=len(found["h"]) == 2)
    if found := words.take(rf"(?P<h>\d{{1,2}})(?P<m>[0-5]\d) ?{HALF_DAY}"):
        return _twelve(words, int(found["h"]), int(found["m"]), found["half"])
    year = r"(?!(?:19|20)\d\d)" if words.dated else ""
    if found := words.take(rf"{year}(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?: ?(?:hrs|hours|h))?"):
        return Clock((_time(int(found["h"]), int(found["m"])),))
    return None


def _worded(words: Words) -> Clock | None:
    """`six thirty`, `seven forty five`."""
    if found := words.take(rf"(?P<h>{HOUR_WORDS}) (?P<m>{MINUTE_WORDS})(?: ?{HALF_DAY})?"):
        return _twelve(words, number(found["h"]), number(found["m"].replace(" five", "-five")), found["half"])
    return None


def _hour(words: Words) -> Clock | None:
    """`3am`, `at 3`, `3 o'clock`, `8 this morning`."""
    if found := words.take(rf"{HOUR} ?{HALF_DAY}"):
        return _twelve(words, number(found["h"]), 0, found["half"])
    if found := words.take(rf"{HOUR}(?= (?:{MORNING}|{LATER}|last night|tonight|at night))"):
        return _twelve(words, number(found["h"]), 0, None)
    if found := words.take(rf"(?:at |about |around ){HOUR}(?: o'? ?clock)?|(?P<o>\d{{1,2}}|{HOUR_WORDS}) o'? ?clock"):
        return _twelve(words, number(found["h"] or found["o"]), 0, None)
    return None


def _twelve(words: Words, hour: int, minutes: int, half: str | None, *, literal: bool = False) -> Clock:
    """A time by the 12-hour or the 24-hour clock. A part of the day beside it settles which.

    `literal`: written with two figures, as by the 24-hour clock, which is then the likelier.
    """
    part = _half_said(words, hour)
    if half and part and half[0] != part[0]:
        raise NotRead
    said = half or part
    if said:
        if hour == 0 and said[0] == "a":
            return Clock((_time(0, minutes),))
        if said[0] == "p" and 13 <= hour < 24 and not half:
            return Clock((_time(hour, minutes),))
        if not 1 <= hour <= 12:
            raise NotRead
        return Clock((_time(hour % 12 + (12 if said[0] == "p" else 0), minutes),))
    if not 1 <= hour <= 12 or (literal and hour < 10):
        return Clock((_time(hour, minutes),))
    early, late = _time(hour % 12, minutes), _time(hour % 12 + 12, minutes)
    if literal:
        return Clock((early, late) if hour < 12 else (late, early))
    return Clock((late, early))


def _half_said(words: Words, hour: int) -> str | None:
    """Whether a part of the day beside the time puts it before or after noon."""
    if words.take(MORNING):
        return "am"
    if words.take(LATER):
        return "pm"
    if words.take("at night"):
        return "pm" if 6 <= hour < 12 else "am"
    return None


def _moved(clock: time, minutes: int) -> time:
    return time(*divmod((clock.hour * 60 + clock.minute + minutes) % 1440, 60))


def _time(hour: int, minute: int) -> time:
    try:
        return time(hour, minute)
    except ValueError:
        raise NotRead from None
