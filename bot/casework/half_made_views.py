"""Half-made forms as views: for their writer, and that there is one for a lead."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class HalfMadeShown:
    """A half-made form, for its writer alone. `goes_at` is None where it is kept: a patient was reached, or no
    key opens it now."""

    key: str
    form: str
    about: str  # the reference of the event that it is about, or nothing
    answers: Mapping[str, str]
    touched_at: datetime
    goes_at: datetime | None
    lead_knows: bool = False  # that there is one, and no more
    opens: bool = True


@dataclass(frozen=True, slots=True)
class ExistsShown:
    """That a half-made report exists which says that a patient was reached, for a lead. Nothing of what it
    says besides, nor of whose it is."""

    place: str  # empty where it says none
    begun_on: date
