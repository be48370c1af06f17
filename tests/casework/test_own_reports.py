"""A lead who reported an event leaves the choice to another; a sealed one is known by nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.casework.deciding import decide
from bot.casework.looking import view_event
from bot.casework.reporting import Told, report_event
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import EventKind, EventStatus, NameShown, Reached, ResponseType
from storage.events import held_event
from storage.records import AuditEntry, PatientSafetyEvent
from tests.casework.test_events import who
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
