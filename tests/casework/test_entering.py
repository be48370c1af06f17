"""Entered once: in the trust's incident system and with the national service, by whom, and when not."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.casework.entering import change_number, enter, not_yet_entered, note_national
from bot.casework.looking import view_event
from bot.casework.to_enter import how_many_wait
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.incident_system import NATIONAL
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.rules import Rules
from psirf.vocabulary import EventStatus
from storage.events import held_event, references_of
from storage.records import (
    AuditEntry,
    PatientSafetyEvent,
)
from tests.casework.test_events import reported, who
from tests.conftest import NOW, Clock


async def refusal_of(uow: UnitOfWork, event: PatientSafetyEvent, number: str, seen: int | None = None) -> Refusal:
    """Why a number is not taken for an event, by somebody who then sees nothing changed."""
    before = event.version
    with pytest.raises(NotAllowed) as refused:
        await enter(uow, event, seen=seen, number=number)
    assert event.version == before
    return refused.value.refusal


async def numbers(casework: Casework, event_id: int) -> list[tuple[str, str, int | None]]:
    async with casework.sessions() as session:
        return [(each.system, each.number, each.by) for each in await references_of(session, event_id)]


async def test_what_is_entered_is_entered_once(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await reported(uow)
        lena, lou, sam = [uow.acting(await who(uow, name)) for name in ("lena", "lou", "sam")]
        await enter(lena, event, seen=1, number=" w123 ")
        assert event.version == 2
        assert await refusal_of(lou, event, "W124", seen=1) is Refusal.ENTERED_ALREADY  # though her card is behind
        assert await refusal_of(lena, event, "W123") is Refusal.ENTERED_ALREADY
        await note_national(sam, event, seen=None, number="L-2026-7")
        with pytest.raises(NotAllowed, match="as L-2026-7, so it is not entered again"):
            await note_national(sam, event, seen=None, number="L-2026-8")
        view = await view_event(uow, event, lena.person_id)
        assert view is not None
        assert [(each.system, each.number, each.by, each.at) for each in view.elsewhere or ()] == [
            ("Example Incidents (made up)", "W123", "Lena Example", NOW),
            ("LFPSE", "L-2026-7", "Sam Example", NOW),
        ]
    assert await numbers(casework, 1) == [("incidents", "W123", 2), (NATIONAL, "L-2026-7", 6)]


async def test_one_number_stands_for_one_report_in_each_system(casework: Casework) -> None:
    async with casework.begin() as uow:
        first, second = await reported(uow, key="1"), await reported(uow, key="2")
        lena, sam = uow.acting(await who(uow, "lena")), uow.acting(await who(uow, "sam"))
        await enter(lena, first, seen=None, number="W123")
        with pytest.raises(NotAllowed, match=r"^W123 stands for another report already\."):
            await enter(lena, second, seen=None, number="w123")
        await note_national(sam, second, seen=None, number="W123")  # another system's
        await enter(lena, second, seen=None, number="W124")


async def test_what_is_no_number_is_refused_in_a_sentence(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await reported(uow)
        lena = uow.acting(await who(uow, "lena"))
        for typed in ("", "soon", "PSE-00001", "999 000 0018"):
            assert await refusal_of(lena, event, typed) is Refusal.NO_REFERENCE
        assert await refusal_of(lena, event, "W1", seen=7) is Refusal.STALE
    assert await numbers(casework, 1) == []


async def test_the_trusts_pattern_decides(casework: Casework, rules: Rules) -> None:
    system = replace(rules.incident_system, number_pattern=re.compile(r"W\d{6}"))
    async with replace(casework, rules=replace(rules, incident_system=system)).begin() as uow:
        event, lena = await reported(uow), uow.acting(await who(uow, "lena"))
        assert await refusal_of(lena, event, "W123") is Refusal.NO_REFERENCE
        await enter(lena, event, seen=None, number="W123456")


@pytest.mark.parametrize("name", ["nora", "mo", "pip", "cora", "sol"])
async def test_who_neither_leads_nor_is_the_team_enters_nothing_and_learns_no_number(
    casework: Casework, name: str
) -> None:
    async with casework.begin() as uow:
        event = await reported(uow)
        await enter(uow.acting(await who(uow, "lena")), event, seen=None, number="W123")
        somebody = uow.acting(await who(uow, name))
        assert await refusal_of(somebody, event, "W123") is Refusal.NOT_YOURS
        with pytest.raises(NotAllowed, match="not open to you"):
            await change_number(somebody, event, seen=None, number="W9", because="A slip")
        for acting in (somebody, uow.acting(await who(uow, "lena"))):  # the reference is the team's own to note
            with pytest.raises(NotAllowed, match="not open to you"):
                await note_national(acting, event, seen=None, number="L-1")
    assert await numbers(casework, 1) == [("incidents", "W123", 2)]


async def test_a_lead_of_another_division_enters_nothing(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await reported(uow, unit_id=8)
        assert await refusal_of(uow.acting(await who(uow, "lena")), event, "W1") is Refusal.NOT_YOURS


async def test_a_number_put_right_leaves_both_in_the_audit_trail(casework: Casework, clock: Clock) -> None:
    async with casework.begin() as uow:
        event, other = await reported(uow, key="1"), await reported(uow, key="2")
        lena = uow.acting(await who(uow, "lena"))
        with pytest.raises(NotAllowed) as refused:
            await change_number(lena, event, seen=None, number="W1", because="There is none yet")
        assert refused.value.refusal is Refusal.NOT_NOW
        await enter(lena, event, seen=None, number="W123")
        await enter(lena, other, seen=None, number="W200")
        clock.moves(days=1)
        for number, because, refusal in (
            ("W124", " ", Refusal.REASON), ("W200", "A slip", Refusal.NUMBER_TAKEN),
            ("w123", "A slip", Refusal.NOTHING_CHANGED), ("none", "A slip", Refusal.NO_REFERENCE),
        ):  # fmt: skip
            with pytest.raises(NotAllowed) as refused:
                await change_number(lena, event, seen=None, number=number, because=because)
            assert refused.value.refusal is refusal
        await change_number(lena, event, seen=None, number="W124", because="Two figures were the wrong way round")
    assert await numbers(casework, 1) == [("incidents", "W124", 2)]
    async with casework.sessions() as session:
        [kept] = (await session.scalars(select(AuditEntry).filter_by(did="number_changed"))).all()
        [step] = (await session.scalars(select(AuditEntry).filter_by(did="change_number"))).all()
    assert (kept.details or {})["before"] == "W123"
    assert (kept.details or {})["after"] == "W124"
    assert (step.details or {})["reason"] == "Two figures were the wrong way round"


async def test_the_national_reference_is_put_right_by_the_team_alone(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await reported(uow)
        lena, sam = uow.acting(await who(uow, "lena")), uow.acting(await who(uow, "sam"))
        await note_national(sam, event, seen=None, number="L-1")
        with pytest.raises(NotAllowed, match="not open to you"):
            await change_number(lena, event, seen=None, number="L-2", because="A slip", national=True)
        await change_number(sam, event, seen=None, number="L-2", because="A slip", national=True)
    assert await numbers(casework, 1) == [(NATIONAL, "L-2", 6)]


async def test_what_was_entered_in_a_system_of_before_is_not_entered_again(casework: Casework, rules: Rules) -> None:
    async with casework.begin() as uow:
        event = await reported(uow)
        await enter(uow.acting(await who(uow, "lena")), event, seen=None, number="W123")
    new = replace(rules.incident_system, id="new", name="New Incidents")
    async with replace(casework, rules=replace(rules, incident_system=new)).begin() as uow:
        held = await held_event(uow.session, 1)
        assert held is not None
        lena = uow.acting(await who(uow, "lena"))
        assert (await not_yet_entered(lena, lena.person_id)).how_many == 0
        assert await refusal_of(lena, held, "N1") is Refusal.ENTERED_ALREADY


async def test_a_withdrawn_report_is_not_entered(casework: Casework) -> None:
    async with casework.begin() as uow:
        event, lena = await reported(uow), uow.acting(await who(uow, "lena"))
        event.status = EventStatus.WITHDRAWN
        await uow.session.flush()
        assert await refusal_of(lena, event, "W1") is Refusal.NOT_NOW
        assert (await not_yet_entered(lena, lena.person_id)).how_many == 0
        assert await how_many_wait(uow) == 0
