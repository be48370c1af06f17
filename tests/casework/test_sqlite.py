"""SQLite in the process's own thread: it waits for others without holding anybody up, and gives rows as they are."""

import asyncio
import sqlite3
from pathlib import Path

from sqlalchemy import text

from storage.database import open_database, open_sessions
from storage.on_disk import Disk, disk_of


async def test_while_another_process_writes_the_loop_goes_on(sqlite_url: str) -> None:
    engine = open_database(sqlite_url)
    other = sqlite3.connect(engine.url.database or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    async def write() -> None:
        async with open_sessions(engine).begin() as session:
            await session.execute(text("UPDATE units SET name = name"))

    writing = asyncio.create_task(write())
    for _ in range(20):
        await asyncio.sleep(0)
    assert not writing.done()
    other.execute("COMMIT")
    await writing
    other.close()
    await engine.dispose()


async def test_rows_are_read_however_they_are_asked_for(sqlite_url: str) -> None:
    numbers = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT i FROM n")
    engine = open_database(sqlite_url)
    async with engine.connect() as connection:
        assert len((await connection.execute(numbers)).all()) == 1000
        assert await connection.scalar(numbers) == 1
        streamed = [row.i async for row in await connection.stream(numbers)]
    assert streamed == list(range(1, 1001))
    async with open_sessions(engine).begin() as session:
        assert len((await session.execute(numbers)).all()) == 1000
    await engine.dispose()


async def test_many_wait_for_the_disk_together(sqlite_url: str) -> None:
    engine = open_database(sqlite_url)
    async with open_sessions(engine).begin() as session:
        await session.execute(text("UPDATE units SET name = name"))
    disk = disk_of(engine)
    assert disk.log == Path(f"{engine.url.database}-wal")
    assert disk.log.exists()
    await asyncio.gather(*(disk.has_it() for _ in range(8)))
    await engine.dispose()
    await disk.has_it()  # the log is folded into the database
    await Disk(None).has_it()
