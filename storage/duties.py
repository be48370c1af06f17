"""Questions asked of who is told of an event: bodies outside the trust, and roles within it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from psirf.vocabulary import Role
from storage.insert import insert_if_new
from storage.records import ConcernedRole, Notification, NotificationState, OutwardDuty, PatientSafetyEvent


async def duties_of(session: AsyncSession, event_id: int) -> Sequence[OutwardDuty]:
    """The duties of an event, as they were opened; read afresh, for another may have settled one meanwhile."""
    found = select(OutwardDuty).filter_by(event_id=event_id).order_by(OutwardDuty.id)
    return (await session.scalars(found.execution_options(populate_existing=True))).all()


async def duty_by_id(session: AsyncSession, duty_id: int) -> OutwardDuty | None:
    return await session.get(OutwardDuty, duty_id)


async def events_to_remind_of_duties(
    session: AsyncSession, now: datetime, limit: int = 100
) -> Sequence[PatientSafetyEvent]:
    """Events of which a duty's next reminder has come, held; others' are left to other workers. The event is
    held, and not the duty: so does who marks one."""
    due = select(OutwardDuty.event_id).where(OutwardDuty.next_reminder_at <= now)
    found = (
        select(PatientSafetyEvent)
        .where(PatientSafetyEvent.id.in_(due))
        .order_by(PatientSafetyEvent.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return (await session.scalars(found.execution_options(populate_existing=True))).all()


async def next_duties_to_remind_of(session: AsyncSession, limit: int = 3) -> Sequence[OutwardDuty]:
    """The duties of which somebody is reminded next, soonest first."""
    found = (
        select(OutwardDuty)
        .where(OutwardDuty.next_reminder_at.is_not(None))
        .order_by(OutwardDuty.next_reminder_at, OutwardDuty.id)
        .limit(limit)
    )
    return (await session.scalars(found)).all()


async def concern(session: AsyncSession, event_id: int, role: Role, clue: str, at: datetime) -> bool:
    """Keep that a role is told of an event, and why. False where that is kept already."""
    unique = ["event_id", "role", "clue"]
    new = await insert_if_new(session, ConcernedRole, unique, event_id=event_id, role=role, clue=clue, at=at)
    return new is not None


async def concerned_with(session: AsyncSession, event_id: int) -> list[tuple[Role, str]]:
    """The roles that are told of an event, once for each clue that says so."""
    found = select(ConcernedRole.role, ConcernedRole.clue).filter_by(event_id=event_id).order_by(ConcernedRole.id)
    return [(role, clue) for role, clue in await session.execute(found)]


async def already_told(
    session: AsyncSession, event_id: int, kinds: Collection[str], *, waiting: bool = False
) -> set[int]:
    """To whom something of these kinds was queued about an event; or of that only what is not sent yet."""
    found = select(Notification.to).where(
        Notification.subject == "event", Notification.subject_id == event_id, Notification.kind.in_(kinds)
    )
    if waiting:
        found = found.where(Notification.state != NotificationState.SETTLED)
    return {to for to in await session.scalars(found) if to is not None}
