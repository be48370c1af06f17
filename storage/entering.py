"""Questions asked about where else events are: which are in no incident system yet, and what is entered there."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from psirf.incident_system import NATIONAL
from psirf.vocabulary import EventStatus
from storage.queue import Units, in_units
from storage.records import (
    AffectedPerson,
    EventCorrection,
    EventNote,
    EventReference,
    HarmGrading,
    PatientSafetyEvent,
)

NEVER_ENTERED = (EventStatus.WITHDRAWN, EventStatus.MERGED)
Said = TypeVar("Said", EventNote, EventCorrection)


async def how_many_not_entered(session: AsyncSession, units: Units | None = None) -> int:
    """How many events are in no incident system: of these units (None among them: of no unit), or of all."""
    return await session.scalar(select(func.count(PatientSafetyEvent.id)).where(*_waiting(units))) or 0


async def not_entered(
    session: AsyncSession, units: Units | None = None, *, limit: int, after: int = 0
) -> Sequence[PatientSafetyEvent]:
    """The oldest of them; or those that come `after` the one with this id."""
    found = select(PatientSafetyEvent).where(*_waiting(units), PatientSafetyEvent.id > after)
    return (await session.scalars(found.order_by(PatientSafetyEvent.id).limit(limit))).all()


def _waiting(units: Units | None) -> list[ColumnElement[bool]]:
    """Neither withdrawn, nor joined to another, with which it is entered once; nor in any system of the trust's, by
    whatever name."""
    entered = exists().where(EventReference.event_id == PatientSafetyEvent.id, EventReference.system != NATIONAL)
    waiting = [PatientSafetyEvent.status.not_in(NEVER_ENTERED), ~entered]
    if units is not None:
        waiting.append(in_units(units))
    return waiting


async def own_reference(session: AsyncSession, event_id: int, *, national: bool) -> EventReference | None:
    """An event's number with the national service; or in the trust's system, also in one of before."""
    there = EventReference.system == NATIONAL if national else EventReference.system != NATIONAL
    found = select(EventReference).where(EventReference.event_id == event_id, there)
    return await session.scalar(found.order_by(EventReference.id).limit(1))


async def stands_for(session: AsyncSession, system: str, number: str) -> int | None:
    """The event that a number in a system stands for."""
    return await session.scalar(select(EventReference.event_id).filter_by(system=system, number=number))


async def national_numbers(session: AsyncSession, event_ids: Collection[int]) -> dict[int, str]:
    """Of each event that the national service has, its number there."""
    found = select(EventReference).where(EventReference.event_id.in_(event_ids), EventReference.system == NATIONAL)
    return {each.event_id: each.number for each in await session.scalars(found)}


async def harm_to_people(session: AsyncSession, event_ids: Collection[int]) -> dict[int, list[HarmGrading]]:
    """Of each event the newest grading of each person affected, in the order in which they were told of."""
    found = await session.execute(
        select(AffectedPerson.event_id, HarmGrading)
        .join(HarmGrading, HarmGrading.affected_person_id == AffectedPerson.id)
        .where(AffectedPerson.event_id.in_(event_ids))
        .order_by(AffectedPerson.event_id, AffectedPerson.sequence, HarmGrading.id)
    )
    newest: dict[int, dict[int, HarmGrading]] = {}
    for event_id, grading in found:
        newest.setdefault(event_id, {})[grading.affected_person_id] = grading
    return {event_id: list(people.values()) for event_id, people in newest.items()}


async def notes_on(session: AsyncSession, event_ids: Collection[int]) -> dict[int, list[EventNote]]:
    """What was said of each event since, oldest first."""
    return await _by_event(session, EventNote, event_ids)


async def corrections_to(session: AsyncSession, event_ids: Collection[int]) -> dict[int, list[EventCorrection]]:
    """What was put right of each event, oldest first."""
    return await _by_event(session, EventCorrection, event_ids)


async def _by_event(session: AsyncSession, said: type[Said], event_ids: Collection[int]) -> dict[int, list[Said]]:
    found: dict[int, list[Said]] = {}
    for each in await session.scalars(select(said).where(said.event_id.in_(event_ids)).order_by(said.id)):
        found.setdefault(each.event_id, []).append(each)
    return found
