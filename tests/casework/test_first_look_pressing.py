"""A ward manager closes neither what they reported nor what presses; and what comes to press waits for nobody."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.casework.advising import advise_again, known_of
from bot.casework.afterwards import add_to_report, answer_question, ask_reporter
from bot.casework.correcting import Correction, correct_report
from bot.casework.first_looking import confirm_place, grade_person, learn_locally, not_ours, pass_on
from bot.casework.looking import open_steps
from bot.casework.merging import merge
from bot.casework.queue_posts import plan_queues
from bot.casework.unit_of_work import Casework, UnitOfWork
from bot.dialogs.concerns import tell_whom_it_concerns
from psirf.refusals import Refusal
from psirf.vocabulary import EventKind, FirstLook, NameShown, Reached, Role
from storage.afterwards import notes_of
from storage.events import decision_on, held_event
from storage.people import give_role
from storage.records import PatientSafetyEvent, QueueChange
from tests.casework.test_events import who
from tests.casework.test_first_look import GRADE, TWO, WARD_7, WARD_8, Ward, asked, ids
from tests.casework.test_first_look import ward as ward
from tests.conftest import Clock

MEDICINE = 3


# ---- their own report ----


async def _own(ward: Ward, **given: Any) -> None:
    """Mo, who manages Ward 7, reports on Ward 8, which has no manager, and puts the place right to her own."""
    await ward.reports(by="mo", unit_id=WARD_8, **given)
    async with ward.casework.begin() as uow:
        event = await held_event(uow.session, 1)
        assert event is not None
        event.first_look = FirstLook.LAPSED  # as where Ward 8 had a manager who did not look
    await ward.does("mo", _is_moved, unit_id=WARD_7)


async def _is_moved(uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, unit_id: int) -> None:
    right = Correction("Where", "Ward 8", "Ward 7", {"unit_id": unit_id, "place_said": ""})
    await correct_report(uow, event, seen=seen, corrections=[right])


@pytest.mark.parametrize(
    ("step", "given"),
    [(learn_locally, TWO), (merge, {"into_id": 2, "reason": "The same rail, the same night."})],
)
async def test_nobody_closes_on_the_ward_what_they_reported_themselves(
    ward: Ward, step: Any, given: dict[str, Any]
) -> None:
    await _own(ward)
    await ward.reports(key="other")
    assert await ward.refused("mo", step, **given) is Refusal.OWN_WORK
    event = await ward.event()
    assert (event.status, event.told_at, event.merged_into_id) == ("received", None, None)
    async with ward.casework.begin() as uow:
        assert not {"learn_locally", "merge"} & await open_steps(uow.acting(await who(uow, "mo")), event)


async def test_nor_who_manages_a_unit_above_their_wards(ward: Ward, casework: Casework) -> None:
    async with casework.begin() as uow:
        await give_role(uow.session, (await who(uow, "pip")).id or 0, Role.WARD_MANAGER, MEDICINE, uow.now)
    await ward.reports(by="pip")
    async with casework.begin() as uow:
        [mo] = await ids(uow, "mo")
        assert await asked(uow) == [("first_look", mo)]
    assert await ward.refused("pip", learn_locally, **TWO) is Refusal.OWN_WORK
    await ward.does("mo", learn_locally, **TWO)


@pytest.mark.parametrize(
    ("step", "given"),
    [
        (pass_on, {}),
        (confirm_place, {"unit_id": WARD_8}),
        (not_ours, {"reason": "He was never here.", "unit_id": WARD_8}),
        (grade_person, GRADE),
    ],
)
async def test_what_closes_nothing_is_theirs_also_of_their_own(ward: Ward, step: Any, given: dict[str, Any]) -> None:
    await _own(ward, reached=Reached.YES)
    await ward.does("mo", step, **given)
    assert (await ward.event()).status == "received"


async def test_nothing_tells_that_a_ward_manager_reported_it_in_confidence(ward: Ward) -> None:
    await _own(ward, name=NameShown.CONFIDENTIAL)
    async with ward.casework.begin() as uow:
        event = await held_event(uow.session, 1)
        assert event is not None
        assert "learn_locally" in await open_steps(uow.acting(await who(uow, "mo")), event)
    await ward.does("mo", learn_locally, **TWO)
    assert (await ward.event()).status == "closed"


# ---- what presses is not closed there ----


@pytest.mark.parametrize(
    "advice",
    [
        {"least_response": "referral"},
        {"least_response": "psii"},
        {"national": ["LEDER"]},
        {"may_be": ["MHA_DEATH"]},
        {"ask_next": ["never_event_facts"]},
    ],
)
async def test_what_the_nation_asks_for_or_may_is_not_closed_on_the_ward(
    ward: Ward, casework: Casework, advice: dict[str, Any]
) -> None:
    await ward.reports()
    async with casework.begin() as uow:
        (await decision_on(uow.session, 1)).advice = advice
    assert await ward.refused("mo", learn_locally, **TWO) is Refusal.MORE_THAN_LOCAL
    async with casework.begin() as uow:
        (await decision_on(uow.session, 1)).advice = {"least_response": "local"}
    await ward.does("mo", learn_locally, **TWO)  # to which local learning answers


# ---- what comes to press meanwhile ----

DETAINED = "She has died. She was detained under section 3."
GOES_ON = "It is still leaking onto the floor and the patient is bleeding now."


async def _adds(uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, words: str) -> None:
    await add_to_report(uow, event, words=words)


async def _puts_right(uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, words: str) -> None:
    right = Correction("What happened", "", "", {"what": words})
    await correct_report(uow, event, seen=seen, corrections=[right])


async def _heard(uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None) -> None:
    await tell_whom_it_concerns(uow, event)


async def _answers(uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, words: str) -> None:
    await ask_reporter(uow.acting(await who(uow, "lena")), event, seen=None, question="How is she?")
    [question] = await notes_of(uow.session, event.id)
    await answer_question(uow, event, question_id=question.id, answer=words)


@pytest.mark.parametrize("says", [_adds, _puts_right, _answers])
@pytest.mark.parametrize("words", [DETAINED, GOES_ON])  # of which the advice knows the first alone
async def test_what_comes_to_press_is_the_leads_at_once(
    ward: Ward, casework: Casework, clock: Clock, says: Any, words: str
) -> None:
    await ward.reports()
    async with casework.begin() as uow:
        await plan_queues(uow)
        assert [kind for kind, _ in await asked(uow)] == ["first_look"]
    await ward.does("nora", says, words=words)
    await ward.does("nora", _heard)
    async with casework.begin() as uow:
        leads = await ids(uow, "lena", "lou")
        assert (await asked(uow))[1:] == [("queue", each) for each in leads]
        told = select(QueueChange.person_id).where(QueueChange.is_new).order_by(QueueChange.person_id)
        assert [*await uow.session.scalars(told.distinct())] == leads
        pressing = (await uow.session.scalars(select(QueueChange.is_pressing).where(QueueChange.is_new))).all()
        assert any(pressing) is (words is DETAINED)
    assert (await ward.event()).first_look is FirstLook.LAPSED
    await ward.does("mo", pass_on)


async def test_what_changes_nothing_of_that_waits_on(ward: Ward, casework: Casework) -> None:
    await ward.reports()
    for says in (_adds, _puts_right):
        await ward.does("nora", says, words="The left bed rail was down.")
        await ward.does("nora", _heard)
    async with casework.begin() as uow:
        assert [kind for kind, _ in await asked(uow)] == ["first_look"]
    assert (await ward.event()).first_look is FirstLook.WAITING


async def test_what_one_lead_answers_and_makes_pressing_is_known_to_the_others(
    ward: Ward, casework: Casework
) -> None:
    await ward.reports()
    async with casework.begin() as uow:
        lena, event = uow.acting(await who(uow, "lena")), await held_event(uow.session, 1)
        assert event is not None
        await advise_again(lena, event, await known_of(lena, event))
        assert [kind for kind, _ in await asked(uow)] == ["first_look"]
        known = await known_of(lena, event)
        died = {"died": "yes", "reached_a_patient": "yes", "mental_health_act": "detained, section 3"}
        await advise_again(lena, event, {**known, "event_type": "incident", **died})
        assert (await asked(uow))[1:] == [("queue", each) for each in await ids(uow, "lena", "lou")]


async def test_to_move_it_to_another_ward_hides_nothing_that_presses(ward: Ward, casework: Casework) -> None:
    async with casework.begin() as uow:
        await give_role(uow.session, (await who(uow, "gil")).id or 0, Role.WARD_MANAGER, WARD_8, uow.now)
    await ward.reports(kind=EventKind.RISK, reached=None)
    async with casework.begin() as uow:
        (await decision_on(uow.session, 1)).advice = {"national": ["LEDER"]}  # as before this was looked at
    await ward.does("mo", not_ours, reason="He had gone to Ward 8.", unit_id=WARD_8)
    async with casework.begin() as uow:
        assert (await asked(uow))[1:] == [("queue", each) for each in await ids(uow, "lena", "lou")]
