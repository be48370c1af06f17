"""Who else is told of an event: whom it concerns, who outside must be told, and what was done about it."""

from collections.abc import Sequence

from bot.cards.elements import (
    Attempt,
    Card,
    Element,
    Fold,
    attention,
    buttons,
    card,
    folded,
    heading,
    note_of,
    on_top,
    press,
    quiet,
    rows,
    shortened,
    submit,
    text,
    text_box,
)
from bot.cards.event_rows import involved_shown, reached_shown, when_shown
from bot.casework.duty_views import DutyShown, OutsideShown
from bot.casework.views import EventView
from bot.wording import MAY_BE_NEVER_EVENT, NOT_SHOWN
from psirf.rules import Rules
from psirf.spoken import spoken_day, spoken_moment
from psirf.vocabulary import EventStatus
from psirf.working_time import london_day

MOST_DUTIES = 4  # on one card
NUMBER, MADE_AT, BECAUSE = "number_", "made_at_", "not_needed_"  # fields, each with the id of its duty
WORDS_SHOWN = 200
WHEN_HINT = "Leave empty for now, or: yesterday 3pm"  # a time that has come at any hour of the day


def outside_line(view: EventView) -> list[Element]:
    """On an event's card: how many outside are still to be told, and by when the first; for the patient safety
    team what it may be, and which role nobody holds."""
    if view.outside is None:
        return []
    lines: list[Element] = []
    if waiting := view.outside.waiting:
        first = waiting[0]
        by = f", the first by {_due_day(first)}" if len(waiting) > 1 else f", by {_due_day(first)}"
        said = text(f"To be told outside: {len(waiting)}{by}.", strong=True)
        late = sum(duty.is_overdue for duty in waiting)
        overdue = "One is overdue." if late == 1 else f"{late:,} are overdue."
        lines.append(attention(said, text(overdue, close=True)) if late else said)
    if view.outside.never_event:
        lines.append(text(_never_event(view.outside)))
    if view.outside.nobody:
        lines.append(text(_nobody(view.outside), subtle=True))
    return lines


def outside_page(view: EventView, attempt: Attempt, _: Rules) -> Card:
    """Everything of it, with what may be done. Where there is much, that beside the one that was tried
    (`attempt.item`)."""
    back = press("Back to the card", "event.show", view)
    outside = view.outside
    if outside is None:
        return card(text(NOT_SHOWN))
    note = note_of(attempt)
    shown, others = _shown(outside, attempt.item)
    below = [element for duty in shown for element in _duty(view, duty, attempt, note)]
    more = [press("The others", "event.page_outside", view, item=others)] if others else []
    if outside.never_event and "advise" in view.steps:
        more.append(submit("Say what the facts are", do="begin", form="choosing", about=str(view.id)))
    return card(
        heading(f"Who else is told · {view.reference}"),
        *on_top(note, below),
        *_whose(outside),
        *_national(outside),
        *_what(view),
        *([text(_never_event(outside), strong=True)] if outside.never_event else []),
        *below,
        *([text("Nobody outside has to be told of it, as far as is known.")] if not outside.duties else []),
        *([text(f"Told within the trust: {'; '.join(outside.told)}.", subtle=True)] if outside.told else []),
        *([text(_nobody(outside), subtle=True)] if outside.nobody else []),
        *_gone(view, outside),
        buttons(*more, back),
    )


def _shown(outside: OutsideShown, item: int) -> tuple[Sequence[DutyShown], int]:
    """As many duties as go on a card, this one among them, what waits first; and the first of the next card."""
    waiting = outside.waiting
    ordered = [*waiting, *(duty for duty in outside.duties if duty not in waiting)]
    at = next((n for n, duty in enumerate(ordered) if duty.id == item), 0)
    begin = at // MOST_DUTIES * MOST_DUTIES
    following = begin + MOST_DUTIES if begin + MOST_DUTIES < len(ordered) else 0
    return ordered[begin : begin + MOST_DUTIES], ordered[following].id if following != begin else 0


def _whose(outside: OutsideShown) -> list[Element]:
    """For a specialist: that it is theirs to know, as what, and why."""
    if not outside.as_role:
        return []
    because = [text(f"It is about: {'; '.join(outside.because)}.", close=True)] if outside.because else []
    todo = (
        "What is yours to tell somebody outside stands below." if outside.duties else "There is nothing you must do."
    )
    return [
        quiet(
            text(f"For you to know, as {_listed(outside.as_role)}.", strong=True),
            *because,
            text(todo, close=True),
        )
    ]


def _national(outside: OutsideShown) -> list[Element]:
    if not outside.national:
        return []
    return [text("Named nationally", strong=True), *(text(each, close=True) for each in outside.national)]


def _what(view: EventView) -> list[Element]:
    """The least that says which event it is."""
    return [
        *([text(shortened(view.what, WORDS_SHOWN))] if view.what else []),
        *rows(
            ("Where", view.place),
            ("When", when_shown(view)),
            ("Patient", reached_shown(view)),
            ("Involved", involved_shown(view, 100)),
        ),
    ]


def _duty(view: EventView, duty: DutyShown, attempt: Attempt, note: Element | None) -> list[Element]:
    """One duty: what it is, to whom, by when; how it stands; and what may be done."""
    tried = f"{attempt.step} {attempt.item}" if attempt.step else ""
    return [
        text(duty.name, strong=True),
        text(f"To {duty.to_whom}." + (f" Who makes it: {duty.by}." if duty.by and duty.is_open else ""), close=True),
        *(
            [text("Nobody holds that role here, so the leads are asked.", close=True)]
            if duty.by_leads and duty.is_open
            else []
        ),
        *_stands(duty),
        *folded(*_folds(view, duty, attempt), open_step=tried, note=note if attempt.item == duty.id else None),
    ]


def _stands(duty: DutyShown) -> list[Element]:
    if duty.made_at is not None:
        as_number = f", as {duty.number}" if duty.number else ""
        return [text(f"Made on {spoken_moment(duty.made_at)}{as_number}. Marked by {duty.settled_by}.", close=True)]
    if duty.not_needed_because:
        why = f"Not needed, as {duty.settled_by} says: “{shortened(duty.not_needed_because, WORDS_SHOWN)}”"
        return [text(why, close=True)]
    if not duty.asked_for:
        return [text("Not asked for any more by the plan. It stays until somebody settles it.", close=True)]
    clock = f" ({duty.clock})" if duty.clock else ""
    by = _due_day(duty) if duty.is_by_day else spoken_moment(duty.due_at)
    if duty.is_overdue:
        return [attention(text(f"It was due by {by}{clock}, and is not marked as made.", strong=True))]
    return [text(f"By {by}{clock}.", close=True)]


def _folds(view: EventView, duty: DutyShown, attempt: Attempt) -> list[Fold]:
    steps = view.steps
    if not duty.may_settle:
        return []
    said = attempt if attempt.item == duty.id else Attempt()
    folds: list[Fold] = []
    if "make_referral" in steps and duty.made_at is None:
        number, at = f"{NUMBER}{duty.id}", f"{MADE_AT}{duty.id}"
        fields = [
            _short(text_box(number, "Its reference, if they gave one", said.words(number), long=False)),
            _short(text_box(at, "When it was made", said.words(at), hint=WHEN_HINT, long=False)),
        ]
        send = press("Mark it as made", "event.make_referral", view, primary=True, item=duty.id)
        folds.append(Fold(f"make_referral {duty.id}", steps["make_referral"], fields, send))
    if "referral_not_needed" in steps and duty.is_open:
        because = f"{BECAUSE}{duty.id}"
        box = text_box(because, "Why it is not needed, in one sentence", said.words(because))
        send = press("Mark it as not needed", "event.referral_not_needed", view, item=duty.id)
        folds.append(Fold(f"referral_not_needed {duty.id}", steps["referral_not_needed"], [box], send))
    return folds


def _short(box: Element) -> Element:
    return {**box, "maxLength": 60}


def _gone(view: EventView, outside: OutsideShown) -> list[Element]:
    """A report that was withdrawn, or is told elsewhere, keeps what is to be told of it."""
    if view.status not in (EventStatus.WITHDRAWN, EventStatus.MERGED) or not outside.waiting:
        return []
    return [text(f"{view.status.label}. What is to be told outside stays until somebody settles it.", subtle=True)]


def _never_event(outside: OutsideShown) -> str:
    return f"{MAY_BE_NEVER_EVENT.format(outside.never_event)} Please say what the facts are."


def _nobody(outside: OutsideShown) -> str:
    return f"Nobody holds this role here, so nobody was told as: {'; '.join(outside.nobody)}."


def _due_day(duty: DutyShown) -> str:
    return spoken_day(london_day(duty.due_at))


def _listed(words: Sequence[str]) -> str:
    return " and ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])} and {words[-1]}"
