"""The three questions of an assessment, in plain words, for the healthcare professional who answers them."""

from bot.candour_words import CANDOUR_STEP_NOT_OPEN, IF_UNSURE, WHOSE_OPINION
from bot.cards.elements import (
    Attempt,
    Card,
    buttons,
    card,
    choice_box,
    heading,
    note_of,
    press,
    shortened,
    text,
    text_box,
)
from bot.casework.candour_views import CandourView
from psirf.candour.terms import LimbAnswer
from psirf.rules import Rules

WHY = "why_"  # a field, with the limb it is about


def assess_page(view: CandourView, attempt: Attempt, rules: Rules) -> Card:
    """The three questions, each with what it means and room for why."""
    back, note, is_open = press("Back", "candour.show", view), note_of(attempt), "assess" in view.steps
    if not (is_open or attempt.said):
        return card(note or text(CANDOUR_STEP_NOT_OPEN), buttons(back))
    choices = [(each.value, each.label) for each in LimbAnswer]
    asked = [
        element
        for limb, row in rules.candour.limbs.items()
        for element in (
            text(row.asks, strong=True),
            text(row.means, subtle=True, close=True),
            choice_box(limb.value, "Your answer", choices, attempt.words(limb.value), expanded=True),
            text_box(
                f"{WHY}{limb.value}", "Why (needed where it is no)", attempt.words(f"{WHY}{limb.value}"), long=False
            ),
        )
    ]
    return card(
        heading(f"Assess · {view.reference}"),
        *([text(shortened(view.what, 300))] if view.what else []),
        text(IF_UNSURE, subtle=True),
        *asked,
        text_box("profession", "In whose opinion? Your profession", attempt.words("profession"), long=False,
                 hint="such as consultant, or senior nurse"),
        text(WHOSE_OPINION, subtle=True, close=True),
        *([note] if note else []),
        buttons(*([press("Keep the answers", "candour.assess", view, primary=True)] if is_open else []), back),
    )  # fmt: skip
