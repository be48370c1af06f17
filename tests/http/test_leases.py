"""Who claims a message and does not get round to it has not sent it; who is slow holds up nobody else."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.casework.planning import plan_what_is_due
from bot.teams.messenger import TeamsMessenger
from tests.conftest import Clock
from tests.http.test_story import reports
from tests.lantern import IDS, Person, Running, lantern_running
from tests.stand_in import Scripted, standing_in


@pytest.fixture
async def resting(lantern: Running) -> Running:
    """Lantern with its workers at rest: they do what a test asks of them."""
    for built in lantern.built:
        built.worker.stop()
    return lantern


async def _planned(resting: Running) -> None:
    async with resting.built[0].casework.begin() as uow:
        await plan_what_is_due(uow)


async def test_what_was_claimed_and_never_begun_is_sent(
    resting: Running, nora: Person, lena: Person, clock: Clock
) -> None:
    await lena.arrives()
    await reports(nora)
    await _planned(resting)
    for _ in range(5):
        assert await resting.built[0].worker.delivery.claim_due()  # and whoever claimed it is gone
        clock.moves(seconds=31)
    await resting.work()
    await lena.sees("Your queue", times=1)
    assert len([sent for sent in resting.connector.to(lena.chat) if "Your queue" in sent.words]) == 1


async def test_one_slow_chat_holds_up_nobody_and_lantern_stays_well(
    lantern: Running, nora: Person, lena: Person, lou: Person, clock: Clock
) -> None:
    for lead in (lena, lou):
        await lead.arrives()
    go_on = asyncio.Event()
    lantern.connector.script.append(
        Scripted(held=go_on, when=lambda _, body: body["conversation"]["id"] == lena.chat)
    )
    await reports(nora)
    await lou.sees("1 report waits.")
    clock.moves(seconds=31)
    for built in lantern.built:
        await built.worker.round()
    answer = await lantern.client.get("/healthz")
    assert answer.status == 200, await answer.text()
    await reports(nora)
    await lou.sees("2 reports wait.")
    go_on.set()
    await lena.sees("2 reports wait.")


async def test_an_answer_whose_lease_passed_is_not_said_twice(
    lantern: Running, nora: Person, lena: Person, clock: Clock
) -> None:
    await lena.arrives()
    await reports(nora)
    await lena.opens("PSE-00001")
    await lantern.work()
    at_the_door, go_on = asyncio.Event(), asyncio.Event()

    def rewritten(method: str, _: dict[str, Any]) -> bool:
        if method == "PUT":
            at_the_door.set()
        return method == "PUT"

    lantern.connector.script.append(Scripted(held=go_on, when=rewritten))
    before = len(lantern.connector.to(lena.chat))
    pressing = asyncio.create_task(lena.submits({"verb": "event.approve", "id": 1, "seen": 1, "reason": "It fits."}))
    await at_the_door.wait()
    clock.moves(seconds=31)
    await lantern.work()
    go_on.set()
    await pressing
    await lantern.work()
    assert len(lantern.connector.to(lena.chat)) == before + 1


async def test_who_removed_lantern_gets_no_new_chat_and_hears_it_when_they_are_back(
    resting: Running, nora: Person, lena: Person
) -> None:
    await lena.arrives()
    await lena.says("", type="installationUpdate", action="remove")
    await reports(nora)
    await _planned(resting)
    delivery = resting.built[0].worker.delivery
    assert isinstance(delivery.messenger, TeamsMessenger)
    as_in_a_trust = replace(delivery, messenger=TeamsMessenger(delivery.messenger.connector, opens_chats=True))
    while due := await as_in_a_trust.claim_due():
        for theirs in due.values():
            await as_in_a_trust.deliver(theirs)
    opened = str([sent.body["members"] for sent in resting.connector.sent if "members" in sent.body])
    assert IDS["lou"] in opened  # who has never written
    assert IDS["lena"] not in opened
    await lena.arrives()
    await resting.work()
    await lena.sees("Your queue", times=1)


async def test_stopping_waits_for_an_answer_that_is_on_its_way(
    sqlite_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.teams.turns.SENDING_WITHIN", 0.05)
    go_on = asyncio.Event()
    async with standing_in() as connector:
        async with lantern_running(sqlite_url, clock, connector=connector) as running:
            nora = running.person("nora")
            connector.script.append(Scripted(held=go_on, when=lambda _, body: "What happened" in str(body)))
            await nora.says("near miss")  # it was taken in, and Teams is slow to say so
            asyncio.get_running_loop().call_later(0.3, go_on.set)  # while it stops
        async with lantern_running(sqlite_url, clock, connector=connector) as running:
            clock.moves(minutes=5)
            await running.work()
    assert len([sent for sent in connector.to(nora.chat) if "What happened" in sent.words]) == 1
