"""Reading when something happened, or is due, as people on a ward say it.

Everything is read against the moment that is handed in, in London, day before month.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from bot.forms.times.answer_words import as_answered
from bot.forms.times.clock_ranges import ClockRange, named_range
from bot.forms.times.clock_words import Clock, named_clock
from bot.forms.times.day_words import named_day, named_stretch
from bot.forms.times.shift_words import Edge, NamedPart, named_edge, named_part, part_pattern
from bot.forms.times.time_words import NUMBER, NotRead, NotYet, Words, span, tidy
from psirf.day_parts import DayPart
from psirf.moment_words import MomentWords, usual_moment_words
from psirf.working_time import LONDON, at_london, london_day, start_of_day

LONG_AGO = timedelta(days=31)  # a day further back than this is confirmed
THIS_SHIFT = timedelta(hours=6)  # "at 3" said within this of 3am means it; said later it may be 3pm of yesterday
ONE_DAY = timedelta(days=1)
NIGHT_ENDS = time(8)  # "earlier", said before this, may be of the evening before
DUSK = time(17)  # from here on "6pm last night" is of that night


@dataclass(frozen=True, slots=True)
class Moment:
    """From the earliest to the latest moment that words can mean, in UTC; `guessed` where unsure."""

    earliest: datetime
    latest: datetime
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """All that was said of a time, before it is put together."""

    day: date | None = None
    stretch: tuple[date, date] | None = None
    clock: Clock | None = None
    part: NamedPart | None = None
    edge: Edge | None = None
    until: ClockRange | None = None


def read_past(said: str, now: datetime, parts: tuple[DayPart, ...], heard: MomentWords | None = None) -> Moment:
    """The moment up to now that the words mean. Raises NotRead or NotYet."""
    now = now.astimezone(UTC)
    heard = heard or usual_moment_words()
    answer = as_answered(tidy(said, heard))
    if answer.since:
        return Moment(read_past(answer.since, now, parts, heard).earliest, now, guessed=True)
    words = Words(answer.text, answer.guessed)
    if moment := _ago(words, now):
        return moment
    read = _said(words, now, parts, heard)
    if not words.nothing_left() or read == _Said():
        raise NotRead
    if _is_this_night(answer.text, read, now):
        words.guessed = True
    try:
        return _together(read, now, words.guessed)
    except NotYet:
        if read.day is None or not words.weekday_is_today:
            raise
        return _together(replace(read, day=read.day - timedelta(days=7)), now, words.guessed)


def _said(words: Words, now: datetime, parts: tuple[DayPart, ...], heard: MomentWords) -> _Said:
    stretch = named_stretch(words, now) if parts else None
    edge = named_edge(words, parts)
    day = named_day(words, london_day(now), ahead=False, holidays=heard.named_days)
    in_part = re.search(rf"\b(?:{part_pattern(parts)})\b", words.text) is not None
    until = named_range(words, in_part=in_part)
    clock = until.begins if until else named_clock(words)
    return _Said(day, stretch, clock, named_part(words, parts), edge, until)


def _is_this_night(text: str, said: _Said, now: datetime) -> bool:
    """ "Yesterday night about 3", typed at half past three: of this night or of the one before?"""
    in_the_night = now.astimezone(LONDON).time() < NIGHT_ENDS
    return in_the_night and "yesterday night" in text and said.clock is not None


def _together(said: _Said, now: datetime, guessed: bool) -> Moment:
    day, clock, part = said.day, said.clock, said.part
    if said.stretch is not None:
        if said != _Said(stretch=said.stretch):
            raise NotRead
        return _past(start_of_day(said.stretch[0]), _end_of_day(said.stretch[1]), now, guessed)
    if said.edge is not None:
        if clock is not None:
            raise NotRead
        return _at_edge(day, said.edge, part, now, guessed)
    if part is not None:
        moment = _in_part(day, clock, part, now, guessed)
    elif clock is not None:
        moment = _at_clock(day, clock, now, guessed)
    else:
        assert day is not None, "something was read"
        moment = _past(start_of_day(day), _end_of_day(day), now, guessed)
    return _until(moment, said.until, now) if said.until else moment


# ---- days and times together ----


def _ago(words: Words, now: datetime) -> Moment | None:
    """`just now`, `an hour ago`, `in the last half hour`; nothing else may be said beside it."""
    if words.take("right now"):
        return _only(words, now, now, now)
    if words.take("just now|now|a moment ago|moments ago|a second ago|just happened"):
        return _only(words, now - timedelta(minutes=10), now, now)
    if found := words.take(
        rf"(?:in |within |during )?the (?:last|past) (?P<n>half an|half|{NUMBER})? ?(?P<unit>hour|minute|min)s?"
    ):
        half = found["n"] in ("half", "half an")
        length = timedelta(minutes=30) if half else span(words.many(found["n"] or "a"), found["unit"])
        return _only(words, now - length, now, now)
    half_more = rf"(?P<n>{NUMBER}) and a half (?:hour|hr)s? ago|an? (?:hour|hr) and (?:a )?half ago"
    if found := words.take(half_more):
        away = timedelta(hours=words.many(found["n"]) if found["n"] else 1, minutes=30)
        return _only(words, now - away, now - away, now)
    if words.take("(?:a )?half (?:an? )?(?:hour|hr) ago"):
        return _only(words, now - timedelta(minutes=30), now - timedelta(minutes=30), now)
    if words.take("(?:a )?quarter of an hour ago"):
        return _only(words, now - timedelta(minutes=15), now - timedelta(minutes=15), now)
    if found := words.take(r"(?P<n>\d{1,2})/(?P<unit>60|24) ago"):  # clinical short forms: 20/60 is twenty minutes
        then = now - span(int(found["n"]), "minute" if found["unit"] == "60" else "hour")
        return _only(words, then, then, now)
    unit = "(?P<unit>minute|min|hour|hr|m|h)s?"
    if found := words.take(rf"(?:an|a|one) {unit} or two ago"):
        return _only(words, now - span(2, found["unit"]), now - span(1, found["unit"]), now)
    if found := words.take(rf"(?P<few>\d{{1,2}}) ?(?:-|/|or|to) ?(?P<n>\d{{1,2}}) ?{unit} ago"):
        fewer, more = sorted((int(found["few"]), int(found["n"])))
        return _only(words, now - span(more, found["unit"]), now - span(fewer, found["unit"]), now)
    if found := words.take(rf"(?P<n>{NUMBER})? ?(?:of )?{unit}(?: or so)? ago"):
        then = now - span(words.many(found["n"] or "a"), found["unit"])
        return _only(words, then, then, now)
    if re.fullmatch("(?:a (?:little|bit) )?earlier(?: on)?", words.text.strip()):
        words.text, words.guessed = "", True
        local = now.astimezone(LONDON)
        dawn = start_of_day(local.date()) if local.time() > NIGHT_ENDS else at_london(local.date() - ONE_DAY, DUSK)
        return _only(words, dawn, now, now)
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
        # "12:50", said in the evening, is after noon: in the night people write 00:50.
        several, unlikelier = len(past) > 1 and clock.times[0].hour != 12, past[0] != _instants(on, clock.times[0])
        past = [max(past, key=lambda moment: moment.latest)]
        guessed = guessed or several or (unlikelier and now - past[0].latest > THIS_SHIFT)
    else:
        guessed = guessed or len(past) > 1
    return _past(past[0].earliest, past[0].latest, now, guessed or past[0].guessed)


def _instants(day: date, clock: time) -> Moment:
    """A clock time on a day, in UTC. In the hour that comes twice in autumn it can be either; in the hour
    that is left out in spring it was read off a clock that nobody had put forward: a guess."""
    first = at_london(day, clock)
    if first.astimezone(LONDON).time() != clock:
        return Moment(first, first, guessed=True)
    second = datetime.combine(day, clock.replace(fold=1), LONDON).astimezone(UTC)
    return Moment(first, max(first, second))


def _in_part(day: date | None, clock: Clock | None, named: NamedPart, now: datetime, guessed: bool) -> Moment:
    """A part of a day, or a clock time within it: "last night", "Tuesday night at 2"."""
    day, guessed = _day_of_part(day, named, now, guessed, with_clock=clock is not None)
    earliest, latest = named.part.on(day)
    if clock is None:
        return _past(earliest, latest, now, guessed)
    begins = at_london(day, DUSK) if named.part.is_night else earliest
    instants = (_instants(d, each) for d in (day, day + timedelta(days=1)) for each in clock.times)
    within = sorted(
        (i for i in instants if begins <= i.earliest <= latest and i.earliest <= now), key=lambda i: i.earliest
    )
    if not within:
        raise NotRead
    return _past(within[0].earliest, within[0].latest, now, guessed or within[0].guessed or len(within) > 1)


def _day_of_part(
    day: date | None, named: NamedPart, now: datetime, guessed: bool, *, with_clock: bool
) -> tuple[date, bool]:
    """The day that a part of the day is of, and whether it was guessed."""
    if day is not None:
        return day, guessed
    day = london_day(now) - timedelta(days=1 if named.last else 0)
    if named.part.on(day)[0] > now:
        day -= timedelta(days=1)
        if named.this and not (named.part.is_night and named.part.on(day)[1] > now):
            raise NotYet
        # "Night shift", told in the morning, is the night just gone; "afternoon" is a guess.
        guessed = guessed or not named.part.is_night or (named.this and with_clock)
    return day, guessed


def _at_edge(day: date | None, edge: Edge, part: NamedPart | None, now: datetime, guessed: bool) -> Moment:
    """The start or end of a shift, or a handover: the last one that has been."""
    today = london_day(now)
    days = (day,) if day is not None else (today, today - timedelta(days=1))
    spans = sorted(span for each in days for span in edge.on(each) if span[0] <= now)
    if part is not None:
        within = part.part.on(_day_of_part(day, part, now, guessed, with_clock=True)[0])
        spans = [span for span in spans if within[0] <= span[1] and span[0] < within[1]][:1]
    if not spans:
        raise NotYet
    earliest, latest = spans[-1]
    rivals = [span for span in spans[:-1] if latest - span[1] < THIS_SHIFT]
    several = len(edge.parts) > 1 and (bool(rivals) or now - latest > THIS_SHIFT)
    return Moment(earliest, min(latest, now), guessed or now - latest > LONG_AGO or (several and part is None))


def at_this_minute(now: datetime) -> Moment:
    """Now, as "help now" says it: to be confirmed."""
    minute = now.astimezone(UTC).replace(second=0, microsecond=0)
    return Moment(minute, minute, guessed=True)


def until(moment: Moment, said: str, now: datetime) -> datetime:
    """The next time after a moment that it was the clock time that is named, or now. Raises NotRead."""
    clock = named_clock(Words(tidy(said, usual_moment_words())))
    if clock is None:
        raise NotRead
    return _until(moment, ClockRange(clock, clock.times), now).latest


def _until(moment: Moment, ends_at: ClockRange, now: datetime) -> Moment:
    """From a moment that was read to the clock time at which it ended."""
    local = moment.earliest.astimezone(LONDON)
    length = timedelta(minutes=ends_at.minutes_from(local.time()))
    ends = (local.replace(tzinfo=None) + length).replace(tzinfo=LONDON, fold=1).astimezone(UTC)
    return Moment(moment.earliest, max(moment.earliest, min(ends, now)), moment.guessed)


def _end_of_day(day: date) -> datetime:
    return start_of_day(day + timedelta(days=1)) - timedelta(minutes=1)


def _past(earliest: datetime, latest: datetime, now: datetime, guessed: bool) -> Moment:
    if earliest > now:
        raise NotYet
    if latest > now and latest - earliest == timedelta(hours=1):
        latest = earliest  # the hour that comes twice: its second time has not come yet
    return Moment(earliest, min(latest, now), guessed or now - latest > LONG_AGO)
