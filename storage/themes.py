"""Questions asked of themes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.insert import insert_if_new
from storage.records import PatientSafetyEvent, Theme


async def theme_by_id(session: AsyncSession, theme_id: int) -> Theme | None:
    return await session.get(Theme, theme_id)


async def begun_theme(session: AsyncSession, name: str, *, by: int, at: datetime) -> tuple[Theme, bool]:
    """The theme of this name, whatever its capitals, and whether it is new. Of two at once the second waits for
    the first."""
    number = await insert_if_new(
        session, Theme, ["folded"], name=name, folded=name.casefold(), opened_by=by, opened_at=at
    )  # fmt: skip
    return (await session.scalars(select(Theme).filter_by(folded=name.casefold()))).one(), number is not None


async def newest_themes(session: AsyncSession, limit: int) -> Sequence[Theme]:
    return (await session.scalars(select(Theme).order_by(Theme.id.desc()).limit(limit))).all()


async def events_of_theme(session: AsyncSession, theme_id: int) -> Sequence[PatientSafetyEvent]:
    found = select(PatientSafetyEvent).filter_by(theme_id=theme_id).order_by(PatientSafetyEvent.id)
    return (await session.scalars(found)).all()
