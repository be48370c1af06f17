"""From when to when it happened, where two times of a text are its start and its end: last seen, and found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.forms.time_cues import Cues
from bot.forms.times_told import TimeTold
from psirf.moment_words import Tells

CAME_OF_IT = frozenset((Tells.OUTCOME, Tells.FOUND))
ENDED = frozenset((Tells.OUTCOME, Tells.UNTIL))
WAITED_FROM = frozenset((Tells.DUE, Tells.AFTER))  # due, or asked for, and not done until much later


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
        if later and _is_from(time) and cues.is_until(later[0].start):
            yield Span(time, later[0], in_words=True)
        elif later and time.weight > 1 and cues.is_until(later[0].start) and _are_close(time, later[0], cues):
            yield Span(time, later[0])
        elif time.tells is Tells.LAST and (found := _first(later, CAME_OF_IT | {Tells.HAPPENED})):
            yield Span(time, found)
        elif time.tells is Tells.SINCE and cues.has_lasted(time.start):
            told = [each for each in clocks[:at] if each.tells is Tells.AFTER]
            yield Span(time, _first(later, {Tells.FOUND}) or _first(clocks[:at], {Tells.FOUND}) or next(iter(told), None))
        elif _is_from(time) and time.weight > 1 and (ended := [each for each in later if each.tells in ENDED]):
            yield Span(time, ended[-1])
    for at, time in enumerate(clocks):
        if time.tells is Tells.UNTIL and at:
            yield Span(_first(clocks[:at], WAITED_FROM) or clocks[at - 1], time)
    if cues.several() and len(told := [time for time in clocks if time.weight > 1]) > 1:
        yield Span(told[0], told[-1])


def _is_from(time: TimeTold) -> bool:
    return time.pieces[0].text.startswith("from ")


def _are_close(one: TimeTold, other: TimeTold, cues: Cues) -> bool:
    """ "0200 until about 0400": nothing else stands between them."""
    return cues.words_between(one.end, other.start) <= 1


def _first(times: Sequence[TimeTold], tells: frozenset[Tells] | set[Tells]) -> TimeTold | None:
    return next((time for time in times if time.tells in tells), None)
