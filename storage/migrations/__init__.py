"""Changes to the database, one file each, kept by Alembic."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession


def alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return config


async def migrate(engine: AsyncEngine, revision: str = "head") -> None:
    """Bring the database to a revision; upwards, or to `base` downwards. Safe for two at once."""
    await _with_config(engine, command.downgrade if revision == "base" else command.upgrade, revision)


async def newest_revision() -> str:
    script = await asyncio.to_thread(ScriptDirectory.from_config, alembic_config())
    return script.get_current_head() or ""


async def revision_of(session: AsyncSession) -> str:
    """The revision a database stands at; empty where it was never migrated."""
    connection = await session.connection()
    return await connection.run_sync(_revision) or ""


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


async def _with_config(engine: AsyncEngine, run: object, revision: str) -> None:
    def go(connection: Connection) -> None:
        config = alembic_config()
        config.attributes["connection"] = connection
        assert callable(run)
        run(config, revision)
        if connection.dialect.name == "sqlite":
            _look_at_references(connection)

    async with engine.connect() as connection, _references_at_rest(connection), connection.begin():
        await connection.run_sync(go)


@asynccontextmanager
async def _references_at_rest(connection: AsyncConnection) -> AsyncIterator[None]:
    """SQLite makes a table anew to change it, and drops the old one, of whose rows others know still: it is
    not to mind that. It can be told so before a transaction alone."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = (await connection.get_raw_connection()).driver_connection
    assert driver is not None, "the database is open"
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _look_at_references(connection: Connection) -> None:
    """Raises RuntimeError, and nothing is changed, where a row refers to one that is not there."""
    if lost := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        tables = ", ".join(sorted({str(row[0]) for row in lost}))
        raise RuntimeError(f"rows of {tables} refer to rows that are not there")
