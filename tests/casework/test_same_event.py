"""Two reports of the same event: one is joined to the other, nothing of it is lost, and both reporters are told."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from bot.cards.elements import NO_ATTEMPT
from bot.cards.elsewhere import elsewhere_page, elsewhere_row
from bot.cards.events import event_card
from bot.casework.afterwards import add_to_report, agree_to_withdraw, ask_to_withdraw
from bot.casework.deciding import decide
from bot.casework.first_looking import pass_on
from bot.casework.looking import open_steps, view_event
from bot.casework.merging import merge
from bot.casework.patient_nudges import is_patient_missing
from bot.casework.patients import keep_number
from bot.casework.responding import hold
from bot.casework.telling import share_learned, tell_reporter
from bot.casework.unit_of_work import Casework
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.rules import read_rules
from psirf.vocabulary import EventStatus, FirstLook, NameShown, Reached, Withdrawal
from storage.entering import how_many_not_entered, not_entered
from storage.events import held_event
from storage.records import AuditEntry, Notification
from tests.casework.responses import TODAY, does
from tests.casework.test_events import who
from tests.casework.test_first_look import Ward
from tests.stand_in import words

WHY = "The same rail, the same night."


@pytest.fixture
async def ward(casework: Casework) -> Ward:
    """Two near misses of Ward 7: by Nora, and by Pip. Both wait for Mo."""
    ward = Ward(casework)
    await ward.reports()
    await ward.reports(by="pip", key="other")
    return ward


async def seen(casework: Casework, name: str, event_id: int, *, as_reporter: bool = False) -> Any:
    async with casework.begin() as uow:
        viewer, event = await who(uow, name), await held_event(uow.session, event_id)
        assert event is not None
        return await view_event(uow.acting(viewer), event, viewer.id or 0, as_reporter=as_reporter)


async def told(casework: Casework, kind: str) -> list[tuple[int, int | str | None]]:
    async with casework.begin() as uow:
        rows = await uow.session.scalars(select(Notification).filter_by(kind=kind).order_by(Notification.id))
        return [(row.subject_id, row.to or row.to_handle) for row in rows]


async def is_held(casework: Casework) -> None:
    """What was chosen for the first event is held."""
    learned = ["The rail was loose."]
    await does(casework, "lena", hold, held_on=TODAY, took_part="nurses", learned=learned)


async def test_an_event_that_was_told_of_twice_is_entered_once(ward: Ward, casework: Casework) -> None:
    async with casework.begin() as uow:
        assert [each.id for each in await not_entered(uow.session, limit=9)] == [1, 2]
    await ward.does("mo", merge, on=2, seen=1, into_id=1, reason=WHY)
    async with casework.begin() as uow:
        assert [each.id for each in await not_entered(uow.session, limit=9)] == [1]
        assert await how_many_not_entered(uow.session) == 1
    view = await seen(casework, "lena", 2)
    assert "not yet" not in str(elsewhere_row(view))
    page = words(elsewhere_page(view, NO_ATTEMPT, read_rules()))
    assert "The event is entered once, with that one." in page
    assert "Its number in" not in page


async def test_one_is_joined_to_the_other_and_shown_there_in_one_line(ward: Ward, casework: Casework) -> None:
    await ward.does("mo", merge, on=2, seen=1, into_id=1, reason=WHY)
    joined = await ward.event(2)
    assert (joined.status, joined.merged_into_id, joined.first_look) == ("merged", 1, FirstLook.SETTLED)
    assert (await ward.event(1)).status == "received"
    for name in ("mo", "lena", "sam"):
        assert (await seen(casework, name, 1)).same_event.others == ("PSE-00002",)
        assert (await seen(casework, name, 2)).same_event.to == "PSE-00001"
    [said] = (await seen(casework, "lena", 2)).first_look.said
    assert said.text == WHY


async def test_its_reporter_is_told_and_learns_of_the_other_no_more_than_she_may_see(
    ward: Ward, casework: Casework
) -> None:
    await ward.does("lena", merge, on=2, seen=1, into_id=1, reason=WHY)
    pip = (await told(casework, "event_merge"))[0][1]
    assert await told(casework, "event_merge") == [(2, pip)]
    same = (await seen(casework, "pip", 2)).same_event
    assert (same.is_joined, same.to, same.others) == (True, "", ())
    assert (await seen(casework, "nora", 1)).same_event is None  # nor does the other of this one


async def test_who_reported_both_is_told_which(casework: Casework) -> None:
    ward = Ward(casework)
    await ward.reports()
    await ward.reports(key="other")
    await ward.does("mo", merge, on=2, seen=1, into_id=1, reason=WHY)
    assert (await seen(casework, "nora", 2)).same_event.to == "PSE-00001"


async def test_what_comes_of_it_is_told_to_both_reporters_also_over_two_joinings(
    ward: Ward, casework: Casework
) -> None:
    await ward.reports(by="cora", key="third")
    await ward.does("mo", merge, on=2, seen=1, into_id=3, reason=WHY)
    await ward.does("mo", merge, on=3, seen=1, into_id=1, reason=WHY)
    await ward.does("lena", decide, seen=1, chosen=None, reason="It fits.")
    await ward.does("lena", share_learned, seen=2, learned="The rail was loose.")
    assert [subject for subject, _ in await told(casework, "event_share")] == [1, 3, 2]
    await is_held(casework)
    await ward.does("lena", tell_reporter, seen=3, learned="The rail was loose.", changed="It is mended.")
    reached = await told(casework, "event_tell")
    assert [subject for subject, _ in reached] == [1, 3, 2]
    assert len({to for _, to in reached}) == 3
    for name, event_id in (("nora", 1), ("cora", 3), ("pip", 2)):
        view = await seen(casework, name, event_id, as_reporter=True)
        assert (view.told.learned, view.told.changed) == ("The rail was loose.", "It is mended.")
    assert (await ward.event(2)).status == "merged"


async def test_a_sealed_report_keeps_its_seal_and_its_reporter_is_told_too(casework: Casework) -> None:
    ward = Ward(casework)
    await ward.reports()
    await ward.reports(by="pip", key="other", name=NameShown.CONFIDENTIAL)
    sealed = await ward.event(2)
    await ward.does("lena", merge, on=2, seen=1, into_id=1, reason=WHY)
    await ward.does("lena", decide, seen=1, chosen=None, reason="It fits.")
    await is_held(casework)
    await ward.does("lena", tell_reporter, seen=2, learned="The rail was loose.", changed="It is mended.")
    now = await ward.event(2)
    assert (now.reported_by, now.reporter_handle, now.reporter_sealed) == (
        None, sealed.reporter_handle, sealed.reporter_sealed,
    )  # fmt: skip
    assert (await told(casework, "event_tell"))[1] == (2, sealed.reporter_handle)
    async with casework.begin() as uow:
        pip = (await who(uow, "pip")).id
        assert not [row for row in await uow.session.scalars(select(Notification)) if row.to == pip]
        entries = await uow.session.scalars(select(AuditEntry).where(AuditEntry.subject.in_(["event:1", "event:2"])))
        assert not [entry for entry in entries if entry.who == f"person:{pip}"]
    assert "ask_to_open" in await _steps(casework, "sol", 2)


async def _steps(casework: Casework, name: str, event_id: int) -> set[str]:
    async with casework.begin() as uow:
        event = await held_event(uow.session, event_id)
        assert event is not None
        return await open_steps(uow.acting(await who(uow, name)), event)


async def test_the_patient_and_candour_of_a_joined_report_stay(ward: Ward, casework: Casework) -> None:
    await ward.reports(reached=Reached.YES, key="reached")
    await ward.does("lena", merge, on=3, seen=1, into_id=1, reason=WHY)
    async with casework.begin() as uow:
        work, event = uow.acting(await who(uow, "lena")), await held_event(uow.session, 3)
        assert event is not None
        assert event.next_patient_nudge_at is not None
        assert await is_patient_missing(work, event)
        await keep_number(work, event, 1, "999 000 0018")
        assert not await is_patient_missing(work, event)
    assert "see_patient" in await _steps(casework, "cora", 3)


async def test_its_reporter_can_still_add_to_it(ward: Ward, casework: Casework) -> None:
    await ward.does("mo", merge, on=2, seen=1, into_id=1, reason=WHY)
    async with casework.begin() as uow:
        work, event = uow.acting(await who(uow, "pip")), await held_event(uow.session, 2)
        assert event is not None
        await add_to_report(work, event, words="It was bed 4.")
    assert [subject for subject, _ in await told(casework, "event_add")] == [2, 2]  # both leads


# ---- what is refused ----


async def test_a_report_is_not_joined_to_itself_nor_in_a_ring(ward: Ward) -> None:
    assert await ward.refused("mo", merge, into_id=1, reason=WHY) is Refusal.ITSELF
    await ward.does("mo", merge, on=1, seen=1, into_id=2, reason=WHY)
    assert await ward.refused("mo", merge, on=2, into_id=1, reason=WHY) is Refusal.NOT_OPEN_ANY_MORE
    assert await ward.refused("lena", merge, on=2, into_id=1, reason=WHY) is Refusal.NOT_OPEN_ANY_MORE
    event = await ward.event(2)
    assert (event.status, event.merged_into_id, event.first_look) == ("received", None, FirstLook.WAITING)


@pytest.mark.parametrize("status", EventStatus)
async def test_it_is_joined_only_to_one_that_is_open(ward: Ward, casework: Casework, status: EventStatus) -> None:
    async with casework.begin() as uow:
        target = await held_event(uow.session, 1)
        assert target is not None
        target.status = status
    if status in ("received", "proposed", "decided"):
        await ward.does("mo", merge, on=2, seen=1, into_id=1, reason=WHY)
    else:
        assert await ward.refused("mo", merge, on=2, into_id=1, reason=WHY) is Refusal.NOT_OPEN_ANY_MORE


@pytest.mark.parametrize("into_id", [99, 3, 4])
async def test_nobody_joins_a_report_to_one_that_they_do_not_see(ward: Ward, into_id: int) -> None:
    await ward.reports(key="ward 8", unit_id=6)
    await ward.reports(key="reached", reached=Reached.YES)  # of Ward 7, and never his to look at
    assert await ward.refused("mo", merge, on=2, into_id=into_id, reason=WHY) is Refusal.NOT_TO_BE_SEEN


async def test_that_somebody_sees_a_report_as_its_sealed_reporter_does_not_show_in_a_joining(
    ward: Ward, casework: Casework
) -> None:
    await ward.reports(by="mo", key="sealed", unit_id=6, name=NameShown.CONFIDENTIAL)
    assert await ward.refused("mo", merge, on=2, into_id=3, reason=WHY) is Refusal.NOT_TO_BE_SEEN


async def test_a_reason_is_asked_for_and_a_stale_card_changes_nothing(ward: Ward) -> None:
    assert await ward.refused("mo", merge, on=2, seen=1, into_id=1, reason=" ") is Refusal.REASON
    await ward.does("mo", pass_on, on=2, seen=1)
    assert await ward.refused("mo", merge, on=2, seen=1, into_id=1, reason=WHY) is Refusal.STALE
    assert await ward.refused("lena", merge, on=2, seen=1, into_id=1, reason=WHY) is Refusal.STALE


async def test_a_wish_to_withdraw_is_answered_first(ward: Ward, casework: Casework) -> None:
    async with casework.begin() as uow:
        work, event = uow.acting(await who(uow, "pip")), await held_event(uow.session, 2)
        assert event is not None
        await ask_to_withdraw(work, event, because="It was another day.")
    assert await ward.refused("lena", merge, on=2, into_id=1, reason=WHY) is Refusal.WISH_FIRST


async def test_a_report_that_others_were_joined_to_is_not_withdrawn(ward: Ward, casework: Casework) -> None:
    await ward.does("mo", merge, on=2, seen=1, into_id=1, reason=WHY)
    async with casework.begin() as uow:
        work, event = uow.acting(await who(uow, "nora")), await held_event(uow.session, 1)
        assert event is not None
        await ask_to_withdraw(work, event, because="It was another day.")
    assert await ward.refused("lena", agree_to_withdraw) is Refusal.OTHERS_JOINED
    assert (await ward.event(1)).withdrawal is Withdrawal.ASKED


async def test_two_who_join_two_reports_to_each_other_at_once_do_not_wait_for_one_another(
    ward: Ward, casework: Casework
) -> None:
    async def joins(name: str, event_id: int, into_id: int) -> str:
        try:
            await ward.does(name, merge, on=event_id, into_id=into_id, reason=WHY)
        except NotAllowed as refusal:
            return refusal.refusal.value
        return "joined"

    for _ in range(5):
        came_to = await asyncio.wait_for(asyncio.gather(joins("mo", 1, 2), joins("lena", 2, 1)), 20)
        events = [await ward.event(1), await ward.event(2)]
        assert [event.status for event in events].count(EventStatus.MERGED) <= 1
        assert came_to.count("joined") <= 1
        if "joined" in came_to:
            break
    assert "joined" in came_to


@pytest.mark.parametrize("by", ["mo", "lena"])
async def test_its_card_says_where_it_is_looked_at_and_not_that_it_was_settled_or_decided(
    ward: Ward, casework: Casework, by: str
) -> None:
    await ward.does(by, merge, on=2, seen=1, into_id=1, reason=WHY)
    for name in ("mo", "lena"):
        said = words(event_card(await seen(casework, name, 2)))
        assert "It tells of the same event as PSE-00001, and is looked at there." in said
        assert "settled it on the ward" not in said
        assert "have decided on it" not in said
