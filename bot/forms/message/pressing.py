"""Whether what was told may not wait: somebody in danger, or what may be a Never Event."""

from bot.forms.message.care import danger_told, never_event_told
from bot.forms.message.text import LONGEST
from bot.forms.message.text import told as words_told
from psirf.heard import Heard
from psirf.vocabulary import EventKind


def may_not_wait(text: str, heard: Heard) -> bool:
    """Whether the words may tell of a danger that goes on, or of a Never Event, nearly happened or happened.

    Where it is not sure it counts too: all that follows is that the leads are asked at once.
    """
    told = words_told(text[:LONGEST], heard)
    return danger_told(told, heard.urgent) is not None or never_event_told(told, heard.never_events) is not None


def may_be_never_event(text: str, heard: Heard, kind: EventKind) -> bool:
    """Whether the words of an incident may tell of a Never Event, nearly happened or happened. Good care, a risk
    and an outcome mention what might be one, and tell of none."""
    told = words_told(text[:LONGEST], heard)
    return kind is EventKind.INCIDENT and never_event_told(told, heard.never_events) is not None
