"""When something happened, found in a report that also tells of doses, wards and other times."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.forms.moments import Moment, read_past
from bot.forms.spelled_out import spell_out
from bot.forms.time_cues import Cues, find_cues
from bot.forms.time_pieces import Piece, beside, find_pieces
from bot.forms.time_words import NotRead, NotYet
from psirf.day_parts import DayPart
from psirf.moment_words import MomentWords, Tells, usual_moment_words

# How well a time tells when it happened. What is not here does not tell it at all.
WEIGHTS = {Tells.HAPPENED: 3, Tells.FOUND: 2, None: 2}


@dataclass(frozen=True, slots=True)
class MomentFound:
    """A moment, and the slice of the text that holds the words it was read from."""

    moment: Moment
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Time:
    """Pieces that stand together and say one time, with what the words beside it tell."""

    pieces: tuple[Piece, ...]
    tells: Tells | None = None

    @property
    def weight(self) -> int:
        of_thing = all(piece.of_thing for piece in self.pieces)
        return WEIGHTS.get(self.tells, 0) - (1 if of_thing and self.tells is not Tells.HAPPENED else 0)

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(piece.kind for piece in self.pieces)

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end


def find_moment(
    text: str, now: datetime, parts: tuple[DayPart, ...], heard: MomentWords | None = None
) -> MomentFound | None:
    """When what a text tells of happened; None where it does not say, or only could be made to say."""
    heard = heard or usual_moment_words()
    spelled = spell_out(text, heard, slips=True)
    times = _times(spelled.text, find_pieces(spelled.text, heard, parts), find_cues(spelled.text, heard))
    telling = [time for time in times if time.weight > 0]
    for chosen, guessed in _choices(telling):
        said = " ".join(piece.text for time in chosen for piece in time.pieces)
        try:
            moment = read_past(said, now, parts, heard)
        except (NotRead, NotYet, OverflowError):
            continue
        start, end = min(time.start for time in chosen), max(time.end for time in chosen)
        return MomentFound(replace(moment, guessed=moment.guessed or guessed), *spelled.original(start, end))
    return None


def _times(text: str, pieces: Sequence[Piece], cues: Cues) -> list[_Time]:
    """The pieces put together where they stand together, each with what is told of it."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        last = groups[-1] if groups else []
        if last and piece.kind not in {other.kind for other in last} and beside(text, last[-1], piece):
            last.append(piece)
        else:
            groups.append([piece])
    times: list[_Time] = []
    for at, group in enumerate(groups):
        before = groups[at - 1][-1].end if at else 0
        after = groups[at + 1][0].start if at + 1 < len(groups) else len(text)
        tells = cues.tell(group[0].start, group[-1].end, before, after)
        if at and text[before : group[0].start].strip() in ("and", "or", "&", ",", "to", "then", "and again"):
            tells = tells or times[-1].tells
        times.append(_Time(tuple(group), tells))
    return times


def _choices(times: Sequence[_Time]) -> Iterator[tuple[list[_Time], bool]]:
    """Which times say together when it happened, the best choice first, and whether it is a guess."""
    if not times:
        return
    best = max(times, key=lambda time: (time.weight, "clock" in time.kinds or "range" in time.kinds))
    rivals = [time for time in times if time is not best and time.kinds & best.kinds and time.weight >= best.weight]
    guessed = bool(rivals) or best.weight < 2
    joined = [best]
    for other in sorted(times, key=lambda time: (-time.weight, abs(time.start - best.start))):
        taken = frozenset().union(*(time.kinds for time in joined))
        if not other.kinds & taken and "whole" not in taken | other.kinds and other.weight > 1:
            joined.append(other)
    joined.sort(key=lambda time: time.start)
    yield joined, guessed
    if len(joined) > 1:
        yield [best], True
        for other in joined:
            if other is not best:
                yield [other], True
