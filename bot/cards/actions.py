"""Cards about safety actions: for the owner, the lead and the ward manager."""

from collections.abc import Mapping

from bot.cards.elements import (
    LONGEST,
    NO_ATTEMPT,
    Attempt,
    Card,
    Element,
    Fold,
    card,
    folded,
    heading,
    note_of,
    on_top,
    press,
    quiet,
    rows,
    shortened,
    text,
    text_box,
)
from bot.cards.questions import form_inputs, person_box
from bot.cards.whole import Part, read_all
from bot.casework.action_views import ActionView
from bot.forms.safety_action import MORE_TIME
from psirf.spoken import days_from, spoken_day, spoken_moment
from psirf.vocabulary import ActionStatus


def action_card(view: ActionView, attempt: Attempt = NO_ATTEMPT) -> Card:
    """A safety action as one person may see it, with the steps open to them, and what came of a press."""
    steps = view.steps
    note = note_of(attempt)
    below = [*_for_the_owner(view, steps, attempt, note), *_for_the_lead(view, steps, attempt, note)]
    return card(
        heading(_opening(view)),
        *on_top(note, below),
        text(shortened(view.what or "")),
        *read_all("action", view, parts_of(view)),
        *rows(
            ("Reference", view.reference),
            ("Due", _due(view)),
            ("Owner", None if view.is_owner else _owner(view)),
            ("Where", view.place),
            ("Comes from", view.event_reference),
            ("Added by", view.added_by),
        ),
        *_due_change(view),
        *_evidence(view),
        *_not_mine(view),
        *below,
    )


def parts_of(view: ActionView) -> list[Part]:
    """What people wrote, and how much of it the card shows."""
    change, evidence = view.due_change, view.evidence
    return [
        ("What", view.what, LONGEST),
        ("Why it takes longer", change.because if change else None, LONGEST),
        ("What shows that it is done", evidence.text if evidence else None, LONGEST),
        ("Why it was returned", evidence.because if evidence else None, LONGEST),
        ("Why it is not theirs", view.not_mine_because, LONGEST),
    ]


def _owner(view: ActionView) -> str | None:
    if view.status is ActionStatus.DISOWNED and view.owner:
        return f"{view.owner}, until it has another"
    return view.owner


def _opening(view: ActionView) -> str:
    """What it is about, in a few words of our own."""
    if view.status is ActionStatus.ACCEPTED:
        return "Action done"
    if view.status is ActionStatus.EVIDENCED:
        return "Action done, to be looked at"
    if view.status is ActionStatus.DISOWNED:
        return "Action that needs a new owner"
    whose = "Your action" if view.is_owner else "Action"
    if view.due is None:
        return whose
    if view.due < view.today:
        return f"{whose}, {days_from(view.today, view.due).removesuffix(' ago')} past its date"
    return f"{whose}, due {days_from(view.today, view.due)}"


def _due(view: ActionView) -> str | None:
    return spoken_day(view.due) if view.due else None


def _due_change(view: ActionView) -> list[Element]:
    change = view.due_change
    if change is None or view.status is not ActionStatus.OPEN:
        return []
    if change.undone_by:
        return [text(f"{change.undone_by} put the date back to {spoken_day(change.before)}.", subtle=True)]
    return [
        quiet(
            text(f"{change.by} moved the date from {spoken_day(change.before)} to {spoken_day(change.after)}."),
            text(f"“{shortened(change.because)}”", close=True),
        )
    ]  # fmt: skip


def _evidence(view: ActionView) -> list[Element]:
    evidence = view.evidence
    if evidence is None:
        return []
    shown = [
        text("What shows that it is done", strong=True),
        text(f"“{shortened(evidence.text)}”", close=True),
        text(f"{evidence.by}, {spoken_moment(evidence.at)}", subtle=True, close=True),
    ]
    if evidence.accepted is True:
        shown.append(text(f"Accepted by {evidence.answered_by}. Thank you.", close=True))
    if evidence.accepted is False:
        shown.append(text(f"{evidence.answered_by} returned it: “{shortened(evidence.because)}”", close=True))
    return [quiet(*shown)]


def _not_mine(view: ActionView) -> list[Element]:
    if view.status is not ActionStatus.DISOWNED:
        return []
    if view.is_owner and not view.buttons:
        return [text("Thank you for saying. A lead has been asked to find its owner; you are not nudged about it.")]
    because = f": “{shortened(view.not_mine_because)}”" if view.not_mine_because else "."
    return [text(f"{view.owner} says it is not theirs{because}")]


def _for_the_owner(
    view: ActionView, steps: Mapping[str, str], attempt: Attempt, note: Element | None
) -> list[Element]:  # fmt: skip
    """Done, need more time, not mine: each unfolds what it needs to know."""
    parts = []
    if "done" in steps:
        hint = "What somebody would see on the ward now"
        evidence = text_box("evidence", "What shows that it is done?", attempt.words("evidence"), hint=hint)
        parts.append(Fold("done", steps["done"], [evidence], press("Send", "action.done", view, primary=True)))
    if "more_time" in steps:
        fields = form_inputs(MORE_TIME, attempt.said, attempt.unclear)
        send = press(MORE_TIME.send, "action.more_time", view, primary=True)
        parts.append(Fold("more_time", steps["more_time"], fields, send))
    if "not_mine" in steps:
        label = "Whose is it, do you think? You can leave this empty."
        because = text_box("because", label, attempt.words("because"))
        parts.append(Fold("not_mine", steps["not_mine"], [because], press("Hand it back", "action.not_mine", view)))
    return folded(*parts, open_step=attempt.step, note=note)


def _for_the_lead(
    view: ActionView, steps: Mapping[str, str], attempt: Attempt, note: Element | None
) -> list[Element]:  # fmt: skip
    """Accept or return the evidence, put a date back, or find an owner."""
    parts: list[Fold | Element] = []
    if "accept" in steps:
        parts.append(press(steps["accept"], "action.accept", view, primary=True))
    if "return" in steps:
        because = text_box("because", "What is still needed?", attempt.words("because"))
        parts.append(Fold("return", steps["return"], [because], press("Send it back", "action.return", view)))
    if "undo_more_time" in steps:
        parts.append(press(steps["undo_more_time"], "action.undo_more_time", view))
    owner = []
    if "reassign" in steps:
        people = [(choice.value, choice.label) for choice in view.owners]
        owner = [person_box("owner", "Who owns it?", people, attempt.words("owner")), *([note] if note else [])]
        parts.append(press(steps["reassign"], "action.reassign", view, primary=True))
    return [*owner, *folded(*parts, open_step=attempt.step, note=note)]
