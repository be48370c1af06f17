"""Questions asked of patient safety events."""

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.in_hand import in_hand, remember
from storage.records import (
    AffectedPerson,
    Decision,
    EventPlace,
    EventReference,
    EventStatusChange,
    HarmGrading,
    Mark,
    PatientSafetyEvent,
)

EVENT_WITH_KEY = select(PatientSafetyEvent).where(
    PatientSafetyEvent.idempotency_key.in_(bindparam("keys", expanding=True))
)
EVENT = select(PatientSafetyEvent).where(PatientSafetyEvent.id == bindparam("number"))
# The newest of an event holds; what was decided before is its history.
DECISION = select(Decision).where(Decision.event_id == bindparam("number")).order_by(Decision.id.desc()).limit(1)


async def event_with_key(session: AsyncSession, keys: Sequence[str]) -> PatientSafetyEvent | None:
    """The event with one of these idempotency keys."""
    return await session.scalar(EVENT_WITH_KEY, {"keys": list(keys)})


async def event_by_id(session: AsyncSession, event_id: int) -> PatientSafetyEvent | None:
    known = in_hand(session, PatientSafetyEvent, event_id)
    return known or remember(session, await session.scalar(EVENT, {"number": event_id}))


async def read_events(session: AsyncSession, event_ids: Collection[int]) -> None:
    """Take several events in hand at once: what asks for one of them then asks the database no more."""
    unread = [each for each in event_ids if in_hand(session, PatientSafetyEvent, each) is None]
    if unread:
        for event in await session.scalars(select(PatientSafetyEvent).where(PatientSafetyEvent.id.in_(unread))):
            remember(session, event)


async def held_event(session: AsyncSession, event_id: int, *, wait: bool = True) -> PatientSafetyEvent | None:
    """An event, held so that nobody else moves it until this work is done, and read afresh. Without `wait` it is
    None too where somebody else holds it at this moment: nobody is waited for."""
    how = True if wait else {"skip_locked": True}
    return await session.get(PatientSafetyEvent, event_id, with_for_update=how, populate_existing=True)


async def decision_on(session: AsyncSession, event_id: int) -> Decision:
    """The decision that holds, or the advice that waits for one."""
    return (await session.scalars(DECISION, {"number": event_id})).one()


async def decisions_on(session: AsyncSession, event_id: int) -> Sequence[Decision]:
    """All that was decided for an event, oldest first; the newest holds."""
    return (await session.scalars(select(Decision).filter_by(event_id=event_id).order_by(Decision.id))).all()


async def event_with_handle(session: AsyncSession, handle: str) -> PatientSafetyEvent | None:
    """The event whose sealed reporter has this handle."""
    return await session.scalar(select(PatientSafetyEvent).filter_by(reporter_handle=handle))


async def events_reported_by(session: AsyncSession, person_id: int) -> Sequence[int]:
    """The ids of the events that carry a person's name as their reporter's."""
    return (await session.scalars(select(PatientSafetyEvent.id).filter_by(reported_by=person_id))).all()


async def sealed_references(session: AsyncSession) -> list[tuple[int, str, str]]:
    """Of each event with a sealed reporter its id, the handle and the sealed reference."""
    found = select(
        PatientSafetyEvent.id, PatientSafetyEvent.reporter_handle, PatientSafetyEvent.reporter_sealed
    ).where(PatientSafetyEvent.reporter_handle.is_not(None))
    return [(id, str(handle), sealed) for id, handle, sealed in await session.execute(found)]


async def status_history(session: AsyncSession, event_id: int) -> Sequence[EventStatusChange]:
    found = select(EventStatusChange).filter_by(event_id=event_id).order_by(EventStatusChange.id)
    return (await session.scalars(found)).all()


async def place_history(session: AsyncSession, event_id: int) -> Sequence[EventPlace]:
    found = select(EventPlace).filter_by(event_id=event_id).order_by(EventPlace.id)
    return (await session.scalars(found)).all()


async def harm_history(session: AsyncSession, event_id: int) -> Sequence[HarmGrading]:
    """Each grading of each person affected, oldest first."""
    found = (
        select(HarmGrading)
        .join(AffectedPerson, AffectedPerson.id == HarmGrading.affected_person_id)
        .where(AffectedPerson.event_id == event_id)
        .order_by(HarmGrading.id)
    )
    return (await session.scalars(found)).all()


async def references_of(session: AsyncSession, event_id: int) -> Sequence[EventReference]:
    found = select(EventReference).filter_by(event_id=event_id).order_by(EventReference.id)
    return (await session.scalars(found)).all()


async def marks_of(session: AsyncSession, event_id: int) -> Sequence[Mark]:
    """What was marked in an event's texts, by number."""
    return (await session.scalars(select(Mark).filter_by(event_id=event_id).order_by(Mark.number))).all()


async def people_affected(session: AsyncSession, event_id: int) -> Sequence[AffectedPerson]:
    found = select(AffectedPerson).filter_by(event_id=event_id).order_by(AffectedPerson.sequence)
    return (await session.scalars(found)).all()


async def event_of_person_added_with(session: AsyncSession, idempotency_key: str) -> int | None:
    """The event to which a form with this key has added somebody affected."""
    return await session.scalar(select(AffectedPerson.event_id).filter_by(idempotency_key=idempotency_key))
