"""Sixteen who may approve press at one moment, on three replicas of one PostgreSQL: one of them decides."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from aiohttp import ClientSession, TCPConnector

from tests.conftest import str_of
from tests.proof.process import REPORT, TENANT, Process, to_working_hours
from tests.stand_in import StandIn, standing_in, words

APPROVERS = 16
REPLICAS = 3
ASKED, APPROVED = "Approval asked · PSE-00001", "Approved · PSE-00001"
TRUST_FILE = f"""
tenant = "{TENANT}"

[[unit]]
code = "trust"
kind = "trust"
name = "Example NHS Trust (made up)"
"""
PERSON = """
[[person]]
entra_id = "approver-{0}"
name = "Approver {0} Example"
roles = [{{ role = "executive", unit = "trust" }}]
"""


@pytest.fixture
async def replicas(postgres: str, tmp_path: Path) -> AsyncIterator[list[Process]]:
    connection = await asyncpg.connect(postgres)
    await connection.execute("CREATE DATABASE approvers")
    await connection.close()
    people = tmp_path / "people.toml"
    people.write_text(TRUST_FILE + "".join(PERSON.format(number) for number in range(APPROVERS - 2)))
    async with standing_in() as connector, ClientSession(connector=TCPConnector(limit=0)) as http:
        made = [
            Process(str_of(postgres, "approvers"), connector, http, tmp_path / f"{number}.txt")
            for number in range(REPLICAS)
        ]
        await made[0].prepare(people)
        await asyncio.gather(*(replica.start() for replica in made))
        yield made
        for replica in made:
            replica.kill()


def _as(replica: Process, number: int, **fields: Any) -> dict[str, Any]:
    """An activity of one of the approvers: Eve and Ed of the made-up trust, and fourteen more."""
    if number < 2:
        return replica.activity(("eve", "ed")[number], **fields)
    person = {
        "id": f"29:{number}", "name": f"Approver {number - 2} Example", "aadObjectId": f"approver-{number - 2}",
    }  # fmt: skip
    chat = {"id": f"chat-{number}", "conversationType": "personal", "tenantId": TENANT}
    return replica.activity("eve", conversation=chat, **{"from": person}, **fields)


def _chats() -> list[str]:
    return ["chat-eve", "chat-ed", *(f"chat-{number}" for number in range(2, APPROVERS))]


def _showing(connector: StandIn, heading: str) -> list[str]:
    """The chats in which a card with this heading stands now."""
    return [
        chat for chat in _chats() if any(sent.words.startswith(heading) for sent in connector.showing(chat).values())
    ]


async def test_one_decides_fifteen_are_told_so_and_every_copy_is_rewritten(
    replicas: list[Process], postgres: str
) -> None:
    connector, first = replicas[0].connector, replicas[0]
    for text in ("", *REPORT):
        arrives = {"type": "installationUpdate", "action": "add"} if not text else {"text": text}
        await first.post(first.activity("nora", **arrives))
    await first.post(first.activity("lena", type="installationUpdate", action="add"))
    for number in range(APPROVERS):
        await first.post(_as(first, number, type="installationUpdate", action="add"))
    await first.post(first.activity("lena", text=to_working_hours()))
    await first.post(first.activity("lena", text="decide PSE-1 PSII: nobody understands it yet"))
    await connector.until(lambda said: len(_showing(said, ASKED)) == APPROVERS, "a card for each", within=60)

    async def presses(number: int) -> Any:
        replica = replicas[number % REPLICAS]
        return await replica.presses(_as(replica, number), "approval.approve", id=1, seen=1)

    answers = [words(card) for card in await asyncio.gather(*(presses(number) for number in range(APPROVERS)))]
    by = Counter(answer.partition("Approved by ")[2].partition(" Example")[0] for answer in answers)
    [decided_by] = by  # each of them is shown who it was
    assert decided_by in {"Eve", "Ed", *(f"Approver {number}" for number in range(APPROVERS - 2))}
    assert sum("Somebody has moved this on since you saw it." in answer for answer in answers) == APPROVERS - 1
    await connector.until(lambda said: len(_showing(said, APPROVED)) == APPROVERS, "every copy", within=60)
    assert _showing(connector, ASKED) == []

    connection = await asyncpg.connect(str_of(postgres, "approvers").replace("+asyncpg", ""))
    chosen = await connection.fetch("SELECT chosen FROM decisions")
    tried = await connection.fetch("SELECT did FROM audit_entries WHERE subject = 'approval:1'")
    responses = await connection.fetchval("SELECT count(*) FROM learning_responses")
    await connection.close()
    did = Counter(row["did"] for row in tried)
    assert ([row["chosen"] for row in chosen], responses) == (["psii"], 1)
    assert (did["approve"], did["refused"]) == (1, APPROVERS - 1)
