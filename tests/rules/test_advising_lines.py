"""The command that shows what Lantern advises: JSON lines in, JSON lines out; harm opens candour and nothing else."""

import inspect
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.admin import main
from bot.advising_lines import advice_lines
from psirf.circumstances import KEYS, Circumstances, read_circumstances
from psirf.national import NATIONAL_CODES
from psirf.proportion import recommend
from psirf.rules import Rules
from psirf.tables import BUILT_IN
from tests.rules.test_advice import CASES

SHOWN = [
    "id", "national", "outward", "candour_assessment", "least_response", "advice", "beside", "because", "considered",
    "priority", "improvement", "ask_next",
]  # fmt: skip
CODES = {"SWARM", "AAR", "MDT", "THEMATIC", "PSII", "REFERRAL", "IMPROVE", "LOCAL"}
GIVEN = [case.values[0]["given"] for case in CASES]  # type: ignore[index]
PHYSICAL = ["none", "low", "moderate", "severe", "fatal", "unknown", None]
PSYCHOLOGICAL = ["none", "low", "moderate", "severe", "unknown", None]
FALL = {"event_type": "incident", "theme": "falls", "reached_a_patient": "yes, one", "died": "no"}


def said(rules: Rules, *lines: Any) -> list[dict[str, Any]]:
    """What is answered to some lines; a line that is no text is written as JSON."""
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    return [json.loads(answer) for answer in advice_lines(texts, rules.plan)]


@pytest.mark.parametrize("told", GIVEN)
def test_every_answer_has_every_key_in_its_order(rules: Rules, told: dict[str, Any]) -> None:
    (answer,) = said(rules, {"id": 7, "circumstances": told})
    assert list(answer) == SHOWN
    assert set(answer["considered"]) == CODES - {answer["advice"]}
    assert all(why.endswith(".") for why in (answer["because"], *answer["considered"].values()))
    assert not set(answer["beside"]) - CODES
    assert answer["advice"] not in answer["beside"]
    assert answer["least_response"] in (None, answer["advice"])
    assert set(answer["ask_next"]) <= set(KEYS)


@pytest.mark.parametrize("told", GIVEN)
def test_leads_read_plain_words_and_the_command_adds_the_codes(rules: Rules, told: dict[str, Any]) -> None:
    advice = recommend(read_circumstances(told), rules.plan)
    read = " ".join((advice.because, *advice.considered.values()))
    assert not [code for code in NATIONAL_CODES if "_" in code and code in read]
    assert not re.search(r"\b(?:NE|LEDER|SAFEGUARDING|SCREENING|CUSTODY|DHR)\b", read)
    (answer,) = said(rules, {"circumstances": told})
    assert all(code in answer["because"] for code in answer["national"])


@given(
    st.sampled_from(GIVEN), st.sampled_from(PHYSICAL), st.sampled_from(PSYCHOLOGICAL), st.sampled_from(PHYSICAL),
    st.sampled_from(["serious incident", "near miss", "death", None]),
)  # fmt: skip
def test_no_harm_changes_any_advice(
    rules: Rules, told: dict[str, Any], physical: str | None, psychological: str | None, grade: str | None,
    called: str | None,
) -> None:  # fmt: skip
    plain, graded = said(
        rules,
        {"id": 1, "circumstances": told},
        {
            "id": 1, "harm": {"physical": physical, "psychological": psychological},
            "circumstances": {**told, "reported_harm": grade, "reported_as": called},
        },
    )  # fmt: skip
    del plain["candour_assessment"], graded["candour_assessment"]
    assert plain == graded


def test_what_advises_is_not_given_harm() -> None:
    assert list(inspect.signature(recommend).parameters) == ["c", "plan"]
    assert [name for name in Circumstances.__slots__ if "harm" in name] == ["harm_could_still_emerge"]


@given(st.sampled_from(GIVEN), st.sampled_from(["yes", "no", "not known", None]))
def test_harm_that_could_still_emerge_opens_candour_alone(
    rules: Rules, told: dict[str, Any], emerges: str | None
) -> None:
    plain, other = said(
        rules, {"circumstances": told}, {"circumstances": {**told, "harm_could_still_emerge": emerges}}
    )
    del plain["candour_assessment"], other["candour_assessment"]
    assert plain == other


@pytest.mark.parametrize(
    ("harm", "more", "opens"),
    [
        ({"physical": "moderate"}, {}, True),
        ({"physical": "Severe physical harm"}, {}, True),
        ({"physical": "fatal"}, {"died": "yes"}, True),
        ({"physical": "low", "psychological": "low"}, {}, False),
        ({"physical": "none", "psychological": "moderate"}, {}, True),
        ({"physical": "none", "psychological": "severe"}, {}, True),
        ({"physical": "No physical harm"}, {}, False),
        ({"physical": "unknown"}, {}, False),
        ({"physical": "low"}, {"reported_harm": "severe"}, False),
        ({"physical": "none"}, {"harm_could_still_emerge": "yes"}, True),
        ({"physical": "moderate"}, {"event_type": "not a patient safety event"}, False),
        ({"physical": "moderate"}, {"event_type": "risk"}, False),
        ({"physical": "none"}, {"event_type": "near miss", "reached_a_patient": "no"}, False),
        ({}, {"event_type": "near miss", "reached_a_patient": "no", "reported_harm": "fatal"}, False),
        ({}, {"died": "yes"}, True),
        ({}, {"died": "yes", "care_concern": "no"}, False),
        ({"physical": "none"}, {"died": "yes"}, False),
        ({}, {}, False),
    ],
)
def test_harm_of_moderate_or_more_opens_a_candour_assessment(
    rules: Rules, harm: dict[str, str], more: dict[str, str], opens: bool
) -> None:
    (answer,) = said(rules, {"harm": harm, "circumstances": {**FALL, **more}})
    assert answer["candour_assessment"] is opens


def test_the_same_circumstances_give_the_same_advice_in_any_order(rules: Rules) -> None:
    for told in GIVEN[:40]:
        backwards = dict(reversed(told.items()))
        assert said(rules, {"circumstances": told}) == said(rules, {"circumstances": backwards})


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{not json", "Expecting"),
        ("[1]", "a line is one JSON object"),
        ({"id": "a", "mood": "sad"}, "mood is not known; a line has id, harm, circumstances"),
        ({"id": "a", "harm": {"overall": "low"}}, "overall is not known; harm has physical, psychological"),
        ({"id": "a", "harm": "low"}, "harm is an object"),
        ({"id": "a", "harm": {"physical": "awful"}}, "harm physical is one of"),
        ({"id": "a", "circumstances": {"weather": "wet"}}, "weather is not known; circumstances have event_type"),
        ({"id": "a", "circumstances": {"age_years": [4]}}, "age_years is a number"),
        ({"id": "a", "circumstances": {"age_years": -4}}, "age_years is a number from 0"),
        ({"id": "a", "circumstances": {"similar_last_12_months": "lots"}}, "similar_last_12_months is a number"),
        ({"id": "a", "circumstances": {"happened_at": "yesterday"}}, "happened_at is a moment"),
        ({"id": "a", "circumstances": {"died_on": 7}}, "died_on is a moment"),
        ({"id": "a", "circumstances": {"theme": {"a": 1}}}, "theme is not text"),
        ({"id": "a", "circumstances": {"involved": [1]}}, "involved is a list of words"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_goes_on(rules: Rules, line: Any, says: str) -> None:
    refused, answer = said(rules, line, {"id": "b", "circumstances": FALL})
    assert set(refused) == {"id", "error"}
    assert refused["id"] == (line["id"] if isinstance(line, dict) else None)
    assert says in refused["error"]
    assert answer["id"] == "b"


def test_a_line_that_nothing_can_write_stops_no_other(rules: Rules) -> None:
    lines = ['{"id": "\\ud800"}', '{"id": "b"}']
    assert [json.loads(answer.encode())["id"] for answer in advice_lines(lines, rules.plan)] == ["?", "b"]


@pytest.mark.parametrize(
    ("plainly", "otherwise"),
    [
        ({"died": "yes", "age_years": 40}, {"died": " YES ", "age_years": "40"}),
        ({"died": "yes", "age_years": 40}, {"died": True, "age_years": "40 years"}),
        ({"died": "no"}, {"died": False}),
        ({"involved": ["blood", "device"]}, {"involved": "Blood, device"}),
        ({"involved": []}, {"involved": "none"}),
        ({"custody": "no", "died": "yes"}, {"custody": "N/A", "died": "yes"}),
        ({"gestation": "39+4", "labour": "yes", "baby_outcome": "cooled"},
         {"gestation": "39 weeks and 4 days", "labour": True, "baby_outcome": "  Cooled "}),
        ({"theme": "self-harm"}, {"theme": "SELF-HARM"}),
        ({"died": None, "gestation": None, "involved": None}, {}),
    ],
)  # fmt: skip
def test_plain_answers_are_read_however_they_are_written(
    rules: Rules, plainly: dict[str, Any], otherwise: dict[str, Any]
) -> None:
    one, other = said(
        rules, {"circumstances": {"theme": "falls", **plainly}}, {"circumstances": {"theme": "falls", **otherwise}}
    )
    assert one == other


def test_the_command_reads_the_plan_of_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = (BUILT_IN / "plan.toml").read_text(encoding="utf-8").replace('id = "falls"', 'id = "no-falls"')
    (tmp_path / "plan.toml").write_text(own, encoding="utf-8")
    line = json.dumps({"id": 1, "circumstances": FALL})
    for arguments, improvement in ((["advise", "--plan", str(tmp_path)], "no-falls"), (["advise"], "falls")):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{line}\n\n"))
        assert main(arguments) == 0
        (answer,) = capsys.readouterr().out.splitlines()
        assert json.loads(answer)["improvement"] == improvement


def test_a_plan_that_cannot_be_read_is_refused_by_file_and_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = (BUILT_IN / "plan.toml").read_text(encoding="utf-8").replace('response = "mdt"', 'response = "rca"', 1)
    (tmp_path / "plan.toml").write_text(own, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["advise", "--plan", str(tmp_path)]) == 2
    shown = capsys.readouterr()
    assert "plan.toml, [[priority]] row 1" in shown.err
    assert not shown.out


def test_the_example_of_the_document_is_what_comes_out(rules: Rules) -> None:
    document = (Path(__file__).parents[2] / "docs" / "advice.md").read_text(encoding="utf-8")
    line, answer = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", document, re.DOTALL))
    assert said(rules, line) == [answer]
