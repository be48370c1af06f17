"""Nudges about candour that nobody may miss: reopened, added late, in peace today, for today, and what has no day."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.casework.candour_assessing import agree_not_owed, take_on
from bot.casework.candour_due import view_due
from bot.casework.candour_log import ask_to_be_told
from bot.casework.candour_now import ENGAGEMENT
from bot.casework.candour_nudges import codes_said, plan_candour_reminders
from bot.casework.candour_opening import open_case
from bot.casework.candour_people import add_person
from bot.casework.candour_promises import Promised, promise
from bot.casework.candour_questions import ask
from bot.casework.unit_of_work import Casework
from psirf.candour.kept import NoteName
from psirf.candour.terms import AskedBy, CandourStatus, Element, Limb, LimbAnswer, PersonKind, StepName
from psirf.vocabulary import PhysicalHarm
from psirf.working_time import at_london, start_of_day
from storage.candour import held_candour
from storage.events import held_event
from storage.outbox import notification_by_id
from storage.records import Notification, RoleAssignment
from tests.casework.candour import assessed, does, harmed, stands, writes
from tests.casework.nudges import is_needed, nudges, passes
from tests.casework.test_candour import IN_PERSON
from tests.casework.test_events import who
from tests.conftest import NOW, Clock

DUE = date(2026, 3, 18)
EXECUTIVES = {"eve", "ed"}


def days(first: date, until: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((until - first).days + 1)]


async def looks(casework: Casework) -> None:
    async with casework.begin() as uow:
        await plan_candour_reminders(uow)


async def owed_to_them(casework: Casework) -> None:
    await harmed(casework)
    await assessed(casework)
    await does(casework, "cora", take_on)


async def gives_all_but(casework: Casework, *left: Element) -> None:
    for element in Element:
        if element not in left:
            words = "I am sorry" if element is Element.APOLOGY else ""
            said: dict[str, Any] = IN_PERSON if element is Element.TOLD else {}
            await writes(casework, "cora", element, words=words, **said)


async def promises(casework: Casework, key: str = "promise", **given: Any) -> None:
    await does(casework, "cora", promise, number=1, promised=Promised(**given), key=key)


# ---- what comes up late ----


async def test_who_asks_to_be_told_after_all_is_heard_by_the_leads_at_once_and_no_executive_before_them(
    casework: Casework, clock: Clock
) -> None:
    await harmed(casework)
    await assessed(casework, limbs={Limb.HARM: LimbAnswer.NO})
    await does(casework, "lena", agree_not_owed, key="agree", why="I agree.")
    clock.is_set(2026, 5, 5, 10, 0)
    await does(casework, "lena", take_on)
    for _ in range(2):  # the same press twice
        await does(casework, "lena", ask_to_be_told, key="asks", person=1, at=clock.now)
    assert (await stands(casework)).record.status is CandourStatus.ASSESSING
    async with casework.begin() as uow:
        opened = await uow.session.scalars(select(Notification).filter_by(kind="candour_opened"))
        assert len([each for each in opened if each.due_at == clock.now]) == 1
    await looks(casework)
    assert await nudges(casework) == []
    await passes(casework, clock, days(date(2026, 5, 6), date(2026, 5, 12)))
    found = [(day, name) for day, name, _ in await nudges(casework)]
    assert found[0] == (date(2026, 5, 6), "lena")
    assert {day for day, name in found if name in EXECUTIVES} == {date(2026, 5, 12)}


async def test_who_is_added_late_is_asked_for_of_who_holds_it_first(casework: Casework, clock: Clock) -> None:
    await owed_to_them(casework)
    await gives_all_but(casework)
    clock.is_set(2026, 5, 5, 10, 0)
    await does(casework, "cora", add_person, kind=PersonKind.BEREAVED, words={}, key="added")
    await looks(casework)
    assert await nudges(casework) == []
    await passes(casework, clock, [date(2026, 5, 6)])
    assert await nudges(casework) == [(date(2026, 5, 6), "cora", ("told:2", "written:2"))]


@pytest.mark.parametrize("was", [CandourStatus.ENGAGED, CandourStatus.NOT_REQUIRED])
async def test_what_is_to_be_assessed_months_after_it_was_reported_is_asked_of_the_candour_leads_first(
    casework: Casework, clock: Clock, was: CandourStatus
) -> None:
    """Those affected were involved alone, or it was found not to be owed; and then they ask."""
    await harmed(casework, PhysicalHarm.LOW)
    await _opens(casework, ENGAGEMENT)
    if was is CandourStatus.NOT_REQUIRED:
        await assessed(casework, limbs={Limb.HARM: LimbAnswer.NO})
        await does(casework, "lena", agree_not_owed, key="agree", why="I agree.")
    assert (await stands(casework)).record.status is was
    clock.is_set(2026, 5, 5, 10, 0)
    await _opens(casework, AskedBy.PERSON)
    await passes(casework, clock, days(date(2026, 5, 5), date(2026, 5, 12)))
    found = [(day.day, name) for day, name, _ in await nudges(casework)]
    assert found == [
        (6, "cora"), *((7, name) for name in ("lena", "lou", "cora")), *((12, name) for name in ("eve", "ed"))
    ]  # fmt: skip


async def test_the_word_of_who_is_involved_alone_opens_an_assessment(casework: Casework) -> None:
    await harmed(casework, PhysicalHarm.LOW)
    await _opens(casework, ENGAGEMENT)
    for _ in range(2):  # the same press again does nothing more
        await does(casework, "cora", ask_to_be_told, key="asks", person=1, at=NOW, words="Was it a mistake?")
    record = (await stands(casework)).record
    assert (record.status, record.opened_for) == (CandourStatus.ASSESSING, [ENGAGEMENT, AskedBy.PERSON.value])


# ---- in peace ----


async def test_a_nudge_that_waits_is_put_off_where_they_are_to_be_left_in_peace_today(
    casework: Casework, clock: Clock
) -> None:
    await owed_to_them(casework)
    await passes(casework, clock, [date(2026, 3, 11)])
    await promises(casework, avoid=[date(2026, 3, 11), date(2026, 3, 12)])
    assert await is_needed(casework) == [False]
    async with casework.begin() as uow:
        nudge = await notification_by_id(uow.session, await _last_nudge(uow.session))
        assert nudge is not None
        assert nudge.due_at == at_london(date(2026, 3, 13), time(9))
    await passes(casework, clock, [date(2026, 3, 12), date(2026, 3, 13)])
    assert await is_needed(casework) == [False, False, True]  # said once, by the one that was planned that day


async def test_nothing_is_said_of_what_waits_while_they_asked_for_time_and_it_comes_after_it(
    casework: Casework, clock: Clock
) -> None:
    await owed_to_them(casework)
    await passes(casework, clock, [date(2026, 3, 11)])
    await promises(casework, paused_until=date(2026, 3, 16))
    await promises(casework, "and a day", paused_until=date(2026, 3, 16), avoid=[date(2026, 3, 11)])
    assert await is_needed(casework) == [False]
    await passes(casework, clock, days(date(2026, 3, 12), date(2026, 3, 17)))
    assert [day for day, _, _ in await nudges(casework)] == [date(2026, 3, 11), date(2026, 3, 17)]


async def test_time_that_they_asked_for_when_it_was_late_leaves_its_day_and_is_kept(
    casework: Casework, clock: Clock
) -> None:
    await owed_to_them(casework)
    await promises(casework, paused_until=date(2026, 3, 20))
    assert (await _day_owed(casework)) == date(2026, 3, 20)
    clock.is_set(2026, 3, 19, 10, 0)  # before that was over
    await promises(casework, "longer", paused_until=date(2026, 3, 23))
    assert (await _day_owed(casework)) == date(2026, 3, 23)
    clock.is_set(2026, 4, 1, 10, 0)
    await promises(casework, "late", paused_until=date(2026, 4, 8))
    assert (await _day_owed(casework)) == DUE
    await passes(casework, clock, days(date(2026, 4, 2), date(2026, 4, 10)))
    found = [(day, name) for day, name, _ in await nudges(casework) if day > date(2026, 4, 1)]
    assert found == [
        *((date(2026, 4, day), "cora") for day in (8, 9)),
        *((date(2026, 4, 10), name) for name in ("lena", "lou", "cora")),
    ]


# ---- a promise for today ----


async def test_a_promise_for_today_is_asked_for_today_whatever_was_said_today(
    casework: Casework, clock: Clock
) -> None:
    await owed_to_them(casework)
    await passes(casework, clock, [date(2026, 3, 11)])
    clock.now = at_london(date(2026, 3, 11), time(8))
    await promises(casework, next_contact_on=date(2026, 3, 11))
    assert (await stands(casework)).record.next_reminder_at == start_of_day(date(2026, 3, 11))
    clock.moves(minutes=1)
    await looks(casework)
    assert [codes for _, _, codes in await nudges(casework)] == [("told:1", "written:1"), ("contact:1",)]
    assert await is_needed(casework) == [True, True]  # neither says what the other does
    clock.moves(minutes=1)
    await promises(casework, "words", next_contact_on=date(2026, 3, 11), words={"how_often": "Each week"})
    await looks(casework)
    assert len(await nudges(casework)) == 2


async def test_of_several_nudges_each_says_what_no_later_one_does(casework: Casework, clock: Clock) -> None:
    await owed_to_them(casework)
    await promises(casework, next_contact_on=date(2026, 3, 17))
    await passes(casework, clock, [date(2026, 3, 17)])
    clock.is_set(2026, 3, 18, 0, 0)
    await looks(casework)
    async with casework.begin() as uow:
        case = await held_candour(uow.session, 1)
        assert case is not None
        found = await uow.session.scalars(select(Notification).filter_by(kind="candour_nudge", to=case.clinician_id))
        said = [await codes_said(uow, case, each) for each in found.all()]
    assert said[-1] == {"told:1", "written:1", "contact:1"}
    assert not any(said[:-1])


# ---- what has no day, and nobody for it ----


async def test_a_signature_is_asked_for_however_much_else_is_written_down(casework: Casework, clock: Clock) -> None:
    await harmed(casework)
    await assessed(casework)
    await writes(casework, "cora", StepName.ATTEMPT, how="phone", reached=False)
    await writes(casework, "cora", StepName.CANNOT_BE_REACHED, how="phone")
    for day in days(date(2026, 3, 5), date(2026, 4, 1)):
        await passes(casework, clock, [day])
        if day.weekday() in (0, 3):
            clock.now = at_london(day, time(12))
            await writes(casework, "cora", NoteName.PLAN, key=f"plan {day}")
    found = await nudges(casework)
    assert [day for day, name, _ in found if name == "sam"] == [
        *(date(2026, 3, day) for day in (11, 18, 25)), date(2026, 4, 1)
    ]  # fmt: skip
    assert {name for _, name, _ in found} == {"sam", "lena", "lou", *EXECUTIVES}  # not Cora, who wrote it


async def test_where_no_executive_is_there_the_leads_go_on_hearing(casework: Casework, clock: Clock) -> None:
    async with casework.begin() as uow:
        for name in EXECUTIVES:
            held = await uow.session.scalars(select(RoleAssignment).filter_by(person_id=(await who(uow, name)).id))
            for role in held:
                await uow.session.delete(role)
    await harmed(casework)
    await passes(casework, clock, days(date(2026, 3, 5), date(2026, 4, 10)))
    later = [(day, name) for day, name, _ in await nudges(casework) if day > date(2026, 3, 20)]
    assert later == [(day, "cora") for day in (date(2026, 3, 25), date(2026, 4, 1), date(2026, 4, 10))]


@pytest.mark.parametrize("asks", [False, True])
async def test_what_keeps_a_case_open_at_the_end_is_listed_and_asked_for(
    casework: Casework, clock: Clock, asks: bool
) -> None:
    """All was given but the findings, or all of it and then they asked something."""
    await owed_to_them(casework)
    await gives_all_but(casework, *([] if asks else [Element.FINDINGS]))
    if asks:
        await does(casework, "cora", ask, person=0, words="Why?", key="question")
    code, after = ("answer:1", 5) if asks else ("approve:", 20)
    async with casework.begin() as uow:
        [line] = (await view_due(uow.acting(await who(uow, "cora")))).lines
        assert line.owed.day is None
    await passes(casework, clock, days(date(2026, 3, 5), date(2026, 4, 2)))
    assert (await nudges(casework))[0] == (date(2026, 3, 11) if after == 5 else date(2026, 4, 1), "cora", (code,))


async def _opens(casework: Casework, opened_for: str) -> None:
    async with casework.begin() as uow:
        event = await held_event(uow.session, 1)
        assert event is not None
        await open_case(uow.acting(await who(uow, "lena")), event, [opened_for])


async def _day_owed(casework: Casework) -> date | None:
    async with casework.begin() as uow:
        lines = (await view_due(uow.acting(await who(uow, "cora")))).lines
        return next(line.owed.day for line in lines if line.owed.kind == "told")


async def _last_nudge(session: Any) -> int:
    found = select(Notification.id).filter_by(kind="candour_nudge").order_by(Notification.id.desc()).limit(1)
    number: int = await session.scalar(found)
    return number
