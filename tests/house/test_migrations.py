"""The migrations make what the records say, on both databases, upwards and downwards."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

from storage.database import open_database, open_sessions
from storage.migrations import migrate, newest_revision, revision_of
from storage.records import Base


async def test_migrations_equal_the_records(database_url: str) -> None:
    engine = open_database(database_url)

    def differences(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found: list[Any] = compare_metadata(context, Base.metadata)
        return found

    async with engine.begin() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_migrations_go_down_and_up_again(database_url: str) -> None:
    engine = open_database(database_url)

    async def tables() -> set[str]:
        async with engine.connect() as connection:
            return set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))

    await migrate(engine, "base")
    assert await tables() == {"alembic_version"}
    await migrate(engine)
    await migrate(engine)  # a second time changes nothing
    assert await tables() >= {table.name for table in Base.metadata.sorted_tables}
    async with open_sessions(engine)() as session:
        assert await revision_of(session) == await newest_revision()
    await engine.dispose()
