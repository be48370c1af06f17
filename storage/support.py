"""Questions asked of the support that was offered to members of staff."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.records import StaffSupport


async def support_by_id(session: AsyncSession, support_id: int) -> StaffSupport | None:
    return await session.get(StaffSupport, support_id)


async def held_support(session: AsyncSession, support_id: int) -> StaffSupport | None:
    """The same, held and read afresh."""
    return await session.get(StaffSupport, support_id, with_for_update=True, populate_existing=True)


async def support_offered_on(
    session: AsyncSession, person_id: int, supporter_id: int, day: date
) -> StaffSupport | None:
    """What was offered to somebody on a day, with the same person there for them."""
    found = select(StaffSupport).filter_by(person_id=person_id, supporter_id=supporter_id, offered_on=day)
    return (await session.scalars(found)).first()
