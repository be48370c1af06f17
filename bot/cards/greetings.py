"""The welcome, help and a few answers of Lantern's own, as cards."""

from collections.abc import Sequence

from bot.cards.elements import Card, attention, buttons, card, heading, reporting_as, row, submit, text
from bot.casework.clock import ClockShown, Due
from bot.casework.views import UndeliveredView
from bot.wording import HELP, NOT_WATCHED
from psirf.spoken import spoken_moment


def welcome_card(name: str) -> Card:
    """Three short sentences: what it is for, that it is not watched, what to type."""
    return card(
        heading(f"Hello{', ' + name.split()[0] if _is_name(name) else ''}. I am Lantern."),
        text("I take near misses and incidents from your ward to the people who can learn from them."),
        text("I am not watched: if somebody is in danger, help them first and use your usual emergency call."),
        text("To begin, type near miss."),
        buttons(submit("Report a near miss", primary=True, do="near_miss")),
        *reporting_as(name),
    )


def _is_name(name: str) -> bool:
    """Whether a name may stand in a heading, which clients read as markdown."""
    return bool(name) and all(part.isalpha() for part in name.split()[0].split("-"))


def help_card(first: str = "") -> Card:
    return card(
        *([text(first)] if first else []),
        text(HELP),
        text(NOT_WATCHED, subtle=True),
        buttons(submit("Report a near miss", do="near_miss")),
    )


def text_card(words: str, *, strong: bool = False) -> Card:
    return card(text(words, strong=strong))


def clock_card(shown: ClockShown, note: str = "") -> Card:
    """Development only: London time, what fell due and what is next."""
    return card(
        *([attention(text(note))] if note else []),
        text(f"It is {spoken_moment(shown.now)} in London.", strong=True),
        *_dues("Fell due", shown.fell_due, "Nothing fell due."),
        *_dues("Next", shown.next, "Nothing is waiting."),
    )


def _dues(label: str, dues: Sequence[Due], none: str) -> list[dict[str, object]]:
    if not dues:
        return [text(none)]
    return [text(label, strong=True), *(row(d.reference, f"{d.to}, {spoken_moment(d.at)}") for d in dues)]


def undelivered_card(view: UndeliveredView) -> Card:
    """For an administrator: a message that did not arrive, or may not have."""
    return card(
        heading("A message may not have arrived"),
        row("To", view.to),
        row("About", view.about),
        row("What is known", f"{view.outcome}{f' ({view.trouble})' if view.trouble else ''}."),
        text("The person can type the reference to see how things stand.", subtle=True),
    )
