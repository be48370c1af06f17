"""Questions asked of what comes after a report: notes, corrections, patients, sealed names that were opened."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.records import AffectedPerson, EventCorrection, EventNote, PatientReference, SealOpening


async def notes_of(session: AsyncSession, event_id: int) -> Sequence[EventNote]:
    """What was said about an event since it was reported, oldest first."""
    return (await session.scalars(select(EventNote).filter_by(event_id=event_id).order_by(EventNote.id))).all()


async def corrections_of(session: AsyncSession, event_id: int) -> Sequence[EventCorrection]:
    found = select(EventCorrection).filter_by(event_id=event_id).order_by(EventCorrection.id)
    return (await session.scalars(found)).all()


async def patient_references_of(session: AsyncSession, event_id: int) -> Sequence[PatientReference]:
    """What was said of how each person affected can be found, oldest first."""
    found = (
        select(PatientReference)
        .join(AffectedPerson, AffectedPerson.id == PatientReference.affected_person_id)
        .where(AffectedPerson.event_id == event_id)
        .order_by(PatientReference.id)
    )
    return (await session.scalars(found)).all()


async def last_opening_of(session: AsyncSession, event_id: int) -> SealOpening | None:
    """The newest wish to open an event's sealed name."""
    return await session.scalar(
        select(SealOpening).filter_by(event_id=event_id).order_by(SealOpening.id.desc()).limit(1)
    )
