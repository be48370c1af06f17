"""The tables that advice is drawn from: what holds of them, and how a row that cannot be used is refused."""

from datetime import date
from pathlib import Path

import pytest

from psirf.circumstances import read_circumstances
from psirf.national import NATIONAL_CODES, OUTWARD_CODES
from psirf.proportion import recommend
from psirf.rules import Rules, read_rules
from psirf.tables import BUILT_IN, TableError

MNSI_CASE = {
    "event_type": "incident", "gestation": "40+0", "labour": "yes", "baby_outcome": "cooled",
    "congenital_cause": "no", "died": "no",
}  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("national.toml", 'code = "NE"\nname', 'code = "SI"\nname', "[[requirement]] row 1: code is one of"),
        ("national.toml", 'when = ["never_event"]', 'when = ["harm"]', "row 1: harm is no fact that Lantern knows"),
        ("national.toml", 'when = ["never_event"]', 'when = "never_event"', "row 1: when is a list of texts"),
        ("national.toml", 'ask_if = ["birth"]', 'ask_if = ["brith"]', "brith is no fact"),
        ("national.toml", 'dated_by = "event"', 'dated_by = "birth"', "dated_by is event or death"),
        ("national.toml", "from = 2018-04-01", 'from = "2018"', "from is a day"),
        ("duties.toml", "until = 2023-09-30", "until = 2023-10-01", "both for MNSI, hold on the same day"),
        ("duties.toml", "until = 2023-09-30", 'until = "2023"', "[[duty]] row 1: until is a day"),
        ("duties.toml", 'code = "HTA"', 'code = "HTB"', "HTA has no row"),
        ("duties.toml", "from = 2023-10-01", "from = 2023-10-01\nuntil = 2099-12-31", "the newest row of MNSI has"),
        ("national.toml", 'response = "psii"', 'response = "psii"\nuntil = 2099-12-31', "newest row of NE has"),
        ("duties.toml", "from = 2023-10-01", "since = 2023-10-01", "[[duty]] row 2: since is not known"),
        ("national.toml", 'response = "psii"', 'response = "aar"', "[[response]] row 1: response is psii or"),
        ("national.toml", 'code = "DHR"\nresponse', 'code = "LEDER"\nresponse', "DHR has a [[response]] row"),
        ("national.toml", "no_psii_beside = true", 'no_psii_beside = "yes"', "no_psii_beside is true or false"),
        ("national.toml", "close = [", "friends = [", "[words] has"),
        ("national.toml", '"husband*"', '"h*"', "[words]: “h*” has fewer than 3 letters"),
        ("outward.toml", 'code = "HTA"\nname', 'code = "HTB"\nname', "[[trigger]] row"),
        ("outward.toml", "msv = 3", "msv = 0", "[[dose]] row 1: msv is a number above 0"),
        ("outward.toml", "from_age = 18", "from_age = 19", "the [[dose]] rows have each age once"),
        ("outward.toml", "under_age = 18", 'under_age = "18"', "[[dose]] row 2: from_age and under_age"),
        ("never_events.toml", "number = 15", "number = 17", "[[entry]] row 15: number is that of an entry"),
        ("never_events.toml", "number = 15", "number = 14", "both for entry 14, hold on the same day"),
        ("never_events.toml", "entries = [15]", "entries = [16]", "there is no entry 16"),
        ("never_events.toml", "entries = [15]", 'entries = "15"', "entries is a list of their numbers"),
        ("plan.toml", 'working = "adequate"', 'working = "fine"', "[[improvement]] row 1: working is one of"),
        ("plan.toml", 'id = "clots"', 'id = "falls"', "both for falls, hold on the same day"),
        ("plan.toml", 'id = "results"', 'id = "deterioration"', "both for deterioration, hold on the same day"),
        ("plan.toml", "psii_a_year = 2", 'psii_a_year = "2"', "[[priority]] row 1: psii_a_year is a whole number"),
        ("plan.toml", 'theme = "falls"', 'topic = "falls"', "[[improvement]] row 1"),
        ("choosing.toml", 'when = ["not_an_event"]', 'when = ["severe_harm"]', "[[choice]] row 1: severe_harm is no"),
        ("choosing.toml", 'response = "improve"', 'response = "rca"', "[[choice]] row"),
        ("choosing.toml", "({programme})", "({score})", "{score} is not known; a sentence has"),
        ("choosing.toml", "beside this, and", "beside {this, and", "only_beside: a { has its } in a sentence"),
        ("choosing.toml", "({programme})", "(programme})", "row 6: a { has its } in a sentence, and a } its {"),
        ("choosing.toml", 'with = ["psii"', 'with = ["sui"', "[[beside]] row 1"),
        ("choosing.toml", "when = []\n", 'when = ["fresh"]\n', "the last [[choice]] row has an empty `when`"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_used_is_refused_by_file_and_row(
    tmp_path: Path, file: str, old: str, new: str, says: str
) -> None:
    ours = (BUILT_IN / file).read_text(encoding="utf-8")
    assert old in ours
    (tmp_path / file).write_text(ours.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TableError) as refused:
        read_rules(tmp_path)
    assert file in str(refused.value)
    assert says in str(refused.value)


def test_every_requirement_and_every_duty_can_be_met(rules: Rules) -> None:
    national = rules.plan.national
    assert {row.code for row in national.requirements} == set(NATIONAL_CODES)
    assert {row.code for row in national.triggers} == set(OUTWARD_CODES)


def test_what_must_be_done_goes_by_the_day_of_the_decision(rules: Rules) -> None:
    told = {**MNSI_CASE, "happened_at": "2023-09-20T10:00:00+01:00"}
    before = recommend(read_circumstances({**told, "deciding_at": "2023-09-30T23:30:00+01:00"}), rules.plan)
    after = recommend(read_circumstances({**told, "deciding_at": "2023-10-01T00:30:00+01:00"}), rules.plan)
    newest = recommend(read_circumstances(MNSI_CASE), rules.plan)
    mnsi = rules.duties.row("MNSI").to_whom
    assert [advice.national[0].to for advice in (before, after, newest)] == ["HSIB", mnsi, mnsi]


def test_between_two_rows_what_was_asked_for_last_is_asked_for(tmp_path: Path) -> None:
    ours = (BUILT_IN / "national.toml").read_text(encoding="utf-8")
    oldest = 'code = "SCREENING"\nresponse = "referral"'
    assert oldest in ours
    rows = (("psii", None, "2024-12-31"), ("referral", "2025-01-01", "2025-03-31"), ("psii", "2025-06-01", None))
    dated = [
        f'code = "SCREENING"\nresponse = "{response}"'
        + (f"\nfrom = {first}" if first else "") + (f"\nuntil = {last}" if last else "")
        for response, first, last in rows
    ]  # fmt: skip
    new = '\nsource = "the test"\n\n[[response]]\n'.join(dated)
    (tmp_path / "national.toml").write_text(ours.replace(oldest, new), encoding="utf-8")
    plan = read_rules(tmp_path).plan
    told = {"event_type": "incident", "reached_a_patient": "yes, one", "screening_programme": "breast screening"}
    for day, response in (("2024-12-31", "psii"), ("2025-03-31", "referral"), ("2025-04-15", "referral"),
                          ("2025-06-01", "psii"), (None, "psii")):  # fmt: skip
        assert recommend(read_circumstances({**told, "deciding_at": day}), plan).response.value == response


def test_the_plan_goes_by_the_day_of_the_decision(tmp_path: Path) -> None:
    ours = (BUILT_IN / "plan.toml").read_text(encoding="utf-8")
    dated = ours.replace('theme = "discharge"', 'theme = "discharge"\nfrom = 2026-04-01\nuntil = 2027-03-31')
    (tmp_path / "plan.toml").write_text(dated, encoding="utf-8")
    plan = read_rules(tmp_path).plan
    for day, is_one in (("2026-03-31", False), ("2026-04-01", True), ("2027-03-31", True), ("2027-04-01", False)):
        told = {"event_type": "incident", "theme": "discharge", "happened_at": "2026-05-01", "deciding_at": day}
        assert (recommend(read_circumstances(told), plan).priority is not None) is is_one


def test_a_priority_of_two_periods_is_chosen_by_the_day(tmp_path: Path) -> None:
    ours = (BUILT_IN / "plan.toml").read_text(encoding="utf-8")
    older = ours.replace('id = "results"', 'id = "results"\nuntil = 2026-03-31')
    newer = '\n[[priority]]\nid = "results"\nname = "Results"\nresponse = "thematic"\nwords = []\nfrom = 2026-04-01\n'
    (tmp_path / "plan.toml").write_text(older + newer, encoding="utf-8")
    plan = read_rules(tmp_path).plan
    found = [plan.priority_of("results", day) for day in (date(2026, 3, 31), date(2026, 4, 1), None)]
    assert [priority.response.value for priority in found if priority] == ["mdt", "thematic", "thematic"]


@pytest.mark.parametrize(
    ("row", "response", "why"),
    [
        ("psii_a_year = 0\n", "mdt", "none is left of the PSIIs that the plan has room for"),
        ("", "psii", "It is a priority of the plan"),  # no limit is stated
        ("psii_a_year = 2\n", "psii", "It is a priority of the plan"),
    ],
)
def test_a_plan_with_room_for_none_advises_none_and_one_that_states_no_limit_has_none(
    tmp_path: Path, row: str, response: str, why: str
) -> None:
    ours = (BUILT_IN / "plan.toml").read_text(encoding="utf-8")
    before = 'theme = "results"\nresponse = "mdt"\n'
    assert f"{before}psii_a_year = 2\n" in ours
    (tmp_path / "plan.toml").write_text(ours.replace(f"{before}psii_a_year = 2\n", before + row), encoding="utf-8")
    told = {
        "event_type": "incident", "theme": "results", "reached_a_patient": "yes, one", "died": "no",
        "factors_understood": "poorly", "potential_for_learning": "high", "pattern": "one-off",
    }  # fmt: skip
    advice = recommend(read_circumstances(told), read_rules(tmp_path).plan)
    assert advice.response.value == response
    assert why in advice.because
