"""Parts of the day, shifts and handovers as people name them: last night, on the late, just before handover."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from bot.forms.times.time_words import Words
from psirf.day_parts import DayPart, PartIs

HALF_HOUR, HOUR = timedelta(minutes=30), timedelta(hours=1)
EDGE = (
    r"(?:at |near |towards |by |right at |around )?(?:the )?(?:very )?(?P<edge>start|beginning|end) of "
    r"(?:my |the |our |this |last |a |an |that )*(?P<shift>(?:night|late|early|day|long day)(?: shift)?|nights|shift)"
)
HANDOVER = (
    r"(?P<side>just before|shortly before|before|just after|shortly after|after|at|in|during|around|about)? ?"
    r"(?:the |our |my )*(?P<which>morning |am |day |evening |pm |night |shift |bedside )?handover(?: time)?"
)


@dataclass(frozen=True, slots=True)
class NamedPart:
    part: DayPart
    last: bool  # last night
    this: bool  # this evening, tonight: of today and of no day before


@dataclass(frozen=True, slots=True)
class Edge:
    """The first or last hour of a shift, or the time about a handover; of any of these `parts`."""

    parts: tuple[DayPart, ...]
    side: str  # start, end; before, at, after

    def on(self, day: date) -> list[tuple[datetime, datetime]]:
        """From when to when it may have been on a London day; once for each part."""
        return [self._of(*part.on(day)) for part in self.parts]

    def _of(self, begins: datetime, ends: datetime) -> tuple[datetime, datetime]:
        spans = {
            "start": (begins, begins + HOUR), "end": (ends - HOUR, ends),
            "before": (begins - HALF_HOUR, begins), "at": (begins, ends), "after": (begins, ends + HALF_HOUR),
        }  # fmt: skip
        return spans[self.side]


@lru_cache(maxsize=8)
def part_pattern(parts: tuple[DayPart, ...]) -> str:
    """A part of the day by any of its words, longest first, with the little words before it."""
    words = sorted((word for part in parts for word in part.words), key=len, reverse=True)
    any_word = "|".join(re.escape(word).replace(r"\ ", " ") for word in words)
    little = (
        "in the |during the |during |on the |over the |through the |throughout the |all |the |on |in |at |my |our |"
    )
    return rf"(?P<last>last )?(?P<this>this )?(?:{little}on a |on an )*?(?P<word>{any_word})s?(?: shift| duty)?"


def named_part(words: Words, parts: tuple[DayPart, ...]) -> NamedPart | None:
    """The part of the day that is named, taken out of the words."""
    found = words.take(part_pattern(parts))
    if not found:
        return None
    part = next(part for part in parts if found["word"] in part.words)
    return NamedPart(part, found["last"] is not None, found["this"] is not None or found["word"] == "tonight")


def named_edge(words: Words, parts: tuple[DayPart, ...]) -> Edge | None:
    """The start or end of a shift, or a handover, taken out of the words."""
    if found := words.take(EDGE):
        named = _shifts(found["shift"], parts)
        return Edge(named, "start" if found["edge"] == "beginning" else found["edge"]) if named else None
    if found := words.take(HANDOVER):
        named = _handovers((found["which"] or "").strip(), parts)
        side = (found["side"] or "at").rpartition(" ")[2]
        return Edge(named, side if side in ("before", "after") else "at") if named else None
    return None


def _shifts(said: str, parts: tuple[DayPart, ...]) -> tuple[DayPart, ...]:
    every = (part for part in parts if part.kind is PartIs.SHIFT)
    names = {said, f"{said} shift", f"{said.removesuffix('s')} shift"}
    return tuple(part for part in every if said == "shift" or names & set(part.words))


def _handovers(said: str, parts: tuple[DayPart, ...]) -> tuple[DayPart, ...]:
    """ "Night handover" is to some the one to the night, to others the one from it."""
    every = tuple(part for part in parts if part.kind is PartIs.HANDOVER)
    return tuple(part for part in every if f"{said} handover" in part.words) or every
