"""What the tests of queues and desks share."""

from collections.abc import Sequence

from sqlalchemy import select

from bot.casework.my_queue import QueueView, view_queue
from bot.casework.unit_of_work import Casework, UnitOfWork
from storage.events import held_event
from storage.queue import begun_queue
from storage.records import Notification, Outcome, PatientSafetyEvent
from tests.casework.test_events import who


async def queue_shown(uow: UnitOfWork, name: str = "lena") -> QueueView:
    lead = uow.acting(await who(uow, name))
    return await view_queue(lead, await begun_queue(uow.session, lead.person_id))


async def event_numbered(uow: UnitOfWork, number: int) -> PatientSafetyEvent:
    event = await held_event(uow.session, number)
    assert event is not None
    return event


async def sent_to(casework: Casework, name: str = "lena", kind: str = "queue") -> Sequence[Notification]:
    async with casework.begin() as uow:
        person = await who(uow, name)
        found = select(Notification).filter_by(to=person.id, kind=kind).order_by(Notification.id)
        return (await uow.session.scalars(found.where(Notification.outcome.is_distinct_from(Outcome.ON_QUEUE)))).all()
