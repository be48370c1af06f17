"""Before the conversation: a calm list to think it through, and words that help."""

from collections.abc import Mapping

from bot.candour_words import CANDOUR_STEP_NOT_OPEN
from bot.cards.candour_inputs import form_fields, who
from bot.cards.candour_log_words import (
    AFTER_DEATH,
    BEFORE_INTRO,
    KEPT_APART,
    SORRY_IS_RIGHT,
    WHO_IS_IT_ABOUT,
    WORDS_THAT_HELP,
)
from bot.cards.elements import Attempt, Card, buttons, card, heading, hidden, note_of, press, quiet, show, text
from bot.casework.candour_views import CandourView
from bot.forms.candour_log import PLAN
from psirf.candour.kept import NoteName
from psirf.rules import Rules


def before_page(view: CandourView, attempt: Attempt, _: Rules) -> Card:
    """What is planned for one person, as it was saved last, to be gone on with."""
    back = press("Back", "candour.show", view)
    note = note_of(attempt)
    if "log" not in view.steps:
        return card(text(CANDOUR_STEP_NOT_OPEN), buttons(back))
    top = [heading(f"Before you meet · {view.reference}"), *([note] if note else [])]
    track = view.track(attempt.item)
    if track is None:
        return card(*top, text(WHO_IS_IT_ABOUT, strong=True), *who(view, "before"), buttons(back))
    if track.died and not attempt.said:
        return card(*top, text(f"{track.name}. {AFTER_DEATH}"), buttons(back))
    helps = [text(words, close=place > 0) for place, words in enumerate((*WORDS_THAT_HELP, SORRY_IS_RIGHT))]
    return card(
        *top,
        *([text(track.name, strong=True)] if len(view.tracks) > 1 else []),
        text(BEFORE_INTRO, subtle=True),
        buttons(show("Words that help", "words_that_help")),
        hidden("words_that_help", quiet(*helps)),
        *form_fields(PLAN, attempt, view.now, _planned(view, track.number)),
        text(KEPT_APART, subtle=True),
        buttons(press(PLAN.send, "candour.plan", view, primary=True, item=track.number), back),
    )


def _planned(view: CandourView, number: int) -> Mapping[str, str]:
    """What was saved last of this person's plan."""
    plans = [each.words for each in view.written or () if each.name == NoteName.PLAN.label and each.number == number]
    return plans[-1] if plans else {}
