"""Readers for when something happened, and for the day by which it is to be done.

A moment is kept as an ISO 8601 interval in UTC, from the earliest to the latest that it can mean.
"""

import re
from datetime import date, datetime, timedelta

from bot.forms.form import Asking, Offer, Reading, Unclear
from bot.forms.readers import NOT_KNOWN, is_unsure, is_written_whole, plainly
from bot.forms.times.moments import read_past
from bot.forms.times.moments_ahead import read_day_ahead
from bot.forms.times.time_words import NotRead, NotYet
from psirf.spoken import days_from, spoken_day, spoken_moment, spoken_span
from psirf.working_time import london_day

FURTHEST = timedelta(days=731)  # a day further off than this is a slip of the finger
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")  # as a card's field for a day gives it
ONE_DAY = "I could not read that as one day. Try “today”, “Tuesday” or “3 March 2026”."
NOT_YET = "That day has not come yet. Please say a day up to today."


def past_moment(said: str, asking: Asking) -> Reading:
    """When something happened. What had to be guessed, and a day long ago, is to be confirmed."""
    if is_unsure(said):
        return Reading(NOT_KNOWN)
    try:
        read = read_past(said, asking.now, asking.day_parts, asking.moment_words)
    except NotYet:
        raise Unclear(f"That has not come yet: it is {spoken_moment(asking.now)} now.") from None
    except (NotRead, OverflowError):
        raise Unclear("I could not read that as a time.") from None
    confirm = f"Do you mean {spoken_span(read.earliest, read.latest)}?" if read.guessed else ""
    return Reading(f"{read.earliest.isoformat()}/{read.latest.isoformat()}", confirm)


def offer_moments(_: Asking) -> tuple[Offer, ...]:
    said = ("Just now", "In the last hour", "Earlier today", "Yesterday", "I don't know")
    return tuple(Offer(words, words) for words in said)


def moments_of(value: str) -> tuple[datetime | None, datetime | None]:
    """The earliest and the latest moment of a kept answer; none where it is not known."""
    if value == NOT_KNOWN:
        return None, None
    earliest, _, latest = value.partition("/")
    return datetime.fromisoformat(earliest), datetime.fromisoformat(latest)


def show_moment(value: str, _: Asking) -> str:
    earliest, latest = moments_of(value)
    return spoken_span(earliest, latest) if earliest and latest else "Not known"


def day_ahead(said: str, asking: Asking) -> Reading:
    """A day from today on. Kept as its ISO date."""
    today = london_day(asking.now)
    try:
        day, guessed = read_day_ahead(said, today)
    except (NotRead, NotYet, OverflowError):
        raise Unclear("I could not read that as a day. Try “Friday”, “1 December” or “in two weeks”.") from None
    if day > today + FURTHEST:
        raise Unclear(f"{spoken_day(day)} is more than two years away. Please choose a nearer day; it can be moved.")
    if passed := day_passed(day.isoformat(), asking):
        raise Unclear(passed)
    return Reading(day.isoformat(), f"Do you mean {spoken_day(day)}?" if guessed else "")


def day_passed(value: str, asking: Asking) -> str:
    """What to say of a kept day that has passed; nothing where it has not."""
    day = date.fromisoformat(value)
    return f"{spoken_day(day)} has passed. By which day, from today on?" if day < london_day(asking.now) else ""


def day_past(said: str, asking: Asking) -> date:
    """The day, up to today, that these words mean; a weekday that is today is today. Raises Unclear where they mean
    none, or more than one, or leave it to be guessed."""
    today = london_day(asking.now)
    if ISO_DAY.fullmatch(said):
        day = _iso(said)
        if day > today:
            raise Unclear(NOT_YET)
        return day
    try:
        read = read_past(said, asking.now, asking.day_parts, asking.moment_words)
    except NotYet:
        raise Unclear(NOT_YET) from None
    except (NotRead, OverflowError):
        raise Unclear(ONE_DAY) from None
    day = london_day(read.earliest)
    if london_day(read.latest) != day:
        raise Unclear(ONE_DAY)
    weekday = f"{today:%A}".lower()
    is_today = day == today and plainly(said).removeprefix("on ") in (weekday, weekday[:3])
    if read.guessed and not is_today and not is_written_whole(said, spoken_day(day)):
        raise Unclear(f"Do you mean {spoken_day(day)}? Please write it out like that.")
    return day


def _iso(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Unclear(ONE_DAY) from None


def offer_days(_: Asking) -> tuple[Offer, ...]:
    return tuple(Offer(words, words) for words in ("In one week", "In two weeks", "In four weeks"))


def show_day(value: str, asking: Asking) -> str:
    day = date.fromisoformat(value)
    return f"{spoken_day(day)} ({days_from(london_day(asking.now), day)})"
