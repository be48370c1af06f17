"""What stands on the buttons by which a response is chosen: short enough for a phone, and plain beside its name."""

from dataclasses import replace
from datetime import date

import pytest

from bot.cards.deciding import ON_A_BUTTON, WIDEST
from bot.cards.events import event_card
from bot.cards.responses import response_card
from bot.casework.decision_views import AdviceShown
from bot.casework.views import Button, EventView
from psirf.rules import Rules
from psirf.vocabulary import EventStatus, ResponseStatus, ResponseType, Role
from tests.house.response_cards import response_view
from tests.stand_in import actions, words

TODAY = date(2026, 3, 4)


@pytest.mark.parametrize("asked", ["", Role.EXECUTIVE.label])
@pytest.mark.parametrize("response", ResponseType)
def test_the_button_that_approves_fits_on_a_phone(response: ResponseType, asked: str, rules: Rules) -> None:
    """A button that is wider than the screen makes its whole card so."""
    others = {each: "" for each in ResponseType if each is not response}
    open_ = rules.lifecycles.event.available(EventStatus.RECEIVED, {Role.LEAD})
    steps = tuple(Button(step.name, step.label) for step in open_ if step.name in ("approve", "choose"))
    view = EventView(1, "PSE-00001", 1, 1, EventStatus.RECEIVED, steps, TODAY, TODAY, is_reporter=False)
    card = event_card(replace(view, advice=AdviceShown(response, "Because.", others, approved_by=asked)))
    [title] = [str(each["title"]) for each in actions(card) if "event.approve" in str(each.get("verb"))]
    assert len(title) <= WIDEST
    assert title.partition(": ")[2] in ("", ON_A_BUTTON[response])
    assert title == f"Approve: {ON_A_BUTTON[response]}" if not asked else title.startswith("Ask for approval")
    assert f"Recommended: {response.label}" in words(card)


def test_the_button_that_makes_a_huddle_another_fits_on_a_phone(rules: Rules) -> None:
    card = response_card(response_view(rules, status=ResponseStatus.NOT_HELD, words="The ward was too busy."))
    [title] = [str(each["title"]) for each in actions(card) if each.get("verb") == "response.to_aar"]
    assert len(title) <= WIDEST
    assert "Make it an after action review?" in words(card)
