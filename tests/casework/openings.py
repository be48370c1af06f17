"""A sealed report, and people who act on its seal, each in a piece of work of their own."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from bot.casework.opening import agree_to_open, ask_to_open, see_name
from bot.casework.reporting import Told, report_event
from bot.casework.unit_of_work import Casework
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import Barred, EventKind, NameShown, Reached
from storage.afterwards import last_opening_of
from storage.events import held_event
from storage.records import Notification, SealOpening
from tests.casework.test_events import who

WHY = "A patient may still be at risk on that ward."
FRIDAY = date(2026, 3, 13)
POLICE: dict[str, Any] = {
    "barred": Barred.POLICE, "barred_because": "They are speaking to people.", "review_on": FRIDAY,
}  # fmt: skip


async def reported(
    casework: Casework, by: str = "nora", name: NameShown = NameShown.CONFIDENTIAL, unit_id: int | None = 5
) -> None:
    async with casework.begin() as uow:
        told = Told(EventKind.INCIDENT, "Insulin at ten times the dose", unit_id, "", None, None, Reached.NO)
        await report_event(uow.acting(await who(uow, by)), idempotency_key=f"key {by}", told=told, name=name)


class Acting:
    """One person's own piece of work about the first report."""

    def __init__(self, casework: Casework, name: str) -> None:
        self.casework, self.name = casework, name

    async def does(self, step: Any, seen: int | None = None, **given: Any) -> Any:
        async with self.casework.begin() as uow:
            work = uow.acting(await who(uow, self.name))
            event = await held_event(uow.session, 1)
            if step is see_name:
                return await see_name(work, event)
            return await step(work, event, seen=seen, **given)

    async def is_refused(self, step: Any, seen: int | None = None, **given: Any) -> Refusal:
        with pytest.raises(NotAllowed) as refused:
            await self.does(step, seen, **given)
        return refused.value.refusal


async def opening(casework: Casework) -> SealOpening:
    async with casework.sessions() as session:
        found = await last_opening_of(session, 1)
        assert found is not None
        return found


async def told(casework: Casework, kind: str) -> list[Notification]:
    async with casework.sessions() as session:
        return list(await session.scalars(select(Notification).filter_by(kind=kind).order_by(Notification.id)))


async def opened(casework: Casework, **barred: Any) -> None:
    await Acting(casework, "sam").does(ask_to_open, because=WHY, **barred)
    await Acting(casework, "sol").does(agree_to_open)
