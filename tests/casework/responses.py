"""A learning response, and people who act on it, each in a piece of work of their own."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.casework.approving import approve
from bot.casework.deciding import decide
from bot.casework.duties import open_duties
from bot.casework.looking_at_responses import view_response
from bot.casework.reporting import Told, report_event
from bot.casework.response_views import ResponseView
from bot.casework.unit_of_work import Casework
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import EventKind, NameShown, Reached, ResponseType, Role
from storage.approvals import held_approval, open_approval_of
from storage.events import held_event
from storage.records import AuditEntry, LearningResponse, Notification
from storage.responses import held_response, response_by_id
from tests.casework.test_events import who
from tests.conftest import NOW

TODAY = date(2026, 3, 4)
SAYS_YES = {Role.EXECUTIVE: "eve", Role.GOVERNANCE: "gil"}


async def chosen(
    casework: Casework, response: ResponseType = ResponseType.SWARM, *, by: str = "lena", reporter: str = "nora",
    name: NameShown = NameShown.SHOWN,
) -> None:  # fmt: skip
    """Nora reports what happened on Ward 7 an hour ago; a lead chooses how to learn from it. Where the plan asks
    somebody else to approve that, they do."""
    async with casework.begin() as uow:
        what = "Insulin at ten times the dose"
        told = Told(EventKind.INCIDENT, what, 5, "", NOW - timedelta(hours=2), NOW - timedelta(hours=1), Reached.NO)
        await report_event(uow.acting(await who(uow, reporter)), idempotency_key="key", told=told, name=name)
    async with casework.begin() as uow:
        event = await held_event(uow.session, 1)
        assert event is not None
        if response is ResponseType.REFERRAL:
            await open_duties(uow, event, ["SAFEGUARDING"])
        asked = await decide(uow.acting(await who(uow, by)), event, seen=None, chosen=response, reason="It fits.")
    if asked is not None:
        await approved(casework)


async def approved(casework: Casework, of: int = 1) -> None:
    """Whoever the plan names says yes to what waits for an event."""
    async with casework.begin() as uow:
        waiting = await open_approval_of(uow.session, of)
        assert waiting is not None
        request = await held_approval(uow.session, waiting.id)
        assert request is not None
        assert await approve(uow.acting(await who(uow, SAYS_YES[request.role])), request, seen=None)


async def does(
    casework: Casework, name: str, step: Any, *, of: int = 1, seen: int | None = None, **given: Any
) -> None:
    """Somebody takes a step on a response."""
    async with casework.begin() as uow:
        response = await held_response(uow.session, of)
        await step(uow.acting(await who(uow, name)), response, seen=seen, **given)


async def is_refused(
    casework: Casework, name: str, step: Any, *, of: int = 1, seen: int | None = None, **given: Any
) -> Refusal:
    with pytest.raises(NotAllowed) as refused:
        await does(casework, name, step, of=of, seen=seen, **given)
    return refused.value.refusal


async def response_of(casework: Casework, number: int = 1) -> LearningResponse:
    async with casework.sessions() as session:
        found = await response_by_id(session, number)
        assert found is not None
        return found


async def seen_by(casework: Casework, name: str, number: int = 1) -> ResponseView | None:
    async with casework.begin() as uow:
        work = uow.acting(await who(uow, name))
        response = await response_by_id(work.session, number)
        assert response is not None
        return await view_response(work, response, work.person_id)


async def told(casework: Casework, kind: str) -> list[int | str]:
    """To whom something of this kind was queued."""
    async with casework.sessions() as session:
        queued = (await session.scalars(select(Notification).filter_by(kind=kind))).all()
        return sorted(each.to if each.to is not None else each.to_handle for each in queued)


async def ids(casework: Casework, *names: str) -> list[int]:
    async with casework.begin() as uow:
        return [(await who(uow, name)).id or 0 for name in names]


async def written(casework: Casework, did: str) -> list[AuditEntry]:
    async with casework.sessions() as session:
        return list(await session.scalars(select(AuditEntry).filter_by(did=did)))
