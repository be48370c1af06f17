"""What the tests of duties share: whom something was queued for, and roles that are given."""

from collections.abc import Sequence

from sqlalchemy import select

from bot.casework.duties import open_duties
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.vocabulary import Role
from storage.duties import duties_of
from storage.events import held_event
from storage.people import give_role
from storage.records import Notification, OutwardDuty, PatientSafetyEvent, Person
from tests.casework.test_events import reported, who


async def named(uow: UnitOfWork, kind: str) -> list[str]:
    """The first names of those for whom something of a kind was queued, in order."""
    found = select(Person.name).join(Notification, Notification.to == Person.id).where(Notification.kind == kind)
    return sorted([name.split()[0] for name in await uow.session.scalars(found)])


async def given(uow: UnitOfWork, name: str, role: Role, unit_id: int | None = None) -> None:
    person = await who(uow, name)
    await give_role(uow.session, person.id or 0, role, unit_id, uow.now)
    await uow.session.flush()


async def with_duties(casework: Casework, *codes: str) -> None:
    """An event of Ward 7, by Nora, with these duties."""
    async with casework.begin() as uow:
        await open_duties(uow, await reported(uow), codes)


async def duties(casework: Casework) -> Sequence[OutwardDuty]:
    async with casework.sessions() as session:
        return await duties_of(session, 1)


async def by(uow: UnitOfWork, name: str) -> UnitOfWork:
    return uow.acting(await who(uow, name))


async def the_event(uow: UnitOfWork) -> PatientSafetyEvent:
    event = await held_event(uow.session, 1)
    assert event is not None
    return event
