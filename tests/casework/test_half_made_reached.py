"""A half-made report that says that a patient was reached: it is kept, and a lead knows that there is one."""

from dataclasses import replace
from typing import Any

import pytest

from bot.casework.drafting import begin_draft, drop_draft, keep_longer, save_draft
from bot.casework.half_made import EXISTS, view_exists
from bot.casework.unit_of_work import Casework
from psirf.vocabulary import Role
from storage.people import give_role
from storage.vault import Vault
from tests.casework.half_made import REACHED, WHAT, begun, kept, looked_at, said, sends, trail
from tests.casework.test_events import who
from tests.conftest import Clock


@pytest.mark.parametrize(
    "told",
    [
        {"answers": REACHED},
        # read from what was told, before it was known of what kind it is
        {"answers": {"what": WHAT}, "taken": {"reached": {"value": "yes", "words": "was given", "confirm": ""}}},
        {"answers": {"what": WHAT}, "taken": {"physical": {"value": "moderate", "words": "hip", "confirm": ""}}},
        # still to be confirmed
        {"answers": {"kind": "incident", "what": WHAT}, "asked": "reached",
         "unsure": {"value": "yes", "confirm": "Do you mean that it reached a patient?"}},
        # told among several
        {"answers": {"what": WHAT}, "asked": "what",
         "unsure": {"value": WHAT, "confirm": "?", "split": "yes", "reached": "yes"}},
    ],
)  # fmt: skip
async def test_what_says_that_a_patient_was_reached_is_never_let_go(
    casework: Casework, clock: Clock, told: dict[str, Any]
) -> None:
    key = await begun(casework)
    async with casework.begin() as uow:
        await save_draft(uow.acting(await who(uow, "nora")), key, **told)
    clock.moves(days=13)
    assert await looked_at(casework) == 1
    assert "It is kept, because it says that a patient was reached." in await sends(casework)
    for _ in range(3):
        clock.moves(days=14)
        assert await looked_at(casework) == 0
    assert await kept(casework) == [key]


@pytest.mark.parametrize(
    "answers",
    [
        {"kind": "incident", "what": WHAT, "reached": "no"},
        {"kind": "incident", "what": WHAT, "reached": "unknown"},
        {"kind": "risk", "what": WHAT},
    ],
)
async def test_what_reached_nobody_is_let_go(casework: Casework, clock: Clock, answers: dict[str, str]) -> None:
    key = await begun(casework)
    async with casework.begin() as uow:
        # as it was before its writer changed her mind of what kind it is
        before = {"reached": {"value": "yes", "words": "", "confirm": ""}}
        await save_draft(uow.acting(await who(uow, "nora")), key, answers=answers, taken=before)
    clock.moves(days=13)
    await looked_at(casework)
    await sends(casework)
    clock.moves(days=1)
    await looked_at(casework)
    assert await kept(casework) == []
    assert await said(casework, EXISTS) == []


async def test_leads_are_told_also_where_the_key_was_changed_meanwhile(casework: Casework, clock: Clock) -> None:
    await begun(casework, REACHED)
    clock.moves(days=13)
    await looked_at(casework)
    first, second = b"the key of the tests is 32 long.", b"a new key that came after it, 32"
    waiting = await said(casework, EXISTS)
    assert waiting
    for keys, shown in (([second, first], True), ([second], False)):
        async with replace(casework, vault=Vault(keys)).begin() as uow:
            assert {await view_exists(uow, each) is not None for each in waiting} == {shown}


async def test_the_leads_of_its_ward_are_told_once_that_one_exists(casework: Casework, clock: Clock) -> None:
    key = await begun(casework, REACHED)
    clock.moves(days=13)
    await looked_at(casework)
    told = await said(casework, EXISTS)
    async with casework.begin() as uow:
        leads = [(await who(uow, name)).id for name in ("lena", "lou")]
        shown = await view_exists(uow, told[0])
    assert [each.to for each in told] == leads
    assert shown is not None
    assert (shown.place, f"{shown.begun_on}") == ("Ward 7", "2026-03-04")
    clock.moves(days=1)
    async with casework.begin() as uow:
        await keep_longer(uow.acting(await who(uow, "nora")), key)
    clock.moves(days=20)
    assert await looked_at(casework) == 1  # its writer is told again
    assert len(await said(casework)) == 2
    assert len(await said(casework, EXISTS)) == 2
    [entry] = await trail(casework, "pass_on")
    assert (entry.who, entry.subject, entry.details) == ("lantern", "form:report", {"unit": 5})


@pytest.mark.parametrize("ward", [None, "unknown", "elsewhere:the day unit", "987654"])
async def test_where_its_ward_is_not_known_the_patient_safety_team_is_told(
    casework: Casework, clock: Clock, ward: str | None
) -> None:
    async with casework.begin() as uow:  # who leads for the whole trust is not asked about a ward of no name
        await give_role(uow.session, (await who(uow, "pip")).id or 0, Role.LEAD, None, uow.now)
    await begun(casework, {**REACHED, "ward": ward} if ward else {"what": WHAT, "kind": "incident", "reached": "yes"})
    clock.moves(days=13)
    await looked_at(casework)
    [told] = await said(casework, EXISTS)
    async with casework.begin() as uow:
        assert told.to == (await who(uow, "sam")).id
        shown = await view_exists(uow, told)
    assert shown is not None
    assert (told.subject_id, shown.place) == (0, "")


async def test_what_a_lead_is_told_ties_to_nobody(casework: Casework, clock: Clock) -> None:
    clock.moves(minutes=7, seconds=11)
    key = await begun(casework, REACHED)
    clock.moves(days=13)
    await looked_at(casework)
    told = await said(casework, EXISTS)
    assert len(told) == 2
    async with casework.begin() as uow:
        nora = (await who(uow, "nora")).id
    for each in told:
        assert each.day_only
        assert (each.due_at.hour, each.due_at.minute, each.due_at.second) == (9, 0, 0)  # of the day, and no moment
        assert set(each.detail) == {"begun_on", "form"}
        assert key not in f"{each.key} {each.detail}"
        assert nora not in (each.to, each.subject_id)
    [entry] = await trail(casework, "pass_on")
    assert (entry.at.minute, entry.at.second) == (0, 0)
    assert entry.details == {"unit": 5}


async def test_once_its_writer_deleted_it_no_lead_is_told_any_more(casework: Casework, clock: Clock) -> None:
    gone = await begun(casework, REACHED)
    clock.moves(minutes=1)
    left = await begun(casework, REACHED)
    clock.moves(days=13)
    await looked_at(casework)
    async with casework.begin() as uow:
        await drop_draft(uow.acting(await who(uow, "nora")), gone)
    async with casework.begin() as uow:
        shown = [await view_exists(uow, each) for each in await said(casework, EXISTS)]
    assert [each is None for each in shown] == [True, True, False, False]  # for two leads each
    assert [each.detail["draft"] for each in await said(casework)] == [left]  # nothing is left of the other


async def test_who_leads_and_writes_is_told_with_the_others(casework: Casework, clock: Clock) -> None:
    """Left out, she would be known by it."""
    async with casework.begin() as uow:
        await begin_draft(uow.acting(await who(uow, "lena")), "report", answers=REACHED)
    clock.moves(days=13)
    await looked_at(casework)
    assert len({each.to for each in await said(casework, EXISTS)}) == 2
