"""The moved clock of development, and the workers' heartbeats."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.insert import insert_if_new
from storage.records import ClockOffset, Heartbeat, KeyCheck


async def clock_offset(session: AsyncSession) -> timedelta:
    """How far Lantern's clock is ahead of the machine's. Only development moves it."""
    return timedelta(seconds=await session.scalar(select(ClockOffset.seconds)) or 0)


async def set_clock_offset(session: AsyncSession, offset: timedelta) -> None:
    kept = await session.scalar(select(ClockOffset).with_for_update())
    if kept is None:
        session.add(ClockOffset(seconds=round(offset.total_seconds())))
    else:
        kept.seconds = round(offset.total_seconds())


async def key_checks(session: AsyncSession) -> set[str]:
    """By what the keys are known that this database was sealed with."""
    return set(await session.scalars(select(KeyCheck.check)))


async def keep_key_checks(session: AsyncSession, checks: Collection[str]) -> None:
    for check in checks:
        await insert_if_new(session, KeyCheck, ["check"], check=check)


async def beat(session: AsyncSession, worker: str, at: datetime) -> None:
    """Write down that a worker is alive, and forget workers that stopped a day ago or more."""
    await insert_if_new(session, Heartbeat, ["worker"], worker=worker, beat_at=at)
    row = (await session.scalars(select(Heartbeat).filter_by(worker=worker))).one()
    row.beat_at = at
    await session.execute(delete(Heartbeat).where(Heartbeat.beat_at < at - timedelta(days=1)))


async def last_beat(session: AsyncSession, worker: str) -> datetime | None:
    return await session.scalar(select(Heartbeat.beat_at).filter_by(worker=worker))
