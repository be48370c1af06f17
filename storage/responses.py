"""Questions asked of learning responses."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from psirf.vocabulary import ResponseStatus
from storage.events import held_event
from storage.in_hand import in_hand, remember
from storage.records import TOLD, LearningResponse, Notification, PatientSafetyEvent

RESPONSE = select(LearningResponse).where(LearningResponse.id == bindparam("number"))
RESPONSES_OF = (
    select(LearningResponse).where(LearningResponse.event_id == bindparam("event")).order_by(LearningResponse.id)
)


async def response_by_id(session: AsyncSession, response_id: int) -> LearningResponse | None:
    known = in_hand(session, LearningResponse, response_id)
    return known or remember(session, await session.scalar(RESPONSE, {"number": response_id}))


async def held_response(session: AsyncSession, response_id: int) -> LearningResponse | None:
    """A response, held with its event so that nobody else moves either, and read afresh. The event is held
    first, as by whoever decides: two who work on the same never wait for each other."""
    response = await response_by_id(session, response_id)
    if response is None:
        return None
    await held_event(session, response.event_id)
    return await session.get(LearningResponse, response_id, with_for_update=True, populate_existing=True)


async def responses_of(session: AsyncSession, event_id: int) -> Sequence[LearningResponse]:
    """All of an event's, the oldest first. The newest is the one that holds."""
    return (await session.scalars(RESPONSES_OF, {"event": event_id})).all()


async def response_on(session: AsyncSession, event_id: int) -> LearningResponse | None:
    """The response that holds now; None where none was opened."""
    found = await responses_of(session, event_id)
    return found[-1] if found else None


async def learned_with(session: AsyncSession, event_id: int) -> int:
    """The id of the event whose response answers for this one too: its own, or of the one to which it was joined."""
    into = select(PatientSafetyEvent.merged_into_id).where(PatientSafetyEvent.id == bindparam("number"))
    while (joined_to := await session.scalar(into, {"number": event_id})) is not None:
        event_id = joined_to
    return event_id


async def response_after(session: AsyncSession, response_id: int) -> LearningResponse | None:
    """What a response became."""
    return await session.scalar(select(LearningResponse).filter_by(before_id=response_id))


async def past_their_limit(session: AsyncSession, now: datetime, limit: int = 100) -> Sequence[int]:
    """The ids of huddles that are still planned, and whose limit has passed."""
    found = (
        select(LearningResponse.id)
        .where(LearningResponse.hold_by <= now, LearningResponse.status == ResponseStatus.PLANNED)
        .order_by(LearningResponse.hold_by, LearningResponse.id)
        .limit(limit)
    )
    return (await session.scalars(found)).all()


async def next_limits(session: AsyncSession, limit: int = 3) -> Sequence[LearningResponse]:
    """The huddles whose limit comes next, soonest first."""
    found = (
        select(LearningResponse)
        .where(LearningResponse.hold_by.is_not(None), LearningResponse.status == ResponseStatus.PLANNED)
        .order_by(LearningResponse.hold_by, LearningResponse.id)
        .limit(limit)
    )
    return (await session.scalars(found)).all()


async def people_sent(session: AsyncSession, subject: str, subject_id: int, kinds: Collection[str]) -> set[int]:
    """The people whom something of these kinds about a record has reached, as a message or on their queue."""
    found = select(Notification.to).where(
        Notification.subject == subject, Notification.subject_id == subject_id, Notification.kind.in_(kinds),
        Notification.outcome.in_(TOLD), Notification.to.is_not(None),
    )  # fmt: skip
    return {to for to in await session.scalars(found) if to is not None}
