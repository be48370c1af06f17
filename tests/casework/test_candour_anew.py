"""Candour that is assessed anew, as more is known; that is told of once; and that is opened after an upgrade."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from bot.casework.candour_assessing import agree_not_owed, approve_findings, take_on
from bot.casework.candour_of_before import open_of_before
from bot.casework.candour_reminders import waiting_in
from bot.casework.first_looking import grade_person
from bot.casework.notices import still_needed
from bot.casework.reporting import add_affected
from bot.casework.unit_of_work import Casework
from psirf.candour.kept import NoteName
from psirf.candour.terms import AskedBy, CandourStatus, Element, Limb, LimbAnswer
from psirf.refusals import Refusal
from psirf.vocabulary import NameShown, PhysicalHarm, PsychologicalHarm, Reached
from storage.records import CandourCase, CandourPerson, EventNote, Notification
from tests.casework.candour import assessed, does, is_refused, seen_by, stands, writes
from tests.casework.test_candour_opening import (
    LOW,
    MODERATE,
    NO_HARM,
    affected_by,
    answers,
    asks,
    case_of,
    reports,
    told_of,
)
from tests.casework.test_candour_opening import does as event_does
from tests.casework.test_events import who
from tests.conftest import NOW, Clock

SEVERE, FATAL = PhysicalHarm.SEVERE, PhysicalHarm.FATAL
ASSESSING, NOT_REQUIRED, OWED = CandourStatus.ASSESSING, CandourStatus.NOT_REQUIRED, CandourStatus.OWED


async def found_not_owed(casework: Casework, physical: PhysicalHarm = MODERATE, *, signed: bool = True) -> None:
    await reports(casework, physical=physical)
    if physical is LOW:
        await asks(casework, "lena", AskedBy.PERSON)
    await assessed(casework, limbs={Limb.HARM: LimbAnswer.NO})
    if signed:
        await does(casework, "lena", agree_not_owed, key="agree", why="It did no harm.")


async def grades(casework: Casework, physical: PhysicalHarm, psychological: PsychologicalHarm | None = None) -> None:
    [affected] = await affected_by(casework)
    given: Any = {"affected_id": affected, "physical": physical, "psychological": psychological}
    await event_does(casework, "lena", grade_person, seen=None, **given)


async def status(casework: Casework) -> CandourStatus:
    return (await stands(casework)).record.status


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("worse", [(SEVERE, None), (FATAL, None), (MODERATE, PsychologicalHarm.MODERATE)])
async def test_worse_harm_is_assessed_anew_and_said(casework: Casework, worse: Any, signed: bool) -> None:
    await found_not_owed(casework, signed=signed)
    await grades(casework, *worse)
    now = await stands(casework)
    assert (now.record.status, now.case.answer) == (ASSESSING, None)
    assert now.record.told_by is not None
    assert now.record.next_reminder_at is not None
    assert await told_of(casework, "candour_more") == ["cora"]
    await assessed(casework, "lena")
    assert await status(casework) is OWED
    await grades(casework, LOW)
    assert await status(casework) is OWED


async def test_it_waits_to_be_assessed_since_more_was_known(casework: Casework, clock: Clock) -> None:
    await found_not_owed(casework)
    clock.is_set(2026, 5, 1, 10, 0)
    await asks(casework, "lou", AskedBy.PERSON, key="once more")
    assert [each.since for each in waiting_in(await stands(casework))] == [date(2026, 5, 1)]


async def test_less_harm_and_the_same_again_leave_it_as_it_was_found(casework: Casework) -> None:
    await found_not_owed(casework)
    await grades(casework, LOW)
    await answers(casework)
    assert await status(casework) is NOT_REQUIRED
    assert await told_of(casework, "candour_more") == []


async def test_what_was_found_anew_after_worse_harm_stands(casework: Casework) -> None:
    await found_not_owed(casework)
    await grades(casework, SEVERE)
    limbs = {Limb.HARM: LimbAnswer.NO}
    await assessed(casework, "lena", limbs)
    await does(casework, "cora", agree_not_owed, key="agree again", why="It came of something else.")
    assert await status(casework) is NOT_REQUIRED
    await answers(casework)
    assert await status(casework) is NOT_REQUIRED


@pytest.mark.parametrize(("physical", "anew"), [(LOW, False), (MODERATE, True)])
async def test_somebody_else_who_was_harmed_is_assessed_too(
    casework: Casework, physical: PhysicalHarm, anew: bool
) -> None:
    await found_not_owed(casework)
    await event_does(casework, "lena", add_affected, physical, NO_HARM, idempotency_key="another")
    assert (await status(casework) is ASSESSING) is anew
    assert await told_of(casework, "candour_more") == (["cora"] if anew else [])


async def test_that_somebody_else_is_owed_it_is_said_to_who_holds_it(casework: Casework) -> None:
    await reports(casework, physical=MODERATE)
    await assessed(casework)
    await does(casework, "lena", take_on)
    await event_does(casework, "nora", add_affected, LOW, NO_HARM, idempotency_key="another")
    assert sorted(await told_of(casework, "candour_more")) == ["cora", "lena"]
    assert await status(casework) is OWED


@pytest.mark.parametrize("physical", [LOW, MODERATE])  # of the first, it was a person's word that opened it
async def test_somebody_s_word_is_heard_each_time(casework: Casework, physical: PhysicalHarm) -> None:
    await found_not_owed(casework, physical)
    before = (await stands(casework)).record.version
    await asks(casework, "lou", AskedBy.PERSON, key="once more")
    now = await stands(casework)
    assert (now.record.status, now.record.version > before) == (ASSESSING, True)
    assert await told_of(casework, "candour_more") == ["cora"]
    cora = await seen_by(casework, "cora", with_words=True)
    assert cora is not None
    assert cora.written is not None
    assert [each.name for each in cora.written][-2:] == [NoteName.MORE_KNOWN.label, NoteName.OPENED.label]
    await assessed(casework, "lena", {Limb.HARM: LimbAnswer.NO})
    await asks(casework, "sam", AskedBy.PERSON, key="again")
    assert await status(casework) is ASSESSING
    assert await told_of(casework, "candour_more") == ["cora", "cora"]


async def test_that_more_is_known_is_said_also_where_the_case_has_moved_on(casework: Casework, clock: Clock) -> None:
    await found_not_owed(casework)
    clock.is_set(2026, 3, 4, 22, 0)
    await asks(casework, "lou", AskedBy.PERSON, key="at night")
    await assessed(casework, "lena")
    async with casework.begin() as uow:
        found = (await uow.session.scalars(select(Notification).filter_by(kind="candour_more"))).all()
        assert [(each.due_at > clock.now, await still_needed(uow, each)) for each in found] == [(True, True)]


# ---- the same press again ----


async def test_the_same_assessment_again_changes_nothing_and_asks_nobody(casework: Casework) -> None:
    await reports(casework, physical=MODERATE)
    for _ in range(2):
        await assessed(casework, limbs={Limb.HARM: LimbAnswer.NO})
        await does(casework, "lou", take_on)
    await assessed(casework, "lena", {Limb.HARM: LimbAnswer.NO})
    await assessed(casework, limbs={Limb.HARM: LimbAnswer.NO})
    lena = (await stands(casework)).record.assessed_by
    async with casework.begin() as uow:
        assert lena == (await who(uow, "lena")).id
    assert len(await told_of(casework, "candour_second")) == 2


async def test_the_same_approval_again_keeps_its_moment_and_tells_nobody(casework: Casework, clock: Clock) -> None:
    await reports(casework, physical=MODERATE)
    await assessed(casework)
    await does(casework, "lena", take_on)
    for at in (NOW, NOW + timedelta(minutes=5)):
        clock.is_set(2026, 3, 4, 10, 0)
        await does(casework, "cora", approve_findings, key="approve", at=at)
        await writes(casework, "cora", Element.TOLD, key=str(at), in_person=True, mode="phone")
    assert (await stands(casework)).record.findings_approved_at == NOW
    assert await told_of(casework, "candour_findings") == ["lena"]
    later: Any = {"key": "later", "at": NOW + timedelta(days=1)}
    assert await is_refused(casework, "cora", approve_findings, **later) is Refusal.NOT_COME_YET
    assert (await stands(casework)).record.findings_approved_at == NOW


async def test_a_reporter_in_confidence_who_presses_twice_says_it_once(casework: Casework) -> None:
    await reports(casework, physical=LOW, name=NameShown.CONFIDENTIAL)
    for key in ("same", "same", "another"):
        await asks(casework, "nora", AskedBy.REPORTER, key=key)
    async with casework.begin() as uow:
        assert await uow.session.scalar(select(func.count()).select_from(EventNote)) == 2
    entries = (await stands(casework)).entries
    assert [(each.name, each.written_by, each.sealed) for each in entries] == [(NoteName.OPENED, None, "")] * 2
    assert not {each.key for each in entries} & {"same", "another"}


# ---- after an upgrade ----


async def test_what_was_graded_before_is_opened_once_and_its_leads_hear_once(
    casework: Casework, clock: Clock
) -> None:
    for number, (physical, reached) in enumerate(
        [(MODERATE, Reached.YES), (LOW, Reached.YES), (SEVERE, Reached.YES), (PhysicalHarm.NOT_GRADED, Reached.NO)]
    ):
        clock.moves(days=number)
        await reports(casework, physical=physical, reached=reached, key=str(number))
    async with casework.begin() as uow:
        for record in (CandourPerson, Notification, CandourCase):
            await uow.session.execute(delete(record))
    clock.moves(days=30)
    found = await open_of_before(casework, since=date(2026, 3, 5))
    assert (found.looked_at, found.opened) == (3, 1)
    found = await open_of_before(casework)
    assert (found.looked_at, found.opened) == (3, 1)
    found = await open_of_before(casework)
    assert (found.looked_at, found.opened) == (2, 0)
    first, third = await case_of(casework, 1), await case_of(casework, 3)
    assert first is not None
    assert third is not None
    assert [(each.status, each.opened_by) for each in (first, third)] == [(ASSESSING, None)] * 2
    assert first.told_by == date(2026, 3, 18)  # it counts from the report
    assert await told_of(casework, "candour_before") == ["cora"]
    assert await told_of(casework) == []
