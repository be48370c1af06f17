"""What a report alone tells of the circumstances, for the advice that its leads find when they first look."""

from collections.abc import Iterable, Mapping

from psirf.rules import Rules
from psirf.vocabulary import Agent, EventKind, OutcomeType, Reached
from storage.records import PatientSafetyEvent

EVENT_TYPES: Mapping[EventKind, str] = {
    EventKind.INCIDENT: "incident", EventKind.GOOD_CARE: "good care", EventKind.OUTCOME: "outcome of concern",
    EventKind.RISK: "risk",
}  # fmt: skip
INVOLVED: Mapping[Agent, str] = {
    Agent.MEDICINE: "medicine", Agent.DEVICE: "device", Agent.IT: "IT", Agent.BUILDING: "building",
    Agent.BLOOD: "blood", Agent.BLOOD_PRODUCT: "blood", Agent.TISSUE: "tissue",
}  # fmt: skip
REACHED: Mapping[Reached | None, str | None] = {Reached.YES: "yes", Reached.NO: "no", Reached.UNKNOWN: "not known"}


# Kinds that tell of nothing that went wrong for somebody: what their words mention is no circumstance of it.
UNTOLD = (EventKind.GOOD_CARE, EventKind.RISK)


def first_answers(event: PatientSafetyEvent, rules: Rules, added: Iterable[str] = ()) -> dict[str, object]:
    """What was reported, as plain answers that can be kept: what its words plainly state, and what was pressed.

    Its theme is the first of the plan's words in it. `added`: what its reporter has said since.
    """
    near_miss = event.kind is EventKind.INCIDENT and event.reached is Reached.NO
    said = "\n".join((event.what, event.how_they_are, event.involved, *added))
    heard = {} if event.kind in UNTOLD else rules.circumstances.told(said)
    ticked = [INVOLVED[Agent(agent)] for agent in event.agents if Agent(agent) in INVOLVED]
    of_words = heard.pop("involved", [])
    told: dict[str, object] = {
        **heard,
        "event_type": "near miss" if near_miss else EVENT_TYPES[event.kind],
        "theme": rules.plan.word_in(f"{event.what} {event.involved}"),
        "happened_at": event.happened_to.isoformat() if event.happened_to else None,
        "reached_a_patient": REACHED.get(event.reached),
        "died": "yes" if event.outcome is OutcomeType.DEATH else heard.get("died"),
        "involved": list(dict.fromkeys([*ticked, *(of_words if isinstance(of_words, list) else ())])),
    }
    return {key: answer for key, answer in told.items() if answer is not None}
