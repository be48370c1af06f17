"""Who has been hurt, what they need, and whose task it is to meet those needs: for somebody of a candour case."""

from bot.candour_words import HURT_ASKS, HURT_INTRO
from bot.cards.candour_which import not_open, way_back, which_person
from bot.cards.elements import Attempt, Card, buttons, card, heading, note_of, press, text, text_box
from bot.casework.candour_views import CandourView
from psirf.candour.kept import NoteName
from psirf.rules import Rules

TITLE = "Who was hurt"


def restorative_page(view: CandourView, attempt: Attempt, _: Rules) -> Card:
    """The three restorative questions, with what was last written of a person. Source: domain.md 3.5."""
    is_open = "log" in view.steps
    if view.written is None or not (is_open or attempt.said):
        return not_open(view)
    track = view.track(attempt.item)
    if track is None:
        return which_person(view, "restorative", TITLE, note_of(attempt))
    mine = [each for each in view.written if (each.name, each.number) == (NoteName.RESTORATIVE.label, track.number)]
    last = mine[-1].words if mine else {}
    note = note_of(attempt)
    boxes = [
        text_box(key, asks, attempt.words(key) if attempt.step else last.get(key, "")) for key, asks in HURT_ASKS
    ]
    return card(
        heading(f"{TITLE} · {view.reference}"),
        text(track.name, strong=True),
        text(HURT_INTRO, subtle=True, close=True),
        *boxes,
        *([note] if note else []),
        buttons(
            *([press("Keep", "candour.restorative", view, primary=True, item=track.number)] if is_open else []),
            way_back(view),
        ),
    )
