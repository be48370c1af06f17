"""Dates and times as the NHS writes them: Wednesday 6 August 2018, 5:30pm, midday; and names within a sentence.

Source: NHS digital service manual, content style guide (dates, times, ranges).
"""

from datetime import date, datetime, time, timedelta

from psirf.working_time import LONDON, start_of_day


def within_a_sentence(name: str) -> str:
    """`after action review`, `a visit`; a name that begins with capitals keeps them: `ABO-incompatible blood`."""
    begins = name[:2]
    return name if begins.isalpha() and begins.isupper() else name[:1].lower() + name[1:]


def spoken_day(day: date) -> str:
    """`Wednesday 6 August 2018`."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def short_day(day: date) -> str:
    """`Wednesday 6 August`, where the year is plain."""
    return f"{day:%A} {day.day} {day:%B}"


def spoken_time(clock: time) -> str:
    """`5pm`, `5:30pm`, `midday`, `midnight`."""
    if (clock.hour, clock.minute) in ((0, 0), (12, 0)):
        return "midnight" if clock.hour == 0 else "midday"
    minutes = f":{clock.minute:02}" if clock.minute else ""
    return f"{(clock.hour - 1) % 12 + 1}{minutes}{'am' if clock.hour < 12 else 'pm'}"


def spoken_moment(moment: datetime) -> str:
    """`Wednesday 6 August 2018, 5:30pm`, in London."""
    local = moment.astimezone(LONDON)
    return f"{spoken_day(local.date())}, {spoken_time(local.time())}"


def spoken_span(earliest: datetime, latest: datetime) -> str:
    """A moment, a day, or the hours between two moments, in London."""
    start, end = earliest.astimezone(LONDON), latest.astimezone(LONDON)
    if latest - earliest < timedelta(minutes=1):
        return spoken_moment(earliest)
    if start.date() == end.date():
        if earliest == start_of_day(start.date()) and end.time() >= time(23, 59):
            return spoken_day(start.date())
        return f"{spoken_day(start.date())}, {spoken_time(start.time())} to {spoken_time(end.time())}"
    return f"{spoken_moment(earliest)} to {spoken_moment(latest)}"


def days_from(today: date, day: date) -> str:
    """`today`, `in 7 days`, `1 day ago`."""
    away = (day - today).days
    if away == 0:
        return "today"
    many = f"{abs(away)} day{'' if abs(away) == 1 else 's'}"
    return f"in {many}" if away > 0 else f"{many} ago"
