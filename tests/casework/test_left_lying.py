"""Nothing waits of which nobody hears: desks of those who are not asked any more, what is left, and who is new."""

from datetime import timedelta

import pytest

from bot.casework.correcting import Correction, correct_report
from bot.casework.deciding import decide
from bot.casework.desk import claim
from bot.casework.first_looking import confirm_place
from bot.casework.giving import end_cover, give, take
from bot.casework.looking import view_event
from bot.casework.planning import plan_what_is_due
from bot.casework.queue import has_seen_queue
from bot.casework.reporting import correct_place
from bot.casework.responding import give_lead
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.rules import Rules
from psirf.vocabulary import ResponseType, Role
from storage.database import open_database, open_sessions
from storage.responses import response_on
from tests.casework.queues import event_numbered, queue_shown, sent_to
from tests.casework.test_approving import acting
from tests.casework.test_events import reported
from tests.casework.test_giving import MEDICINE, SURGERY, by_sam, covered, id_of
from tests.conftest import VAULT, Clock

WARD_12 = 8  # of Surgery


async def _planned(casework: Casework, clock: Clock, days: int = 0) -> None:
    """What the worker does: now, or on each of so many days at half past nine."""
    for _ in range(days or 1):
        clock.moves(days=1) if days else clock.moves(minutes=1)
        async with casework.begin() as uow:
            await plan_what_is_due(uow)


async def _lines(casework: Casework, name: str) -> list[str]:
    async with casework.begin() as uow:
        return [line.reference for line in (await queue_shown(uow, name)).lines]


async def _surgery_has_a_lead(uow: UnitOfWork) -> None:
    await give(await by_sam(uow), person_id=await id_of(uow, "pip"), role=Role.LEAD, unit_id=SURGERY)


async def _moved(uow: UnitOfWork, how: str) -> None:
    event = await event_numbered(uow, 1)
    if how == "confirmed":
        await confirm_place(await acting(uow, "sam"), event, seen=None, unit_id=WARD_12)
    elif how == "corrected":
        put_right = Correction("Where", "Ward 7", "Ward 12", {"unit_id": WARD_12})
        await correct_report(await acting(uow, "nora"), event, seen=None, corrections=[put_right])
    else:
        await correct_place(await acting(uow, "sam"), event, WARD_12)


@pytest.mark.parametrize("how", ["confirmed", "corrected", "moved"])
async def test_what_happened_elsewhere_is_on_the_queue_of_the_leads_there_and_read_by_nobody_before(
    casework: Casework, clock: Clock, how: str
) -> None:
    async with casework.begin() as uow:
        await _surgery_has_a_lead(uow)
        event = await reported(uow)
        await claim(await acting(uow, "lena"), event, seen=None)
    await _planned(casework, clock)
    async with casework.begin() as uow:
        await _moved(uow, how)
        assert (await queue_shown(uow, "lena")).lines == ()  # at once, whatever the worker does
        assert (await queue_shown(uow, "lou")).with_others == 0
        [line] = (await queue_shown(uow, "pip")).lines
        assert not line.is_mine
        shown = await view_event(uow, await event_numbered(uow, 1), await id_of(uow, "pip"))
        assert shown is not None
        assert shown.desk is not None
        assert shown.desk.by == ""
        assert "claim" in shown.steps
    await _planned(casework, clock, days=1)
    assert await sent_to(casework, "pip")
    async with casework.begin() as uow:
        event = await event_numbered(uow, 1)
        assert (event.claimed_by, event.claimed_at) == (None, None)
        await claim(await acting(uow, "pip"), event, seen=None)


async def test_what_is_on_the_desk_of_who_leads_there_no_more_comes_to_the_others(
    casework: Casework, clock: Clock
) -> None:
    async with casework.begin() as uow:
        lena = await id_of(uow, "lena")
        await give(await by_sam(uow), person_id=lena, role=Role.LEAD, unit_id=SURGERY)
        await claim(await acting(uow, "lena"), await reported(uow), seen=None)
    await _planned(casework, clock)
    before = len(await sent_to(casework, "lou"))
    async with casework.begin() as uow:
        await take(await by_sam(uow), person_id=lena, role=Role.LEAD, unit_id=MEDICINE)
    assert await _lines(casework, "lena") == []
    assert await _lines(casework, "lou") == ["PSE-00001"]
    await _planned(casework, clock, days=1)
    assert len(await sent_to(casework, "lou")) == before + 1


async def test_news_of_what_somebody_may_not_see_any_more_is_not_shown(casework: Casework) -> None:
    async with casework.begin() as uow:
        await _surgery_has_a_lead(uow)
        event = await reported(uow)
        lena = await id_of(uow, "lena")
        await uow.notify("event_add", subject="event", subject_id=event.id, to=lena, key="added", on_queue=True)
        assert len((await queue_shown(uow)).news) == 1
        await correct_place(await acting(uow, "sam"), event, WARD_12)
        assert (await queue_shown(uow)).news == ()


async def test_a_report_that_nobody_looks_at_comes_again_once_its_day_has_passed(
    casework: Casework, clock: Clock
) -> None:
    async with casework.begin() as uow:
        await reported(uow)
        look_by = (await queue_shown(uow)).lines[0].look_by
    await _planned(casework, clock)
    assert len(await sent_to(casework)) == 1
    while clock().date() < look_by:
        await _planned(casework, clock, days=1)
    assert len(await sent_to(casework)) == 1
    await _planned(casework, clock, days=4)
    assert len(await sent_to(casework)) == 2
    await _planned(casework, clock, days=20)
    assert len(await sent_to(casework)) == 2  # once


async def test_what_somebody_leaves_on_their_desk_stands_on_everybodys_queue_again(
    casework: Casework, clock: Clock
) -> None:
    async with casework.begin() as uow:
        await claim(await acting(uow, "lena"), await reported(uow), seen=None)
    await _planned(casework, clock, days=2)  # Friday
    async with casework.begin() as uow:
        event = await event_numbered(uow, 1)
        await confirm_place(await acting(uow, "lena"), event, seen=None, unit_id=6)  # she does something about it
    await _planned(casework, clock, days=5)  # Wednesday
    assert await _lines(casework, "lou") == []
    before = len(await sent_to(casework, "lou"))
    await _planned(casework, clock, days=1)
    assert len(await sent_to(casework, "lou")) == before + 1
    async with casework.begin() as uow:
        [line] = (await queue_shown(uow, "lou")).lines
        assert (line.left_with, str(line.left_on), line.is_mine) == ("Lena Example", "2026-03-06", False)
        [hers] = (await queue_shown(uow, "lena")).lines
        assert (hers.left_with, hers.is_mine) == ("", True)
        lou, event = await acting(uow, "lou"), await event_numbered(uow, 1)
        await claim(lou, event, seen=None)
        assert event.claimed_by == lou.person_id
        await uow.session.flush()
        assert (await queue_shown(uow, "lena")).with_others == 1
        assert (await queue_shown(uow, "lou")).lines[0].is_mine


@pytest.mark.parametrize("first", [0, 1])
async def test_who_covers_from_today_hears_of_what_waits_already_and_who_comes_back_does_too(
    casework: Casework, clock: Clock, first: int
) -> None:
    async with casework.begin() as uow:
        await reported(uow)
    await _planned(casework, clock)
    async with casework.begin() as uow:
        for name in ("lena", "lou"):
            await covered(uow, name, "pip", first=first, last=8)
    await _planned(casework, clock)
    assert bool(await sent_to(casework, "pip")) is (first == 0)
    await _planned(casework, clock, days=first)
    assert len(await sent_to(casework, "pip")) == 1
    before = len(await sent_to(casework))
    async with casework.begin() as uow:
        await end_cover(await by_sam(uow), away=await id_of(uow, "lena"))
    await _planned(casework, clock, days=1)
    assert len(await sent_to(casework)) == before + 1


async def test_a_new_lead_hears_of_what_waits_already_and_who_is_given_nothing_new_does_not(
    casework: Casework, clock: Clock
) -> None:
    async with casework.begin() as uow:
        await reported(uow)
    await _planned(casework, clock)
    async with casework.begin() as uow:
        sam, pip = await by_sam(uow), await id_of(uow, "pip")
        await give(sam, person_id=pip, role=Role.LEAD, unit_id=SURGERY)  # where nothing waits
    await _planned(casework, clock)
    assert await sent_to(casework, "pip") == []
    async with casework.begin() as uow:
        sam = await by_sam(uow)
        await give(sam, person_id=pip, role=Role.LEAD, unit_id=MEDICINE)
        await take(sam, person_id=await id_of(uow, "lou"), role=Role.LEAD, unit_id=MEDICINE)
    await _planned(casework, clock)
    await _planned(casework, clock)
    assert len(await sent_to(casework, "pip")) == 1
    assert len(await sent_to(casework)) == 1  # Lena had it before her


async def test_whose_queue_is_in_use_when_roles_change_is_looked_at_the_next_time(
    postgresql_url: str, rules: Rules, clock: Clock
) -> None:
    """On SQLite nothing is in use beside the worker."""
    engine = open_database(postgresql_url)
    casework = Casework(open_sessions(engine), rules, clock, VAULT)
    async with casework.begin() as uow:
        await reported(uow)
        await queue_shown(uow, "pip")
        sam, pip = await by_sam(uow), await id_of(uow, "pip")
        await give(sam, person_id=pip, role=Role.LEAD, unit_id=SURGERY)
    await _planned(casework, clock)
    assert await sent_to(casework, "pip") == []
    async with casework.begin() as uow:
        await give(await by_sam(uow), person_id=pip, role=Role.LEAD, unit_id=MEDICINE)
    async with casework.begin() as uow:
        await has_seen_queue(await acting(uow, "pip"))
        await uow.session.flush()
        await _planned(casework, clock)  # while Pip looks at it
    assert await sent_to(casework, "pip") == []
    await _planned(casework, clock)
    assert len(await sent_to(casework, "pip")) == 1
    await engine.dispose()


async def test_a_response_that_nobody_leads_and_one_that_is_not_held_stand_on_the_queue_of_the_leads(
    casework: Casework, clock: Clock
) -> None:
    async with casework.begin() as uow:
        event = await reported(uow)
        await decide(await acting(uow, "lena"), event, seen=None, chosen=ResponseType.AAR, reason="It fits.")
    async with casework.begin() as uow:
        for name, there in (("lena", True), ("lou", True), ("sam", False)):
            besides = (await queue_shown(uow, name)).besides
            assert any("LR-00001" in each.references for each in besides) is there
            assert all("need somebody to lead" in each.words for each in besides if each.references)
        response = await response_on(uow.session, 1)
        assert response is not None
        await give_lead(await acting(uow, "lena"), response, seen=None, lead_id=await id_of(uow, "pip"))
        await uow.session.flush()
        assert not any(each.references for each in (await queue_shown(uow)).besides)
    clock.moves(days=timedelta(weeks=5).days)
    async with casework.begin() as uow:
        [late] = [each for each in (await queue_shown(uow)).besides if each.references]
        assert (late.words, late.references) == (
            "Learning responses chosen a while ago, still to be held",
            ("LR-00001",),
        )
