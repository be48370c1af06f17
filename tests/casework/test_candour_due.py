"""What is owed in candour cases, listed for those who see them; and the measures for those who see all."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.event import listen, remove

from bot.casework.candour_assessing import agree_not_owed, assess
from bot.casework.candour_due import DueLine, sees_all_candour, sees_to_candour, view_due, view_measures
from bot.casework.candour_now import ENGAGEMENT
from bot.casework.candour_opening import open_case
from bot.casework.looking import view_event
from bot.casework.unit_of_work import Casework
from psirf.candour.measures import Measure, Part
from psirf.candour.owed import OwedKind
from psirf.candour.terms import CandourStatus, Element, Ending, Limb, LimbAnswer
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import PhysicalHarm
from storage.candour import held_candour, people_of_case
from storage.events import event_by_id
from storage.records import AuditEntry
from tests.casework.candour import assessed, does, event_is, harmed, writes
from tests.casework.test_events import who
from tests.conftest import NOW, Clock

TOLD_BY = date(2026, 3, 18)  # ten working days after Wednesday 4 March
IN_PERSON: dict[str, Any] = {"in_person": True, "mode": "face to face"}


async def _due(casework: Casework, name: str) -> tuple[DueLine, ...]:
    async with casework.begin() as uow:
        return (await view_due(uow.acting(await who(uow, name)))).lines


async def _promises(casework: Casework, case: int, day: date) -> None:
    """The first person of a case was promised a contact."""
    async with casework.begin() as uow:
        [person, *_] = await people_of_case(uow.session, case)
        person.next_contact_on = day


async def test_what_is_owed_is_listed_the_soonest_first_and_what_is_late_is_told(
    casework: Casework, clock: Clock
) -> None:
    await harmed(casework)
    await assessed(casework)
    clock.moves(days=1)
    await harmed(casework, key="a second")
    kinds = [(line.reference, line.owed.kind, line.owed.day) for line in await _due(casework, "cora")]
    assert kinds == [
        ("DOC-00001", OwedKind.TOLD, TOLD_BY),
        ("DOC-00001", OwedKind.WRITTEN, TOLD_BY),
        ("DOC-00002", OwedKind.ASSESS, TOLD_BY + timedelta(days=1)),
    ]
    await _promises(casework, 2, date(2026, 3, 10))
    clock.moves(days=13)
    lines = await _due(casework, "cora")
    assert lines[0].owed.kind is OwedKind.CONTACT
    assert [line.is_late for line in lines] == [True, False, False, False]  # due today is not late


async def test_each_sees_what_is_owed_in_the_cases_they_may_see(casework: Casework) -> None:
    await harmed(casework)
    assert len(await _due(casework, "lena")) == 1  # she leads on Ward 7
    assert len(await _due(casework, "sam")) == 1
    assert len(await _due(casework, "eve")) == 1
    assert await _due(casework, "nora") == ()  # her own report
    assert await _due(casework, "pip") == ()
    async with casework.begin() as uow:
        case = await held_candour(uow.session, 1)
        assert case is not None
        case.clinician_id = (await who(uow, "pip")).id
    assert len(await _due(casework, "pip")) == 1


async def test_a_promise_is_owed_also_where_the_duty_does_not_apply_and_nothing_where_the_report_is_withdrawn(
    casework: Casework,
) -> None:
    await harmed(casework)
    await assessed(casework, limbs={Limb.HARM: LimbAnswer.NO})
    assert [line.owed.kind for line in await _due(casework, "cora")] == [OwedKind.AGREE]
    await does(casework, "lena", agree_not_owed, key="agree", why="I agree.")
    assert await _due(casework, "cora") == ()
    await _promises(casework, 1, date(2026, 3, 10))
    assert [line.owed.kind for line in await _due(casework, "cora")] == [OwedKind.CONTACT]
    async with casework.begin() as uow:
        case = await held_candour(uow.session, 1)
        assert case is not None
        case.status = CandourStatus.WITHDRAWN
    assert await _due(casework, "cora") == ()


async def test_where_those_affected_are_involved_alone_no_assessment_is_owed_or_measured(
    casework: Casework, clock: Clock
) -> None:
    assert await harmed(casework, PhysicalHarm.LOW) is None
    async with casework.begin() as uow:
        event = await event_by_id(uow.session, 1)
        assert event is not None
        await open_case(uow.acting(await who(uow, "cora")), event, [ENGAGEMENT])
    assert await _due(casework, "cora") == ()
    await _promises(casework, 1, date(2026, 3, 10))
    assert [line.owed.kind for line in await _due(casework, "cora")] == [OwedKind.CONTACT]
    for number in range(5):
        await harmed(casework, key=f"more {number}")
    clock.moves(days=30)
    async with casework.begin() as uow:
        view = await view_measures(uow.acting(await who(uow, "sam")))
    assert view.measures[Measure.ASSESSED].total == 5


async def test_many_cases_are_read_with_no_more_questions_than_few(casework: Casework) -> None:
    async def asked() -> int:
        seen = list[str]()
        engine = casework.sessions.kw["bind"].sync_engine

        def keep(_c: Any, _d: Any, said: str, *_: Any) -> None:
            seen.append(said)

        async with casework.begin() as uow:
            work = uow.acting(await who(uow, "cora"))
            listen(engine, "before_cursor_execute", keep)
            assert (await view_due(work)).lines
            await view_measures(work)
            remove(engine, "before_cursor_execute", keep)
        return len(seen)

    await harmed(casework)
    await harmed(casework, key="another")
    few = await asked()
    for number in range(6):
        await harmed(casework, key=f"more {number}")
    assert await asked() == few


async def test_which_cases_somebody_was_listed_is_written_down(casework: Casework) -> None:
    await harmed(casework)
    await _due(casework, "cora")
    async with casework.sessions() as session:
        entry = (await session.scalars(select(AuditEntry).filter_by(did="listed"))).one()
    assert (entry.subject, entry.details) == ("candour:due", {"how_many": 1, "cases": [1]})


# ---- the measures ----


@pytest.mark.parametrize(("name", "everywhere", "somewhere"), [
    ("cora", True, True), ("sam", True, True), ("eve", True, True), ("lena", False, True), ("nora", False, False),
    ("gil", False, False),
])  # fmt: skip
async def test_the_measures_are_for_those_who_see_the_whole_trust(
    casework: Casework, name: str, everywhere: bool, somewhere: bool
) -> None:
    await harmed(casework)  # and Cora leads on candour
    async with casework.begin() as uow:
        work = uow.acting(await who(uow, name))
        assert (await sees_all_candour(work), await sees_to_candour(work)) == (everywhere, somewhere)
        if not everywhere:
            with pytest.raises(NotAllowed) as refused:
                await view_measures(work)
            assert refused.value.refusal is Refusal.NOT_YOURS


async def test_each_measure_is_counted_of_the_cases_of_the_last_twelve_months(
    casework: Casework, clock: Clock
) -> None:
    for number in range(6):
        await harmed(casework, key=f"one {number}")
    await assessed(casework)
    clock.moves(days=1)
    await writes(casework, "cora", Element.TOLD, **IN_PERSON)
    clock.moves(days=13)
    async with casework.begin() as uow:
        view = await view_measures(uow.acting(await who(uow, "cora")))
    assert (view.since, view.until, view.smallest) == (date(2025, 3, 18), TOLD_BY, 5)
    assert view.measures[Measure.ASSESSED].total is None  # nobody's day has passed: that is today
    clock.moves(days=1)
    async with casework.begin() as uow:
        view = await view_measures(uow.acting(await who(uow, "cora")))
    assert view.measures[Measure.ASSESSED].total == 6
    assert set(view.measures[Measure.ASSESSED].parts.values()) == {None}  # one of six was: a small number
    assert view.measures[Measure.TOLD].total is None
    clock.moves(days=360)
    async with casework.begin() as uow:
        view = await view_measures(uow.acting(await who(uow, "cora")))
    assert view.measures[Measure.ASSESSED].total is None


async def test_what_was_assessed_as_not_owed_still_counts_as_assessed(casework: Casework, clock: Clock) -> None:
    for number in range(5):
        await harmed(casework, key=f"one {number}")
        limbs = {**dict.fromkeys(Limb, LimbAnswer.YES), Limb.HARM: LimbAnswer.NO}
        await does(casework, "cora", assess, of=number + 1, key="a", limbs=limbs, why={Limb.HARM: "None."},
                   profession="consultant")  # fmt: skip
    clock.moves(days=15)
    async with casework.begin() as uow:
        view = await view_measures(uow.acting(await who(uow, "cora")))
    assert view.measures[Measure.ASSESSED].parts[Part.DONE] == 5
    assert view.measures[Measure.TOLD].total is None


# ---- on the event's card ----


async def _line(casework: Casework, name: str) -> Any:
    async with casework.begin() as uow:
        work = uow.acting(await who(uow, name))
        event = await event_by_id(uow.session, 1)
        assert event is not None
        view = await view_event(work, event, work.person_id)
        return view.candour if view else None


async def test_an_events_card_says_how_far_its_case_is_to_those_who_may_see_that(casework: Casework) -> None:
    await harmed(casework)
    for name in ("lena", "sam", "cora", "eve"):
        line = await _line(casework, name)
        assert (line.reference, line.status, line.told) == ("DOC-00001", CandourStatus.ASSESSING, ((None, None),))
    for name in ("nora", "mae", "gil", "pip"):
        assert await _line(casework, name) is None
    await assessed(casework)
    revision = (await event_is(casework)).revision
    await writes(casework, "cora", Element.TOLD, **IN_PERSON)
    line = await _line(casework, "lena")
    assert (line.status, line.told) == (CandourStatus.OWED, ((Ending.DONE, NOW.date()),))
    assert (await event_is(casework)).revision == revision + 1  # so that the cards are drawn anew
    await writes(casework, "cora", Element.SUPPORT)
    assert (await event_is(casework)).revision == revision + 1  # which shows nothing of it
