"""The card on which a reporter puts right what a report says."""

from bot.cards.elements import (
    Attempt,
    Card,
    Element,
    buttons,
    card,
    choice_box,
    heading,
    note_of,
    plain,
    press,
    shortened,
    text,
    text_box,
)
from bot.casework.views import EventView
from bot.forms.report import REPORT
from bot.forms.whole_card import FIELD
from psirf.spoken import spoken_span
from psirf.vocabulary import Reached

LONGEST_IN_A_FIELD = 1500  # characters; what was told at more length is added to instead


def answers_shown(view: EventView) -> dict[str, str]:
    """The answers that can be put right, by their question, as people read them. What is too long for a
    field is left out."""
    happened = view.happened
    span = (
        spoken_span(happened.earliest, happened.latest)
        if happened and happened.earliest and happened.latest
        else "I don't know"
    )
    shown = {
        "what": view.what or "",
        "ward": view.place or "",
        "when": span,
        "reached": view.reached.value if view.reached else "",
        "stopped_by": view.stopped_by or "",
        "how_they_are": view.how_they_are or "",
    }
    answers = {"kind": view.kind.value if view.kind else "", **shown}
    return {
        key: value
        for key, value in shown.items()
        if (question := REPORT.question(key)) and question.applies(answers) and len(value) <= LONGEST_IN_A_FIELD
    }


def correcting_card(view: EventView, attempt: Attempt) -> Card:
    """Each answer in a field, as it stands now. What it said before is kept beside it."""
    note = note_of(attempt)
    answers = {"kind": view.kind.value if view.kind else "", **answers_shown(view)}
    return card(
        heading(f"Put right {view.reference}"),
        text("Change what is not right. What it said before is kept, and the leads are told.", subtle=True),
        *(_field(key, value, answers, attempt) for key, value in answers_shown(view).items()),
        *([note] if note else []),
        buttons(
            press("Send what is put right", "event.correct", view, primary=True, living=True),
            press("Back to the report", "event.show", view, living=True),
        ),
    )


def _field(key: str, value: str, answers: dict[str, str], attempt: Attempt) -> Element:
    question = REPORT.question(key)
    assert question is not None, "only questions of the report are put right"
    id, unclear = f"{FIELD}{key}", attempt.unclear.get(key, "")
    label = plain(f"{question.put(answers)[0]} {unclear}".strip())
    value = attempt.said.get(id, value)
    if question.terms is Reached:
        return choice_box(id, label, [(each.value, each.label) for each in Reached], value)
    return text_box(id, label, shortened(value, LONGEST_IN_A_FIELD), long=question.long)
