"""What every record has: an id, and types that mean the same on both databases."""

from datetime import UTC, datetime
from enum import Enum as PyEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Enum, Integer, MetaData, Table, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """A moment, aware and in UTC, on databases that keep time zones and on those that do not."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("A moment without its zone cannot be kept.")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def _values(terms: type[PyEnum]) -> list[str]:
    return [term.value for term in terms]


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """What is kept in a table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        datetime: Instant(),
        str: Text(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
        list[int]: JSON(),
        dict[str, str]: JSON(),
        list[dict[str, Any]]: JSON(),
        PyEnum: Enum(PyEnum, native_enum=False, length=40, values_callable=_values),
    }


class Record(Base, kw_only=True):
    """A row with a number of its own."""

    __abstract__ = True

    # SQLite numbers rows by itself only where the type is plain INTEGER.
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), init=False, primary_key=True)


def table_of(record: type[Base]) -> Table:
    """A record's table, for statements that have no need of records: they are the quicker for it."""
    table = record.__table__
    assert isinstance(table, Table), "a record is kept in one table"
    return table
