"""Learning responses: opened when one is chosen, led by somebody, held or not, and what was learned."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.casework.candour_news import tell_who_holds_that_of
from bot.casework.marking import hide_marked, keep_marks
from bot.casework.queue import tell_person
from bot.casework.required import refuse_to_drop
from bot.casework.response_ties import named_in, people_tied
from bot.casework.response_views import LONGEST_LINE, MOST_LINES
from bot.casework.roles import event_of, roles_towards
from bot.casework.steps import allow_response_step, redraw_response, take_response_step, tell_response_step
from bot.casework.unit_of_work import UnitOfWork
from psirf.lifecycle import NotAllowed, Transition
from psirf.refusals import Refusal
from psirf.responses import RECORDED
from psirf.vocabulary import EventStatus, ResponseStatus, ResponseType
from psirf.working_time import london_day
from storage.events import marks_of
from storage.records import Decision, LearningResponse, PatientSafetyEvent

OPEN_WHILE = (EventStatus.DECIDED, EventStatus.CLOSED)  # of the event, for a step of its response


async def open_response(
    uow: UnitOfWork, event: PatientSafetyEvent, decision: Decision, before: LearningResponse | None = None
) -> LearningResponse | None:
    """The record of a response that was chosen; None for what is learned without a meeting of our own.

    What it was `before` is carried over: who leads it, if they may, who took part and what was learned.
    """
    if decision.chosen not in RECORDED:
        return None
    response = LearningResponse(
        event_id=event.id, decision_id=decision.id, type=decision.chosen, chosen_at=uow.now,
        hold_by=_hold_by(uow, event, decision.chosen),
    )  # fmt: skip
    if before is not None:
        tied = await people_tied(uow, event, decision.chosen)
        response.before_id = before.id
        response.lead_id = before.lead_id if before.lead_id not in tied else None
        response.took_part, response.learned = before.took_part, list(before.learned)
    uow.session.add(response)
    await uow.session.flush()
    uow.audit(
        "open", f"response:{response.id}", event=event.id, type=response.type, lead=response.lead_id,
        before=response.before_id, response_leads=uow.rules.response_leads.version,
    )  # fmt: skip
    return response


def _hold_by(uow: UnitOfWork, event: PatientSafetyEvent, response: ResponseType) -> datetime | None:
    """The plan's limit for a huddle, from when it happened; where that has passed, from now. Others have none."""
    if response is not ResponseType.SWARM:
        return None
    limit = timedelta(hours=uow.rules.plan.swarm_within_hours)
    happened = event.happened_to
    return happened + limit if happened is not None and happened + limit > uow.now else uow.now + limit


async def lead_it(uow: UnitOfWork, response: LearningResponse, *, seen: int | None) -> None:
    """Somebody who is asked about the event leads its response. Raises NotAllowed."""
    await _give(uow, response, "lead_it", uow.person_id, seen)


async def give_lead(uow: UnitOfWork, response: LearningResponse, *, seen: int | None, lead_id: int) -> None:
    """The response is given to somebody to lead; they are told at once. Raises NotAllowed."""
    await _give(uow, response, "give_lead", lead_id, seen)
    if lead_id != uow.by.id:
        await tell_person(
            uow, "response_given", subject="response", subject_id=response.id, to=lead_id, lead=lead_id,
            status=response.status, key=f"response_given:{response.id}:{response.version}:{lead_id}",
        )  # fmt: skip


async def hand_back(uow: UnitOfWork, response: LearningResponse, *, seen: int | None) -> None:
    """Whoever leads it does not, and says to nobody why; the leads are told that it needs somebody. Raises
    NotAllowed."""
    await refuse_unless_open(uow, response)
    step = await take_response_step(uow, response, "hand_back", seen=seen)
    response.lead_id = None
    await tell_response_step(uow, step, response)


async def _give(uow: UnitOfWork, response: LearningResponse, step: str, lead_id: int, seen: int | None) -> None:
    await allow_response_step(uow, response, step, seen=seen, said="")
    event = await refuse_unless_open(uow, response)
    if tie := (await people_tied(uow, event, response.type)).get(lead_id):
        raise NotAllowed(Refusal.NOT_TO_LEAD, tie.label)
    await take_response_step(uow, response, step, seen=seen, lead=lead_id)
    response.lead_id = lead_id  # last: whoever passes it on does so as its lead


async def hold(
    uow: UnitOfWork, response: LearningResponse, *, seen: int | None, held_on: date, took_part: str,
    learned: Sequence[str],
) -> None:  # fmt: skip
    """It was held: on which day, who took part, and up to three lines of what was learned. Raises NotAllowed.

    Words that may identify somebody are hidden in them, as in a report.
    """
    lines = [" ".join(line.split()) for line in learned if line.strip()]
    await allow_response_step(uow, response, "hold", seen=seen, said="\n".join(lines))
    event = await refuse_unless_open(uow, response)
    if held_on > uow.today:
        raise NotAllowed(Refusal.NOT_HELD_YET)
    if event.happened_from is not None and held_on < london_day(event.happened_from):
        raise NotAllowed(Refusal.HELD_BEFORE)
    if not took_part.strip():
        raise NotAllowed(Refusal.WHO_TOOK_PART)
    if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
        raise NotAllowed(Refusal.ONE_TO_THREE, LONGEST_LINE)
    response.named = await named_in(uow, took_part)
    said = {"took_part": took_part.strip(), **{str(number): line for number, line in enumerate(lines)}}
    texts = await _hidden(uow, event, said)
    response.held_on, response.hold_by, response.took_part = held_on, None, texts["took_part"]
    response.learned = [texts[str(number)] for number in range(len(lines))]
    told = "\n".join(lines)
    step = await take_response_step(uow, response, "hold", seen=seen, said=told, held_on=held_on.isoformat())
    await _tell_the_leads(uow, step, response)
    await tell_who_holds_that_of(uow, event.id, "candour_held", f"{response.id}")


async def not_held(uow: UnitOfWork, response: LearningResponse, *, seen: int | None, because: str) -> None:
    """It was not held, and why. Raises NotAllowed: also where a national requirement asks for it."""
    await allow_response_step(uow, response, "not_held", seen=seen, said=because)
    event = await refuse_unless_open(uow, response)
    await refuse_to_drop(uow, event, response)
    response.not_held_because = (await _hidden(uow, event, {"because": because.strip()}))["because"]
    response.hold_by = None
    step = await take_response_step(uow, response, "not_held", seen=seen, said=because)
    await _tell_the_leads(uow, step, response)


async def _tell_the_leads(uow: UnitOfWork, step: Transition[ResponseStatus], response: LearningResponse) -> None:
    """What was said by somebody who does not decide about the event goes to those who do."""
    if not uow.rules.lifecycles.response.who_may("change") & await roles_towards(uow, uow.person_id, response):
        await tell_response_step(uow, step, response)


async def refuse_unless_open(uow: UnitOfWork, response: LearningResponse) -> PatientSafetyEvent:
    """The event of a response; nothing is done about one that was withdrawn or is told elsewhere."""
    event = await event_of(uow, response)
    if event.status not in OPEN_WHILE:
        raise NotAllowed(Refusal.NOT_NOW)
    return event


async def look_again(uow: UnitOfWork, response: LearningResponse) -> None:
    """Its limit has been looked at: its cards say so, and it is not looked at again."""
    response.hold_by = None
    await redraw_response(uow, response)


async def _hidden(uow: UnitOfWork, event: PatientSafetyEvent, said: dict[str, str]) -> dict[str, str]:
    """What was said, with what may identify somebody hidden in it and kept apart for the patient safety team."""
    after = len(await marks_of(uow.session, event.id))
    texts, found = await hide_marked(uow, said, after)
    await keep_marks(uow, event, found, after)
    return texts
