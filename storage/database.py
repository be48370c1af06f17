"""The two databases: embedded SQLite, and PostgreSQL for a trust."""

from pathlib import Path
from time import monotonic
from typing import Any

import orjson
from sqlalchemy import event, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from storage.in_hand import remember_new_rows
from storage.sqlite_here import begin_to_write

Sessions = async_sessionmaker[AsyncSession]

DRIVERS = {"sqlite": "sqlite+here", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


# No text of a person in an error; and orjson, which takes a fifth of the time for a card.
BOTH: dict[str, Any] = {"hide_parameters": True, "json_serializer": _json, "json_deserializer": orjson.loads}
RESTED = 5.0  # seconds after which a connection is not taken on trust


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
        engine = create_async_engine(parsed, pool_size=1, max_overflow=0, pool_timeout=60, **BOTH)
        _prepare_sqlite(engine)
        return engine
    engine = create_async_engine(parsed, pool_size=10, max_overflow=10, pool_recycle=1800, **BOTH)
    _look_before_long_rested_ones(engine)
    return engine


def open_sessions(engine: AsyncEngine) -> Sessions:
    return async_sessionmaker(engine, expire_on_commit=False, sync_session_class=_Session)


class _Session(Session):
    """A session that holds on to the rows it wrote."""


event.listen(_Session, "pending_to_persistent", remember_new_rows)


def _look_before_long_rested_ones(engine: AsyncEngine) -> None:
    """Ask whether a connection is still there, where it has rested: a firewall or a restart may have
    closed it. `pool_pre_ping` asks before each transaction, in three journeys to the database."""

    @event.listens_for(engine.sync_engine, "checkin")
    def put_back(_: object, record: ConnectionPoolEntry) -> None:
        record.info["put back"] = monotonic()

    @event.listens_for(engine.sync_engine, "checkout")
    def taken(connection: Any, record: ConnectionPoolEntry, _: object) -> None:
        if monotonic() - record.info.get("put back", monotonic()) < RESTED:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as trouble:
            raise DisconnectionError from trouble  # the pool tries another


def _prepare_sqlite(engine: AsyncEngine) -> None:
    """WAL, and BEGIN IMMEDIATE: SQLite's deferred BEGIN loses concurrent writers (teams.md 7).

    synchronous=NORMAL: a killed process loses nothing. What a power cut could take back is forced to
    the disk before anybody is answered, once for all who wait (storage/on_disk.py).
    """

    @event.listens_for(engine.sync_engine, "connect")
    def connected(connection: Any, _: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in ("busy_timeout=15000", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}").close()
        connection.execute("PRAGMA busy_timeout=0").close()  # from here on begin_to_write waits, not SQLite

    event.listen(engine.sync_engine, "begin", begin_to_write)
