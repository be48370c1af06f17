"""When a candour case opens: by what comes to be known of an event, by somebody's word, and never twice."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.cards.candour_owed import owed_line
from bot.casework.advising import advise_again, known_of
from bot.casework.afterwards import add_to_report, agree_to_withdraw, ask_to_withdraw
from bot.casework.candour_asking import ask_for_candour
from bot.casework.candour_assessing import take_on
from bot.casework.candour_log import has_died, has_not_died
from bot.casework.candour_people import keep_person
from bot.casework.correcting import Correction, correct_report
from bot.casework.first_looking import grade_person
from bot.casework.looking import open_steps
from bot.casework.merging import merge
from bot.casework.reporting import Told, add_affected, report_event
from bot.casework.unit_of_work import Casework
from psirf.candour.terms import AskedBy, CandourStatus, Limb, LimbAnswer, OpenedBy, PersonKind
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import (
    EventKind,
    EventStatus,
    NameShown,
    OutcomeType,
    PhysicalHarm,
    PsychologicalHarm,
    Reached,
    YesNo,
)
from storage.candour import candour_of, people_of_case
from storage.events import harm_history, held_event, people_affected
from storage.records import CandourCase, Notification, RoleAssignment
from tests.casework.candour import HAPPENED, assessed, event_is, seen_by, stands
from tests.casework.candour import does as candour_does
from tests.casework.test_events import who
from tests.conftest import Clock

LOW, MODERATE, FATAL = PhysicalHarm.LOW, PhysicalHarm.MODERATE, PhysicalHarm.FATAL
NO_HARM = PsychologicalHarm.NONE
WHY = "Winifred Quillfeather's daughter asked what happened."


async def reports(
    casework: Casework, kind: EventKind = EventKind.INCIDENT, reached: Reached | None = Reached.YES, *,
    what: str = "Insulin at ten times the dose", name: NameShown = NameShown.SHOWN, key: str = "key",
    by: str = "nora", **more: Any,
) -> None:  # fmt: skip
    told = Told(kind, what, 5, "", HAPPENED, HAPPENED, reached, **more)
    async with casework.begin() as uow:
        await report_event(uow.acting(await who(uow, by)), idempotency_key=key, told=told, name=name)


async def does(casework: Casework, name: str, step: Any, *args: Any, event: int = 1, **given: Any) -> Any:
    async with casework.begin() as uow:
        return await step(uow.acting(await who(uow, name)), await held_event(uow.session, event), *args, **given)


async def case_of(casework: Casework, event: int = 1) -> CandourCase | None:
    async with casework.begin() as uow:
        return await candour_of(uow.session, event)


async def opened_for(casework: Casework, event: int = 1) -> list[str] | None:
    case = await case_of(casework, event)
    return case.opened_for if case is not None else None


async def tracks(casework: Casework) -> list[PersonKind]:
    async with casework.begin() as uow:
        return [each.kind for each in await people_of_case(uow.session, 1)]


async def told_of(casework: Casework, kind: str = "candour_opened") -> list[str]:
    """To whom such a message goes, in their order."""
    async with casework.begin() as uow:
        found = await uow.session.scalars(select(Notification).filter_by(kind=kind).order_by(Notification.id))
        names = {(await who(uow, name)).id: name for name in ("cora", "lena", "lou", "nora", "sam", "eve")}
        return [names[each.to] for each in found]


async def asks(
    casework: Casework, name: str, asked_by: AskedBy, key: str = "asks", why: str = WHY, seen: int | None = None
) -> None:
    await does(casework, name, ask_for_candour, seen=seen, key=key, asked_by=asked_by, why=why)


# ---- by the report ----

OPENS: list[tuple[dict[str, Any], list[str] | None]] = [
    ({"physical": MODERATE}, ["physical_harm"]),
    ({"physical": FATAL}, ["physical_harm", "died"]),
    ({"physical": LOW, "psychological": PsychologicalHarm.MODERATE}, ["psychological_harm"]),
    ({"physical": LOW, "psychological": PsychologicalHarm.LOW}, None),
    ({}, None),
    ({"reached": Reached.NO}, None),
    ({"what": "She was given ten times the dose and died an hour later"}, ["died"]),
    ({"reached": Reached.NO, "what": "It was found in time. The patient in the next bed died in the night"}, None),
    ({"kind": EventKind.GOOD_CARE, "reached": None, "what": "He died, and his family was cared for well"}, None),
    ({"kind": EventKind.RISK, "reached": None, "what": "A patient died of this elsewhere"}, None),
    ({"kind": EventKind.OUTCOME, "reached": None, "outcome": OutcomeType.THEATRE}, ["increase_in_treatment"]),
    ({"kind": EventKind.OUTCOME, "reached": None, "outcome": OutcomeType.READMITTED}, ["increase_in_treatment"]),
    ({"kind": EventKind.OUTCOME, "reached": None, "outcome": OutcomeType.CRITICAL_CARE}, ["increase_in_treatment"]),
    ({"kind": EventKind.OUTCOME, "reached": None, "outcome": OutcomeType.THEATRE, "our_part": YesNo.NO}, None),
    ({"kind": EventKind.OUTCOME, "reached": None, "outcome": OutcomeType.CAESAREAN}, None),
    ({"kind": EventKind.OUTCOME, "reached": None, "outcome": OutcomeType.DEATH}, ["died"]),
]  # fmt: skip


@pytest.mark.parametrize(("told", "expected"), OPENS)
async def test_a_report_opens_one_by_what_it_tells(
    casework: Casework, told: dict[str, Any], expected: list[str] | None
) -> None:
    await reports(casework, **told)
    assert await opened_for(casework) == expected


async def test_whoever_leads_on_candour_hears_of_it_once(casework: Casework) -> None:
    await reports(casework, physical=MODERATE)
    assert await told_of(casework) == ["cora"]
    await does(casework, "lena", add_affected, MODERATE, NO_HARM, idempotency_key="another")
    assert await told_of(casework) == ["cora"]
    assert await tracks(casework) == [PersonKind.PATIENT, PersonKind.PATIENT]


async def test_where_nobody_leads_on_candour_the_learning_response_leads_hear(casework: Casework) -> None:
    async with casework.begin() as uow:
        cora = (await who(uow, "cora")).id
        for role in await uow.session.scalars(select(RoleAssignment).filter_by(person_id=cora)):
            await uow.session.delete(role)
    await reports(casework, physical=MODERATE)
    assert await told_of(casework) == ["lena", "lou"]


async def test_who_acts_for_somebody_who_died_is_not_yet_known(casework: Casework) -> None:
    await reports(casework, physical=LOW)
    [affected] = await affected_by(casework)
    await does(casework, "lena", grade_person, seen=None, affected_id=affected, physical=MODERATE, psychological=None)
    assert await tracks(casework) == [PersonKind.PATIENT]
    await does(casework, "lena", grade_person, seen=None, affected_id=affected, physical=FATAL, psychological=None)
    assert await tracks(casework) == [PersonKind.NOT_YET_KNOWN]
    assert await opened_for(casework) == ["physical_harm", "died"]


async def affected_by(casework: Casework) -> list[int]:
    async with casework.begin() as uow:
        return [each.id for each in await people_affected(uow.session, 1)]


# ---- by what is learned later ----


async def test_somebody_else_who_was_harmed_more_opens_one(casework: Casework) -> None:
    await reports(casework, physical=LOW)
    assert await opened_for(casework) is None
    await does(casework, "nora", add_affected, MODERATE, NO_HARM, idempotency_key="another")
    assert await opened_for(casework) == ["physical_harm"]
    assert len(await tracks(casework)) == 2


async def test_a_lead_s_answers_open_one_and_add_up(casework: Casework) -> None:
    await reports(casework, reached=Reached.NO)
    await answers(casework, harm_could_still_emerge="yes")
    assert await opened_for(casework) == ["harm_could_still_emerge"]
    await answers(casework, harm_could_still_emerge="yes")
    assert await opened_for(casework) == ["harm_could_still_emerge"]
    await reports(casework, physical=LOW, key="another")
    await answers(casework, event=2, harm_could_still_emerge="yes")
    await answers(casework, event=2, died="yes")
    assert await opened_for(casework, 2) == ["harm_could_still_emerge", "died"]


async def answers(casework: Casework, event: int = 1, **given: str) -> None:
    async with casework.begin() as uow:
        lena, record = uow.acting(await who(uow, "lena")), await held_event(uow.session, event)
        assert record is not None
        known = {k: v for k, v in (await known_of(lena, record)).items() if k != "capacity_used"}
        await advise_again(lena, record, {**known, **given})


async def test_what_the_reporter_adds_or_puts_right_opens_one(casework: Casework) -> None:
    await reports(casework)
    await does(casework, "nora", add_to_report, words="She died this morning.")
    assert await opened_for(casework) == ["died"]
    await reports(casework, EventKind.OUTCOME, None, outcome=OutcomeType.CAESAREAN, key="another")
    right = Correction("What came about", "", "", {"outcome": OutcomeType.THEATRE})
    await does(casework, "nora", correct_report, event=2, seen=None, corrections=[right])
    assert await opened_for(casework, 2) == ["increase_in_treatment"]


async def test_what_turns_out_to_have_reached_nobody_keeps_its_case(casework: Casework) -> None:
    await reports(casework, physical=MODERATE)
    right = Correction("Reached", "yes", "no", {"reached": Reached.NO})
    await does(casework, "nora", correct_report, seen=None, corrections=[right])
    case = await case_of(casework)
    assert case is not None
    assert case.status is CandourStatus.ASSESSING


async def test_whoever_turns_out_to_be_affected_takes_the_place_of_nobody_known(casework: Casework) -> None:
    await reports(casework, reached=Reached.NO)
    await asks(casework, "nora", AskedBy.REPORTER)
    assert await tracks(casework) == [PersonKind.NOT_YET_KNOWN]
    right = Correction("Reached", "no", "yes", {"reached": Reached.YES})
    await does(casework, "nora", correct_report, seen=None, corrections=[right])
    assert await tracks(casework) == [PersonKind.PATIENT]


async def test_more_that_is_known_after_the_assessment_is_said(casework: Casework) -> None:
    await reports(casework, physical=MODERATE)
    await assessed(casework, limbs={Limb.HARM: LimbAnswer.NO})
    [affected] = await affected_by(casework)
    await does(casework, "lena", grade_person, seen=None, affected_id=affected, physical=FATAL, psychological=None)
    assert await told_of(casework, "candour_more") == ["cora"]


async def test_a_longer_stay_and_long_distress_told_with_a_grade_open_one(casework: Casework) -> None:
    await reports(casework, physical=LOW)
    [affected] = await affected_by(casework)

    async def grades(*told: OpenedBy) -> None:
        given: Any = {"affected_id": affected, "physical": LOW, "psychological": NO_HARM, "told": told}
        await does(casework, "lena", grade_person, seen=None, **given)

    await grades()
    assert await opened_for(casework) is None
    await grades(OpenedBy.DISTRESS)  # the grades stay as they are
    assert await opened_for(casework) == ["distress_expected_days"]
    await grades(OpenedBy.MORE_TREATMENT)
    assert await opened_for(casework) == ["distress_expected_days", "increase_in_treatment"]
    with pytest.raises(NotAllowed) as refused:
        await grades()
    assert refused.value.refusal is Refusal.NOTHING_CHANGED
    async with casework.begin() as uow:
        assert len(await harm_history(uow.session, 1)) == 2


async def test_who_is_graded_as_dead_once_they_are_named_is_asked_about_and_nobody_asks_to_tell_them(
    casework: Casework, clock: Clock
) -> None:
    await reports(casework, physical=MODERATE)
    await assessed(casework)
    who_is: dict[str, Any] = {"number": 1, "kind": PersonKind.PATIENT, "words": {"name": "Win"}, "key": "who"}
    await candour_does(casework, "cora", keep_person, **who_is)
    [affected] = await affected_by(casework)

    async def graded(physical: PhysicalHarm) -> list[tuple[str, str]]:
        clock.moves(minutes=1)
        grade: dict[str, Any] = {"affected_id": affected, "physical": physical, "psychological": None, "seen": None}
        await does(casework, "lena", grade_person, **grade)
        return [(each.kind.value, each.person) for each in (await stands(casework)).owed]

    assert await graded(FATAL) == [("died", "1")]
    assert await tracks(casework) == [PersonKind.PATIENT]  # a grade writes nothing down
    view = await seen_by(casework, "cora")
    assert view is not None
    assert [owed_line(view, each) for each in view.owed] == [
        "Person 1: say whether they have died, by Wednesday 18 March 2026 (10 working days left)"
    ]
    assert ("told", "1") in await graded(MODERATE)
    assert await graded(FATAL) == [("died", "1")]
    await candour_does(casework, "cora", has_not_died, person=1, why="She is on the ward.", key="lives")
    assert [each.kind.value for each in (await stands(casework)).owed] == ["told", "written"]
    await graded(MODERATE)
    assert await graded(FATAL) == [("died", "1")]  # it is known anew
    await candour_does(casework, "cora", has_died, person=1, words="The ward told us.", key="died")
    assert {each.person for each in (await stands(casework)).owed} == {"2"}
    assert await tracks(casework) == [PersonKind.PATIENT, PersonKind.NOT_YET_KNOWN]


# ---- withdrawn, joined ----


async def test_a_report_that_is_withdrawn_takes_its_case_with_it_unless_somebody_was_reached(
    casework: Casework, clock: Clock
) -> None:
    await reports(casework, reached=Reached.NO)
    await asks(casework, "nora", AskedBy.REPORTER)
    await reports(casework, physical=MODERATE, key="another")
    for event in (1, 2):
        await does(casework, "nora", ask_to_withdraw, event=event, because="It was another ward.")
        await does(casework, "lena", agree_to_withdraw, event=event, seen=None)
    first, second = await case_of(casework, 1), await case_of(casework, 2)
    assert first is not None
    assert second is not None
    assert (first.status, first.next_reminder_at) == (CandourStatus.WITHDRAWN, None)
    assert (second.status, second.next_reminder_at is None) == (CandourStatus.ASSESSING, False)


@pytest.mark.parametrize("assess", [False, True])
@pytest.mark.parametrize("asked_by", [AskedBy.PERSON, AskedBy.COMPLAINT, AskedBy.LEAD, AskedBy.REPORTER])
async def test_what_is_owed_or_asked_for_by_others_stays_though_nobody_was_reached(
    casework: Casework, asked_by: AskedBy, assess: bool
) -> None:
    await reports(casework, reached=Reached.NO)
    await asks(casework, "lena", asked_by)
    if assess:
        await assessed(casework)
        await candour_does(casework, "cora", take_on)
    await does(casework, "nora", ask_to_withdraw, because="It was another ward.")
    async with casework.begin() as uow:
        lena, event = uow.acting(await who(uow, "lena")), await held_event(uow.session, 1)
        assert event is not None
        steps = await open_steps(lena, event)
    await does(casework, "lena", agree_to_withdraw, seen=None)
    case, event = await case_of(casework), await event_is(casework)
    assert case is not None
    goes = asked_by is AskedBy.REPORTER and not assess
    assert (case.status is CandourStatus.WITHDRAWN, case.next_reminder_at is None) == (goes, goes)
    assert (event.status is EventStatus.WITHDRAWN) is goes
    assert ("agree_to_withdraw" in steps, "agree_though_reached" in steps) == (goes, not goes)


async def test_whoever_holds_it_hears_that_it_was_withdrawn(casework: Casework) -> None:
    await reports(casework, reached=Reached.NO)
    await asks(casework, "nora", AskedBy.REPORTER)
    await candour_does(casework, "cora", take_on)
    await does(casework, "nora", ask_to_withdraw, because="It was another ward.")
    await does(casework, "lena", agree_to_withdraw, seen=None)
    assert await told_of(casework, "candour_withdrawn") == ["cora"]


async def test_a_report_that_is_joined_to_another_keeps_its_own_candour(casework: Casework) -> None:
    await reports(casework, physical=MODERATE)
    await reports(casework, physical=LOW, key="another")
    await does(casework, "lena", merge, seen=None, into_id=2, reason="The same fall.")
    case = await case_of(casework)
    assert case is not None
    assert (case.event_id, case.status) == (1, CandourStatus.ASSESSING)
