"""A word of a table that nothing reads, a step that is not one, a value of another kind: each is refused at start."""

from datetime import date
from pathlib import Path

import pytest

from psirf.rules import read_rules
from psirf.tables import BUILT_IN, TableError
from psirf.vocabulary import ResponseType

FILES = sorted(file.name for file in BUILT_IN.glob("*.toml"))


def refused(folder: Path, file: str, was: str, becomes: str) -> str:
    """What is said of our own table with the first of some words put in place of others."""
    ours = (BUILT_IN / file).read_text(encoding="utf-8")
    assert was in ours
    (folder / file).write_text(ours.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(TableError) as trouble:
        read_rules(folder)
    said = str(trouble.value)
    assert file in said
    return said


@pytest.mark.parametrize("file", FILES)
def test_a_word_that_nothing_reads_is_refused(tmp_path: Path, file: str) -> None:
    assert "no_such_word" in refused(tmp_path, file, "version =", "no_such_word = 3\nversion =")


@pytest.mark.parametrize(
    ("file", "was", "becomes", "says"),
    [
        ("approvals.toml", "[[approval]]", "[[aproval]]", "aproval is not known"),
        ("plan.toml", "[[priority]]", "[[priorities]]", "priorities is not known"),
        ("plan.toml", "[[improvement]]", "[[improvment]]", "improvment is not known"),
        ("lifecycles.toml", 'name = "settle"', 'name = "setle"', "there is no step setle"),
        ("lifecycles.toml", "[[approval]]", "[[aproval]]", "[[approval]] has no row for the step"),
        ("lifecycles.toml", "needs_reason = true", 'needs_reason = "no"', "needs_reason is true or false"),
        ("approvals.toml", 'id = "psii"', "id = []", "[[approval]] row 1: id is a name"),
        ("approvals.toml", 'response = "psii"', 'response = "rca"', "'rca' is not one of "),
        ("approvals.toml", 'response = "thematic"', 'response = "psii"',
         "[[approval]]: rows 1 and 2, both for psii, hold on the same day"),
        ("approvals.toml", 'id = "thematic"', 'id = "psii"', "two [[approval]] rows have the same id"),
        ("approvals.toml", 'id = "psii"', 'id = "psii"\nfrom = 2026-05-01\nuntil = 2026-04-30',
         "[[approval]] row 1: until is before from"),
        ("approvals.toml", 'id = "psii"', 'id = "psii"\nuntil = 2026-12-31',
         "[[approval]]: the newest row of psii has an `until` (row 1)"),
        ("approvals.toml", 'id = "psii"', 'id = "psii"\nfrom = "2026-05-01"', "row 1: from is a day, such as"),
        ("approvals.toml", 'id = "thematic"', 'id = "thematic"\nunless = "ward"', "row 2: unless is not known"),
        ("approvals.toml", 'role = "governance"', 'role = "owner"', "row 2: role is one that is given"),
        ("approvals.toml", 'role = "governance"', 'role = "boss"', "[[approval]] row 2: 'boss' is not"),
        ("approvals.toml", 'how = "one"', 'how = "two"', "[[approval]] row 2: 'two' is not"),
        ("approvals.toml", "answer_within_working_days = 5", "answer_within_working_days = 3000000", "from 1 to 260"),
        ("ladders.toml", "after_working_days = 2", "after_working_days = 100000000", "from 0 to 260"),
        ("plan.toml", "look_within_working_days = ", "look_within_working_days = 1000000", "from 1 to 1000"),
        ("harm.toml", "code = ", "code = []\nwas = ", "[[physical]] row 1"),
        ("national.toml", '[[response]]\ncode = "MHA_DEATH"', "[[response]]\ncode = 7", "code and source"),
    ],
)  # fmt: skip
def test_what_was_mistyped_is_named(tmp_path: Path, file: str, was: str, becomes: str, says: str) -> None:
    assert says in refused(tmp_path, file, was, becomes)


OURS = """
version = "2026-11"
[[approval]]
id = "first"
response = "psii"
role = "executive"
how = "any"
answer_within_working_days = 5
may_be_handed_to = []
until = 2026-06-30
[[approval]]
id = "then"
response = "psii"
role = "executive"
how = "all"
answer_within_working_days = 5
may_be_handed_to = []
from = 2026-07-01
"""


def test_two_rows_for_one_response_never_hold_on_the_same_day(tmp_path: Path) -> None:
    file = tmp_path / "approvals.toml"
    file.write_text(OURS)
    approvals = read_rules(tmp_path).approvals  # one follows the other
    found = [approvals.of(ResponseType.PSII, date(2026, *day)) for day in ((6, 30), (7, 1))]
    assert [rule.id for rule in found if rule] == ["first", "then"]
    file.write_text(OURS.replace("from = 2026-07-01", "from = 2026-06-30"))
    with pytest.raises(TableError, match=r"approvals.toml, \[\[approval\]\]: rows 1 and 2, both for psii, hold on"):
        read_rules(tmp_path)


def test_between_two_rows_a_response_still_waits_for_its_approval(tmp_path: Path) -> None:
    until, then = "until = 2026-06-30", "from = 2026-07-01"
    (tmp_path / "approvals.toml").write_text(
        OURS.replace(then, "from = 2026-08-01").replace(until, f"from = 2026-05-01\n{until}")
    )
    approvals = read_rules(tmp_path).approvals
    found = [approvals.of(ResponseType.PSII, date(2026, *day)) for day in ((4, 30), (5, 1), (7, 15), (8, 1))]
    assert [rule.id if rule else None for rule in found] == [None, "first", "first", "then"]


def test_no_step_of_a_lifecycle_may_be_left_out(tmp_path: Path) -> None:
    ours = (BUILT_IN / "lifecycles.toml").read_text(encoding="utf-8")
    first = ours.index("[[response]]")
    (tmp_path / "lifecycles.toml").write_text(ours[:first] + ours[ours.index("[[", first + 2) :], encoding="utf-8")
    with pytest.raises(TableError, match=r"\[\[response\]\] has no row for the step"):
        read_rules(tmp_path)
