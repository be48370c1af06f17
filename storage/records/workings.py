"""Lantern's own workings: the moved clock of development, and the workers' heartbeats."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.records.base import Record


class ClockOffset(Record):
    """How far the clock was moved forward, in seconds. One row, in development only."""

    __tablename__ = "clock_offset"

    seconds: Mapped[int]


class KeyCheck(Record):
    """By what a key is known again, so that Lantern does not start with a wrong one."""

    __tablename__ = "key_checks"

    check: Mapped[str] = mapped_column(unique=True)


class Heartbeat(Record):
    """When a worker last finished a round, by the machine's own clock."""

    __tablename__ = "heartbeats"

    worker: Mapped[str] = mapped_column(unique=True)
    beat_at: Mapped[datetime]
