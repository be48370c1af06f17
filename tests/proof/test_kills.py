"""Killed at any moment, Lantern loses nothing that was told, and says nothing twice but in doubt."""

import asyncio
import random
import shutil
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from aiohttp import ClientSession
from sqlalchemy import Select, func, select

from storage.database import open_database
from storage.outbox import NOT_MET
from storage.records import Notification, NotificationState, PatientSafetyEvent
from tests.conftest import str_of
from tests.proof.process import REPORT, WHAT, Process, sent_to, to_working_hours
from tests.stand_in import Scripted, StandIn, standing_in

TRIALS = 24
SIDE_BY_SIDE = 4


@pytest.fixture
async def process(tmp_path: Path, sqlite_url: str) -> AsyncIterator[Process]:
    async with standing_in() as connector, ClientSession() as http:
        made = Process(sqlite_url, connector, http, tmp_path / "output.txt")
        await made.start()
        yield made
        made.kill()


async def _says(process: Process, name: str, *said: str) -> None:
    for text in said:
        assert await process.post(process.activity(name, text=text)) == 200


async def _arrive(process: Process, *names: str) -> None:
    for name in names:
        assert await process.post(process.activity(name, type="installationUpdate", action="add")) == 200
    assert await process.post(process.activity(names[0], text=to_working_hours())) == 200


async def test_a_half_made_report_is_offered_after_a_kill(process: Process) -> None:
    await _says(process, "nora", *REPORT[:3])
    process.kill()
    await process.start()
    await _says(process, "nora", "hello")
    offered = process.connector.to("chat-nora")[-1].words
    assert "You are part-way through. What you told me so far is kept." in offered
    assert "When was it?" in offered
    await _says(process, "nora", *REPORT[3:5])
    assert WHAT in process.connector.to("chat-nora")[-1].words
    assert "Ward 7" in process.connector.to("chat-nora")[-1].words


def _held_at_the_door(process: Process, name: str, words: str, *, taken: bool) -> tuple[asyncio.Event, asyncio.Event]:
    """Hold the first message to somebody with these words, which Teams then has or not (`taken`).

    Two events: it is at the door, and it may be answered.
    """
    at_the_door, answered = asyncio.Event(), asyncio.Event()

    def is_it(method: str, body: dict[str, Any]) -> bool:
        if body["conversation"]["id"] != f"chat-{name}" or words not in str(body):
            return False
        at_the_door.set()
        return True

    process.connector.script.append(Scripted(lost=not taken, held=answered, when=is_it))
    return at_the_door, answered


async def test_a_turn_that_was_cut_off_is_answered_once_when_it_is_delivered_again(process: Process) -> None:
    await _says(process, "nora", *REPORT[:2])
    at_the_door, answered = _held_at_the_door(process, "nora", "When was it?", taken=False)
    activity = process.activity("nora", text="Ward 7")
    posting = asyncio.create_task(process.post(activity))
    await at_the_door.wait()
    process.kill()
    answered.set()
    assert await posting == 0
    await process.start()
    assert await process.post(activity) == 200
    await process.connector.until(lambda _: sent_to(process.connector, "nora", "When was it?") >= 1)
    assert sent_to(process.connector, "nora", "When was it?") == 1
    await _says(process, "nora", *REPORT[3:5])
    assert "Ward 7" in process.connector.to("chat-nora")[-1].words


@pytest.mark.parametrize(
    ("taken", "times"), [(False, 1), (True, 2)], ids=["before Teams has it", "before the record"]
)
async def test_killed_between_the_thanks_and_the_leads_card(process: Process, taken: bool, times: int) -> None:
    await _arrive(process, "lena")
    at_the_door, answered = _held_at_the_door(process, "lena", "PSE-00001", taken=taken)
    await _says(process, "nora", *REPORT)
    await at_the_door.wait()
    process.kill()
    answered.set()
    await process.start()
    await process.connector.until(lambda c: sent_to(c, "lena", "Your queue") == times)
    await _settled(process)
    assert sent_to(process.connector, "lena", "Your queue") == times
    assert sent_to(process.connector, "nora", "Thank you. This is PSE-00001.") == 1


async def _settled(process: Process) -> None:
    """Wait until nothing is left to be sent."""
    waiting = (
        select(func.count())
        .select_from(Notification)
        .where(Notification.state != NotificationState.SETTLED, Notification.trouble != NOT_MET)
    )
    for _ in range(1200):
        if not await _ask(process.database_url, waiting):
            return
        await asyncio.sleep(0.1)
    raise AssertionError("something is still to be sent")


async def _ask(database_url: str, question: Select[int]) -> int:
    engine = open_database(database_url)
    try:
        async with engine.connect() as connection:
            return await connection.scalar(question) or 0
    finally:
        await engine.dispose()


async def _trial(seed: int, database_url: str, folder: Path) -> tuple[int, int, int, int]:
    """A report by somebody whose Lantern is killed again and again: events, thanks, cards, kills."""
    chance = random.Random(seed)
    async with standing_in() as connector, ClientSession() as http:
        process = Process(database_url, connector, http, folder / f"output-{seed}.txt")
        await process.start()
        await _arrive(process, "lena", "lou")
        kills = 0
        for text in REPORT:
            activity = process.activity("nora", text=text)
            while True:
                posting = asyncio.create_task(process.post(activity))
                if chance.random() < 0.5 and kills < 5:
                    await asyncio.sleep(chance.uniform(0, 0.06))
                    process.kill()
                    kills += 1
                    status = await posting
                    await process.start()
                else:
                    status = await posting
                if status == 200:
                    break
        for name, words in (("nora", "Thank you. This is PSE-"), ("lena", "Your queue"), ("lou", "Your queue")):
            await connector.until(partial(_has, name=name, words=words), f"{words!r} for {name}", within=90)
        await _settled(process)
        process.kill()
        events = await _ask(database_url, select(func.count()).select_from(PatientSafetyEvent))
        cards = max(sent_to(connector, lead, "Your queue") for lead in ("lena", "lou"))
        return events, sent_to(connector, "nora", "Thank you. This is PSE-"), cards, kills


def _has(connector: StandIn, *, name: str, words: str) -> bool:
    return sent_to(connector, name, words) >= 1


async def _trials(urls: list[str], folder: Path) -> list[tuple[int, int, int, int]]:
    side_by_side = asyncio.Semaphore(SIDE_BY_SIDE)

    async def one(seed: int, url: str) -> tuple[int, int, int, int]:
        async with side_by_side:
            return await _trial(seed, url, folder)

    return await asyncio.gather(*(one(seed, url) for seed, url in enumerate(urls)))


def _judge(outcomes: list[tuple[int, int, int, int]]) -> None:
    kills = sum(kills for *_, kills in outcomes)
    print(f"{len(outcomes)} reports, {kills} kills: {outcomes}")
    assert kills >= len(outcomes)
    assert {events for events, *_ in outcomes} == {1}
    assert all(1 <= thanks <= 2 and 1 <= cards <= 2 for _, thanks, cards, _ in outcomes)
    once = sum(thanks == 1 and cards == 1 for _, thanks, cards, _ in outcomes)
    assert once > len(outcomes) / 2  # twice only where it was in doubt


async def test_killed_at_random_on_sqlite_everything_is_told_once_or_in_doubt_twice(
    tmp_path: Path, sqlite_template: Path
) -> None:
    files = [shutil.copy(sqlite_template, tmp_path / f"{seed}.db") for seed in range(TRIALS)]
    _judge(await _trials([f"sqlite:///{file}" for file in files], tmp_path))


async def test_killed_at_random_on_postgresql_everything_is_told_once_or_in_doubt_twice(
    tmp_path: Path, postgres: str
) -> None:
    names = [f"killed_{seed}" for seed in range(TRIALS // 2)]
    connection = await asyncpg.connect(postgres)
    for name in names:
        await connection.execute(f"CREATE DATABASE {name} TEMPLATE lantern_template")
    await connection.close()
    _judge(await _trials([str_of(postgres, name) for name in names], tmp_path))
