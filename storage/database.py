"""The two databases: embedded SQLite, and PostgreSQL for a trust."""

from pathlib import Path
from typing import Any

from sqlalchemy import event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from storage.sqlite_here import begin_to_write

Sessions = async_sessionmaker[AsyncSession]

DRIVERS = {"sqlite": "sqlite+here", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


def open_database(url: str) -> AsyncEngine:
    """An engine for `sqlite:///file` or `postgresql://…`. Raises ValueError for any other database."""
    parsed = make_url(url)
    scheme = parsed.drivername.partition("+")[0]
    if scheme not in DRIVERS:
        raise ValueError(f"DATABASE_URL names {scheme}; Lantern runs on sqlite or postgresql.")
    parsed = parsed.set(drivername=DRIVERS[scheme])
    if scheme == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        # One connection for one process: transactions queue for it in fair order. Several would wait for
        # each other inside SQLite, which polls, and some would wait for seconds.
        engine = create_async_engine(parsed, pool_size=1, max_overflow=0, pool_timeout=60, hide_parameters=True)
        _prepare_sqlite(engine)
        return engine
    return create_async_engine(
        parsed, pool_size=10, max_overflow=10, pool_pre_ping=True, pool_recycle=1800, hide_parameters=True
    )


def open_sessions(engine: AsyncEngine) -> Sessions:
    return async_sessionmaker(engine, expire_on_commit=False)


def _prepare_sqlite(engine: AsyncEngine) -> None:
    """WAL, and BEGIN IMMEDIATE: SQLite's deferred BEGIN loses concurrent writers (teams.md 7).

    synchronous=FULL: whoever was answered is not forgotten when the power goes. NORMAL would be
    enough for a killed process, but a cut could take the last turns back.
    """

    @event.listens_for(engine.sync_engine, "connect")
    def connected(connection: Any, _: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in ("busy_timeout=15000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}").close()
        connection.execute("PRAGMA busy_timeout=0").close()  # from here on begin_to_write waits, not SQLite

    event.listen(engine.sync_engine, "begin", begin_to_write)
