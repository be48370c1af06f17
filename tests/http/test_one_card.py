"""A whole report on one card, over the real thing: what is filled in, what is left empty and what is emptied."""

import pytest

from tests.lantern import Person

ASKED = {
    "incident": {"in_what": "The door of the side room jammed", "in_when": "an hour ago", "in_reached": "no"},
    "good_care": {"in_what": "They sat with him all through the night", "in_when": "an hour ago"},
    "outcome": {"in_what": "He came back to us sooner than hoped", "in_when": "an hour ago"},
    "risk": {"in_what": "The door of the side room may jam", "in_imminent": "n"},
}
NEAR_MISS = "near miss: nearly gave 10x insulin on Ward 7 an hour ago, pharmacist caught it"


async def begins_on_one_card(person: Person, kind: str) -> None:
    await person.submits({"do": "begin", "form": "report", "with": kind})
    await person.says("card")


@pytest.mark.parametrize("kind", ASKED)
async def test_what_may_stay_empty_on_the_card_holds_no_report_back(nora: Person, kind: str) -> None:
    await begins_on_one_card(nora, kind)
    [answer] = await nora.presses("Look it over")
    assert "Something needs another look." in answer.words
    [answer] = await nora.presses("Look it over", in_ward="Ward 7", **ASKED[kind])
    assert "Check, then send" in answer.words
    assert f"What happened {ASKED[kind]['in_what']}" in answer.words
    assert "Ward Ward 7" in answer.words
    [answer] = await nora.presses("Send")
    assert "Thank you. This is PSE-00001." in answer.words


@pytest.mark.parametrize("kind", ASKED)
async def test_what_may_stay_empty_is_never_said_to_be_missing(nora: Person, kind: str) -> None:
    await begins_on_one_card(nora, kind)
    [answer] = await nora.presses("Look it over")
    required = {"in_ward", *ASKED[kind]}
    assert answer.words.count("Please fill this in.") == len(required)


async def test_what_the_telling_says_fills_the_fields_that_were_left_empty(nora: Person) -> None:
    await begins_on_one_card(nora, "incident")
    [answer] = await nora.presses("Look it over", in_what=NEAR_MISS)
    assert "Check, then send" in answer.words
    assert "Ward Ward 7" in answer.words
    assert "What stopped it pharmacist caught it" in answer.words


async def test_what_was_on_no_field_of_the_card_is_asked(nora: Person) -> None:
    await begins_on_one_card(nora, "incident")
    [answer] = await nora.presses("Look it over", in_kind="good_care", in_ward="Ward 7", **ASKED["good_care"])
    assert "How could we have more of this?" in answer.words
    [answer] = await nora.says("skip")
    assert "Check, then send" in answer.words


async def test_an_answer_that_is_emptied_on_the_card_is_gone(nora: Person) -> None:
    [answer] = await nora.says(NEAR_MISS)
    assert "What stopped it pharmacist caught it" in answer.words
    await nora.presses("All on one card")
    [answer] = await nora.presses("Look it over", in_stopped_by="")
    assert "Check, then send" in answer.words
    assert "Add: what stopped it" in answer.words


async def test_an_answer_that_is_needed_and_is_emptied_on_the_card_is_asked_for(nora: Person) -> None:
    await nora.says(NEAR_MISS)
    await nora.presses("All on one card")
    [answer] = await nora.presses("Look it over", in_ward="")
    assert "Which ward was it? Please fill this in." in answer.words
    [answer] = await nora.presses("Look it over", in_ward="Ward 8")
    assert "Ward Ward 8" in answer.words


async def test_unticking_all_on_the_card_keeps_the_words_beside_it(nora: Person) -> None:
    await nora.says(NEAR_MISS)
    await nora.says("change what was involved")
    [answer] = await nora.says("an insulin pen")
    assert "A device: an insulin pen" in answer.words
    await nora.presses("All on one card")
    [answer] = await nora.presses("Look it over", in_involved="")
    assert "What was involved an insulin pen" in answer.words


async def test_words_corrected_on_the_card_stay_so_where_several_events_had_been_told(
    nora: Person,
) -> None:
    await nora.says("On Ward 7 an hour ago a patient fell. Also another patient got wrong antibiotics on Ward 8")
    await nora.says("card")
    [answer] = await nora.presses(
        "Look it over", in_what="On Ward 7 an hour ago a patient fell and was bruised", in_ward="Ward 7"
    )
    assert "more than one thing happened" not in answer.words
    assert "What happened On Ward 7 an hour ago a patient fell and was bruised Change" in answer.words


async def test_several_events_are_asked_about_though_the_card_came_between(nora: Person) -> None:
    await nora.says("On Ward 7 an hour ago a patient fell. Also another patient got wrong antibiotics on Ward 8")
    await nora.says("card")
    await nora.presses("Look it over", in_kind="incident", in_ward="Ward 7")
    [answer] = await nora.presses("Look it over", in_when="an hour ago", in_reached="yes")
    assert "more than one thing happened" in answer.words


async def test_what_was_told_at_length_stays_though_it_is_on_no_field(nora: Person) -> None:
    told = "The door of the side room jammed" + ", and it had jammed before" * 30
    await begins_on_one_card(nora, "incident")
    [answer] = await nora.presses("Look it over", **{**ASKED["incident"], "in_what": told})
    assert "Which ward was it? Please fill this in." in answer.words
    assert "in_what" not in str(answer.card)
    [answer] = await nora.presses("Look it over", in_ward="Ward 7")
    assert "Check, then send" in answer.words
    assert "What happened The door of the side room jammed, and it had" in answer.words
