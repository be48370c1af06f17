"""Adding a row unless it is there already, on both databases."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.records.base import Record, table_of


async def insert_if_new(
    session: AsyncSession, record: type[Record], unique: Sequence[str], **values: Any
) -> int | None:
    """Insert a row unless one with the same unique columns is there: its id, or None where one was."""
    statement = _statement(session.get_bind().dialect.name, record, tuple(unique))
    number: int | None = await session.scalar(statement, values)
    return number


@cache
def _statement(dialect: str, record: type[Record], unique: tuple[str, ...]) -> Any:
    """The statement, put together once for each record."""
    insert = postgres_insert if dialect == "postgresql" else sqlite_insert
    table = table_of(record)
    return insert(table).on_conflict_do_nothing(index_elements=list(unique)).returning(table.c.id)
