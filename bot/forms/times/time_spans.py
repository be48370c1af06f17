"""From when to when it happened, where two times of a text are its start and its end: last seen, and found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.forms.times.time_cues import Cues
from bot.forms.times.times_told import TimeTold
from psirf.moment_words import Tells

CAME_OF_IT = frozenset((Tells.OUTCOME, Tells.FOUND))
ENDED = frozenset((Tells.OUTCOME, Tells.UNTIL))
NOT_BEGUN = frozenset((Tells.DUE, Tells.LAST, Tells.SINCE))
FEW_WORDS = 6  # "from 19:20 til I took over at 20:10"


@dataclass(frozen=True, slots=True)
class Span:
    """A time at which it began, and one at which it ended; where none is told it goes on."""

    opens: TimeTold
    closes: TimeTold | None
    in_words: bool = False  # "from 2 till 4am": nothing was put together


def spans_told(times: Sequence[TimeTold], cues: Cues) -> Iterator[Span]:
    """What may be the start and the end of one event, the likelier first."""
    clocks = [time for time in times if time.clock]
    for at, time in enumerate(clocks):
        later = clocks[at + 1 :]
        apart = _until_between(time, later[0], cues) if later else None
        if apart is not None and _is_from(time) and apart <= FEW_WORDS:
            yield Span(time, later[0], in_words=True)
        elif apart is not None and time.weight > 1 and apart <= 1:
            yield Span(time, later[0])  # "0200 until about 0400"
        elif time.tells is Tells.LAST and (
            found := _first(later, CAME_OF_IT | {Tells.HAPPENED}) or _first(clocks[:at], CAME_OF_IT)
        ):
            yield Span(time, found)
        elif time.tells is Tells.SINCE and cues.has_lasted(time.start):
            told = [each for each in clocks[:at] if each.tells in (Tells.AFTER, None)]
            found = _first(clocks, {Tells.FOUND})
            yield Span(time, found or next(iter(told), None))
        elif _is_from(time) and time.weight > 1 and (ended := [each for each in later if each.tells in ENDED]):
            yield Span(time, ended[-1])
    for at, time in enumerate(clocks):
        if time.tells is Tells.UNTIL and at:
            # Asked for, and nobody came until; or something else had begun it.
            begun = [each for each in clocks[:at] if each.tells not in NOT_BEGUN]
            if opens := _first(begun, {Tells.AFTER}) or next(reversed(begun), None):
                yield Span(opens, time)
    for time, after in pairwise(times):
        apart = _until_between(time, after, cues)
        if time.weight > 1 and not time.clock and "day" in after.says and apart is not None and apart <= 1:
            yield Span(time, after)  # "sat afternoon till mon morning"
    for time in times:
        if time.tells is Tells.LAST and time.kinds == {"whole"} and time.pieces[0].text.endswith("ago"):
            yield Span(time, None)  # "missing, last seen 20 minutes ago"
        if time.tells is Tells.SINCE and time.kinds == {"day"} and (found := _first(clocks, {Tells.FOUND})):
            yield Span(time, found)  # "found at 14:10, both prescribed since Friday"
        elif time.tells is Tells.SINCE and time.kinds == {"day"} and cues.has_lasted(time.start):
            yield Span(time, None, in_words=True)
    several = cues.first(Tells.SEVERAL)
    told = [time for time in clocks if time.weight > 1 and several and time.start > several.end]
    if len(told) > 1:
        yield Span(told[0], told[-1])


def _is_from(time: TimeTold) -> bool:
    return time.pieces[0].text.startswith("from ") and not time.pieces[0].text.startswith("from at ")


def _until_between(one: TimeTold, other: TimeTold, cues: Cues) -> int | None:
    """How many words stand between two times, where one of them is "until"."""
    return cues.words_between(one.end, other.start) if cues.is_until(one.end, other.start) else None


def _first(times: Sequence[TimeTold], tells: frozenset[Tells] | set[Tells]) -> TimeTold | None:
    return next((time for time in times if time.tells in tells), None)
