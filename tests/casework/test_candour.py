"""A candour case: assessed by a professional, held by somebody, written down step by step, kept apart."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.casework.candour_assessing import agree_not_owed, approve_findings, assess, name_people, take_on
from bot.casework.candour_log import give_up_reaching, try_to_reach
from bot.casework.candour_people import keep_person
from bot.casework.giving import cover
from bot.casework.unit_of_work import Casework
from psirf.candour.kept import Result, TriedBy
from psirf.candour.terms import (
    Answer,
    CandourStatus,
    CaseState,
    Element,
    Limb,
    LimbAnswer,
    PersonKind,
    StepName,
    StepRefusal,
)
from psirf.refusals import Refusal
from psirf.vocabulary import PhysicalHarm
from storage.records import AuditEntry, Notification
from tests.casework.candour import YES, assessed, does, harmed, is_refused, seen_by, stands, writes
from tests.casework.nudges import nudges, passes
from tests.casework.test_events import who
from tests.conftest import NOW, Clock

NAME = "Winifred Quillfeather"
NO_ANSWER: dict[str, Any] = {"person": 1, "at": NOW, "how": TriedBy.PHONE, "result": Result.NO_ANSWER}
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


async def test_the_named_contact_keeps_in_touch_and_decides_nothing_of_it(casework: Casework) -> None:
    await harmed(casework)
    await does(casework, "cora", take_on)
    pip, mae = await _id(casework, "pip"), await _id(casework, "mae")
    await does(casework, "cora", name_people, contact_id=pip, cover_id=mae)
    for name in ("pip", "mae"):
        given: dict[str, Any] = {"key": name, "limbs": YES, "why": {}, "profession": "ward clerk"}
        assert await is_refused(casework, name, assess, **given) is Refusal.NOT_YOURS
        assert await is_refused(casework, name, name_people, clinician_id=mae) is Refusal.NOT_YOURS
        assert await is_refused(casework, name, approve_findings, key=name, at=NOW) is Refusal.NOT_YOURS
        view = await seen_by(casework, name, with_people=True, with_words=True)
        assert view is not None
        assert view.reads_words
        await writes(casework, name, StepName.ATTEMPT, how="phone", reached=True)
    await does(casework, "cora", name_people, clinician_id=pip)
    await assessed(casework, "pip")


async def test_to_assess_it_whoever_may_is_asked_in_place_of_who_is_away(casework: Casework, clock: Clock) -> None:
    await harmed(casework)
    await does(casework, "cora", take_on)
    cora, pip, mae = [await _id(casework, name) for name in ("cora", "pip", "mae")]
    await does(casework, "cora", name_people, cover_id=mae)
    async with casework.begin() as uow:
        sam = uow.acting(await who(uow, "sam"))
        await cover(sam, away=cora, covered_by=pip, from_on=date(2026, 3, 9), until_on=date(2026, 3, 11))
    await passes(casework, clock, [date(2026, 3, 11)])
    assert await nudges(casework) == [(date(2026, 3, 11), "pip", ("assess:",))]


async def test_each_is_told_of_what_is_new_to_them(casework: Casework) -> None:
    await harmed(casework)
    await does(casework, "cora", take_on)
    pip = await _id(casework, "pip")
    for given in ({"cover_id": pip}, {"cover_id": pip}, {"clinician_id": pip}):
        await does(casework, "cora", name_people, **given)
    async with casework.sessions() as session:
        told = (await session.scalars(select(Notification).filter_by(kind="candour_given"))).all()
    assert [each.to for each in told] == [pip, pip]


async def test_who_decides_or_signs_reads_why_and_no_name(casework: Casework) -> None:
    await harmed(casework)
    given: dict[str, Any] = {"number": 1, "kind": PersonKind.PATIENT, "words": {"name": NAME}, "key": "who"}
    await does(casework, "cora", keep_person, **given)
    limbs, why = {**YES, Limb.HARM: LimbAnswer.NO}, {Limb.HARM: f"{NAME} is well."}
    await does(casework, "cora", assess, key="no", limbs=limbs, why=why, profession="consultant")
    for name in ("eve", "lena", "cora"):
        view = await seen_by(casework, name)
        assert view is not None
        assert view.assessed is not None
        assert view.assessed.why == {Limb.HARM: "[name hidden] is well."}
    await assessed(casework)
    await does(casework, "cora", try_to_reach, key="tried", **NO_ANSWER)
    await does(
        casework, "cora", give_up_reaching, key="up", person=1, elements=[], why=f"{NAME} moved, 07700 900123."
    )
    for name, reads in (("eve", False), ("lena", False), ("cora", True)):
        view = await seen_by(casework, name, with_reasons=True)
        assert view is not None
        assert (NAME in view.tracks[0].why_unsigned) is reads
        assert ("07700" in view.tracks[0].why_unsigned) is reads
    async with casework.sessions() as session:
        looks = (await session.scalars(select(AuditEntry).filter_by(did="see_reasons"))).all()
    assert len(looks) == 6


async def _id(casework: Casework, name: str) -> int:
    async with casework.begin() as uow:
        return int((await who(uow, name)).id or 0)


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
    assert await told_that_it_is(casework, "candour_given") == [NORA, MO, NORA]  # as the contact too


async def test_a_lead_may_name_a_contact_beside_who_holds_it(casework: Casework) -> None:
    await harmed(casework)
    await does(casework, "cora", take_on)
    await does(casework, "lena", name_people, contact_id=NORA)
    assert (await stands(casework)).record.contact_id == NORA
    assert await told_that_it_is(casework, "candour_not_theirs") == [CORA]  # she was the contact too
