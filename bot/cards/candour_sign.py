"""Where somebody else looks at why a person cannot be reached, and signs it."""

from bot.candour_words import CANDOUR_STEP_NOT_OPEN
from bot.cards.candour_log_words import AND_MORE, NOTHING_TO_SIGN, SIGN_INTRO
from bot.cards.elements import (
    Attempt,
    Card,
    Element,
    buttons,
    card,
    heading,
    note_of,
    press,
    quiet,
    shortened,
    text,
    text_box,
)
from bot.casework.candour_views import CandourView, TrackShown
from psirf.candour.kept import TriedBy
from psirf.rules import Rules
from psirf.spoken import spoken_moment, within_a_sentence
from psirf.working_time import london_day

WHY = "why_"  # a field, with the number of the person
MOST_ATTEMPTS = 8  # the newest attempts that are shown
# What whoever signs may miss, and the ways of trying that are it.
DONE_BY = {"visited": {TriedBy.VISIT.label}, "wrote": {TriedBy.LETTER.label, TriedBy.EMAIL.label}}


def sign_page(view: CandourView, attempt: Attempt, _: Rules) -> Card:
    """One person at a time who is said not to be reachable: why, what was tried, and room for a sentence."""
    back = press("Back", "candour.show", view)
    note = note_of(attempt)
    if "sign" not in view.steps:
        return card(text(CANDOUR_STEP_NOT_OPEN), *([note] if note else []), buttons(back))
    waiting = [track for track in view.tracks if track.unsigned]
    shown = next((track for track in waiting if track.number == attempt.item), waiting[0] if waiting else None)
    others = len(waiting) - 1
    return card(
        heading(f"Sign · {view.reference}"),
        *([note] if note else []),
        text(SIGN_INTRO if waiting else NOTHING_TO_SIGN),
        *(_waits(view, shown, attempt) if shown else []),
        *([text(AND_MORE.format(others), subtle=True)] if others > 0 else []),
        buttons(back),
    )


def _how_much(track: TrackShown) -> str:
    """`1 attempt, on 1 day: by phone only. Nobody visited or wrote.`"""
    tried, days = len(track.attempts), len({london_day(each.at) for each in track.attempts})
    hows = list(dict.fromkeys(within_a_sentence(each.how) for each in track.attempts))
    known = {each.how for each in track.attempts}
    lacks = " or ".join(said for said, ways in DONE_BY.items() if not known & ways)
    return (
        f"{tried} {'attempt' if tried == 1 else 'attempts'}, on {days} {'day' if days == 1 else 'days'}: "
        f"{', '.join(hows)}{' only' if len(hows) == 1 else ''}."
        f"{f' Nobody {lacks}.' if lacks else ''}"
    )


def _waits(view: CandourView, track: TrackShown, attempt: Attempt) -> list[Element]:
    field = f"{WHY}{track.number}"
    parts = ", ".join(within_a_sentence(each.label) for each in track.unsigned)
    tried = [
        text(f"{each.how}, {spoken_moment(each.at)}: {within_a_sentence(each.result)}.", close=True)
        for each in track.attempts[-MOST_ATTEMPTS:]
    ]
    return [
        quiet(
            text(track.name, strong=True),
            text(f"Not given: {parts}.", close=True),
            *([text(f"“{shortened(track.why_unsigned, 1500)}”", close=True)] if track.why_unsigned else []),
            *([text(f"Written by {track.unsigned_by}.", subtle=True, close=True)] if track.unsigned_by else []),
            text("What was tried", strong=True),
            *([text(_how_much(track), close=True)] if track.attempts else []),
            *tried,
        ),
        text_box(field, "Why you agree, in one sentence", attempt.words(field)),
        buttons(press("Sign it", "candour.sign", view, primary=True, item=track.number)),
    ]
