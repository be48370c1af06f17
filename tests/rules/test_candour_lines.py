"""The commands that show what Lantern makes of candour: what goes in, what comes out, and what is refused."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.candour_lines import candour_lines
from bot.candour_steps_lines import candour_steps_lines
from psirf.rules import read_rules

RULES = read_rules().candour
YES = {"unintended_or_unexpected": "yes", "regulated_activity": "yes", "harm": "yes"}


def answered(**given: Any) -> dict[str, Any]:
    [line] = candour_lines([json.dumps({"id": "c", **given})], RULES)
    answer: dict[str, Any] = json.loads(line)
    return answer


def stepped(*steps: dict[str, Any], **given: Any) -> dict[str, Any]:
    case = {
        "id": "s", "incident_at": "2026-03-02T10:00:00+00:00", "now": "2026-06-01T10:00:00+01:00",
        "relevant_people": ["patient"], "steps": list(steps), **given,
    }  # fmt: skip
    [line] = candour_steps_lines([json.dumps(case)])
    answer: dict[str, Any] = json.loads(line)
    return answer


@pytest.mark.parametrize(
    ("lfpse", "facts", "opens"),
    [
        ({"physical": "low", "psychological": "low"}, {}, False),
        ({"physical": "moderate"}, {}, True),
        ({"physical": "none", "psychological": "moderate"}, {}, True),
        ({"physical": "severe"}, {}, True),
        ({"physical": "fatal"}, {}, True),
        ({"physical": "unknown"}, {}, False),
        ({"physical": "none"}, {"harm_could_still_emerge": True}, True),
        ({"physical": "none"}, {"harm_could_still_emerge": "possibly"}, True),
        ({"physical": "none"}, {"harm_could_still_emerge": "no"}, False),
        ({"physical": "low"}, {"increase_in_treatment": "readmission"}, True),
        ({"physical": "low"}, {"increase_in_treatment": ["longer_stay", "transfer"]}, True),
        ({"physical": "low"}, {"increase_in_treatment": []}, False),
        ({"psychological": "low"}, {"distress_expected_days": 27}, False),
        ({"psychological": "low"}, {"distress_expected_days": 28}, True),
        ({}, {"died": True}, True),
        ({}, {"died": "no"}, False),
        ({"physical": "none"}, {"asked_for_by": "person affected"}, True),
        ({"physical": "none"}, {"asked_for_by": ["complaint", "medical examiner"]}, True),
        ({"physical": "none"}, {"asked_for_by": "the family"}, True),
        ({"physical": "none"}, {"asked_for_by": []}, False),
        ({}, {"distress_expected_days": None, "increase_in_treatment": "none", "died": False}, False),
        ({}, ["died"], True),
        ({}, None, False),
    ],
)
def test_what_opens_an_assessment(lfpse: Any, facts: Any, opens: bool) -> None:
    answer = answered(lfpse=lfpse, facts=facts, reported_at="2026-03-04T09:00:00+00:00")
    assert answer["assessment_opens"] is opens
    assert (answer["answer"], answer["due_told_on"]) == (None, None)  # never a verdict by grade


@pytest.mark.parametrize(
    ("limbs", "answer"),
    [
        (YES, "notifiable"),
        ({**YES, "harm": "uncertain"}, "uncertain_treat_as_notifiable"),
        ({**YES, "harm": "no"}, "not_notifiable"),
        ({**YES, "harm": "no", "unintended_or_unexpected": "uncertain"}, "not_notifiable"),
        ({"harm": "yes"}, None),
        ({}, None),
        ({**YES, "regulated_activity": True}, "notifiable"),
        ({**YES, "harm": {"answer": "no", "reason": "it was stopped in time"}}, "not_notifiable"),
        ({**YES, "harm": "No, it was stopped in time"}, "not_notifiable"),
    ],
)
def test_what_the_three_limbs_come_to(limbs: Any, answer: str | None) -> None:
    shown = answered(lfpse={"physical": "low"}, limbs=limbs, reported_at="2026-03-04T09:00:00+00:00")
    assert shown["answer"] == answer
    owed = answer in ("notifiable", "uncertain_treat_as_notifiable")
    assert (shown["due_told_on"], shown["due_written_on"]) == (("2026-03-18",) * 2 if owed else (None, None))


@pytest.mark.parametrize(
    ("reported_at", "due"),
    [
        ("2026-04-02T09:00:00+01:00", "2026-04-20"),  # Easter
        ("2026-04-03T09:00:00+01:00", "2026-04-20"),
        ("2026-05-01T09:00:00+01:00", "2026-05-18"),
        ("2026-08-28T09:00:00+01:00", "2026-09-14"),
        ("2026-11-21T09:00:00+00:00", "2026-12-04"),  # a Saturday
        ("2026-12-18T09:00:00+00:00", "2027-01-06"),
        ("2025-12-24T09:00:00+00:00", "2026-01-12"),
        ("2027-12-20T09:00:00+00:00", "2028-01-06"),
        ("2026-07-06T22:59:00+00:00", "2026-07-20"),  # five to midnight in London: still the 6th
        ("2026-07-06T23:01:00+00:00", "2026-07-21"),  # a minute past it: the 7th
        ("2026-03-28T23:59:00+00:00", "2026-04-14"),  # the night on which the clocks go forward
        ("2026-03-29T23:30:00+00:00", "2026-04-15"),  # 0:30 on Monday in summer time
        ("2026-10-25T00:30:00+01:00", "2026-11-06"),  # the night on which they go back
        ("2026-10-25T23:30:00+00:00", "2026-11-06"),
    ],
)  # fmt: skip
def test_working_days_are_england_s_and_days_are_london_s(reported_at: str, due: str) -> None:
    shown = answered(limbs=YES, reported_at=reported_at, findings_approved_at=reported_at)
    assert (shown["due_told_on"], shown["due_written_on"], shown["due_findings_on"]) == (due, due, due)


def test_why_is_said_with_its_rule() -> None:
    because = answered(lfpse={"physical": "severe"}, limbs=YES, reported_at="2026-03-04T09:00:00+00:00")["because"]
    assert "physical harm of moderate or more" in because
    assert "10 working days after the report (candour.toml" in because
    no = answered(limbs={**YES, "harm": "no"}, reported_at="2026-03-04T09:00:00+00:00")["because"]
    assert "no to harm" in no
    assert "second person" in no


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"harm": {}}, "harm is not known"),
        ({"facts": {"dead": True}}, "dead is not known"),
        ({"facts": {"died": 3}}, "died is yes or no"),
        ({"facts": {"distress_expected_days": "long"}}, "distress_expected_days"),
        ({"facts": {"distress_expected_days": True}}, "distress_expected_days"),
        ({"facts": {"increase_in_treatment": "a plaster"}}, "increase_in_treatment"),
        ({"facts": {"asked_for_by": "the press"}}, "asked_for_by"),
        ({"facts": "died"}, "facts is an object"),
        ({"lfpse": {"physical": "awful"}}, "physical"),
        ({"lfpse": {"social": "low"}}, "social is not known"),
        ({"limbs": {"blame": "no"}}, "blame is not known"),
        ({"limbs": {"harm": "dunno"}}, "harm is yes, no or uncertain"),
        ({"limbs": "yes"}, "limbs is an object"),
        ({"reported_at": "yesterday"}, "reported_at"),
        ({"reported_at": "2026-03-04T09:00:00+00:00", "findings_approved_at": "2026-03-03T09:00:00+00:00"}, "before"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(given: Any, named: str) -> None:
    assert named in answered(**given)["error"]


def test_the_examples_of_the_page_are_what_the_commands_say() -> None:
    page = (Path(__file__).parents[2] / "docs" / "candour.md").read_text(encoding="utf-8")
    case, case_answer, steps, steps_answer = map(json.loads, re.findall(r"```json\n(.*?)```", page, re.DOTALL))
    assert [json.loads(line) for line in candour_lines([json.dumps(case)], RULES)] == [case_answer]
    assert [json.loads(line) for line in candour_steps_lines([json.dumps(steps)])] == [steps_answer]


# ---- candour-steps ----

ASSESSED = {"step": "assessed", "at": "2026-03-02T12:00:00+00:00", "by": "dr", "limbs": YES}


def told_of(step: str, at: str = "2026-03-03T12:00:00+00:00", **said: Any) -> dict[str, Any]:
    words = {"mode": "face to face"} if step == "told" else {"words": "I am sorry"} if step == "apology" else {}
    return {"step": step, "at": at, "by": "dr", "person": "patient", **words, **said}


ELEMENTS = (
    "told", "true_account", "apology", "enquiries_explained", "support_offered", "record_made", "written_follow_up",
    "findings_shared", "meeting_offered", "copies_kept",
)  # fmt: skip


def test_a_smooth_case() -> None:
    answer = stepped(ASSESSED, *map(told_of, ELEMENTS))
    assert (answer["state"], answer["missing"], answer["refused_steps"]) == ("complete", [], [])


def test_what_is_missing_is_named_by_person_and_element() -> None:
    answer = stepped(ASSESSED, *map(told_of, ELEMENTS[:7]))
    assert answer["state"] == "open"
    assert answer["missing"] == ["patient:findings_shared", "patient:meeting_offered", "patient:copies_kept"]


def test_refused_steps_are_positions_with_why() -> None:
    early = told_of("apology", "2026-03-03T11:00:00+00:00")
    answer = stepped(
        ASSESSED, told_of("told"), early, told_of("told", "2026-03-01T11:00:00+00:00"), {"step": "dance"}
    )
    assert answer["refused_steps"] == [2, 3, 4]
    assert "Nobody had told them by then" in answer["because"][0]
    assert "before it happened" in answer["because"][1]


def test_what_lantern_alone_makes_of_a_case_is_no_step() -> None:
    steps = [told_of(each) for each in ("found", "lives", "taken_off")]
    answer = stepped(ASSESSED, *steps)
    assert answer["because"] == [f"{place}: There is no such step." for place in (1, 2, 3)]


def test_a_letter_is_not_telling_somebody() -> None:
    assert stepped(ASSESSED, told_of("told", mode="letter"))["refused_steps"] == [1]


def test_steps_count_by_their_moments_however_they_are_listed() -> None:
    early = told_of("told", "2026-03-03T11:00:00+00:00")
    assert stepped(ASSESSED, told_of("apology"), early)["refused_steps"] == []
    late = told_of("told", "2026-03-03T13:00:00+00:00")
    assert stepped(ASSESSED, told_of("apology"), late)["refused_steps"] == [1]


def test_a_key_that_is_not_known_is_named_and_breaks_no_line() -> None:
    answer = stepped(ASSESSED, told_of("told", colour="red"), told_of("apology", where="the day room"))
    assert answer["refused_steps"] == []
    assert answer["because"] == ["1: colour is not known, and changes nothing"]


@pytest.mark.parametrize("key", ["element", "elements", "what", "part"])
def test_what_they_declined_is_found_under_any_key(key: str) -> None:
    steps = [told_of(each) for each in ELEMENTS if each != "written_follow_up"]
    one: dict[str, Any] = {key: "written_follow_up"}
    answer = stepped(ASSESSED, steps[0], told_of("declined", **one), *steps[1:])
    assert (answer["state"], answer["missing"]) == ("complete_declined", [])
    listed: dict[str, Any] = {key: ["written_follow_up"]}
    fewer = stepped(ASSESSED, steps[0], told_of("declined", **listed))
    assert "patient:findings_shared" in fewer["missing"]
    assert "patient:written_follow_up" not in fewer["missing"]


def test_what_is_nothing_that_can_be_declined_is_refused() -> None:
    assert stepped(ASSESSED, told_of("declined", element="tea"))["refused_steps"] == [1]


def test_days_without_an_hour_and_names_as_people_write_them() -> None:
    day = "2026-03-02"
    steps = told_of("Told", day, mode="In person"), told_of("true account", day), told_of("told", mode="phone")
    answer = stepped({**ASSESSED, "at": day}, *steps, now=day)
    assert (answer["refused_steps"], answer["missing"][0]) == ([3], "patient:apology")  # the last is of the day after


def test_an_answer_says_to_which_question_it_is() -> None:
    asked = [ASSESSED, told_of("told"), told_of("question", id=7)]
    assert "patient:answer" in stepped(*asked)["missing"]
    for said in ({"id": 7}, {"id": "7"}, {"to": "7"}, {"question": 7}):
        assert "patient:answer" not in stepped(*asked, told_of("answer", **said))["missing"]
    assert stepped(*asked, told_of("answer", id="8"))["refused_steps"] == [3]


def test_where_nobody_is_known_to_act_attempts_are_kept_and_nothing_is_given() -> None:
    looked = told_of("attempt", person="next of kin", how="asked the GP", result="no details")
    answer = stepped(ASSESSED, looked, *({**told_of(each), "person": ""} for each in ELEMENTS), relevant_people=[])
    assert (answer["state"], answer["refused_steps"]) == ("open", list(range(2, 12)))
    assert answer["missing"] == [f"not_yet_known:{each}" for each in ELEMENTS]


def test_a_signature_may_name_the_person_though_the_assessment_waits() -> None:
    no = {**ASSESSED, "limbs": {**YES, "harm": "no"}}
    answer = stepped(no, told_of("sign_off", by="sister"))
    assert (answer["state"], answer["missing"], answer["refused_steps"]) == ("closed_not_required", [], [])


def test_people_may_be_objects_or_nobody() -> None:
    known = stepped(ASSESSED, told_of("told"), relevant_people=[{"id": "patient", "relationship": "self"}])
    assert known["refused_steps"] == []
    unknown = stepped(ASSESSED, relevant_people=[])
    assert unknown["missing"][0] == "not_yet_known:told"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"incident_at": None}, "incident_at"),
        ({"now": "soon"}, "now"),
        ({"relevant_people": 3}, "relevant_people"),
        ({"relevant_people": ["p", "p"]}, "twice"),
        ({"relevant_people": [""]}, "a relevant person is a name"),
        ({"steps": {}, "people": []}, "people is not known"),
        ({"steps": "told"}, "steps is a list"),
        ({"steps": ["told"]}, "a step is an object"),
    ],
)
def test_a_case_that_cannot_be_read_is_said(given: Any, named: str) -> None:
    assert named in stepped(**given)["error"]
