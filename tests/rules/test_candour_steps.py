"""What each step of a candour case does, and when it is refused."""

from datetime import timedelta

import pytest

from psirf.candour.record import StepRefused, begun
from psirf.candour.steps import after
from psirf.candour.terms import CaseState, Element, Limb, LimbAnswer, StepName, StepRefusal
from tests.rules.test_candour_record import (
    HAPPENED,
    NOT_NOTIFIABLE,
    NOTIFIABLE,
    NOW,
    all_done,
    refusal,
    step,
    taken,
)

ONE = begun(HAPPENED, ["p"])
ASSESSED = taken(ONE, step(StepName.ASSESSED))
TOLD = taken(ASSESSED, step(Element.TOLD, 2))


def test_smoothly_it_is_complete() -> None:
    case = taken(ASSESSED, *all_done("p"))
    assert (case.state, case.missing()) == (CaseState.COMPLETE, [])


def test_each_element_that_is_open_is_missing() -> None:
    for left in Element:
        if left is not Element.TOLD:
            case = taken(ASSESSED, *(each for each in all_done("p") if each.name is not left))
            assert case.missing() == [("p", left)]
            assert case.state is CaseState.OPEN


def test_news_heard_and_the_letter_refused() -> None:
    case = taken(ASSESSED, *(each for each in all_done("p") if each.name is not Element.WRITTEN))
    case = taken(case, step(StepName.DECLINED, 3, "p", elements=frozenset({Element.WRITTEN})))
    assert case.state is CaseState.COMPLETE_DECLINED


def test_whoever_declined_may_ask_to_be_told_after_all() -> None:
    case = taken(ASSESSED, step(StepName.DECLINED, 2))
    assert case.state is CaseState.COMPLETE_DECLINED
    case = taken(case, step(StepName.ASKS_TO_BE_TOLD, 3))
    assert case.state is CaseState.OPEN
    assert [element for _, element in case.missing()] == list(Element)


def test_what_was_given_stays_given_when_somebody_asks_again() -> None:
    case = taken(TOLD, step(StepName.DECLINED, 3), step(StepName.ASKS_TO_BE_TOLD, 4))
    assert Element.TOLD not in [element for _, element in case.missing()]


def test_not_notifiable_is_looked_at_by_a_second_person() -> None:
    case = taken(ONE, step(StepName.ASSESSED, limbs=NOT_NOTIFIABLE))
    assert (case.state, case.missing()) == (CaseState.OPEN, [("case", StepName.SIGN_OFF)])
    assert refusal(case, step(StepName.SIGN_OFF)) is StepRefusal.OWN_WORK
    case = taken(case, step(StepName.SIGN_OFF, 2, by="sister b"))
    assert (case.state, case.missing()) == (CaseState.CLOSED_NOT_REQUIRED, [])
    assert refusal(case, step(Element.WRITTEN, 3)) is StepRefusal.NOT_OWED


def test_the_person_s_own_word_opens_the_assessment_again() -> None:
    case = taken(ONE, step(StepName.ASSESSED, limbs=NOT_NOTIFIABLE), step(StepName.SIGN_OFF, 2, by="sister b"))
    case = taken(case, step(StepName.ASKS_TO_BE_TOLD, 3))
    assert case.state is CaseState.OPEN
    assert ("case", StepName.ASSESSED) in case.missing()
    assert taken(case, step(StepName.ASSESSED, 4), *all_done("p", 5)).state is CaseState.COMPLETE


@pytest.mark.parametrize("kept", [StepName.QUESTION, StepName.ATTEMPT])
def test_listening_goes_on_where_nothing_is_owed_by_law(kept: StepName) -> None:
    case = taken(ONE, step(StepName.ASSESSED, limbs=NOT_NOTIFIABLE), step(StepName.SIGN_OFF, 2, by="sister b"))
    case = taken(case, step(kept, 3))
    assert (case.state, case.missing()) == (CaseState.CLOSED_NOT_REQUIRED, [])
    if kept is StepName.QUESTION:
        case = taken(case, step(StepName.ANSWER, 4))
        assert case.state is CaseState.CLOSED_NOT_REQUIRED
        assert case.tracks["p"].questions == {"q1": True}


def test_a_second_person_who_disagrees_assesses_it_again() -> None:
    case = taken(ONE, step(StepName.ASSESSED, limbs=NOT_NOTIFIABLE))
    case = taken(case, step(StepName.ASSESSED, 2, by="sister b"))
    assert (case.state, case.missing()) == (CaseState.OPEN, [("p", element) for element in Element])
    assert refusal(case, step(StepName.SIGN_OFF, 3, by="matron c")) is StepRefusal.NOTHING_TO_SIGN
    again = taken(case, step(StepName.ASSESSED, 3, limbs=NOT_NOTIFIABLE, by="matron c"))
    assert refusal(again, step(StepName.SIGN_OFF, 4, by="matron c")) is StepRefusal.OWN_WORK
    assert taken(again, step(StepName.SIGN_OFF, 4)).state is CaseState.CLOSED_NOT_REQUIRED


def test_uncertain_is_treated_as_notifiable() -> None:
    case = taken(ONE, step(StepName.ASSESSED, limbs={**NOTIFIABLE, Limb.HARM: LimbAnswer.UNCERTAIN}))
    assert ("p", Element.TOLD) in case.missing()


@pytest.mark.parametrize("element", [each for each in Element if each not in (Element.TOLD, Element.SUPPORT)])
def test_nothing_of_the_telling_comes_before_it(element: Element) -> None:
    assert refusal(ASSESSED, step(element)) is StepRefusal.NOT_TOLD_YET
    assert refusal(TOLD, step(element, 1)) is StepRefusal.BEFORE_TELLING
    assert element in taken(TOLD, step(element, 2)).tracks["p"].ended


def test_support_may_be_offered_before() -> None:
    assert Element.SUPPORT in taken(ASSESSED, step(Element.SUPPORT)).tracks["p"].ended


def test_who_declined_to_be_told_in_person_still_gets_the_letter() -> None:
    case = taken(ASSESSED, step(StepName.DECLINED, 2, elements=frozenset({Element.TOLD})))
    assert Element.WRITTEN in taken(case, step(Element.WRITTEN, 3)).tracks["p"].ended


def test_a_day_before_it_happened_or_to_come_is_refused() -> None:
    assert refusal(ASSESSED, step(Element.TOLD, -1)) is StepRefusal.BEFORE_IT_HAPPENED
    assert refusal(ASSESSED, step(Element.TOLD, 2), HAPPENED + timedelta(days=1)) is StepRefusal.NOT_COME_YET


def test_findings_wait_for_their_questions() -> None:
    asked = taken(TOLD, step(StepName.QUESTION, 3))
    assert refusal(asked, step(Element.FINDINGS, 4)) is StepRefusal.QUESTIONS_OPEN
    assert refusal(asked, step(StepName.ANSWER, 4, number="q2")) is StepRefusal.NO_QUESTION
    assert refusal(asked, step(StepName.QUESTION, 4)) is StepRefusal.ASKED_ALREADY
    assert Element.FINDINGS in taken(asked, step(StepName.ANSWER, 4), step(Element.FINDINGS, 5)).tracks["p"].ended


def test_a_question_after_the_findings_opens_it_again() -> None:
    case = taken(ASSESSED, *all_done("p"), step(StepName.QUESTION, 3))
    assert (case.state, case.missing()) == (CaseState.OPEN, [("p", StepName.ANSWER)])


def test_and_is_complete_again_once_it_is_answered() -> None:
    case = taken(ASSESSED, *all_done("p"), step(StepName.QUESTION, 3), step(StepName.ANSWER, 4))
    assert case.state is CaseState.COMPLETE
    assert taken(case, step(Element.WRITTEN, 5), step(StepName.ATTEMPT, 6)).state is CaseState.COMPLETE


def test_findings_are_not_shared_before_the_day_of_the_answer() -> None:
    asked = taken(TOLD, step(StepName.QUESTION, 3))
    assert refusal(asked, step(StepName.ANSWER, 2)) is StepRefusal.BEFORE_ASKED
    answered = taken(asked, step(StepName.ANSWER, 6))
    assert refusal(answered, step(Element.FINDINGS, 5)) is StepRefusal.QUESTIONS_OPEN
    assert Element.FINDINGS in taken(answered, step(Element.FINDINGS, 6)).tracks["p"].ended


def test_findings_shared_before_they_asked_are_written_down_late() -> None:
    case = taken(TOLD, step(StepName.QUESTION, 6), step(Element.FINDINGS, 5))
    assert Element.FINDINGS in case.tracks["p"].ended
    assert ("p", StepName.ANSWER) in case.missing()


def test_who_declined_all_and_then_asks_is_answered() -> None:
    before = taken(ASSESSED, step(StepName.QUESTION, 2), step(StepName.DECLINED, 3))
    assert before.state is CaseState.COMPLETE_DECLINED
    later = taken(before, step(StepName.QUESTION, 4, number="q2"))
    assert later.missing() == [("p", StepName.ANSWER)]
    assert taken(later, step(StepName.ANSWER, 5, number="q2")).state is CaseState.COMPLETE_DECLINED


def test_one_person_s_questions_keep_nobody_else_s_findings() -> None:
    case = taken(begun(HAPPENED, ["p", "q"]), step(StepName.ASSESSED), step(StepName.QUESTION, 1, "p"))
    case = taken(case, *all_done("q", 2))
    assert (
        refusal(taken(case, step(Element.TOLD, 2, "p")), step(Element.FINDINGS, 3, "p")) is StepRefusal.QUESTIONS_OPEN
    )


def test_each_person_has_a_track_of_their_own() -> None:
    case = taken(begun(HAPPENED, ["p", "q"]), step(StepName.ASSESSED), *all_done("p"))
    assert {person for person, _ in case.missing()} == {"q"}
    assert refusal(case, step(Element.TOLD, 2)) is StepRefusal.WHICH_PERSON
    assert refusal(case, step(Element.TOLD, 2, "r")) is StepRefusal.UNKNOWN_PERSON


def test_what_a_step_must_say() -> None:
    assert refusal(TOLD, step(Element.APOLOGY, 2, words=" ")) is StepRefusal.NO_WORDS
    assert refusal(ASSESSED, step(Element.TOLD, is_in_person=None)) is StepRefusal.NO_MODE
    assert refusal(ASSESSED, step(Element.TOLD, is_in_person=False)) is StepRefusal.NOT_IN_PERSON
    assert refusal(ASSESSED, step(Element.TOLD, by=" ")) is StepRefusal.NOBODY_DID_IT
    assert refusal(ASSESSED, step(StepName.ATTEMPT, how="")) is StepRefusal.HOW_AND_RESULT
    assert refusal(ONE, step(StepName.ASSESSED, limbs={})) is StepRefusal.NO_LIMBS
    for name in (StepName.QUESTION, StepName.ANSWER):
        assert refusal(TOLD, step(name, 3, number="")) is StepRefusal.NO_NUMBER


def test_nothing_changes_where_a_step_is_refused() -> None:
    with pytest.raises(StepRefused):
        after(TOLD, step(Element.APOLOGY, 1), NOW)
    assert taken(TOLD, step(Element.APOLOGY, 2)).tracks["p"].ended[Element.APOLOGY].at == HAPPENED + timedelta(days=2)
