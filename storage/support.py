"""Questions asked of the support that was offered to members of staff."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.insert import insert_if_new
from storage.records import StaffSupport


async def support_by_id(session: AsyncSession, support_id: int) -> StaffSupport | None:
    return await session.get(StaffSupport, support_id)


async def held_support(session: AsyncSession, support_id: int) -> StaffSupport | None:
    """The same, held and read afresh."""
    return await session.get(StaffSupport, support_id, with_for_update=True, populate_existing=True)


async def add_support(
    session: AsyncSession, person_id: int, supporter_id: int, day: date
) -> tuple[StaffSupport, bool]:
    """What is offered to somebody on a day, with the same person there for them; and whether that is new, also where
    several offer it at once."""
    offered = {"person_id": person_id, "supporter_id": supporter_id, "offered_on": day}
    is_new = await insert_if_new(session, StaffSupport, [*offered], **offered, sealed="", version=1, revision=1)
    return (await session.scalars(select(StaffSupport).filter_by(**offered))).one(), is_new is not None
