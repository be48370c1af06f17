"""A change of a response that nobody says yes to leaves it as it was; and who said what of one is kept apart."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from bot.cards.approvals import approval_card
from bot.cards.responses import response_card
from bot.casework.approving import choose_instead
from bot.casework.deciding import change_response
from bot.casework.looking_at_approvals import view_approval
from bot.casework.responding import hold, lead_it, not_held
from bot.casework.telling import tell_reporter
from bot.casework.unit_of_work import Casework
from psirf.vocabulary import ApprovalStatus, EventStatus, ResponseStatus, ResponseType
from storage.approvals import held_approval, open_approval_of
from storage.events import held_event
from storage.records import Decision, LearningResponse
from tests.casework.responses import chosen, does, ids, response_of, seen_by, told
from tests.casework.test_events import who
from tests.casework.test_responses import WAS_HELD

WHY_NOT = "It is understood already."


async def _left(casework: Casework, response: ResponseType = ResponseType.AAR) -> None:
    """Eve chooses, in answer to Lena's wish for a PSII, what stands."""
    async with casework.begin() as uow:
        request = await held_approval(uow.session, 1)
        assert request is not None
        await choose_instead(uow.acting(await who(uow, "eve")), request, seen=None, chosen=response, reason=WHY_NOT)


async def test_to_choose_what_stands_is_a_no_and_leaves_what_was_held_as_it_is(casework: Casework) -> None:
    await chosen(casework, ResponseType.AAR)
    await does(casework, "lou", lead_it)
    await does(casework, "lou", hold, **WAS_HELD)
    async with casework.begin() as uow:
        request = await change(casework)
        shown = await view_approval(uow, request, (await who(uow, "eve")).id or 0)
        assert shown is not None
        assert [each.label for each in shown.others if each.value == "aar"] == [
            "After action review: leave it as it is"
        ]
    await _left(casework)
    response = await response_of(casework)
    assert (response.status, response.lead_id, response.learned) == (
        ResponseStatus.HELD, (await ids(casework, "lou"))[0], WAS_HELD["learned"],
    )  # fmt: skip
    async with casework.begin() as uow:
        assert len((await uow.session.scalars(select(LearningResponse))).all()) == 1
        [decision] = (await uow.session.scalars(select(Decision))).all()
        assert (decision.chosen, decision.reason) == (ResponseType.AAR, "It fits.")
        assert await open_approval_of(uow.session, 1) is None
        settled = await held_approval(uow.session, 1)
        assert settled is not None
        assert (settled.status, settled.chosen, settled.next_reminder_at) == (ApprovalStatus.CHANGED, None, None)
        lena = uow.acting(await who(uow, "lena"))
        view = await view_approval(lena, settled, lena.person_id)
        assert view is not None
        said = json.dumps(approval_card(view), ensure_ascii=False)
        assert "Not approved: Eve Example left it as it was" in said
        assert WHY_NOT in said
        event = await held_event(uow.session, 1)
        assert event is not None
        await tell_reporter(lena, event, seen=None, learned="We met.", changed="The labels.")
        assert event.status is EventStatus.CLOSED
    assert await told(casework, "approval_settled") == await ids(casework, "lena")


async def change(casework: Casework) -> Any:
    """Lena proposes a PSII in place of the first response: the request that waits."""
    await does(casework, "lena", change_response, to=ResponseType.PSII, reason="There is more to learn.")
    async with casework.begin() as uow:
        return await held_approval(uow.session, 1)


async def test_who_said_that_it_was_not_held_and_who_changed_it_are_kept_apart(casework: Casework) -> None:
    await chosen(casework, ResponseType.AAR)
    await does(casework, "lou", not_held, because="The ward was too busy.")
    await does(casework, "lena", change_response, to=ResponseType.MDT, reason="It takes several teams.")
    view = await seen_by(casework, "lou", 2)
    assert view is not None
    said = json.dumps(response_card(view), ensure_ascii=False)
    assert "not held: “The ward was too busy.”. Lena Example changed it on Wednesday 4 March" in said
    assert "“It takes several teams.”" in said


@pytest.mark.parametrize("is_held", [False, True])
async def test_what_was_still_to_be_held_or_was_held_is_not_called_not_held(
    casework: Casework, is_held: bool
) -> None:
    await chosen(casework, ResponseType.AAR)
    if is_held:
        await does(casework, "lou", hold, **WAS_HELD)
    await does(casework, "lena", change_response, to=ResponseType.MDT, reason="It takes several teams.")
    view = await seen_by(casework, "lou", 2)
    assert view is not None
    said = json.dumps(response_card(view), ensure_ascii=False)
    assert ", not held" not in said  # the button says it too
    assert ("held on Wednesday 4 March" in said) is is_held
    assert "changed it on Wednesday 4 March 2026: “It takes several teams.”" in said
