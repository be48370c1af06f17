"""What becomes of a candour case whose report is withdrawn, or joined to another."""

import pytest

from bot.casework.afterwards import agree_to_withdraw, ask_to_withdraw
from bot.casework.candour_assessing import take_on
from bot.casework.looking import open_steps
from bot.casework.merging import merge
from bot.casework.unit_of_work import Casework
from psirf.candour.terms import AskedBy, CandourStatus
from psirf.vocabulary import (
    EventStatus,
    Reached,
)
from storage.events import held_event
from tests.casework.candour import assessed, event_is
from tests.casework.candour import does as candour_does
from tests.casework.test_candour_opening import LOW, MODERATE, asks, case_of, does, reports, told_of
from tests.casework.test_events import who
from tests.conftest import Clock


async def test_a_report_that_is_withdrawn_takes_its_case_with_it_unless_somebody_was_reached(
    casework: Casework, clock: Clock
) -> None:
    await reports(casework, reached=Reached.NO)
    await asks(casework, "nora", AskedBy.REPORTER)
    await reports(casework, physical=MODERATE, key="another")
    for event in (1, 2):
        await does(casework, "nora", ask_to_withdraw, event=event, because="It was another ward.")
        await does(casework, "lena", agree_to_withdraw, event=event, seen=None)
    first, second = await case_of(casework, 1), await case_of(casework, 2)
    assert first is not None
    assert second is not None
    assert (first.status, first.next_reminder_at) == (CandourStatus.WITHDRAWN, None)
    assert (second.status, second.next_reminder_at is None) == (CandourStatus.ASSESSING, False)


@pytest.mark.parametrize("assess", [False, True])
@pytest.mark.parametrize("asked_by", [AskedBy.PERSON, AskedBy.COMPLAINT, AskedBy.LEAD, AskedBy.REPORTER])
async def test_what_is_owed_or_asked_for_by_others_stays_though_nobody_was_reached(
    casework: Casework, asked_by: AskedBy, assess: bool
) -> None:
    await reports(casework, reached=Reached.NO)
    await asks(casework, "lena", asked_by)
    if assess:
        await assessed(casework)
        await candour_does(casework, "cora", take_on)
    await does(casework, "nora", ask_to_withdraw, because="It was another ward.")
    async with casework.begin() as uow:
        lena, event = uow.acting(await who(uow, "lena")), await held_event(uow.session, 1)
        assert event is not None
        steps = await open_steps(lena, event)
    await does(casework, "lena", agree_to_withdraw, seen=None)
    case, event = await case_of(casework), await event_is(casework)
    assert case is not None
    goes = asked_by is AskedBy.REPORTER and not assess
    assert (case.status is CandourStatus.WITHDRAWN, case.next_reminder_at is None) == (goes, goes)
    assert (event.status is EventStatus.WITHDRAWN) is goes
    assert ("agree_to_withdraw" in steps, "agree_though_reached" in steps) == (goes, not goes)


async def test_whoever_holds_it_hears_that_it_was_withdrawn(casework: Casework) -> None:
    await reports(casework, reached=Reached.NO)
    await asks(casework, "nora", AskedBy.REPORTER)
    await candour_does(casework, "cora", take_on)
    await does(casework, "nora", ask_to_withdraw, because="It was another ward.")
    await does(casework, "lena", agree_to_withdraw, seen=None)
    assert await told_of(casework, "candour_withdrawn") == ["cora"]


async def test_a_report_that_is_joined_to_another_keeps_its_own_candour(casework: Casework) -> None:
    await reports(casework, physical=MODERATE)
    await reports(casework, physical=LOW, key="another")
    await does(casework, "lena", merge, seen=None, into_id=2, reason="The same fall.")
    case = await case_of(casework)
    assert case is not None
    assert (case.event_id, case.status) == (1, CandourStatus.ASSESSING)
