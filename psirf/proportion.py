"""Which learning response is proportionate. This is advice: a named person decides, with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from psirf.plan import Plan
from psirf.vocabulary import EventKind, ResponseType


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of an event when advice is asked for. Harm is left out: it never decides."""

    text: str
    happened_to: datetime | None  # the latest moment it can have happened; None where not known
    now: datetime
    kind: EventKind = EventKind.INCIDENT


@dataclass(frozen=True, slots=True)
class Recommendation:
    response: ResponseType
    because: str
    considered: Mapping[ResponseType, str]  # the others, and when to choose them
    plan_version: str


def recommend(circumstances: Circumstances, plan: Plan) -> Recommendation:
    """The plan's priority where the words suggest one; or else what the time since allows.

    The same circumstances and plan give the same advice.
    """
    response, because = _advice(circumstances, plan)
    considered = {other: when for other, when in plan.choose_it.items() if other is not response}
    return Recommendation(response, because, considered, plan.version)


def _advice(circumstances: Circumstances, plan: Plan) -> tuple[ResponseType, str]:
    if kind := plan.kinds.get(circumstances.kind):
        return kind
    for priority in plan.priorities:
        if word := priority.word_in(circumstances.text):
            because = f"The plan has a priority for this: {priority.name} (the report says “{word}”)."
            return priority.response, because
    fresh = timedelta(hours=plan.swarm_within_hours)
    if circumstances.happened_to is not None and circumstances.now - circumstances.happened_to <= fresh:
        return (
            ResponseType.SWARM,
            f"It is not a priority of the plan, and it happened within the last {plan.swarm_within_hours} "
            "hours: those who were there can still meet.",
        )
    return (
        ResponseType.AAR,
        "It is not a priority of the plan, and it may be too long ago for a huddle on the spot.",
    )
