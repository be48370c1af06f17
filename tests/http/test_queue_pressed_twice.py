"""The same button of a queue pressed twice takes one report."""

import asyncio

from sqlalchemy import select

from storage.records import PatientSafetyEvent
from tests.http.test_story import reports
from tests.lantern import Person, Running
from tests.stand_in import words


async def _taken(lantern: Running) -> list[int]:
    async with lantern.built[0].casework.sessions() as session:
        taken = select(PatientSafetyEvent.id).where(PatientSafetyEvent.claimed_by.is_not(None))
        return list(await session.scalars(taken.order_by(PatientSafetyEvent.id)))


async def _three(nora: Person, lena: Person, lantern: Running) -> None:
    await lena.arrives()
    for number in range(3):
        await reports(nora, f"A wristband was printed twice over, somebody noticed, number {number}", ward="Ward 8")
    await lantern.work()


async def test_the_next_is_taken_once_for_each_card_that_is_seen(
    nora: Person, lena: Person, lantern: Running
) -> None:
    await _three(nora, lena, lantern)
    [queue] = await lena.says("my queue")
    first = await lena.executes("Take the next", queue.card)
    again = await lena.executes("Take the next", queue.card)
    assert "PSE-00001 is on your desk." in words(first["value"])
    assert "3 reports wait. 1 on your desk." in words(again["value"])
    assert "This is how it stands now." in words(again["value"])
    assert await _taken(lantern) == [1]
    await lena.executes("Take the next", again["value"])  # the card that came in its place takes the second
    assert await _taken(lantern) == [1, 2]


async def test_also_at_one_moment(nora: Person, lena: Person, lantern: Running) -> None:
    await _three(nora, lena, lantern)
    [queue] = await lena.says("my queue")
    await asyncio.gather(*(lena.executes("Take the next", queue.card) for _ in range(3)))
    assert await _taken(lantern) == [1]


async def test_a_card_that_was_turned_over_takes_the_next_too(nora: Person, lena: Person, lantern: Running) -> None:
    await _three(nora, lena, lantern)
    [queue] = await lena.says("my queue")
    page = await lena.executes("Routine ones (3)", queue.card)
    back = await lena.executes("Back to the queue", page["value"])
    await lena.executes("Take the next", back["value"])
    assert await _taken(lantern) == [1]
