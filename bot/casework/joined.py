"""Reports that were joined to another, because they tell of the same event: what is told there is told of them."""

from bot.casework.reporters import is_reporter, told_as
from bot.casework.roles import roles_towards
from bot.casework.steps import redraw_event
from bot.casework.unit_of_work import UnitOfWork
from psirf.vocabulary import Role
from storage.events import held_event
from storage.first_look import joined_to
from storage.records import PatientSafetyEvent


async def tell_joined(uow: UnitOfWork, event: PatientSafetyEvent, step: str) -> None:
    """Tell the reporters of all reports that were joined to this one what its own was just told (`step`: "share"
    or "tell"), each of their own report. A name that is sealed stays so."""
    for joined_id in await joined_to(uow.session, event.id):
        joined = await held_event(uow.session, joined_id)
        assert joined is not None, "events are never deleted"
        joined.told_learned, joined.learned_at = event.told_learned, event.learned_at
        joined.told_changed, joined.told_by, joined.told_at = event.told_changed, event.told_by, event.told_at
        joined.version += 1
        uow.audit(step, f"event:{joined.id}", said_of=event.id)
        await redraw_event(uow, joined)
        kind, to = f"event_{step}", told_as(joined)
        await uow.notify(
            kind, subject="event", subject_id=joined.id, to=to,
            key=f"{kind}:{joined.id}:{joined.version}:{to}", status=joined.status,
        )  # fmt: skip
        await tell_joined(uow, joined, step)


async def sees_what_happened(uow: UnitOfWork, person_id: int, event: PatientSafetyEvent) -> bool:
    """Whether a person sees what an event's report tells, by a role: not as its reporter, who may be sealed, nor as
    the owner of an action."""
    if event.reporter_handle and is_reporter(uow, person_id, event):
        return False  # nothing that follows may tell whose it is
    roles = await roles_towards(uow, person_id, event) - {Role.REPORTER, Role.OWNER}
    return "what" in uow.rules.reading.fields("event", roles)
