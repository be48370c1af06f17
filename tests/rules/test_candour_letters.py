"""The drafts of letters: plain, from what is known alone, every gap marked, nothing clinical where it is not due."""

import re
from dataclasses import replace
from datetime import date

import pytest

from bot.cards.letter_words import LONGEST_DRAFT, LONGEST_PARTS, LetterFacts, letter_text
from psirf.candour.kept import LetterKind
from psirf.candour.terms import Element
from tests.house.test_wording import UNFAIR

KNOWN = LetterFacts(
    LetterKind.FOLLOW_UP, called="Win", told=((date(2026, 3, 4), "at home"),),
    account="You were given more insulin than you needed.", apology="I am so sorry, Win.",
    enquiries="How the pump is set.", support="Our support team rings you.", findings="Two pumps look alike.",
    questions=(("Why me?", "It could have been anybody."), ("Who knew?", "")), contact="Cora Example",
    cover="Lena Example", next_contact_on=date(2026, 3, 11),
)  # fmt: skip


def of(kind: LetterKind, facts: LetterFacts = KNOWN) -> str:
    return letter_text(replace(facts, kind=kind))


def test_after_the_conversation_it_says_what_was_said() -> None:
    said = of(LetterKind.FOLLOW_UP)
    assert "Dear Win," in said
    assert "Thank you for speaking with us on Wednesday 4 March 2026, at home." in said
    for known in (KNOWN.account, "“I am so sorry, Win.”", KNOWN.enquiries, KNOWN.support):
        assert known in said
    assert "When Cora Example is away, Lena Example is there for you." in said
    assert "We will be in touch again on Wednesday 11 March 2026." in said


def test_each_time_that_they_were_told_is_there() -> None:
    wednesday, friday = date(2026, 3, 4), date(2026, 3, 6)
    told = ((wednesday, "at home"), (wednesday, "by phone"), (friday, "by phone"))
    assert (
        "with us on Wednesday 4 March 2026, at home and by phone, and on Friday 6 March 2026, by phone. It is a lot"
    ) in of(LetterKind.FOLLOW_UP, replace(KNOWN, told=told))


def test_who_could_not_be_reached_is_written_nothing_of_what_happened() -> None:
    said = of(LetterKind.REACH)
    assert "Dear Win," in said
    assert "We would like to speak with you" in said
    for known in (KNOWN.account, KNOWN.apology, KNOWN.enquiries, KNOWN.findings, "Why me?", "insulin"):
        assert known not in said
    assert not re.search(r"\b(harm|hurt|ward|care|treatment|incident|sorry|patient|hospital|result)\b", said)


def test_with_the_findings_each_question_has_its_answer_or_a_gap() -> None:
    said = of(LetterKind.FINDINGS)
    assert "Two pumps look alike." in said
    assert "You asked: “Why me?”\nIt could have been anybody." in said
    assert "You asked: “Who knew?”\n[to be filled in: the answer, or why there is none]" in said


@pytest.mark.parametrize("kind", LetterKind)
def test_what_is_not_known_is_marked_and_never_made_up(kind: LetterKind) -> None:
    said = of(kind, LetterFacts(kind))
    assert "Dear [to be filled in: their name]," in said
    assert "You can turn to [to be filled in: the name of the person they can turn to]" in said
    assert "None" not in said
    assert not re.search(r"\d", said)


@pytest.mark.parametrize("kind", LetterKind)
def test_our_own_words_are_plain_and_promise_no_sending(kind: LetterKind) -> None:
    said = of(kind, LetterFacts(kind, is_bereaved=True))
    assert not UNFAIR.search(said)
    assert "Lantern" not in said
    assert not re.search(r"\b(duty of candour|notifiable|PSII|harm grade|incident)\b", said)


def test_somebody_bereaved_is_met_with_it() -> None:
    assert "We are very sorry for your loss." in of(LetterKind.FOLLOW_UP, replace(KNOWN, is_bereaved=True))
    assert "your loss" not in of(LetterKind.FOLLOW_UP)


def test_of_many_words_the_beginning_is_there_and_that_there_is_more() -> None:
    whole = "w" * LONGEST_PARTS[0]
    assert f"{whole}\n" in of(LetterKind.FOLLOW_UP, replace(KNOWN, account=whole))
    said = of(LetterKind.FOLLOW_UP, replace(KNOWN, account=f"{whole}w"))
    assert f"{whole}… [to be filled in: the rest of it]" in said
    asked = (("💉 " * 750, "💉 " * 750),) * 9
    draft = of(LetterKind.FINDINGS, replace(KNOWN, questions=asked, findings="💉 " * 750))
    assert len(draft.encode()) <= LONGEST_DRAFT
    assert draft.count("… [to be filled in: the rest of it]") == 17


def test_that_somebody_could_not_be_reached_is_said_only_where_they_were_tried() -> None:
    assert "We would like to speak with you.\n" in of(LetterKind.REACH)
    tried = of(LetterKind.REACH, replace(KNOWN, was_tried=True))
    assert "We would like to speak with you, and have not been able to reach you so far." in tried


def test_who_would_rather_not_speak_is_not_thanked_for_it_nor_asked_to_meet() -> None:
    known = replace(KNOWN, told=(), declined=[Element.TOLD, Element.MEETING], next_contact_on=None)
    for kind in (LetterKind.FOLLOW_UP, LetterKind.FINDINGS):
        said = of(kind, known)
        assert "You would rather not speak with us about" in said
        for untrue in ("Thank you for speaking", "We said that", "We would like to", "We will be in touch"):
            assert untrue not in said
    told = of(LetterKind.FOLLOW_UP, replace(KNOWN, declined=[Element.TOLD]))
    assert "Thank you for speaking with us on Wednesday 4 March 2026" in told


def test_whom_they_were_told_to_ring_stands_there() -> None:
    said = of(LetterKind.FOLLOW_UP, replace(KNOWN, ring="Sister Jones, 0113 496 0000."))
    assert "You can turn to Sister Jones, 0113 496 0000. If nobody answers there, Lena Example is" in said
    assert "Cora Example" not in said
    assert "Sister Jones" not in of(LetterKind.REACH, replace(KNOWN, ring=""))


def test_of_somebody_elses_care_it_is_asked_whose_and_the_loss_comes_first() -> None:
    said = of(LetterKind.FOLLOW_UP, replace(KNOWN, is_bereaved=True, is_for_another=True))
    assert "It is about the care of [to be filled in: whose care it was]." in said
    assert said.index("sorry for your loss") < said.index("Thank you for speaking")
    assert "whose care" not in of(LetterKind.FOLLOW_UP)
    assert "care" not in of(LetterKind.REACH, replace(KNOWN, is_for_another=True))
