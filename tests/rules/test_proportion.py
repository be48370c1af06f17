"""Advice on a proportionate response: the plan first, then what the time since allows; never harm."""

import inspect
from datetime import UTC, datetime, timedelta

import pytest

from psirf.proportion import Circumstances, recommend
from psirf.rules import Rules
from psirf.vocabulary import ResponseType as R

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "hours_ago", "response", "because"),
    [
        ("The wrong wristband was printed", 2, R.SWARM, "those who were there can still meet"),
        ("The wrong wristband was printed", 24, R.SWARM, "last 24 hours"),
        ("The wrong wristband was printed", 25, R.AAR, "too long ago"),
        ("The wrong wristband was printed", None, R.AAR, "too long ago"),
        ("Insulin drawn up at ten times the dose", 2, R.AAR, "the report says “insulin”"),
        ("She fell by the bed", 100, R.SWARM, "Falls in hospital"),
        ("A waterfall picture fell-ing", 100, R.SWARM, "“fell”"),
        ("The befell of it", 100, R.AAR, "not a priority"),
    ],
)
def test_advice_names_its_rule(rules: Rules, text: str, hours_ago: int | None, response: R, because: str) -> None:
    happened = None if hours_ago is None else NOW - timedelta(hours=hours_ago)
    advice = recommend(Circumstances(text, happened, NOW), rules.plan)
    assert advice.response is response
    assert because in advice.because
    assert set(advice.considered) == set(R) - {response}
    assert all(advice.considered.values())
    assert advice.plan_version == rules.plan.version


def test_advice_is_never_drawn_from_harm() -> None:
    assert not [name for name in inspect.signature(Circumstances).parameters if "harm" in name]
