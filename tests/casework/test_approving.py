"""Approval requests: who is asked, who may say yes, and what each move does, by identity and roles as they are."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from bot.cards.deciding import ON_A_BUTTON
from bot.cards.events import event_card
from bot.casework.afterwards import agree_to_withdraw, ask_to_withdraw
from bot.casework.approving import (
    answer_the_question,
    approve,
    choose_instead,
    hand_on,
    return_with_question,
    take_back,
)
from bot.casework.deciding import decide
from bot.casework.looking import view_event
from bot.casework.looking_at_approvals import view_approval
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.approvals import Approvals
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import ApprovalHow, ApprovalStatus, EventStatus, ResponseType, Role
from storage.approvals import held_approval, how_advice_was_taken, open_approval_of
from storage.events import decision_on, decisions_on, held_event
from storage.records import (
    ApprovalRequest,
    AuditEntry,
    Notification,
    PatientSafetyEvent,
)
from tests.casework.test_events import reported, who
from tests.stand_in import actions

WHY = "Nobody understands yet how it could happen."


@pytest.fixture
async def proposed(casework: Casework) -> AsyncIterator[UnitOfWork]:
    """A PSII that Lena proposed for PSE-00001, which waits for an executive."""
    async with casework.begin() as uow:
        await propose(uow)
        yield uow


async def propose(uow: UnitOfWork, by: str = "lena", response: ResponseType = ResponseType.PSII) -> ApprovalRequest:
    event = await reported(uow)
    request = await decide(uow.acting(await who(uow, by)), event, seen=1, chosen=response, reason=WHY)
    assert request is not None
    return request


async def the_request(uow: UnitOfWork) -> ApprovalRequest:
    request = await held_approval(uow.session, 1)
    assert request is not None
    return request


async def the_event(uow: UnitOfWork) -> PatientSafetyEvent:
    event = await held_event(uow.session, 1)
    assert event is not None
    return event


async def acting(uow: UnitOfWork, name: str) -> UnitOfWork:
    return uow.acting(await who(uow, name))


async def told(uow: UnitOfWork, kind: str) -> Sequence[int | None]:
    await uow.session.flush()
    found = select(Notification.to).filter_by(kind=kind).order_by(Notification.to)
    return list(await uow.session.scalars(found))


async def ids(uow: UnitOfWork, *names: str) -> list[int]:
    return sorted([(await who(uow, name)).id or 0 for name in names])


def with_how(uow: UnitOfWork, how: ApprovalHow) -> UnitOfWork:
    """The same work under a plan in which a PSII takes so many."""
    rules = tuple(replace(each, how=how) if each.id == "psii" else each for each in uow.rules.approvals.rules)
    return replace(uow, rules=replace(uow.rules, approvals=Approvals(uow.rules.approvals.version, rules)))


async def test_what_the_plan_does_not_leave_to_one_is_proposed_to_whom_it_names(proposed: UnitOfWork) -> None:
    event, request = await the_event(proposed), await the_request(proposed)
    assert event.status is EventStatus.PROPOSED
    assert (await decision_on(proposed.session, 1)).chosen is None
    assert (request.response, request.because, request.rule) == (ResponseType.PSII, WHY, "psii")
    assert request.lapses_on == date(2026, 3, 11)  # five working days after Wednesday 4 March
    assert await told(proposed, "approval_asked") == await ids(proposed, "eve", "ed")


async def test_a_card_says_beforehand_whose_yes_is_needed(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await reported(uow)
        for response, asked in ((ResponseType.PSII, Role.EXECUTIVE.label), (ResponseType.AAR, "")):
            (await decision_on(uow.session, event.id)).advice = {"response": response.value}
            view = await view_event(uow, event, (await who(uow, "lena")).id or 0)
            assert view is not None
            assert view.advice is not None
            assert view.advice.approved_by == asked
            buttons = [action["title"] for action in actions(event_card(view))]
            assert (f"Ask for approval: {ON_A_BUTTON[response]}" in buttons) is bool(asked)
            assert (f"Approve: {ON_A_BUTTON[response]}" in buttons) is not bool(asked)


async def test_the_first_yes_of_any_decides_and_the_second_is_told_so(proposed: UnitOfWork) -> None:
    eve, ed = await acting(proposed, "eve"), await acting(proposed, "ed")
    assert await approve(eve, await the_request(proposed), seen=1)
    event, decision = await the_event(proposed), await decision_on(proposed.session, 1)
    assert (event.status, decision.chosen, decision.reason) == (EventStatus.DECIDED, ResponseType.PSII, WHY)
    assert decision.decided_by == (await who(proposed, "lena")).id
    with pytest.raises(NotAllowed) as refused:
        await approve(ed, await the_request(proposed), seen=1)
    assert refused.value.refusal is Refusal.STALE
    assert await told(proposed, "approval_settled") == await ids(proposed, "lena")


async def test_a_question_reaches_who_proposed_it_and_the_answer_comes_back_on_the_card(proposed: UnitOfWork) -> None:
    eve, lena = await acting(proposed, "eve"), await acting(proposed, "lena")
    await return_with_question(eve, await the_request(proposed), seen=1, question="What do the family want to know?")
    assert await told(proposed, "approval_returned") == await ids(proposed, "lena")
    with pytest.raises(NotAllowed) as refused:
        await approve(eve, await the_request(proposed), seen=None)
    assert refused.value.refusal is Refusal.NOT_NOW
    await answer_the_question(lena, await the_request(proposed), seen=2, answer="Why nobody called them.")
    assert await told(proposed, "approval_answered") == await ids(proposed, "eve", "ed")
    view = await view_approval(eve, await the_request(proposed), eve.person_id)
    assert view is not None
    assert (view.question, view.answer) == ("What do the family want to know?", "Why nobody called them.")
    assert await approve(eve, await the_request(proposed), seen=3)


async def test_another_response_is_chosen_with_a_sentence_of_ones_own(proposed: UnitOfWork) -> None:
    eve = await acting(proposed, "eve")
    for chosen, reason, why in (
        (ResponseType.AAR, " ", Refusal.REASON),
        (ResponseType.PSII, WHY, Refusal.SAME_RESPONSE),
    ):
        with pytest.raises(NotAllowed) as refused:
            await choose_instead(eve, await the_request(proposed), seen=1, chosen=chosen, reason=reason)
        assert refused.value.refusal is why
    await choose_instead(
        eve, await the_request(proposed), seen=1, chosen=ResponseType.AAR, reason="The team can say how it was."
    )
    decision, request = await decision_on(proposed.session, 1), await the_request(proposed)
    assert (decision.chosen, decision.decided_by) == (ResponseType.AAR, eve.person_id)
    assert decision.reason == "The team can say how it was."
    assert (request.status, request.chosen) == (ApprovalStatus.CHANGED, ResponseType.AAR)
    assert (await the_event(proposed)).status is EventStatus.DECIDED


async def test_another_response_that_others_approve_is_proposed_to_them(proposed: UnitOfWork) -> None:
    eve = await acting(proposed, "eve")
    await choose_instead(
        eve, await the_request(proposed), seen=1, chosen=ResponseType.THEMATIC, reason="There were nine of them."
    )
    waiting = await open_approval_of(proposed.session, 1)
    assert waiting is not None
    assert (waiting.id, waiting.role, waiting.asked_by) == (2, Role.GOVERNANCE, eve.person_id)
    assert (await the_event(proposed)).status is EventStatus.PROPOSED
    gil = await acting(proposed, "gil")
    request = await held_approval(proposed.session, 2)
    assert request is not None
    assert await approve(gil, request, seen=1)
    assert (await decision_on(proposed.session, 1)).chosen is ResponseType.THEMATIC


async def test_a_national_minimum_cannot_be_undercut_by_anybody(proposed: UnitOfWork) -> None:
    (await decision_on(proposed.session, 1)).advice = {"least_response": "PSII"}
    with pytest.raises(NotAllowed) as refused:
        await choose_instead(
            await acting(proposed, "eve"), await the_request(proposed), seen=1, chosen=ResponseType.AAR, reason=WHY
        )
    assert refused.value.refusal is Refusal.LESS_THAN_LEAST


async def test_it_is_handed_to_a_deputy_who_may(proposed: UnitOfWork) -> None:
    eve = await acting(proposed, "eve")
    for name in ("nora", "lena"):
        to = await who(proposed, name)
        with pytest.raises(NotAllowed) as refused:
            await hand_on(eve, await the_request(proposed), seen=1, to=to.id or 0, to_name=to.name)
        assert refused.value.refusal is Refusal.NO_DEPUTY
    deputy = await who(proposed, "sam")
    await hand_on(eve, await the_request(proposed), seen=1, to=deputy.id or 0, to_name=deputy.name)
    assert await told(proposed, "approval_asked") == await ids(proposed, "eve", "ed", "sam")
    assert await approve(proposed.acting(deputy), await the_request(proposed), seen=2)


async def test_what_is_taken_back_stands_as_before_and_every_later_press_is_refused(proposed: UnitOfWork) -> None:
    lena, eve = await acting(proposed, "lena"), await acting(proposed, "eve")
    await take_back(lena, await the_request(proposed), seen=1, because="The facts have changed.")
    assert (await the_event(proposed)).status is EventStatus.RECEIVED
    for step in (
        approve(eve, await the_request(proposed), seen=1),
        return_with_question(eve, await the_request(proposed), seen=2, question="Why?"),
        answer_the_question(lena, await the_request(proposed), seen=2, answer="So."),
        choose_instead(eve, await the_request(proposed), seen=None, chosen=ResponseType.AAR, reason=WHY),
        take_back(lena, await the_request(proposed), seen=None, because="Again."),
    ):
        with pytest.raises(NotAllowed) as refused:
            await step
        assert refused.value.refusal in (Refusal.NOT_NOW, Refusal.STALE)
    assert (await decision_on(proposed.session, 1)).chosen is None


async def test_a_withdrawn_report_ends_what_waits(proposed: UnitOfWork) -> None:
    await ask_to_withdraw(await acting(proposed, "nora"), await the_event(proposed), because="It was another ward.")
    await agree_to_withdraw(await acting(proposed, "lou"), await the_event(proposed), seen=None)
    assert (await the_event(proposed)).status is EventStatus.WITHDRAWN
    assert (await the_request(proposed)).status is ApprovalStatus.WITHDRAWN
    with pytest.raises(NotAllowed) as refused:
        await approve(await acting(proposed, "eve"), await the_request(proposed), seen=1)
    assert refused.value.refusal is Refusal.STALE


async def test_one_thing_is_proposed_at_a_time(proposed: UnitOfWork) -> None:
    with pytest.raises(NotAllowed) as refused:
        await decide(
            await acting(proposed, "lou"), await the_event(proposed), seen=None, chosen=ResponseType.PSII, reason=WHY
        )
    assert refused.value.refusal is Refusal.PROPOSED_ALREADY


async def test_a_decided_event_keeps_its_response_until_another_is_approved(casework: Casework) -> None:
    async with casework.begin() as uow:
        event, lena = await reported(uow), await acting(uow, "lena")
        await decide(lena, event, seen=1, chosen=ResponseType.AAR, reason="We can meet on Friday.")
        request = await decide(lena, event, seen=2, chosen=ResponseType.PSII, reason=WHY)
        assert request is not None
        assert event.status is EventStatus.DECIDED
        assert (await decision_on(uow.session, 1)).chosen is ResponseType.AAR
        await approve(await acting(uow, "eve"), await the_request(uow), seen=1)
        assert [each.chosen for each in await decisions_on(uow.session, 1)] == [ResponseType.AAR, ResponseType.PSII]
        assert (await decision_on(uow.session, 1)).chosen is ResponseType.PSII


@pytest.mark.parametrize("name", ["nora", "mo", "pip", "cora", "sol", "mae"])
async def test_who_is_not_asked_sees_nothing_and_moves_nothing(proposed: UnitOfWork, name: str) -> None:
    them = await acting(proposed, name)
    assert await view_approval(them, await the_request(proposed), them.person_id) is None
    with pytest.raises(NotAllowed) as refused:
        await approve(them, await the_request(proposed), seen=1)
    assert refused.value.refusal is Refusal.NOT_YOURS


async def test_each_move_is_in_the_audit_trail(proposed: UnitOfWork) -> None:
    await approve(await acting(proposed, "eve"), await the_request(proposed), seen=1, because="It is needed.")
    await proposed.session.flush()
    found = select(AuditEntry.did, AuditEntry.who).where(AuditEntry.subject.in_(["approval:1", "event:1"]))
    trail = [(did, by) for did, by in await proposed.session.execute(found) if did != "read"]
    lena, eve = (await who(proposed, "lena")).written, (await who(proposed, "eve")).written
    assert {("propose", lena), ("approve", eve), ("settle", eve)} <= set(trail)


async def test_how_often_advice_is_changed_is_counted(casework: Casework) -> None:
    async with casework.begin() as uow:
        event, lena = await reported(uow), await acting(uow, "lena")
        await decide(lena, event, seen=1, chosen=None, reason="We can meet on Friday.")
        await decide(lena, event, seen=2, chosen=ResponseType.MDT, reason="It needs pharmacy.")
        assert list(await how_advice_was_taken(uow.session)) == [
            (ResponseType.AAR, ResponseType.AAR, 1), (ResponseType.AAR, ResponseType.MDT, 1),
        ]  # fmt: skip
