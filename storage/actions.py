"""Questions asked of safety actions."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from psirf.vocabulary import ActionStatus
from storage.in_hand import in_hand, remember
from storage.records import DueChange, Evidence, SafetyAction

ACTION = select(SafetyAction).where(SafetyAction.id == bindparam("number"))
ACTIONS_OF = select(SafetyAction).where(SafetyAction.event_id == bindparam("event")).order_by(SafetyAction.id)


async def action_with_key(session: AsyncSession, idempotency_key: str) -> SafetyAction | None:
    return await session.scalar(select(SafetyAction).filter_by(idempotency_key=idempotency_key))


async def action_by_id(session: AsyncSession, action_id: int) -> SafetyAction | None:
    known = in_hand(session, SafetyAction, action_id)
    return known or remember(session, await session.scalar(ACTION, {"number": action_id}))


async def held_action(session: AsyncSession, action_id: int) -> SafetyAction | None:
    """An action, held so that nobody else moves it until this work is done, and read afresh."""
    return await session.get(SafetyAction, action_id, with_for_update=True, populate_existing=True)


async def actions_of(session: AsyncSession, event_id: int) -> Sequence[SafetyAction]:
    return (await session.scalars(ACTIONS_OF, {"event": event_id})).all()


async def actions_to_remind(session: AsyncSession, now: datetime, limit: int = 100) -> Sequence[SafetyAction]:
    """Open actions whose next step of the ladder has come, held; others' are left to other workers."""
    found = (
        select(SafetyAction)
        .where(SafetyAction.next_reminder_at <= now, SafetyAction.status == ActionStatus.OPEN)
        .order_by(SafetyAction.next_reminder_at, SafetyAction.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return (await session.scalars(found)).all()


async def next_reminders(session: AsyncSession, limit: int = 3) -> Sequence[SafetyAction]:
    """The actions that are reminded of next, soonest first."""
    found = (
        select(SafetyAction)
        .where(SafetyAction.next_reminder_at.is_not(None), SafetyAction.status == ActionStatus.OPEN)
        .order_by(SafetyAction.next_reminder_at, SafetyAction.id)
        .limit(limit)
    )
    return (await session.scalars(found)).all()


async def last_due_change(session: AsyncSession, action_id: int) -> DueChange | None:
    found = select(DueChange).filter_by(action_id=action_id).order_by(DueChange.id.desc()).limit(1)
    return await session.scalar(found)


async def last_evidence(session: AsyncSession, action_id: int) -> Evidence | None:
    found = select(Evidence).filter_by(action_id=action_id).order_by(Evidence.id.desc()).limit(1)
    return await session.scalar(found)


async def due_changes_of(session: AsyncSession, action_id: int) -> Sequence[DueChange]:
    found = select(DueChange).filter_by(action_id=action_id).order_by(DueChange.id)
    return (await session.scalars(found)).all()
