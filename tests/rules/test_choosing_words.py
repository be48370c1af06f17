"""Other words for the answers that a lead is offered."""

from datetime import UTC, datetime

import pytest

from bot.forms.choosing import choosing_form
from bot.forms.form import Asking, Unclear
from psirf.rules import Rules

ASKING = Asking(datetime(2026, 3, 4, 9, 30, tzinfo=UTC), ())


@pytest.mark.parametrize(
    ("key", "said", "meant"),
    [
        ("potential_for_learning", "lots", "high"),
        ("potential_for_learning", "A lot.", "high"),
        ("pattern", "one off", "one-off"),
        ("pattern", "A one-off", "one-off"),
        ("factors_understood", "not well", "poorly"),
        ("factors_understood", "I don't know", "not known"),
        ("factors_understood", "It is well understood", "well"),
        ("reached_a_patient", "yes", "yes"),
        ("staff_still_available", "All but one", "All but one"),
        ("died", "yes, not expected", "yes, not expected"),
    ],
)
def test_what_people_say_is_read_as_the_answer_that_it_means(key: str, said: str, meant: str, rules: Rules) -> None:
    question = choosing_form(rules.plan).question(key)
    assert question is not None
    assert question.answer(said, ASKING).value == meant


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("staff_still_available", "not all of them"),
        ("factors_understood", "not well understood"),
        ("factors_understood", "It isn't well understood"),
        ("factors_understood", "well, not really"),
        ("pattern", "not a one-off"),
        ("pattern", "no pattern yet"),
        ("potential_for_learning", "nothing much"),
        ("potential_for_learning", "there is not much new"),
    ],
)
def test_what_denies_an_answer_is_never_read_as_it(key: str, said: str, rules: Rules) -> None:
    question = choosing_form(rules.plan).question(key)
    assert question is not None
    with pytest.raises(Unclear):
        question.answer(said, ASKING)
