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
from pathlib import Path

import orjson
from aiohttp import ClientSession, TCPConnector

from tests.issuer import APP_ID, ISSUER, Issuer, ManagedIdentity, serving
from tests.lantern import IDS
from tests.proof.process import REPORT, TENANT, Process
from tests.stand_in import standing_in

AT_ONCE = 8  # people who report side by side
REPORTS = 25  # by each of them
WARM_UP = 4  # reports by each that are not timed
NAMES = ("begin", "what", "ward", "when", "reached", "send")
LEADS = ("lena", "lou")  # who have opened Lantern, and are sent a card of each report
TOLD_WITHIN = 60  # seconds until the leads have a card of every report


@dataclass
class Measured:
    """What one database came to: milliseconds of each turn by what was said, and what it took."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    seconds: float = 0.0
    lantern_cpu: float = 0.0  # CPU seconds of Lantern's process while the turns were timed
    people_cpu: float = 0.0  # of this one: the people and the stand-in connector
    leads_told_after: float = 0.0  # seconds from the last answer until both leads had every card

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
            taken = Path(f"/proc/{self.running.pid}/stat").read_text().rpartition(") ")[2].split()
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
    """Wait until each lead has a card of every report: what was put off is not left out."""
    cards = AT_ONCE * (WARM_UP + REPORTS)
    for lead in LEADS:
        await process.connector.until(
            lambda connector, chat=f"chat-{lead}": len(connector.to(chat)) > cards,  # type: ignore[misc]
            f"every card for {lead}", within=TOLD_WITHIN,
        )  # fmt: skip
