"""On whose desk a report is: who takes it on, to whom it is handed over, and who hears of it."""

import pytest
from sqlalchemy import select

from bot.casework.deciding import decide
from bot.casework.desk import claim, hand_over, let_go
from bot.casework.roles import people_told
from bot.casework.unit_of_work import Casework
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import Role
from storage.records import AuditEntry, RoleAssignment, RoleCover
from tests.casework.queues import event_numbered as _event
from tests.casework.queues import queue_shown as _view
from tests.casework.queues import sent_to as _sent
from tests.casework.test_events import reported, who
from tests.conftest import NOW

LENA, LOU = 2, 3


async def test_who_claims_has_it_and_who_comes_second_is_told_whose_it_is(casework: Casework) -> None:
    async with casework.begin() as uow:
        await reported(uow)
        lena, lou = uow.acting(await who(uow, "lena")), uow.acting(await who(uow, "lou"))
        event = await _event(uow, 1)
        await claim(lena, event, seen=1)
        await claim(lena, event, seen=1)  # the same press again
        assert (event.claimed_by, event.looked_by, event.version) == (LENA, LENA, 1)
        with pytest.raises(NotAllowed, match="Lena Example has taken this on already") as refused:
            await claim(lou, event, seen=1)
        assert refused.value.refusal is Refusal.CLAIMED
        await uow.session.flush()
        assert (await _view(uow)).lines[0].is_mine
        others = await _view(uow, "lou")
        assert (others.is_empty, others.with_others) == (True, 1)
        await decide(lou, event, seen=None, chosen=None, reason="It fits.")  # a claim takes no decision away


async def test_it_is_handed_over_to_who_leads_there_and_to_nobody_else(casework: Casework) -> None:
    async with casework.begin() as uow:
        await reported(uow)
        lena, event = uow.acting(await who(uow, "lena")), await _event(uow, 1)
        await claim(lena, event, seen=1)
        pip = (await who(uow, "pip")).id or 0
        with pytest.raises(NotAllowed, match="Pip Example is not one of those"):
            await hand_over(lena, event, seen=1, to=pip)
        with pytest.raises(NotAllowed, match="It is not on your desk"):
            await let_go(uow.acting(await who(uow, "lou")), event, seen=1)
        await hand_over(lena, event, seen=1, to=LOU)
        assert event.claimed_by == LOU
        with pytest.raises(NotAllowed, match="Lou Example has taken this on"):
            await hand_over(lena, event, seen=None, to=LOU)
        await let_go(uow.acting(await who(uow, "lou")), event, seen=1)
        assert event.claimed_by is None
        with pytest.raises(NotAllowed):
            await claim(uow.acting(await who(uow, "nora")), event, seen=None)
    assert [each.subject_id for each in await _sent(casework, "lou", "event_handed")] == [1]
    async with casework.begin() as uow:
        did = (await uow.session.scalars(select(AuditEntry.did).order_by(AuditEntry.id))).all()
        assert {"claim", "hand_over", "let_go"} <= set(did)


async def test_only_who_has_it_hears_of_it_or_who_covers_for_them(casework: Casework) -> None:
    async with casework.begin() as uow:
        await reported(uow)
        event = await _event(uow, 1)
        assert await people_told(uow, Role.LEAD, event) == [LENA, LOU]
        await claim(uow.acting(await who(uow, "lena")), event, seen=1)
        assert await people_told(uow, Role.LEAD, event) == [LENA]
        assert await people_told(uow, Role.LEAD, event, leaving_out=[LENA]) == [LOU]
        uow.session.add(
            RoleCover(person_id=LENA, covered_by=LOU, from_on=uow.today, until_on=uow.today, given_at=NOW)
        )
    async with casework.begin() as uow:
        event = await _event(uow, 1)
        assert await people_told(uow, Role.LEAD, event) == [LOU]
        assert [line.id for line in (await _view(uow, "lou")).lines] == [1]
        for held in await uow.session.scalars(select(RoleAssignment).filter_by(person_id=LENA)):
            await uow.session.delete(held)
    async with casework.begin() as uow:
        assert await people_told(uow, Role.LEAD, await _event(uow, 1)) == [LOU]  # who leads no more has it no more
        assert [line.is_mine for line in (await _view(uow, "lou")).lines] == [False]  # and it is on nobody's desk
