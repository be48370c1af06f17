"""Rows that a transaction has read already: they are in hand, and are not asked for again."""

from collections.abc import Awaitable, Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import inspect
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from storage.records import Base

T = TypeVar("T")
P = ParamSpec("P")
R = TypeVar("R", bound=Base)


def remember(session: AsyncSession, row: T) -> T:
    """Keep a row in hand for as long as the session lasts."""
    session.info.setdefault("in hand", []).append(row)
    return row


def remember_new_rows(session: Session, row: object) -> None:
    """What was just written is in hand too; called by SQLAlchemy."""
    session.info.setdefault("in hand", []).append(row)


def in_hand(session: AsyncSession, record: type[R], key: object) -> R | None:
    """The row with this key, where it was read in this transaction and is as the database has it."""
    identity = record.__mapper__.identity_key_from_primary_key((key,))
    row: R | None = session.sync_session.identity_map.get(identity)
    return None if row is None or inspect(row).expired else row


async def read_once(
    session: AsyncSession, read: Callable[Concatenate[AsyncSession, P], Awaitable[T]], *about: P.args, **_: P.kwargs
) -> T:
    """What a transaction asks again and again, of what it does not change: the trust's units and roles."""
    kept: dict[object, T] = session.info.setdefault("read once", {})
    if (read, about) not in kept:
        kept[read, about] = await read(session, *about, **_)
    return kept[read, about]


def forget_what_was_read(session: AsyncSession) -> None:
    """This transaction changes it after all."""
    session.info.pop("read once", None)
