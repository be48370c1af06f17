"""What one message tells: each thing read from it, with the words it was read from."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.forms.times.moments import Moment
from psirf.places import Place
from psirf.vocabulary import Agent, EventKind, PhysicalHarm

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """Something read from a text. `words` are the text's own, as they stand in it; `sure` is whether it
    may be taken so, or is to be confirmed first."""

    value: T
    words: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Telling:
    """All that is read from one message. None, or nothing, where it does not say."""

    kind: Read[EventKind] | None = None
    near_miss: Read[bool] | None = None
    ward: Read[Place] | None = None
    which_ward: tuple[Place, ...] = ()  # those that go by the name that was written, where it is more than one
    when: Read[Moment] | None = None
    agents: tuple[Read[Agent], ...] = ()
    stopped_by: Read[str] | None = None
    physical: Read[PhysicalHarm] | None = None
    never_event: Read[str] | None = None  # LFPSE never-event-type-5, for the patient safety team to confirm
    specialists: tuple[Read[str], ...] = ()  # who is told besides: MSO, MDSO, …
    urgent: Read[bool] | None = None  # somebody is in danger now
    distress: Read[bool] | None = None  # the writer says that they cannot cope
    parts: tuple[str, ...] = ()  # the texts of two or more events, where it tells of more than one
