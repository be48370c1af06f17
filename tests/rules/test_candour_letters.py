"""The drafts of letters: plain, from what is known alone, every gap marked, nothing clinical where it is not due."""

import re
from dataclasses import replace
from datetime import date

import pytest

from bot.cards.letter_words import LONGEST_PART, LetterFacts, letter_text
from psirf.candour.kept import LetterKind
from tests.house.test_wording import UNFAIR

KNOWN = LetterFacts(
    LetterKind.FOLLOW_UP, called="Win", told_on=date(2026, 3, 4), place="at home",
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
    said = of(LetterKind.FOLLOW_UP, replace(KNOWN, account="w" * (LONGEST_PART + 1)))
    assert "w" * LONGEST_PART + "… [to be filled in: the rest of it]" in said
