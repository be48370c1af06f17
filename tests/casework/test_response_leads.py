"""Who leads a learning response, who does not, and that nothing tells of a sealed reporter by it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.casework.acting import add_action
from bot.casework.deciding import change_response
from bot.casework.looking import view_event
from bot.casework.responding import give_lead, hand_back, hold, lead_it
from bot.casework.unit_of_work import Casework
from psirf.refusals import Refusal
from psirf.responses import Tie
from psirf.vocabulary import NameShown, ResponseType
from storage.events import held_event
from tests.casework.responses import (
    approved,
    chosen,
    does,
    ids,
    is_refused,
    response_of,
    seen_by,
    told,
    written,
)
from tests.casework.test_events import who
from tests.casework.test_responses import WAS_HELD, WITH_RECORD


async def test_whoever_is_given_it_is_told_and_reads_what_happened_but_not_who_reported_it(
    casework: Casework,
) -> None:
    await chosen(casework)
    assert await seen_by(casework, "pip") is None
    [pip] = await ids(casework, "pip")
    await does(casework, "lena", give_lead, lead_id=pip)
    assert await told(casework, "response_given") == [pip]
    view = await seen_by(casework, "pip")
    assert view is not None
    assert (view.lead, view.leads_it, view.what) == ("Pip Example", True, "Insulin at ten times the dose")
    async with casework.begin() as uow:
        event = await held_event(uow.session, 1)
        assert event is not None
        shown = await view_event(uow, event, pip)
        assert shown is not None
        assert (shown.what, shown.reporter, shown.advice) == ("Insulin at ten times the dose", None, None)
    for name in ("nora", "mo", "cora", "sol", "eve", "gil", "mae"):
        assert await seen_by(casework, name) is None


async def test_whoever_leads_it_adds_actions_and_hands_it_back(casework: Casework) -> None:
    await chosen(casework)
    pip, *leads = await ids(casework, "pip", "lena", "lou")
    await does(casework, "lena", give_lead, lead_id=pip)
    async with casework.begin() as uow:
        event = await held_event(uow.session, 1)
        assert event is not None
        await add_action(
            uow.acting(await who(uow, "pip")), event, seen=None, idempotency_key="a", what="Move them",
            owner_id=pip, due=date(2026, 3, 20),
        )  # fmt: skip
    await does(casework, "pip", hand_back)
    assert (await response_of(casework)).lead_id is None
    assert await told(casework, "response_hand_back") == leads
    assert await seen_by(casework, "pip") is None


async def test_leading_it_oneself_tells_nobody(casework: Casework) -> None:
    await chosen(casework)
    await does(casework, "lena", lead_it)
    [lena] = await ids(casework, "lena")
    assert (await response_of(casework)).lead_id == lena
    assert await told(casework, "response_given") == []
    [entry] = await written(casework, "lead_it")
    assert (entry.subject, entry.who) == ("response:1", f"person:{lena}")


async def test_a_stale_press_gives_it_to_nobody(casework: Casework) -> None:
    await chosen(casework)
    await does(casework, "lena", lead_it, seen=1)
    assert await is_refused(casework, "lou", lead_it, seen=1) is Refusal.STALE
    assert [(await response_of(casework)).lead_id] == await ids(casework, "lena")


@pytest.mark.parametrize("response", [each for each in WITH_RECORD if each is not ResponseType.SWARM])
async def test_who_reported_it_does_not_lead_what_needs_somebody_neutral(
    casework: Casework, response: ResponseType
) -> None:
    await chosen(casework, response)
    [nora] = await ids(casework, "nora")
    assert await is_refused(casework, "lena", give_lead, lead_id=nora) is Refusal.NOT_TO_LEAD
    assert (await response_of(casework)).lead_id is None


async def test_a_huddle_is_led_by_whoever_is_in_charge_of_the_shift(casework: Casework) -> None:
    await chosen(casework)
    nora, mo = await ids(casework, "nora", "mo")
    await does(casework, "lena", give_lead, lead_id=nora)
    await does(casework, "lena", give_lead, lead_id=mo)
    assert (await response_of(casework)).lead_id == mo


async def test_nobody_involved_in_the_event_leads_its_psii(casework: Casework) -> None:
    await chosen(casework)
    nora, lou, mo, pip, eve = await ids(casework, "nora", "lou", "mo", "pip", "eve")
    await does(casework, "lou", lead_it)
    await does(casework, "lou", hold, **{**WAS_HELD, "took_part": "nurses, Pip Example"})
    await does(casework, "lena", change_response, to=ResponseType.PSII, reason="Nobody understands it yet.")
    await approved(casework)
    for person_id in (nora, lou, mo, pip):
        assert await is_refused(casework, "lena", give_lead, of=2, lead_id=person_id) is Refusal.NOT_TO_LEAD
    await does(casework, "lena", give_lead, of=2, lead_id=eve)
    view = await seen_by(casework, "lena", 2)
    assert view is not None
    assert {int(id) for id, _ in view.people}.isdisjoint({nora, lou, mo, pip})


async def test_who_was_to_lead_a_huddle_that_was_not_held_may_lead_the_psii(casework: Casework) -> None:
    await chosen(casework)
    [lou] = await ids(casework, "lou")
    await does(casework, "lou", lead_it)
    await does(casework, "lena", change_response, to=ResponseType.PSII, reason="Nobody understands it yet.")
    await approved(casework)
    assert (await response_of(casework, 2)).lead_id == lou


@pytest.mark.parametrize("response", WITH_RECORD)
async def test_nothing_tells_that_a_lead_is_the_sealed_reporter(casework: Casework, response: ResponseType) -> None:
    """To be refused, or left out of a list, would say who reported it."""
    await chosen(casework, response, by="sam", reporter="lena", name=NameShown.CONFIDENTIAL)
    [lena] = await ids(casework, "lena")
    of_lena, of_lou = await seen_by(casework, "lena"), await seen_by(casework, "lou")
    assert of_lena is not None
    assert of_lou is not None
    assert set(of_lena.steps) == set(of_lou.steps)
    assert of_lena.people == of_lou.people
    assert str(lena) in dict(of_lou.people)
    assert of_lena.not_led_by == of_lou.not_led_by
    await does(casework, "lou", give_lead, lead_id=lena)
    await does(casework, "lena", hand_back)
    await does(casework, "lena", lead_it)
    assert (await response_of(casework)).lead_id == lena
    assert await written(casework, "refused") == []
    entries = [entry for did in ("lead_it", "give_lead", "hand_back") for entry in await written(casework, did)]
    assert {entry.who for entry in entries} <= {f"person:{id}" for id in await ids(casework, "lena", "lou")}


async def test_a_trust_may_have_who_chose_it_lead_no_review(casework: Casework) -> None:
    leads = casework.rules.response_leads
    own = replace(leads, not_led_by={**leads.not_led_by, ResponseType.AAR: (Tie.DECIDER,)})
    strict = replace(casework, rules=replace(casework.rules, response_leads=own))
    await chosen(strict, ResponseType.AAR)
    assert await is_refused(strict, "lena", lead_it) is Refusal.NOT_TO_LEAD
    await does(strict, "lou", lead_it)
