"""Changing rows without reading them first, and knowing whether there were any."""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import CursorResult, Delete, Update
from sqlalchemy.ext.asyncio import AsyncSession


async def has_changed(
    session: AsyncSession, statement: Update | Delete, values: Mapping[str, Any] | None = None
) -> bool:
    """Whether the statement found rows to change, or to delete."""
    return bool(cast(CursorResult[Any], await session.execute(statement, values)).rowcount)
