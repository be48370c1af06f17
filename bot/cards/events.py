"""Cards about patient safety events, for the lead who decides and sees it through."""

from collections.abc import Mapping

from bot.cards.deciding import short_name, to_carry_on, to_decide
from bot.cards.elements import (
    LONGEST,
    NO_ATTEMPT,
    Attempt,
    Card,
    Element,
    attention,
    buttons,
    card,
    heading,
    hidden,
    note_of,
    on_top,
    quiet,
    row,
    rows,
    shortened,
    show,
    text,
)
from bot.cards.elsewhere import elsewhere_row
from bot.cards.marks import marks_to_look_at
from bot.cards.pages import ways_to_pages
from bot.cards.patients import patient_missing
from bot.cards.reporter import living_card, told_card
from bot.cards.since import since_then, to_answer_the_reporter, withdrawal_wish
from bot.cards.whole import Part, read_all
from bot.casework.views import EventView
from psirf.spoken import spoken_day, spoken_moment, spoken_span
from psirf.vocabulary import ActionStatus, EventKind, PhysicalHarm, Reached
from psirf.working_time import london_day

REACHED_SHOWN = {
    Reached.NO: "Not reached, stopped in time",
    Reached.YES: "Reached",
    Reached.UNKNOWN: "Not known if reached",
}

KINDS = {
    EventKind.GOOD_CARE: "Good care",
    EventKind.OUTCOME: "Outcome of concern",
    EventKind.RISK: "Risk",
}

MOST_PEOPLE = 8  # affected, listed on a card
MOST_ACTIONS = 4  # listed on a card, the newest
BESIDE = 100  # characters of what was told beside what happened


def event_card(view: EventView, attempt: Attempt = NO_ATTEMPT, *, living: bool = False) -> Card:
    """An event as one person may see it, with the steps open to them, and what came of a press."""
    open_steps = view.steps
    if view.is_reporter and (living or (view.advice is None and "see_patient" not in open_steps)):
        return living_card(view, attempt) if living or view.told is None else told_card(view, attempt.note)
    note = note_of(attempt)
    below = [
        *to_decide(view, open_steps, attempt, note),
        *to_carry_on(view, open_steps, attempt, note),
        *to_answer_the_reporter(view, open_steps, attempt, note),
    ]
    return card(
        heading(f"{kind_shown(view.kind, view.reached)} · {view.reference}"),
        *on_top(note, below),
        *_what_happened(view),
        *patient_missing(view),
        *_advice(view),
        *_decision(view),
        *_actions(view),
        *_told(view),
        *since_then(view),
        *withdrawal_wish(view),
        *_marks(view, open_steps),
        *below,
        *ways_to_pages(view),
    )


def _marks(view: EventView, steps: Mapping[str, str]) -> list[Element]:
    if not view.marks or "look_at_marks" not in steps:
        return []
    return marks_to_look_at(view, view.marks, steps["look_at_marks"])


def kind_shown(kind: EventKind | None, reached: Reached | None) -> str:
    """What an event is called at the head of its card."""
    if kind in KINDS:
        return KINDS[kind]
    return {Reached.NO: "Near miss", Reached.YES: "Incident", None: "Event"}.get(reached, "Near miss or incident")


def parts_of(view: EventView) -> list[Part]:
    """What people wrote, and how much of it a card shows."""
    return [
        ("What happened", view.what, LONGEST),
        ("How they are", view.how_they_are, BESIDE),
        ("Involved", view.involved, BESIDE),
        ("Stopped by", view.stopped_by, BESIDE),
        ("Who it could affect", view.population, BESIDE),
        ("How to have more", view.more_of, BESIDE),
        ("Why this response", view.decision.reason if view.decision else None, LONGEST),
    ]


def _what_happened(view: EventView) -> list[Element]:
    reached = REACHED_SHOWN[view.reached] if view.reached else None
    return [
        *([text(shortened(view.what))] if view.what else []),
        *read_all("event", view, parts_of(view)),
        *rows(
            ("Where", view.place),
            ("When", _when(view)),
            ("Patient", reached),
            ("How they are", view.how_they_are and shortened(view.how_they_are, BESIDE)),
            *_harm(view),
            ("Involved", _involved(view)),
            ("Stopped by", view.stopped_by and shortened(view.stopped_by, BESIDE)),
            ("Outcome", view.outcome.label if view.outcome else None),
            ("Our part", view.our_part.label if view.our_part else None),
            ("Imminent", view.imminent.label if view.imminent else None),
            ("Who", view.population and shortened(view.population, BESIDE)),
            ("More of it", view.more_of and shortened(view.more_of, BESIDE)),
            ("Reported", _reported(view)),
            elsewhere_row(view),
        ),
        *_candour(view),
    ]


def _involved(view: EventView) -> str | None:
    named = ", ".join(agent.label for agent in view.agents)
    words = shortened(view.involved or "", BESIDE)
    return f"{named}: {words}" if named and words else named or words or None


def _harm(view: EventView) -> list[tuple[str, str | None]]:
    """The harm to each person affected; nothing where none is graded yet."""
    people = view.harm or ()
    if len(people) == 1 and people[0].physical is PhysicalHarm.NOT_GRADED:
        return []
    more: list[tuple[str, str | None]] = (
        [("And", f"{len(people) - MOST_PEOPLE} more people")] if len(people) > MOST_PEOPLE else []
    )
    return [
        (
            "Harm" if len(people) == 1 else f"Person {number}",
            each.physical.label
            if each.physical is PhysicalHarm.FATAL
            else f"{each.physical.label}. {each.psychological.label}.",
        )
        for number, each in enumerate(people[:MOST_PEOPLE], start=1)
    ] + more


def _reported(view: EventView) -> str | None:
    spoken = spoken_day(london_day(view.reported_at)) if view.is_sealed and view.reported_at else ""
    at = [spoken or spoken_moment(view.reported_at)] if view.reported_at else []
    return ", ".join([*([view.reporter] if view.reporter else []), *at]) or None


def _when(view: EventView) -> str | None:
    if view.happened is None:
        return None
    earliest, latest = view.happened.earliest, view.happened.latest
    if view.kind is EventKind.RISK and earliest is None:
        return None
    return spoken_span(earliest, latest) if earliest and latest else "Not known"


def _candour(view: EventView) -> list[Element]:
    if view.reporter is None or view.reached in (None, Reached.NO):
        return []
    if view.reached is Reached.UNKNOWN:
        return [attention(text("It is not known whether it reached a patient. Please find out.", strong=True))]
    graded = any(each.physical is not PhysicalHarm.NOT_GRADED for each in view.harm or ())
    known = "It reached a patient." if graded else "It reached a patient. Harm is not graded yet."
    return [attention(text("Candour is to be assessed.", strong=True), text(known, close=True))]


def _advice(view: EventView) -> list[Element]:
    if view.advice is None or view.decision is not None:
        return []
    weighed = [row(short_name(other), why) for other, why in view.advice.considered.items()]
    return [
        quiet(
            text(f"Recommended: {view.advice.response.label}", strong=True),
            text(view.advice.because, close=True),
        ),
        buttons(show("What else was weighed", "weighed")),
        hidden("weighed", *weighed),
    ]


def _decision(view: EventView) -> list[Element]:
    if view.decision is None:
        return []
    decided = view.decision
    return [
        quiet(
            text(f"Chosen: {decided.chosen.label}", strong=True),
            text(f"“{shortened(decided.reason)}”", close=True),
            text(f"{decided.by}, {spoken_moment(decided.at)}", subtle=True, close=True),
        )
    ]


def _actions(view: EventView) -> list[Element]:
    if not view.actions:
        return []
    lines: list[Element] = []
    for action in view.actions[-MOST_ACTIONS:]:
        due = "" if action.status is ActionStatus.ACCEPTED else f", due {spoken_day(action.due)}"
        lines += [
            text(f"{action.reference}: {shortened(action.what, 80)}"),
            text(f"{action.owner}. {action.status.label}{due}", subtle=True, close=True),
        ]
    earlier = len(view.actions) - MOST_ACTIONS
    more = [text(f"And {earlier} before these.", subtle=True)] if earlier > 0 else []
    return [text("Actions", strong=True), *more, *lines]


def _told(view: EventView) -> list[Element]:
    if view.told is None:
        return []
    return [
        quiet(
            text("The reporter was told", strong=True),
            text(view.told.learned, close=True),
            text(view.told.changed, close=True),
            text(f"{view.told.by}, {spoken_moment(view.told.at)}", subtle=True, close=True),
        )
    ]
