"""SQLite in the process's own thread: a statement takes less time than handing it to another thread.

The usual driver (aiosqlite) runs each of a statement's four calls in a thread beside the loop: with
both busy, each waits for the other to let go of Python. Here they run where they are called, some
0.02 ms each. What can take long is waiting for another process that writes, an administrator's command:
for that we do not wait inside SQLite, but ask again, and other people's turns go on
(docs/decisions/0007).
"""

import asyncio
import sqlite3
from typing import Any

from sqlalchemy import URL, AsyncAdaptedQueuePool, Connection, StaticPool, pool
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.base import SQLiteExecutionContext
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util.concurrency import await_, in_greenlet

PATIENCE = 15.0  # seconds that a transaction waits for another process's
PAUSE = 0.02  # seconds between two attempts


async def _nothing() -> None: ...


class _Cursor(sqlite3.Cursor):
    """A cursor as SQLAlchemy's asyncio part asks for one."""

    def execute(self, *asked: Any) -> "_Cursor":
        """It takes who never awaits for the wrong kind of driver, so we await nothing."""
        super().execute(*asked)
        if in_greenlet():
            await_(_nothing())
        return self

    async def _async_soft_close(self) -> None:
        """SQLAlchemy says so when a result is handed out. Its rows are at hand as long as they are wanted."""


class _Connection(sqlite3.Connection):
    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)


class _Context(SQLiteExecutionContext):
    def create_server_side_cursor(self) -> Any:
        """SQLite's cursor reads rows as they are asked for: any of them will do."""
        return self._dbapi_connection.cursor()


class SQLiteHere(SQLiteDialect_pysqlite):
    """Python's own sqlite3, which SQLAlchemy may use from a loop because it never waits."""

    driver = "here"
    is_async = True
    supports_statement_cache = True
    supports_server_side_cursors = True
    execution_ctx_cls = _Context

    def create_connect_args(self, url: URL) -> Any:
        args, options = super().create_connect_args(url)
        return args, {**options, "factory": _Connection}

    @classmethod
    def get_pool_class(cls, url: URL) -> type[pool.Pool]:
        return AsyncAdaptedQueuePool if cls._is_url_file_db(url) else StaticPool


registry.register("sqlite.here", __name__, "SQLiteHere")


def begin_to_write(connection: Connection) -> None:
    """BEGIN IMMEDIATE, as soon as no other process writes. Raises sqlite3.OperationalError after PATIENCE."""
    loop = asyncio.get_running_loop()
    until = loop.time() + PATIENCE
    driver: Any = connection.connection.dbapi_connection
    while True:
        try:
            driver.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as trouble:
            if "locked" not in str(trouble) or loop.time() > until:
                raise
        await_(asyncio.sleep(PAUSE))
