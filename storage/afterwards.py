"""Questions asked of what comes after a report: notes, corrections, patients, sealed names that were opened."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.records import (
    AffectedPerson,
    EventCorrection,
    EventNote,
    PatientReference,
    PatientSafetyEvent,
    SealOpening,
)


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


async def events_with_patients_to_find(
    session: AsyncSession, now: datetime, limit: int = 100
) -> Sequence[PatientSafetyEvent]:
    """Events whose leads are to be told now that nobody can find the patient, held; others' are left to other
    workers."""
    found = (
        select(PatientSafetyEvent)
        .where(PatientSafetyEvent.next_patient_nudge_at <= now)
        .order_by(PatientSafetyEvent.next_patient_nudge_at, PatientSafetyEvent.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return (await session.scalars(found)).all()


async def next_patients_to_find(session: AsyncSession, limit: int = 3) -> Sequence[PatientSafetyEvent]:
    """The events whose leads are told so next, soonest first."""
    found = (
        select(PatientSafetyEvent)
        .where(PatientSafetyEvent.next_patient_nudge_at.is_not(None))
        .order_by(PatientSafetyEvent.next_patient_nudge_at, PatientSafetyEvent.id)
        .limit(limit)
    )
    return (await session.scalars(found)).all()


async def last_opening_of(session: AsyncSession, event_id: int) -> SealOpening | None:
    """The newest wish to open an event's sealed name, read afresh: another may have answered it meanwhile."""
    found = select(SealOpening).filter_by(event_id=event_id).order_by(SealOpening.id.desc()).limit(1)
    return await session.scalar(found.execution_options(populate_existing=True))


async def bars_to_review(session: AsyncSession, day: date) -> Sequence[SealOpening]:
    """Names that were opened, of which the reporter is not told yet, and whose bar is to be looked at by a day."""
    found = (
        select(SealOpening)
        .where(SealOpening.agreed.is_(True), SealOpening.told_at.is_(None), SealOpening.review_on <= day)
        .order_by(SealOpening.id)
    )
    return (await session.scalars(found)).all()
