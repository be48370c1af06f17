"""A candour case: assessed by a professional, held by somebody, written down step by step, kept apart."""

from datetime import date, timedelta
from typing import Any

from bot.casework.candour_assessing import agree_not_owed, take_on
from bot.casework.unit_of_work import Casework
from psirf.candour.terms import Answer, CandourStatus, CaseState, Element, Limb, LimbAnswer, StepRefusal
from psirf.refusals import Refusal
from psirf.vocabulary import PhysicalHarm
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
