"""The desk of whoever is away is seen to by who covers for them; and nothing leaves or reaches a desk in silence."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from bot.cards.my_queue import my_queue_card
from bot.casework.deciding import decide
from bot.casework.desk import claim, hand_over, let_go
from bot.casework.looking import open_steps
from bot.casework.queue_posts import plan_queues
from bot.casework.reporting import Told, report_event
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import EventKind, YesNo
from storage.queue import begun_queue
from storage.records import QueueChange
from tests.casework.queues import event_numbered, queue_shown, sent_to
from tests.casework.test_approving import acting
from tests.casework.test_events import reported
from tests.casework.test_first_look import report
from tests.casework.test_giving import covered, id_of
from tests.conftest import Clock
from tests.stand_in import words


@pytest.fixture
async def away(casework: Casework) -> Casework:
    """Lena has a report on her desk, and is away; Lou covers for her. Another report is on nobody's desk."""
    async with casework.begin() as uow:
        await claim(await acting(uow, "lena"), await reported(uow), seen=None)
        await reported(uow, key="another")
        await covered(uow, "lena", "lou", first=0, last=8)
    return casework


async def _has_it(casework: Casework) -> int | None:
    async with casework.begin() as uow:
        return (await event_numbered(uow, 1)).claimed_by


async def test_what_is_covered_is_said_to_be_and_is_not_on_ones_own_desk(away: Casework) -> None:
    async with away.begin() as uow:
        [covers, free] = (await queue_shown(uow, "lou")).lines
        assert (covers.id, covers.is_mine, covers.covered_for) == (1, True, "Lena Example")
        assert (free.id, free.is_mine, free.covered_for) == (2, False, "")
        said = words(my_queue_card(await queue_shown(uow, "lou")))
        assert "covered for Lena Example" in said
        assert "on your desk" not in said
        assert (await queue_shown(uow, "lena")).lines[0].covered_for == ""


async def test_who_covers_takes_it_over(away: Casework) -> None:
    async with away.begin() as uow:
        lou, event = await acting(uow, "lou"), await event_numbered(uow, 1)
        assert {"claim", "let_go", "hand_over"} <= await open_steps(lou, event)
        await claim(lou, event, seen=event.version)
        assert "claim" not in await open_steps(lou, event)
        await uow.session.flush()
        assert "1 on your desk" in words(my_queue_card(await queue_shown(uow, "lou")))
        assert await _refused(uow, "lena", claim) is Refusal.CLAIMED


async def test_who_covers_lets_go_of_it_or_hands_it_over(away: Casework) -> None:
    async with away.begin() as uow:
        await hand_over(await acting(uow, "lou"), await event_numbered(uow, 1), seen=None, to=await id_of(uow, "sam"))
    async with away.begin() as uow:
        assert (await event_numbered(uow, 1)).claimed_by == await id_of(uow, "sam")
        assert await _refused(uow, "lou", let_go) is Refusal.NOT_ON_YOUR_DESK
        await hand_over(
            await acting(uow, "sam"), await event_numbered(uow, 1), seen=None, to=await id_of(uow, "lena")
        )
    async with away.begin() as uow:
        await let_go(await acting(uow, "lou"), await event_numbered(uow, 1), seen=None)
    assert await _has_it(away) is None


async def _refused(uow: UnitOfWork, name: str, step: Callable[..., Awaitable[object]]) -> Refusal:
    with pytest.raises(NotAllowed) as refused:
        await step(await acting(uow, name), await event_numbered(uow, 1), seen=None)
    return refused.value.refusal


async def test_who_does_not_cover_may_not(away: Casework) -> None:
    async with away.begin() as uow:
        assert await _refused(uow, "sam", claim) is Refusal.CLAIMED
        assert await _refused(uow, "sam", let_go) is Refusal.NOT_ON_YOUR_DESK
        assert not {"claim", "let_go"} & await open_steps(await acting(uow, "sam"), await event_numbered(uow, 1))


async def test_it_is_theirs_again_who_comes_back(away: Casework, clock: Clock) -> None:
    clock.moves(days=9)
    async with away.begin() as uow:
        event = await event_numbered(uow, 1)
        event.worked_at = uow.now - timedelta(hours=1)
        assert await _refused(uow, "lou", let_go) is Refusal.NOT_ON_YOUR_DESK
        assert await _refused(uow, "lou", claim) is Refusal.CLAIMED
        await let_go(await acting(uow, "lena"), event, seen=None)


# ---- nothing leaves or reaches a desk in silence ----


async def _planned(casework: Casework, clock: Clock) -> None:
    clock.moves(minutes=1)
    async with casework.begin() as uow:
        await plan_queues(uow)


async def test_what_presses_and_is_let_go_of_comes_to_the_others_at_once(casework: Casework, clock: Clock) -> None:
    told = Told(EventKind.RISK, "The rails are loose", 5, "", None, None, imminent=YesNo.YES)
    async with casework.begin() as uow:
        event = await report_event(await acting(uow, "nora"), idempotency_key="r", told=told)
        await claim(await acting(uow, "lena"), event, seen=None)
    await _planned(casework, clock)
    before = len(await sent_to(casework, "lou"))
    async with casework.begin() as uow:
        await let_go(await acting(uow, "lena"), await event_numbered(uow, 1), seen=None)
    await _planned(casework, clock)
    assert len(await sent_to(casework, "lou")) == before + 1


@pytest.mark.parametrize("how", ["decided", "before the ward has looked"])
async def test_what_waits_for_no_lead_is_let_go_of_without_a_word(casework: Casework, how: str) -> None:
    async with casework.begin() as uow:
        event = await report(uow)
        lena = await acting(uow, "lena")
        await claim(lena, event, seen=None)
        if how == "decided":
            await decide(lena, event, seen=None, chosen=None, reason="It fits.")
        await uow.session.flush()
        await uow.session.execute(delete(QueueChange))
        await let_go(lena, event, seen=None)
        assert (await uow.session.scalars(select(QueueChange).where(QueueChange.is_new))).all() == []


@pytest.mark.parametrize("to", ["lou", "sam"])
async def test_the_queue_of_whom_it_is_handed_to_is_drawn_anew(casework: Casework, clock: Clock, to: str) -> None:
    async with casework.begin() as uow:
        await reported(uow)
        await begun_queue(uow.session, await id_of(uow, to))
    await _planned(casework, clock)
    async with casework.begin() as uow:
        before = (await begun_queue(uow.session, await id_of(uow, to))).revision
        await hand_over(await acting(uow, "lena"), await event_numbered(uow, 1), seen=None, to=await id_of(uow, to))
    await _planned(casework, clock)
    async with casework.begin() as uow:
        assert (await begun_queue(uow.session, await id_of(uow, to))).revision == before + 1
        assert [line.is_mine for line in (await queue_shown(uow, to)).lines] == [True]
