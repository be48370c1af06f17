"""With each decision stands which version of the plan it was advised by, and which versions were in force."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from bot.casework.advising import advise_again, known_of
from bot.casework.deciding import decide
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.rules import Rules
from psirf.vocabulary import ResponseType
from storage.events import decisions_on, held_event
from storage.records import AuditEntry
from tests.casework.test_events import reported, who


def revised(rules: Rules) -> Rules:
    """The same rules, as the trust has put them in force anew since."""
    plan = replace(rules.plan, version="2027-04")
    return replace(rules, plan=plan, lifecycles=replace(rules.lifecycles, version="2027-05"))


async def decides(uow: UnitOfWork, chosen: ResponseType | None) -> None:
    lena, event = uow.acting(await who(uow, "lena")), await held_event(uow.session, 1)
    assert event is not None
    await decide(lena, event, seen=event.version, chosen=chosen, reason="It fits.")


async def kept(uow: UnitOfWork) -> list[tuple[Any, ...]]:
    """Of each decision: what was chosen, the version that advised it, and that of the steps."""
    return [(each.chosen, each.plan_version, each.lifecycle_version) for each in await decisions_on(uow.session, 1)]


async def in_force(casework: Casework) -> list[str]:
    """The version of the plan that each decision was made under, as the trail has it."""
    async with casework.sessions() as session:
        entries = select(AuditEntry.details).filter_by(did="decide", subject="event:1").order_by(AuditEntry.id)
        return [details["plan"] for details in await session.scalars(entries) if details]


async def test_the_versions_in_force_are_kept_with_a_decision(casework: Casework, rules: Rules) -> None:
    async with casework.begin() as uow:
        await reported(uow)
        assert await kept(uow) == [(None, rules.plan.version, "")]  # advised, and not decided
        await decides(uow, None)
        assert await kept(uow) == [(ResponseType.AAR, rules.plan.version, rules.lifecycles.version)]
    assert await in_force(casework) == [rules.plan.version]


async def test_what_is_decided_again_under_a_new_plan_leaves_the_first_as_it_was(
    casework: Casework, rules: Rules
) -> None:
    async with casework.begin() as uow:
        await reported(uow)
        await decides(uow, None)
    first = (ResponseType.AAR, rules.plan.version, rules.lifecycles.version)
    new = revised(rules)
    async with casework.begin() as begun:
        uow = replace(begun, rules=new)
        await decides(uow, ResponseType.MDT)  # nobody asked for advice anew: the earlier plan's stands
        assert await kept(uow) == [first, (ResponseType.MDT, rules.plan.version, "2027-05")]
    async with casework.begin() as begun:
        uow = replace(begun, rules=new)
        lena, event = uow.acting(await who(uow, "lena")), await held_event(uow.session, 1)
        assert event is not None
        await advise_again(lena, event, {**await known_of(lena, event), "factors_understood": "poorly"})
        assert (await kept(uow))[-1] == (ResponseType.MDT, rules.plan.version, "2027-05")  # decided is decided
        await decides(uow, ResponseType.SWARM)
        assert (await kept(uow))[0] == first
        assert (await kept(uow))[-1] == (ResponseType.SWARM, "2027-04", "2027-05")
    assert await in_force(casework) == [rules.plan.version, "2027-04", "2027-04"]
