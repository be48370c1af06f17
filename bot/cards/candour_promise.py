"""The next contact promised to somebody, the time that they asked for, and the days to leave them in peace."""

from bot.candour_words import LEFT_IN_PEACE, PROMISED_FIRST
from bot.cards.candour_which import not_open, way_back, which_person, who_died
from bot.cards.elements import (
    Attempt,
    Card,
    buttons,
    card,
    date_box,
    heading,
    hidden,
    note_of,
    press,
    show,
    text,
    text_box,
)
from bot.casework.candour_promises import DAYS, MOST_DAYS, OFTEN
from bot.casework.candour_views import CandourView, TrackShown
from psirf.rules import Rules

TITLE = "Next contact"
NEXT_ON, UNTIL, AVOID = "next_contact_on", "paused_until", "avoid_"  # the last with a number, from 1


def promise_page(view: CandourView, attempt: Attempt, _: Rules) -> Card:
    """What is promised to a person, to be changed."""
    if view.identities is None or "promise" not in view.steps:
        return not_open(view)
    track = view.track(attempt.item)
    if track is None:
        return which_person(view, "promise", TITLE, note_of(attempt))
    if track.died:
        return who_died(view, TITLE, track, note_of(attempt))
    now, note = _now(view, track, attempt), note_of(attempt)
    peace = [
        text(LEFT_IN_PEACE, subtle=True),
        *(date_box(f"{AVOID}{place}", f"Day {place}", now[f"{AVOID}{place}"]) for place in range(1, MOST_DAYS + 1)),
        text_box(DAYS, "What these days are to them", now[DAYS], hint="It is sealed", long=False),
    ]
    has_days = any(now[f"{AVOID}{place}"] for place in range(1, MOST_DAYS + 1)) or bool(now[DAYS])
    return card(
        heading(f"{TITLE} · {view.reference}"),
        text(track.name, strong=True),
        text(PROMISED_FIRST, subtle=True, close=True),
        date_box(NEXT_ON, "When will you be in touch next?", now[NEXT_ON]),
        text_box(OFTEN, "How often would they like to hear from you?", now[OFTEN], long=False),
        date_box(UNTIL, "Did they ask for time? Until when?", now[UNTIL]),
        *(peace if has_days else [buttons(show("Days to leave in peace", "peace")), hidden("peace", *peace)]),
        *([note] if note else []),
        buttons(press("Keep", "candour.promise", view, primary=True, item=track.number), way_back(view)),
    )


def _now(view: CandourView, track: TrackShown, attempt: Attempt) -> dict[str, str]:
    """What stands in the fields: as it is kept; where a press was refused, as it was typed."""
    kept = (view.identities or {}).get(track.number, {})
    days = [day.isoformat() for day in track.avoid]
    avoid = {f"{AVOID}{place + 1}": days[place] if place < len(days) else "" for place in range(MOST_DAYS)}
    held = {
        NEXT_ON: track.next_contact_on.isoformat() if track.next_contact_on else "",
        UNTIL: track.paused_until.isoformat() if track.paused_until else "",
        OFTEN: kept.get(OFTEN, ""), DAYS: kept.get(DAYS, ""), **avoid,
    }  # fmt: skip
    return {key: attempt.words(key) for key in held} if attempt.step else held
