"""Questions asked of half-made forms that have lain for long, and of what was said of them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.changing import has_changed
from storage.outbox import NOT_MET
from storage.records import Conversation, Draft, Notification, NotificationState

# Asked once a second, so put together once (storage/conversations.py); the index on touched_at answers it.
DUE = (
    select(Draft)
    .where(Draft.touched_at <= bindparam("told_of_before"))
    .where(or_(Draft.passed_on_at.is_(None), Draft.passed_on_at < Draft.touched_at))
    .where(
        or_(
            Draft.noticed_at.is_(None),
            Draft.noticed_at < Draft.touched_at,
            and_(Draft.touched_at <= bindparam("kept_until"), Draft.noticed_at <= bindparam("noticed_before")),
        )
    )
    .order_by(Draft.touched_at, Draft.key)
    .limit(50)
    .with_for_update(skip_locked=True)
    .execution_options(populate_existing=True)
)


async def forms_due(
    session: AsyncSession, *, told_of_before: datetime, kept_until: datetime, noticed_before: datetime
) -> Sequence[Draft]:
    """Forms of which their writer is to be told, or whose time is up, the oldest first; each held, so that no
    two workers have the same. A form of which a lead was told is none of them, until it is touched again."""
    moments = {"told_of_before": told_of_before, "kept_until": kept_until, "noticed_before": noticed_before}
    return (await session.scalars(DUE, moments)).all()


async def nobody_writes(session: AsyncSession, person_id: int) -> bool:
    """Whether no turn of a person is under way; then none begins before this transaction ends."""
    theirs = select(Conversation.id).where(Conversation.person_id == person_id)
    free = set(await session.scalars(theirs.with_for_update(skip_locked=True)))
    return free == set(await session.scalars(theirs))


async def told_of(session: AsyncSession, key: str) -> bool | None:
    """Whether a notice with this key has come to its end, however that was; None where there is none. Who
    has never opened Lantern again is not waited for."""
    found = select(Notification.state, Notification.trouble).where(Notification.key == key)
    row = (await session.execute(found)).one_or_none()
    return None if row is None else row.state is NotificationState.SETTLED or row.trouble == NOT_MET


async def told_now(session: AsyncSession, key: str, touched_at: datetime, at: datetime) -> bool:
    """Write down that a form's writer is being told that it will go. False where it was touched meanwhile, or
    is gone."""
    told = update(Draft).where(Draft.key == key, Draft.touched_at == touched_at).values(noticed_at=at)
    return await has_changed(session, told)


async def passed_on(session: AsyncSession) -> Sequence[str]:
    """The keys of forms of which a lead was told, and which are half-made still."""
    return (await session.scalars(select(Draft.key).where(Draft.passed_on_at.is_not(None)))).all()


async def forget_notices(session: AsyncSession, person_id: int, kind: str, keys_begin: str) -> None:
    """Let go of what a person was told, by how its keys begin. One that is being sent just now is left: its
    sender may be waiting for what this transaction holds."""
    of_it = (
        select(Notification.id)
        .where(Notification.to == person_id, Notification.kind == kind)
        .where(Notification.key.startswith(keys_begin, autoescape=True))
        .with_for_update(skip_locked=True)
    )
    await session.execute(
        delete(Notification)
        .where(Notification.id.in_(of_it.scalar_subquery()))
        .execution_options(synchronize_session=False)
    )
