"""What becomes of messages when Teams is busy, breaks, or will not have them (design 4.8)."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from sqlalchemy import select

from bot.casework.steps import redraw_event
from storage.events import held_event
from storage.outbox import copies_of
from storage.records import Notification, Outcome, SentCopy
from tests.conftest import Clock
from tests.http.test_story import reports
from tests.lantern import Person, Running, lantern_running
from tests.stand_in import Scripted


async def _outcomes(lantern: Running, kind: str) -> list[tuple[Outcome | None, str]]:
    async with lantern.built[0].casework.sessions() as session:
        rows = await session.scalars(select(Notification).filter_by(kind=kind).order_by(Notification.id))
        return [(row.outcome, row.trouble) for row in rows]


def _to(chat: str) -> Scripted:
    return Scripted(when=lambda method, body: body.get("conversation", {}).get("id") == chat)


async def _troubled(lantern: Running, lena: Person, nora: Person, **trouble: object) -> None:
    """A lead's card that meets trouble when it is first sent."""
    await lena.arrives()
    scripted = _to(lena.chat)
    for name, value in trouble.items():
        setattr(scripted, name, value)
    lantern.connector.script.append(scripted)
    await reports(nora)
    await lantern.work()


@pytest.mark.parametrize("status", [401, 412, 429, 503])
async def test_what_was_not_sent_is_sent_later(
    lantern: Running, nora: Person, lena: Person, clock: Clock, status: int
) -> None:
    await _troubled(lantern, lena, nora, status=status, headers={"Retry-After": "20"})
    clock.moves(seconds=19)
    await lantern.work()
    attempts = len(lantern.connector.to(lena.chat))
    clock.moves(seconds=2)
    await lantern.work()
    await lena.sees("Your queue", times=1)
    assert len(lantern.connector.to(lena.chat)) == attempts + 1


@pytest.mark.parametrize("trouble", [{"status": 502}, {"status": 500}, {"status": 408}, {"cut": True}])
async def test_what_may_have_arrived_is_sent_once_more(
    lantern: Running, nora: Person, lena: Person, clock: Clock, trouble: dict[str, object]
) -> None:
    await _troubled(lantern, lena, nora, **trouble)
    clock.moves(minutes=5)
    await lantern.work()
    outcomes = [outcome for outcome, _ in await _outcomes(lantern, "queue")]
    assert outcomes == [Outcome.SENT, None]  # the other lead is not met yet
    assert len([sent for sent in lantern.connector.to(lena.chat) if "Your queue" in sent.words]) == 2


async def test_what_is_in_doubt_twice_is_shown_to_the_administrator_and_not_sent_a_third_time(
    lantern: Running, nora: Person, lena: Person, clock: Clock
) -> None:
    sam = lantern.person("sam")
    await sam.arrives()
    lantern.connector.script.append(_to(lena.chat))  # the welcome goes well
    await lena.arrives()
    for _ in range(2):
        scripted = _to(lena.chat)
        scripted.status = 502
        lantern.connector.script.append(scripted)
    await reports(nora)
    for _ in range(4):
        await lantern.work()
        clock.moves(minutes=10)
    notice = await sam.sees("A message may not have arrived")
    assert "Lena Example" in notice.words
    assert "their queue" in notice.words
    assert "syringe" not in notice.words.casefold()
    assert len([sent for sent in lantern.connector.to(lena.chat) if "Your queue" in sent.words]) == 2


@pytest.mark.parametrize("status", [403, 404])
async def test_who_cannot_be_reached_is_not_tried_again_until_they_come_back(
    lantern: Running, nora: Person, lena: Person, clock: Clock, status: int
) -> None:
    sam = lantern.person("sam")
    await sam.arrives()
    await _troubled(lantern, lena, nora, status=status)
    await sam.sees("The person could not be reached")
    attempts = len(lantern.connector.to(lena.chat))
    clock.moves(hours=1)
    await lantern.work()
    assert len(lantern.connector.to(lena.chat)) == attempts
    await lena.arrives()
    await lantern.work()
    await lena.sees("Your queue", times=1)


async def test_what_teams_refuses_is_shown_to_the_administrator(lantern: Running, nora: Person, lena: Person) -> None:
    sam = lantern.person("sam")
    await sam.arrives()
    await _troubled(lantern, lena, nora, status=413)
    await sam.sees("Teams refused it (413)")


async def test_a_card_for_somebody_not_met_yet_waits_for_them(lantern: Running, nora: Person, lena: Person) -> None:
    await reports(nora)
    await lantern.work()
    assert lantern.connector.to(lena.chat) == []
    await lena.arrives()
    await lena.sees("Your queue", times=1)


async def test_who_removes_lantern_is_sent_nothing_until_it_is_back(
    lantern: Running, nora: Person, lena: Person, lou: Person
) -> None:
    for lead in (lena, lou):
        await lead.arrives()
    await lena.says("", type="installationUpdate", action="remove")
    await reports(nora)
    await lou.sees("Your queue")
    assert len(lantern.connector.to(lena.chat)) == 1
    assert any("I am Lantern" in sent.words for sent in await lena.arrives())
    await lena.sees("Your queue", times=1)


async def test_a_card_that_was_deleted_in_teams_is_let_go(
    lantern: Running, nora: Person, lena: Person, lou: Person
) -> None:
    for lead in (lena, lou):
        await lead.arrives()
    await reports(nora)
    for lead in (lena, lou):
        await lead.opens("PSE-00001")
    await lantern.work()
    lantern.connector.script.append(Scripted(404, when=lambda method, _: method == "PUT"))
    await lena.executes("Approve: AAR", reason="It fits.")
    await lantern.work()
    async with lantern.built[0].casework.sessions() as session:
        gone = await session.scalars(select(SentCopy.gone).order_by(SentCopy.id))
        assert list(gone).count(True) == 1


@pytest.fixture
async def three_replicas(postgresql_url: str, clock: Clock) -> AsyncIterator[Running]:
    async with lantern_running(postgresql_url, clock, replicas=3) as running:
        yield running


async def test_three_replicas_at_once_send_each_card_once(three_replicas: Running, clock: Clock) -> None:
    lantern = three_replicas
    nora, leads = lantern.person("nora"), [lantern.person("lena"), lantern.person("lou")]
    for lead in leads:
        await lead.arrives()
    for _ in range(5):
        await reports(nora)
    await asyncio.gather(*(built.worker.round() for built in lantern.built))
    await lantern.work()
    clock.moves(seconds=31)
    await asyncio.gather(*(built.worker.round() for built in lantern.built))
    await lantern.work()
    for lead in leads:
        await lead.sees("5 reports wait.", times=1)
        assert len([sent for sent in lantern.connector.to(lead.chat) if "Your queue" in sent.words]) == 1


async def test_a_card_that_arrives_in_the_moment_of_a_change_is_rewritten(three_replicas: Running) -> None:
    """The change does not see the copy yet, nor who keeps the copy the change."""
    lantern, casework = three_replicas, three_replicas.built[0].casework
    nora, lena = lantern.person("nora"), lantern.person("lena")
    await lena.arrives()
    await reports(nora)
    await lena.sees("Your queue")
    at_the_door = asyncio.Event()

    def comes(method: str, body: dict[str, Any]) -> bool:
        if method == "POST" and "Near miss · PSE-00001" in str(body):
            at_the_door.set()
        return at_the_door.is_set()

    scripted = Scripted(held=asyncio.Event(), when=comes)
    lantern.connector.script.append(scripted)
    typing = asyncio.create_task(lena.says("PSE-00001"))
    await at_the_door.wait()
    async with casework.begin() as changing:
        event = await held_event(changing.session, 1)
        assert event is not None
        await redraw_event(changing, event)
        assert scripted.held is not None
        scripted.held.set()
        async with asyncio.timeout(20):
            while len(await _copies(lantern)) < 2:  # the reporter's own card, and the lead's
                pass
    await typing
    await lantern.work()
    assert {copy.shown_revision for copy in await _copies(lantern)} == {event.revision}


async def _copies(lantern: Running) -> Sequence[SentCopy]:
    async with lantern.built[0].casework.sessions() as session:
        return await copies_of(session, "event", 1)


async def test_sixteen_presses_at_once_make_one_decision(three_replicas: Running) -> None:
    lantern = three_replicas
    nora, lena, lou = (lantern.person(name) for name in ("nora", "lena", "lou"))
    for lead in (lena, lou):
        await lead.arrives()
    await reports(nora)
    await lena.opens("PSE-00001")
    answers = await asyncio.gather(
        *(
            (lena, lou)[number % 2].invokes("event.approve", {"id": 1, "seen": 1, "reason": f"Reason {number}"})
            for number in range(16)
        )
    )
    moved_on = [answer for answer in answers if "Somebody has moved this on" in str(answer)]
    assert len(moved_on) == 15
    [reason] = {str(answer).partition("Reason ")[2][:2] for answer in moved_on}
    assert reason
