"""People who report side by side to a Lantern run as a trust runs it, and how long each waits.

Lantern is a process of its own, in production: signed requests, a managed identity, one tenant, one
address. The people, the stand-in connector and the database share the machine's cores with it; what each
takes of them is told beside the waiting.
"""

import asyncio
import os
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import orjson
from aiohttp import ClientSession, TCPConnector

from tests.issuer import APP_ID, ISSUER, Issuer, ManagedIdentity, serving
from tests.lantern import IDS
from tests.proof.process import REPORT, TENANT, Process
from tests.stand_in import StandIn, standing_in

AT_ONCE = 8  # people who report side by side
REPORTS = 25  # by each of them
WARM_UP = 4  # reports by each that are not timed
NAMES = ("begin", "what", "ward", "when", "reached", "send")
LEADS = ("lena", "lou")  # whose queue stands in their chat, and is rewritten as the reports come
TOLD_WITHIN = 90  # seconds until every report stands on their queues


@dataclass
class Measured:
    """What one database came to: milliseconds of each turn by what was said, and what it took."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    seconds: float = 0.0
    lantern_cpu: float = 0.0  # CPU seconds of Lantern's process while the turns were timed
    people_cpu: float = 0.0  # of this one: the people and the stand-in connector
    leads_told_after: float = 0.0  # seconds from the last answer until both leads' queues had every report

    @property
    def turns(self) -> int:
        return sum(map(len, self.took.values()))


@dataclass
class InProduction(Process):
    """`python app.py` with the settings of a trust."""

    settings: Mapping[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        return {**super().environment(), **self.settings}

    def cpu(self) -> float:
        """CPU seconds that it has taken; nothing where the system does not say."""
        assert self.running is not None
        try:
            taken = Path(f"/proc/{self.running}/stat").read_text().rpartition(") ")[2].split()
        except OSError:
            return 0.0
        return (int(taken[11]) + int(taken[12])) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def in_production(database_url: str, folder: Path) -> AsyncIterator[tuple[InProduction, ClientSession]]:
    """Lantern as a trust runs it, and a session that is signed as the channel's."""
    async with AsyncExitStack() as stack:
        connector = await stack.enter_async_context(standing_in())
        issuer = await stack.enter_async_context(serving(Issuer()))
        identity = await stack.enter_async_context(serving(ManagedIdentity()))
        signed = {"Authorization": f"Bearer {issuer.token(connector.url)}"}
        http = await stack.enter_async_context(
            ClientSession(
                connector=TCPConnector(limit=0), headers=signed, json_serialize=lambda x: orjson.dumps(x).decode()
            )
        )
        settings = {
            "LANTERN_ENV": "production", "MicrosoftAppId": APP_ID, "MicrosoftAppType": "UserAssignedMSI",
            "MicrosoftAppTenantId": TENANT, "OPENID_METADATA_URL": issuer.metadata_url, "TOKEN_ISSUER": ISSUER,
            "SERVICE_URLS": connector.url, "ADMINISTRATORS": IDS["sam"],
            "IDENTITY_ENDPOINT": identity.url, "IDENTITY_HEADER": "secret",
        }  # fmt: skip
        process = InProduction(database_url, connector, http, folder / "output.txt", settings=settings)
        await process.prepare()
        await process.start()
        stack.callback(process.kill)
        yield process, http


async def measured(database_url: str, folder: Path) -> Measured:
    """Reports made side by side, each turn timed until its request is answered."""
    found = Measured()
    async with in_production(database_url, folder) as (process, _):
        for lead in LEADS:
            await process.post(process.activity(lead, type="installationUpdate", action="add"))
        await _side_by_side(process, WARM_UP, Measured())
        for lead in LEADS:  # an empty one is a sentence, and no card
            await process.post(process.activity(lead, text="my queue"))
        taken, own, begun = process.cpu(), time.process_time(), time.perf_counter()
        await _side_by_side(process, REPORTS, found)
        found.seconds = time.perf_counter() - begun
        found.lantern_cpu, found.people_cpu = process.cpu() - taken, time.process_time() - own
        await _leads_are_told(process)
        found.leads_told_after = time.perf_counter() - begun - found.seconds
    return found


async def _side_by_side(process: InProduction, reports: int, found: Measured) -> None:
    async def reports_of(number: int) -> None:
        person = {"id": f"29:{number}", "name": "Somebody", "aadObjectId": f"bench-{number}"}
        chat = {"id": f"chat-{number}", "conversationType": "personal", "tenantId": TENANT}
        for _ in range(reports):
            for name, text in zip(NAMES, REPORT, strict=True):
                activity = process.activity("nora", text=text, conversation=chat, **{"from": person})
                begun = time.perf_counter()
                status = await process.post(activity)
                if status != 200:
                    sys.exit(f"A turn was answered with {status}.")
                found.took[name].append((time.perf_counter() - begun) * 1000)

    await asyncio.gather(*(reports_of(number) for number in range(AT_ONCE)))


async def _leads_are_told(process: InProduction) -> None:
    """Wait until every report stands on each lead's queue: what was put off is not left out."""
    for lead in LEADS:
        await process.connector.until(partial(_all_wait, f"chat-{lead}"), f"{lead}'s queue", within=TOLD_WITHIN)


def _all_wait(chat: str, connector: StandIn) -> bool:
    """Whether the card that was written last in a chat is a queue on which every report waits."""
    newest = next((sent for sent in reversed(connector.sent) if sent.chat == chat), None)
    return newest is not None and f"{AT_ONCE * (WARM_UP + REPORTS):,} reports wait." in newest.words
