"""The loop beside the conversations: plan reminders, send what is due, seal the audit, keep house.

Every replica runs one, and no one leads: what they share is claimed row by row in the database.
"""

import asyncio
import contextlib
import logging
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from bot.casework.delivery import Delivery
from bot.casework.reminding import plan_reminders
from bot.casework.sealing import let_go_of_old_answers, seal_audit
from bot.casework.unit_of_work import Casework
from storage.workings import beat

log = logging.getLogger(__name__)

ROUND = 1.0  # seconds between rounds where nothing stirs, with a little chance so that replicas spread
AFTER_TROUBLE = 5.0  # seconds of rest after a round that broke
HOUSEKEEPING = timedelta(minutes=10)


@dataclass
class Worker:
    casework: Casework
    delivery: Delivery
    name: str = field(default_factory=lambda: uuid4().hex)
    _kept_house_at: datetime | None = None
    _stopping: bool = False

    def stop(self) -> None:
        """End after this round, so that nothing is left half-sent."""
        self._stopping = True
        self.casework.stirred.set()

    async def run(self) -> None:
        """Round after round, until it is stopped. A round that breaks is logged, and the next tried."""
        while not self._stopping:
            rest = ROUND * random.uniform(0.8, 1.2)  # noqa: S311
            try:
                if await self.round():
                    continue
            except Exception:
                log.exception("A round of the worker broke.")
                rest = AFTER_TROUBLE
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.casework.stirred.wait(), rest)

    async def round(self) -> bool:
        """One round; whether there may be more to send at once."""
        self.casework.stirred.clear()
        async with self.casework.begin() as uow:
            await plan_reminders(uow)
        claimed = await self.delivery.deliver_due()
        async with self.casework.begin() as uow:
            await seal_audit(uow)
            await beat(uow.session, self.name, uow.machine_now)
            if self._kept_house_at is None or uow.machine_now - self._kept_house_at > HOUSEKEEPING:
                await let_go_of_old_answers(uow)
                self._kept_house_at = uow.machine_now
        return claimed > 0
