"""Vignettes by people who know the field: each is put to the function of the command, and what it says looked at."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.advising_lines import advice_lines
from psirf.circumstances import KEYS
from psirf.rules import Rules

LINES = (Path(__file__).parent / "advice" / "vignettes.jsonl").read_text(encoding="utf-8").splitlines()
VIGNETTES = [json.loads(line) for line in LINES]
CASES = [pytest.param(each, id=f"{each['in']['id']}: {each['note']}") for each in VIGNETTES]
READ = [each for each in VIGNETTES if "refused" not in each["expect"]]
# What a vignette may expect; each is looked at below.
EXPECTED = {
    "national", "least_response", "advice", "candour_assessment", "advice_in", "outward_includes", "outward_excludes",
    "ask_includes", "ask_excludes", "beside_includes", "priority_is_null", "improvement_is_null", "refused",
}  # fmt: skip
GRADES = [
    {"physical": "none", "psychological": "none"}, {"physical": "severe", "psychological": "severe"},
    {"physical": "fatal", "psychological": None}, {"physical": None, "psychological": None},
]  # fmt: skip


def advised(rules: Rules, *given: Any) -> list[dict[str, Any]]:
    """What the command answers to some lines."""
    return [json.loads(line) for line in advice_lines(map(json.dumps, given), rules.plan)]


@pytest.mark.parametrize("vignette", CASES)
def test_what_a_stranger_expects_is_advised(rules: Rules, vignette: dict[str, Any]) -> None:
    expected = vignette["expect"]
    assert set(expected) <= EXPECTED
    (found,) = advised(rules, vignette["in"])
    assert found["id"] == vignette["in"]["id"]
    if "refused" in expected:
        assert expected["refused"] in found["error"]
        return
    assert sorted(found["national"]) == sorted(expected.get("national", found["national"]))
    for key in ("least_response", "advice", "candour_assessment"):
        assert found[key] == expected.get(key, found[key])
    assert found["advice"] in expected.get("advice_in", [found["advice"]])
    for name, key in (("outward", "outward"), ("ask", "ask_next"), ("beside", "beside")):
        assert set(expected.get(f"{name}_includes", ())) <= set(found[key])
        assert not set(expected.get(f"{name}_excludes", ())) & set(found[key])
    for key in ("priority", "improvement"):
        assert (found[key] is None) is expected.get(f"{key}_is_null", found[key] is None)


def test_every_national_requirement_and_every_duty_is_among_them(rules: Rules) -> None:
    met = {code for each in READ for code in each["expect"].get("national", ())}
    told = {code for each in READ for code in each["expect"].get("outward_includes", ())}
    assert len(met) == 11
    assert len(told) == 12
    assert len({each["in"]["id"] for each in VIGNETTES}) == len(VIGNETTES)


def test_the_order_of_the_answers_changes_nothing(rules: Rules) -> None:
    def turned(each: dict[str, Any]) -> dict[str, Any]:
        return {**each["in"], "circumstances": dict(reversed(each["in"]["circumstances"].items()))}

    assert advised(rules, *(each["in"] for each in READ)) == advised(rules, *map(turned, READ))


def test_what_was_not_said_is_as_good_as_null(rules: Rules) -> None:
    def filled(each: dict[str, Any]) -> dict[str, Any]:
        return {**each["in"], "circumstances": {**dict.fromkeys(KEYS), **each["in"]["circumstances"]}}

    assert advised(rules, *(each["in"] for each in READ)) == advised(rules, *map(filled, READ))


@pytest.mark.parametrize("grade", GRADES)
def test_harm_changes_nothing_but_whether_candour_is_assessed(rules: Rules, grade: dict[str, Any]) -> None:
    def without_candour(each: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in each.items() if key != "candour_assessment"}

    as_told = advised(rules, *(each["in"] for each in READ))
    graded = advised(rules, *({**each["in"], "harm": grade} for each in READ))
    assert list(map(without_candour, as_told)) == list(map(without_candour, graded))
