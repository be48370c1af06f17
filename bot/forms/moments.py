"""Reading when something happened, or is due, as people on a ward say it.

Everything is read against the moment that is handed in, in London, day before month.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.forms.clock_words import Clock, named_clock
from bot.forms.day_words import named_day
from bot.forms.time_words import NUMBER, NotRead, NotYet, Words, span, tidy
from psirf.day_parts import DayPart
from psirf.working_time import LONDON, at_london, london_day, start_of_day

LONG_AGO = timedelta(days=31)  # a day further back than this is confirmed
THIS_SHIFT = timedelta(hours=6)  # "at 3" said within this of 3am means it; said later it may be 3pm of yesterday
DUSK = time(17)  # from here on "6pm last night" is of that night


@dataclass(frozen=True, slots=True)
class Moment:
    """From the earliest to the latest moment that words can mean, in UTC; `guessed` where unsure."""

    earliest: datetime
    latest: datetime
    guessed: bool = False


def read_past(said: str, now: datetime, parts: tuple[DayPart, ...]) -> Moment:
    """The moment up to now that the words mean. Raises NotRead or NotYet."""
    now = now.astimezone(UTC)
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


def _together(day: date | None, clock: Clock | None, part: "_Part | None", now: datetime, guessed: bool) -> Moment:
    if part is not None:
        return _in_part(day, clock, part, now, guessed)
    if clock is not None:
        return _at_clock(day, clock, now, guessed)
    assert day is not None, "something was read"
    end_of_day = start_of_day(day + timedelta(days=1)) - timedelta(minutes=1)
    return _past(start_of_day(day), end_of_day, now, guessed)


def read_day_ahead(said: str, today: date) -> tuple[date, bool]:
    """The day from today on that the words mean, and whether it was guessed. Raises NotRead."""
    words = Words(tidy(said))
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
    words = Words(tidy(said))
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


# ---- days and times together ----


def _ago(words: Words, now: datetime) -> Moment | None:
    """`just now`, `an hour ago`, `in the last half hour`; nothing else may be said beside it."""
    if words.take("just now|right now|now|a moment ago|moments ago|a second ago|just happened"):
        return _only(words, now - timedelta(minutes=10), now, now)
    if found := words.take(
        rf"(?:in |within |during )?the (?:last|past) (?P<n>half an|half|{NUMBER})? ?(?P<unit>hour|minute|min)s?"
    ):
        half = found["n"] in ("half", "half an")
        length = timedelta(minutes=30) if half else span(words.many(found["n"] or "a"), found["unit"])
        return _only(words, now - length, now, now)
    if found := words.take(rf"(?P<n>{NUMBER}) and a half hours? ago|an hour and a half ago"):
        away = timedelta(hours=words.many(found["n"]) if found["n"] else 1, minutes=30)
        return _only(words, now - away, now - away, now)
    if words.take("(?:a )?half (?:an? )?(?:hour|hr) ago"):
        return _only(words, now - timedelta(minutes=30), now - timedelta(minutes=30), now)
    if words.take("(?:a )?quarter of an hour ago"):
        return _only(words, now - timedelta(minutes=15), now - timedelta(minutes=15), now)
    unit = "(?P<unit>minute|min|hour|hr|m|h)s?"
    if found := words.take(rf"(?:an|a|one) {unit} or two ago"):
        return _only(words, now - span(2, found["unit"]), now - span(1, found["unit"]), now)
    if found := words.take(rf"(?P<n>{NUMBER})? ?{unit}(?: or so)? ago"):
        then = now - span(words.many(found["n"] or "a"), found["unit"])
        return _only(words, then, then, now)
    return None


def _only(words: Words, earliest: datetime, latest: datetime, now: datetime) -> Moment:
    if not words.nothing_left():
        raise NotRead
    earliest, latest = (moment.replace(second=0, microsecond=0) for moment in (earliest, latest))
    return Moment(earliest, latest, words.guessed or now - latest > LONG_AGO)


def _at_clock(day: date | None, clock: Clock, now: datetime, guessed: bool) -> Moment:
    today = london_day(now)
    on = day or today
    if clock.next_day and day is not None and day < today:
        on += timedelta(days=1)  # midnight ends the day that is named
    past = [moment for moment in (_instants(on, each) for each in clock.times) if moment.earliest <= now]
    if not past:
        if day is not None:
            raise NotYet
        before = [_instants(today - timedelta(days=1), each) for each in clock.times]
        past, guessed = [max(before, key=lambda moment: moment.latest)], True
    elif day is None:
        several, unlikelier = len(past) > 1, past[0] != _instants(on, clock.times[0])
        past = [max(past, key=lambda moment: moment.latest)]
        guessed = guessed or several or (unlikelier and now - past[0].latest > THIS_SHIFT)
    else:
        guessed = guessed or len(past) > 1
    return _past(past[0].earliest, past[0].latest, now, guessed)


def _instants(day: date, clock: time) -> Moment:
    """A clock time on a day, in UTC. In the hour that comes twice in autumn it can be either; in the hour
    that is left out in spring it is none (NotRead)."""
    first = at_london(day, clock)
    if first.astimezone(LONDON).time() != clock:
        raise NotRead
    second = datetime.combine(day, clock.replace(fold=1), LONDON).astimezone(UTC)
    return Moment(first, max(first, second))


@dataclass(frozen=True, slots=True)
class _Part:
    part: DayPart
    last: bool  # last night
    this: bool  # this evening, tonight: of today and of no day before

    @property
    def is_night(self) -> bool:
        return self.part.ends <= self.part.begins


def _part(words: Words, parts: tuple[DayPart, ...]) -> _Part | None:
    """The part of the day that is named."""
    named = sorted(((word, part) for part in parts for word in part.words), key=lambda pair: -len(pair[0]))
    for word, part in named:
        pattern = rf"(?P<last>last )?(?P<this>this )?(?:in the |the |on the |on )?{re.escape(word)}s?"
        if found := words.take(pattern):
            return _Part(part, found["last"] is not None, found["this"] is not None or word == "tonight")
    return None


def _in_part(day: date | None, clock: Clock | None, named: _Part, now: datetime, guessed: bool) -> Moment:
    """A part of a day, or a clock time within it: "last night", "Tuesday night at 2"."""
    if day is None:
        day = london_day(now) - timedelta(days=1 if named.last else 0)
        if named.part.on(day)[0] > now:
            day -= timedelta(days=1)
            if named.this and not (named.is_night and named.part.on(day)[1] > now):
                raise NotYet
            # "Night shift", told in the morning, is the night just gone; "afternoon" is a guess.
            guessed = guessed or not named.is_night or (named.this and clock is not None)
    earliest, latest = named.part.on(day)
    if clock is None:
        return _past(earliest, latest, now, guessed)
    begins = at_london(day, DUSK) if named.is_night else earliest
    instants = (_instants(d, each) for d in (day, day + timedelta(days=1)) for each in clock.times)
    within = sorted(
        (i for i in instants if begins <= i.earliest <= latest and i.earliest <= now), key=lambda i: i.earliest
    )
    if not within:
        raise NotRead
    return _past(within[0].earliest, within[0].latest, now, guessed or len(within) > 1)


def _past(earliest: datetime, latest: datetime, now: datetime, guessed: bool) -> Moment:
    if earliest > now:
        raise NotYet
    if latest > now and latest - earliest == timedelta(hours=1):
        latest = earliest  # the hour that comes twice: its second time has not come yet
    return Moment(earliest, min(latest, now), guessed or now - latest > LONG_AGO)
