"""What stands on the pages of what comes after the conversation, and what does not."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.cards.candour import candour_card
from bot.cards.candour_pages import CANDOUR_PAGE_OF, CANDOUR_PAGES, CANDOUR_STEP_OF, SHOW_QUESTIONS, SHOW_WORDS
from bot.cards.elements import NO_ATTEMPT, Attempt, Card
from bot.casework.candour_views import EntryShown
from bot.forms.candour_after import AFTERWARDS, After
from bot.teams.candour_after_presses import CANDOUR_AFTER_STEPS
from psirf.candour.kept import NoteName
from psirf.candour.terms import CandourStatus, Element
from psirf.rules import read_rules
from psirf.vocabulary import Role
from tests.house.candour_after_cards import NOW, WORDS, candour_after_cards, candour_view, entry, question, track
from tests.house.card_schema import holds_to_schema, keeps_to_what_teams_can_show
from tests.stand_in import actions, fields, words

RULES = read_rules()
CARDS = dict(candour_after_cards(RULES))


def drawn(page: str, attempt: Attempt = NO_ATTEMPT, role: Role = Role.CANDOUR, **shown: Any) -> Card:
    return CANDOUR_PAGES[page](candour_view(RULES, role, **shown), attempt, RULES)


def titles(card: Card) -> list[str]:
    return [action["title"] for action in actions(card)]


@pytest.mark.parametrize("name", CARDS)
def test_each_page_is_one_that_teams_can_draw(name: str) -> None:
    holds_to_schema(CARDS[name])
    keeps_to_what_teams_can_show(CARDS[name])
    assert all(len(title) <= 24 for title in titles(CARDS[name]))


def test_each_press_is_one_that_is_taken_and_has_a_step_of_the_lifecycle() -> None:
    steps = {step.name for step in RULES.lifecycles.candour.transitions}
    for verb in CANDOUR_AFTER_STEPS:
        step = verb.removeprefix("candour.")
        assert CANDOUR_STEP_OF.get(step, step) in steps
        assert CANDOUR_PAGE_OF[step] in CANDOUR_PAGES


def test_the_first_page_says_what_is_done_and_offers_what_is_owed_once_they_were_told() -> None:
    card = CARDS["candour after 0 candour owed short"]
    assert "Person 1, the patient" in words(card)
    assert "○ The letter that follows" in words(card)
    assert "– A meeting offered: declined by the person, Wednesday 4 March 2026" in words(card)
    assert {"The letter was sent", "Findings were shared", "Their own account"} <= set(titles(card))
    untold = CARDS["candour after untold"]
    assert "Nobody has told them yet." in words(untold)
    assert "The letter was sent" not in titles(untold)
    assert "Their own account" in titles(untold)


def test_of_several_people_it_is_asked_which() -> None:
    card = drawn("after", tracks=(track(1), track(2)))
    assert "Whom is it about?" in words(card)
    assert [each["data"]["item"] for each in actions(card) if each["title"].startswith("Person")] == [1, 2]
    chosen = drawn("after", Attempt(item=2), tracks=(track(1), track(2)))
    assert "Person 2, the patient" in words(chosen)
    assert all(each["data"].get("item", 2) == 2 for each in actions(chosen) if "data" in each)


@pytest.mark.parametrize("after", AFTERWARDS, ids=lambda after: after.page)
def test_what_was_typed_is_given_back_where_it_was_refused(after: After) -> None:
    page = after.page
    said = {question.key: "2026-03-05" for question in after.form.questions}
    for status in (CandourStatus.OWED, CandourStatus.WITHDRAWN):
        view = candour_view(RULES, status=status)
        card = CANDOUR_PAGES[page](view, Attempt(page, "Not so.", said, {}, 1), RULES)
        assert {key: fields(card)[key] for key in said} == said
        assert "Not so." in words(card)
        assert ("Keep it" in titles(card)) is (status is CandourStatus.OWED)


def test_the_day_of_approval_is_today_unless_said_and_then_stands_on_the_case_with_its_rule() -> None:
    assert fields(drawn("findings"))["day"] == "2026-03-04"
    assert fields(drawn("findings", Attempt("approve_findings", "No.", {"day": "2026-03-09"})))["day"] == "2026-03-09"
    case = words(candour_card(candour_view(RULES)))
    assert "Approved on Wednesday 4 March 2026. To be shared by Wednesday 18 March 2026: 10 work" in case


def test_questions_that_wait_stand_first_and_a_few_at_a_time() -> None:
    asked = [question(n, f"Question {n}?", is_answered=n < 3, answer="So.") for n in range(1, 8)]
    first = words(drawn("questions", tracks=(track(1, *asked),)))
    assert "“Question 3?”" in first
    assert "“Question 7?”" not in first
    last = words(drawn("questions", Attempt(item=2), tracks=(track(1, *asked),)))
    assert "“Question 7?”" in last
    assert "“Question 2?” Answered: “So.”" in last


def test_an_answer_is_to_the_question_by_its_entry() -> None:
    asked = (question(31, "Why?"), question(32, "And who?"))
    card = drawn("questions", tracks=(track(1, *asked),))
    assert [each["data"]["item"] for each in actions(card) if each["title"] == "Answer it"] == [31, 32]
    page = drawn("answer", Attempt(item=32), tracks=(track(1, *asked),))
    assert "“And who?”" in words(page)
    assert {each["data"]["item"] for each in actions(page) if each["verb"].endswith("_answer")} == {32}


def test_whoever_leads_the_response_is_told_what_is_hidden_and_adds_no_question() -> None:
    card = drawn("questions", role=Role.RESPONSE_LEAD, tracks=(track(1, question(1)),))
    assert "Names and addresses that Lantern recognises are hidden from you here" in words(card)
    assert "They asked…" not in titles(card)
    assert "Answer it" in titles(card)
    case = candour_card(candour_view(RULES, Role.RESPONSE_LEAD, tracks=(track(1, question(1)),)))
    assert "Those affected asked 1 question. 1 waits for an answer." in words(case)
    assert titles(case) == ["Their questions", "Open PSE-00001", "Support for a colleague"]


def test_the_response_says_how_many_questions_wait() -> None:
    assert "Their questions (2)" in titles(CARDS["learning response with 2 questions"])
    assert "Their questions" in titles(CARDS["learning response with 0 questions"])
    assert "Those affected asked 2 questions. All are answered." in words(CARDS["learning response with 0 questions"])


def test_all_that_was_written_is_whole_and_shown_a_page_at_a_time() -> None:
    told = [f"{n} {WORDS[: 1400 + n]} end {n}" for n in range(9)]
    view = candour_view(RULES, written=tuple(entry(each) for each in told))
    shown, page = "", 1
    while True:
        card = CANDOUR_PAGES["words"](view, Attempt(item=page), RULES)
        assert len(json.dumps(card, ensure_ascii=False).encode()) < 25_000
        shown += words(card)
        if "Next page" not in titles(card):
            break
        page += 1
    assert page > 1
    for each in told:
        assert shown.count(f"“{each}”") == 2
    assert shown.count("Person 1: The letter that follows") == 9
    assert "By post. Yes, they would like one" in shown


def test_what_was_chosen_is_said_in_words() -> None:
    said: list[tuple[str, dict[str, object], str]] = [
        ("told", {"mode": "phone", "in_person": True}, "By phone, as they wished"),
        ("attempt", {"how": "phone", "result": "no_answer", "reached": False}, "By phone. No answer"),
        ("answer", {"number": "2", "cannot": True}, "Question 2. Why it cannot be answered"),
        ("declined", {"elements": ["meeting_offered", "copies_kept"]}, "A meeting offered, Copies kept"),
        ("assessed", {"limbs": {"harm": "no"}}, "Harm, now or perhaps later: no"),
        ("check", {"says": "disagree"}, "They disagree, in part or in whole"),
        ("limbs", {"limbs": {"harm": "uncertain"}}, "Harm, now or perhaps later: I am not certain"),
        ("promise", {"on": "2026-03-10", "days_to_avoid": 0}, "On Tuesday 10 March 2026 Written"),
        ("pause", {"until": "2026-03-10"}, "Until Tuesday 10 March 2026"),
        ("letter", {"letter": "follow_up"}, "After the conversation"),
        ("person", {"kind": "patient", "was": "not_yet_known"}, "The patient. Before: Not yet known who acts"),
        ("opened", {"asked_by": "complaint"}, "The word of a complaint"),
    ]
    for name, told, shown in said:
        written = (EntryShown(name, 1, NOW, "Cora Example", {}, told),)
        assert shown in words(CANDOUR_PAGES["words"](candour_view(RULES, written=written), NO_ATTEMPT, RULES))


@pytest.mark.parametrize(
    ("name", "key", "shown"),
    [
        (Element.TOLD.label, "ours", "There for us: “So.”"),
        (Element.SUPPORT.label, "contact", "Whom they can ring: “So.”"),
        (NoteName.PERSON.label, "contact", "Before, contact: “So.”"),
        (NoteName.PLAN.label, "matters", "What matters to them? “So.”"),
        (NoteName.RESTORATIVE.label, "hurt", "Who has been hurt? “So.”"),
    ],
)
def test_words_stand_after_what_was_asked(name: str, key: str, shown: str) -> None:
    written = (EntryShown(name, 1, NOW, "Cora Example", {key: "So."}, {}),)
    assert shown in words(CANDOUR_PAGES["words"](candour_view(RULES, written=written), NO_ATTEMPT, RULES))


def test_who_may_not_read_is_shown_no_words() -> None:
    card = CANDOUR_PAGES["words"](replace(candour_view(RULES, Role.LEAD), written=None), NO_ATTEMPT, RULES)
    assert "This is not open to you now." in words(card)


def test_pages_with_words_on_them_are_known_as_such() -> None:
    assert {"words", "questions", "answer"} <= set(SHOW_WORDS)
    assert "words" not in SHOW_QUESTIONS
