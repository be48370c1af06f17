"""What follows when a learning response becomes another: all is carried over, and who was told is told again."""

from bot.casework.queue import tell_person
from bot.casework.reporters import told_as
from bot.casework.steps import redraw_response
from bot.casework.unit_of_work import UnitOfWork
from psirf.vocabulary import ResponseStatus
from storage.outbox import copies_of
from storage.records import LearningResponse, PatientSafetyEvent
from storage.responses import people_sent, response_by_id

TOLD_BEFORE = ("response_given", "response_late", "response_changed", "shown")


async def become(
    uow: UnitOfWork, event: PatientSafetyEvent, old: LearningResponse, new: LearningResponse | None
) -> None:
    """A response has become another, or what has no record of its own: the old one stays as history, and whoever
    was told of it is told. Who decided so was allowed to by then."""
    if old.status is ResponseStatus.CHANGED:
        return
    old.status, old.hold_by = ResponseStatus.CHANGED, None
    old.version += 1
    uow.audit("change", f"response:{old.id}", event=event.id, status=old.status, to=new.id if new else None)
    await redraw_response(uow, new or old)
    await _tell_again(uow, event, old, new or old)


async def _tell_again(
    uow: UnitOfWork, event: PatientSafetyEvent, old: LearningResponse, new: LearningResponse
) -> None:
    """Whoever led it, holds its card or was told of it, but who changed it; and the reporter, where something
    of it was shared. Who does not lead it any more is told on the card of what it was."""
    told = {old.lead_id, new.lead_id}
    before: LearningResponse | None = old
    while before is not None:
        told |= {copy.person_id for copy in await copies_of(uow.session, "response", before.id)}
        told |= await people_sent(uow.session, "response", before.id, TOLD_BEFORE)
        before = await response_by_id(uow.session, before.before_id) if before.before_id else None
    for person_id in sorted(id for id in told if id is not None and id != uow.by.id):
        about = old if person_id == old.lead_id != new.lead_id else new
        await tell_person(
            uow, "response_changed", subject="response", subject_id=about.id, to=person_id,
            key=f"response_changed:{new.id}:{person_id}",
        )  # fmt: skip
    if event.learned_at is not None:
        await uow.notify(
            "event_changed", subject="event", subject_id=event.id, to=told_as(event), key=f"event_changed:{new.id}"
        )
