"""Where something that was written down is put right: which of it, when it was or that it was not so, and why."""

from bot.candour_words import NOTHING_TO_PUT_RIGHT, RIGHT_INTRO, WHICH_WAS_WRONG
from bot.cards.candour_inputs import form_fields
from bot.cards.candour_log_words import KEPT_APART
from bot.cards.candour_which import not_open
from bot.cards.elements import Attempt, Card, buttons, card, choice_box, heading, note_of, press, text
from bot.casework.candour_views import CandourView, EntryShown
from bot.forms.candour_log import RIGHT
from psirf.rules import Rules
from psirf.spoken import spoken_moment, within_a_sentence

ENTRY = "entry"  # the field by which it is chosen
MOST_CHOICES = 60


def right_page(view: CandourView, attempt: Attempt, _: Rules) -> Card:
    """What can be put right, the newest first."""
    if view.written is None or "log" not in view.steps:
        return not_open(view)
    note, back = note_of(attempt), press("Back", "candour.page_words", view)
    top = [heading(f"{RIGHT.title} · {view.reference}"), *([note] if note else [])]
    choices = [(str(each.entry), _line(each)) for each in reversed(view.written) if each.can_be_put_right]
    choices = choices[:MOST_CHOICES]
    if not choices:
        return card(*top, text(NOTHING_TO_PUT_RIGHT), buttons(back))
    return card(
        *top,
        text(RIGHT_INTRO, subtle=True),
        choice_box(ENTRY, WHICH_WAS_WRONG, choices, attempt.words(ENTRY)),
        *form_fields(RIGHT, attempt, view.now),
        text(KEPT_APART, subtle=True),
        buttons(
            press(RIGHT.send, "candour.put_right", view, primary=True),
            press("It was not so", "candour.leave_out", view),
            back,
        ),
    )


def _line(entry: EntryShown) -> str:
    """`Person 1: told in person, Wednesday 4 March 2026, 9:30am`."""
    name = within_a_sentence(entry.name)
    right = " (put right)" if entry.put_right else ""
    return f"Person {entry.number}: {name}, {spoken_moment(entry.at)}{right}"
