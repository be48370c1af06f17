"""Who approves is who may today: roles taken and given, cover begun and ended, and never who reported it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.casework.approval_reminders import plan_approvals
from bot.casework.approving import approve, choose_instead, hand_on, return_with_question, take_back
from bot.casework.deciding import decide
from bot.casework.giving import end_cover, give, take
from bot.casework.looking_at_approvals import view_approval
from bot.casework.notices import still_needed
from bot.casework.reporting import Told, correct_place, report_event
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.approvals import Approvals
from psirf.refusals import Refusal
from psirf.vocabulary import ApprovalHow, EventKind, EventStatus, NameShown, Reached, ResponseType, Role
from storage.approvals import open_approval_of
from storage.events import decision_on
from storage.records import Notification, PatientSafetyEvent
from tests.casework.queues import queue_shown
from tests.casework.test_approving import WHY, acting, ids, propose, the_event, the_request, told, with_how
from tests.casework.test_events import who
from tests.casework.test_giving import SURGERY, by_sam, covered, id_of, refused
from tests.conftest import NOW

ALL, SECOND_KEY = ApprovalHow.ALL, ApprovalHow.SECOND_KEY
TRUST = 1  # the unit that all others belong to


async def reported_by(uow: UnitOfWork, name: str, shown: NameShown = NameShown.SHOWN) -> PatientSafetyEvent:
    told = Told(EventKind.INCIDENT, "Insulin at ten times the dose", 5, "", NOW - timedelta(hours=1), NOW, Reached.NO)
    return await report_event(await acting(uow, name), idempotency_key="k", told=told, name=shown)


async def proposed_of(uow: UnitOfWork, reporter: str, shown: NameShown = NameShown.SHOWN) -> None:
    """A PSII that Lena proposes, for what somebody else reported."""
    event = await reported_by(uow, reporter, shown)
    await decide(await acting(uow, "lena"), event, seen=1, chosen=ResponseType.PSII, reason=WHY)


async def set_role(uow: UnitOfWork, name: str, role: Role, *, holds: bool, unit_id: int = TRUST) -> None:
    await (give if holds else take)(
        await by_sam(uow), person_id=await id_of(uow, name), role=role, unit_id=unit_id
    )  # fmt: skip


async def days_pass(casework: Casework, days: int, how: ApprovalHow = ApprovalHow.ANY) -> None:
    for day in range(1, days + 1):
        async with casework.begin() as plain:
            uow = with_how(plain, how)
            await plan_approvals(replace(uow, now=uow.now + timedelta(days=day)))


async def test_who_reported_it_under_their_name_neither_approves_nor_chooses(casework: Casework) -> None:
    async with casework.begin() as uow:
        await proposed_of(uow, "eve")
        assert await told(uow, "approval_asked") == await ids(uow, "ed")
        eve, request = await acting(uow, "eve"), await the_request(uow)
        ed = await id_of(uow, "ed")
        for step in (
            approve(eve, request, seen=1),
            choose_instead(eve, request, seen=1, chosen=ResponseType.LOCAL, reason=WHY),
            return_with_question(eve, request, seen=1, question="Why?"),
            hand_on(eve, request, seen=1, to=await id_of(uow, "sam"), to_name="Sam"),
        ):
            assert await refused(step) is Refusal.OWN_WORK
        assert await refused(
            hand_on(await acting(uow, "ed"), request, seen=1, to=eve.person_id, to_name="Eve")
        ) is Refusal.NO_DEPUTY  # fmt: skip
        view = await view_approval(eve, request, eve.person_id)
        assert view is not None
        assert view.buttons == ()
        assert await approve(uow.acting(await who(uow, "ed")), request, seen=1)
        assert (await decision_on(uow.session, 1)).chosen is ResponseType.PSII
        assert request.settled_by == ed


async def test_who_reported_it_is_not_asked_further_up_either(casework: Casework) -> None:
    async with casework.begin() as uow:
        await proposed_of(uow, "sam")
    await days_pass(casework, 20)
    async with casework.begin() as uow:
        asked = await told(uow, "approval_asked")
        assert set(await ids(uow, "eve", "ed")) <= set(asked)
        assert await id_of(uow, "sam") not in asked


async def test_who_reported_it_in_confidence_approves_as_anybody_does(casework: Casework) -> None:
    """That they did not would tell whose report it is."""
    async with casework.begin() as uow:
        await proposed_of(uow, "eve", NameShown.CONFIDENTIAL)
        assert await told(uow, "approval_asked") == await ids(uow, "eve", "ed")
    async with casework.begin() as uow:
        assert await approve(await acting(uow, "eve"), await the_request(uow), seen=1)
        assert (await the_event(uow)).status is EventStatus.DECIDED


async def test_to_whom_it_was_handed_may_not_once_their_role_is_taken(casework: Casework) -> None:
    async with casework.begin() as uow:
        await propose(uow)
        await set_role(uow, "pip", Role.PATIENT_SAFETY, holds=True)
        pip = await id_of(uow, "pip")
        await hand_on(await acting(uow, "eve"), await the_request(uow), seen=1, to=pip, to_name="Pip")
        await set_role(uow, "pip", Role.PATIENT_SAFETY, holds=False)
    async with casework.begin() as uow:
        assert await refused(approve(await acting(uow, "pip"), await the_request(uow), seen=2)) is Refusal.NOT_YOURS
        assert await plan_approvals(uow) == 1  # and who handed it on is asked again
        assert (await told(uow, "approval_asked")).count(await id_of(uow, "eve")) == 2


async def test_a_deputy_may_not_once_the_cover_has_ended(casework: Casework) -> None:
    async with casework.begin() as uow:
        await propose(uow)
        await covered(uow, "eve", "pip")
        await plan_approvals(replace(uow, now=uow.now + timedelta(days=5)))
        assert await id_of(uow, "pip") in await told(uow, "approval_asked")
        await end_cover(await by_sam(uow), away=await id_of(uow, "eve"))
    async with casework.begin() as uow:
        assert await refused(approve(await acting(uow, "pip"), await the_request(uow), seen=1)) is Refusal.NOT_YOURS


async def test_a_key_of_somebody_who_has_lost_the_role_since_counts_no_more(casework: Casework) -> None:
    async with casework.begin() as plain:
        uow = with_how(plain, SECOND_KEY)
        await propose(uow)
        assert not await approve(await acting(uow, "eve"), await the_request(uow), seen=1)
        await set_role(uow, "eve", Role.EXECUTIVE, holds=False)
    async with casework.begin() as plain:
        uow = with_how(plain, SECOND_KEY)
        assert not await approve(await acting(uow, "ed"), await the_request(uow), seen=1)
        await plan_approvals(uow)  # the second is asked of the patient safety team, as at first where there is one
        assert await id_of(uow, "sam") in await told(uow, "approval_asked")
        assert await approve(await acting(uow, "sam"), await the_request(uow), seen=1)


async def test_where_the_row_is_gone_it_is_handed_to_nobody_but_who_holds_its_role(casework: Casework) -> None:
    async with casework.begin() as uow:
        await propose(uow)
        await set_role(uow, "mae", Role.EXECUTIVE, holds=True)
    async with casework.begin() as plain:
        rows = tuple(row for row in plain.rules.approvals.rules if row.id != "psii")
        uow = replace(plain, rules=replace(plain.rules, approvals=Approvals("2027-01", rows)))
        eve, mae = await acting(uow, "eve"), await id_of(uow, "mae")
        for name in ("pip", "sam"):
            step = hand_on(eve, await the_request(uow), seen=1, to=await id_of(uow, name), to_name=name)
            assert await refused(step) is Refusal.NO_DEPUTY
        await hand_on(eve, await the_request(uow), seen=1, to=mae, to_name="Mae")


async def test_each_of_them_is_each_who_holds_the_role_now_or_covers_for_them(casework: Casework) -> None:
    async with casework.begin() as plain:
        uow = with_how(plain, ALL)
        await propose(uow)
        await covered(uow, "ed", "pip", last=60)
    await days_pass(casework, 5, ALL)
    async with casework.begin() as plain:
        uow = with_how(plain, ALL)
        assert not await approve(await acting(uow, "eve"), await the_request(uow), seen=1)
        assert await approve(await acting(uow, "pip"), await the_request(uow), seen=1)


async def test_of_each_of_them_new_holders_are_needed_and_old_ones_are_not(casework: Casework) -> None:
    async with casework.begin() as plain:
        uow = with_how(plain, ALL)
        await propose(uow)
        await set_role(uow, "pip", Role.EXECUTIVE, holds=True)
        await set_role(uow, "ed", Role.EXECUTIVE, holds=False)
    async with casework.begin() as plain:
        uow = with_how(plain, ALL)
        assert not await approve(await acting(uow, "eve"), await the_request(uow), seen=1)
        assert await approve(await acting(uow, "pip"), await the_request(uow), seen=1)


async def test_who_is_asked_further_up_adds_nobody_to_all_and_stands_in_for_one(casework: Casework) -> None:
    for last in ("ed", "sam"):
        async with casework.begin() as plain:
            uow = with_how(plain, ALL)
            if last == "ed":
                await propose(uow)
        await days_pass(casework, 7, ALL)
        async with casework.begin() as plain:
            uow = with_how(plain, ALL)
            assert await id_of(uow, "sam") in await told(uow, "approval_asked")
            try:
                async with uow.savepoint():
                    assert not await approve(await acting(uow, "eve"), await the_request(uow), seen=1)
                    assert await approve(await acting(uow, last), await the_request(uow), seen=1)
                    raise Undone
            except Undone:
                uow.session.expire_all()


class Undone(Exception):
    """Raised to undo what was tried."""


async def test_a_deputy_to_whom_one_of_all_handed_it_says_yes_for_that_one(casework: Casework) -> None:
    async with casework.begin() as plain:
        uow = with_how(plain, ALL)
        await propose(uow)
        sam = await id_of(uow, "sam")
        await hand_on(await acting(uow, "eve"), await the_request(uow), seen=1, to=sam, to_name="Sam")
        assert not await approve(await acting(uow, "sam"), await the_request(uow), seen=2)
        assert (await the_event(uow)).status is not EventStatus.DECIDED
        assert await approve(await acting(uow, "ed"), await the_request(uow), seen=2)


async def test_who_said_yes_presses_again_where_nobody_else_is_needed_any_more(casework: Casework) -> None:
    async with casework.begin() as plain:
        uow = with_how(plain, ALL)
        await propose(uow)
        assert not await approve(await acting(uow, "eve"), await the_request(uow), seen=1)
        await set_role(uow, "ed", Role.EXECUTIVE, holds=False)
    async with casework.begin() as plain:
        uow = with_how(plain, ALL)
        eve = await acting(uow, "eve")
        view = await view_approval(eve, await the_request(uow), eve.person_id)
        assert view is not None
        assert "approve" in view.steps
        assert (await queue_shown(uow, "eve")).besides
        assert await approve(eve, await the_request(uow), seen=1)
        assert (await the_event(uow)).status is EventStatus.DECIDED


async def test_who_comes_to_hold_the_role_is_asked_and_it_stands_on_their_queue_alone(casework: Casework) -> None:
    async with casework.begin() as uow:
        await propose(uow)
        await set_role(uow, "pip", Role.EXECUTIVE, holds=True)
        for name in ("eve", "ed"):
            await set_role(uow, name, Role.EXECUTIVE, holds=False)
    async with casework.begin() as uow:
        assert (await queue_shown(uow, "pip")).besides
        assert not (await queue_shown(uow, "eve")).besides
        assert await plan_approvals(uow) == 1
        assert await plan_approvals(uow) == 0
        assert await id_of(uow, "pip") in await told(uow, "approval_asked")
        assert await approve(await acting(uow, "pip"), await the_request(uow), seen=1)


async def test_where_the_place_is_put_right_whoever_approves_there_is_asked(casework: Casework) -> None:
    async with casework.begin() as uow:
        await set_role(uow, "pip", Role.GOVERNANCE, holds=True, unit_id=SURGERY)
        await propose(uow, response=ResponseType.THEMATIC)
        await correct_place(await acting(uow, "sam"), await the_event(uow), 8)
    async with casework.begin() as uow:
        assert (await queue_shown(uow, "pip")).besides
        assert not (await queue_shown(uow, "gil")).besides
        await plan_approvals(uow)
        assert await told(uow, "approval_asked") == await ids(uow, "gil", "pip")
        assert await refused(approve(await acting(uow, "gil"), await the_request(uow), seen=1)) is Refusal.NOT_YOURS


@pytest.mark.parametrize("settled", ["taken back", "approved"])
async def test_nobody_is_asked_for_what_is_settled_already(casework: Casework, settled: str) -> None:
    async with casework.begin() as uow:
        await propose(uow)
        asked = list(await uow.session.scalars(select(Notification).filter_by(kind="approval_asked")))
        assert [await still_needed(uow, each) for each in asked] == [True, True]
        if settled == "approved":
            await approve(await acting(uow, "eve"), await the_request(uow), seen=1)
        else:
            await take_back(await acting(uow, "lena"), await the_request(uow), seen=1, because="The facts changed.")
        assert [await still_needed(uow, each) for each in asked] == [False, False]


async def test_what_takes_two_to_approve_takes_two_to_replace(casework: Casework) -> None:
    async with casework.begin() as plain:
        uow = with_how(plain, SECOND_KEY)
        await propose(uow)
        eve = await acting(uow, "eve")
        await choose_instead(eve, await the_request(uow), seen=1, chosen=ResponseType.LOCAL, reason=WHY)
        waiting = await open_approval_of(uow.session, 1)
        assert waiting is not None
        assert (waiting.response, waiting.asked_by, waiting.role) == (
            ResponseType.LOCAL, eve.person_id, Role.EXECUTIVE,
        )  # fmt: skip
        assert (await decision_on(uow.session, 1)).chosen is None
        assert await refused(approve(eve, waiting, seen=1)) is Refusal.OWN_WORK
        ed = await acting(uow, "ed")
        await choose_instead(ed, waiting, seen=1, chosen=ResponseType.AAR, reason=WHY)  # nor is that one's own
        again = await open_approval_of(uow.session, 1)
        assert again is not None
        assert (again.id, again.response) == (3, ResponseType.AAR)
        assert await approve(eve, again, seen=1)
        decision = await decision_on(uow.session, 1)
        assert (decision.chosen, decision.decided_by) == (ResponseType.AAR, ed.person_id)
