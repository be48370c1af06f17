"""Who can be reached and who cannot, who signs it, and who is looked for where somebody died."""

import pytest

from psirf.candour.modes import is_in_person, was_reached
from psirf.candour.record import NOT_YET_KNOWN, Step, begun
from psirf.candour.terms import CaseState, Element, StepName, StepRefusal
from tests.rules.test_candour_record import (
    HAPPENED,
    NOT_NOTIFIABLE,
    all_done,
    refusal,
    step,
    taken,
)

ONE = begun(HAPPENED, ["p"])
ASSESSED = taken(ONE, step(StepName.ASSESSED))
TOLD = taken(ASSESSED, step(Element.TOLD, 2))


def test_nobody_is_called_unreachable_without_attempts_and_another_signature() -> None:
    assert refusal(ASSESSED, step(StepName.CANNOT_BE_REACHED)) is StepRefusal.NO_ATTEMPT
    case = taken(ASSESSED, step(StepName.ATTEMPT), step(StepName.CANNOT_BE_REACHED, 2))
    assert case.missing() == [*(("p", element) for element in Element), ("p", StepName.SIGN_OFF)]
    assert case.state is CaseState.OPEN
    assert refusal(case, step(StepName.SIGN_OFF, 3, by="DR A ")) is StepRefusal.OWN_WORK
    assert refusal(case, step(StepName.SIGN_OFF, 1, by="sister b")) is StepRefusal.NOTHING_TO_SIGN
    assert taken(case, step(StepName.SIGN_OFF, 3, by="sister b")).state is CaseState.COMPLETE_UNREACHABLE


def test_an_attempt_that_reached_them_is_no_reason_and_undoes_what_waits_for_a_signature() -> None:
    reached = taken(ASSESSED, step(StepName.ATTEMPT, reached=True))
    assert refusal(reached, step(StepName.CANNOT_BE_REACHED, 2)) is StepRefusal.NO_ATTEMPT
    case = taken(ASSESSED, step(StepName.ATTEMPT), step(StepName.CANNOT_BE_REACHED, 2))
    case = taken(case, step(StepName.ATTEMPT, 3, reached=True))
    assert refusal(case, step(StepName.SIGN_OFF, 4, by="sister b")) is StepRefusal.NOTHING_TO_SIGN


def test_attempts_count_from_when_they_were_last_spoken_to() -> None:
    case = taken(ASSESSED, step(StepName.ATTEMPT), step(Element.TOLD, 2))
    assert refusal(case, step(StepName.CANNOT_BE_REACHED, 3)) is StepRefusal.NO_ATTEMPT
    late = taken(case, step(StepName.ATTEMPT, 1))  # written down late, and tried before they were told
    assert refusal(late, step(StepName.CANNOT_BE_REACHED, 3)) is StepRefusal.NO_ATTEMPT
    case = taken(case, step(StepName.ATTEMPT, 4))
    assert refusal(case, step(StepName.CANNOT_BE_REACHED, 3)) is StepRefusal.NO_ATTEMPT
    case = taken(case, step(StepName.CANNOT_BE_REACHED, 5), step(StepName.SIGN_OFF, 6, by="sister b"))
    assert case.state is CaseState.COMPLETE_UNREACHABLE


UNREACHABLE = taken(
    ASSESSED,
    step(StepName.ATTEMPT, 2),
    step(StepName.CANNOT_BE_REACHED, 3),
    step(StepName.SIGN_OFF, 4, by="sister b"),
)


@pytest.mark.parametrize(
    "found",
    [
        step(Element.TOLD, 5), step(StepName.ATTEMPT, 5, reached=True), step(StepName.QUESTION, 5),
        step(StepName.DECLINED, 5, elements=frozenset({Element.MEETING})), step(StepName.ASKS_TO_BE_TOLD, 5),
    ],
)  # fmt: skip
def test_who_is_found_after_all_is_owed_it_again(found: Step) -> None:
    assert UNREACHABLE.state is CaseState.COMPLETE_UNREACHABLE
    case = taken(UNREACHABLE, found)
    assert case.state is CaseState.OPEN
    assert ("p", Element.APOLOGY) in case.missing()


def test_who_comes_to_be_known_is_owed_what_could_not_be_given_to_nobody() -> None:
    case = taken(UNREACHABLE, step(StepName.FOUND, 5))
    assert case.missing() == [("p", element) for element in Element]
    assert refusal(case, step(StepName.CANNOT_BE_REACHED, 6)) is StepRefusal.NO_ATTEMPT  # of those to find them none
    none_owed = taken(ONE, step(StepName.ASSESSED, limbs=NOT_NOTIFIABLE), step(StepName.SIGN_OFF, 2, by="sister b"))
    assert taken(none_owed, step(StepName.FOUND, 3)).state is CaseState.CLOSED_NOT_REQUIRED


def test_that_somebody_died_can_be_put_right() -> None:
    died = taken(TOLD, step(StepName.PERSON_DIED, 3))
    case = taken(died, step(StepName.LIVES, 4, "p"))
    assert set(case.tracks) == {"p"}
    assert ("p", Element.APOLOGY) in case.missing()
    assert ("p", Element.TOLD) not in case.missing()
    assert refusal(died, step(StepName.LIVES, 4, "p", by=" ")) is StepRefusal.NOBODY_DID_IT
    acts = taken(died, step(StepName.ASKS_TO_BE_TOLD, 4, "the daughter"), step(StepName.LIVES, 5, "p"))
    assert set(acts.tracks) == {"p", "the daughter"}


def test_who_was_only_added_can_be_taken_off_as_long_as_somebody_is_left_to_be_told() -> None:
    two = taken(begun(HAPPENED, ["p", "q"]), step(StepName.ASSESSED), step(Element.TOLD, 2, "p"))
    assert set(taken(two, step(StepName.TAKEN_OFF, 3, "q")).tracks) == {"p"}
    assert refusal(two, step(StepName.TAKEN_OFF, 3, "p")) is StepRefusal.STAYS
    assert refusal(ASSESSED, step(StepName.TAKEN_OFF, 3)) is StepRefusal.STAYS
    dead = taken(two, step(StepName.PERSON_DIED, 3, "p"))
    assert refusal(dead, step(StepName.TAKEN_OFF, 4, "q")) is StepRefusal.STAYS


def test_a_conversation_before_they_were_lost_changes_nothing_of_it() -> None:
    case = taken(UNREACHABLE, step(Element.TOLD, 1))
    assert case.state is CaseState.COMPLETE_UNREACHABLE


def test_what_was_declined_may_be_signed_and_waits_for_nobody() -> None:
    case = taken(ASSESSED, step(StepName.DECLINED, 2))
    assert case.state is CaseState.COMPLETE_DECLINED
    assert refusal(case, step(StepName.SIGN_OFF, 3)) is StepRefusal.OWN_WORK
    signed = taken(case, step(StepName.SIGN_OFF, 3, by="sister b"))
    assert (signed.state, signed.missing()) == (CaseState.COMPLETE_DECLINED, [])
    assert refusal(signed, step(StepName.SIGN_OFF, 4, by="sister b")) is StepRefusal.NOTHING_TO_SIGN


def test_one_signature_is_of_everything_that_its_writer_may_sign() -> None:
    case = taken(
        begun(HAPPENED, ["p", "q"]), step(StepName.ASSESSED), step(StepName.ATTEMPT, 1, "q"),
        step(StepName.DECLINED, 2, "p", by="sister b"), step(StepName.CANNOT_BE_REACHED, 2, "q"),
    )  # fmt: skip
    assert taken(case, step(StepName.SIGN_OFF, 3, by="sister b")).state is CaseState.COMPLETE_UNREACHABLE


def test_where_both_wait_a_signature_is_of_the_assessment_but_where_a_person_is_named() -> None:
    both = taken(ASSESSED, step(StepName.ATTEMPT), step(StepName.CANNOT_BE_REACHED, 2, by="sister b"))
    both = taken(both, step(StepName.ASSESSED, 3, limbs=NOT_NOTIFIABLE))
    assert taken(both, step(StepName.SIGN_OFF, 4, by="matron c")).state is CaseState.CLOSED_NOT_REQUIRED
    named = taken(both, step(StepName.SIGN_OFF, 4, "p", by="matron c"))
    assert named.missing() == [("case", StepName.SIGN_OFF)]
    assert taken(named, step(StepName.SIGN_OFF, 5, "p", by="matron c")).state is CaseState.CLOSED_NOT_REQUIRED


def test_the_question_of_somebody_who_died_is_still_answered() -> None:
    two = taken(begun(HAPPENED, ["p", "q"]), step(StepName.ASSESSED), step(StepName.QUESTION, 1, "p"))
    case = taken(two, step(StepName.PERSON_DIED, 2, "p"), *all_done("q", 3))
    assert case.missing() == [("p", StepName.ANSWER)]
    assert refusal(case, step(StepName.QUESTION, 4, "p", number="q2")) is StepRefusal.THEY_DIED
    assert taken(case, step(StepName.ANSWER, 4)).state is CaseState.COMPLETE


def test_where_nobody_is_known_to_act_somebody_is_looked_for() -> None:
    case = taken(begun(HAPPENED, []), step(StepName.ASSESSED))
    assert (NOT_YET_KNOWN, Element.TOLD) in case.missing()
    case = taken(case, step(StepName.ATTEMPT), step(StepName.CANNOT_BE_REACHED, 2))
    case = taken(case, step(StepName.SIGN_OFF, 3, by="sister b"))
    assert case.state is CaseState.COMPLETE_UNREACHABLE
    case = taken(case, step(StepName.ASKS_TO_BE_TOLD, 4, "the daughter"))
    assert ("the daughter", Element.TOLD) in case.missing()


@pytest.mark.parametrize("name", [*Element, StepName.DECLINED])
def test_nothing_is_given_to_nobody(name: StepName | Element) -> None:
    unknown = taken(begun(HAPPENED, []), step(StepName.ASSESSED))
    assert refusal(unknown, step(name)) is StepRefusal.NOBODY_KNOWN


def test_a_patient_who_died_before_anybody_was_known_to_act() -> None:
    unknown = taken(begun(HAPPENED, []), step(StepName.ASSESSED), step(StepName.PERSON_DIED, 1, "p"))
    assert {person for person, _ in unknown.missing()} == {NOT_YET_KNOWN}
    assert refusal(unknown, step(Element.TOLD, 2, "p")) is StepRefusal.THEY_DIED
    looked = taken(unknown, step(StepName.ATTEMPT, 2, "next of kin"), step(StepName.PERSON_DIED, 2))
    assert len(looked.tracks[NOT_YET_KNOWN].attempts) == 1


def test_bereaved_people_are_met_like_anybody() -> None:
    case = taken(begun(HAPPENED, ["the widow"]), step(StepName.ASSESSED))
    assert {person for person, _ in case.missing()} == {"the widow"}
    assert taken(case, *all_done("the widow", 2)).state is CaseState.COMPLETE


def test_what_is_owed_to_somebody_who_dies_goes_to_whoever_acts() -> None:
    case = taken(TOLD, step(StepName.PERSON_DIED, 3))
    assert {person for person, _ in case.missing()} == {NOT_YET_KNOWN}
    assert refusal(case, step(Element.APOLOGY, 4, "p")) is StepRefusal.THEY_DIED
    assert refusal(case, step(StepName.PERSON_DIED, 4, "p")) is StepRefusal.ALREADY_DEAD
    case = taken(case, step(StepName.ASKS_TO_BE_TOLD, 5, "the daughter"), *all_done("the daughter", 6))
    assert case.state is CaseState.COMPLETE


def test_who_was_told_all_and_then_died_leaves_nothing_owed() -> None:
    assert taken(ASSESSED, *all_done("p"), step(StepName.PERSON_DIED, 3)).state is CaseState.COMPLETE


def test_where_another_is_told_nobody_is_looked_for() -> None:
    case = taken(begun(HAPPENED, ["p", "q"]), step(StepName.ASSESSED), step(StepName.PERSON_DIED, 2, "p"))
    assert {person for person, _ in case.missing()} == {"q"}


@pytest.mark.parametrize(
    ("mode", "is_it"),
    [
        ("in person", True), ("face to face", True), ("phone", True), ("video call", True), ("", None),
        ("voice mail", False), ("letters", False), ("in person, a letter was handed over", True),
        ("letter", False), ("email", False), ("e-mail", False), ("left a voicemail", False), ("text_message", False),
    ],
)  # fmt: skip
def test_in_person_is_a_conversation(mode: str, is_it: bool | None) -> None:
    assert is_in_person(mode) is is_it


@pytest.mark.parametrize(
    ("result", "reached"),
    [
        ("spoke", True), ("spoke to them", True), ("declined", True), ("no_answer", False), ("no answer", False),
        ("left_message_no_detail", False), ("not_appropriate_now", False), ("number unobtainable", False),
        ("letter returned", False), ("", None), ("busy", False), ("nobody answered", False),
    ],
)  # fmt: skip
def test_what_came_of_an_attempt(result: str, reached: bool | None) -> None:
    assert was_reached(result) is reached
