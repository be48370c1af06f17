"""What stands on the cards about the people of a candour case and of support, and what does not."""

from dataclasses import replace

import pytest

from bot.cards.candour_pages import CANDOUR_PAGES
from bot.cards.elements import NO_ATTEMPT, Attempt
from psirf.candour.terms import CandourStatus
from psirf.rules import read_rules
from psirf.vocabulary import Role
from tests.house.candour_people_cards import PAGES, candour_people_cards, people_view
from tests.house.card_schema import holds_to_schema, keeps_to_what_teams_can_show
from tests.stand_in import actions, fields, words

RULES = read_rules()
CARDS = dict(candour_people_cards(RULES))
WIDEST = 24  # characters of a button


@pytest.mark.parametrize("name", CARDS)
def test_teams_can_draw_it(name: str) -> None:
    holds_to_schema(CARDS[name])
    keeps_to_what_teams_can_show(CARDS[name])
    assert [each["title"] for each in actions(CARDS[name]) if len(each.get("title", "")) > WIDEST] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_lead_is_shown_nothing_of_anybody(page: str) -> None:
    card = CANDOUR_PAGES[page](people_view(RULES, Role.LEAD), NO_ATTEMPT, RULES)
    assert "This is not open to you now." in words(card)
    assert not fields(card)


def test_a_draft_is_shown_only_once_it_was_pressed_for() -> None:
    draw = CANDOUR_PAGES["letter_follow_up"]
    assert "letter" not in fields(draw(people_view(RULES), Attempt(item=1), RULES))
    assert "letter" not in fields(draw(people_view(RULES), Attempt("letter_follow_up", "No.", item=1), RULES))
    assert "Dear A few words," in fields(draw(people_view(RULES), Attempt(note="Drafted.", item=1), RULES))["letter"]


def test_of_a_withdrawn_case_no_letter_is_drafted_and_nobody_is_changed() -> None:
    view = people_view(RULES, status=CandourStatus.WITHDRAWN)
    card = CANDOUR_PAGES["letter_follow_up"](view, Attempt(note="Drafted.", item=1), RULES)
    assert "nothing is written or drafted for it any more" in words(card)
    who = CANDOUR_PAGES["person"](view, NO_ATTEMPT, RULES)
    assert "Their name:  A few words" in words(who)
    assert not fields(who)
    assert [each["title"] for each in actions(who)] == ["Back"]


def test_of_somebody_who_has_died_nothing_is_promised_or_drafted() -> None:
    [track] = people_view(RULES).tracks
    view = people_view(RULES, tracks=(replace(track, died=True),))
    for page in ("promise", "letter", "letter_follow_up"):
        card = CANDOUR_PAGES[page](view, NO_ATTEMPT, RULES)
        assert "They have died. What is still owed goes to whoever acts for them." in words(card)
        assert [each["title"] for each in actions(card)] == ["Back"]


def test_who_was_only_added_can_be_taken_off() -> None:
    [track] = people_view(RULES).tracks
    for may in (True, False):
        view = people_view(RULES, tracks=(replace(track, may_be_taken_off=may),))
        card = CANDOUR_PAGES["person"](view, NO_ATTEMPT, RULES)
        assert ("Added by a slip" in [each["title"] for each in actions(card)]) is may
        tried = CANDOUR_PAGES["person"](
            view, Attempt("take_off", "They stay.", {"why_off": "A slip."}, item=1), RULES
        )
        assert words(tried).count("They stay.") == 1


def test_what_is_known_stands_in_the_fields() -> None:
    card = CANDOUR_PAGES["promise"](people_view(RULES), NO_ATTEMPT, RULES)
    assert fields(card)["next_contact_on"] == "2026-03-11"
    assert fields(card)["avoid_1"] == "2026-03-04"
    assert fields(card)["how_often"] == "A few words"


def test_who_is_not_known_yet_is_kept_and_looked_for() -> None:
    several = people_view(RULES, people=9)
    unknown = next(each for each in several.tracks if each.kind == "not_yet_known")
    card = CANDOUR_PAGES["person"](several, Attempt(item=unknown.number), RULES)
    assert "Nobody knows yet who acts for them. That is kept" in words(card)
