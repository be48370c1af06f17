"""The Never Events list is closed: an entry is met where the facts say each thing it asks for, and only then."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from psirf.circumstances import read_circumstances
from psirf.proportion import Recommendation, recommend
from psirf.rules import Rules, read_rules
from psirf.tables import BUILT_IN, TableError

TOLD = tomllib.loads((Path(__file__).parent / "never_events_told.toml").read_text(encoding="utf-8"))["entry"]
RETAINED = "a swab was left in the abdomen and found on a scan 5 days later"


def advised(rules: Rules, entry: Any, facts: Any, **more: Any) -> Recommendation:
    told = {
        "event_type": "incident", "reached_a_patient": "yes, one", "died": "no", "happened_at": "2026-02-01",
        "never_event_entry_looked_at": entry, "never_event_facts": facts, **more,
    }  # fmt: skip
    return recommend(read_circumstances(told), rules.plan)


def codes(advice: Recommendation) -> list[str]:
    return [each.code for each in advice.national]


def phrases(kind: str) -> list[tuple[int, str]]:
    return [(row["number"], facts) for row in TOLD for facts in row[kind]]


@pytest.mark.parametrize(("entry", "facts"), phrases("met"))
def test_what_meets_an_entry_is_a_never_event(rules: Rules, entry: int, facts: str) -> None:
    assert codes(advised(rules, entry, facts)) == ["NE"]


@pytest.mark.parametrize(("entry", "facts"), phrases("not_met"))
def test_what_only_looks_like_an_entry_is_none(rules: Rules, entry: int, facts: str) -> None:
    assert codes(advised(rules, entry, facts)) == []


@pytest.mark.parametrize(("entry", "facts"), phrases("open"))
def test_what_does_not_tell_is_asked(rules: Rules, entry: int, facts: str) -> None:
    advice = advised(rules, entry, facts)
    assert codes(advice) == []
    assert advice.ask_next[0] == "never_event_facts"


def test_each_entry_is_told_of_in_many_ways() -> None:
    assert [row["number"] for row in TOLD] == list(range(1, 16))
    for row in TOLD:
        assert len(row["met"]) >= 9
        assert len(row["not_met"]) >= 9


@pytest.mark.parametrize(
    "entry", [3, "3", "entry 3", "number 3 on the 2018 list", "2018 list, entry 3", "retained swab"]
)
def test_an_entry_is_known_by_number_or_by_name(rules: Rules, entry: Any) -> None:
    assert codes(advised(rules, entry, RETAINED)) == ["NE"]


@pytest.mark.parametrize("entry", ["none", "no", "not applicable", 17, 16, 0])
def test_an_entry_that_is_not_on_the_list_is_not_met(rules: Rules, entry: Any) -> None:
    advice = advised(rules, entry, RETAINED)
    assert codes(advice) == []
    assert "never_event_facts" not in advice.ask_next


@pytest.mark.parametrize("entry", [None, "not sure", "the one about swimming"])
def test_facts_without_an_entry_ask_which_it_is(rules: Rules, entry: Any) -> None:
    advice = advised(rules, entry, RETAINED)
    assert codes(advice) == []
    assert "never_event_entry_looked_at" in advice.ask_next


@pytest.mark.parametrize("facts", ["no", "No.", "none", "no, it is not one", "not applicable", "n/a"])
def test_a_plain_no_is_no_never_event(rules: Rules, facts: str) -> None:
    advice = advised(rules, 3, facts)
    assert codes(advice) == []
    assert "never_event_facts" not in advice.ask_next


@pytest.mark.parametrize(
    "facts",
    ["", "not known", "yes", "not known whether the swab was left in", "swab may have been left in, scan awaited"],
)
def test_facts_that_are_not_settled_are_asked_for(rules: Rules, facts: str) -> None:
    advice = advised(rules, 3, facts)
    assert codes(advice) == []
    assert advice.ask_next[0] == "never_event_facts"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("unsure = [", "unsafe = [", "unsure is a list of texts"),
        ("entry = 15\nneeds", "entry = 16\nneeds", "[[way]] row 23: there is no entry 16"),
        ("entry = 15\nneeds", "entry = 14\nneeds", "entry 15 has no [[way]]"),
        ('entry = 4\nneeds = [', 'entry = "4"\nneeds = [', "entry is its number"),
    ],
)  # fmt: skip
def test_a_way_that_cannot_be_used_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    ours = (BUILT_IN / "never_events.toml").read_text(encoding="utf-8")
    assert len(re.findall(re.escape(old), ours)) == 1
    (tmp_path / "never_events.toml").write_text(ours.replace(old, new), encoding="utf-8")
    with pytest.raises(TableError, match=r"never_events\.toml") as refused:
        read_rules(tmp_path)
    assert says in str(refused.value)
