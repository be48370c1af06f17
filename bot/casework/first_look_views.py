"""Views of the ward manager's look, and of reports that tell of the same event."""

from dataclasses import dataclass
from datetime import date, datetime

from psirf.vocabulary import FirstLook, NoteKind, PhysicalHarm, PsychologicalHarm


@dataclass(frozen=True, slots=True)
class SaidShown:
    """What was said to those who look at it next."""

    kind: NoteKind
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PersonGraded:
    """Somebody affected, and the harm to them as it is known now, for who may put it right."""

    affected_person_id: int
    sequence: int
    physical: PhysicalHarm
    psychological: PsychologicalHarm


@dataclass(frozen=True, slots=True)
class FirstLookShown:
    """How the ward manager's look stands; `state` is None where none was asked for.

    until: the last day on which it waits for the ward manager alone.  said, wards and people: empty where this
    person may not see them, or may put nothing right; wards are names, none where there are too many to list.
    """

    state: FirstLook | None
    until: date
    by: str = ""
    at: datetime | None = None
    said: tuple[SaidShown, ...] = ()
    wards: tuple[str, ...] = ()
    people: tuple[PersonGraded, ...] = ()


@dataclass(frozen=True, slots=True)
class SameEventShown:
    """Reports that tell of the same event: the one that this was joined to, empty where that is not to be seen by
    who looks; and those that were joined to this."""

    is_joined: bool
    to: str = ""
    others: tuple[str, ...] = ()
