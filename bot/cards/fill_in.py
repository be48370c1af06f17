"""A whole form as one card, for those who like to see all of it at once."""

import hashlib
import json
from collections.abc import Mapping

from bot.cards.elements import (
    Card,
    Element,
    buttons,
    card,
    choice_box,
    date_box,
    heading,
    plain,
    reporting_as,
    row,
    shortened,
    submit,
    text,
    text_box,
)
from bot.cards.questions import NOTHING_BEFORE, Was
from bot.forms.form import Asking, Form, Question
from bot.forms.whole_card import FIELD, has_field, in_field
from bot.wording import FILL_IN

LONGEST_TOLD = 4000  # characters that a field of a card takes; a message takes any number
SHOWN = 200


def fill_in_card(
    form: Form, answers: Mapping[str, str], asking: Asking, draft: str, by: str, said: Mapping[str, str],
    unclear: Mapping[str, str], was: Was = NOTHING_BEFORE,
) -> Card:  # fmt: skip
    """Each question that applies as a field. `said` is what was typed, given back; what was unclear in it
    stands beside its field."""
    asked = [question for question in form.questions if question.applies(answers) and not question.unseen]
    return card(
        *was.elements(),
        heading(f"{form.title}, on one card"),
        *([text(FILL_IN)] if unclear else []),
        *(_field(question, answers, asking, said, unclear.get(question.key, "")) for question in asked),
        buttons(
            submit("Look it over", primary=True, draft=draft, do="filled", drawn=digest_of(answers)),
            submit("Ask me one at a time", draft=draft, do="carry_on"),
        ),
        text("Nothing is sent before you have looked it over.", subtle=True),
        *reporting_as(by, draft, form.signed),
    )


def digest_of(answers: Mapping[str, str]) -> str:
    """What tells the answers that a card shows from others, so that an old card overwrites none."""
    return hashlib.sha256(json.dumps(dict(answers), sort_keys=True).encode()).hexdigest()[:16]


def _field(
    question: Question, answers: Mapping[str, str], asking: Asking, said: Mapping[str, str], unclear: str
) -> Element:  # fmt: skip
    id, (ask, _) = f"{FIELD}{question.key}", question.put(answers)
    label = plain(f"{ask} {unclear}" if unclear else f"{ask}{' (if you like)' if question.optional else ''}")
    kept = answers.get(question.key)
    if kept and not has_field(question, answers):
        return row(question.label, f"{shortened(question.show(kept, asking), SHOWN)} (say change to change it)")
    value = in_field(question, kept, asking) if kept else said.get(id, question.unless_said)
    if question.kind in ("one of some", "some"):
        choices = [(offer.said, offer.label) for offer in question.offers(asking) if offer.said != "skip"]
        box = choice_box(id, label, choices, value)
        return {**box, "isMultiSelect": True, "style": "expanded"} if question.kind == "some" else box
    if question.kind == "day":
        return date_box(id, label, value)
    hint = (
        question.hint.removesuffix(" Or say skip.")
        if question.long
        else "Such as “an hour ago”"
        if question.key == "when"
        else ""
    )
    return {**text_box(id, label, value, hint=hint, long=question.long), "maxLength": LONGEST_TOLD}
