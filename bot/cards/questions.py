"""A form's questions as cards, and the card on which all answers are looked over."""

import hashlib
from collections.abc import Mapping, Sequence

from bot.cards.elements import (
    Card,
    Element,
    attention,
    buttons,
    card,
    choice_box,
    date_box,
    heading,
    plain,
    quiet,
    reporting_as,
    shortened,
    submit,
    text,
    text_box,
)
from bot.forms.form import Asking, Form, Question

ANSWER_SHOWN = 120  # characters of an answer on the card on which all are looked over


def question_card(question: Question, asking: Asking, draft: str, note: str = "", about: str = "") -> Card:
    """One question. `note` comes first: what was unclear, or where the conversation stands; then
    the reference of what it is `about`."""
    offered = [
        submit(offer.label, draft=draft, question=question.key, value=offer.said) for offer in question.offers(asking)
    ]
    return card(
        *_note(note),
        *_about(about),
        *([attention(text(question.first))] if question.first else []),
        text(question.ask, strong=True),
        *([text(question.hint, subtle=True, close=True)] if question.hint else []),
        *([buttons(*offered)] if offered else []),
    )


def confirm_card(unsure: Mapping[str, str], draft: str, key: str) -> Card:
    """A guess, to be confirmed before it counts. Its buttons are for this guess and no later one."""
    guess = mark_of(unsure)
    return card(
        text(unsure["confirm"], strong=True),
        buttons(
            submit("Yes", draft=draft, question=key, do="confirm", guess=guess),
            submit("No", draft=draft, question=key, do="deny", guess=guess),
        ),
    )


def mark_of(unsure: Mapping[str, str]) -> str:
    """What tells one guess from another, without saying what was guessed."""
    return hashlib.sha256(unsure["value"].encode()).hexdigest()[:16]


def check_card(
    form: Form, answers: Mapping[str, str], asking: Asking, draft: str, by: str, note: str = "", about: str = ""
) -> Card:  # fmt: skip
    """Every answer, each to be changed; Send is on the first screen of a phone."""
    asked = [q for q in form.questions if q.applies(answers)]
    told = [q for q in asked if answers.get(q.key) or not q.later]
    more = [q for q in asked if q.later and not answers.get(q.key)]
    return card(
        *_note(note),
        heading(f"Check, then {form.send.lower()}"),
        *_about(about),
        *(_answer(q, answers.get(q.key, ""), asking, draft) for q in told),
        buttons(
            submit(form.send, primary=True, draft=draft, do="send"),
            *(submit(f"Add: {q.label.lower()}", draft=draft, do="change", question=q.key) for q in more),
        ),
        *reporting_as(by, draft, form.signed),
    )


def _answer(question: Question, value: str, asking: Asking, draft: str) -> Element:
    """An answer, with its label above it and the word that changes it beside it."""
    shown = shortened(question.shown(value, asking), ANSWER_SHOWN) if value else "Skipped"
    change = submit(f"Change: {question.label.lower()}", draft=draft, do="change", question=question.key)
    return {
        "type": "ColumnSet", "spacing": "Small",
        "columns": [
            {"type": "Column", "width": "stretch",
             "items": [text(question.label, subtle=True), {**text(shown), "spacing": "None"}]},
            {"type": "Column", "width": "auto", "verticalContentAlignment": "Center", "selectAction": change,
             "minHeight": "44px",
             "items": [{"type": "TextBlock", "text": "Change", "color": "Accent", "weight": "Bolder"}]},
        ],
    }  # fmt: skip


def leave_card(draft: str, form: Form) -> Card:
    return card(
        text(f"Keep this {form.noun} for later, or delete it now?", strong=True),
        buttons(
            submit("Keep for later", draft=draft, do="keep"),
            submit("Delete now", draft=draft, do="delete"),
            submit("Carry on", draft=draft, do="carry_on"),
        ),
    )


def half_made_card(form: Form, begins: str, draft: str, *, anew: bool = False, about: str = "") -> Card:
    """What was begun and not sent is offered again; `anew`: beside it, to begin another."""
    return card(
        heading(f"Half-made {form.noun}"),
        *_about(about),
        *([quiet(text(shortened(begins, ANSWER_SHOWN)))] if begins else []),
        text("It has not been sent. Would you like to carry on with it?"),
        buttons(
            submit("Carry on", primary=True, draft=draft, do="carry_on"),
            *([submit("Start a new one", draft=draft, do="start_anew")] if anew else []),
            submit("Delete it", draft=draft, do="delete"),
        ),
    )


def told_card(words: str, draft: str, note: str = "") -> Card:
    """Somebody just told what happened: may a report begin with their words?"""
    return card(
        *_note(note),
        text("Shall I start a report with your words?", strong=True),
        quiet(text(shortened(words, ANSWER_SHOWN))),
        text("Nothing is sent before you have looked at it.", subtle=True),
        buttons(
            submit("Start the report", primary=True, draft=draft, do="carry_on"),
            submit("Delete it", draft=draft, do="delete"),
        ),
    )


def form_inputs(
    form: Form, said: Mapping[str, str], unclear: Mapping[str, str], people: Sequence[tuple[str, str]] = ()
) -> list[Element]:
    """The whole form as inputs, what was unclear said at its field. Teams checks nothing: readers do.

    `people` are (id, name), for a question that names one.
    """
    return [_input(q, said.get(q.key, ""), unclear.get(q.key, ""), people) for q in form.questions]


def _input(question: Question, value: str, unclear: str, people: Sequence[tuple[str, str]]) -> Element:
    label = plain(f"{question.label}. {unclear}" if unclear else question.label)
    if question.kind == "person":
        return person_box(question.key, label, people, value)
    if question.kind == "day":
        return date_box(question.key, label, value)
    return text_box(question.key, label, value, long=question.long)


def person_box(id: str, label: str, people: Sequence[tuple[str, str]], value: str = "") -> Element:
    """One of some people, (id, name); or, where there are too many to list, whom the name is written of."""
    if people:
        return choice_box(id, label, people, value)
    return text_box(id, label, value, hint="Their full name, or “me”", long=False)


def _note(note: str) -> list[Element]:
    return [text(note)] if note else []


def _about(reference: str) -> list[Element]:
    return [text(f"For {reference}", subtle=True)] if reference else []
