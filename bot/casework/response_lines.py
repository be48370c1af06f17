"""The learning response that holds, as a line on its event's card."""

from bot.casework.looking_afterwards import names_of
from bot.casework.response_views import ResponseLine
from bot.casework.unit_of_work import UnitOfWork
from psirf.vocabulary import EventStatus
from storage.records import PatientSafetyEvent
from storage.responses import response_on


async def response_line(uow: UnitOfWork, event: PatientSafetyEvent) -> ResponseLine | None:
    """None where there is none: nothing is decided yet, or what was chosen needs no meeting."""
    response = await response_on(uow.session, event.id) if event.status is not EventStatus.RECEIVED else None
    if response is None:
        return None
    names = await names_of(uow, [response.lead_id])
    return ResponseLine(
        response.reference, response.type, names.get(response.lead_id, ""), response.status, response.held_on,
        tuple(response.learned),
    )  # fmt: skip
