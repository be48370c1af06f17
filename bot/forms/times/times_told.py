"""The times a text speaks of, each with what its words tell: that it happened then, or was only due then."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.forms.times.time_cues import Cues
from bot.forms.times.time_pieces import MEAL, Piece, beside
from psirf.moment_words import Tells

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
CLOCKS = frozenset(("clock", "range", "edge"))  # what says a time of the day more exactly than a part of it
AND = ("", "and", "or", "&", "to", "then", "and again", "and then")
# "Before 5am": about then.
NEARLY = re.compile("^(?:before|after|by|from|near|nearly|past) (?:the )?(?:at |about |around )?")


@dataclass(frozen=True, slots=True)
class TimeTold:
    """Pieces that stand together and say one time, with what the words beside it tell."""

    pieces: tuple[Piece, ...]
    tells: Tells | None = None

    @property
    def weight(self) -> int:
        return WEIGHTS.get(self.tells, 0) - (
            1 if _is_of_thing(self.pieces) and self.tells is not Tells.HAPPENED else 0
        )

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
            return 1 if "edge" in self.kinds or any(MEAL.search(piece.text) for piece in self.pieces) else 0
        return 3 if len(self.pieces) > 1 or clocks[0].text.startswith(("at ", "about ", "around ")) else 2

    @property
    def clock(self) -> Piece | None:
        """The clock time that it says."""
        return next((piece for piece in self.pieces if piece.kind == "clock"), None)

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end


def nearly(piece: Piece) -> str:
    """What a piece says, "before 5am" taken for about then."""
    return NEARLY.sub("about ", piece.text) if piece.kind == "clock" else piece.text


def times_told(text: str, pieces: Sequence[Piece], cues: Cues) -> list[TimeTold]:
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
        if group[0].kind == "range" and cues.has_lasted(group[0].start):
            tells = tells or Tells.OUTCOME  # "down 0200 to 0500"
        names_a_thing = at and tells_of[-1] is Tells.HAPPENED and _is_of_thing(groups[at - 1])
        is_near = group[0].text.startswith("at ") and cues.words_between(before, group[0].start) <= 2
        if names_a_thing and tells is None and is_near:  # "given her 8pm insulin at 6": at 6
            tells, tells_of[-1] = Tells.HAPPENED, None
        tells_of.append(tells)
    return [TimeTold(tuple(group), tells) for group, tells in zip(groups, tells_of, strict=True)]


def _is_of_thing(pieces: Sequence[Piece]) -> bool:
    """Whether they only name a thing: "her 8pm insulin"."""
    return all(piece.of_thing for piece in pieces)


def _go_together(piece: Piece, others: Sequence[Piece]) -> bool:
    kinds = {other.kind for other in others}
    return piece.kind not in kinds and not (piece.kind in CLOCKS and kinds & CLOCKS)
