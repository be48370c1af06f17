"""What a person was shown of their queue, as the trail has it; and what is said of a report that left their sight."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select

from bot.casework.giving import give, take
from bot.casework.queue import ROUTINE_PAGE
from bot.casework.reporting import Told, correct_place, report_event
from bot.casework.unit_of_work import Casework, UnitOfWork
from bot.views import message_for, queue_card_for
from psirf.vocabulary import EventKind, Reached, Role
from storage.queue import begun_queue
from storage.records import AuditEntry, Notification, PatientSafetyEvent, SentCopy
from tests.casework.queues import event_numbered
from tests.casework.test_approving import acting
from tests.casework.test_events import reported
from tests.casework.test_giving import MEDICINE, WARD_7, by_sam, id_of
from tests.conftest import NOW
from tests.stand_in import words

WARD_8, WARD_12, TRUST = 6, 8, 1
LENA = 2


async def _reported(uow: UnitOfWork, how_many: int) -> None:
    told = Told(EventKind.INCIDENT, "A wristband was printed twice", WARD_8, "", NOW, NOW, Reached.NO)
    for number in range(how_many):
        await report_event(await acting(uow, "nora"), idempotency_key=f"{number}", told=told)


async def _listed(casework: Casework) -> Sequence[dict[str, Any]]:
    async with casework.sessions() as session:
        found = await session.scalars(select(AuditEntry.details).filter_by(did="listed").order_by(AuditEntry.id))
        return [details or {} for details in found]


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("", range(1, 9)),
        ("2", range(9, 17)),
        ("3", range(17, 25)),
        ("99", range(17, 25)),
        (ROUTINE_PAGE, range(1, 21)),
    ],
)
async def test_the_trail_names_the_reports_that_are_on_the_card(casework: Casework, page: str, shown: range) -> None:
    async with casework.begin() as uow:
        await _reported(uow, 24)
        card = (await queue_card_for(uow, await begun_queue(uow.session, LENA), page)).card
        drawn = words(card)
        assert [number for number in range(1, 25) if f"PSE-{number:05}" in drawn] == list(shown)
    assert await _listed(casework) == [{"by": LENA, "how_many": 24, "events": list(shown)}]


@pytest.mark.parametrize(("how_many", "entries"), [(3, 1), (0, 0)])
async def test_a_post_is_one_entry_and_one_that_is_not_sent_is_none(
    casework: Casework, how_many: int, entries: int
) -> None:
    async with casework.begin() as uow:
        await _reported(uow, how_many)
        queue = await begun_queue(uow.session, LENA)
        await uow.notify("queue", subject="queue", subject_id=queue.id, to=LENA, key="post")
        await uow.session.flush()
        post = (await uow.session.scalars(select(Notification).filter_by(kind="queue"))).one()
        assert (await message_for(uow, post) is not None) is bool(how_many)
    assert [entry["events"] for entry in await _listed(casework)] == [[1, 2, 3]] * entries


# ---- what left somebody's sight ----


async def _rewritten(uow: UnitOfWork, name: str) -> str:
    """What stands in place of the card of the first report that somebody has in their chat."""
    event = await event_numbered(uow, 1)
    copy = SentCopy(
        kind="shown", subject="event", subject_id=event.id, person_id=await id_of(uow, name), conversation_id=None,
        activity_id="", shown_revision=0, shown_digest="", page=None,
    )  # fmt: skip
    uow.session.add(copy)
    await uow.session.flush()
    await uow.notify(
        "rewrite", subject="event", subject_id=event.id, to=await id_of(uow, name), key="r", copy=copy.id
    )
    await uow.session.flush()
    rewrite = (await uow.session.scalars(select(Notification).filter_by(kind="rewrite", to=copy.person_id))).one()
    message = await message_for(uow, rewrite)
    assert message is not None
    return words(message.card)


async def _moved(uow: UnitOfWork, event: PatientSafetyEvent) -> None:
    await correct_place(await acting(uow, "sam"), event, WARD_12)


async def test_that_the_place_was_put_right_is_said_where_it_was(casework: Casework) -> None:
    async with casework.begin() as uow:
        await _moved(uow, await reported(uow))
        assert await _rewritten(uow, "lena") == "PSE-00001 is with others now: where it happened was put right."


@pytest.mark.parametrize("moved", [False, True])
async def test_and_not_where_somebodys_role_was_taken(casework: Casework, moved: bool) -> None:
    async with casework.begin() as uow:
        event, pip = await reported(uow), await id_of(uow, "pip")
        await give(await by_sam(uow), person_id=pip, role=Role.EXECUTIVE, unit_id=TRUST)
        if moved:
            await _moved(uow, event)
        await take(await by_sam(uow), person_id=pip, role=Role.EXECUTIVE, unit_id=TRUST)
    async with casework.begin() as uow:
        assert await _rewritten(uow, "pip") == "PSE-00001 is not yours to see any more."


async def test_nor_where_it_came_to_a_place_from_which_their_role_was_taken(casework: Casework) -> None:
    async with casework.begin() as uow:
        event, pip = await reported(uow, unit_id=WARD_12), await id_of(uow, "pip")
        await correct_place(await acting(uow, "sam"), event, WARD_7)
        await give(await by_sam(uow), person_id=pip, role=Role.LEAD, unit_id=MEDICINE)
        await take(await by_sam(uow), person_id=pip, role=Role.LEAD, unit_id=MEDICINE)
    async with casework.begin() as uow:
        assert await _rewritten(uow, "pip") == "PSE-00001 is not yours to see any more."
