"""Reading when something happened, or is due, as people on a ward say it.

Everything is read against the moment that is handed in, in London, day before month.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.forms.clock_words import Clock, named_clock
from bot.forms.day_words import named_day
from bot.forms.time_words import NUMBER, NotRead, NotYet, Words, number, span, tidy
from psirf.day_parts import DayPart
from psirf.working_time import LONDON, at_london, london_day, start_of_day

LONG_AGO = timedelta(days=31)  # a day further back than this is confirmed


@dataclass(frozen=True, slots=True)
class Moment:
    """From the earliest to the latest moment that words can mean, in UTC; `guessed` where unsure."""

    earliest: datetime
    latest: datetime
    guessed: bool = False


def read_past(said: str, now: datetime, parts: tuple[DayPart, ...]) -> Moment:
    """The latest moment up to now that the words can mean. Raises NotRead or NotYet."""
    words = Words(tidy(said))
    if moment := _ago(words, now):
        return moment
    day = named_day(words, london_day(now), ahead=False)
    clock = named_clock(words)
    part = _part(words, parts)
    if not words.nothing_left() or (day is None and clock is None and part is None):
        raise NotRead
    try:
        return _together(day, clock, part, now, words.guessed)
    except NotYet:
        if day is None or not words.weekday_is_today:
            raise
        return _together(day - timedelta(days=7), clock, part, now, words.guessed)


def _together(
    day: date | None, clock: Clock | None, part: "_Part | None", now: datetime, guessed: bool
) -> Moment:  # fmt: skip
    if part is not None:
        return _in_part(day, clock, part, now, guessed)
    if clock is not None:
        return _at_clock(day, clock, now, guessed)
    assert day is not None, "something was read"
    end_of_day = start_of_day(day + timedelta(days=1)) - timedelta(minutes=1)
    return _past(start_of_day(day), end_of_day, now, guessed)


def read_day_ahead(said: str, today: date) -> date:
    """The next day, from today on, that the words can mean. Raises NotRead."""
    words = Words(tidy(said))
    if found := words.take(rf"(?:in )?(?P<n>{NUMBER}) (?P<unit>day|week|month|year)s?(?: time| from now)?"):
        day = today + span(found["n"], found["unit"])
    else:
        found_day = named_day(words, today, ahead=True)
        if found_day is None:
            raise NotRead
        day = found_day
    if not words.nothing_left():
        raise NotRead
    return day


def read_ahead(said: str, now: datetime) -> datetime:
    """The next moment the words can mean: `+7 days`, `Tue 10am`, `10am`. UTC. Raises NotRead."""
    words = Words(tidy(said))
    if found := words.take(rf"\+? ?(?P<n>{NUMBER}) (?P<unit>minute|min|hour|hr|day|week|month)s?"):
        if not words.nothing_left():
            raise NotRead
        if found["unit"] in ("minute", "min", "hour", "hr"):
            return now + span(found["n"], found["unit"])
        local = now.astimezone(LONDON)
        return at_london(local.date() + span(found["n"], found["unit"]), local.time())
    day = named_day(words, london_day(now), ahead=True)
    clock = named_clock(words)
    if not words.nothing_left() or (day is None and clock is None):
        raise NotRead
    first = day or london_day(now)
    step = timedelta(days=1 if day is None else 7)
    moments = (at_london(first + n * step, clock.times[0] if clock else time()) for n in range(2))
    return next((moment for moment in moments if moment >= now), now)


def _ago(words: Words, now: datetime) -> Moment | None:
    """`just now`, `an hour ago`, `in the last half hour`; nothing else may be said beside it."""
    if words.take("just now|right now|now|a moment ago|moments ago|a second ago|just happened"):
        return _only(words, Moment(now - timedelta(minutes=10), now))
    if words.take("(?:in |within |during )?the (?:last|past) hour"):
        return _only(words, Moment(now - timedelta(hours=1), now))
    if found := words.take(rf"(?P<n>{NUMBER}) and a half hours? ago|an hour and a half ago"):
        hours = number(found["n"]) if found["n"] else 1
        return _only(words, _near(now - timedelta(hours=hours, minutes=30)))
    if words.take("half an hour ago|a half hour ago|half hour ago"):
        return _only(words, _near(now - timedelta(minutes=30)))
    if words.take("(?:a )?quarter of an hour ago"):
        return _only(words, _near(now - timedelta(minutes=15)))
    if found := words.take(rf"(?P<n>{NUMBER}) ?(?P<unit>minute|min|hour|hr|m|h)s?(?: or so| or two)? ago"):
        unit = {"m": "minute", "h": "hour"}.get(found["unit"], found["unit"])
        return _only(words, _near(now - span(found["n"], unit)))
    return None


def _near(moment: datetime) -> Moment:
    moment = moment.replace(second=0, microsecond=0)
    return Moment(moment, moment)


def _only(words: Words, moment: Moment) -> Moment:
    if not words.nothing_left():
        raise NotRead
    return moment


def _at_clock(day: date | None, clock: Clock, now: datetime, guessed: bool) -> Moment:
    today = london_day(now)
    on = day or today
    if clock.next_day and day is not None and day < today:
        on += timedelta(days=1)  # midnight ends the day that is named
    moments = [_instants(on, each) for each in clock.times]
    past = [moment for moment in moments if moment.earliest <= now]
    if day is None and not past:
        yesterday = _instants(today - timedelta(days=1), clock.times[-1])
        return Moment(yesterday.earliest, yesterday.latest, guessed=True)
    if not past:
        raise NotYet
    unsure = guessed or len(past) > 1 or now - past[0].earliest > LONG_AGO
    return Moment(past[0].earliest, min(past[0].latest, now), unsure)


def _instants(day: date, clock: time) -> Moment:
    """A clock time on a day. In the hour that comes twice in autumn it can be either."""
    first = at_london(day, clock)
    second = datetime.combine(day, clock.replace(fold=1), LONDON).astimezone(UTC)
    return Moment(first, max(first, second))


@dataclass(frozen=True, slots=True)
class _Part:
    part: DayPart
    last: bool  # last night


def _part(words: Words, parts: tuple[DayPart, ...]) -> _Part | None:
    """The part of the day that is named."""
    named = sorted(((word, part) for part in parts for word in part.words), key=lambda pair: -len(pair[0]))
    for word, part in named:
        if found := words.take(rf"(?P<last>last )?(?:this |in the |the |on )?{re.escape(word)}s?"):
            return _Part(part, found["last"] is not None)
    return None


def _in_part(day: date | None, clock: Clock | None, named: _Part, now: datetime, guessed: bool) -> Moment:
    """A part of a day, or a clock time within it: "last night", "Tuesday night at 2"."""
    if day is None:
        day = london_day(now) - timedelta(days=1 if named.last else 0)
        if named.part.on(day)[0] > now:
            day -= timedelta(days=1)
            # "Night shift", told in the morning, is the night just gone; "afternoon" is a guess.
            guessed = guessed or named.part.ends > named.part.begins
    earliest, latest = named.part.on(day)
    if clock is None:
        return _past(earliest, latest, now, guessed)
    instants = (_instants(d, each) for d in (day, day + timedelta(days=1)) for each in clock.times)
    within = [i for i in instants if earliest <= i.earliest <= latest]
    if not within:
        raise NotRead
    return _past(within[0].earliest, within[0].latest, now, guessed or len(within) > 1)


def _past(earliest: datetime, latest: datetime, now: datetime, guessed: bool) -> Moment:
    if earliest > now:
        raise NotYet
    return Moment(earliest, min(latest, now), guessed or now - latest > LONG_AGO)
