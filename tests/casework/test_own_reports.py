"""A lead who reported an event leaves the choice to another; a sealed one is known by nothing. Whoever may not take a
step is told no more than that."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.casework.advising import advise_again, known_of
from bot.casework.afterwards import agree_to_withdraw, ask_to_withdraw
from bot.casework.deciding import decide
from bot.casework.desk import claim, hand_over
from bot.casework.looking import view_event
from bot.casework.merging import merge
from bot.casework.reporting import Told, report_event
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import EventKind, EventStatus, NameShown, Reached, ResponseType
from storage.events import held_event
from storage.records import AuditEntry, PatientSafetyEvent
from tests.casework.queues import event_numbered
from tests.casework.test_events import reported, who
from tests.conftest import NOW

TOLD = Told(EventKind.INCIDENT, "The rail was down", 5, "", NOW - timedelta(hours=1), NOW, Reached.NO)


async def reported_by_lena(uow: UnitOfWork, name: NameShown) -> PatientSafetyEvent:
    lena = uow.acting(await who(uow, "lena")).veiled(day_only=name is NameShown.CONFIDENTIAL)
    await report_event(lena, idempotency_key="own", told=TOLD, name=name)
    event = await held_event(uow.session, 1)
    assert event is not None
    return event


@pytest.mark.parametrize("chosen", [None, ResponseType.MDT, ResponseType.PSII])
async def test_nobody_decides_alone_on_their_own_report(casework: Casework, chosen: ResponseType | None) -> None:
    async with casework.begin() as uow:
        event = await reported_by_lena(uow, NameShown.SHOWN)
        lena, lou = await who(uow, "lena"), await who(uow, "lou")
        view = await view_event(uow.acting(lena), event, lena.id or 0)
        assert view is not None
        assert not {"approve", "choose", "propose"} & set(view.steps)
        with pytest.raises(NotAllowed) as refused:
            await decide(uow.acting(lena), event, seen=1, chosen=chosen, reason="It fits.")
        assert refused.value.refusal is Refusal.OWN_WORK
        assert event.status is EventStatus.RECEIVED
        await decide(uow.acting(lou), event, seen=None, chosen=chosen, reason="It fits.")
        assert event.status is not EventStatus.RECEIVED


async def test_a_sealed_reporter_who_leads_decides_as_any_lead(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await reported_by_lena(uow, NameShown.CONFIDENTIAL)
        lena = uow.acting(await who(uow, "lena")).veiled(day_only=False)
        await decide(lena, event, seen=1, chosen=ResponseType.MDT, reason="It fits.")
        assert event.status is EventStatus.DECIDED
        await uow.session.flush()
        by = list(await uow.session.scalars(select(AuditEntry.who).filter_by(did="choose", subject="event:1")))
        assert by == [lena.by.written]


async def test_a_reporter_who_decides_is_not_told_what_is_advised_or_waits(casework: Casework) -> None:
    async with casework.begin() as uow:
        event, lena = await reported(uow), uow.acting(await who(uow, "lena"))
        died = {"reached_a_patient": "yes", "died": "yes", "mental_health_act": "detained", "care_concern": "yes"}
        await advise_again(lena, event, {**await known_of(lena, event), **died})
        nora = uow.acting(await who(uow, "nora"))

        async def refused_as(chosen: ResponseType | None) -> Refusal:
            with pytest.raises(NotAllowed) as refused:
                await decide(nora, event, seen=None, chosen=chosen, reason="We talked.")
            return refused.value.refusal

        everything = [None, *ResponseType]
        assert {await refused_as(chosen) for chosen in everything} == {Refusal.NOT_YOURS}  # not what is the least
        await decide(lena, event, seen=None, chosen=ResponseType.PSII, reason="It is asked for.")
        assert event.status is EventStatus.PROPOSED
        assert {await refused_as(chosen) for chosen in everything} == {Refusal.NOT_YOURS}  # nor that something waits


@pytest.mark.parametrize("to", ["lena", "lou", "pip"])
async def test_a_reporter_who_hands_it_over_is_not_told_who_has_it_or_leads_there(
    casework: Casework, to: str
) -> None:
    async with casework.begin() as uow:
        event, nora = await reported(uow), uow.acting(await who(uow, "nora"))
        await claim(uow.acting(await who(uow, "lena")), event, seen=1)
        with pytest.raises(NotAllowed) as refused:
            await hand_over(nora, event, seen=None, to=(await who(uow, to)).id or 0)
        assert refused.value.refusal is Refusal.NOT_YOURS


async def test_a_reporter_who_agrees_to_their_own_wish_is_not_told_of_other_reports(casework: Casework) -> None:
    async with casework.begin() as uow:
        event, nora = await reported(uow), uow.acting(await who(uow, "nora"))
        await reported(uow, key="other")
        lena = uow.acting(await who(uow, "lena"))
        await merge(lena, await event_numbered(uow, 2), seen=None, into_id=1, reason="The same rail.")
        await ask_to_withdraw(nora, event, because="It was another day.")
        for person, why in ((nora, Refusal.NOT_YOURS), (lena, Refusal.OTHERS_JOINED)):
            with pytest.raises(NotAllowed) as refused:
                await agree_to_withdraw(person, event, seen=None)
            assert refused.value.refusal is why
