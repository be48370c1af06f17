"""The sealed name of a confidential report: for those who are named to open it, and for its reporter."""

from collections.abc import Mapping
from datetime import date

from bot.cards.elements import (
    Attempt,
    Card,
    Element,
    Fold,
    buttons,
    card,
    choice_box,
    date_box,
    folded,
    heading,
    note_of,
    on_top,
    press,
    quiet,
    shortened,
    text,
    text_box,
)
from bot.casework.views import EventView, OpenedShown, OpeningShown
from bot.wording import NOT_OPEN
from psirf.refusals import Refusal
from psirf.rules import Rules
from psirf.spoken import spoken_day, spoken_moment
from psirf.vocabulary import Barred
from psirf.working_time import london_day

TELL = "yes"  # the reporter is told at once


def sealed_page(view: EventView, attempt: Attempt, rules: Rules) -> Card:
    """How a sealed name stands, and what whoever looks may do about it. Never the name, but as a note that
    is kept nowhere."""
    steps = view.steps
    note = note_of(attempt)
    below = _to_do(view, steps, attempt, note, rules) if view.is_sealed else []
    return card(
        heading(f"The sealed name · {view.reference}"),
        *on_top(note, below),
        *(_how_it_stands(view) if view.is_sealed else [text(Refusal.NOT_SEALED.label)]),
        *below,
        buttons(press("Back to the report", "event.show", view)),
    )


def _how_it_stands(view: EventView) -> list[Element]:
    opening = view.opening
    if opening is None or opening.agreed is False:
        return [
            text("Whoever reported this asked for their name to be kept confidential. Nobody sees it."),
            text("It opens only where two people who are named for it agree, with a reason.", close=True),
            *(_left_sealed(opening) if opening is not None else []),
        ]
    asked = [
        text(f"{opening.asked_by} asked to open it, {spoken_moment(opening.asked_at)}:"),
        text(f"“{shortened(opening.because)}”", close=True),
    ]
    if opening.agreed is None:
        waits = "It waits for somebody else who is named for this. Nobody opens a name alone."
        for_you = "If you agree, the two of you can see the name, and nobody else."
        return [quiet(*asked, *_told(opening)), text(waits if opening.is_asker else for_you)]
    assert opening.answered_at is not None, "an answer has its moment"
    opened = f"{opening.answered_by} agreed, and it was opened, {spoken_moment(opening.answered_at)}."
    return [quiet(*asked, text(opened), *_told(opening))]


def _left_sealed(opening: OpeningShown) -> list[Element]:
    assert opening.answered_at is not None, "an answer has its moment"
    on = spoken_day(london_day(opening.answered_at))
    taken_back = opening.answered_by == opening.asked_by
    said = "took the request to open it back" if taken_back else "was asked to open it, and left it sealed"
    return [quiet(text(f"{opening.answered_by} {said}, {on}: “{shortened(opening.answered_because)}”"))]


def _told(opening: OpeningShown) -> list[Element]:
    """Whether the reporter hears of it."""
    if opening.told_at is not None:
        return [text(f"The reporter was told, {spoken_day(london_day(opening.told_at))}.")]
    if opening.barred is None:
        return [text("The reporter is told at once when it is opened.")]
    so_far = "has not been told yet" if opening.agreed else "would not be told at first"
    again = f"To be looked at again on {spoken_day(opening.review_on)}." if opening.review_on else ""
    return [
        text(f"The reporter {so_far}. {opening.barred.label}: “{shortened(opening.barred_because)}”"),
        *([text(again, strong=True, close=True)] if again else []),
    ]


def _to_do(
    view: EventView, steps: Mapping[str, str], attempt: Attempt, note: Element | None, rules: Rules
) -> list[Element]:  # fmt: skip
    opening, parts = view.opening, list[Fold | Element]()
    if opening is None or opening.agreed is False:
        if "ask_to_open" in steps:
            parts.append(_asking(view, steps["ask_to_open"], attempt, rules))
    elif opening.agreed is None:
        if "agree_to_open" in steps and not opening.is_asker:
            parts.append(press(steps["agree_to_open"], "event.agree_to_open", view, primary=True))
        if "refuse_to_open" in steps:
            title = "Take it back" if opening.is_asker else steps["refuse_to_open"]
            why = text_box("because", "Why, in one sentence", attempt.words("because"))
            parts.append(Fold("refuse_to_open", title, [why], press(title, "event.refuse_to_open", view)))
    else:
        if "see_name" in steps and opening.is_opener:
            parts.append(press(steps["see_name"], "event.see_name", view))
        if "tell_of_opening" in steps and opening.told_at is None:
            parts.append(press(steps["tell_of_opening"], "event.tell_of_opening", view, primary=True))
        if "review_bar" in steps and opening.told_at is None:
            parts.append(_looking_again(view, steps["review_bar"], attempt, rules))
    return folded(*parts, open_step=attempt.step, note=note)


def _asking(view: EventView, label: str, attempt: Attempt, rules: Rules) -> Fold:
    choices = [(TELL, "Yes, at once"), *((bar.value, f"Not yet. {bar.label}") for bar in Barred)]
    told = attempt.words("told")
    fields = [
        text_box("because", "Why it must be opened, in one sentence. The reporter reads it.",
                 attempt.words("because")),
        *_beside("told", attempt),
        choice_box("told", "May the reporter be told when it is opened?", choices, told, expanded=True),
        *_beside("barred_because", attempt),
        text_box("barred_because", "If not yet: why, in one sentence", attempt.words("barred_because")),
        *_review_day(view, "If not yet: look at it again on", attempt, rules),
    ]  # fmt: skip
    return Fold("ask_to_open", label, fields, press("Ask", "event.ask_to_open", view, primary=True))


def _looking_again(view: EventView, label: str, attempt: Attempt, rules: Rules) -> Fold:
    fields = [
        text_box("because", "Why not yet, in one sentence", attempt.words("because")),
        *_review_day(view, "Look at it again on", attempt, rules),
    ]
    return Fold("review_bar", label, fields, press("Keep this", "event.review_bar", view, primary=True))


def _review_day(view: EventView, label: str, attempt: Attempt, rules: Rules) -> list[Element]:
    latest = rules.confidence.latest_review(view.today)
    day = attempt.words("review_on") or rules.confidence.offered_review(view.today).isoformat()
    said = [text(f"{spoken_day(latest)} is the latest.", subtle=True, close=True)]
    return [*_beside("review_on", attempt), date_box("review_on", label, day), *said]


def _beside(key: str, attempt: Attempt) -> list[Element]:
    """What is unclear about a field, said above it."""
    return [text(attempt.unclear[key], strong=True)] if key in attempt.unclear else []


def opened_page(view: EventView, attempt: Attempt, rules: Rules) -> Card:
    """For a reporter whose name was opened: by whom, when and why, and whom they can speak to."""
    opened = view.opened
    if opened is None:
        return card(text(NOT_OPEN))
    first, second = opened.by
    guardian = rules.contacts.guardian
    return card(
        heading(f"Your name was opened · {view.reference}"),
        *on_top(note_of(attempt), []),
        text(f"You reported this in confidence. {first} and {second}, who are named for it, opened your name "
             f"together on {spoken_day(_opened_on(opened))}. Why:"),
        quiet(text(f"“{shortened(opened.because)}”")),
        *_late(opened),
        text("In Lantern only the two of them can see it. Everybody else reads what they read before."),
        text("You can ask either of them about it. If you would rather speak to somebody else:" if guardian else
             "You can ask either of them about it."),
        *([text(guardian.name), text(guardian.reach, subtle=True, close=True)] if guardian else []),
    )  # fmt: skip


def _late(opened: OpenedShown) -> list[Element]:
    told_on = london_day(opened.told_at)
    if told_on == _opened_on(opened):
        return []
    return [text(f"I could not tell you before {spoken_day(told_on)}. They can tell you why.")]


def opened_line(view: EventView) -> list[Element]:
    """For a reporter's living card: that their name was opened, once they are told."""
    return [text(f"Your name was opened on {spoken_day(_opened_on(view.opened))}.")] if view.opened else []


def _opened_on(opened: OpenedShown) -> date:
    return london_day(opened.at)
