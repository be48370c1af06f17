"""Nudges about candour: before, on and after each day, then upward; a promise first; in peace where they asked."""

import asyncio
from datetime import date, time, timedelta

import pytest

from bot.casework.candour import Written, write_down
from bot.casework.candour_assessing import agree_not_owed, approve_findings, name_people, take_on
from bot.casework.candour_nudges import plan_candour_reminders
from bot.casework.clock import look_at_clock
from bot.casework.giving import cover
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.candour.kept import NoteName
from psirf.candour.terms import CandourStatus, Element, Limb, LimbAnswer, StepName
from psirf.working_time import at_london, start_of_day
from storage.candour import held_candour
from tests.casework.candour import assessed, does, harmed, stands, writes
from tests.casework.nudges import is_needed, moment, nudges, passes, person_has
from tests.casework.test_candour import IN_PERSON
from tests.casework.test_events import who
from tests.conftest import Clock

MARCH = [date(2026, 3, 4) + timedelta(days=n) for n in range(1, 29)]  # to Wednesday 1 April
DUE = date(2026, 3, 18)


def march(*days: int) -> list[date]:
    return [date(2026, 3, day) for day in days]


async def test_what_is_due_is_asked_for_before_on_and_after_its_day_and_then_upward(
    casework: Casework, clock: Clock
) -> None:
    await harmed(casework)
    assert (await stands(casework)).record.told_by == DUE
    assert (await stands(casework)).record.next_reminder_at == start_of_day(date(2026, 3, 11))
    await passes(casework, clock, MARCH)
    about = ("assess:",)
    assert await nudges(casework) == [
        *((day, "cora", about) for day in march(11, 17, 18, 19)),
        *((date(2026, 3, 20), lead, about) for lead in ("lena", "lou", "cora")),
        *((date(2026, 3, 25), name, about) for name in ("eve", "ed")),
        *((date(2026, 4, 1), name, about) for name in ("eve", "ed")),
    ]


async def test_who_holds_the_conversations_is_asked_once_a_day_whatever_is_owed(
    casework: Casework, clock: Clock
) -> None:
    await harmed(casework)
    await assessed(casework)
    await does(casework, "lena", take_on)
    await passes(casework, clock, [DUE])
    assert await nudges(casework) == [(DUE, "lena", ("told:1", "written:1"))]
    await passes(casework, clock, [DUE, DUE], time(15))
    assert len(await nudges(casework)) == 1


async def test_after_a_quiet_spell_each_hears_once(casework: Casework, clock: Clock) -> None:
    await harmed(casework)
    await passes(casework, clock, [date(2026, 4, 8)])
    assert sorted(name for _, name, _ in await nudges(casework)) == ["cora", "ed", "eve", "lena", "lou"]


async def test_nothing_is_sent_of_what_is_done_meanwhile(casework: Casework, clock: Clock) -> None:
    await harmed(casework)
    await passes(casework, clock, march(11))
    assert await is_needed(casework) == [True]
    await passes(casework, clock, march(17))
    assert await is_needed(casework) == [False, True]  # the later one says it
    await assessed(casework)
    assert await is_needed(casework) == [False, False]


async def test_what_does_not_apply_or_was_withdrawn_or_ended_is_not_asked_for(
    casework: Casework, clock: Clock
) -> None:
    await harmed(casework)
    await assessed(casework, limbs={Limb.HARM: LimbAnswer.NO})
    await does(casework, "lena", agree_not_owed, key="agree", why="I agree.")
    now = await stands(casework)
    assert (now.record.status, now.record.next_reminder_at) == (CandourStatus.NOT_REQUIRED, None)
    await passes(casework, clock, MARCH)
    assert await nudges(casework) == []


async def test_what_has_no_day_is_asked_for_every_five_working_days_and_goes_upward(
    casework: Casework, clock: Clock
) -> None:
    await harmed(casework)
    await assessed(casework, limbs={Limb.HARM: LimbAnswer.NO})  # by Cora: it waits for somebody else
    await passes(casework, clock, MARCH)
    about = ("agree:",)
    leads = [(day, name) for day in (DUE, date(2026, 4, 1)) for name in ("lena", "lou")]  # not Cora, who wrote it
    asked = [(day, "sam") for day in [*march(11, 18, 25), date(2026, 4, 1)]]
    expected = [*leads, *asked, *((date(2026, 4, 1), name) for name in ("eve", "ed"))]
    assert sorted(await nudges(casework)) == sorted((day, name, about) for day, name in expected)


async def test_a_signature_is_asked_of_nobody_who_wrote_it(casework: Casework, clock: Clock) -> None:
    await harmed(casework)
    await assessed(casework)
    await writes(casework, "cora", StepName.ATTEMPT, how="phone", reached=False)
    await writes(casework, "cora", StepName.CANNOT_BE_REACHED, how="phone")
    await passes(casework, clock, march(11))
    assert await nudges(casework) == [(date(2026, 3, 11), "sam", ("sign:1",))]


# ---- a promise ----


async def promised(casework: Casework, on: date, key: str = "promise") -> None:
    """Cora promises the first person a contact."""
    await person_has(casework, next_contact_on=on)
    async with casework.begin() as uow:
        case = await held_candour(uow.session, 1)
        assert case is not None
        kept = [Written(NoteName.PROMISE, uow.now, 1)]
        await write_down(uow.acting(await who(uow, "cora")), case, kept, key=key, step="promise")


async def test_a_promise_is_asked_for_on_its_day_and_the_day_after_by_cover_and_leads(
    casework: Casework, clock: Clock
) -> None:
    await harmed(casework)
    await assessed(casework)
    await does(casework, "cora", name_people, clinician_id=await _id(casework, "lena"))
    await does(casework, "cora", name_people, cover_id=await _id(casework, "sam"))
    await promised(casework, date(2026, 3, 5))
    await passes(casework, clock, MARCH[:9])  # to Friday 13 March
    about = ("contact:1",)
    assert [each for each in await nudges(casework) if "contact:1" in each[2]] == [
        (date(2026, 3, 5), "lena", about),
        *((date(2026, 3, 6), name, about) for name in ("lena", "lou", "sam", "cora")),
        *((date(2026, 3, 12), name, about) for name in ("eve", "ed")),
    ]


async def test_a_promise_is_kept_in_a_case_that_is_over(casework: Casework, clock: Clock) -> None:
    await harmed(casework)
    await assessed(casework, limbs={Limb.HARM: LimbAnswer.NO})
    await does(casework, "lena", agree_not_owed, key="agree", why="I agree.")
    await promised(casework, date(2026, 3, 10))
    await passes(casework, clock, MARCH[:6])
    assert await nudges(casework) == [(date(2026, 3, 10), "cora", ("contact:1",))]


async def test_a_promise_for_a_saturday_is_said_on_friday(casework: Casework, clock: Clock) -> None:
    await harmed(casework)
    await promised(casework, date(2026, 3, 7))
    await passes(casework, clock, MARCH[:5])
    assert [(day, name) for day, name, _ in await nudges(casework)] == [
        (date(2026, 3, 6), "cora"), *((date(2026, 3, 9), name) for name in ("lena", "lou", "cora"))
    ]  # fmt: skip


async def test_a_day_that_was_moved_there_and_back_still_nudges(casework: Casework, clock: Clock) -> None:
    await harmed(casework)
    await promised(casework, date(2026, 3, 6))
    await promised(casework, date(2026, 3, 30), "later")
    await passes(casework, clock, march(5))
    await promised(casework, date(2026, 3, 6), "and back")
    await passes(casework, clock, march(6))
    assert await nudges(casework) == [(date(2026, 3, 6), "cora", ("contact:1",))]


async def test_the_contact_who_is_away_is_covered(casework: Casework, clock: Clock) -> None:
    await harmed(casework)
    await does(casework, "cora", take_on)
    await promised(casework, date(2026, 3, 10))
    async with casework.begin() as uow:
        cora, pip = (await _id_in(uow, "cora")), (await _id_in(uow, "pip"))
        sam = uow.acting(await who(uow, "sam"))
        await cover(sam, away=cora, covered_by=pip, from_on=date(2026, 3, 9), until_on=date(2026, 3, 11))
    await passes(casework, clock, march(10))
    assert await nudges(casework) == [(date(2026, 3, 10), "pip", ("contact:1",))]


# ---- in peace ----


async def test_while_somebody_asked_for_time_nothing_is_asked_but_what_was_promised(
    casework: Casework, clock: Clock
) -> None:
    await harmed(casework)
    await assessed(casework)
    await person_has(casework, paused_until=date(2026, 3, 23))
    await promised(casework, date(2026, 3, 17))
    await passes(casework, clock, [each for each in MARCH if each <= date(2026, 3, 23)])
    found = await nudges(casework)
    assert found[0] == (date(2026, 3, 17), "cora", ("contact:1",))
    assert [each for each in found if each[0] == date(2026, 3, 23)] == [
        (date(2026, 3, 23), "cora", ("told:1", "written:1"))
    ]
    before = {code for day, _, codes in found for code in codes if day < date(2026, 3, 23)}
    assert before == {"contact:1"}


async def test_nothing_about_somebody_is_said_on_a_day_on_which_they_are_left_in_peace(
    casework: Casework, clock: Clock
) -> None:
    await harmed(casework)
    await assessed(casework)
    await person_has(casework, avoid=["2026-03-11", "2026-03-12"])
    await writes(casework, "cora", NoteName.PLAN)
    await passes(casework, clock, MARCH[:10])
    assert [day for day, _, _ in await nudges(casework)] == [date(2026, 3, 13)]


# ---- the calendar ----

OPENED = [
    # when it was reported (UTC), by when they are told, and on which days somebody is asked until then
    ((2026, 3, 26, 9, 0), date(2026, 4, 13), [(2026, 4, 2), (2026, 4, 10), (2026, 4, 13)]),  # over Easter
    ((2026, 7, 2, 23, 30), date(2026, 7, 17), [(2026, 7, 10), (2026, 7, 16), (2026, 7, 17)]),  # next day in London
    ((2026, 12, 18, 9, 0), date(2027, 1, 6), [(2026, 12, 29), (2027, 1, 5), (2027, 1, 6)]),  # over Christmas
    ((2026, 10, 16, 9, 0), date(2026, 10, 30), [(2026, 10, 23), (2026, 10, 29), (2026, 10, 30)]),  # clocks go back
]


@pytest.mark.parametrize(("at", "due", "asked"), OPENED)
async def test_days_are_london_s_working_days(
    casework: Casework, clock: Clock, at: tuple[int, ...], due: date, asked: list[tuple[int, int, int]]
) -> None:
    clock.is_set(*at)
    await harmed(casework)
    assert (await stands(casework)).record.told_by == due
    first = clock.now.date()
    await passes(casework, clock, [first + timedelta(days=n) for n in range(1, (due - first).days + 1)])
    assert [day for day, _, _ in await nudges(casework)] == [date(*each) for each in asked]


async def test_the_moment_is_midnight_in_london_on_either_side_of_a_change_of_clocks(
    casework: Casework, clock: Clock
) -> None:
    clock.is_set(2026, 3, 16, 9, 0)  # due on Monday 30 March, the first working day of summer time
    await harmed(casework)
    for day, at in (
        (23, moment(2026, 3, 23, 0, 0)),
        (27, moment(2026, 3, 27, 0, 0)),
        (30, moment(2026, 3, 29, 23, 0)),
    ):
        assert (await stands(casework)).record.next_reminder_at == at
        await passes(casework, clock, march(day))


# ---- several at once, and the clock of development ----


async def test_two_workers_at_once_nudge_nobody_twice(casework: Casework, clock: Clock) -> None:
    await harmed(casework)
    clock.now = at_london(date(2026, 3, 11), time(0))

    async def works() -> int:
        async with casework.begin() as uow:
            return await plan_candour_reminders(uow)

    looked_at = await asyncio.gather(*(works() for _ in range(4)))
    assert sum(looked_at) == 1
    assert len(await nudges(casework)) == 1


async def test_the_moved_clock_names_the_next_nudge(casework: Casework) -> None:
    await harmed(casework)
    async with casework.begin() as uow:
        shown = await look_at_clock(uow)
    found = [each for each in shown.next if each.reference == "DOC-00001"]
    assert [(each.to, each.at) for each in found] == [
        ("the next nudge, about candour", at_london(date(2026, 3, 11), time(9)))
    ]


async def test_findings_are_asked_for_from_their_approval(casework: Casework, clock: Clock) -> None:
    await harmed(casework)
    await assessed(casework)
    await does(casework, "cora", take_on)
    await writes(casework, "cora", Element.TOLD, **IN_PERSON)
    await writes(casework, "cora", Element.WRITTEN)
    clock.is_set(2026, 3, 9, 10, 0)
    await does(casework, "cora", approve_findings, key="approve", at=clock.now)
    await passes(casework, clock, march(16, 20, 23))
    asked = [(day, codes) for day, _, codes in await nudges(casework) if "findings:1" in codes]
    assert [day for day, _ in asked] == march(16, 20, 23)


async def _id(casework: Casework, name: str) -> int:
    async with casework.begin() as uow:
        return await _id_in(uow, name)


async def _id_in(uow: UnitOfWork, name: str) -> int:
    found = (await who(uow, name)).id
    assert found is not None
    return found
