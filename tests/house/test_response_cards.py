"""What stands on the cards about a learning response, and what does not."""

from dataclasses import replace

import pytest

from bot.cards.responses import in_a_sentence, response_card
from psirf.rules import read_rules
from psirf.vocabulary import ResponseStatus, ResponseType, Role
from tests.house.card_schema import parts
from tests.house.response_cards import past, response_cards, response_view
from tests.stand_in import actions, fields, words

RULES = read_rules()
CARDS = dict(response_cards(RULES))


@pytest.mark.parametrize(
    ("response", "said"),
    [
        (ResponseType.SWARM, "a swarm huddle"),
        (ResponseType.AAR, "an after action review"),
        (ResponseType.MDT, "an MDT review"),
        (ResponseType.THEMATIC, "a thematic review"),
        (ResponseType.PSII, "a PSII"),
    ],
)
def test_a_response_is_called_by_its_name_in_a_sentence(response: ResponseType, said: str) -> None:
    assert in_a_sentence(response, article=True) == said


def test_the_events_card_says_in_one_line_who_leads_it_and_how_it_stands() -> None:
    assert "LR-00002: after action review, Lena Example leads, still to be held" in words(CARDS["line aar planned"])
    assert "LR-00002: PSII, nobody leads it yet, still to be held" in words(CARDS["line psii planned of nobody"])
    assert "LR-00002: swarm huddle, held on Wednesday 4 March 2026" in words(CARDS["line swarm held"])
    assert "LR-00002: MDT review, Lena Example leads, not held" in words(CARDS["line mdt not_held"])


def test_a_late_huddle_becomes_an_after_action_review_with_one_press() -> None:
    card = CARDS["late huddle short"]
    assert "The huddle was not held within 24 hours. Make it an after action review? Everything is carried over." in (
        words(card)
    )
    assert fields(card)["reason"] == "The huddle was not held within 24 hours."
    titles = [action["title"] for action in actions(card)]
    assert titles[0] == "Make it an AAR"
    assert "It was held" in titles
    assert {"It was not held", "I will lead it"}.isdisjoint(titles)


def test_a_huddle_that_was_not_held_says_why_and_what_it_could_become() -> None:
    card = response_card(response_view(RULES, status=ResponseStatus.NOT_HELD, words="The ward was too busy."))
    assert fields(card)["reason"] == "The ward was too busy."
    assert "It was not held: “The ward was too busy.”" in words(card)


def test_what_is_not_a_huddle_is_not_made_an_after_action_review_by_itself() -> None:
    for type in (ResponseType.AAR, ResponseType.MDT, ResponseType.PSII):
        card = response_card(response_view(RULES, status=ResponseStatus.NOT_HELD, type=type))
        assert "Make it an " not in words(card)


def test_where_the_plan_asks_for_more_no_after_action_review_is_offered() -> None:
    view = response_view(RULES, hold_by=None, late_after=24, others=(ResponseType.PSII,))
    assert "Make it an " not in words(response_card(view))


def test_what_it_was_before_stays_on_its_card() -> None:
    view = response_view(RULES, type=ResponseType.AAR, history=(past("There was no time."),))
    said = words(response_card(view))
    assert "It was a swarm huddle (LR-00001), not held: “There was no time.”. Lena Example changed it on Wed" in said
    assert "Wednesday 4 March 2026: “There was no time.”" in said


def test_what_was_carried_over_is_filled_in_to_be_changed() -> None:
    view = response_view(RULES, type=ResponseType.AAR, learned=("One", "Two"), took_part="nurses")
    held = fields(response_card(view))
    assert (held["took_part"], held["learned_1"], held["learned_2"]) == ("nurses", "One", "Two")
    assert "What was learned so far" in words(response_card(view))


def test_who_does_not_lead_it_is_said_to_everybody_alike() -> None:
    view = response_view(RULES, type=ResponseType.PSII)
    said = (
        "It is led by somebody other than the person who reported it, somebody who took part before, whoever led the "
        "huddle or the manager of the ward."
    )
    assert said in words(response_card(view))
    assert "says to nobody why" not in words(response_card(view))
    assert "says to nobody why" in words(response_card(replace(view, is_sealed=True)))
    assert "led by somebody other than" not in words(response_card(response_view(RULES)))  # a huddle: by anybody


def test_who_may_only_look_sees_no_button_that_would_be_refused() -> None:
    for role in (Role.WARD_MANAGER, Role.EXECUTIVE, Role.REPORTER):
        view = response_view(RULES, role, adds_actions=False)
        assert [action["title"] for action in actions(response_card(view))] == ["Open PSE-00001"]


def test_a_line_of_what_was_learned_is_no_longer_than_is_kept() -> None:
    card = CARDS["carried over short"]
    lines = [node for node in parts(card) if node.get("id", "").startswith(("learned", "took_part"))]
    assert [node["maxLength"] for node in lines] == [240] * 4
