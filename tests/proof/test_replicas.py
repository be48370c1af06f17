"""Three replicas on one PostgreSQL, as processes: no leader, nothing lost, nothing twice."""

import asyncio
import random
import signal
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import asyncpg
import pytest
from aiohttp import ClientSession, TCPConnector

from tests.conftest import str_of
from tests.proof.process import REPORT, TENANT, Process, sent_to, to_working_hours
from tests.stand_in import StandIn, standing_in

REPORTS = 60
REPLICAS = 3
FROZEN = 45.0  # seconds: longer than a claim lasts


@pytest.fixture
async def replicas(postgres: str, tmp_path: Path) -> AsyncIterator[list[Process]]:
    connection = await asyncpg.connect(postgres)
    await connection.execute("CREATE DATABASE replicas")
    await connection.close()
    async with standing_in() as connector, ClientSession(connector=TCPConnector(limit=0)) as http:
        made = [
            Process(str_of(postgres, "replicas"), connector, http, tmp_path / f"{number}.txt")
            for number in range(REPLICAS)
        ]
        await made[0].prepare()
        await asyncio.gather(*(replica.start() for replica in made))
        yield made
        for replica in made:
            replica.kill()


def _waiting(connector: StandIn, lead: str) -> bool:
    """Whether a lead's queue, as it stands in the chat, has every report."""
    shown = connector.showing(f"chat-{lead}").values()
    return any(f"{REPORTS} reports wait." in sent.words for sent in shown)


async def test_reports_through_any_replica_are_told_once_though_one_freezes(replicas: list[Process]) -> None:
    chance, connector = random.Random(7), replicas[0].connector
    for lead in ("lena", "lou"):
        await replicas[0].post(replicas[0].activity(lead, type="installationUpdate", action="add"))
    await replicas[0].post(replicas[0].activity("lena", text=to_working_hours()))
    frozen: Process | None = None

    async def reports(number: int) -> None:
        """One person's report: each message through any replica that answers, some twice at once."""
        person = {"id": f"29:{number}", "name": "Somebody new", "aadObjectId": f"new-{number}"}
        chat = {"id": f"chat-{number}", "conversationType": "personal", "tenantId": TENANT}
        for text in REPORT:
            activity = replicas[0].activity("nora", text=text, conversation=chat, **{"from": person})
            able = [replica for replica in replicas if replica is not frozen]
            twice = [chance.choice(able) for _ in range(1 + (chance.random() < 0.3))]
            assert set(await asyncio.gather(*(replica.post(activity) for replica in twice))) == {200}

    await asyncio.gather(*(reports(number) for number in range(REPORTS // 2)))
    frozen = replicas[1]
    frozen.signal(signal.SIGSTOP)
    await asyncio.gather(*(reports(number) for number in range(REPORTS // 2, REPORTS)))
    await asyncio.sleep(FROZEN)
    frozen.signal(signal.SIGCONT)
    for lead in ("lena", "lou"):
        await connector.until(partial(_waiting, lead=lead), f"the queue of {lead}", within=120)
    await asyncio.sleep(3)  # for whatever the frozen one may still send
    for lead in ("lena", "lou"):
        posted = sent_to(connector, lead, "Your queue")
        print(f"{lead}: {posted} queue cards for {REPORTS} reports")
        assert 1 <= posted <= 3  # one; what the frozen replica had in hand may come twice, and no more
