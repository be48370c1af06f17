"""Candour as a line on its event's card."""

from dataclasses import dataclass
from datetime import date

from psirf.candour.terms import CandourStatus, Ending


@dataclass(frozen=True, slots=True)
class CandourLine:
    """How far the case of an event is. `told`: of each who is to be told how that ended and on which day in London;
    both None where it has not. It names nobody."""

    reference: str
    status: CandourStatus
    told_by: date | None  # None where no day is set
    told: tuple[tuple[Ending | None, date | None], ...]
