"""Two who enter at once, on replicas of their own: one report is entered once, and one number stands for one."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.casework.entering import enter
from bot.casework.unit_of_work import Casework
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.rules import Rules
from storage.database import open_database, open_sessions
from storage.events import held_event
from storage.records import (
    AuditEntry,
    EventReference,
    PatientSafetyEvent,
)
from tests.casework.test_entering import numbers
from tests.casework.test_events import reported, who
from tests.conftest import NOW, VAULT, Clock


@pytest.fixture
async def other_replica(database_url: str, rules: Rules, clock: Clock) -> AsyncIterator[Casework]:
    engine = open_database(database_url)
    yield Casework(open_sessions(engine), rules, clock, VAULT)
    await engine.dispose()


async def _tries(casework: Casework, event_id: int, number: str, name: str) -> str:
    """Enter an event as a press does: the refusal in words, or nothing."""
    async with casework.begin() as uow:
        event = await held_event(uow.session, event_id)
        assert event is not None
        try:
            async with uow.savepoint():
                await enter(uow.acting(await who(uow, name)), event, seen=None, number=number)
        except NotAllowed as refusal:
            uow.audit("refused", f"event:{event_id}", why=refusal.refusal)
            return str(refusal)
    return ""


async def test_two_who_enter_one_report_at_once_enter_it_once(casework: Casework, other_replica: Casework) -> None:
    async with casework.begin() as uow:
        await reported(uow)
    said = await asyncio.gather(_tries(casework, 1, "W1", "lena"), _tries(other_replica, 1, "W2", "lou"))
    assert sorted(map(bool, said)) == [False, True]
    [(_, number, _)] = await numbers(casework, 1)
    assert f"This was entered already, as {number}, so it is not entered again." in said


async def test_a_number_that_two_give_at_once_to_two_reports_stands_for_one(
    casework: Casework, other_replica: Casework
) -> None:
    async with casework.begin() as uow:
        for key in ("1", "2"):
            await reported(uow, key=key)
    said = await asyncio.gather(_tries(casework, 1, "W1", "lena"), _tries(other_replica, 2, "W1", "lou"))
    assert sorted(said) == ["", "W1 stands for another report already. Please look at the number again."]
    assert len(await numbers(casework, 1) + await numbers(casework, 2)) == 1


async def test_a_number_that_another_replica_took_a_moment_ago_is_said_to_be_taken(
    postgresql_url: str, rules: Rules, clock: Clock
) -> None:
    """The second sees the number free, waits for the first at the database, and is told when that one is kept."""
    engines = [open_database(postgresql_url) for _ in range(2)]
    one, two = [Casework(open_sessions(engine), rules, clock, VAULT) for engine in engines]
    watching = await asyncpg.connect(postgresql_url)
    async with one.begin() as uow:
        for key in ("1", "2"):
            await reported(uow, key=key)
    async with one.begin() as uow:
        event = await held_event(uow.session, 1)
        assert event is not None
        await enter(uow.acting(await who(uow, "lena")), event, seen=None, number="W1")
        await uow.session.flush()
        second = asyncio.create_task(_tries(two, 2, "W1", "lou"))
        async with asyncio.timeout(20):
            while not await watching.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted"):
                assert not second.done(), second.result()
    assert await second == "W1 stands for another report already. Please look at the number again."
    assert (await numbers(one, 1), await numbers(one, 2)) == ([("incidents", "W1", 2)], [])
    async with one.sessions() as session:
        whys = await session.scalars(select(AuditEntry.details).filter_by(did="refused"))
        assert [details["why"] for details in whys if details] == [Refusal.NUMBER_TAKEN]
        untouched = await session.get_one(PatientSafetyEvent, 2)
        assert (untouched.version, untouched.revision) == (1, 1)
    await watching.close()
    for engine in engines:
        await engine.dispose()


async def test_a_reference_is_kept_once_for_an_event_by_the_database_itself(casework: Casework) -> None:
    async with casework.begin() as uow:
        for key in ("1", "2"):
            await reported(uow, key=key)
        uow.session.add(EventReference(event_id=1, system="incidents", number="W1", at=NOW, by=None))
        await uow.session.flush()
        for event_id, number in ((1, "W2"), (2, "W1")):
            with pytest.raises(IntegrityError):
                async with uow.savepoint():
                    uow.session.add(
                        EventReference(event_id=event_id, system="incidents", number=number, at=NOW, by=None)
                    )
