"""Reading the day or the moment by which something is due, as people say it: Friday, in two weeks, Tuesday 10am."""

from datetime import UTC, date, datetime, time, timedelta

from bot.forms.times.clock_words import named_clock
from bot.forms.times.day_words import named_day
from bot.forms.times.time_words import NUMBER, NotRead, NotYet, Words, span, tidy
from psirf.moment_words import usual_moment_words
from psirf.working_time import LONDON, at_london, london_day


def read_day_ahead(said: str, today: date) -> tuple[date, bool]:
    """The day from today on that the words mean, and whether it was guessed. Raises NotRead."""
    words = Words(tidy(said, usual_moment_words()))
    units = "day|week|fortnight|month|year"
    if found := words.take(rf"(?:in )?(?P<n>{NUMBER}) (?P<unit>{units})(?:s'|'s|s)?(?: time| from now)?"):
        day: date | None = today + span(words.many(found["n"]), found["unit"])
    else:
        day = named_day(words, today, ahead=True)
    if day is None or not words.nothing_left():
        raise NotRead
    return day, words.guessed


def read_ahead(said: str, now: datetime) -> datetime:
    """The next moment the words can mean: `+7 days`, `Tue 10am`, `10am`. UTC. Raises NotRead, or NotYet
    for one that is past."""
    now = now.astimezone(UTC)
    words = Words(tidy(said, usual_moment_words()))
    if said.strip().startswith("-") or words.take("yesterday"):
        raise NotYet
    if found := words.take(rf"\+? ?(?P<n>{NUMBER}) (?P<unit>minute|min|hour|hr|day|week|month)s?"):
        if not words.nothing_left():
            raise NotRead
        away = span(words.many(found["n"]), found["unit"])
        if found["unit"] in ("minute", "min", "hour", "hr"):
            return now + away
        local = now.astimezone(LONDON)
        return at_london(local.date() + away, local.time())
    day = named_day(words, london_day(now), ahead=True)
    clock = named_clock(words)
    if not words.nothing_left() or (day is None and clock is None):
        raise NotRead
    first, times = day or london_day(now), clock.times if clock else (time(),)
    step = timedelta(days=1 if day is None else 7)
    moments = sorted(at_london(first + n * step, each) for n in range(2) for each in times)
    return next((moment for moment in moments if moment >= now), now)
