"""The outbox: what is to be said, to whom and when. Several workers share it."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.changing import has_changed
from storage.insert import insert_if_new
from storage.records import (
    TOLD,
    ApprovalRequest,
    CandourCase,
    LearningResponse,
    Notification,
    NotificationState,
    Outcome,
    PatientSafetyEvent,
    SafetyAction,
    SentCopy,
    WorkQueue,
)
from storage.records.base import table_of

WAITING, CLAIMED = NotificationState.WAITING, NotificationState.CLAIMED
SENDING, SETTLED = NotificationState.SENDING, NotificationState.SETTLED


# Put together once: see storage/conversations.py.
CLAIMED_WITH_IDS = (
    select(Notification)
    .where(Notification.id.in_(bindparam("ids", expanding=True)), Notification.state == CLAIMED)
    .order_by(Notification.id)
)
OUTBOX = table_of(Notification)
# What a sealed report caused keeps its day alone, which is that on which it was due.
SETTLED_AT = case((OUTBOX.c.day_only, OUTBOX.c.due_at), else_=bindparam("at", type_=OUTBOX.c.settled_at.type))
SETTLE_SENT = (
    update(OUTBOX)
    .where(OUTBOX.c.id.in_(bindparam("ids", expanding=True)), OUTBOX.c.state != SETTLED)
    .values(state=SETTLED, settled_at=SETTLED_AT, outcome=Outcome.SENT, held_until=None, trouble="")
)
SETTLE = (
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("number"), OUTBOX.c.state != SETTLED)
    .values(
        state=SETTLED, settled_at=SETTLED_AT, outcome=bindparam("came_to"), held_until=None,
        trouble=bindparam("why"),
    )
)  # fmt: skip
BEGIN_TO_SEND = (
    update(OUTBOX)
    .where(
        OUTBOX.c.id == bindparam("number"),
        OUTBOX.c.state == CLAIMED,
        OUTBOX.c.held_until == bindparam("claimed_until"),
    )
    .values(state=SENDING, held_until=bindparam("until"))
)
REVISIONS = {
    "event": select(PatientSafetyEvent.revision).where(PatientSafetyEvent.id == bindparam("number")),
    "action": select(SafetyAction.revision).where(SafetyAction.id == bindparam("number")),
    "approval": select(ApprovalRequest.revision).where(ApprovalRequest.id == bindparam("number")),
    "response": select(LearningResponse.revision).where(LearningResponse.id == bindparam("number")),
    "candour": select(CandourCase.revision).where(CandourCase.id == bindparam("number")),
    "queue": select(WorkQueue.revision).where(WorkQueue.id == bindparam("number")),
}


async def enqueue(
    session: AsyncSession, *, key: str, kind: str, subject: str, subject_id: int, to: int | None,
    to_handle: str, day_only: bool, due_at: datetime, in_hours: bool, detail: dict[str, Any],
    claimed_until: datetime | None = None, on_queue: bool = False,
) -> int | None:  # fmt: skip
    """Queue a notification, unless one with this key was queued or sent already: its id, if it is new.

    `claimed_until`: who queues it will send it, and has until then before others may. `on_queue`: it is a line of
    somebody's queue, and is not sent; its key says that they were told.
    """
    return await insert_if_new(
        session, Notification, ["key"],
        key=key, kind=kind, subject=subject, subject_id=subject_id, to=to, to_handle=to_handle,
        day_only=day_only, due_at=due_at, in_hours=in_hours, detail=detail,
        state=SETTLED if on_queue else CLAIMED if claimed_until else WAITING,
        held_until=claimed_until, attempts=1 if claimed_until else 0, doubts=0, trouble="",
        outcome=Outcome.ON_QUEUE if on_queue else None, settled_at=due_at if on_queue else None,
    )  # fmt: skip


async def claim_due(
    session: AsyncSession, *, now: datetime, machine_now: datetime, until: datetime,
    keys: Collection[str] | None = None, limit: int = 20, but_not_to: Collection[int | str] = (),
) -> Sequence[Notification]:  # fmt: skip
    """Take due notifications until a moment, so that no other worker sends them meanwhile.

    `now` is Lantern's clock, which development can move; `machine_now` and `until` are the machine's,
    which leases go by. A row whose lease ran out while it was being sent may have arrived: a doubt.
    One that was claimed and never begun has not, and is none.
    """
    free = or_(Notification.held_until.is_(None), Notification.held_until <= machine_now)
    due = (
        select(Notification.id)
        .where(Notification.state.in_([WAITING, CLAIMED, SENDING]), Notification.due_at <= now, free)
        .order_by(Notification.due_at, Notification.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    if keys is not None:
        due = due.where(Notification.key.in_(keys))
    if but_not_to:
        ids = [each for each in but_not_to if isinstance(each, int)]
        handles = [each for each in but_not_to if isinstance(each, str)]
        due = due.where(or_(Notification.to.is_(None), Notification.to.not_in(ids)))
        due = due.where(Notification.to_handle.not_in(handles))
    claimed = await session.scalars(
        update(Notification)
        .where(Notification.id.in_(due.scalar_subquery()))
        .values(
            state=CLAIMED,
            held_until=until,
            attempts=Notification.attempts + 1,
            doubts=Notification.doubts + case((Notification.state == SENDING, 1), else_=0),
        )
        .returning(Notification)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return sorted(claimed, key=lambda row: (row.due_at, row.id))


async def claimed_with_ids(session: AsyncSession, ids: Collection[int]) -> Sequence[Notification]:
    """What was claimed when it was queued, in the order of queueing."""
    return (await session.scalars(CLAIMED_WITH_IDS, {"ids": list(ids)})).all()


async def begin_to_send(session: AsyncSession, notification: Notification, until: datetime) -> bool:
    """Lengthen a claim just before sending. False where it ran out and somebody else has it."""
    claim = {"number": notification.id, "claimed_until": notification.held_until, "until": until}
    return await has_changed(session, BEGIN_TO_SEND, claim)


async def settle(
    session: AsyncSession, notification_id: int, at: datetime, outcome: Outcome, trouble: str = ""
) -> None:
    """The end of a notification. One that is settled already stays as it is."""
    await session.execute(SETTLE, {"number": notification_id, "at": at, "came_to": outcome, "why": trouble})


async def settle_sent(session: AsyncSession, ids: Collection[int], at: datetime) -> None:
    """The end of all of these: they arrived."""
    await session.execute(SETTLE_SENT, {"ids": list(ids), "at": at})


async def retry_at(
    session: AsyncSession, notification_id: int, held_until: datetime, *, doubt: bool, trouble: str
) -> None:
    """Try again from a moment by the machine's clock. `doubt`: this attempt may have arrived."""
    await session.execute(
        update(Notification)
        .where(Notification.id == notification_id, Notification.state != SETTLED)
        .values(state=WAITING, held_until=held_until, doubts=Notification.doubts + int(doubt), trouble=trouble)
    )


async def move_to(session: AsyncSession, notification_id: int, due_at: datetime) -> None:
    """Leave a notification for later: it has been claimed outside its hours."""
    await session.execute(
        update(Notification)
        .where(Notification.id == notification_id, Notification.state != SETTLED)
        .values(state=WAITING, held_until=None, due_at=due_at)
    )


FAR_OFF = datetime(9000, 1, 1, tzinfo=UTC)
NOT_MET = "not met"


async def wait_for_meeting(session: AsyncSession, notification_id: int) -> None:
    """Keep a notification for somebody who has not opened Lantern yet; it goes when they do."""
    await session.execute(
        update(Notification)
        .where(Notification.id == notification_id, Notification.state != SETTLED)
        .values(state=WAITING, held_until=FAR_OFF, trouble=NOT_MET)
    )


async def wake(session: AsyncSession, person_id: int, handles: Collection[str] = ()) -> None:
    """Release what waited for somebody who has now opened Lantern, or opened it again. `handles` are those
    by which they are known where their name is sealed."""
    waited = and_(Notification.state == WAITING, Notification.trouble == NOT_MET)
    missed = and_(Notification.outcome == Outcome.UNREACHABLE, Notification.kind.not_in(["reply", "rewrite"]))
    await session.execute(
        update(Notification)
        .where(or_(Notification.to == person_id, Notification.to_handle.in_(handles)), or_(waited, missed))
        .values(state=WAITING, held_until=None, trouble="", outcome=None, settled_at=None, doubts=0)
    )


async def notification_by_id(session: AsyncSession, notification_id: int) -> Notification | None:
    return await session.get(Notification, notification_id)


async def told_keys(session: AsyncSession, subject: str, subject_id: int, kind: str) -> set[str]:
    """The keys of what was said about a record: in a message, or on a queue."""
    found = select(Notification.key).filter_by(subject=subject, subject_id=subject_id, kind=kind)
    found = found.where(Notification.outcome.in_(TOLD))
    return set(await session.scalars(found))


async def undelivered(session: AsyncSession, limit: int = 100) -> Sequence[Notification]:
    """What did not arrive, or may not have, the newest first."""
    troubled = [Outcome.UNREACHABLE, Outcome.UNKNOWN, Outcome.REFUSED]
    found = (
        select(Notification).where(Notification.outcome.in_(troubled)).order_by(Notification.id.desc()).limit(limit)
    )
    return (await session.scalars(found)).all()


async def waiting_after(session: AsyncSession, now: datetime, limit: int = 3) -> Sequence[Notification]:
    """What waits for a later moment of Lantern's clock, soonest first."""
    found = (
        select(Notification)
        .where(Notification.state == WAITING, Notification.due_at > now)
        .order_by(Notification.due_at, Notification.id)
        .limit(limit)
    )
    return (await session.scalars(found)).all()


async def copies_of(session: AsyncSession, subject: str, subject_id: int) -> Sequence[SentCopy]:
    """The cards about a record that stand in chats."""
    found = select(SentCopy).filter_by(subject=subject, subject_id=subject_id, gone=False).order_by(SentCopy.id)
    return (await session.scalars(found)).all()


async def copy_by_id(session: AsyncSession, copy_id: int) -> SentCopy | None:
    return await session.get(SentCopy, copy_id)


async def say_on_rewrites(session: AsyncSession, copy: SentCopy, note: str) -> None:
    """Whatever rewrites a copy now says this too."""
    queued = Notification.key.startswith(f"rewrite:{copy.id}:")
    for rewrite in await session.scalars(select(Notification).where(queued, Notification.state != SETTLED)):
        rewrite.detail = {**rewrite.detail, "note": note}


async def handles_not_reached(session: AsyncSession) -> set[str]:
    """The handles of sealed reporters to whom something could not be sent."""
    found = select(Notification.to_handle).where(
        Notification.to_handle != "",
        or_(Notification.outcome == Outcome.UNREACHABLE, Notification.trouble == NOT_MET),
    )
    return set(await session.scalars(found.distinct()))


async def revision_of(session: AsyncSession, subject: str, subject_id: int, *, settled: bool = False) -> int:
    """The revision a record stands at, which counts all that shows on its cards.

    `settled`: who is changing it now is waited for.
    """
    found = REVISIONS[subject].with_for_update(read=True) if settled else REVISIONS[subject]
    return await session.scalar(found, {"number": subject_id}) or 0


async def unsent_replies(session: AsyncSession, inbound_id: int) -> list[str]:
    """The keys of a turn's answers that have not arrived, in their order."""
    found = (
        select(Notification.key)
        .where(Notification.subject == "turn", Notification.subject_id == inbound_id)
        .where(or_(Notification.outcome.is_(None), Notification.outcome != Outcome.SENT))
        .order_by(Notification.id)
    )
    return list(await session.scalars(found))


async def is_overtaken(session: AsyncSession, notification: Notification) -> bool:
    """Whether a later notification of this kind, about the same record, was queued for the same person."""
    return bool((await session.scalars(_later_than(notification).limit(1))).first())


async def said_later(session: AsyncSession, nudge: Notification) -> set[str]:
    """What of all that is owed later nudges about the same record say to the same person."""
    return {code for each in await session.scalars(_later_than(nudge)) for code in each.detail["owed"]}


def _later_than(notification: Notification) -> Select[Notification]:
    same = {"kind": notification.kind, "subject": notification.subject, "subject_id": notification.subject_id}
    return select(Notification).filter_by(**same, to=notification.to).where(Notification.id > notification.id)


async def let_go_of_claims(session: AsyncSession) -> None:
    """End every claim. Only for a database with one process, when it starts: who claimed is gone."""
    taken = Notification.state.in_([CLAIMED, SENDING])
    await session.execute(update(Notification).where(taken).values(held_until=None))
