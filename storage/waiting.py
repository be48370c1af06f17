"""Questions asked of what waits for one person besides events: responses, actions, first looks."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from psirf.vocabulary import ActionStatus, EventStatus, FirstLook, ResponseStatus
from storage.queue import Units, in_units
from storage.records import (
    LearningResponse,
    PatientSafetyEvent,
    SafetyAction,
)

ITS_EVENT = (PatientSafetyEvent, PatientSafetyEvent.id == LearningResponse.event_id)
# Of what was withdrawn, nothing is held.
TO_BE_HELD = (
    LearningResponse.status == ResponseStatus.PLANNED,
    PatientSafetyEvent.status.in_([EventStatus.DECIDED, EventStatus.CLOSED]),
)


async def responses_that_wait(session: AsyncSession, person_id: int) -> Sequence[int]:
    """The learning responses that a person leads and that are still to be held."""
    found = select(LearningResponse.id).join(*ITS_EVENT).where(LearningResponse.lead_id == person_id, *TO_BE_HELD)
    return (await session.scalars(found.order_by(LearningResponse.id))).all()


async def responses_of_units(session: AsyncSession, units: Units) -> Sequence[LearningResponse]:
    """The learning responses of these units' events that are still to be held, the first that was chosen first."""
    found = select(LearningResponse).join(*ITS_EVENT).where(in_units(units), *TO_BE_HELD)
    return (await session.scalars(found.order_by(LearningResponse.id))).all()


async def actions_that_wait(
    session: AsyncSession, units: Units, status: ActionStatus, but_not_of: int
) -> Sequence[int]:
    """The actions of these units' events that are in a status, but for those that one person owns."""
    found = (
        select(SafetyAction.id)
        .join(PatientSafetyEvent, PatientSafetyEvent.id == SafetyAction.event_id)
        .where(SafetyAction.status == status, SafetyAction.owner_id != but_not_of, in_units(units))
        .order_by(SafetyAction.id)
    )
    return (await session.scalars(found)).all()


async def first_looks_that_wait(session: AsyncSession, units: Units) -> Sequence[int]:
    """The events of these units that a ward manager is asked to look at first, oldest first."""
    found = (
        select(PatientSafetyEvent.id)
        .where(
            PatientSafetyEvent.first_look == FirstLook.WAITING,
            PatientSafetyEvent.status == EventStatus.RECEIVED,
            in_units(units),
        )
        .order_by(PatientSafetyEvent.id)
    )
    return (await session.scalars(found)).all()
