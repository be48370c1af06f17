"""Asking for candour, from an event's card; and the way to involve those affected, from its learning response's."""

from bot.candour_words import ASK_CANDOUR
from bot.cards.elements import (
    NO_ATTEMPT,
    Attempt,
    Card,
    Element,
    Fold,
    buttons,
    card,
    choice_box,
    heading,
    note_of,
    press,
    text,
    text_box,
)
from bot.casework.response_views import ResponseView
from bot.casework.views import EventView
from psirf.candour.terms import AskedBy
from psirf.rules import Rules

ASKED_BY, WHY = "asked_by", "why_candour"
WHY_ASKED = "Why, in one sentence? Only those who see to candour read it."


def ask_candour_page(view: EventView, attempt: Attempt, rules: Rules) -> Card:
    """Whose word it is, and why."""
    note = note_of(attempt)
    choices = [(each.value, f"{each.label[0].upper()}{each.label[1:]}") for each in AskedBy]
    asked = [
        choice_box(ASKED_BY, "Who asks for it?", choices, attempt.words(ASKED_BY), expanded=True),
        text_box(WHY, WHY_ASKED, attempt.words(WHY)),
    ]
    is_open = "ask_candour" in view.steps
    send = [press("Ask for it", "event.ask_candour", view, primary=True)] if is_open else []
    return card(
        heading(f"Candour · {view.reference}"),
        text(ASK_CANDOUR, subtle=True),
        *(asked if is_open else []),
        *([note] if note is not None else []),
        buttons(*send, press("Back to the card", "event.show", view)),
    )


def ask_as_reporter(view: EventView, attempt: Attempt = NO_ATTEMPT) -> list[Fold | Element]:
    """The same for whoever reported it, whose word it then is."""
    if "ask_candour" not in view.steps:
        return []
    box = text_box(WHY, WHY_ASKED, attempt.words(WHY))
    send = press("Ask for it", "event.ask_candour", view, living=True)
    return [Fold("ask_candour", view.steps["ask_candour"], [text(ASK_CANDOUR, subtle=True), box], send)]


def to_involve(view: ResponseView) -> list[Element]:
    """Those affected are involved in every response."""
    if "involve" not in view.steps or view.became:
        return []
    return [press(view.steps["involve"], "event.involve", view.event)]
