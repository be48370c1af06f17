"""Questions asked of approval requests, and of how advice was taken."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from psirf.vocabulary import ApprovalStatus, ResponseType
from storage.events import held_event
from storage.records import ApprovalAsked, ApprovalGiven, ApprovalRequest, Decision, PatientSafetyEvent

OPEN = (ApprovalStatus.WAITING, ApprovalStatus.RETURNED)


async def approval_by_id(session: AsyncSession, request_id: int) -> ApprovalRequest | None:
    return await session.get(ApprovalRequest, request_id)


async def held_approval(session: AsyncSession, request_id: int) -> ApprovalRequest | None:
    """A request, held with its event, so that nobody else moves either until this work is done, and read
    afresh. The event is held first, as everywhere: who holds the two the other way round would wait for ever."""
    event_id = await session.scalar(select(ApprovalRequest.event_id).filter_by(id=request_id))
    if event_id is None:
        return None
    await held_event(session, event_id)
    return await session.get(ApprovalRequest, request_id, with_for_update=True, populate_existing=True)


async def open_approval_of(session: AsyncSession, event_id: int) -> ApprovalRequest | None:
    """The request that still waits for an answer; an event has one at most."""
    found = select(ApprovalRequest).where(ApprovalRequest.event_id == event_id, ApprovalRequest.status.in_(OPEN))
    return await session.scalar(found.order_by(ApprovalRequest.id.desc()).limit(1))


async def asked_of(session: AsyncSession, request_id: int) -> Sequence[ApprovalAsked]:
    """Who was asked; read afresh, for somebody may have handed it on meanwhile."""
    found = select(ApprovalAsked).filter_by(request_id=request_id).order_by(ApprovalAsked.id)
    return (await session.scalars(found.execution_options(populate_existing=True))).all()


async def all_asked_of(session: AsyncSession, request_ids: Collection[int]) -> dict[int, list[ApprovalAsked]]:
    """Who was asked, by request, as `asked_of` has it of one."""
    of = ApprovalAsked.request_id.in_(request_ids)
    found = select(ApprovalAsked).where(of).order_by(ApprovalAsked.id).execution_options(populate_existing=True)
    asked: dict[int, list[ApprovalAsked]] = {each: [] for each in request_ids}
    for row in await session.scalars(found):
        asked[row.request_id].append(row)
    return asked


async def given_to(session: AsyncSession, request_id: int) -> Sequence[ApprovalGiven]:
    found = select(ApprovalGiven).filter_by(request_id=request_id).order_by(ApprovalGiven.id)
    return (await session.scalars(found)).all()


async def approvers_of(session: AsyncSession, decision: Decision) -> Sequence[int]:
    """Who said yes to what was decided; nobody where it was not asked of others."""
    found = select(ApprovalRequest.id).filter_by(
        event_id=decision.event_id, response=decision.chosen, status=ApprovalStatus.APPROVED,
        settled_at=decision.decided_at,
    )  # fmt: skip
    request_id = await session.scalar(found.order_by(ApprovalRequest.id.desc()).limit(1))
    return [given.person_id for given in await given_to(session, request_id)] if request_id is not None else []


async def open_approvals(session: AsyncSession) -> Sequence[tuple[ApprovalRequest, PatientSafetyEvent]]:
    """All requests that wait for an answer, each with its event; the first that was asked for first."""
    found = (
        select(ApprovalRequest, PatientSafetyEvent)
        .join(PatientSafetyEvent, PatientSafetyEvent.id == ApprovalRequest.event_id)
        .where(ApprovalRequest.status.in_(OPEN))
        .order_by(ApprovalRequest.id)
    )
    return [(request, event) for request, event in await session.execute(found)]


async def hold_if_free(session: AsyncSession, request: ApprovalRequest) -> bool:
    """Hold a request with its event, the event first as everywhere, and read both afresh. False where somebody
    else holds the event, or has answered meanwhile: nobody is waited for."""
    if await held_event(session, request.event_id, wait=False) is None:
        return False
    await session.refresh(request, with_for_update=True)
    return request.status in OPEN


async def how_advice_was_taken(session: AsyncSession) -> Sequence[tuple[ResponseType, ResponseType, int]]:
    """Of all that was decided: what was advised, what was chosen, and how often; the most frequent first."""
    found = (
        select(Decision.advised, Decision.chosen, func.count())
        .where(Decision.chosen.is_not(None))
        .group_by(Decision.advised, Decision.chosen)
        .order_by(func.count().desc(), Decision.advised, Decision.chosen)
    )
    return [(advised, chosen, many) for advised, chosen, many in await session.execute(found) if chosen]
