"""Where else an event is: in the trust's incident system and with the national service; and what is entered."""

from collections.abc import Mapping, Sequence

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
    text,
    text_box,
)
from bot.casework.views import ElsewhereShown, EventView
from bot.wording import LOOK_FOR_NAMES, NOT_FROM_ELSEWHERE, NOT_SHOWN, SENT_BEFORE_IT_IS_ENTERED
from psirf.incident_system import NATIONAL, csv_row
from psirf.rules import Rules
from psirf.spoken import spoken_day
from psirf.vocabulary import EventStatus
from psirf.working_time import london_day

WITH_THE_OTHER = "This report was joined to another. The event is entered once, with that one."
PAGE = 4000  # characters of a page, so that a card of emoji still keeps within 25 KB


def elsewhere_row(view: EventView) -> tuple[str, str | None]:
    """For an event's card: whether it is in the trust's incident system, and with the national service."""
    entered, sent = _in_the_trusts_system(view), _sent(view)
    where = [f"{entered.system}: {_entered_as(entered)}."] if entered else []
    if entered is None and _waits(view):
        where = [f"{view.incident_system}: not yet."]
    return "Elsewhere", " ".join([*where, *([f"{sent.system}: {_sent_as(sent)}."] if sent else [])]) or None


def elsewhere_line(view: EventView) -> str:
    """For the reporter's card: where else the report is, and whether anything is left to fill in. Nothing is
    promised that the trust has not set."""
    entered = _in_the_trusts_system(view)
    where = f"It is in {entered.system} as {entered.number}." if entered else ""
    if entered is None and _waits(view):
        where = f"It still has to be entered in {view.incident_system}."
    return " ".join([*([where] if where else []), *(["You need fill in nothing else."] if view.nothing_else else [])])


def elsewhere_page(view: EventView, attempt: Attempt, rules: Rules) -> Card:
    """Where else an event is, and what can be done about it."""
    if view.elsewhere is None:
        return card(text(NOT_SHOWN))
    note, steps = note_of(attempt), view.steps
    below = [*_to_enter(view, steps, attempt, note), *_more(view, steps, attempt, note)]
    return card(
        heading(f"Where else {view.reference} is"),
        *on_top(note, below),
        *_state(view, rules),
        *below,
        buttons(*_ways(view, steps, "elsewhere")),
    )


def paste_page(view: EventView, attempt: Attempt, rules: Rules) -> Card:
    """What is entered, as plain lines in the trust's order. What is empty is left out."""
    lines = [f"{label}: {value}" for label, value in view.to_enter or () if value]
    return _shown(view, attempt, "paste", "fields to paste", _in_parts(lines))


def csv_page(view: EventView, attempt: Attempt, rules: Rules) -> Card:
    """What is entered, as one row of CSV in the trust's order."""
    row = csv_row(value for _, value in view.to_enter or ())
    return _shown(view, attempt, "csv", "CSV row", _in_parts([row]))


def _shown(view: EventView, attempt: Attempt, page: str, title: str, parts: Sequence[Sequence[str]]) -> Card:
    """A part of what is entered, and beneath it where its number goes."""
    if view.to_enter is None:
        return card(text(NOT_SHOWN))
    number = min(max(attempt.item, 1), len(parts))
    before = [press("Part before", f"event.page_{page}", view, item=number - 1)] if number > 1 else []
    after = [press("Next part", f"event.page_{page}", view, item=number + 1)] if number < len(parts) else []
    steps = view.steps
    return card(
        heading(f"{view.reference}, {title}{f', part {number} of {len(parts)}' if len(parts) > 1 else ''}"),
        text(LOOK_FOR_NAMES, subtle=True),
        *(text(line, close=True) for line in parts[number - 1]),
        *([buttons(*after, *before)] if len(parts) > 1 else []),
        *_to_enter(view, steps, attempt, None),
        buttons(*_ways(view, steps, page)),
    )


def _in_parts(lines: Sequence[str]) -> list[list[str]]:
    """Lines in parts that a card can hold; a line that is longer than a part goes on in the next."""
    parts: list[list[str]] = [[]]
    room = PAGE
    for line in lines:
        for start in range(0, len(line), PAGE):
            piece = line[start : start + PAGE]
            if len(piece) > room:
                parts.append([])
                room = PAGE
            parts[-1].append(piece)
            room -= len(piece)
    return parts


def _state(view: EventView, rules: Rules) -> list[Element]:
    """In which systems it is, and who sends it on."""
    entered, sent, system = _in_the_trusts_system(view), _sent(view), rules.incident_system
    lines: list[Element] = []
    if entered:
        lines += [text(entered.system, strong=True), text(f"It was {_entered_as(entered)}.", close=True)]
    elif view.status is EventStatus.MERGED:
        lines += [text(WITH_THE_OTHER)]
    elif system.is_record:
        lines += [text(f"{system.name}, the trust's record", strong=True), text("Not entered yet.", close=True)]
    else:
        lines += [text("Lantern is the trust's record here.")]
    lines += [text(f"The national service ({NATIONAL})", strong=True)]
    if sent:
        lines += [text(f"It was {_sent_as(sent)}.", close=True)]
    if system.is_record and system.sends_nationally and not (sent and entered):
        if sent:
            lines += [attention(text(SENT_BEFORE_IT_IS_ENTERED.format(system.name), strong=True))]
        else:
            lines += [text(NOT_FROM_ELSEWHERE.format(system.name), close=True)]
    elif not sent:
        lines += [text("Not yet.", close=True)]
    return lines


def _to_enter(view: EventView, steps: Mapping[str, str], attempt: Attempt, note: Element | None) -> list[Element]:
    """The field for its number, while it is not entered."""
    if "enter" not in steps or not _waits(view) or _in_the_trusts_system(view):
        return []
    return [
        text_box("number", f"Its number in {view.incident_system}", attempt.words("number"), long=False),
        *([note] if note and attempt.step == "enter" else []),
        buttons(press(steps["enter"], "event.enter", view, primary=True)),
    ]


def _more(view: EventView, steps: Mapping[str, str], attempt: Attempt, note: Element | None) -> list[Element]:
    """A number put right; and for the patient safety team the national reference."""
    parts: list[Fold] = []
    if "change_number" in steps and _in_the_trusts_system(view):
        fields = [
            text_box("number", "The right number", attempt.words("number"), long=False),
            text_box("because", "What was not right, in one sentence", attempt.words("because")),
        ]
        send = press("Keep this number", "event.change_number", view, primary=True)
        parts.append(Fold("change_number", steps["change_number"], fields, send))
    if "note_national" in steps and not _sent(view):
        fields = [text_box("national", f"{NATIONAL} reference", attempt.words("national"), long=False)]
        send = press("Keep this reference", "event.note_national", view, primary=True)
        parts.append(Fold("note_national", steps["note_national"], fields, send))
    if {"note_national", "change_number"} <= set(steps) and _sent(view):
        fields = [
            text_box("national", f"The right {NATIONAL} reference", attempt.words("national"), long=False),
            text_box("national_because", "What was not right, in one sentence", attempt.words("national_because")),
        ]
        send = press("Keep this reference", "event.change_number", view, primary=True, item=1)
        parts.append(Fold("change_number 1", f"Put the {NATIONAL} reference right", fields, send))
    tried = f"{attempt.step} {attempt.item}" if attempt.item else attempt.step
    return folded(*parts, open_step=tried, note=note)


def _ways(view: EventView, steps: Mapping[str, str], here: str) -> list[Element]:
    """To what is entered, for who enters it, and back."""
    pages = [("paste", "Fields to paste"), ("csv", "CSV row")] if {"enter", "change_number"} & set(steps) else []
    if here != "elsewhere":
        pages = [*pages, ("elsewhere", "Where else it is")]
    leading = [press(title, f"event.page_{page}", view) for page, title in pages if page != here]
    return [*leading, press("Back to the card", "event.show", view)]


def _waits(view: EventView) -> bool:
    """Whether it has to be entered anywhere, as far as this viewer may know."""
    is_to_be = view.status not in (EventStatus.WITHDRAWN, EventStatus.MERGED)
    return view.elsewhere is not None and bool(view.incident_system) and is_to_be


def _in_the_trusts_system(view: EventView) -> ElsewhereShown | None:
    return next((each for each in view.elsewhere or () if not each.is_national), None)


def _sent(view: EventView) -> ElsewhereShown | None:
    return next((each for each in view.elsewhere or () if each.is_national), None)


def _entered_as(there: ElsewhereShown) -> str:
    """Its number there, who entered it and on which day."""
    return f"entered as {there.number} by {there.by} on {spoken_day(london_day(there.at))}"


def _sent_as(there: ElsewhereShown) -> str:
    """Its reference there, and who noted on which day that it was sent."""
    return f"sent as {there.number}, as {there.by} noted on {spoken_day(london_day(there.at))}"
