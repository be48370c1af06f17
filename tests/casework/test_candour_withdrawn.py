"""What becomes of a candour case whose report is withdrawn, or joined to another."""

import pytest
from sqlalchemy import select

from bot.casework.afterwards import agree_to_withdraw, ask_to_withdraw
from bot.casework.candour_assessing import take_on
from bot.casework.candour_questions import ask
from bot.casework.deciding import decide
from bot.casework.looking import open_steps
from bot.casework.merging import merge
from bot.casework.responding import give_lead
from bot.casework.unit_of_work import Casework
from psirf.candour.terms import AskedBy, CandourStatus
from psirf.vocabulary import (
    EventStatus,
    Reached,
    ResponseType,
)
from storage.events import held_event
from storage.records import Notification
from storage.responses import held_response
from tests.casework.candour import assessed, event_is, seen_by
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


async def test_what_those_affected_ask_goes_to_whoever_learns_from_the_report_that_theirs_was_joined_to(
    casework: Casework,
) -> None:
    await reports(casework, physical=MODERATE)
    await reports(casework, physical=LOW, key="another")
    await does(casework, "lena", merge, seen=None, into_id=2, reason="The same fall.")
    await does(casework, "lena", decide, event=2, seen=None, chosen=ResponseType.AAR, reason="It fits.")
    async with casework.begin() as uow:
        response, pip = await held_response(uow.session, 1), await who(uow, "pip")
        assert response is not None
        await give_lead(uow.acting(await who(uow, "lena")), response, seen=None, lead_id=int(pip.id or 0))
    await assessed(casework)
    await candour_does(casework, "cora", take_on)
    await candour_does(casework, "cora", ask, person=0, words="Why?", key="asked")
    async with casework.sessions() as session:
        told = (await session.scalars(select(Notification).filter_by(kind="candour_question"))).all()
    assert [each.to for each in told] == [pip.id]
    view = await seen_by(casework, "pip", with_questions=True)
    assert view is not None
    assert [question.words for _, question in view.questions] == ["Why?"]
