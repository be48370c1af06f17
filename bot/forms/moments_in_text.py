"""Finding when it happened inside a text."""

from dataclasses import dataclass
from datetime import datetime

from bot.forms.moments import Moment
from psirf.day_parts import DayPart


@dataclass(frozen=True, slots=True)
class MomentFound:
    moment: Moment
    start: int
    end: int


def find_moment(text: str, now: datetime, parts: tuple[DayPart, ...]) -> MomentFound | None:
    return None
