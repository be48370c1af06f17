"""What somebody looks for among reports, read from a few words: a ward, a time, a kind, what it says."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.forms.form import Asking
from bot.forms.readers import plainly
from psirf.places import Place, places_named
from psirf.spoken import spoken_day
from psirf.vocabulary import EventKind, Reached
from psirf.working_time import london_day

MOST_WORDS = 10
LONGEST_NAME = 4  # words of a ward's name
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
MONTH = "|".join(f"{month}|{month[:3]}" for month in MONTHS)
KINDS = (
    (re.compile(r"\bnear[ -]?miss(?:es)?\b"), EventKind.INCIDENT, Reached.NO),
    (re.compile(r"\bincidents?\b"), EventKind.INCIDENT, None),
    (re.compile(r"\bgood care\b"), EventKind.GOOD_CARE, None),
    (re.compile(r"\brisks?\b"), EventKind.RISK, None),
    (re.compile(r"\boutcomes?\b"), EventKind.OUTCOME, None),
)
OPEN = re.compile(r"\b(?:still )?open\b")
CLOSED = re.compile(r"\b(?:closed|finished)\b")
LEFT_OUT = frozenset(
    "a an the on in at of and or for about with from to during within over all any reports report events event "
    "me my was were is are any".split()
) | {"since", "please", "search", "find", "show", "until", "before", "after"}


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for; what was not said is None or empty. Days are London's, both included."""

    words: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()  # of one name
    since: date | None = None
    until: date | None = None
    kind: EventKind | None = None
    reached: Reached | None = None
    is_open: bool | None = None

    @property
    def is_anything(self) -> bool:
        return self != Sought()


def read_sought(said: str, asking: Asking) -> Sought:
    """What somebody looks for. Whatever is read as a ward, a time, a kind or a status is no word to be found."""
    rest = plainly(said)
    rest, since, until = _span(rest, london_day(asking.now))
    kind = reached = None
    for pattern, of_kind, has_reached in KINDS:
        if pattern.search(rest):
            kind, reached, rest = of_kind, has_reached, pattern.sub(" ", rest)
            break
    is_open = True if OPEN.search(rest) else False if CLOSED.search(rest) else None
    rest = CLOSED.sub(" ", OPEN.sub(" ", rest))
    rest, places = _ward(rest, asking.places)
    words = [word for word in re.findall(r"[\w'-]+", rest) if word.strip("'-_") and word not in LEFT_OUT]
    return Sought(tuple(words[:MOST_WORDS]), places, since, until, kind, reached, is_open)


def looked_for(sought: Sought) -> str:
    """What was looked for, for somebody who found nothing: the words, the kind, the place and the days."""
    kind = "near miss" if sought.reached is Reached.NO else sought.kind.label if sought.kind else ""
    told = [f"“{' '.join(sought.words)}”" if sought.words else "", kind[:1].lower() + kind[1:]]
    told += ["open" if sought.is_open else "" if sought.is_open is None else "closed"]
    told += [" or ".join(dict.fromkeys(place.name for place in sought.places))]
    if sought.since and sought.until:
        one_day = sought.since == sought.until
        days = spoken_day(sought.since) if one_day else f"{spoken_day(sought.since)} to {spoken_day(sought.until)}"
        told += [days]
    elif sought.since or sought.until:
        told += [f"from {spoken_day(sought.since)} on" if sought.since else ""]
        told += [f"up to {spoken_day(sought.until)}" if sought.until else ""]
    return ", ".join(part for part in told if part)


def _ward(text: str, known: tuple[Place, ...]) -> tuple[str, tuple[Place, ...]]:
    """The ward that is named, by the longest name that fits, and the text without it. A number alone is none."""
    words = re.findall(r"[\w'-]+", text)
    for length in range(LONGEST_NAME, 0, -1):
        for first in range(len(words) - length + 1):
            name = " ".join(words[first : first + length])
            if not re.search(r"[^\W\d_]", name) or words[first] in LEFT_OUT:
                continue
            if found := places_named(name, known):
                return " ".join([*words[:first], *words[first + length :]]), tuple(found)
    return text, ()


def _span(text: str, today: date) -> tuple[str, date | None, date | None]:
    """The days that are named, and the text without them; where several are, the first."""
    for pattern, days in SPANS:
        if found := re.search(rf"\b(?:(?P<side>{SIDES}) |in |during |within |over )?(?:the )?{pattern}\b", text):
            try:
                since, until = _on_its_side(found["side"], *days(found, today))
            except (ValueError, OverflowError):
                continue  # a day that no calendar has
            return f"{text[: found.start()]} {text[found.end() :]}", since, until
    return text, None, None


def _on_its_side(side: str | None, first: date, last: date) -> tuple[date | None, date | None]:
    """The days before a span, up to its end, or after it; the span itself where none of these is said."""
    if side == "after":
        return last + timedelta(days=1), None
    if side is not None:
        return None, first - timedelta(days=1) if side == "before" else last
    return first, last


def _month(year: int, month: int) -> tuple[date, date]:
    first = date(year, month, 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _named_month(found: re.Match[str], today: date) -> tuple[date, date]:
    """A month of a year; of none that is said, the last that has begun."""
    month = [each[:3] for each in MONTHS].index(found["month"][:3]) + 1
    year = int(found["year"]) if found["year"] else today.year - (month > today.month)
    return _month(year, month)


def _last(found: re.Match[str], today: date) -> tuple[date, date]:
    days = {"d": 1, "w": 7, "m": 31, "y": 366}[found["unit"][0]]
    return today - timedelta(days=int(found["many"] or 1) * days), today


def _week(monday: date) -> tuple[date, date]:
    return monday, monday + timedelta(days=6)


def _this_or_last(found: re.Match[str], today: date) -> tuple[date, date]:
    this = found["which"] == "this"
    if found["unit"] == "week":
        return _week(today - timedelta(days=today.weekday() + (0 if this else 7)))
    if found["unit"] == "month":
        before = today.replace(day=1) - timedelta(days=1)
        return _month(today.year, today.month) if this else _month(before.year, before.month)
    year = today.year - (not this)
    return date(year, 1, 1), date(year, 12, 31)


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _weekday(found: re.Match[str], today: date) -> date:
    """The last of these days of the week that has come, perhaps today."""
    return today - timedelta(days=(today.weekday() - WEEKDAYS.index(found["weekday"])) % 7)


def _since(found: re.Match[str], today: date) -> tuple[date, date]:
    """From a day on: a day of the week, the last that has come; or yesterday, a month, a day of a month."""
    if found["weekday"]:
        return _weekday(found, today), today
    if found["last"]:
        return (today - timedelta(days=1) if found["last"] == "yesterday" else _this_or_last(found, today)[0]), today
    return (_day(found, today) if found["day"] else _named_month(found, today))[0], today


def _day(found: re.Match[str], today: date) -> tuple[date, date]:
    """A day of a month; of no year that is said, the last that has come."""
    day = _named_month(found, today)[0].replace(day=int(found["day"]))
    day = day if found["year"] or day <= today else day.replace(year=day.year - 1)
    return day, day


SIDES = "before|until|up to|after"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
SPANS = (
    (
        rf"since (?:(?:last )?(?P<weekday>{'|'.join(WEEKDAYS)})"
        r"|(?P<last>yesterday|(?P<which>this|last) (?P<unit>week|month|year))"
        rf"|(?:{DAY} )?(?P<month>{MONTH})(?: (?P<year>(?:19|20)\d\d))?)",
        _since,
    ),
    (rf"(?:on )?(?:last )?(?P<weekday>{'|'.join(WEEKDAYS)})", lambda found, today: (_weekday(found, today),) * 2),
    (r"today", lambda found, today: (today, today)),
    (r"day before yesterday", lambda found, today: (today - timedelta(days=2), today - timedelta(days=2))),
    (r"yesterday", lambda found, today: (today - timedelta(days=1), today - timedelta(days=1))),
    (r"(?P<which>this|last) (?P<unit>week|month|year)", _this_or_last),
    (r"(?:last|past) (?P<many>\d{1,3}) (?P<unit>days?|weeks?|months?|years?)", _last),
    (
        rf"(?:on )?(?:the )?{DAY} (?:of )?(?P<month>{MONTH})(?: (?P<year>(?:19|20)\d\d))?",
        _day,
    ),
    (rf"(?P<month>{MONTH}) (?P<year>(?:19|20)\d\d)", _named_month),
    (r"(?P<year>20\d\d)", lambda found, today: (date(int(found["year"]), 1, 1), date(int(found["year"]), 12, 31))),
    (rf"(?:(?<=in )|(?<=before )|(?<=until )|(?<=after ))(?P<month>{MONTH})(?P<year>)", _named_month),
    (rf"(?P<month>{'|'.join(month for month in MONTHS if month not in ('march', 'may'))})(?P<year>)", _named_month),
)
