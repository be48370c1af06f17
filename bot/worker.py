"""The loop beside the conversations: plan reminders, let go of half-made forms, send what is due, seal the
audit, keep house.

Every replica runs one, and no one leads: what they share is claimed row by row in the database.
"""

import asyncio
import contextlib
import logging
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from bot.casework.delivery import Delivery
from bot.casework.planning import plan_what_is_due
from bot.casework.sealing import Sealer, let_go_of_old_answers
from bot.casework.unit_of_work import Casework
from storage.workings import beat

log = logging.getLogger(__name__)

ROUND = 1.0  # seconds between whole rounds, with a little chance so that replicas spread
AFTER_TROUBLE = 5.0  # seconds of rest after a round that broke
HOUSEKEEPING = timedelta(minutes=10)
SIDE_BY_SIDE = 16  # people who are sent to at a time; what goes to one of them goes in order
STRAGGLERS = 2.0  # seconds that a round waits for its sends: one slow chat does not hold up the others


@dataclass
class Worker:
    casework: Casework
    delivery: Delivery
    name: str = field(default_factory=lambda: uuid4().hex)
    _under_way: dict[int | str, "asyncio.Task[None]"] = field(default_factory=dict)  # by who they are to
    _claiming: asyncio.Lock = field(default_factory=asyncio.Lock)  # what is claimed and not under way yet
    _sealer: Sealer = field(default_factory=Sealer)
    _kept_house_at: datetime | None = None
    _stopping: bool = False

    def stop(self) -> None:
        """End after this round, so that nothing is left half-sent."""
        self._stopping = True
        self.casework.stirred.set()

    async def run(self) -> None:
        """Round after round, until it is stopped. A round that breaks is logged, and the next tried."""
        try:
            await self._rounds()
            await self.finish()
        finally:
            for task in self._under_way.values():
                task.cancel()  # only where it took too long to stop: its lease runs out

    async def finish(self) -> bool:
        """Wait until what is under way is sent; whether anything was."""
        async with self._claiming:
            under_way = list(self._under_way.values())
        await asyncio.gather(*under_way, return_exceptions=True)
        return bool(under_way)

    async def _rounds(self) -> None:
        """A whole round each second; when something is queued meanwhile, it is sent, and no more."""
        clock, whole_at = asyncio.get_running_loop().time, 0.0
        while not self._stopping:
            rest = ROUND * random.uniform(0.8, 1.2)  # noqa: S311
            try:
                if clock() >= whole_at:
                    whole_at = clock() + rest
                    more = await self.round()
                else:
                    self.casework.stirred.clear()
                    more = await self._send_what_is_due()
                if more:
                    continue
                rest = max(whole_at - clock(), 0.0)
            except Exception:
                log.exception("A round of the worker broke.")
                rest = AFTER_TROUBLE
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.casework.stirred.wait(), rest)

    async def round(self) -> bool:
        """One whole round; whether there may be more to send at once."""
        self.casework.stirred.clear()
        async with self.casework.begin() as uow:
            await plan_what_is_due(uow)
        sending = await self._send_what_is_due()
        async with self.casework.begin() as uow:
            housekeeping = self._kept_house_at is None or uow.machine_now - self._kept_house_at > HOUSEKEEPING
            await self._sealer.seal(uow, whole=housekeeping)
            await beat(uow.session, self.name, uow.machine_now)
            if housekeeping:
                await let_go_of_old_answers(uow)
                self._kept_house_at = uow.machine_now
        return sending

    async def _send_what_is_due(self) -> bool:
        """Begin to send, and wait a little for it; whether anything was begun."""
        room = SIDE_BY_SIDE - len(self._under_way)
        if not room:
            await asyncio.wait(self._under_way.values(), timeout=STRAGGLERS, return_when=asyncio.FIRST_COMPLETED)
            return False
        async with self._claiming:
            claimed = await self.delivery.claim_due(but_not_to=list(self._under_way), limit=room)
            for person_id, theirs in claimed.items():
                task = asyncio.create_task(self.delivery.deliver(theirs))
                self._under_way[person_id] = task
                task.add_done_callback(partial(self._ended, person_id))
        if claimed:
            await asyncio.wait([self._under_way[id] for id in claimed], timeout=STRAGGLERS)
        return bool(claimed)

    def _ended(self, person_id: int | str, task: "asyncio.Task[None]") -> None:
        self._under_way.pop(person_id, None)
        if not task.cancelled() and task.exception() is not None:
            log.error("Sending broke; it is tried again.", exc_info=task.exception())
