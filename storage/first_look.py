"""Questions asked where a ward manager looks first, and of reports that tell of one event."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from psirf.places import path_upwards
from psirf.vocabulary import EventStatus, FirstLook, UnitKind
from storage.in_hand import read_once
from storage.records import PatientSafetyEvent, Unit


async def units_upwards(session: AsyncSession, unit_id: int | None) -> list[tuple[str, UnitKind]]:
    """The code and the kind of a unit and of all above it, nearest first; nothing for no unit."""
    units = await read_once(session, _units)
    path = path_upwards(unit_id, {id: parent_id for id, (_, _, parent_id) in units.items()})
    return [units[id][:2] for id in path if id in units]


async def _units(session: AsyncSession) -> dict[int, tuple[str, UnitKind, int | None]]:
    found = await session.execute(select(Unit.id, Unit.code, Unit.kind, Unit.parent_id))
    return {unit.id: (unit.code, unit.kind, unit.parent_id) for unit in found}


async def waiting_for_a_first_look(
    session: AsyncSession, reported_before: datetime, limit: int = 100
) -> Sequence[PatientSafetyEvent]:
    """Reports that wait for a ward manager, the oldest first, held; others' are left to other workers."""
    found = (
        select(PatientSafetyEvent)
        .where(
            PatientSafetyEvent.first_look == FirstLook.WAITING,
            PatientSafetyEvent.status == EventStatus.RECEIVED,
            PatientSafetyEvent.reported_at < reported_before,
        )
        .order_by(PatientSafetyEvent.reported_at, PatientSafetyEvent.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return (await session.scalars(found)).all()


async def joined_to(session: AsyncSession, event_id: int) -> Sequence[int]:
    """The ids of the reports that were joined to this one, because they tell of the same event."""
    found = select(PatientSafetyEvent.id).filter_by(merged_into_id=event_id).order_by(PatientSafetyEvent.id)
    return (await session.scalars(found)).all()
