"""How many must say yes to a request: one, all of them, or two different people; and never who proposed it."""

import pytest
from sqlalchemy import delete

from bot.casework.approving import (
    approve,
    choose_instead,
    hand_on,
)
from bot.casework.looking_at_approvals import view_approval
from bot.casework.roles import roles_towards
from bot.casework.unit_of_work import Casework
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import ApprovalHow, EventStatus, ResponseType, Role
from storage.records import (
    RoleAssignment,
)
from tests.casework.test_approving import WHY, acting, ids, propose, the_event, the_request, told, with_how
from tests.casework.test_events import who


async def test_all_of_them_means_each_of_them(casework: Casework) -> None:
    async with casework.begin() as plain:
        uow = with_how(plain, ApprovalHow.ALL)
        await propose(uow)
        eve, ed = await acting(uow, "eve"), await acting(uow, "ed")
        assert not await approve(eve, await the_request(uow), seen=1)
        assert (await the_event(uow)).status is EventStatus.PROPOSED
        with pytest.raises(NotAllowed) as refused:
            await approve(eve, await the_request(uow), seen=1)
        assert refused.value.refusal is Refusal.SAID_YES
        assert await approve(ed, await the_request(uow), seen=1)  # a yes of another's is no reason to look again
        assert (await the_event(uow)).status is EventStatus.DECIDED


async def test_who_left_is_not_waited_for(casework: Casework) -> None:
    async with casework.begin() as plain:
        uow = with_how(plain, ApprovalHow.ALL)
        await propose(uow)
        ed = (await who(uow, "ed")).id
        await uow.session.execute(delete(RoleAssignment).filter_by(person_id=ed))
    async with casework.begin() as plain:
        uow = with_how(plain, ApprovalHow.ALL)
        assert await approve(await acting(uow, "eve"), await the_request(uow), seen=1)


async def test_a_second_key_is_another_persons(casework: Casework) -> None:
    async with casework.begin() as plain:
        uow = with_how(plain, ApprovalHow.SECOND_KEY)
        await propose(uow)
        eve = await acting(uow, "eve")
        assert not await approve(eve, await the_request(uow), seen=1)
        with pytest.raises(NotAllowed) as refused:
            await approve(eve, await the_request(uow), seen=None)
        assert refused.value.refusal is Refusal.SAID_YES
        view = await view_approval(eve, await the_request(uow), eve.person_id)
        assert view is not None
        assert not {"approve", "give_yes"} & set(view.steps)
        assert await approve(await acting(uow, "ed"), await the_request(uow), seen=1)
        assert (await the_event(uow)).status is EventStatus.DECIDED


async def test_where_two_keys_are_not_to_be_had_nothing_is_proposed(casework: Casework) -> None:
    async with casework.begin() as plain:
        for name in ("ed", "sam"):
            await plain.session.execute(delete(RoleAssignment).filter_by(person_id=(await who(plain, name)).id))
    async with casework.begin() as plain:
        uow = with_how(plain, ApprovalHow.SECOND_KEY)
        with pytest.raises(NotAllowed) as refused:
            await propose(uow)
        assert refused.value.refusal is Refusal.TOO_FEW_TO_APPROVE
        assert (await the_event(uow)).status is EventStatus.RECEIVED


async def test_nobody_approves_what_they_proposed_themselves(casework: Casework) -> None:
    async with casework.begin() as uow:
        lena = await who(uow, "lena")
        uow.session.add(RoleAssignment(person_id=lena.id or 0, role=Role.EXECUTIVE, given_at=uow.now))
    async with casework.begin() as uow:
        await propose(uow)
        lena_now = uow.acting(lena)
        assert await told(uow, "approval_asked") == await ids(uow, "eve", "ed")
        assert {Role.APPROVER, Role.PROPOSER} <= await roles_towards(
            lena_now, lena_now.person_id, await the_request(uow)
        )
        for step in (
            approve(lena_now, await the_request(uow), seen=1),
            choose_instead(lena_now, await the_request(uow), seen=1, chosen=ResponseType.AAR, reason=WHY),
            hand_on(lena_now, await the_request(uow), seen=1, to=6, to_name="Sam"),
        ):
            with pytest.raises(NotAllowed) as refused:
                await step
            assert refused.value.refusal is Refusal.OWN_WORK
