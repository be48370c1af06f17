"""When something happened, found in a report that also tells of doses, wards and other times."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.forms.moments import Moment, read_past
from bot.forms.spelled_out import spell_out
from bot.forms.time_cues import TOLD, Cues, find_cues
from bot.forms.time_pieces import Piece, beside, find_pieces
from bot.forms.time_words import NotRead, NotYet
from psirf.day_parts import DayPart
from psirf.moment_words import MomentWords, Tells, usual_moment_words

# How well a time tells when it happened. What is not here does not tell it at all.
WEIGHTS = {
    Tells.HAPPENED: 4,
    Tells.OUTCOME: 3,
    Tells.NOT: 3,
    Tells.FOUND: 2,
    Tells.UNTIL: 2,
    None: 2,
    Tells.MEASURED: 1,
}

NEAR = re.compile("^(?:(?:before|after|by|from|near|nearly|past) (?:the )?)(?=\\d)")  # "before 5am": about then
CLOCKS = frozenset(("clock", "range", "edge"))  # what says a time of the day more exactly than a part of it
AND = ("", "and", "or", "&", "to", "then", "and again", "and then")
TOO_LONG_AGO = timedelta(days=3 * 365)  # a year this far back is of a birth or an illness
SOON = timedelta(hours=18)  # "at 1pm", typed at noon of nothing that happened, is to come: not yesterday's


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
    def says(self) -> frozenset[str]:
        return frozenset().union(*(piece.says for piece in self.pieces))

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(piece.kind for piece in self.pieces)

    @property
    def exactness(self) -> int:
        """A clock time rather than a handover, a handover rather than a day; "given at 4" rather than "6am dose"."""
        clocks = [piece for piece in self.pieces if piece.kind in ("clock", "range")]
        if not clocks:
            return 1 if "edge" in self.kinds else 0
        return 3 if len(self.pieces) > 1 or clocks[0].text.startswith(("at ", "about ", "around ")) else 2

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
    cues = find_cues(spelled.text, heard)
    times = _times(spelled.text, find_pieces(spelled.text, cues, heard, parts), cues)
    for pieces, guessed in _choices([time for time in times if time.weight > 0], cues):
        try:
            said = " ".join(_nearly(piece) for piece in pieces)
            moment = read_past(said, now, parts, heard)
        except (NotRead, NotYet, OverflowError):
            continue
        if now - moment.latest > TOO_LONG_AGO:
            continue
        only_clock = all(piece.kind == "clock" for piece in pieces)
        if only_clock and now - moment.latest > SOON and not any(time.tells in {*TOLD, Tells.NOT} for time in times):
            continue
        start, end = spelled.original(min(piece.start for piece in pieces), max(piece.end for piece in pieces))
        start += len(text[start:end]) - len(text[start:end].lstrip())
        return MomentFound(replace(moment, guessed=moment.guessed or guessed), start, end)
    return None


def _nearly(piece: Piece) -> str:
    return NEAR.sub("about ", piece.text) if piece.kind == "clock" else piece.text


def _times(text: str, pieces: Sequence[Piece], cues: Cues) -> list[_Time]:
    """The pieces put together where they stand together, each with what is told of it."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        last = groups[-1] if groups else []
        if last and _go_together(piece, last) and beside(text, last[-1], piece):
            last.append(piece)
        else:
            groups.append([piece])
    tells_of: list[Tells | None] = []
    for at, group in enumerate(groups):
        before = groups[at - 1][-1].end if at else 0
        after = groups[at + 1][0].start if at + 1 < len(groups) else len(text)
        clock_after = at + 1 < len(groups) and groups[at + 1][0].kind == "clock"
        tells = cues.tell(group[0].start, group[-1].end, before, after, clock_after=clock_after)
        if at and text[before : group[0].start].strip(" ,(") in AND:
            tells = tells or tells_of[-1]
            tells_of[-1] = tells_of[-1] or tells
        tells_of.append(tells)
    return [_Time(tuple(group), tells) for group, tells in zip(groups, tells_of, strict=True)]


def _go_together(piece: Piece, others: Sequence[Piece]) -> bool:
    kinds = {other.kind for other in others}
    return piece.kind not in kinds and not (piece.kind in CLOCKS and kinds & CLOCKS)


def _choices(times: Sequence[_Time], cues: Cues) -> Iterator[tuple[list[Piece], bool]]:
    """Which pieces say together when it happened, the best choice first, and whether it is a guess."""
    if not times:
        return
    best = max(times, key=lambda time: (time.weight, time.exactness))
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
    left = [
        time
        for time in times
        if time not in joined and time.kinds & {"clock", "range"} and time.weight >= max(2, best.weight - 2)
    ]
    rivals = [
        time
        for time in times
        if time not in joined and time.says & best.says and time.kinds != {"edge"} and time.weight >= best.weight
    ]
    guessed = (
        bool(rivals or left)
        or best.weight < 2
        or best.tells is Tells.UNTIL
        or any(_nearly(piece) != piece.text for piece in best.pieces)
    )
    joined.sort(key=lambda time: time.start)
    pieces = [piece for time in joined for piece in time.pieces]
    yield pieces, guessed
    # Where they do not go together, the best alone; then the day or the part of it without the clock.
    yield list(best.pieces), True
    if calmer := [piece for piece in pieces if piece.kind != "clock"]:
        yield calmer, True


def _belong(one: _Time, other: _Time, cues: Cues) -> bool:
    """A day, or a part of one, is of the clock time in its sentence, or in the next."""
    first, second = sorted((one, other), key=lambda time: time.start)
    return cues.sentences_between(first.end, second.start) <= (0 if "clock" in first.says else 1)
