"""Questions asked of what ties a person to an event: what they lead, proposed, or are asked to approve."""

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from psirf.vocabulary import ResponseStatus
from storage.approvals import OPEN
from storage.records import ApprovalAsked, ApprovalRequest, LearningResponse

# What waits for a yes, and beside it whether this person was asked for theirs.
WAITING = (
    select(ApprovalRequest, ApprovalAsked)
    .outerjoin(
        ApprovalAsked,
        and_(ApprovalAsked.request_id == ApprovalRequest.id, ApprovalAsked.person_id == bindparam("person")),
    )
    .where(
        ApprovalRequest.event_id == bindparam("event"),
        ApprovalRequest.status.in_(OPEN),
    )
    .order_by(ApprovalRequest.id)
)
ASKED = select(ApprovalAsked).where(
    ApprovalAsked.request_id == bindparam("request"), ApprovalAsked.person_id == bindparam("person")
)
# A response that is still to be held, or was; what became another is not theirs any more.
LED = select(LearningResponse.id).where(
    LearningResponse.event_id == bindparam("event"),
    LearningResponse.lead_id == bindparam("person"),
    LearningResponse.status.in_((ResponseStatus.PLANNED, ResponseStatus.HELD)),
)


async def waiting_requests(
    session: AsyncSession, event_id: int, person_id: int
) -> Sequence[tuple[ApprovalRequest, ApprovalAsked | None]]:
    """An event's requests that wait for approval, or for an answer; each with how this person was asked, if so."""
    found = await session.execute(WAITING, {"event": event_id, "person": person_id})
    return [(request, asked) for request, asked in found]


async def asked_of(session: AsyncSession, request_id: int, person_id: int) -> ApprovalAsked | None:
    """That a person was asked to approve a request; None where they were not."""
    return await session.scalar(ASKED, {"request": request_id, "person": person_id})


async def leads_a_response(session: AsyncSession, event_id: int, person_id: int) -> bool:
    """Whether a person leads a learning response of an event."""
    return await session.scalar(LED.limit(1), {"event": event_id, "person": person_id}) is not None
