"""Days as people name them: yesterday, Tuesday, 3 March, 12/03. The day comes before the month."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.parser import parserinfo
from dateutil.relativedelta import relativedelta

from bot.forms.time_words import DAY_NAMES, NUMBER, WEEKDAYS, NotRead, Words, span

CALENDAR = parserinfo()
MONTHS = "|".join(sorted((name.casefold() for names in CALENDAR.MONTHS for name in names), key=len, reverse=True))


def named_day(words: Words, today: date, *, ahead: bool) -> date | None:
    """The day that is named, taken out of the words."""
    for pattern, days in (
        ("(?:the )?day before yesterday", -2), ("yesterday", -1), ("(?:the )?day after tomorrow", 2),
        ("tomorrow", 1), ("today", 0),
    ):  # fmt: skip
        if words.take(pattern):
            return today + timedelta(days=days)
    if found := words.take(rf"(?P<n>{NUMBER}) (?P<unit>day|week|month|year)s? ago"):
        return today - span(found["n"], found["unit"])
    if words.take("last week"):
        words.guessed = True
        return today - timedelta(days=7)
    return _dated(words, today, ahead=ahead) or _weekday(words, today, ahead=ahead)


def _weekday(words: Words, today: date, *, ahead: bool) -> date | None:
    found = words.take(rf"(?P<which>last |next |this |on )?(?P<day>{WEEKDAYS})")
    if not found:
        return None
    number = DAY_NAMES.index(found["day"][:3])
    if ahead:
        away = (number - today.weekday()) % 7
        return today + timedelta(days=away + 7 if found["which"] == "next " and away == 0 else away)
    away = (today.weekday() - number) % 7
    if found["which"] == "last " or away == 0:
        words.guessed = True  # this week's or the week before's?
        words.weekday_is_today = away == 0
    return today - timedelta(days=away or (7 if found["which"] == "last " else 0))


def _dated(words: Words, today: date, *, ahead: bool) -> date | None:
    weekday = rf"(?:(?:{WEEKDAYS}) )?(?:the )?"
    year = r"(?:[/.-](?P<y>\d{4}|\d{2}))?"
    for pattern in (
        r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})",
        rf"{weekday}(?P<d>\d{{1,2}})(?: of)?[ -]?(?P<name>{MONTHS})\.?(?:[ -]+(?P<y>(?:19|20)\d\d))?",
        rf"(?P<name>{MONTHS})\.? (?:the )?(?P<d>\d{{1,2}})(?! ?[:.]\d)(?: (?P<y>(?:19|20)\d\d))?",
        rf"{weekday}(?P<d>\d{{1,2}})[/-](?P<m>\d{{1,2}}){year}",
        r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4}|\d{2})",
    ):
        if found := words.take(pattern):
            parts = found.groupdict()
            month = (CALENDAR.month(parts["name"]) or 0) if parts.get("name") else int(parts["m"])
            return _with_year(words, int(parts["d"]), month, parts.get("y"), today, ahead=ahead)
    if found := words.take(r"(?:on )?the (?P<d>\d{1,2})"):
        words.guessed = True
        months = (today + relativedelta(months=n if ahead else -n) for n in range(12))
        named = (d for m in months for d in _dates(range(m.year, m.year + 1), m.month, int(found["d"])))
        return next((d for d in named if (d >= today if ahead else d <= today)), None)
    return None


def _with_year(
    words: Words, day: int, month: int, year: str | None, today: date, *, ahead: bool
) -> date:  # fmt: skip
    """The date; where no year is said, the nearest on the right side of today, and so a guess."""
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    if ahead:
        years = range(today.year, today.year + 5)
        return next(d for d in _dates(years, month, day) if d >= today)
    candidates = list(_dates(range(today.year, today.year - 5, -1), month, day))
    past = [d for d in candidates if d <= today]
    if not past:
        raise NotRead
    words.guessed = words.guessed or past[0].year != today.year
    return past[0]


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
