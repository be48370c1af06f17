"""Parts of a day as people name them: the morning, last night, a late shift, handover."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from psirf.tables import TableError, Tables
from psirf.working_time import at_london


class PartIs(StrEnum):
    """What a part of the day is: a shift and a handover have a start and an end that people speak of."""

    HOURS = "hours"
    SHIFT = "shift"
    HANDOVER = "handover"
    ABOUT = "about"  # hours that people draw differently: teatime


@dataclass(frozen=True, slots=True)
class DayPart:
    words: tuple[str, ...]
    begins: time
    ends: time
    kind: PartIs = PartIs.HOURS

    @property
    def is_night(self) -> bool:
        """It runs past midnight."""
        return self.ends <= self.begins

    def on(self, day: date) -> tuple[datetime, datetime]:
        """From when to when it is on a London day; a night ends on the next."""
        last = day + timedelta(days=1) if self.is_night else day
        return at_london(day, self.begins), at_london(last, self.ends)


def read_day_parts(tables: Tables) -> tuple[DayPart, ...]:
    """The table of day parts. Raises TableError naming the file and the row."""
    table = tables.read("day_parts.toml")
    parts = table.rows("part", _part)
    words = [word for part in parts for word in part.words]
    if len(set(words)) != len(words):
        raise TableError(f"{table.file}: a word stands in two [[part]] rows.")
    return parts


def _part(words: Sequence[str], begins: time, ends: time, kind: str = PartIs.HOURS) -> DayPart:
    if isinstance(words, str) or not words or not all(isinstance(word, str) for word in words):
        raise ValueError("words is a list of words")
    if not (isinstance(begins, time) and isinstance(ends, time)):
        raise ValueError("begins and ends are times, such as 09:00:00")
    return DayPart(tuple(word.casefold() for word in words), begins, ends, PartIs(kind))
