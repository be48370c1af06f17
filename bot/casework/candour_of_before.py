"""Candour of what was reported before Lantern saw to it: opened once, by an administrator, after an upgrade."""

from dataclasses import dataclass
from datetime import date

from bot.casework.candour_opening import OF_BEFORE, open_if_called_for
from bot.casework.unit_of_work import Casework
from psirf.working_time import start_of_day
from storage.candour import events_without_case
from storage.events import held_event

AT_A_TIME = 500  # ids of events


@dataclass(frozen=True, slots=True)
class OpenedOfBefore:
    looked_at: int
    opened: int


async def open_of_before(casework: Casework, since: date | None = None) -> OpenedOfBefore:
    """Open the assessment of each event for which what is known of it calls for one, and that has none. `since`: of
    what was reported from that day on.

    Safe to run again, and while Lantern works: each event is a transaction of its own. The leads hear once a day,
    by the first case, and not of each.
    """
    looked_at, opened, last = 0, 0, 0
    while True:
        async with casework.begin() as uow:
            ids = await events_without_case(uow.session, start_of_day(since) if since else None, last, AT_A_TIME)
        for last in ids:
            async with casework.begin() as uow:
                event = await held_event(uow.session, last)
                assert event is not None, "no event is ever deleted"
                opened += await open_if_called_for(uow, event, news=OF_BEFORE) is not None
        looked_at += len(ids)
        if len(ids) < AT_A_TIME:
            return OpenedOfBefore(looked_at, opened)
