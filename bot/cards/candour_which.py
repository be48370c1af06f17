"""Whom a page of a candour case is about, by their number: the only one, or one of several buttons."""

from bot.candour_words import CANDOUR_STEP_NOT_OPEN, WHICH_OF_THEM
from bot.cards.candour_log_words import AFTER_DEATH
from bot.cards.elements import Card, Element, buttons, card, heading, on_top, press, text
from bot.casework.candour_views import CandourView, TrackShown
from psirf.spoken import within_a_sentence

MOST_BUTTONS = 6


def way_back(view: CandourView) -> Element:
    return press("Back", "candour.show", view)


def not_open(view: CandourView, words: str = CANDOUR_STEP_NOT_OPEN) -> Card:
    """A page that is not open to who pressed, or not any more."""
    return card(text(words), buttons(way_back(view)))


def who_died(view: CandourView, title: str, track: TrackShown, note: Element | None) -> Card:
    """A page that makes no sense of somebody who has died. `note`: of what came of a press."""
    said = note or text(f"{track.name}. {AFTER_DEATH}")
    return card(heading(f"{title} · {view.reference}"), said, buttons(way_back(view)))


def which_person(view: CandourView, page: str, title: str, note: Element | None, *more: Element) -> Card:
    """Whom is it about? `more`: what stands beneath, whoever it is. `note`: of what came of a press."""
    return card(
        heading(f"{title} · {view.reference}"),
        *on_top(note, more),
        text(WHICH_OF_THEM, strong=True),
        *(text(f"{each.name}: {within_a_sentence(each.kind.label)}", close=True) for each in view.tracks),
        *ways_to(view, page, view.tracks),
        *more,
        buttons(way_back(view)),
    )


def ways_to(view: CandourView, page: str, tracks: tuple[TrackShown, ...]) -> list[Element]:
    """A button for each person, six beside one another."""
    ways = [press(each.name, f"candour.page_{page}", view, item=each.number) for each in tracks]
    return [buttons(*ways[start : start + MOST_BUTTONS]) for start in range(0, len(ways), MOST_BUTTONS)]
