"""Whether what was committed would outlast a power cut: asked before somebody is answered.

PostgreSQL sees to it at each commit. SQLite would too (synchronous=FULL), but in the loop, where every
turn would wait for each disk write of every other. With NORMAL a commit is written but not yet forced
to the disk; here one thread forces the write-ahead log, once for all who wait. It is the same write
that FULL makes after each commit.
"""

import asyncio
import os
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine


@dataclass(slots=True)
class Disk:
    """Waits for the disk; while one lot waits, the next gathers."""

    log: Path | None  # SQLite's write-ahead log; None where the database itself has waited
    _next: "asyncio.Task[None] | None" = None
    _writing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def has_it(self) -> None:
        """Done when all that is committed by now is on the disk."""
        if self.log is None:
            return
        if self._next is None:
            self._next = asyncio.create_task(self._force(self.log))
        await asyncio.shield(self._next)

    async def _force(self, log: Path) -> None:
        async with self._writing:
            self._next = None  # who commits from here on waits for the next
            await asyncio.to_thread(_forced, log)


def disk_of(engine: AsyncEngine) -> Disk:
    """The disk under a database."""
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    return Disk(Path(f"{file}-wal") if file and file != ":memory:" else None)


def _forced(log: Path) -> None:
    try:
        opened = os.open(log, os.O_RDWR)
    except FileNotFoundError:
        return  # folded into the database when that was closed, which forces it
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
