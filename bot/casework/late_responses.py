"""A swarm huddle that was not held within the plan's limit: somebody is asked whether it becomes another."""

from bot.casework.queue import tell_lead
from bot.casework.responding import OPEN_WHILE, look_again
from bot.casework.roles import deputy_of, event_of, people_asked, roles_towards
from bot.casework.unit_of_work import UnitOfWork
from psirf.vocabulary import EventStatus, ResponseStatus, Role
from storage.events import held_event
from storage.records import LearningResponse, PatientSafetyEvent
from storage.responses import held_response, past_their_limit, response_by_id


async def plan_late_huddles(uow: UnitOfWork) -> int:
    """Ask about each huddle whose limit has passed, once, and say how many there were.

    Safe to run often, and by every worker at once.
    """
    looked_at = 0
    for response_id in await past_their_limit(uow.session, uow.now):
        planned = await response_by_id(uow.session, response_id)
        if planned is None or await held_event(uow.session, planned.event_id, wait=False) is None:
            continue  # somebody is at work on it: nobody is waited for, and the next round looks
        response = await held_response(uow.session, response_id)
        if response is None or response.hold_by is None or response.status is not ResponseStatus.PLANNED:
            continue  # another worker was here
        looked_at += 1
        event = await event_of(uow, response)
        if event.status not in OPEN_WHILE:
            response.hold_by = None
            continue
        uow.audit("huddle_not_held_in_time", f"response:{response.id}", event=event.id)
        await look_again(uow, response)
        for person_id in await _asked(uow, event, response):
            await tell_lead(
                uow, "response_late", subject="response", subject_id=response.id, to=person_id, in_hours=True,
                key=f"response_late:{response.id}:{person_id}", status=response.status,
            )  # fmt: skip
    return looked_at


async def _asked(uow: UnitOfWork, event: PatientSafetyEvent, response: LearningResponse) -> list[int]:
    """Who leads it, or who covers for them; and where they may not change it, or nobody leads it, whoever decides
    about the event."""
    may_change = uow.rules.lifecycles.response.who_may("change")
    lead, deciding = response.lead_id, await people_asked(uow, Role.LEAD, event)
    if lead is None:
        return deciding
    if (deputy := await deputy_of(uow, lead)) and await roles_towards(uow, deputy, response):
        lead = deputy
    if event.status is EventStatus.DECIDED and may_change & await roles_towards(uow, lead, response):
        return [lead]
    return sorted({*deciding, lead})
