"""Nudges about a candour case: days pass, and what was queued, for whom and about what."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from sqlalchemy import select

from bot.casework.candour_nudges import NUDGED, plan_candour_reminders
from bot.casework.notices import still_needed
from bot.casework.unit_of_work import Casework
from psirf.working_time import at_london
from storage.candour import held_candour, people_of_case
from storage.records import CandourPerson, Notification, Person
from tests.conftest import Clock

Nudge = tuple[date, str, tuple[str, ...]]  # the London day on which it was queued, to whom, and about what


async def nudges(casework: Casework) -> list[Nudge]:
    """All that were queued, in their order."""
    async with casework.sessions() as session:
        found = await session.scalars(select(Notification).filter_by(kind=NUDGED).order_by(Notification.id))
        names = {person.id: person.name.split()[0].lower() for person in await session.scalars(select(Person))}
        return [
            (date.fromisoformat(each.key.split(":")[2]), names[each.to or 0], tuple(each.detail["owed"]))
            for each in found
        ]


async def is_needed(casework: Casework) -> list[bool]:
    """Of each nudge that was queued, whether it would be sent now."""
    async with casework.begin() as uow:
        found = await uow.session.scalars(select(Notification).filter_by(kind=NUDGED).order_by(Notification.id))
        return [await still_needed(uow, each) for each in found.all()]


async def passes(casework: Casework, clock: Clock, days: Iterable[date], at: time = time(0)) -> None:
    """Lantern looks once on each of these days, at this London time."""
    for day in days:
        clock.now = at_london(day, at)
        async with casework.begin() as uow:
            await plan_candour_reminders(uow)


async def person_has(casework: Casework, number: int = 1, **columns: object) -> None:
    """What was agreed with a person of the first case."""
    async with casework.begin() as uow:
        case = await held_candour(uow.session, 1)
        assert case is not None
        person = next(each for each in await people_of_case(uow.session, 1) if each.number == number)
        _set(person, columns)


def _set(person: CandourPerson, columns: dict[str, object]) -> None:
    for name, value in columns.items():
        setattr(person, name, value)


def moment(*at: int) -> datetime:
    return datetime(*at, tzinfo=UTC)  # type: ignore[arg-type, misc]
