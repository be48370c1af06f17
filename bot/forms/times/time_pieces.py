"""Finding the words of a text that speak of a time, and leaving out numbers that do not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.forms.times import time_patterns as shapes
from bot.forms.times.other_numbers import without_other_numbers
from bot.forms.times.time_cues import TOLD, Cues
from bot.forms.times.time_words import any_of
from psirf.day_parts import DayPart
from psirf.moment_words import MomentWords, Tells

LITTLE_WORDS = (
    "at", "about", "around", "on", "of", "in", "the", "just", "like", "roughly", "maybe", "think", "i", "it", "was",
    "sometime", "some", "time", "date", "probably", "during", "my", "gone", "after", "before", "shortly", "early",
    "late", "very", "shift", "or", "so", "approx",
)  # fmt: skip
GAP = re.compile(rf"(?:[ ,:(-]|(?:{any_of(LITTLE_WORDS)})(?!\w))*")

OF_A_DAY = re.compile("^(?:last|this) |tonight|this morning")
MEAL = re.compile("breakfast|lunch|tea ?time|supper|bed ?time")
ROUND = re.compile(r" (?:\w+ )?rounds?(?!\w)")
# "Slipped in x-ray 1605": doses, wards and bleeps are out by now; round figures and years are confirmed.
TWO_AND_TWO_FIGURES = re.compile(r"(?!2222)(?:[01]\d|2[0-3])[.]?[0-5]\d")
FOUR_FIGURES = re.compile(rf"(?!\d\d00|1250|20[0-2]\d|19[3-9]\d){shapes.FOUR}")
POSSESSIVE = re.compile("day'?s$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that speak of a time. `kind`: whole (says all by itself), day, part, clock, range or
    edge (the start of a shift, a handover)."""

    kind: str
    text: str
    start: int
    end: int
    alone: bool = True  # a mere "morning", or 1430, speaks of a time only beside something that does
    of_thing: bool = False  # it names a thing: "the 10pm dose"
    sure: bool = True  # four figures that may also be a dose or a year are confirmed

    @property
    def says(self) -> frozenset[str]:
        """What of a time it settles. "This morning" settles the day too."""
        if self.kind == "whole":
            return frozenset(("day", "part", "clock"))
        if self.kind in ("range", "edge"):
            return frozenset(("clock",))
        if self.kind == "part" and OF_A_DAY.search(self.text):
            return frozenset(("day", "part"))
        return frozenset((self.kind,))


def find_pieces(text: str, cues: Cues, heard: MomentWords, parts: tuple[DayPart, ...]) -> list[Piece]:
    """The pieces of a text (spelled out) that speak of a time, in their order."""
    plain = without_other_numbers(text, heard)
    every = list(_pieces(plain, heard, parts))
    kept: list[Piece] = []
    for at, piece in enumerate(every):
        if piece.alone or _in_company(plain, every, at) or _follows(plain, cues, kept, piece):
            kept.append(piece)
    others = any(piece.kind in ("clock", "range") or piece.text.endswith("ago") for piece in kept)
    figures = (
        replace(piece, sure=FOUR_FIGURES.fullmatch(piece.text) is not None and not piece.of_thing)
        for piece in every
        if piece not in kept
        and TWO_AND_TWO_FIGURES.fullmatch(piece.text)
        and (not others or _begins_a_sentence(plain, piece))
    )
    return sorted([*kept, *figures], key=lambda piece: piece.start)


def beside(text: str, first: Piece, second: Piece) -> bool:
    """Nothing but little words stands between two pieces."""
    return GAP.fullmatch(text, first.end, second.start) is not None


def _in_company(text: str, pieces: Sequence[Piece], at: int) -> bool:
    others = (*pieces[max(0, at - 1) : at], *pieces[at + 1 : at + 2])
    return any(
        other.kind != pieces[at].kind and beside(text, *sorted((pieces[at], other), key=lambda piece: piece.start))
        for other in others
    )


def _follows(text: str, cues: Cues, kept: Sequence[Piece], piece: Piece) -> bool:
    """Four figures right after what happened ("given 2200"), or joined to a clock time by "and"."""
    if piece.kind != "clock":
        return False
    if "." in piece.text:  # "given 1.25" is a dose
        return cues.happened_right_before(piece.start, Tells.OUTCOME)
    if kept and kept[-1].kind == "clock" and text[kept[-1].end : piece.start].strip() in ("and", "&", ",", "or"):
        return True
    if cues.came_right_after(piece.end, Tells.OUTCOME):  # "1120 cardiac arrest"
        return True
    if _begins_a_sentence(text, piece) and any(cues.came_right_after(piece.end, told) for told in TOLD):
        return True  # "On ward 9. 1030 gave her"
    return cues.happened_right_before(piece.start, *TOLD, Tells.UNTIL) or (
        # "Found in the car park 1945": longer after what was found than after a dose that was given.
        cues.happened_right_before(piece.start, Tells.FOUND, within=4)
        and shapes.SENTENCE_GOES_ON.match(text, piece.end) is not None
    )


def _begins_a_sentence(text: str, piece: Piece) -> bool:
    return text[: piece.start].rstrip(" ")[-1:] in ("", ".", ",", ";", ":")


def _pieces(plain: str, heard: MomentWords, parts: tuple[DayPart, ...]) -> Iterator[Piece]:
    day_ended = -2
    for found in _times(heard, parts).finditer(plain):
        kind = found.lastgroup or ""
        if kind == "shift":
            if found.start() == day_ended + 1:
                yield Piece("part", shapes.SHIFTS_SHORT[found[0]], found.start(), found.end())
            continue
        if kind == "bad":
            yield Piece("part", found[0].split()[-1], found.start(), found.end(), of_thing=True)
            continue
        day_ended = found.end() if kind.endswith("day") else -2
        said = POSSESSIVE.sub("day", found[0])
        of_thing = said != found[0] or (
            # "the 0200 obs" are a thing; "at the 0200 obs" is a time.
            not found[0].startswith(("at the ", "during the "))
            and _thing(heard).match(plain, found.end()) is not None
        )
        if of_thing and ROUND.match(plain, found.end()):
            # "On the morning drug round" and "on the 2200 round": then.
            kind, of_thing = kind.replace("bare_part", "part"), False
        elif of_thing and kind in ("part", "bare_part"):
            if not MEAL.search(said):
                continue  # "the night nurse" is somebody
            kind = "part"  # "teatime insulin not given": then
        alone = not kind.startswith("bare")
        yield Piece(kind.removeprefix("bare_"), said, found.start(), found.end(), alone, of_thing)


@lru_cache(maxsize=8)
def _times(heard: MomentWords, parts: tuple[DayPart, ...]) -> re.Pattern[str]:
    """All that speaks of a time, the longer ways of saying it first. A group's name is the kind of piece."""
    words = [word for part in parts for word in part.words]
    kinds = {
        "whole": shapes.WHOLE,
        "edge": shapes.EDGES,
        "part": shapes.part_pattern_in_text(words),
        "range": shapes.RANGE,
        "day": shapes.day_pattern(heard.named_days),
        "clock": shapes.CLOCK,
        "bare_day": shapes.BARE_DAY,
        "bare_clock": shapes.BARE_CLOCK,
        "bare_part": shapes.bare_part_pattern(words),
        "bad": shapes.BAD_NIGHT,
        "shift": shapes.SHIFT_OF_A_DAY,
    }
    return re.compile(
        r"(?<![\w/])(?<!\d[:.])(?:"
        + "|".join(f"(?P<{kind}>{shape})" for kind, shape in kinds.items())
        + r")(?![\w/])"
    )


@lru_cache(maxsize=8)
def _thing(heard: MomentWords) -> re.Pattern[str]:
    return re.compile(rf" (?:{any_of(heard.nouns)})(?!\w)")
