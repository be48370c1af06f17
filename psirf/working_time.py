"""Days and hours as the NHS in England counts them: London's dates, working days, bank holidays."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

LONDON = ZoneInfo("Europe/London")


def london_day(moment: datetime) -> date:
    """The date on London's calendar at a moment."""
    return moment.astimezone(LONDON).date()


def start_of_day(day: date) -> datetime:
    """00:00 in London on a day, in UTC. London's clocks never change at midnight."""
    return at_london(day, time())


def at_london(day: date, clock: time) -> datetime:
    """A London day and clock time as a moment in UTC; of a time that comes twice, the first."""
    return datetime.combine(day, clock, LONDON).astimezone(UTC)


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays in a year, in-lieu days included (the `holidays` package)."""
    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Not a Saturday, a Sunday or a bank holiday in England."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """The working day `count` working days after a day. The day itself is day 0 (domain.md 3.6)."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days_before(day: date, count: int) -> date:
    """The working day `count` working days before a day. The day itself is day 0."""
    while count > 0:
        day -= timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days_left(today: date, day: date) -> int:
    """How many working days there still are until a day, itself among them and today not; below zero, how many have
    passed since."""
    if day < today:
        return -working_days_left(day, today)
    return sum(is_working_day(today + timedelta(days=each)) for each in range(1, (day - today).days + 1))
