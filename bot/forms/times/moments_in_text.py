"""When something happened, found in a report that also tells of doses, wards and other times."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain

from bot.forms.times.moments import Moment, at_this_minute, read_past, until
from bot.forms.times.spelled_out import spell_out
from bot.forms.times.time_cues import TOLD, Cue, Cues, find_cues
from bot.forms.times.time_pieces import Piece, find_pieces
from bot.forms.times.time_spans import spans_told
from bot.forms.times.time_words import NotRead, NotYet
from bot.forms.times.times_told import CLOCKS, TimeTold, nearly, times_told
from psirf.day_parts import DayPart, PartIs
from psirf.moment_words import MomentWords, Tells, usual_moment_words

BESIDE_IT = frozenset((Tells.AFTER, Tells.BEFORE))
NOW = re.compile(r"\bNOW\b")  # shouted: "pt on roof NOW"
TOO_LONG_AGO = timedelta(days=3 * 365)  # a year this far back is of a birth or an illness
LONGEST_SPAN = {True: timedelta(days=8), False: timedelta(hours=12)}  # said in so many words, or put together
FOR_SO_LONG = re.compile(
    r"\b(?:for|on it|on this|been) (?:about |nearly |over |the last )?\d+ ?(?:min|m\b|hr|hour|h\b|day)"
)
SOON = timedelta(hours=18)  # "at 1pm", typed at noon of nothing that happened, is to come: not yesterday's


@dataclass(frozen=True, slots=True)
class MomentFound:
    """A moment, and the slice of the text that holds the words it was read from."""

    moment: Moment
    start: int
    end: int


def find_moment(
    text: str, now: datetime, parts: tuple[DayPart, ...], heard: MomentWords | None = None
) -> MomentFound | None:
    """When what a text tells of happened; None where it does not say, or only could be made to say."""
    heard = heard or usual_moment_words()
    spelled = spell_out(text, heard, slips=True)
    cues = find_cues(spelled.text, heard)
    times = times_told(spelled.text, find_pieces(spelled.text, cues, heard, parts), cues)
    read = _Reading(times, cues, now, parts, heard)
    found = next(read.spans(), None) or next(read.moments(), None)
    if found:
        moment, pieces = found
        start, end = spelled.original(min(piece.start for piece in pieces), max(piece.end for piece in pieces))
    elif now_said := cues.first(Tells.NOW):
        moment, (start, end) = at_this_minute(now), spelled.original(now_said.start, now_said.end)
    elif not text.isupper() and (shouted := NOW.search(text)):
        moment, (start, end) = at_this_minute(now), shouted.span()
    else:
        return None
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return MomentFound(moment, start, end)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The times of one text, and what is needed to read them."""

    times: Sequence[TimeTold]
    cues: Cues
    now: datetime
    parts: tuple[DayPart, ...]
    heard: MomentWords

    def spans(self) -> Iterator[tuple[Moment, list[Piece]]]:
        """From the start to the end of it, where both are told."""
        for span in spans_told(self.times, self.cues):
            others = [time for time in self.times if time.weight > 0 and time is not span.opens]
            if span.opens.kinds == {"day"}:
                others = []  # the clock time is that of its end
            for pieces, guessed in _choices([span.opens, *others], self.cues, best=span.opens):
                begins = self._read(pieces)
                if begins is None or span.opens.pieces[0] not in pieces:
                    continue
                ends = self._end(begins, span.closes) if span.closes else self.now
                if (
                    ends is None
                    or not begins.earliest
                    <= ends
                    <= begins.earliest + LONGEST_SPAN[span.in_words or "day" in span.opens.kinds]
                ):
                    continue
                unsure = not (span.in_words and span.closes) or begins.guessed or (guessed and len(self.times) > 2)
                yield (
                    Moment(begins.earliest, ends, guessed=unsure),
                    [*pieces, *(span.closes.pieces if span.closes else ())],
                )

    def moments(self) -> Iterator[tuple[Moment, list[Piece]]]:
        """When it happened, the best reading first; where nothing tells, what came before or after it: a guess."""
        telling = self._not_to_come([time for time in self.times if time.weight > 0])
        told = any(cue.tells in {*TOLD, Tells.NOT} for cue in self.cues.cues)
        one_of_several = self.cues.first(Tells.SEVERAL) is not None and sum(bool(t.clock) for t in self.times) > 1
        beside_it = [time for time in self.times if told and time.tells in BESIDE_IT and time.kinds & CLOCKS]
        likeliest = sorted(telling, key=lambda time: -time.weight)
        choices = chain(
            ((list(time.pieces), len(telling) > 1) for time in self._frame(telling)),
            ((pieces, guessed or one_of_several) for pieces, guessed in _choices(telling, self.cues)),
            ((list(time.pieces), True) for time in likeliest),
            ((list(time.pieces), True) for time in beside_it if not telling),
        )
        for pieces, guessed in choices:
            moment = self._read(pieces)
            if moment is None or self._is_to_come(moment, pieces):
                continue
            yield replace(moment, guessed=moment.guessed or guessed or self._is_unsure(pieces)), pieces

    def _is_unsure(self, pieces: Sequence[Piece]) -> bool:
        """Whether the words leave open when it was: teatime; a day, beside a more exact time of something else."""
        if not any(piece.kind in (*CLOCKS, "whole") for piece in pieces):
            words = [word for part in self.parts if part.kind is PartIs.ABOUT for word in part.words]
            if any(word in piece.text for piece in pieces for word in words):
                return True
            # "Sat 11am, he died sunday": the more exact time may be the one that is meant.
            happened = any(time.tells is Tells.HAPPENED for time in self.times)
            return not happened and any(time.tells in BESIDE_IT and time.kinds & CLOCKS for time in self.times)
        if not all(piece.sure for piece in pieces) or self._had_begun(pieces):
            return True
        # "Stopped at 1400, due 1200 yesterday": which day it was is not certain.
        other_days = [time for time in self.times if time.weight <= 0 and time.clock]
        return not any("day" in piece.says for piece in pieces) and any(
            piece.text.startswith(("yesterday", "last ")) for time in other_days for piece in time.pieces
        )

    def _had_begun(self, pieces: Sequence[Piece]) -> bool:
        """Whether it was only found then, after so long: "noticed at 1805, on it 40 mins"."""
        found = any(time.tells is Tells.FOUND and time.pieces[0] in pieces for time in self.times)
        return found and (self.cues.first(Tells.SINCE) is not None or FOR_SO_LONG.search(self.cues.text) is not None)

    def _frame(self, telling: Sequence[TimeTold]) -> list[TimeTold]:
        """ "Two things from my late yesterday": the time of both, whatever else is told of one."""
        several = self.cues.first(Tells.SEVERAL)
        return [
            time
            for time in telling
            if several and not time.kinds & CLOCKS and 0 <= self._words_after(several, time) <= 3
        ][:1]

    def _words_after(self, cue: Cue, time: TimeTold) -> int:
        return self.cues.words_between(cue.end, time.start) if time.start >= cue.end else -1

    def _read(self, pieces: Sequence[Piece]) -> Moment | None:
        try:
            moment = read_past(" ".join(nearly(piece) for piece in pieces), self.now, self.parts, self.heard)
        except (NotRead, NotYet, OverflowError):
            return None
        return None if self.now - moment.latest > TOO_LONG_AGO else moment

    def _end(self, begins: Moment, closes: TimeTold) -> datetime | None:
        """When it ended: on the day that is named, or the next time that it was that o'clock."""
        if "day" in closes.says or begins.latest - begins.earliest > SOON:
            ended = self._read(closes.pieces)
            return ended.latest if ended else None
        assert closes.clock, "a span ends at a clock time"
        try:
            return until(begins, nearly(closes.clock), self.now)
        except NotRead:
            return None

    def _not_to_come(self, telling: Sequence[TimeTold]) -> Sequence[TimeTold]:
        """Without the clock times that are still to come today, where another has been: "bloods at 0900"."""
        ahead = [time for time in telling if time.kinds == {"clock"} and self._is_ahead(time)]
        past = [time for time in telling if time not in ahead]
        return past if any(time.kinds == {"clock"} for time in past) else telling

    def _is_ahead(self, time: TimeTold) -> bool:
        moment = self._read(time.pieces)
        return moment is not None and self.now - moment.latest > SOON

    def _is_to_come(self, moment: Moment, pieces: Sequence[Piece]) -> bool:
        """A clock time by itself, of yesterday if it were past, and nothing is told to have happened."""
        only_clock = all(piece.kind == "clock" for piece in pieces)
        happened = any(time.tells in {*TOLD, Tells.NOT} for time in self.times)
        return only_clock and self.now - moment.latest > SOON and not happened


def _choices(
    times: Sequence[TimeTold], cues: Cues, best: TimeTold | None = None
) -> Iterator[tuple[list[Piece], bool]]:
    """Which pieces say together when it happened, the best choice first, and whether it is a guess."""
    if not times:
        return
    best = best or max(times, key=lambda time: (time.weight, time.exactness))
    joined = [best]
    for other in sorted(times, key=lambda time: (-time.weight, abs(time.start - best.start))):
        says = frozenset().union(*(time.says for time in joined))
        if (
            not other.says & says
            and "edge" not in best.kinds | other.kinds
            and other.weight > 1
            and _belong(best, other, cues)
        ):
            joined.append(other)
        elif other.weight > 1 and (days := _day_alone(other, says)) and _belong(best, other, cues):
            joined.append(days)
    left = [
        time
        for time in times
        if not _is_in(time, joined) and time.kinds & {"clock", "range"} and time.weight >= max(2, best.weight - 2)
    ]
    rivals = [
        time
        for time in times
        if not _is_in(time, joined)
        and time.says & best.says
        and time.kinds != {"edge"}
        and time.weight >= best.weight
    ]
    other_days = [  # "two weeks ago on a Sunday"
        time
        for time in times
        if not _is_in(time, joined)
        and "day" in time.says & best.says
        and time.weight > 1
        and cues.sentences_between(*sorted((time.start, best.start))) == 0
    ]
    guessed = (
        bool(rivals or left or other_days)
        or best.weight < 2
        or best.tells is Tells.UNTIL
        or any(nearly(piece) != piece.text for piece in best.pieces)
    )
    joined.sort(key=lambda time: time.start)
    pieces = [piece for time in joined for piece in time.pieces]
    yield pieces, guessed
    # Where they do not go together, the best alone; then the day or the part of it without the clock.
    yield list(best.pieces), True
    if calmer := [piece for piece in pieces if piece.kind != "clock"]:
        yield calmer, True


def _belong(one: TimeTold, other: TimeTold, cues: Cues) -> bool:
    """A day, or a part of one, is of the clock time in its sentence, or in the next."""
    first, second = sorted((one, other), key=lambda time: time.start)
    return cues.sentences_between(first.end, second.start) <= (0 if "clock" in first.says else 1)


def _day_alone(time: TimeTold, says: frozenset[str]) -> TimeTold | None:
    """The day of "my long day yesterday", where "after lunch" says better which part of it; or of "given at 8
    and again at 9 yesterday"."""
    days = tuple(piece for piece in time.pieces if piece.kind == "day")
    others = {piece.kind for piece in time.pieces} - {"day"}
    is_more = days and len(others) == 1 and others <= {"part", "clock"} and others <= says
    return replace(time, pieces=days) if is_more and "day" not in says else None


def _is_in(time: TimeTold, joined: Sequence[TimeTold]) -> bool:
    return all(any(piece in each.pieces for each in joined) for piece in time.pieces)
