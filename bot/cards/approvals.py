"""The card of an approval request: what is proposed and why, and the moves open to whoever looks."""

from bot.cards.deciding import short_name
from bot.cards.elements import (
    NO_ATTEMPT,
    Attempt,
    Card,
    Element,
    Fold,
    attention,
    buttons,
    card,
    choice_box,
    folded,
    heading,
    hidden,
    named,
    note_of,
    on_top,
    press,
    quiet,
    rows,
    shortened,
    show,
    text,
    text_box,
)
from bot.cards.questions import person_box
from bot.casework.approval_views import ApprovalView
from psirf.spoken import spoken_day, spoken_moment, spoken_span
from psirf.vocabulary import ApprovalHow, ApprovalStatus, AskedAs

STANDS = {
    ApprovalStatus.WAITING: "Approval asked",
    ApprovalStatus.RETURNED: "A question before approval",
    ApprovalStatus.APPROVED: "Approved",
    ApprovalStatus.CHANGED: "Another response was chosen",
    ApprovalStatus.WITHDRAWN: "Taken back",
}
HOW = {
    ApprovalHow.ONE: "",
    ApprovalHow.ANY: "Any one of them decides.",
    ApprovalHow.ALL: "Each of them has to say yes.",
    ApprovalHow.SECOND_KEY: "It takes two different people.",
}
MOST_ASKED = 8  # listed by name


def approval_card(view: ApprovalView, attempt: Attempt = NO_ATTEMPT) -> Card:
    """A request as one person may see it, with the moves open to them, and what came of a press."""
    note = note_of(attempt)
    below = _moves(view, attempt, note)
    return card(
        heading(f"{_stands(view)} · {view.event_reference}"),
        *on_top(note, below),
        *_proposed(view),
        *_settled(view),
        *_question(view),
        *_event(view),
        *rows(("Asked", _asked(view)), ("Answer by", _by(view)), ("Reference", view.reference)),
        *_weighed(view),
        *below,
    )


def _stands(view: ApprovalView) -> str:
    if view.status is ApprovalStatus.CHANGED and view.chosen is None:
        return "It stays as it was"
    return STANDS[view.status]


def _proposed(view: ApprovalView) -> list[Element]:
    return [
        quiet(
            text(f"Proposed: {view.response.label}", strong=True),
            text(f"“{shortened(view.because)}”", close=True),
            text(f"{view.by}, {spoken_moment(view.asked_at)}", subtle=True, close=True),
        ),
        *([attention(text(_least(view)))] if view.least else []),
    ]


def _least(view: ApprovalView) -> str:
    if view.undercut:
        return f"A national requirement asks for more: {view.least}. So this cannot be approved as it stands."
    return f"A national requirement asks for it: {view.least}."


def _settled(view: ApprovalView) -> list[Element]:
    if view.settled_at is None:
        return []
    what = {
        ApprovalStatus.APPROVED: f"Approved by {view.settled_by}",
        ApprovalStatus.CHANGED: f"{view.settled_by} chose: {view.chosen.label}"
        if view.chosen
        else f"Not approved: {view.settled_by} left it as it was",
        ApprovalStatus.WITHDRAWN: f"Taken back by {view.settled_by or 'Lantern'}",
    }.get(view.status, "")
    return [
        quiet(
            text(what, strong=True),
            *([text(f"“{shortened(view.settled_because)}”", close=True)] if view.settled_because else []),
            text(spoken_moment(view.settled_at), subtle=True, close=True),
        )
    ]


def _question(view: ApprovalView) -> list[Element]:
    if not view.question:
        return []
    lines = [text(f"{view.question_by} asks: “{shortened(view.question)}”", strong=not view.answer)]
    if view.answer:
        lines.append(text(f"Answer: “{shortened(view.answer)}”", close=True))
    return [quiet(*lines)]


def _event(view: ApprovalView) -> list[Element]:
    about = view.about
    if about is None:
        return []
    happened = about.happened
    when = None
    if happened is not None and happened.earliest and happened.latest:
        when = spoken_span(happened.earliest, happened.latest)
    return [
        *([text(shortened(about.what, 300))] if about.what else []),
        *rows(("Where", about.place), ("When", when)),
    ]


def _asked(view: ApprovalView) -> str | None:
    if not view.asked:
        return None
    named = [f"{each.name} (yes)" if each.said_yes else each.name for each in view.asked[:MOST_ASKED]]
    more = [f"{len(view.asked) - MOST_ASKED} more"] if len(view.asked) > MOST_ASKED else []
    how = HOW[view.how] if len(view.asked) > 1 and view.status is ApprovalStatus.WAITING else ""
    return f"{', '.join([*named, *more])}. {how}".strip()


def _by(view: ApprovalView) -> str | None:
    if view.status not in (ApprovalStatus.WAITING, ApprovalStatus.RETURNED):
        return None
    late = ", which has passed" if view.lapses_on < view.today else ""
    return f"{spoken_day(view.lapses_on)}{late}"


def _weighed(view: ApprovalView) -> list[Element]:
    advice = view.advice
    if advice is None or view.status is not ApprovalStatus.WAITING:
        return []
    others = [named(short_name(other), why) for other, why in advice.considered.items()]
    return [
        buttons(show("What was advised", "weighed")),
        hidden(
            "weighed",
            text(f"Advised: {advice.response.label}", strong=True),
            text(advice.because, close=True),
            *others,
        ),
    ]


def _moves(view: ApprovalView, attempt: Attempt, note: Element | None) -> list[Element]:
    steps, parts = view.steps, list[Fold | Element]()
    mine = next((each for each in view.asked if each.is_viewer), None)
    said: list[Element] = []
    if mine is not None and mine.said_yes and view.status is ApprovalStatus.WAITING:
        said = [text("You said yes. It waits for the others.", strong=True)]
    elif mine is not None and mine.asked_as is not AskedAs.ROLE and view.status is ApprovalStatus.WAITING:
        said = [text(f"You are asked {mine.asked_as.label}.", subtle=True)]
    for yes in ("approve", "give_yes"):
        if yes in steps:
            parts.append(press(steps[yes], "approval.approve", view, primary=True))
    if "answer" in steps:
        box = text_box("answer", "Your answer", attempt.words("answer"))
        parts.append(
            Fold("answer", "Answer it", [box], press(steps["answer"], "approval.answer", view, primary=True))
        )
    if "return" in steps:
        box = text_box("question", "What would you like to know?", attempt.words("question"))
        parts.append(Fold("return", steps["return"], [box], press("Send the question", "approval.return", view)))
    if "choose" in steps and view.others:
        choices = [(other.value, other.label) for other in view.others]
        body = [
            choice_box("chosen", "Which instead?", choices, attempt.words("chosen")),
            text_box("reason", "Your reason, in one sentence", attempt.words("reason")),
        ]
        parts.append(Fold("choose", steps["choose"], body, press("Choose this one", "approval.choose", view)))
    if "hand_on" in steps:
        people = [(deputy.value, deputy.label) for deputy in view.deputies]
        box = person_box("deputy", "Who?", people, attempt.words("deputy"))
        parts.append(Fold("hand_on", steps["hand_on"], [box], press("Hand it on", "approval.hand_on", view)))
    if "take_back" in steps:
        box = text_box("because", "Why?", attempt.words("because"))
        parts.append(Fold("take_back", steps["take_back"], [box], press("Take it back", "approval.take_back", view)))
    return [*said, *(folded(*parts, open_step=attempt.step, note=note) if parts else [])]
