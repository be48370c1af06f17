"""Cards about patient safety events, for the lead who decides and sees it through."""

from collections.abc import Mapping

from bot.cards.candour_on_event import candour_on_event
from bot.cards.deciding import short_name, to_carry_on, to_decide
from bot.cards.desk import desk_rows
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
    named,
    note_of,
    on_top,
    quiet,
    rows,
    shortened,
    show,
    submit,
    text,
)
from bot.cards.elsewhere import elsewhere_row
from bot.cards.event_rows import harm_rows, involved_shown, reached_shown, when_shown
from bot.cards.first_look import asked_to_look_first, how_it_stands
from bot.cards.marks import marks_to_look_at
from bot.cards.outside import outside_line
from bot.cards.pages import ways_to_pages
from bot.cards.patients import patient_missing
from bot.cards.reporter import living_card, told_card
from bot.cards.responses import in_a_sentence, response_on_event
from bot.cards.since import since_then, to_answer_the_reporter, withdrawal_wish
from bot.cards.whole import Part, read_all
from bot.casework.views import EventView
from bot.wording import HELP_ASKS, MAY_BE_NATIONAL, MAY_STILL_BE_NATIONAL, TYPE_TO_ANSWER
from psirf.spoken import spoken_day, spoken_moment
from psirf.vocabulary import ActionStatus, EventKind, PhysicalHarm, Reached, ResponseType
from psirf.working_time import london_day

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
        *asked_to_look_first(view),
        *_what_happened(view),
        *patient_missing(view),
        *outside_line(view),
        *_advice(view),
        *_proposal(view),
        *_decision(view),
        *response_on_event(view),
        *_actions(view),
        *_told(view),
        *how_it_stands(view),
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
    reached = reached_shown(view)
    return [
        *([text(shortened(view.what))] if view.what else []),
        *read_all("event", view, parts_of(view)),
        *rows(
            ("Where", view.place),
            ("When", when_shown(view)),
            ("Patient", reached),
            ("How they are", view.how_they_are and shortened(view.how_they_are, BESIDE)),
            *_harm(view),
            ("Involved", involved_shown(view, BESIDE)),
            ("Stopped by", view.stopped_by and shortened(view.stopped_by, BESIDE)),
            ("Outcome", view.outcome.label if view.outcome else None),
            ("Our part", view.our_part.label if view.our_part else None),
            ("Imminent", view.imminent.label if view.imminent else None),
            ("Who", view.population and shortened(view.population, BESIDE)),
            ("More of it", view.more_of and shortened(view.more_of, BESIDE)),
            ("Reported", _reported(view)),
            elsewhere_row(view),
            *desk_rows(view),
        ),
        *candour_on_event(view),
    ]


def _harm(view: EventView) -> list[tuple[str, str | None]]:
    """The harm to each person affected; nothing where none is graded yet."""
    people = view.harm or ()
    if len(people) == 1 and people[0].physical is PhysicalHarm.NOT_GRADED:
        return []
    return harm_rows(people, MOST_PEOPLE)


def _reported(view: EventView) -> str | None:
    spoken = spoken_day(london_day(view.reported_at)) if view.is_sealed and view.reported_at else ""
    at = [spoken or spoken_moment(view.reported_at)] if view.reported_at else []
    return ", ".join([*([view.reporter] if view.reporter else []), *at]) or None


def _advice(view: EventView) -> list[Element]:
    advice = view.advice
    if advice is None or view.proposal is not None:
        return []
    answers = "advise" in view.steps  # whoever cannot answer is not told how
    if view.decision is not None:
        if advice.may_be_national and advice.least is None:
            return [attention(text(MAY_STILL_BE_NATIONAL + (TYPE_TO_ANSWER if answers else "")))]
        if advice.least is not ResponseType.PSII or view.decision.chosen is ResponseType.PSII:
            return []
        said = text("More is needed now than was chosen.", strong=True)
        return [attention(said, text(advice.because, close=True))]
    may_be = MAY_BE_NATIONAL + (HELP_ASKS if answers else "")
    weighed = [named(short_name(other), why) for other, why in advice.considered.items()]
    beside = ", ".join(in_a_sentence(each) for each in advice.beside)
    return [
        quiet(
            text(f"Recommended: {advice.response.label}", strong=True),
            text(advice.because, close=True),
            *([text(may_be, close=True)] if advice.may_be_national else []),
            *([text("Less than this may not be chosen.", close=True)] if advice.least is advice.response else []),
            *([text(f"Worth doing with it: {beside}.", subtle=True, close=True)] if beside else []),
            *([text(_approved_first(advice.approved_by), subtle=True, close=True)] if advice.approved_by else []),
        ),
        buttons(show("What else was weighed", "weighed")),
        hidden("weighed", *weighed),
    ]


def _approved_first(by: str) -> str:
    return f"The {by[0].lower()}{by[1:]} approves it first."


def _decision(view: EventView) -> list[Element]:
    if view.decision is None:
        return []
    decided = view.decision
    forum = f"{decided.forum}, {spoken_day(decided.forum_on)}. " if decided.forum and decided.forum_on else ""
    approved = f". Approved by {' and '.join(decided.approved_by)}" if decided.approved_by else ""
    before = [text(f"Before: {', then '.join(decided.before)}", subtle=True, close=True)] if decided.before else []
    return [
        quiet(
            text(f"Chosen: {decided.chosen.label}", strong=True),
            text(f"“{shortened(decided.reason)}”", close=True),
            text(f"{forum}{decided.by}, {spoken_moment(decided.at)}{approved}", subtle=True, close=True),
            *before,
        )
    ]


def _proposal(view: EventView) -> list[Element]:
    proposed = view.proposal
    if proposed is None:
        return []
    return [
        quiet(
            text(f"Waiting for approval: {proposed.response.label}", strong=True),
            text(f"“{shortened(proposed.because, 200)}”", close=True),
            text(f"{proposed.by} asked {', '.join(proposed.asked[:4])}, by {spoken_day(proposed.answer_by)}.",
                 subtle=True, close=True),
        ),
        buttons(submit(f"Open {proposed.reference}", do="show", about=proposed.reference)),
    ]  # fmt: skip


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
