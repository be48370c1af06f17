"""Support for a member of staff: who is there for whom, and three questions for themself. Nothing says what of."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.candour_words import (
    SUPPORT_ALSO,
    SUPPORT_ASKS,
    SUPPORT_FORM,
    SUPPORT_FREE,
    SUPPORT_HOW,
    SUPPORT_LIKE,
    SUPPORT_NAMED,
    SUPPORT_OFFERED,
    SUPPORT_PRIVATE,
)
from bot.cards.elements import (
    NO_ATTEMPT,
    Attempt,
    Card,
    Element,
    buttons,
    card,
    heading,
    named,
    note_of,
    press,
    quiet,
    shortened,
    submit,
    text,
    text_box,
)
from bot.cards.questions import person_box
from bot.casework.supporting import SupportView
from psirf.contacts import Contacts

ASK = "support"  # what the button sends: this word, and nothing of the card on which it stands
TITLE = "Support for a colleague"
COLLEAGUE, SUPPORTER = "colleague", "supporter"


@dataclass(frozen=True, slots=True)
class _OfNothing:
    """What the form's button is about: no record."""

    id: int = 0
    version: int = 0


def support_button() -> Element:
    """For a card about what happened: its press comes as a message of its own, with no number in it."""
    return submit(TITLE, do=ASK)


def offer_card(people: Sequence[tuple[str, str]], attempt: Attempt = NO_ATTEMPT) -> Card:
    """Who is there for whom? `people`: (id, name); none where there are too many to list."""
    note = note_of(attempt)
    return card(
        heading(TITLE),
        text(SUPPORT_FORM),
        person_box(COLLEAGUE, "Who could do with support?", people, attempt.words(COLLEAGUE)),
        person_box(SUPPORTER, "Who is there for them?", people, attempt.words(SUPPORTER)),
        *([note] if note else []),
        buttons(press("Offer it", "support.offer", _OfNothing(), primary=True)),
        text(SUPPORT_LIKE, subtle=True),
    )


def shown_card(view: SupportView, contacts: Contacts, attempt: Attempt = NO_ATTEMPT) -> Card:
    """The card of the two: each with what is for them."""
    note = note_of(attempt)
    if not view.is_theirs:
        reads = [buttons(press("What they wrote", "support.page_said", view))] if view.has_answers else []
        return card(
            *([note] if note else []),
            text(SUPPORT_NAMED.format(view.colleague), strong=True),
            text(SUPPORT_HOW),
            text(SUPPORT_FREE, subtle=True),
            *reads,
        )
    also = [
        line for each in contacts.support for line in (text(each.name), text(each.reach, subtle=True, close=True))
    ]
    return card(
        *([note] if note else []),
        text(SUPPORT_OFFERED.format(view.supporter), strong=True),
        text(SUPPORT_FREE, close=True),
        quiet(text(SUPPORT_ALSO), *also),
        buttons(press("Three questions", "support.page_questions", view)),
    )


def questions_card(view: SupportView, attempt: Attempt = NO_ATTEMPT) -> Card:
    """The three questions, for the colleague alone, with what they answered."""
    answers, note = view.answers or {}, note_of(attempt)
    return card(
        heading("Three questions for you"),
        text(SUPPORT_PRIVATE.format(view.supporter), subtle=True),
        *(text_box(key, ask, attempt.words(key) if attempt.step else answers.get(key, ""))
          for key, ask in SUPPORT_ASKS),
        *([note] if note else []),
        buttons(press("Keep", "support.keep", view, primary=True), press("Back", "support.show", view)),
    )  # fmt: skip


def said_card(view: SupportView) -> Card:
    """What they answered, for the person who is there for them."""
    answers = view.answers or {}
    return card(
        heading("What they wrote"),
        text(SUPPORT_NAMED.format(view.colleague), subtle=True),
        *(named(ask, shortened(answers[key], 1500)) for key, ask in SUPPORT_ASKS if answers.get(key)),
        buttons(press("Back", "support.show", view)),
    )
