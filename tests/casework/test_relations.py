"""What a person is to an approval request, to a learning response, and through these to an event."""

from datetime import timedelta

import pytest

from bot.casework.concerning import tell_specialists
from bot.casework.deciding import decide
from bot.casework.giving import cover, end_cover, give, take
from bot.casework.looking import view_event
from bot.casework.roles import event_of, people_asked, roles_towards
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.vocabulary import (
    ApprovalHow,
    ApprovalStatus,
    AskedAs,
    EventStatus,
    ResponseStatus,
    ResponseType,
    Role,
)
from storage.events import decision_on
from storage.records import ApprovalAsked, ApprovalRequest, LearningResponse
from storage.responses import response_on
from tests.casework.test_events import reported, who
from tests.casework.test_giving import MEDICINE, TODAY, by_sam, covered, id_of


async def proposed(
    uow: UnitOfWork,
    *,
    by: str = "lena",
    role: Role = Role.GOVERNANCE,
    asked: str = "gil",
    asked_as: AskedAs = AskedAs.ROLE,
) -> ApprovalRequest:
    """A request that waits, by one person, to one other, about an event of Ward 7."""
    event = await reported(uow)
    event.status = EventStatus.PROPOSED
    decision = await decision_on(uow.session, event.id)
    request = ApprovalRequest(
        event_id=event.id, decision_id=decision.id, response=ResponseType.PSII, because="It may be one.",
        asked_by=await id_of(uow, by), asked_at=uow.now, rule="psii", rule_version="2026-11", role=role,
        how=ApprovalHow.ONE, lapses_on=TODAY + timedelta(days=7),
    )  # fmt: skip
    uow.session.add(request)
    await uow.session.flush()
    person_id = await id_of(uow, asked)
    uow.session.add(ApprovalAsked(request_id=request.id, person_id=person_id, asked_as=asked_as, at=uow.now))
    await uow.session.flush()
    return request


async def towards(uow: UnitOfWork, name: str, request: ApprovalRequest) -> set[Role]:
    """What a person is to a request by it alone; the same, while it waits, to its event."""
    person_id, event = await id_of(uow, name), await event_of(uow, request)
    theirs = {Role.PROPOSER, Role.APPROVER}
    to_request = await roles_towards(uow, person_id, request) & theirs
    assert await roles_towards(uow, person_id, event) & theirs == to_request
    return to_request


async def test_who_proposed_it_and_who_is_asked_are_known(casework: Casework) -> None:
    async with casework.begin() as uow:
        request = await proposed(uow)
        assert await towards(uow, "lena", request) == {Role.PROPOSER}
        assert await towards(uow, "gil", request) == {Role.APPROVER}
        assert await towards(uow, "lou", request) == set()
        assert await towards(uow, "nora", request) == set()
        assert Role.LEAD in await roles_towards(uow, await id_of(uow, "lena"), request)


async def test_who_was_asked_by_a_role_is_not_once_it_is_taken_and_who_has_it_now_is(casework: Casework) -> None:
    async with casework.begin() as uow:
        request = await proposed(uow)
        gil, mae, sam = await id_of(uow, "gil"), await id_of(uow, "mae"), await by_sam(uow)
        await take(sam, person_id=gil, role=Role.GOVERNANCE, unit_id=MEDICINE)
        assert await towards(uow, "gil", request) == set()
        assert await towards(uow, "sam", request) == {Role.APPROVER}  # nobody holds it: the team stands in
        await give(sam, person_id=mae, role=Role.GOVERNANCE, unit_id=MEDICINE)
        assert await towards(uow, "mae", request) == {Role.APPROVER}
        assert await towards(uow, "sam", request) == set()


async def test_who_covers_for_who_was_asked_approves_and_so_may_they(casework: Casework) -> None:
    async with casework.begin() as uow:
        request = await proposed(uow)
        await covered(uow, "gil", "mae")
        assert await towards(uow, "mae", request) == {Role.APPROVER}
        assert await towards(uow, "gil", request) == {Role.APPROVER}


@pytest.mark.parametrize("asked_as", [AskedAs.HANDED, AskedAs.UPWARD])
async def test_who_was_asked_in_person_is_while_they_hold_a_role_for_it_until_they_hand_it_on(
    casework: Casework, asked_as: AskedAs
) -> None:
    async with casework.begin() as uow:
        request = await proposed(uow, asked="pip", asked_as=asked_as)
        pip, sam = await id_of(uow, "pip"), await by_sam(uow)
        assert await towards(uow, "pip", request) == set()
        await give(sam, person_id=pip, role=Role.PATIENT_SAFETY, unit_id=None)
        assert await towards(uow, "pip", request) == {Role.APPROVER}
        await take(sam, person_id=pip, role=Role.PATIENT_SAFETY, unit_id=None)
        assert await towards(uow, "pip", request) == set()
        await give(sam, person_id=pip, role=Role.PATIENT_SAFETY, unit_id=None)
        asked = await uow.session.get_one(ApprovalAsked, 1)
        asked.handed_on = True
        await uow.session.flush()
        assert await towards(uow, "pip", request) == set()


async def test_a_deputy_is_while_they_cover_for_somebody_who_may(casework: Casework) -> None:
    async with casework.begin() as uow:
        request = await proposed(uow, asked="pip", asked_as=AskedAs.DEPUTY)
        assert await towards(uow, "pip", request) == set()
        await covered(uow, "sam", "pip")
        assert await towards(uow, "pip", request) == {Role.APPROVER}
        await end_cover(await by_sam(uow), away=await id_of(uow, "sam"))
        assert await towards(uow, "pip", request) == set()


async def test_who_proposes_and_could_approve_is_both_so_that_the_table_can_refuse(casework: Casework) -> None:
    async with casework.begin() as uow:
        request = await proposed(uow, by="gil")
        assert await towards(uow, "gil", request) == {Role.PROPOSER, Role.APPROVER}
        assert await towards(uow, "sam", request) == {Role.APPROVER}  # asked instead: nobody approves their own


@pytest.mark.parametrize("status", [ApprovalStatus.APPROVED, ApprovalStatus.CHANGED, ApprovalStatus.WITHDRAWN])
async def test_what_waits_no_more_makes_nobody_anything_to_the_event(
    casework: Casework, status: ApprovalStatus
) -> None:
    async with casework.begin() as uow:
        request = await proposed(uow, asked="pip", asked_as=AskedAs.HANDED)
        request.status = status
        await uow.session.flush()
        event = await event_of(uow, request)
        assert Role.APPROVER not in await roles_towards(uow, await id_of(uow, "pip"), event)
        assert Role.PROPOSER not in await roles_towards(uow, await id_of(uow, "lena"), event)


async def test_who_is_asked_reads_what_it_is_about_and_not_who_reported_it(casework: Casework) -> None:
    async with casework.begin() as uow:
        request = await proposed(uow, role=Role.EXECUTIVE, asked="eve")
        event, eve, lou = await event_of(uow, request), await id_of(uow, "eve"), await id_of(uow, "lou")
        seen, all_of_it = await view_event(uow, event, eve), await view_event(uow, event, lou)
        assert seen is not None
        assert all_of_it is not None
        assert (seen.what, seen.place, seen.advice) == (all_of_it.what, all_of_it.place, all_of_it.advice)
        assert seen.reporter is None
        assert all_of_it.reporter == "Nora Example"


async def response_of(uow: UnitOfWork, lead: str) -> LearningResponse:
    event = await reported(uow)
    await decide(uow.acting(await who(uow, "lena")), event, seen=1, chosen=None, reason="It fits.")
    response = await response_on(uow.session, event.id)
    assert response is not None
    response.lead_id = await id_of(uow, lead)
    await uow.session.flush()
    return response


async def test_who_leads_a_response_is_known_to_it_and_to_its_event(casework: Casework) -> None:
    async with casework.begin() as uow:
        response = await response_of(uow, "pip")
        pip, event = await id_of(uow, "pip"), await event_of(uow, response)
        assert await roles_towards(uow, pip, response) == {Role.RESPONSE_LEAD}
        assert await roles_towards(uow, pip, event) == {Role.RESPONSE_LEAD}
        assert await roles_towards(uow, await id_of(uow, "nora"), response) == set()
        seen = await view_event(uow, event, pip)
        assert seen is not None
        assert seen.what
        assert seen.reporter is None


async def test_who_leads_what_became_another_response_is_nothing_to_the_event_any_more(casework: Casework) -> None:
    async with casework.begin() as uow:
        response = await response_of(uow, "pip")
        response.status = ResponseStatus.CHANGED
        await uow.session.flush()
        event = await event_of(uow, response)
        assert await roles_towards(uow, await id_of(uow, "pip"), event) == set()


async def test_the_executive_and_specialists_are_asked_by_role_and_place(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await reported(uow)
        await tell_specialists(uow, event, heard=["MSO"])
        eve, ed, mae = [await id_of(uow, name) for name in ("eve", "ed", "mae")]
        assert await people_asked(uow, Role.EXECUTIVE, event) == [eve, ed]
        assert await people_asked(uow, Role.MEDICATION_SAFETY, event) == [mae]
        seen = await view_event(uow, event, mae)
        assert seen is not None
        assert (seen.what is not None, seen.harm, seen.advice, seen.reporter) == (True, None, None, None)
        await cover(await by_sam(uow), away=eve, covered_by=ed, from_on=TODAY, until_on=TODAY)
        assert await people_asked(uow, Role.EXECUTIVE, event) == [ed]
