"""How many messages come unasked in a day: all kinds count, at one moment too, and what goes beyond is never lost."""

import asyncio
from collections import Counter
from datetime import date

from sqlalchemy import select

from bot.casework.acting import add_action, say_done
from bot.casework.afterwards import add_to_report
from bot.casework.approving import approve
from bot.casework.deciding import decide
from bot.casework.queue import NOT_UNASKED
from bot.casework.reminding import plan_reminders
from bot.casework.responding import give_lead, hold
from bot.casework.unit_of_work import Casework
from psirf.vocabulary import ResponseType
from storage.approvals import open_approval_of
from storage.events import held_event
from storage.queue import news_for
from storage.records import Notification, Outcome, SafetyAction
from storage.responses import response_on
from tests.casework.queues import queue_shown
from tests.casework.test_approving import acting
from tests.casework.test_events import reported
from tests.casework.test_giving import id_of
from tests.conftest import Clock

MOST = 2  # of six, four are the queue's own


async def _unasked(casework: Casework, name: str) -> Counter[str]:
    async with casework.begin() as uow:
        found = select(Notification.kind).where(
            Notification.to == await id_of(uow, name), Notification.kind.not_in(NOT_UNASKED),
            Notification.outcome.is_distinct_from(Outcome.ON_QUEUE),
        )  # fmt: skip
        return Counter(await uow.session.scalars(found))


async def test_what_is_said_of_responses_counts_and_stands_on_the_queue_beyond_the_days(casework: Casework) -> None:
    async with casework.begin() as uow:
        for number in range(5):
            event = await reported(uow, key=f"{number}")
            lena, pip = await acting(uow, "lena"), await acting(uow, "pip")
            await decide(lena, event, seen=None, chosen=ResponseType.AAR, reason="It fits.")
            response = await response_on(uow.session, event.id)
            assert response is not None
            await give_lead(lena, response, seen=None, lead_id=pip.person_id)
            await hold(pip, response, seen=None, held_on=uow.today, took_part="The ward", learned=["One thing."])
    assert (await _unasked(casework, "lou")).total() == MOST
    async with casework.begin() as uow:
        news = (await queue_shown(uow, "lou")).news
        assert [(each.reference, each.kind) for each in news] == [
            (f"LR-0000{number}", "response_hold") for number in (3, 4, 5)
        ]


async def test_whoever_proposes_is_told_of_no_more_than_a_day_may_bring(casework: Casework) -> None:
    async with casework.begin() as uow:
        for number in range(5):
            event = await reported(uow, key=f"{number}")
            await decide(await acting(uow, "lena"), event, seen=None, chosen=ResponseType.PSII, reason="A high dose.")
            request = await open_approval_of(uow.session, event.id)
            assert request is not None
            await approve(await acting(uow, "eve"), request, seen=1)
    assert await _unasked(casework, "lena") == {"approval_settled": MOST}
    assert (await _unasked(casework, "eve"))["approval_asked"] == 5  # who is to answer is asked at once
    async with casework.begin() as uow:
        assert [each.kind for each in (await queue_shown(uow)).news] == ["approval_settled"] * 3


async def test_ten_at_one_moment_are_no_more_than_a_day_may_bring(casework: Casework) -> None:
    async with casework.begin() as uow:
        for number in range(10):
            await reported(uow, key=f"{number}")
    all_wrote = asyncio.Barrier(10) if casework.sessions.kw["bind"].dialect.name == "postgresql" else None

    async def adds(number: int) -> None:
        async with casework.begin() as uow:
            event = await held_event(uow.session, number)
            assert event is not None
            await add_to_report(await acting(uow, "nora"), event, words=f"And more of it, {number}.")
            if all_wrote is not None:  # none is kept before each has counted
                await all_wrote.wait()

    await asyncio.wait_for(asyncio.gather(*[adds(number) for number in range(1, 11)]), 30)
    for name in ("lena", "lou"):
        sent = await _unasked(casework, name)
        assert 1 <= sent.total() <= MOST
        async with casework.begin() as uow:
            assert len(await news_for(uow.session, await id_of(uow, name))) == 10 - sent.total()  # and none is lost


async def test_an_escalation_on_the_queue_is_not_sent_again_and_goes_when_it_is_done(
    casework: Casework, clock: Clock
) -> None:
    clock.is_set(2026, 3, 4, 9, 0)
    async with casework.begin() as uow:
        event = await reported(uow)
        lena = await acting(uow, "lena")
        await decide(lena, event, seen=None, chosen=None, reason="It fits.")
        for number in range(3):
            await add_action(
                lena, event, seen=None, idempotency_key=f"{number}", what="Move them",
                owner_id=await id_of(uow, "pip"), due=date(2026, 3, 20),
            )  # fmt: skip
    for day in (3, 4, 10, 11, 17):  # of April: two weeks past the date, and the weeks after
        clock.is_set(2026, 4, day, 10, 0)
        async with casework.begin() as uow:
            await plan_reminders(uow)
        assert await _unasked(casework, "lou") == {"nudge": MOST}
        async with casework.begin() as uow:
            assert [each.reference for each in (await queue_shown(uow, "lou")).news] == ["SA-00003"]
    async with casework.begin() as uow:
        action = await uow.session.get_one(SafetyAction, 3)
        await say_done(await acting(uow, "pip"), action, seen=None, evidence="The shelf is clear")
        assert "nudge" not in [each.kind for each in (await queue_shown(uow, "lou")).news]
