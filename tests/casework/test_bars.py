"""Telling a reporter that their name was opened: at once, or barred for now, on record, and never forgotten."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select

from bot.casework.looking import view_event
from bot.casework.notices import still_needed
from bot.casework.opening import ask_to_open, plan_bar_reviews, review_bar, tell_of_opening
from bot.casework.unit_of_work import Casework
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import Barred, Role
from storage.people import give_role
from storage.records import AuditEntry, PatientSafetyEvent, RoleAssignment
from tests.casework.openings import POLICE, WHY, Acting, opened, opening, told
from tests.casework.test_events import who
from tests.conftest import NOW, Clock


@pytest.mark.parametrize("day", [date(2026, 3, 3), date(2026, 3, 4), date(2026, 4, 2), date(2027, 3, 4)])
async def test_a_bar_is_looked_at_again_on_a_day_to_come_and_not_too_far(sealed: Casework, day: date) -> None:
    with pytest.raises(NotAllowed, match="no more than 28 days away"):
        await Acting(sealed, "sam").does(ask_to_open, because=WHY, **{**POLICE, "review_on": day})


@pytest.mark.parametrize(("day", "kept"), [(None, date(2026, 4, 1)), (date(2026, 3, 5), date(2026, 3, 5))])
async def test_a_bar_always_has_its_day(sealed: Casework, day: date | None, kept: date) -> None:
    await opened(sealed, **{**POLICE, "review_on": day})
    now = await opening(sealed)
    assert (now.barred, now.review_on, now.told_at) == (Barred.POLICE, kept, None)
    assert await told(sealed, "name_opened") == []
    async with sealed.sessions() as session:
        [barred] = (await session.scalars(select(AuditEntry.details).filter_by(did="bar_telling"))).all()
    assert barred is not None
    assert (barred["reason"], barred["review_on"]) == ("They are speaking to people.", str(kept))


async def days_reminded(casework: Casework, clock: Clock, first: date, last: date) -> list[str]:
    """On which days reminders are due, and to whom, as each hour of these days is planned once."""
    before = len(await told(casework, "bar_review"))
    clock.is_set(first.year, first.month, first.day, 0, 30)
    while clock.now.date() <= last:
        async with casework.begin() as uow:
            await plan_bar_reviews(uow)
        clock.moves(hours=1)
    return [f"{card.due_at:%d %H:%M} {card.to}" for card in (await told(casework, "bar_review"))[before:]]


async def test_both_are_reminded_on_each_working_day_in_hours_until_it_is_answered(
    sealed: Casework, clock: Clock
) -> None:
    await opened(sealed, **{**POLICE, "review_on": date(2026, 3, 14)})  # a Saturday
    assert await days_reminded(sealed, clock, date(2026, 3, 5), date(2026, 3, 12)) == []
    reminded = await days_reminded(sealed, clock, date(2026, 3, 13), date(2026, 3, 17))
    assert reminded == ["16 09:00 6", "16 09:00 8", "17 09:00 6", "17 09:00 8", "18 09:00 6", "18 09:00 8"]
    clock.is_set(2026, 3, 18, 8, 30)
    await Acting(sealed, "sol").does(review_bar, because="They ask for two weeks more.", review_on=date(2026, 4, 1))
    for card in await told(sealed, "bar_review"):
        async with sealed.begin() as uow:
            assert not await still_needed(uow, card)
    assert await days_reminded(sealed, clock, date(2026, 3, 18), date(2026, 3, 30)) == []
    assert len(await days_reminded(sealed, clock, date(2026, 3, 31), date(2026, 4, 1))) == 4
    clock.is_set(2026, 4, 2, 8, 30)
    await Acting(sealed, "sam").does(tell_of_opening)
    assert await days_reminded(sealed, clock, date(2026, 4, 2), date(2026, 4, 30)) == []
    assert len(await told(sealed, "name_opened")) == 1
    assert await Acting(sealed, "sol").is_refused(tell_of_opening) is Refusal.NOT_NOW
    assert await Acting(sealed, "sol").is_refused(review_bar, because=WHY) is Refusal.NOT_NOW


async def test_a_reminder_that_a_later_one_overtook_is_not_sent(sealed: Casework, clock: Clock) -> None:
    await opened(sealed, **POLICE)
    await days_reminded(sealed, clock, date(2026, 3, 13), date(2026, 3, 13))
    async with sealed.begin() as uow:
        needed = [await still_needed(uow, card) for card in await told(sealed, "bar_review")]
    assert needed == [False, False, True, True]


async def test_a_review_passes_to_who_is_named_then_to_who_can_name_somebody(sealed: Casework, clock: Clock) -> None:
    await opened(sealed, **POLICE)
    clock.is_set(2026, 3, 13, 9, 30)

    async def reminded(kind: str = "bar_review") -> list[int | None]:
        async with sealed.begin() as uow:
            await plan_bar_reviews(uow)
        return [card.to for card in await told(sealed, kind)]

    async with sealed.begin() as uow:
        await uow.session.execute(delete(RoleAssignment).filter_by(role=Role.SEAL_OPENER))
        mo = (await who(uow, "mo")).id or 0
        await give_role(uow.session, mo, Role.SEAL_OPENER, None, uow.now)
    assert await reminded() == [mo]
    async with sealed.begin() as uow:
        await uow.session.execute(delete(RoleAssignment).filter_by(role=Role.SEAL_OPENER))
    clock.moves(days=3)
    assert await reminded() == [mo]
    assert await reminded("nobody_named") == [6]
    async with sealed.begin() as uow:
        await give_role(uow.session, mo, Role.SEAL_OPENER, None, uow.now)
    await Acting(sealed, "mo").does(tell_of_opening)
    assert len(await told(sealed, "name_opened")) == 1


async def test_the_reporter_knows_of_it_once_told_and_not_before(sealed: Casework, clock: Clock) -> None:
    async def sees() -> Any:
        async with sealed.begin() as uow:
            event = await uow.session.get_one(PatientSafetyEvent, 1)
            view = await view_event(uow, event, 1)
            assert view is not None
            assert view.opening is None
            return view.opened

    assert await sees() is None
    await opened(sealed, **POLICE)
    assert await sees() is None
    clock.moves(days=2)
    await Acting(sealed, "sol").does(tell_of_opening)
    known = await sees()
    assert known.by == ("Sam Example", "Sol Example")
    assert (known.because, known.at, known.told_at) == (WHY, NOW, NOW + timedelta(days=2))


async def test_a_lead_sees_neither_that_it_was_asked_nor_that_it_was_opened(sealed: Casework) -> None:
    await opened(sealed)
    async with sealed.begin() as uow:
        view = await view_event(uow, await uow.session.get_one(PatientSafetyEvent, 1), 2)
        assert view is not None
        assert (view.opening, view.opened, view.reporter) == (None, None, "Somebody, in confidence")
