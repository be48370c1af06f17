"""A candour case: assessed by a professional, held by somebody, written down step by step, kept apart."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.casework.candour_assessing import agree_not_owed, name_people, take_on
from bot.casework.unit_of_work import Casework
from psirf.candour.terms import Answer, CandourStatus, CaseState, Element, Limb, LimbAnswer, StepRefusal
from psirf.refusals import Refusal
from psirf.vocabulary import PhysicalHarm
from storage.records import Notification
from tests.casework.candour import assessed, does, harmed, is_refused, seen_by, stands, writes
from tests.conftest import NOW, Clock

NAME = "Winifred Quillfeather"
IN_PERSON: dict[str, Any] = {"in_person": True, "mode": "face to face"}


async def test_moderate_harm_opens_an_assessment_and_low_harm_does_not(casework: Casework) -> None:
    assert await harmed(casework, PhysicalHarm.LOW, key="low") is None
    case = await harmed(casework)
    assert case is not None
    now = await stands(casework)
    assert now.record.status is CandourStatus.ASSESSING
    assert now.record.opened_for == ["physical_harm"]
    assert [each.number for each in now.people] == [1]
    assert now.record.told_by == date(2026, 3, 18)  # Wednesday 4 March, and ten working days


async def test_it_is_owed_from_the_assessment_on_and_each_element_ends_by_itself(casework: Casework) -> None:
    await harmed(casework)
    await assessed(casework)
    await does(casework, "cora", take_on)
    assert (await stands(casework)).record.status is CandourStatus.OWED
    await writes(casework, "cora", Element.TOLD, **IN_PERSON)
    await writes(casework, "cora", Element.APOLOGY, words=f"I am so sorry, {NAME}.")
    for element in Element:
        if element not in (Element.TOLD, Element.APOLOGY):
            assert (await stands(casework)).case.state is CaseState.OPEN
            await writes(casework, "cora", element)
    now = await stands(casework)
    assert (now.case.state, now.record.status) == (CaseState.COMPLETE, CandourStatus.ENDED)


async def test_what_is_not_owed_is_looked_at_by_somebody_else(casework: Casework) -> None:
    await harmed(casework)
    await assessed(casework, limbs={Limb.HARM: LimbAnswer.NO})
    assert (await stands(casework)).record.status is CandourStatus.SECOND_LOOK
    assert await is_refused(casework, "cora", agree_not_owed, key="agree", why="I agree.") is Refusal.OWN_WORK
    await does(casework, "lena", agree_not_owed, key="agree", why="I agree.")
    now = await stands(casework)
    assert now.record.status is CandourStatus.NOT_REQUIRED
    assert now.case.answer is Answer.NOT_NOTIFIABLE
    assert now.record.told_by is None


async def test_what_cannot_be_is_refused_with_why_and_nothing_is_kept(casework: Casework) -> None:
    await harmed(casework)
    await assessed(casework)

    async def refusal(element: Element, **how: Any) -> object:
        try:
            await writes(casework, "cora", element, **how)
        except Exception as refused:
            return getattr(refused, "why", refused)
        return None

    before = len((await stands(casework)).entries)
    assert await refusal(Element.APOLOGY, words="Sorry.") is StepRefusal.NOT_TOLD_YET
    assert await refusal(Element.TOLD, at=NOW - timedelta(days=2), **IN_PERSON) is StepRefusal.BEFORE_IT_HAPPENED
    assert await refusal(Element.TOLD, at=NOW + timedelta(days=2), **IN_PERSON) is StepRefusal.NOT_COME_YET
    assert await refusal(Element.TOLD, in_person=False) is StepRefusal.NOT_IN_PERSON
    assert len((await stands(casework)).entries) == before


async def test_the_same_press_twice_writes_one_thing(casework: Casework) -> None:
    await harmed(casework)
    await assessed(casework)
    for _ in range(2):
        await writes(casework, "cora", Element.TOLD, key="the same", **IN_PERSON)
    assert [entry.name for entry in (await stands(casework)).entries] == ["assessed", "told"]


async def test_what_was_said_is_for_the_candour_roles_alone(casework: Casework, clock: Clock) -> None:
    await harmed(casework)
    await assessed(casework)
    await writes(casework, "cora", Element.TOLD, words=f"{NAME} was told.", **IN_PERSON)
    cora = await seen_by(casework, "cora", with_people=True, with_words=True)
    assert cora is not None
    assert cora.written is not None
    assert NAME in str(cora.written)
    lena = await seen_by(casework, "lena", with_people=True, with_words=True)
    assert lena is not None
    assert (lena.written, lena.identities) == (None, None)
    assert NAME not in repr(lena)
    assert await seen_by(casework, "nora") is None


# ---- who holds it ----

CORA, LENA, NORA, MO = 7, 2, 1, 4


async def told_that_it_is(casework: Casework, kind: str) -> list[int | None]:
    async with casework.sessions() as session:
        found = await session.scalars(select(Notification).filter_by(kind=kind).order_by(Notification.id))
        return [each.to for each in found]


async def test_a_lead_may_hold_what_nobody_holds(casework: Casework) -> None:
    await harmed(casework)
    await does(casework, "lena", take_on)
    assert (await stands(casework)).record.clinician_id == LENA


@pytest.mark.parametrize(
    "named",
    [{"clinician_id": LENA}, {"contact_id": LENA}, {"cover_id": LENA}, {"clinician_id": MO}],
    ids=["as who holds it", "as contact", "as cover", "another"],
)
async def test_a_lead_takes_nothing_that_somebody_else_holds(casework: Casework, named: dict[str, int]) -> None:
    await harmed(casework)
    await does(casework, "cora", take_on)
    assert await is_refused(casework, "lena", name_people, **named) is Refusal.HELD_BY_ANOTHER
    assert await is_refused(casework, "lena", take_on) is Refusal.HELD_BY_ANOTHER
    seen = await seen_by(casework, "lena")
    assert seen is not None
    assert "take_on" not in seen.steps
    assert (await stands(casework)).record.clinician_id == CORA


async def test_whoever_leads_on_candour_may_and_who_held_it_is_told(casework: Casework) -> None:
    await harmed(casework)
    await does(casework, "lena", take_on)
    await does(casework, "cora", take_on)
    assert (await stands(casework)).record.clinician_id == CORA
    assert await told_that_it_is(casework, "candour_not_theirs") == [LENA]


async def test_who_holds_it_gives_it_on_and_each_who_was_named_before_is_told(casework: Casework) -> None:
    await harmed(casework)
    await does(casework, "lena", take_on)
    await does(casework, "lena", name_people, clinician_id=NORA, cover_id=MO)
    assert await told_that_it_is(casework, "candour_not_theirs") == []  # Lena did it, and is the contact still
    await does(casework, "cora", name_people, contact_id=NORA, cover_id=CORA)
    assert sorted(map(str, await told_that_it_is(casework, "candour_not_theirs"))) == [str(LENA), str(MO)]
    assert await told_that_it_is(casework, "candour_given") == [NORA, MO]


async def test_a_lead_may_name_a_contact_beside_who_holds_it(casework: Casework) -> None:
    await harmed(casework)
    await does(casework, "cora", take_on)
    await does(casework, "lena", name_people, contact_id=NORA)
    assert (await stands(casework)).record.contact_id == NORA
    assert await told_that_it_is(casework, "candour_not_theirs") == [CORA]  # she was the contact too
