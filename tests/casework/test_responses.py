"""A chosen learning response as a record: opened, led, held or not, and what was learned."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.casework.afterwards import agree_to_withdraw, ask_to_withdraw
from bot.casework.deciding import change_response
from bot.casework.looking import view_event
from bot.casework.marking import look_at_marks
from bot.casework.responding import give_lead, hand_back, hold, lead_it, not_held
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import ResponseStatus, ResponseType
from storage.events import held_event, marks_of
from storage.records import LearningResponse
from storage.responses import held_response
from tests.casework.responses import (
    TODAY,
    chosen,
    does,
    ids,
    is_refused,
    response_of,
    seen_by,
    told,
)
from tests.casework.test_events import who
from tests.conftest import NOW, Clock

WAS_HELD: dict[str, Any] = {
    "held_on": TODAY,
    "took_part": "nurses, pharmacist",
    "learned": ["Two syringes look alike"],
}
WITH_RECORD = [ResponseType.SWARM, ResponseType.AAR, ResponseType.MDT, ResponseType.THEMATIC, ResponseType.PSII]


@pytest.mark.parametrize("response", ResponseType)
async def test_what_somebody_leads_and_holds_has_a_record_and_nothing_else_has(
    casework: Casework, response: ResponseType
) -> None:
    await chosen(casework, response)
    async with casework.sessions() as session:
        found = (await session.scalars(select(LearningResponse))).all()
    assert [(each.type, each.reference) for each in found] == (
        [(response, "LR-00001")] if response in WITH_RECORD else []
    )


async def test_a_huddle_is_held_within_the_plans_limit_of_when_it_happened(casework: Casework) -> None:
    await chosen(casework)
    response = await response_of(casework)
    assert response.hold_by == NOW + timedelta(hours=23)  # it happened up to an hour ago
    assert (response.lead_id, response.status, response.event_id) == (None, ResponseStatus.PLANNED, 1)


async def test_a_huddle_chosen_after_its_limit_has_as_long_from_there(casework: Casework, clock: Clock) -> None:
    clock.moves(hours=30)
    await chosen(casework)
    assert (await response_of(casework)).hold_by == NOW + timedelta(hours=54)


async def test_no_other_response_has_a_limit(casework: Casework) -> None:
    await chosen(casework, ResponseType.AAR)
    assert (await response_of(casework)).hold_by is None


# ---- who may take which step, in which status: as it is meant, and not as the table has it ----

LEADS, LEADS_IT = {"lena", "lou", "sam"}, {"pip"}
MAY = {
    ("lead_it", ResponseStatus.PLANNED): LEADS,
    ("give_lead", ResponseStatus.PLANNED): LEADS,
    ("hand_back", ResponseStatus.PLANNED): LEADS_IT,
    ("hold", ResponseStatus.PLANNED): LEADS | LEADS_IT,
    ("hold", ResponseStatus.NOT_HELD): LEADS | LEADS_IT,
    ("not_held", ResponseStatus.PLANNED): LEADS | LEADS_IT,
    ("change", ResponseStatus.PLANNED): LEADS,
    ("change", ResponseStatus.HELD): LEADS,
    ("change", ResponseStatus.NOT_HELD): LEADS,
}
EVERYBODY = ("nora", "lena", "lou", "mo", "pip", "sam", "cora", "sol", "eve", "ed", "gil", "mae")
STEPS: dict[str, tuple[Any, dict[str, Any]]] = {
    "lead_it": (lead_it, {}),
    "give_lead": (give_lead, {"lead_id": 3}),
    "hand_back": (hand_back, {}),
    "hold": (hold, WAS_HELD),
    "not_held": (not_held, {"because": "The ward was too busy."}),
    "change": (change_response, {"to": ResponseType.MDT, "reason": "A wider look."}),
}


class Undone(Exception):
    pass


async def _may(uow: UnitOfWork, name: str, step: str, status: ResponseStatus) -> Refusal | None:
    """Whether somebody may take a step: None; or why they are refused. Nothing of it stays."""
    take, given = STEPS[step]
    response = await held_response(uow.session, 1)
    assert response is not None
    try:
        async with uow.savepoint():
            response.status = status
            await uow.session.flush()
            await take(uow.acting(await who(uow, name)), response, seen=None, **given)
            raise Undone
    except NotAllowed as refused:
        return refused.refusal
    except Undone:
        return None


@pytest.mark.parametrize("status", ResponseStatus)
@pytest.mark.parametrize("step", STEPS)
async def test_each_step_is_open_to_whom_it_is_meant_for_and_to_nobody_else(
    casework: Casework, step: str, status: ResponseStatus
) -> None:
    await chosen(casework, ResponseType.SWARM)
    [pip] = await ids(casework, "pip")
    await does(casework, "lena", give_lead, lead_id=pip)
    async with casework.begin() as uow:
        refusals = {name: await _may(uow, name, step, status) for name in EVERYBODY}
    assert {name for name, refusal in refusals.items() if refusal is None} == MAY.get((step, status), set())
    strangers = set(EVERYBODY) - LEADS - LEADS_IT
    assert {refusals[name] for name in strangers} == {Refusal.NOT_YOURS}


# ---- held, or not ----


async def test_what_was_learned_is_kept_with_the_day_and_who_took_part(casework: Casework, clock: Clock) -> None:
    await chosen(casework)
    clock.moves(days=1)
    await does(
        casework, "lou", hold, held_on=TODAY, took_part="nurses, pharmacist",
        learned=["Two syringes look alike", " ", "  They are kept   side by side "],
    )  # fmt: skip
    response = await response_of(casework)
    assert (response.status, response.held_on, response.took_part) == (
        ResponseStatus.HELD,
        TODAY,
        "nurses, pharmacist",
    )
    assert response.learned == ["Two syringes look alike", "They are kept side by side"]
    assert response.hold_by is None


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"held_on": date(2026, 3, 5)}, Refusal.NOT_HELD_YET),
        ({"held_on": date(2026, 3, 3)}, Refusal.HELD_BEFORE),
        ({"took_part": " "}, Refusal.WHO_TOOK_PART),
        ({"learned": []}, Refusal.REASON),
        ({"learned": [" "]}, Refusal.REASON),
        ({"learned": ["One", "Two", "Three", "Four"]}, Refusal.ONE_TO_THREE),
        ({"learned": ["a" * 241]}, Refusal.ONE_TO_THREE),
    ],
)
async def test_what_cannot_be_so_is_refused_and_changes_nothing(
    casework: Casework, given: dict[str, Any], refusal: Refusal
) -> None:
    await chosen(casework)
    assert await is_refused(casework, "lena", hold, **{**WAS_HELD, **given}) is refusal
    response = await response_of(casework)
    assert (response.status, response.learned, response.version) == (ResponseStatus.PLANNED, [], 1)


async def test_three_lines_of_the_longest_length_are_kept(casework: Casework) -> None:
    await chosen(casework)
    await does(casework, "lena", hold, **{**WAS_HELD, "learned": ["a" * 240, "b" * 240, "c" * 240]})
    assert [len(line) for line in (await response_of(casework)).learned] == [240, 240, 240]


async def test_what_may_identify_somebody_is_hidden_until_the_team_has_looked(casework: Casework) -> None:
    await chosen(casework)
    took_part, learned = "nurses, Pip Example", ["Mrs Thackeray was moved twice", "Two syringes look alike"]
    await does(casework, "lena", hold, held_on=TODAY, took_part=took_part, learned=learned)
    response = await response_of(casework)
    assert "Thackeray" not in str(response.learned)
    assert "Pip Example" not in response.took_part
    of_lena, of_sam = await seen_by(casework, "lena"), await seen_by(casework, "sam")
    assert of_lena is not None
    assert of_sam is not None
    assert "Thackeray" not in str(of_lena)
    assert (of_sam.took_part, list(of_sam.learned)) == (took_part, learned)
    async with casework.begin() as uow:
        event = await held_event(uow.session, 1)
        assert event is not None
        marks = {mark.words: mark.number for mark in await marks_of(uow.session, 1)}
        identifying = [marks["Mrs Thackeray"]]
        await look_at_marks(uow.acting(await who(uow, "sam")), event, seen=None, identifying=identifying)
    response = await response_of(casework)
    assert response.learned[0] == "[name taken out] was moved twice"
    assert response.took_part == took_part


async def test_that_it_was_not_held_is_kept_with_its_reason(casework: Casework) -> None:
    await chosen(casework)
    assert await is_refused(casework, "lena", not_held, because=" ") is Refusal.REASON
    await does(casework, "lena", not_held, because="The ward was too busy.")
    response = await response_of(casework)
    assert (response.status, response.not_held_because) == (ResponseStatus.NOT_HELD, "The ward was too busy.")
    assert response.hold_by is None
    await does(casework, "lena", hold, **WAS_HELD)  # it was after all, or was later
    response = await response_of(casework)
    assert (response.status, response.not_held_because) == (ResponseStatus.HELD, "The ward was too busy.")


async def test_nothing_is_done_about_the_response_of_a_withdrawn_report(casework: Casework) -> None:
    await chosen(casework)
    async with casework.begin() as uow:
        event = await held_event(uow.session, 1)
        assert event is not None
        await ask_to_withdraw(uow.acting(await who(uow, "nora")), event, because="It was another ward.")
        await agree_to_withdraw(uow.acting(await who(uow, "lena")), event, seen=None)
    for step, given in STEPS.values():
        assert await is_refused(casework, "lou", step, **given) is Refusal.NOT_NOW
    view = await seen_by(casework, "lou")
    assert view is not None
    assert view.steps == {}


async def test_each_change_of_a_response_redraws_its_events_cards(casework: Casework) -> None:
    await chosen(casework)
    for step, given in (("lead_it", {}), ("hold", WAS_HELD)):
        async with casework.begin() as uow:
            event = await held_event(uow.session, 1)
            assert event is not None
            before = event.revision
        await does(casework, "lena", STEPS[step][0], **given)
        async with casework.begin() as uow:
            event = await held_event(uow.session, 1)
            assert event is not None
            assert event.revision > before


async def test_only_whoever_decides_or_leads_sees_the_line_on_the_event(casework: Casework) -> None:
    await chosen(casework)
    [pip] = await ids(casework, "pip")
    await does(casework, "lena", give_lead, lead_id=pip)
    async with casework.begin() as uow:
        event = await held_event(uow.session, 1)
        assert event is not None
        seeing = set()
        for name in EVERYBODY:
            view = await view_event(uow, event, (await who(uow, name)).id or 0)
            if view is not None and view.response is not None:
                seeing.add(name)
        assert seeing == LEADS | LEADS_IT


@pytest.mark.parametrize(("step", "kind"), [("hold", "response_hold"), ("not_held", "response_not_held")])
async def test_the_leads_are_told_of_what_somebody_else_says(casework: Casework, step: str, kind: str) -> None:
    await chosen(casework)
    pip, *leads = await ids(casework, "pip", "lena", "lou")
    await does(casework, "lena", give_lead, lead_id=pip)
    await does(casework, "pip", STEPS[step][0], **STEPS[step][1])
    assert await told(casework, kind) == leads


@pytest.mark.parametrize(("step", "kind"), [("hold", "response_hold"), ("not_held", "response_not_held")])
async def test_what_a_lead_says_is_sent_to_nobody(casework: Casework, step: str, kind: str) -> None:
    await chosen(casework)
    await does(casework, "lena", STEPS[step][0], **STEPS[step][1])
    assert await told(casework, kind) == []
