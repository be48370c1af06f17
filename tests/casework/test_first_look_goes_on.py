"""How a report that waits for its ward manager goes on: to another ward, to the leads, or with what others did."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from bot.casework.afterwards import add_to_report, ask_to_withdraw, keep_report
from bot.casework.correcting import Correction, correct_report
from bot.casework.deciding import decide
from bot.casework.first_look import plan_first_looks
from bot.casework.first_looking import confirm_place, learn_locally, not_ours, pass_on
from bot.casework.notices import still_needed
from bot.casework.telling import tell_reporter
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.first_look import Straight
from psirf.refusals import Refusal
from psirf.rules import Rules
from psirf.vocabulary import EventStatus, FirstLook, NameShown, Reached, ResponseType, Role
from storage.events import held_event, place_history
from storage.people import give_role
from storage.records import AuditEntry, Notification, PatientSafetyEvent
from tests.casework.test_events import who
from tests.casework.test_first_look import TWO, WARD_7, WARD_8, Ward, asked, ids, report
from tests.conftest import Clock

AMU = 7


@pytest.fixture
async def ward(casework: Casework) -> Ward:
    """With a near miss of Ward 7 that waits for Mo; and Gil is the ward manager of Ward 8, Pip another of Ward 7."""
    async with casework.begin() as uow:
        for name, unit in (("gil", WARD_8), ("pip", WARD_7)):
            await give_role(uow.session, (await who(uow, name)).id or 0, Role.WARD_MANAGER, unit, uow.now)
    ward = Ward(casework)
    await ward.reports()
    return ward


async def test_each_ward_manager_of_the_place_is_asked_and_nobody_in_their_place(
    ward: Ward, casework: Casework
) -> None:
    async with casework.begin() as uow:
        assert await asked(uow) == [("first_look", person) for person in await ids(uow, "mo", "pip")]


async def test_of_two_managers_at_once_one_takes_it_and_the_other_is_told(ward: Ward) -> None:
    await ward.does("mo", pass_on, seen=1)
    assert await ward.refused("pip", learn_locally, seen=1, **TWO) is Refusal.STALE
    assert await ward.refused("pip", learn_locally, **TWO) is Refusal.NOT_NOW
    event = await ward.event()
    assert (event.told_at, event.first_look) == (None, FirstLook.PASSED_ON)


async def test_a_leads_decision_meanwhile_wins(ward: Ward) -> None:
    await ward.does("lena", decide, seen=1, chosen=None, reason="We can talk it through.")
    for step, given in ((learn_locally, TWO), (pass_on, {}), (not_ours, {"reason": "No."})):
        assert await ward.refused("mo", step, seen=1, **given) is Refusal.STALE
        assert await ward.refused("mo", step, **given) is Refusal.NOT_NOW
    assert (await ward.event()).status == "decided"


async def test_another_ward_gets_it_with_its_history_and_its_manager_is_asked(ward: Ward, casework: Casework) -> None:
    await ward.does("mo", not_ours, seen=1, reason="He had gone to Ward 8.", unit_id=WARD_8)
    async with casework.begin() as uow:
        [gil] = await ids(uow, "gil")
        assert (await asked(uow))[2:] == [("first_look", gil)]
        assert [place.unit_id for place in await place_history(uow.session, 1)] == [WARD_7, WARD_8]
    assert (await ward.event()).first_look is FirstLook.WAITING
    assert await ward.refused("mo", pass_on) is Refusal.NOT_YOURS  # it is another ward's now
    await ward.does("gil", confirm_place, seen=2, unit_id=WARD_7)
    async with casework.begin() as uow:  # it comes back: each is asked anew
        assert (await asked(uow))[3:] == [("first_look", person) for person in await ids(uow, "mo", "pip")]


@pytest.mark.parametrize("unit_id", [AMU, None])
async def test_where_no_ward_manager_is_the_leads_are_asked(
    ward: Ward, casework: Casework, unit_id: int | None
) -> None:
    await ward.does("mo", not_ours, seen=1, reason="It was elsewhere.", unit_id=unit_id)
    async with casework.begin() as uow:
        assert (await asked(uow))[2:] == [("queue", person) for person in await ids(uow, "lena", "lou")]
    assert (await ward.event()).first_look is (FirstLook.LAPSED if unit_id else FirstLook.PASSED_ON)


async def test_its_own_ward_is_no_other_ward(ward: Ward) -> None:
    assert await ward.refused("mo", not_ours, seen=1, reason="No.", unit_id=WARD_7) is Refusal.SAME_WARD
    assert await ward.refused("mo", confirm_place, seen=1, unit_id=WARD_7) is Refusal.NOTHING_CHANGED


async def test_a_ward_whose_manager_reported_it_does_not_look_first_at_its_own(casework: Casework) -> None:
    ward = Ward(casework)
    async with casework.begin() as uow:
        await give_role(uow.session, (await who(uow, "gil")).id or 0, Role.WARD_MANAGER, WARD_8, uow.now)
    await ward.reports(by="gil")
    await ward.does("mo", not_ours, seen=1, reason="It is theirs.", unit_id=WARD_8)
    async with casework.begin() as uow:
        assert [kind for kind, _ in await asked(uow)] == ["first_look", "queue", "queue"]


# ---- how long it waits ----


async def planned(casework: Casework) -> int:
    async with casework.begin() as uow:
        return await plan_first_looks(uow)


async def test_after_a_working_day_the_leads_are_asked_too_in_their_hours(
    ward: Ward, casework: Casework, clock: Clock
) -> None:
    clock.is_set(2026, 3, 5, 23, 59)
    assert await planned(casework) == 0  # the whole of the next working day is the manager's
    clock.is_set(2026, 3, 6, 0, 1)
    assert [await planned(casework) for _ in range(2)] == [1, 0]
    async with casework.begin() as uow:
        assert (await asked(uow))[2:] == [("queue", person) for person in await ids(uow, "lena", "lou")]
    assert (await ward.event()).first_look is FirstLook.LAPSED
    await ward.does("mo", learn_locally, seen=1, **TWO)  # still theirs to settle, while no lead has decided
    assert (await ward.event()).status == "closed"


async def test_over_a_weekend_it_waits_until_the_working_day_is_over(casework: Casework, clock: Clock) -> None:
    ward = Ward(casework)
    clock.is_set(2026, 3, 6, 15, 0)  # a Friday
    await ward.reports()
    for day, due in ((7, 0), (8, 0), (9, 0), (10, 1)):
        clock.is_set(2026, 3, day, 12, 0)
        assert await planned(casework) == due


async def test_to_hand_it_to_another_ward_gains_no_time(ward: Ward, casework: Casework, clock: Clock) -> None:
    clock.is_set(2026, 3, 5, 16, 0)
    await ward.does("mo", not_ours, seen=1, reason="He had gone to Ward 8.", unit_id=WARD_8)
    clock.is_set(2026, 3, 6, 0, 1)
    assert await planned(casework) == 1


@pytest.mark.parametrize("step", ["decide", "pass_on"])
async def test_what_is_decided_or_passed_on_is_not_handed_over_again(
    ward: Ward, casework: Casework, clock: Clock, step: str
) -> None:
    if step == "decide":
        await ward.does("lena", decide, seen=1, chosen=None, reason="It fits.")
    else:
        await ward.does("mo", pass_on, seen=1)
    clock.moves(days=7)
    assert await planned(casework) == 0


# ---- what its reporter does meanwhile ----


async def told(casework: Casework, kind: str) -> list[int | None]:
    async with casework.begin() as uow:
        return list(await uow.session.scalars(select(Notification.to).filter_by(kind=kind).order_by(Notification.id)))


def _put_right(**columns: Any) -> dict[str, Any]:
    return {"corrections": [Correction("Answer", "before", "after", columns)]}


async def test_what_its_reporter_adds_is_told_to_who_looks_first(ward: Ward, casework: Casework) -> None:
    async with casework.begin() as uow:
        work, event = uow.acting(await who(uow, "nora")), await held_event(uow.session, 1)
        assert event is not None
        await add_to_report(work, event, words="The other rail is loose too.")
        managers = await ids(uow, "mo", "pip")
    assert await told(casework, "event_add") == managers
    await ward.does("mo", pass_on)
    await ward.does("nora", correct_report, **_put_right(stopped_by="The physiotherapist"))
    async with casework.begin() as uow:
        leads = await ids(uow, "lena", "lou")
    assert await told(casework, "event_correct") == leads


async def test_where_it_did_reach_a_patient_after_all_the_leads_are_asked_at_once(
    ward: Ward, casework: Casework
) -> None:
    await ward.does("nora", correct_report, **_put_right(reached=Reached.YES))
    async with casework.begin() as uow:
        assert (await asked(uow))[2:] == [("queue", person) for person in await ids(uow, "lena", "lou")]
    assert (await ward.event()).first_look is FirstLook.LAPSED


async def test_what_changes_nothing_of_that_asks_nobody_anew(ward: Ward, casework: Casework) -> None:
    await ward.does("nora", correct_report, **_put_right(what="The left bed rail was down"))
    async with casework.begin() as uow:
        assert [kind for kind, _ in await asked(uow)] == ["first_look", "first_look"]


async def _ask_to_withdraw(uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None) -> None:
    await ask_to_withdraw(uow, event, because="It was another day.")


async def test_a_wish_to_withdraw_is_the_leads_to_answer(ward: Ward, casework: Casework) -> None:
    await ward.does("nora", _ask_to_withdraw)
    async with casework.begin() as uow:
        leads = await ids(uow, "lena", "lou")
    assert await told(casework, "event_ask_to_withdraw") == leads
    assert (await ward.event()).first_look is FirstLook.LAPSED


async def test_it_is_not_closed_over_a_wish_to_withdraw_that_waits_for_an_answer(ward: Ward) -> None:
    await ward.does("nora", _ask_to_withdraw)
    assert await ward.refused("mo", learn_locally, **TWO) is Refusal.WISH_FIRST
    await ward.does("lena", decide, chosen=ResponseType.LOCAL, reason="It fits.")
    assert await ward.refused("lena", tell_reporter, learned="A.", changed="B.") is Refusal.WISH_FIRST
    await ward.does("lena", keep_report, because="It did happen.")
    await ward.does("lena", tell_reporter, learned="A.", changed="B.")
    assert (await ward.event()).status is EventStatus.CLOSED


async def test_where_a_trust_sends_sealed_reports_to_managers_too_nobody_is_left_out(
    casework: Casework, rules: Rules
) -> None:
    """Who was not asked would be who reported it."""
    straight = dict(rules.first_look.straight)
    del straight[Straight.SEALED]
    open_to_managers = replace(rules, first_look=replace(rules.first_look, straight=straight))
    async with replace(casework, rules=open_to_managers).begin() as uow:
        await give_role(uow.session, (await who(uow, "pip")).id or 0, Role.WARD_MANAGER, WARD_7, uow.now)
        await report(uow, by="mo", name=NameShown.CONFIDENTIAL)
        assert [kind for kind, _ in await asked(uow)] == ["first_look"] * 2


async def test_a_card_that_waits_to_be_sent_goes_only_while_the_look_is_open(ward: Ward, casework: Casework) -> None:
    async def needed() -> bool:
        async with casework.begin() as uow:
            card = await uow.session.scalar(select(Notification).filter_by(kind="first_look").limit(1))
            assert card is not None
            return await still_needed(uow, card)

    assert await needed()
    await ward.does("mo", pass_on, seen=1)
    assert not await needed()


async def test_each_thing_is_written_down(ward: Ward, casework: Casework, clock: Clock) -> None:
    await ward.does("mo", not_ours, seen=1, reason="He had gone.", unit_id=WARD_8)
    await ward.does("gil", pass_on, seen=2)
    async with casework.begin() as uow:
        rows = select(AuditEntry.who, AuditEntry.did).where(AuditEntry.subject == "event:1").order_by(AuditEntry.id)
        trail = [(by, did) for by, did in await uow.session.execute(rows)]
        nora, mo, gil = [f"person:{id}" for id in await ids(uow, "nora", "mo", "gil")]
    assert [entry for entry in trail if entry[1] != "read"] == [
        (nora, "report"), (nora, "ask_first"), (mo, "not_ours"), (mo, "correct_place"), (gil, "pass_on"),
    ]  # fmt: skip
