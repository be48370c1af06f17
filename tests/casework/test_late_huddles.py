"""Who is asked about a huddle that was not held in time, while somebody is away."""

from bot.casework.late_responses import plan_late_huddles
from bot.casework.responding import lead_it
from bot.casework.unit_of_work import Casework
from tests.casework.responses import chosen, does, ids, told
from tests.casework.test_giving import covered
from tests.conftest import Clock


async def test_who_covers_for_whoever_leads_it_is_asked(casework: Casework, clock: Clock) -> None:
    await chosen(casework)
    await does(casework, "lou", lead_it)
    async with casework.begin() as uow:
        await covered(uow, "lou", "pip")
    clock.moves(days=2)
    async with casework.begin() as uow:
        assert await plan_late_huddles(uow) == 1
    assert await told(casework, "response_late") == await ids(casework, "pip")
