"""Adding a row unless it is there already, on both databases."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.records.base import Record


async def insert_if_new(
    session: AsyncSession, record: type[Record], unique: Sequence[str], **values: Any
) -> int | None:
    """Insert a row unless one with the same unique columns is there: its id, or None where one was."""
    insert = postgres_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    statement = insert(record).values(**values).on_conflict_do_nothing(index_elements=list(unique))
    return await session.scalar(statement.returning(record.id))
