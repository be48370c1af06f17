"""What is owed in candour cases, as a list; and the five measures, in plain words."""

from bot.candour_words import (
    MEASURED_OF,
    MEASURES_COUNT,
    MEASURES_SMALL,
    NOT_ENOUGH,
    NOT_IN_PARTS,
    NOTHING_OWED,
)
from bot.cards.candour_owed import owed_line
from bot.cards.elements import Card, Element, card, heading, opens, quiet, text
from bot.casework.candour_due import DueLine, DueView, MeasuresView
from psirf.candour.measures import Measure, Part, Shown
from psirf.spoken import spoken_day, within_a_sentence

MOST_LINES = 8

# What an incident is called that was neither done nor declined in time.
LEFT = {Measure.ASSESSED: "not assessed", Measure.TOLD: "not told in time", Measure.WRITTEN: "not sent in time",
        Measure.FINDINGS: "not shared yet", Measure.APOLOGY: "not recorded"}  # fmt: skip
DONE = {Measure.ASSESSED: "assessed", Measure.TOLD: "told in time", Measure.WRITTEN: "sent in time",
        Measure.FINDINGS: "shared", Measure.APOLOGY: "recorded"}  # fmt: skip
OTHERWISE = "declined by them, or not possible"


def due_card(view: DueView) -> Card:
    """What is owed, late ones first, each with the way to its case."""
    if not view.lines:
        return card(text(NOTHING_OWED))
    lines = view.lines[:MOST_LINES]
    rest = len(view.lines) - len(lines)
    return card(
        heading("Candour: what is owed"),
        *([text(_late(view.late), strong=True)] if view.late else []),
        *(_line(line) for line in lines),
        *([text(f"And {rest:,} more after these.", subtle=True)] if rest > 0 else []),
    )


def _late(how_many: int) -> str:
    return "One of these is late." if how_many == 1 else f"{how_many:,} of these are late."


def _line(line: DueLine) -> Element:
    return opens(
        line.reference, line.reference, line.event_reference, text(owed_line(line, line.owed), close=True)
    )  # fmt: skip


# ---- the measures ----


def measures_card(view: MeasuresView) -> Card:
    """Each measure by itself, with what it is counted of."""
    return card(
        heading("Candour: five measures"),
        text(f"Of what was reported from {spoken_day(view.since)} to {spoken_day(view.until)}."),
        *(quiet(text(measure.label, strong=True), *_said(measure, each, view)) for measure, each in
          view.measures.items()),
        text(MEASURES_COUNT, subtle=True),
        text(MEASURES_SMALL.format(view.smallest - 1), subtle=True, close=True),
    )  # fmt: skip


def _said(measure: Measure, each: Shown, view: MeasuresView) -> list[Element]:
    more = f"{each.waiting:,} more: the day has not passed yet." if each.waiting else ""
    return [
        *(text(line, close=True) for line in _numbers(measure, each, view.smallest)),
        text(MEASURED_OF[measure.value], subtle=True, close=True),
        *([text(more, subtle=True, close=True)] if more else []),
    ]


def _numbers(measure: Measure, each: Shown, smallest: int) -> list[str]:
    """The numbers of a measure, as far as they may be shown."""
    if each.total is None:
        return [NOT_ENOUGH.format(smallest)]
    words = {Part.DONE: DONE[measure], Part.OTHERWISE: OTHERWISE, Part.NOT_DONE: LEFT[measure]}
    if each.fewer is not None:
        return [f"Of {each.total:,}: fewer than {smallest} {words[each.fewer]}. {NOT_IN_PARTS}"]
    if not each.is_whole:
        return [f"Of {each.total:,}: {within_a_sentence(NOT_IN_PARTS)}"]
    done = each.parts[Part.DONE] or 0
    others = [f"{number:,} {words[part]}" for part in (Part.OTHERWISE, Part.NOT_DONE) if (number := each.parts[part])]
    return [
        f"{done:,} of {each.total:,} {words[Part.DONE]} ({_share(done, each.total)}).",
        *([f"{', '.join(others)}."] if others else []),
    ]


def _share(part: int, whole: int) -> str:
    """`60%`; what is not all is never 100%, and what is not none never 0%."""
    if part in (0, whole):
        return "100%" if part else "0%"
    return f"{min(max(round(100 * part / whole), 1), 99)}%"
