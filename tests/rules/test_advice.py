"""What is advised, case by case: tests/rules/advice/*.toml, written for who knows the field to read and add to."""

import tomllib
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from psirf.circumstances import read_circumstances
from psirf.proportion import Recommendation, recommend
from psirf.rules import Rules

FILES = sorted((Path(__file__).parent / "advice").glob("*.toml"))
CASES = [
    pytest.param(case, id=f"{file.stem}: {case['what']}")
    for file in FILES
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]
# What a case may say; each is looked at below.
SAYS = {
    "what", "given", "national", "outward", "least", "advice", "beside", "not_beside", "because", "considered",
    "priority", "improvement", "asks_first", "asks", "not_asked",
}  # fmt: skip


def told(advice: Recommendation) -> dict[str, Any]:
    """The advice in the words of a case."""
    return {
        "national": [each.code for each in advice.national],
        "outward": [each.code for each in advice.outward],
        "least": advice.least_response.value.upper() if advice.least_response else "",
        "advice": advice.response.value.upper(),
        "priority": advice.priority.id if advice.priority else "",
        "improvement": advice.improvement.id if advice.improvement else "",
    }


@pytest.mark.parametrize("case", CASES)
def test_what_is_advised(rules: Rules, case: dict[str, Any]) -> None:
    assert set(case) <= SAYS
    advice = recommend(read_circumstances(case["given"]), rules.plan)
    found = told(advice)
    assert {key: found[key] for key in found if key in case} == {key: case[key] for key in found if key in case}
    beside = [each.value.upper() for each in advice.beside]
    assert set(case.get("beside", ())) <= set(beside)
    assert not set(case.get("not_beside", ())) & set(beside)
    assert case.get("because", "") in advice.because
    for response, words in case.get("considered", {}).items():
        assert words in {other.value.upper(): why for other, why in advice.considered.items()}[response]
    assert case.get("asks_first", "") in ("", *advice.ask_next[:1])
    assert set(case.get("asks", ())) <= set(advice.ask_next)
    assert not set(case.get("not_asked", ())) & set(advice.ask_next)


@pytest.mark.parametrize("said", ["everything was " + "was " * 24 + "tried", "the care was " * 40 + "poor"])
def test_no_answer_about_care_takes_long_to_read(rules: Rules, said: str) -> None:
    """Within the second that a whole turn may take, of the processor alone."""
    began = process_time()
    recommend(read_circumstances({"died": "yes", "care_concern": said}), rules.plan)
    assert process_time() - began < 1
