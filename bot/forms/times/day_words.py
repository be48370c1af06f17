"""Days as people name them: yesterday, Tuesday, 3 March, 12/03. The day comes before the month."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from dateutil.parser import parserinfo
from dateutil.relativedelta import relativedelta

from bot.forms.times.time_words import DAY_NAMES, NUMBER, WEEKDAYS, NotRead, NotYet, Words, span
from psirf.working_time import bank_holidays, london_day

CALENDAR = parserinfo()
MONTHS = "|".join(sorted((name.casefold() for names in CALENDAR.MONTHS for name in names), key=len, reverse=True))
NEAR = (
    ("(?:the )?day before yesterday", -2), ("yesterday", -1), ("(?:the )?day after tomorrow", 2),
    ("tomorrow", 1), ("today", 0),
)  # fmt: skip
YEAR = r"(?:19|20)\d\d"
NTH = "(?:st|nd|rd|th)?"
WEEKDAY = rf"(?:(?P<weekday>{WEEKDAYS}) )?(?:the )?"
DAY = rf"(?:{WEEKDAYS}|yesterday|today)"
OF_WEEK = rf"(?P<a>{WEEKDAYS}) (?:of |in )?(?P<w>last|this) week|(?P<v>last|this) week (?:on )?(?P<b>{WEEKDAYS})"
# "Tuesday or Wednesday" is one of them, and asked; "none given sat or sun" is both.
IN_A_ROW = rf"{DAY}(?:[ ,]+{DAY})*? ?(?:and|&|then|through to|to|until|till) ?{DAY}|sat(?:urday)? or sun(?:day)?"
DATES = (
    # "The night of 17/18 November" begins on the first.
    rf"(?P<d>\d{{1,2}}){NTH} ?(?P<two>[-/&]|and|to) ?\d{{1,2}}{NTH}(?: of)? (?P<name>{MONTHS})(?: (?P<y>{YEAR}))?",
    r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})",
    rf"{WEEKDAY}(?P<d>\d{{1,2}}){NTH}(?: of)?[ -]?(?P<name>{MONTHS})\.?(?:[ -]*(?P<y>{YEAR}))?",
    rf"{WEEKDAY}(?P<name>{MONTHS})\.? (?:the )?(?P<d>\d{{1,2}}){NTH}(?! ?[:.]\d)(?: (?P<y>{YEAR}))?",
    rf"{WEEKDAY}(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})(?: ?[/.-](?P<y>\d{{4}}|\d\d)| (?P<year>{YEAR}))?",
    rf"{WEEKDAY}(?P<d>\d{{1,2}})[-.](?P<m>\d{{1,2}})[-.](?P<y>\d{{4}}|\d\d)",
    rf"{WEEKDAY}(?P<d>\d{{1,2}})-(?P<m>0\d|1[0-2])",
    r"(?:date:? |dated |on (?:the )?)(?P<d>\d{1,2})\.(?P<m>0\d|1[0-2])",
)


NO_DAYS: Mapping[str, tuple[int, int]] = {}


def named_stretch(words: Words, now: datetime) -> tuple[date, date] | None:
    """The weekend or the week that is named, from its first day to its last, taken out of the words."""
    today = london_day(now)
    if found := words.take(rf"(?:(?:on|both|all|over) )?(?P<days>{IN_A_ROW})"):
        return _in_a_row(words, found["days"], today)
    monday = today - timedelta(days=today.weekday())
    if found := words.take(r"(?:(?:at|over|on|during) )?(?:(?P<which>last|this) |the )?weekend"):
        away = (today.weekday() - 5) % 7
        words.guessed = words.guessed or (found["which"] is not None and away < 2)
        saturday = today - timedelta(days=away + (7 if found["which"] == "last" and away < 2 else 0))
        return saturday, saturday + timedelta(days=1)
    if re.search(OF_WEEK, words.text):
        return None  # "Wednesday last week" is a day
    if found := words.take(
        rf"(?:over |in |within |during |for )?(?:the )?(?:last|past) "
        rf"(?P<n>{NUMBER}|couple of) (?P<unit>day|week|month)s?"
    ):
        words.guessed = True
        return today - span(words.many(found["n"]), found["unit"]), today
    if found := words.take(
        "(?:over |in |within |during )?the (?:last|past) (?P<unit>week|month)|past (?P<past>week|month)"
    ):
        words.guessed = True
        return today - span(1, found["unit"] or found["past"]), today
    if words.take("(?:earlier |sometime |some time )?(?:this month|in the month)"):
        words.guessed = True
        return today.replace(day=1), today
    if words.take("(?:earlier |all |most of )?this week|all week|(?:earlier )?in the week"):
        words.guessed = True
        return monday, today
    if words.take("last week"):
        words.guessed = True
        return monday - timedelta(days=7), monday - timedelta(days=1)
    if words.take("(?:sometime |some time )?last month"):
        words.guessed = True
        last = today.replace(day=1) - timedelta(days=1)
        return last.replace(day=1), last
    return None


def _in_a_row(words: Words, said: str, today: date) -> tuple[date, date]:
    """From the first to the last of days that are named one after the other: Monday, Tuesday and Wednesday."""
    days = [_day_before(each, today) for each in re.findall(rf"(?<!\w){DAY}(?!\w)", said)]
    first, last = days[0], days[-1]
    if last < first:
        first -= timedelta(days=7)
    words.guessed = True
    return first, last


def _day_before(said: str, today: date) -> date:
    if said in ("today", "yesterday"):
        return today - timedelta(days=said == "yesterday")
    return today - timedelta(days=(today.weekday() - DAY_NAMES.index(said[:3])) % 7)


def named_day(
    words: Words, today: date, *, ahead: bool, holidays: Mapping[str, tuple[int, int]] = NO_DAYS
) -> date | None:
    """The day that is named, taken out of the words. Raises NotRead or, of days past, NotYet."""
    if found := words.take(
        rf"(?:(?P<n>{NUMBER}) )?(?P<unit>day|night|week|fortnight|month|year)s? ago(?P<to> today)?"
    ):
        words.guessed = words.guessed or (found["unit"] not in ("day", "night") and not found["to"])
        if found["unit"] == "night":
            words.text += " night"
        return today - span(words.many(found["n"] or "a"), found["unit"])
    if words.take("(?:the )?night before last"):
        words.text += " night"
        return today - timedelta(days=2)
    for pattern, days in NEAR:
        if words.take(pattern):
            return today + timedelta(days=days)
    if found := words.take(r"(?P<n>\d{1,2})/(?P<unit>7|52|12) ago"):  # clinical short forms: 3/7 is three days
        unit = {"7": "day", "52": "week", "12": "month"}[found["unit"]]
        words.guessed = words.guessed or unit != "day"
        return today - span(int(found["n"]), unit)
    if found := words.take(
        rf"(?:on )?(?:the |last |this )?(?:(?P<before>{WEEKDAYS}) )?bank holiday(?: (?P<after>{WEEKDAYS}))?"
    ):
        return _bank_holiday(found["before"] or found["after"], today, ahead=ahead)
    if holidays and (found := words.take("(?:on )?(?P<name>" + "|".join(map(re.escape, holidays)) + ")")):
        month, day = holidays[found["name"]]
        return _with_year(words, day, month, None, today, ahead=ahead)
    return _dated(words, today, ahead=ahead) or _weekday(words, today, ahead=ahead)


def _bank_holiday(weekday: str | None, today: date, *, ahead: bool) -> date:
    """England's bank holiday nearest to today, of the weekday that is named."""
    years = (today.year, today.year + 1 if ahead else today.year - 1)
    every = sorted((day for year in years for day in bank_holidays(year)), reverse=not ahead)
    wanted = DAY_NAMES.index(weekday[:3]) if weekday else None
    return _nearest(
        day for day in every if (day >= today if ahead else day <= today) and wanted in (None, day.weekday())
    )


def _weekday(words: Words, today: date, *, ahead: bool) -> date | None:
    of_week = words.take(OF_WEEK)
    if of_week:
        monday = today - timedelta(days=today.weekday() + (7 if "last" in (of_week["w"], of_week["v"]) else 0))
        named = monday + timedelta(days=DAY_NAMES.index((of_week["a"] or of_week["b"])[:3]))
        if named > today and not ahead:
            raise NotYet
        return named
    found = words.take(
        rf"(?P<which>last |next |this |on )?(?P<day>{WEEKDAYS})(?: the)?(?: (?P<d>\d{{1,2}})(?:st|nd|rd|th))?"
    )
    if not found:
        return None
    number, which = DAY_NAMES.index(found["day"][:3]), (found["which"] or "").strip()
    if found["d"]:
        return _nearest(_in_months(today, int(found["d"]), ahead=ahead, weekday=number))
    if ahead:
        return _coming(words, today, number, which)
    away = (today.weekday() - number) % 7
    if which == "next" or (which == "this" and away):
        raise NotYet
    if which == "last" or away == 0:
        words.guessed = True  # this week's or the week before's?
        words.weekday_is_today = away == 0
    return today - timedelta(days=away or (7 if which == "last" else 0))


def _coming(words: Words, today: date, number: int, which: str) -> date:
    """A weekday to come. "Next Friday" is next week's to some and this week's to others: a guess."""
    if which == "last":
        raise NotRead
    away = (number - today.weekday()) % 7
    words.guessed = words.guessed or which == "next" or away == 0
    if which == "next":
        return today + timedelta(days=7 - today.weekday() + number)
    return today + timedelta(days=away)


def _dated(words: Words, today: date, *, ahead: bool) -> date | None:
    for pattern in DATES:
        if found := words.take(pattern):
            words.dated = True
            parts = {name: said for name, said in found.groupdict().items() if said}
            month = (CALENDAR.month(parts["name"]) or 0) if "name" in parts else int(parts["m"])
            year = parts.get("y") or parts.get("year")
            day = _with_year(words, int(parts["d"]), month, year, today, ahead=ahead)
            words.guessed = words.guessed or "two" in parts
            if "weekday" in parts and DAY_NAMES.index(parts["weekday"][:3]) != day.weekday():
                words.guessed = True  # the weekday says another day than the date
            return day
    nth = "(?:st|nd|rd|th)"
    if found := words.take(rf"(?:the )?(?P<d>\d{{1,2}}){nth} ?(?:[-/&]|and|to) ?(?:the )?\d{{1,2}}{nth}"):
        words.guessed = True
        return _nearest(_in_months(today, int(found["d"]), ahead=ahead))
    if found := words.take(rf"(?:on )?the (?P<d>\d{{1,2}}){NTH}"):
        words.guessed = True
        return _nearest(_in_months(today, int(found["d"]), ahead=ahead))
    return None


def _in_months(today: date, day: int, *, ahead: bool, weekday: int | None = None) -> Iterator[date]:
    """That day of this month and of those around it, nearest first, on the right side of today."""
    for away in range(12):
        month = today + relativedelta(months=away if ahead else -away)
        for named in _dates(range(month.year, month.year + 1), month.month, day):
            if (named >= today if ahead else named <= today) and weekday in (None, named.weekday()):
                yield named


def _nearest(days: Iterator[date]) -> date:
    day = next(days, None)
    if day is None:
        raise NotRead
    return day


def _with_year(words: Words, day: int, month: int, year: str | None, today: date, *, ahead: bool) -> date:
    """The date; where no year is said, the nearest on the right side of today: another year is a guess."""
    if year:
        named = _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
        if named > today and not ahead:
            raise NotYet
        return named
    years = range(today.year, today.year + 9) if ahead else range(today.year, today.year - 9, -1)
    named = _nearest(d for d in _dates(years, month, day) if (d >= today if ahead else d <= today))
    words.guessed = words.guessed or named.year != today.year
    return named


def _dates(years: range, month: int, day: int) -> Iterator[date]:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise NotRead
    for year in years:
        if day <= monthrange(year, month)[1]:
            yield date(year, month, day)


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NotRead from None
