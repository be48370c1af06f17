"""A response that becomes another, and a huddle that was not held in time: all is carried over, nothing is lost."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.casework.deciding import change_response
from bot.casework.late_responses import plan_late_huddles
from bot.casework.notices import still_needed
from bot.casework.planning import plan_what_is_due
from bot.casework.responding import give_lead, hold, lead_it, not_held
from bot.casework.telling import share_learned
from bot.casework.unit_of_work import Casework
from psirf.refusals import Refusal
from psirf.vocabulary import EventStatus, NameShown, ResponseStatus, ResponseType
from storage.events import decision_on, held_event
from storage.records import Decision, LearningResponse, Notification, Outcome, PatientSafetyEvent, SafetyAction
from tests.casework.responses import approved, chosen, does, ids, is_refused, response_of, seen_by, told, written
from tests.casework.test_events import who
from tests.casework.test_responses import WAS_HELD
from tests.conftest import NOW, Clock

TO_AAR: dict[str, Any] = {"to": ResponseType.AAR, "reason": "There was no time for a huddle."}
TO_PSII: dict[str, Any] = {"to": ResponseType.PSII, "reason": "Nobody understands it yet."}


async def planned(casework: Casework) -> int:
    async with casework.begin() as uow:
        return await plan_late_huddles(uow)


async def test_all_is_carried_over_and_what_it_was_is_kept(casework: Casework) -> None:
    await chosen(casework)
    await does(casework, "lou", lead_it)
    await does(casework, "lou", hold, **WAS_HELD)
    await does(casework, "lena", change_response, seen=3, **TO_AAR)
    old, new = await response_of(casework, 1), await response_of(casework, 2)
    assert (old.status, old.held_on, old.learned) == (
        ResponseStatus.CHANGED,
        WAS_HELD["held_on"],
        WAS_HELD["learned"],
    )
    assert (new.type, new.status, new.before_id, new.hold_by) == (ResponseType.AAR, ResponseStatus.PLANNED, 1, None)
    assert (new.lead_id, new.took_part, new.learned) == (old.lead_id, old.took_part, old.learned)
    assert new.held_on is None
    async with casework.sessions() as session:
        first, second = (await session.scalars(select(Decision).order_by(Decision.id))).all()
    assert (first.chosen, first.reason) == (ResponseType.SWARM, "It fits.")
    assert (second.chosen, second.reason) == (ResponseType.AAR, TO_AAR["reason"])
    assert (second.advised, second.considered, second.plan_version) == (
        first.advised, first.considered, first.plan_version,
    )  # fmt: skip
    assert [second.decided_by] == await ids(casework, "lena")


async def test_what_it_was_shows_what_it_became_with_its_history(casework: Casework) -> None:
    await chosen(casework)
    await does(casework, "lena", change_response, **TO_AAR)
    await does(casework, "lou", change_response, of=2, **TO_PSII)
    await approved(casework)
    for number in (1, 2, 3):
        view = await seen_by(casework, "sam", number)
        assert view is not None
        assert (view.reference, view.type) == ("LR-00003", ResponseType.PSII)
        assert [(past.reference, past.type, past.because, past.by) for past in view.history] == [
            ("LR-00002", ResponseType.AAR, "Nobody understands it yet.", "Lou Example"),
            ("LR-00001", ResponseType.SWARM, TO_AAR["reason"], "Lena Example"),
        ]


async def test_the_event_stays_decided_and_its_actions_stay_where_they_are(casework: Casework) -> None:
    await chosen(casework)
    await does(casework, "lena", change_response, **TO_AAR)
    async with casework.sessions() as session:
        event = (await session.scalars(select(PatientSafetyEvent))).one()
        assert event.status is EventStatus.DECIDED
        assert (await decision_on(session, 1)).chosen is ResponseType.AAR
        assert "response_id" not in SafetyAction.__table__.columns  # they belong to the event, whatever it is called


@pytest.mark.parametrize("to", [ResponseType.SWARM, ResponseType.LOCAL, ResponseType.IMPROVE, ResponseType.REFERRAL])
async def test_it_becomes_only_another_that_is_held(casework: Casework, to: ResponseType) -> None:
    await chosen(casework)
    assert await is_refused(casework, "lena", change_response, to=to, reason="Why not.") is Refusal.SAME_RESPONSE


async def test_it_needs_a_reason_and_the_version_that_was_seen(casework: Casework) -> None:
    await chosen(casework)
    refused = await is_refused(casework, "lena", change_response, to=ResponseType.AAR, reason=" ")
    assert refused is Refusal.REASON
    await does(casework, "lou", lead_it)
    assert await is_refused(casework, "lena", change_response, seen=1, **TO_AAR) is Refusal.STALE
    assert (await response_of(casework)).status is ResponseStatus.PLANNED


async def test_what_became_another_is_changed_no_more(casework: Casework) -> None:
    await chosen(casework)
    await does(casework, "lena", change_response, **TO_AAR)
    assert await is_refused(casework, "lou", change_response, **TO_AAR) is Refusal.NOT_NOW


@pytest.mark.parametrize("least", ["psii", "PSII"])
async def test_nothing_less_than_the_plan_asks_for(casework: Casework, least: str) -> None:
    await chosen(casework, ResponseType.PSII)
    async with casework.begin() as uow:
        (await decision_on(uow.session, 1)).advice = {"least_response": least}
    view = await seen_by(casework, "lena")
    assert view is not None
    assert view.others == ()
    for to in (ResponseType.SWARM, ResponseType.AAR, ResponseType.MDT, ResponseType.THEMATIC):
        assert (
            await is_refused(casework, "lena", change_response, to=to, reason="Quicker.") is Refusal.LESS_THAN_LEAST
        )


async def test_the_least_is_carried_on_with_the_advice(casework: Casework) -> None:
    await chosen(casework)
    async with casework.begin() as uow:
        (await decision_on(uow.session, 1)).advice = {"least_response": "mdt"}
    assert await is_refused(casework, "lena", change_response, **TO_AAR) is Refusal.LESS_THAN_LEAST
    await does(casework, "lena", change_response, to=ResponseType.MDT, reason="The plan asks for it.")
    refused = await is_refused(casework, "lena", change_response, of=2, **TO_AAR)
    assert refused is Refusal.LESS_THAN_LEAST


async def test_where_others_must_say_yes_first_it_stays_as_it_is_until_they_do(casework: Casework) -> None:
    await chosen(casework, ResponseType.AAR)
    await does(casework, "lou", lead_it)
    await does(casework, "lou", hold, **WAS_HELD)
    await does(casework, "lena", change_response, **TO_PSII)
    waits = await response_of(casework)
    assert (waits.type, waits.status, waits.lead_id) == (ResponseType.AAR, ResponseStatus.HELD, 3)
    view = await seen_by(casework, "lou")
    assert view is not None
    assert view.proposal is not None
    assert (view.proposal.response, view.proposal.asked) == (ResponseType.PSII, ("Eve Example", "Ed Example"))
    assert "change" not in view.steps
    async with casework.sessions() as session:
        assert len((await session.scalars(select(LearningResponse))).all()) == 1
        assert (await decision_on(session, 1)).chosen is ResponseType.AAR
    assert await told(casework, "approval_asked") == await ids(casework, "eve", "ed")
    await approved(casework)
    old, new = await response_of(casework, 1), await response_of(casework, 2)
    assert (old.status, old.learned) == (ResponseStatus.CHANGED, WAS_HELD["learned"])
    assert (new.type, new.status, new.before_id) == (ResponseType.PSII, ResponseStatus.PLANNED, 1)
    assert (new.lead_id, new.took_part, new.learned) == (old.lead_id, old.took_part, old.learned)
    async with casework.sessions() as session:
        decision = await decision_on(session, 1)
    assert (decision.chosen, decision.reason) == (ResponseType.PSII, TO_PSII["reason"])
    assert [decision.decided_by] == await ids(casework, "lena")  # who chose it; Eve agreed


async def test_while_one_change_waits_for_a_yes_there_is_no_other(casework: Casework) -> None:
    await chosen(casework, ResponseType.AAR)
    await does(casework, "lena", change_response, **TO_PSII)
    for to in (ResponseType.PSII, ResponseType.MDT):
        refused = await is_refused(casework, "lou", change_response, to=to, reason="A wider look.")
        assert refused is Refusal.PROPOSED_ALREADY
    assert (await response_of(casework)).status is ResponseStatus.PLANNED


async def test_who_does_not_lead_what_it_becomes_is_told_and_it_waits_for_another(casework: Casework) -> None:
    await chosen(casework)
    nora, lou = await ids(casework, "nora", "lou")
    await does(casework, "lou", give_lead, lead_id=nora)
    await does(casework, "lena", change_response, **TO_AAR)
    assert (await response_of(casework, 2)).lead_id is None
    assert await told(casework, "response_changed") == [nora]
    of_nora = await seen_by(casework, "nora")
    assert of_nora is not None
    assert (of_nora.reference, of_nora.became, of_nora.steps) == ("LR-00001", "LR-00002", {})
    assert await seen_by(casework, "nora", 2) is None
    await does(casework, "lena", give_lead, of=2, lead_id=lou)


# ---- told again ----


async def test_who_was_told_before_is_told_again_and_nobody_else(casework: Casework) -> None:
    await chosen(casework)
    pip, eve, gil = await ids(casework, "pip", "eve", "gil")
    await does(casework, "lena", give_lead, lead_id=pip)
    async with casework.begin() as uow:  # that it was late came to one in a message, and to one on their queue
        late: dict[str, Any] = {"subject": "response", "subject_id": 1}
        await uow.notify("response_late", key="eve", to=eve, **late)
        await uow.notify("response_late", key="gil", to=gil, on_queue=True, **late)
        for each in await uow.session.scalars(select(Notification).filter_by(outcome=None)):
            each.outcome = Outcome.SENT
    await does(casework, "lou", change_response, **TO_AAR)
    assert await told(casework, "response_changed") == sorted([pip, eve, gil])
    assert await told(casework, "event_changed") == []  # nothing was shared with the reporter yet


@pytest.mark.parametrize("name", NameShown)
async def test_the_reporter_is_told_again_where_something_was_shared(casework: Casework, name: NameShown) -> None:
    await chosen(casework, name=name)
    async with casework.begin() as uow:
        event = await held_event(uow.session, 1)
        assert event is not None
        await share_learned(uow.acting(await who(uow, "lena")), event, seen=None, learned="Two syringes look alike.")
        known_by = event.reporter_handle or event.reported_by
    await does(casework, "lena", change_response, **TO_AAR)
    assert await told(casework, "event_changed") == [known_by]


# ---- not held in time ----


async def test_who_leads_a_huddle_is_asked_once_when_its_limit_has_passed(casework: Casework, clock: Clock) -> None:
    await chosen(casework)
    await does(casework, "lou", lead_it)
    clock.moves(hours=22, minutes=59)
    assert await planned(casework) == 0
    clock.moves(minutes=1)
    assert await planned(casework) == 1
    assert await told(casework, "response_late") == await ids(casework, "lou")
    clock.moves(days=3)
    assert await planned(casework) == 0
    assert len(await written(casework, "huddle_not_held_in_time")) == 1
    view = await seen_by(casework, "lou")
    assert view is not None
    assert view.late_after == 24


async def test_where_nobody_leads_it_the_leads_are_asked(casework: Casework, clock: Clock) -> None:
    await chosen(casework)
    clock.moves(days=2)
    await planned(casework)
    assert await told(casework, "response_late") == await ids(casework, "lena", "lou")


async def test_where_its_lead_may_not_change_it_the_leads_are_asked_too(casework: Casework, clock: Clock) -> None:
    await chosen(casework)
    [pip] = await ids(casework, "pip")
    await does(casework, "lena", give_lead, lead_id=pip)
    clock.moves(days=2)
    await planned(casework)
    assert await told(casework, "response_late") == sorted([pip, *await ids(casework, "lena", "lou")])


@pytest.mark.parametrize(
    ("step", "given"),
    [(hold, WAS_HELD), (not_held, {"because": "The ward was too busy."}), (change_response, TO_AAR)],
)
async def test_nobody_is_asked_about_what_was_answered_before(
    casework: Casework, clock: Clock, step: Any, given: dict[str, Any]
) -> None:
    await chosen(casework)
    await does(casework, "lena", step, **given)
    clock.moves(days=3)
    assert await planned(casework) == 0
    assert await told(casework, "response_late") == []


async def test_what_is_answered_while_the_card_waits_for_the_morning_is_not_asked(
    casework: Casework, clock: Clock
) -> None:
    await chosen(casework)
    clock.moves(hours=23)
    await planned(casework)
    await does(casework, "lena", hold, **WAS_HELD)
    async with casework.begin() as uow:
        waiting = (await uow.session.scalars(select(Notification).filter_by(kind="response_late"))).all()
        assert len(waiting) == 2
        assert not any([await still_needed(uow, each) for each in waiting])


async def test_it_is_asked_in_waking_hours(casework: Casework, clock: Clock) -> None:
    clock.is_set(2026, 3, 6, 9, 30)  # a Friday
    await chosen(casework)
    clock.is_set(2026, 3, 7, 20, 0)
    async with casework.begin() as uow:
        await plan_what_is_due(uow)
    async with casework.sessions() as session:
        due = set(await session.scalars(select(Notification.due_at).filter_by(kind="response_late")))
    assert due == {NOW.replace(day=9, hour=9, minute=0)}


async def test_nothing_is_asked_about_a_withdrawn_report(casework: Casework, clock: Clock) -> None:
    await chosen(casework)
    async with casework.begin() as uow:
        event = await held_event(uow.session, 1)
        assert event is not None
        event.status = EventStatus.WITHDRAWN
    clock.moves(days=2)
    await planned(casework)
    assert await planned(casework) == 0
    assert await told(casework, "response_late") == []


async def test_a_late_huddle_can_still_be_said_to_have_been_held(casework: Casework, clock: Clock) -> None:
    await chosen(casework)
    clock.moves(days=2)
    await planned(casework)
    await does(casework, "lena", hold, **WAS_HELD)
    view = await seen_by(casework, "lena")
    assert view is not None
    assert (view.status, view.late_after) == (ResponseStatus.HELD, 0)
    assert (await response_of(casework)).chosen_at == NOW
