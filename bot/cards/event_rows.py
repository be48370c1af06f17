"""What is known of an event, in the rows that its cards and pages share."""

from collections.abc import Sequence

from bot.cards.elements import shortened
from bot.casework.views import EventView, HarmShown
from psirf.spoken import spoken_span
from psirf.vocabulary import EventKind, PhysicalHarm, Reached

Row = tuple[str, str | None]
REACHED_SHOWN = {
    Reached.NO: "Not reached, stopped in time",
    Reached.YES: "Reached",
    Reached.UNKNOWN: "Not known if reached",
}


def reached_shown(view: EventView) -> str | None:
    return REACHED_SHOWN[view.reached] if view.reached else None


def when_shown(view: EventView) -> str | None:
    """When it happened; none where who looks may not know, or of a risk that is always there."""
    if view.happened is None:
        return None
    earliest, latest = view.happened.earliest, view.happened.latest
    if view.kind is EventKind.RISK and earliest is None:
        return None
    return spoken_span(earliest, latest) if earliest and latest else "Not known"


def involved_shown(view: EventView, longest: int) -> str | None:
    """What was involved: what was pressed, and what was written of it."""
    named = ", ".join(agent.label for agent in view.agents)
    words = shortened(view.involved or "", longest)
    return f"{named}: {words}" if named and words else named or words or None


def harm_rows(people: Sequence[HarmShown], most: int) -> list[Row]:
    """The harm to each person affected, up to so many; of who died it is not asked how upset they are."""
    more: list[Row] = [("And", f"{len(people) - most} more people")] if len(people) > most else []
    return [
        ("Harm" if len(people) == 1 else f"Person {number}", _harm(each))
        for number, each in enumerate(people[:most], start=1)
    ] + more


def _harm(person: HarmShown) -> str:
    if person.physical is PhysicalHarm.FATAL:
        return person.physical.label
    return f"{person.physical.label}. {person.psychological.label}."
