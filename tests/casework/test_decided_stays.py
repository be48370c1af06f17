"""What was decided or proposed is what people are told, on every card and in every answer."""

from dataclasses import replace

import pytest

from bot.casework.advising import advise_again
from bot.casework.afterwards import agree_to_withdraw, ask_to_withdraw
from bot.casework.approval_reminders import plan_approvals
from bot.casework.approving import approve
from bot.casework.deciding import decide
from bot.casework.looking_at_approvals import view_approval
from bot.casework.responding import lead_it
from bot.casework.theming import approve_together
from bot.casework.unit_of_work import Casework, UnitOfWork
from bot.casework.waiting import responses_to_hold
from bot.dialogs.my_queue import said_of
from psirf.approvals import ApprovalRule, Approvals
from psirf.lifecycle import NotAllowed
from psirf.queue import BY_REPORT_ALONE
from psirf.refusals import Refusal
from psirf.vocabulary import ApprovalHow, EventStatus, ResponseType, Role
from storage.events import decision_on
from storage.records import PatientSafetyEvent
from storage.responses import held_response, response_on
from tests.casework.test_approving import WHY, acting, ids, propose, the_event, the_request, told, with_how
from tests.casework.test_events import reported
from tests.casework.test_giving import covered
from tests.casework.test_who_approves import set_role


async def _chose_a_huddle(uow: UnitOfWork) -> tuple[UnitOfWork, PatientSafetyEvent]:
    """Lena, who chose one for a report."""
    event, lena = await reported(uow), await acting(uow, "lena")
    await decide(lena, event, seen=1, chosen=ResponseType.SWARM, reason="They can still meet.")
    return lena, event


async def test_approving_what_was_recommended_changes_nothing_that_was_decided(casework: Casework) -> None:
    async with casework.begin() as uow:
        lena, event = await _chose_a_huddle(uow)
        with pytest.raises(NotAllowed) as refused:
            await decide(lena, event, seen=None, chosen=None, reason="Fine.")
        assert refused.value.refusal is Refusal.NOT_NOW
        assert (await decision_on(uow.session, 1)).chosen is ResponseType.SWARM


async def test_a_yes_to_a_change_makes_older_cards_of_the_event_old(casework: Casework) -> None:
    async with casework.begin() as uow:
        lena, event = await _chose_a_huddle(uow)
        await decide(lena, event, seen=None, chosen=ResponseType.PSII, reason=WHY)
        seen = event.version
        await approve(await acting(uow, "eve"), await the_request(uow), seen=None)
        with pytest.raises(NotAllowed) as refused:
            await decide(lena, event, seen=seen, chosen=ResponseType.AAR, reason="A shorter look.")
        assert refused.value.refusal is Refusal.STALE
        assert (await decision_on(uow.session, 1)).chosen is ResponseType.PSII


async def test_who_approves_reads_the_advice_as_it_is_now(casework: Casework) -> None:
    async with casework.begin() as uow:
        event, lena = await reported(uow), await acting(uow, "lena")
        await decide(lena, event, seen=1, chosen=ResponseType.AAR, reason="It fits.")
        await decide(lena, event, seen=None, chosen=ResponseType.PSII, reason=WHY)
        await advise_again(lena, event, {"event_type": "incident", "died": "yes", "age_years": "4"})
        eve = await acting(uow, "eve")
        view = await view_approval(eve, await the_request(uow), eve.person_id)
        assert view is not None
        assert view.advice is not None
        assert (view.advice.response, view.advice.least) == (ResponseType.REFERRAL, ResponseType.REFERRAL)


async def test_the_response_to_what_was_withdrawn_waits_for_nobody(casework: Casework) -> None:
    async with casework.begin() as uow:
        event, lena, nora = await reported(uow), await acting(uow, "lena"), await acting(uow, "nora")
        await decide(lena, event, seen=1, chosen=ResponseType.AAR, reason="It fits.")
        opened = await response_on(uow.session, 1)
        assert opened is not None
        response = await held_response(uow.session, opened.id)
        assert response is not None
        await lead_it(lena, response, seen=None)
        assert await responses_to_hold(lena, lena.person_id)
        await ask_to_withdraw(nora, event, because="It was on another ward.")
        await agree_to_withdraw(lena, event, seen=None)
        assert (await the_event(uow)).status is EventStatus.WITHDRAWN
        assert not await responses_to_hold(lena, lena.person_id)


async def test_whoever_is_asked_for_a_second_key_is_asked_once_and_their_yes_counts(casework: Casework) -> None:
    """One executive, who covers for the patient safety team: who administers Lantern is asked in its place."""
    async with casework.begin() as uow:
        await set_role(uow, "ed", Role.EXECUTIVE, holds=False)
        await set_role(uow, "cora", Role.ADMINISTRATOR, holds=True)
        await covered(uow, away="sam", by="eve")
    async with casework.begin() as plain:
        uow = with_how(plain, ApprovalHow.SECOND_KEY)
        await propose(uow)
        assert await told(uow, "approval_asked") == await ids(uow, "eve", "cora", "sam")
        request = await the_request(uow)
        await plan_approvals(uow)
        revision = request.revision
        for _ in range(3):
            await plan_approvals(uow)
        assert request.revision == revision
        assert not await approve(await acting(uow, "eve"), request, seen=None)
        assert await approve(await acting(uow, "cora"), request, seen=None)


async def test_what_only_was_proposed_together_is_not_called_approved(casework: Casework) -> None:
    async with casework.begin() as uow:
        for key in ("a", "b"):
            decision = await decision_on(uow.session, (await reported(uow, key=key)).id)
            decision.advice = {"priority": None, BY_REPORT_ALONE: True}
        row = ApprovalRule("all", decision.advised, Role.GOVERNANCE, ApprovalHow.ANY, 5)
        strict = replace(uow, rules=replace(uow.rules, approvals=Approvals("2026-11", (row,))))
        together = await approve_together(await acting(strict, "lena"), [(1, None), (2, None)], "Like the others.")
        assert (together.decided, together.proposed, together.refused) == ((), ("PSE-00001", "PSE-00002"), ())
        assert (await the_event(uow)).status is EventStatus.PROPOSED
        assert "Others are asked to approve them first: PSE-00001, PSE-00002" in said_of(together)
