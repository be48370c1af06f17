"""Deciding how to learn from an event. Lantern advises; a named person decides, with a reason."""

from bot.casework.afterwards import note_look
from bot.casework.steps import take_event_step
from bot.casework.unit_of_work import UnitOfWork
from psirf.vocabulary import ResponseType
from storage.events import decision_on
from storage.records import PatientSafetyEvent


async def decide(
    uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, chosen: ResponseType | None, reason: str
) -> None:
    """Approve the advice, or choose another response (`chosen`). Raises NotAllowed, changing nothing."""
    decision = await decision_on(uow.session, event.id)
    agrees = chosen is None or chosen is decision.advised
    await take_event_step(uow, event, "approve" if agrees else "choose", seen=seen, reason=reason)
    note_look(uow, event)
    decision.chosen = chosen or decision.advised
    decision.reason = reason.strip()
    decision.decided_by = uow.by.id
    decision.decided_at = uow.now
    decision.lifecycle_version = uow.rules.lifecycles.version
