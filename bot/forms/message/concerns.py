"""Whom a report's words concern besides its leads, and which Never Event they may tell of."""

from dataclasses import dataclass

from bot.forms.message.agents import agents_told
from bot.forms.message.care import never_event_told, specialists_told
from bot.forms.message.text import LONGEST, told
from psirf.heard import Heard
from psirf.vocabulary import EventKind, Reached


@dataclass(frozen=True, slots=True)
class Concerns:
    """`specialists` by the names of heard_specialists.toml; `never_event` an entry of the list, or nothing."""

    specialists: tuple[str, ...] = ()
    never_event: str = ""


def concerns_told(text: str, heard: Heard, kind: EventKind, reached: Reached | None) -> Concerns:
    """What the words of a report say of its kind. A Never Event has happened: not what was stopped in time."""
    words = told(text[:LONGEST], heard)
    specialists = specialists_told(words, heard, agents_told(words, heard), kind)
    happened = kind is EventKind.INCIDENT and reached is not Reached.NO
    event = never_event_told(words, heard.never_events) if happened else None
    return Concerns(tuple(each.value for each in specialists), event.value if event else "")
