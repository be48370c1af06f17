"""Half-made forms of the tests: begun, looked at as a worker does, and told of."""

from typing import Any

from sqlalchemy import select

from bot.cards.half_made import going_card
from bot.casework.drafting import begin_draft
from bot.casework.half_made import let_go_of_half_made, view_going
from bot.casework.unit_of_work import Casework
from storage.outbox import settle
from storage.records import AuditEntry, Draft, Notification, Outcome
from tests.casework.test_events import who
from tests.stand_in import words

WHAT = "Insulin drawn up at ten times the dose"
REACHED = {"kind": "incident", "what": WHAT, "ward": "5", "reached": "yes"}


async def begun(casework: Casework, answers: dict[str, str] | None = None, **begins: Any) -> str:
    """A form that Nora begins; its key."""
    async with casework.begin() as uow:
        nora = uow.acting(await who(uow, "nora"))
        form = begins.pop("form", "report")
        return (await begin_draft(nora, form, answers=answers or {"what": WHAT}, **begins)).key


async def looked_at(casework: Casework) -> int:
    """What a worker's round does."""
    async with casework.begin() as uow:
        return await let_go_of_half_made(uow)


async def said(casework: Casework, kind: str = "draft_going") -> list[Notification]:
    async with casework.sessions() as session:
        return list(await session.scalars(select(Notification).filter_by(kind=kind).order_by(Notification.id)))


async def sends(casework: Casework, outcome: Outcome = Outcome.SENT) -> str:
    """The newest notice is made and comes to its end; the words on its card."""
    async with casework.begin() as uow:
        newest = (await said(casework))[-1]
        shown = await view_going(uow, newest)
        await settle(uow.session, newest.id, uow.machine_now, outcome)
        return words(going_card(shown)) if shown else ""


async def kept(casework: Casework) -> list[str]:
    async with casework.sessions() as session:
        return list(await session.scalars(select(Draft.key).order_by(Draft.begun_at, Draft.key)))


async def trail(casework: Casework, did: str) -> list[AuditEntry]:
    async with casework.sessions() as session:
        return list(await session.scalars(select(AuditEntry).filter_by(did=did)))
