"""The audit trail: entries that cannot be changed, taken out or put in without its being seen."""

import asyncio
from collections.abc import Callable

import pytest
from sqlalchemy import delete, func, select, update

from bot.casework.sealing import Sealer
from bot.casework.unit_of_work import Casework
from storage.audit import entry, troubles
from storage.records import AuditEntry, AuditSeal
from tests.conftest import NOW


async def _written(casework: Casework, many: int = 5) -> None:
    async with casework.begin() as uow:
        for number in range(many):
            uow.audit("looked", f"event:{number}", number=number, words="é “quoted”")
    async with casework.begin() as uow:
        await Sealer().seal(uow)


async def _troubles(casework: Casework) -> list[str]:
    async with casework.sessions() as session:
        return [trouble.what async for trouble in troubles(session)]


async def test_a_trail_that_is_as_it_was_written_has_no_trouble(casework: Casework) -> None:
    await _written(casework)
    await _written(casework)
    assert await _troubles(casework) == []
    async with casework.sessions() as session:
        entries = await session.scalar(select(func.count()).select_from(AuditEntry))
        assert await session.scalar(select(func.max(AuditSeal.sequence))) == entries


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        (lambda: update(AuditEntry).where(AuditEntry.id == 3).values(who="person:9"), "it was changed"),
        (lambda: update(AuditEntry).where(AuditEntry.id == 3).values(details={"a": 1}), "its details were changed"),
        (lambda: update(AuditSeal).where(AuditSeal.sequence == 3).values(chain_hash="0"), "the chain does not hold"),
        (lambda: delete(AuditSeal).where(AuditSeal.sequence == 3), "seal 3 is missing"),
    ],
    ids=["who", "details", "chain", "taken out"],
)
async def test_a_change_is_seen(casework: Casework, change: Callable[[], object], seen: str) -> None:
    await _written(casework)
    async with casework.sessions.begin() as session:
        await session.execute(change())  # type: ignore[call-overload]
    assert any(seen in trouble for trouble in await _troubles(casework))


async def test_details_can_be_erased_and_the_chain_stays_whole(casework: Casework) -> None:
    await _written(casework)
    async with casework.sessions.begin() as session:
        await session.execute(update(AuditEntry).values(details=None, salt=""))
    assert await _troubles(casework) == []


async def test_two_sealers_at_once_make_one_chain(casework: Casework) -> None:
    async with casework.begin() as uow:
        for number in range(50):
            uow.session.add(entry(NOW, "lantern", "looked", f"event:{number}", {}))

    async def sealing() -> int:
        async with casework.begin() as uow:
            return await Sealer().seal(uow)

    await asyncio.gather(*(sealing() for _ in range(4)))
    assert await _troubles(casework) == []
    async with casework.sessions() as session:
        sealed = await session.scalar(select(func.count()).select_from(AuditSeal))
        assert sealed == await session.scalar(select(func.count()).select_from(AuditEntry))
