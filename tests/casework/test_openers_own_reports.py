"""A sealed reporter who is named to open names is known by that from nothing that is kept."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.casework.looking import view_event
from bot.casework.opening import agree_to_open, ask_to_open, see_name
from bot.casework.unit_of_work import Casework
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from storage.afterwards import last_opening_of
from storage.events import held_event
from storage.records import AuditEntry, Notification, PatientSafetyEvent
from tests.casework.openings import WHY, reported
from tests.casework.test_events import who


async def rows_about(casework: Casework, number: int) -> list[Any]:
    """What the trail and the outbox say of an event, with its own numbers and its handle taken out."""
    async with casework.sessions() as session:
        event = await session.get_one(PatientSafetyEvent, number)
        opened_ = await last_opening_of(session, number)
        entries = await session.scalars(
            select(AuditEntry).filter_by(subject=f"event:{number}").order_by(AuditEntry.id)
        )
        cards = await session.scalars(
            select(Notification).filter_by(subject="event", subject_id=number).order_by(Notification.id)
        )
        found = [
            [(each.who, each.did, str(each.details)) for each in entries],
            [(each.kind, each.to, each.to_handle, str(each.detail), each.day_only) for each in cards],
        ]
    assert event.reporter_handle is not None
    assert opened_ is not None
    said = str(found).replace(event.reporter_handle, "the handle")
    return [said.replace(f"'opening': {opened_.id}", "'opening': n"), opened_.asked_by, opened_.answered_by]


@pytest.mark.parametrize("asks", [True, False])
async def test_a_reporter_who_is_named_to_open_leaves_the_rows_that_any_other_leaves(
    casework: Casework, asks: bool
) -> None:
    """Sol reported the first, Nora the second; Sol and Sam open both. Nothing tells the one from the other."""
    await reported(casework, by="sol")
    await reported(casework, by="nora")
    for number in (1, 2):
        first, second = ("sol", "sam") if asks else ("sam", "sol")
        for name, step in ((first, ask_to_open), (second, agree_to_open), ("sol", see_name), ("sam", see_name)):
            async with casework.begin() as uow:
                work = uow.acting(await who(uow, name))
                event = await held_event(uow.session, number)
                assert event is not None
                assert await view_event(work, event, work.person_id) is not None
                if step is see_name:
                    assert await see_name(work, event) == ("Sol Example" if number == 1 else "Nora Example")
                elif step is ask_to_open:
                    await ask_to_open(work, event, seen=None, because=WHY)
                else:
                    await agree_to_open(work, event, seen=None)
    assert await rows_about(casework, 1) == await rows_about(casework, 2)


async def test_who_acts_as_the_sealed_reporter_does_not_act_as_one_who_is_named(casework: Casework) -> None:
    await reported(casework, by="sol")
    async with casework.begin() as uow:
        work = uow.acting(await who(uow, "sol"))
        event = await held_event(uow.session, 1)
        assert event is not None
        assert await view_event(work, event, work.person_id, as_reporter=True) is not None
        with pytest.raises(NotAllowed) as refused:
            await ask_to_open(work, event, seen=None, because=WHY)
    assert refused.value.refusal is Refusal.NOT_YOURS
