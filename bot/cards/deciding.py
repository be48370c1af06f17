"""What a lead does on an event's card: decide how to learn from it, then carry that through."""

from collections.abc import Mapping

from bot.cards.elements import (
    Attempt,
    Element,
    Fold,
    buttons,
    choice_box,
    folded,
    press,
    submit,
    text,
    text_box,
)
from bot.cards.questions import form_inputs
from bot.cards.reporter import draft_changed, draft_learned, learned_so_far
from bot.casework.views import EventView
from bot.forms.safety_action import SAFETY_ACTION
from psirf.vocabulary import ActionStatus, ResponseType

WIDEST = 24  # characters on a button that a phone shows: one that is wider makes the whole card wider than the screen
ON_A_BUTTON: Mapping[ResponseType, str] = {
    ResponseType.SWARM: "Swarm huddle",
    ResponseType.AAR: "AAR",
    ResponseType.MDT: "MDT review",
    ResponseType.THEMATIC: "Thematic review",
    ResponseType.PSII: "PSII",
    ResponseType.REFERRAL: "Referral",
    ResponseType.IMPROVE: "Improvement",
    ResponseType.LOCAL: "Share locally",
}


def to_decide(
    view: EventView, steps: Mapping[str, str], attempt: Attempt, note: Element | None
) -> list[Element]:  # fmt: skip
    """The sentence of one's own, and beside it: approve, or unfold the others and choose one. While a
    choice stands open nothing beside it approves: what is ticked is what is chosen."""
    if view.advice is None or "approve" not in steps:
        return []
    advised = view.advice.response
    others = [(other.value, other.label) for other in view.advice.considered]
    reason = text_box("reason", "Your reason, in one sentence", attempt.words("reason"), hint="Why this fits")
    if attempt.step == "choose":
        every = [(advised.value, f"{advised.label} (recommended)"), *others]
        choices = choice_box("chosen", "Which one?", every, attempt.words("chosen"), expanded=True)
        send = press("Choose this one", "event.choose", view, primary=True)
        return [choices, reason, *([note] if note else []), buttons(send)]
    choices = choice_box("chosen", "Which instead?", others, expanded=True)
    yes = "Ask for approval" if view.advice.approved_by else steps["approve"]
    return [
        reason,
        *([note] if note and attempt.step == "approve" else []),
        *folded(
            press(_with_name(yes, advised), "event.approve", view, primary=True),
            Fold("choose", steps["choose"], [choices], press("Choose this one", "event.choose", view, primary=True)),
            *(
                [submit(steps["advise"], do="begin", form="choosing", about=str(view.id))]
                if "advise" in steps
                else []
            ),
        ),
    ]


def to_carry_on(
    view: EventView, steps: Mapping[str, str], attempt: Attempt, note: Element | None
) -> list[Element]:  # fmt: skip
    """Once it is decided: add an action; or, when all are accepted, tell the reporter."""
    parts: list[Fold] = []
    waiting = any(action.status is not ActionStatus.ACCEPTED for action in view.actions or ())
    if "tell" in steps and not waiting and view.decision is not None:
        sentences = [
            text("Two sentences, for you to change. They go to the reporter as you leave them.", subtle=True),
            text_box("learned", "What came of it", attempt.words("learned") or draft_learned(view)),
            text_box("changed", "What changes", attempt.words("changed") or draft_changed(view)),
        ]
        send = press("Send to the reporter", "event.tell", view, primary=True)
        parts.append(Fold("tell", steps["tell"], sentences, send))
    if "share" in steps and waiting:
        draft = attempt.words("learned") or learned_so_far(view)
        box = text_box("learned", "What was learned so far. It goes to the reporter.", draft)
        parts.append(Fold("share", steps["share"], [box], press("Share it", "event.share", view, primary=True)))
    if "add_action" in steps:
        people = [(choice.value, choice.label) for choice in view.owners]
        fields = form_inputs(SAFETY_ACTION, attempt.said, attempt.unclear, people)
        send = press(SAFETY_ACTION.send, "event.add_action", view, primary=True)
        parts.append(Fold("add_action", steps["add_action"], fields, send))
    return folded(*parts, open_step=attempt.step, note=note)


def _with_name(yes: str, response: ResponseType) -> str:
    """The button's words and what it is pressed for, where both fit on it; its whole name stands above."""
    title = f"{yes}: {ON_A_BUTTON[response]}"
    return title if len(title) <= WIDEST else yes


def short_name(response: ResponseType) -> str:
    """Its name as it fits in a heading and beside a line."""
    if response is ResponseType.PSII:
        return "PSII"
    return response.label.partition(" (")[0].partition(":")[0]
