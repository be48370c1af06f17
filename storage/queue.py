"""Questions asked of what waits for people: whose queue changed, what stands on it, and what they were sent."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from psirf.vocabulary import EventKind, EventStatus, FirstLook, NoteKind, Reached, ResponseType, Withdrawal, YesNo
from storage.changing import has_changed
from storage.insert import insert_if_new
from storage.records import (
    Decision,
    EventNote,
    Notification,
    Outcome,
    PatientSafetyEvent,
    QueueChange,
    WorkQueue,
)

Units = Collection[int | None]
BEFORE_CLOSED = (EventStatus.RECEIVED, EventStatus.PROPOSED, EventStatus.DECIDED)


async def queue_of(session: AsyncSession, person_id: int) -> WorkQueue | None:
    return await session.scalar(select(WorkQueue).filter_by(person_id=person_id))


async def begun_queue(session: AsyncSession, person_id: int) -> WorkQueue:
    """A person's queue, begun where they have none. Safe for two at once."""
    await insert_if_new(
        session, WorkQueue, ["person_id"],
        person_id=person_id, revision=1, unseen=False, pressing=False, pressing_posts=0,
    )  # fmt: skip
    return (await session.scalars(select(WorkQueue).filter_by(person_id=person_id))).one()


async def queue_by_id(session: AsyncSession, queue_id: int) -> WorkQueue | None:
    return await session.get(WorkQueue, queue_id)


async def moved_on(session: AsyncSession, queue: WorkQueue, *, seen: int) -> bool:
    """Move a queue on from the revision that was seen of it; false where it moved on since. Of two at once, one
    does."""
    moves = update(WorkQueue).filter_by(id=queue.id, revision=seen).values(revision=seen + 1)
    moved = await has_changed(session, moves)
    await session.refresh(queue)
    return moved


async def people_without_queue(session: AsyncSession) -> Sequence[int]:
    """For whom something new waits, and who have no queue yet."""
    none = ~exists().where(WorkQueue.person_id == QueueChange.person_id)
    found = select(QueueChange.person_id).where(QueueChange.is_new, none).distinct().order_by(QueueChange.person_id)
    return (await session.scalars(found)).all()


async def let_go_of_changes_for_nobody(session: AsyncSession) -> None:
    """What changed for people who have no queue, of which they had to see nothing."""
    none = ~exists().where(WorkQueue.person_id == QueueChange.person_id)
    await session.execute(delete(QueueChange).where(~QueueChange.is_new, ~QueueChange.of_roles, none))


async def take_changes_of_roles(session: AsyncSession) -> bool:
    """Whether roles or cover changed since this was last asked."""
    return await has_changed(session, delete(QueueChange).where(QueueChange.of_roles))


async def all_queues(session: AsyncSession) -> Sequence[WorkQueue]:
    """Every queue; held, others' left to others."""
    return await _held(session)


async def people_with_queue(session: AsyncSession) -> set[int]:
    return set(await session.scalars(select(WorkQueue.person_id)))


async def changed_queues(session: AsyncSession, drawn_until: datetime) -> Sequence[WorkQueue]:
    """Queues for which something changed, last drawn no later than a moment; held, others' left to others."""
    changed = exists().where(QueueChange.person_id == WorkQueue.person_id, ~QueueChange.of_roles)
    rested = or_(WorkQueue.drawn_at.is_(None), WorkQueue.drawn_at <= drawn_until)
    return await _held(session, changed, rested)


async def queues_of_yesterday(session: AsyncSession, today: date) -> Sequence[WorkQueue]:
    """Queues whose lines were reckoned by another day; held, others' left to others."""
    return await _held(session, WorkQueue.drawn_on < today)


async def unseen_queues(session: AsyncSession) -> Sequence[WorkQueue]:
    """Queues on which something waits that their person was not sent or shown; held, others' left to others."""
    return await _held(session, WorkQueue.unseen.is_(True))


async def _held(session: AsyncSession, *such: ColumnElement[bool]) -> Sequence[WorkQueue]:
    found = (
        select(WorkQueue)
        .where(*such)
        .order_by(WorkQueue.person_id)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(found)).all()


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed for a queue, taken up together."""

    is_new: bool
    is_pressing: bool
    day_only: bool


async def take_changes(session: AsyncSession, person_id: int) -> Changed:
    """Take up what changed for a person's queue. It is gone with that."""
    gone = delete(QueueChange).where(QueueChange.person_id == person_id, ~QueueChange.of_roles)
    told = gone.returning(QueueChange.is_new, QueueChange.is_pressing, QueueChange.day_only)
    rows = (await session.execute(told.execution_options(synchronize_session=False))).all()
    return Changed(any(row[0] for row in rows), any(row[1] for row in rows), any(row[2] for row in rows))


@dataclass(frozen=True, slots=True)
class WaitingEvent:
    """An event that waits, with as much of it as its line takes."""

    id: int
    version: int
    kind: EventKind
    reached: Reached | None
    imminent: YesNo | None
    what: str
    involved: str
    place_said: str
    unit_id: int | None
    reported_at: datetime
    status: EventStatus
    claimed_by: int | None
    claimed_at: datetime | None
    worked_at: datetime | None
    withdrawal: Withdrawal | None
    advised: ResponseType
    advice: dict[str, Any]


async def waiting_events(session: AsyncSession, units: Units, claimers: Collection[int]) -> list[WaitingEvent]:
    """What waits for a lead, oldest first: all of these units, on whosever desk it is, and wherever it is what one
    of the `claimers` has."""
    event = PatientSafetyEvent
    mine = or_(in_units(units), event.claimed_by.in_(claimers))
    newest = select(func.max(Decision.id)).where(Decision.event_id == event.id).correlate(event).scalar_subquery()
    found = (
        select(
            event.id, event.version, event.kind, event.reached, event.imminent, event.what, event.involved,
            event.place_said, event.unit_id, event.reported_at, event.status, event.claimed_by, event.claimed_at,
            event.worked_at, event.withdrawal, Decision.advised, Decision.advice,
        )
        .join(Decision, Decision.id == newest)
        .where(_waits(), mine)
        .order_by(event.id)
    )  # fmt: skip
    return [WaitingEvent(**row) for row in (await session.execute(found)).mappings()]


async def claimed_that_wait(session: AsyncSession) -> Sequence[tuple[int, int, int | None]]:
    """What waits on somebody's desk: its id, whose desk, and its unit."""
    event = PatientSafetyEvent
    found = select(event.id, event.claimed_by, event.unit_id).where(_waits(), event.claimed_by.is_not(None))
    rows = await session.execute(found.order_by(event.id))
    return [(id, claimed_by, unit_id) for id, claimed_by, unit_id in rows if claimed_by is not None]


def _waits() -> ColumnElement[bool]:
    """For a decision, once the ward manager has looked where that comes first; or for a word to its reporter."""
    event = PatientSafetyEvent
    looked = or_(event.first_look.is_(None), event.first_look != FirstLook.WAITING)  # or was waited for long enough
    asked = and_(event.withdrawal == Withdrawal.ASKED, event.status.in_(BEFORE_CLOSED))
    return or_(and_(event.status == EventStatus.RECEIVED, looked), asked)


def in_units(units: Units) -> ColumnElement[bool]:
    """Of these units; None among them: of no unit."""
    there = PatientSafetyEvent.unit_id.in_([unit for unit in units if unit is not None])
    return or_(there, PatientSafetyEvent.unit_id.is_(None)) if None in units else there


async def answered_events(session: AsyncSession) -> set[int]:
    """The events that wait for a decision, of which the reporter was asked something and has answered."""
    talked = (
        select(EventNote.event_id, EventNote.kind)
        .join(PatientSafetyEvent, PatientSafetyEvent.id == EventNote.event_id)
        .where(
            PatientSafetyEvent.status == EventStatus.RECEIVED,
            EventNote.kind.in_([NoteKind.QUESTION, NoteKind.ANSWER]),
        )
        .order_by(EventNote.id)
    )
    last = {row[0]: row[1] for row in await session.execute(talked)}
    return {event_id for event_id, kind in last.items() if kind is NoteKind.ANSWER}


async def news_for(session: AsyncSession, person_id: int) -> Sequence[Notification]:
    """What would have been messages of their own, oldest first."""
    found = select(Notification).filter_by(to=person_id, outcome=Outcome.ON_QUEUE).order_by(Notification.id)
    return (await session.scalars(found)).all()


async def let_go_of_news(session: AsyncSession, person_id: int, subject: str, subject_id: int) -> bool:
    """They have opened it: whether there was anything that they had not seen."""
    news = update(Notification).filter_by(
        to=person_id, subject=subject, subject_id=subject_id, outcome=Outcome.ON_QUEUE
    )
    return await has_changed(session, news.values(outcome=Outcome.OPENED))


async def counts_alone(session: AsyncSession, person_id: int) -> bool:
    """Whether nobody else counts what is sent to a person at this moment, nor does before this work is kept. It
    waits for nobody. On SQLite one alone writes at a time."""
    if session.get_bind().dialect.name != "postgresql":
        return True
    number = func.hashtextextended(f"unasked messages of {person_id}", 0)
    return bool(await session.scalar(select(func.pg_try_advisory_xact_lock(number))))


async def how_many_sent(
    session: AsyncSession, person_id: int, but_not: Collection[str], since: datetime, until: datetime
) -> int:
    """How many messages a person has, due between two moments, but for those of some kinds, and lines of
    their queue."""
    no_message = [Outcome.NOT_NEEDED, Outcome.ON_QUEUE, Outcome.OPENED]
    counts = or_(Notification.outcome.is_(None), Notification.outcome.not_in(no_message))
    found = select(func.count(Notification.id)).where(
        Notification.to == person_id, Notification.kind.not_in(but_not), counts,
        Notification.due_at >= since, Notification.due_at < until,
    )  # fmt: skip
    return await session.scalar(found) or 0
