"""The trust's incident system: how its table is read, what its numbers look like, and what a row of CSV is."""

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.casework.to_enter import FILLED
from psirf.incident_system import FIELDS, NATIONAL, IncidentSystem, csv_row, is_a_patients, read_incident_system
from psirf.rules import Rules, read_rules
from psirf.tables import BUILT_IN, TableError, Tables
from tests.conftest import NOW

FIRST_LINES = 'version = "2026-11"\nname = "Ours"\n'
A_COLUMN = '[[column]]\nheading = "Ref"\nfield = "reference"\n'


def _read(folder: Path, rows: str, columns: str = A_COLUMN) -> IncidentSystem:
    (folder / "incident_system.toml").write_text(f"{FIRST_LINES}{rows}\n{columns}", encoding="utf-8")
    return read_incident_system(Tables(folder))


def test_unless_the_trust_says_otherwise_its_system_is_the_record_and_nothing_is_promised(tmp_path: Path) -> None:
    read = _read(tmp_path, "")
    assert (read.is_record, read.fill_in_nothing_else, read.sends_nationally) == (True, False, True)
    ours = read_rules().incident_system
    assert (ours.is_record, ours.fill_in_nothing_else, ours.sends_nationally) == (True, False, True)
    assert "made up" in ours.name


def test_what_each_field_is_stands_in_the_table_and_can_be_filled() -> None:
    ours = (BUILT_IN / "incident_system.toml").read_text(encoding="utf-8")
    said = ours.partition("field: one of")[2].partition("[[column]]")[0]
    assert set(FIELDS) <= set(re.findall(r"\w+", said))
    assert set(FIELDS) == set(FILLED)


@pytest.mark.parametrize(
    ("rows", "columns", "says"),
    [
        ("", '[[column]]\nheading = "X"\nfield = "nhs_number"', "[[column]] row 1: nhs_number is no field"),
        ("", f'{A_COLUMN}[[column]]\nheading = ""\nfield = "what"', "[[column]] row 2: heading is words"),
        ("", f"{A_COLUMN}{A_COLUMN}", "[[column]] row 2: Ref stands in a row above too"),
        ("", '[[column]]\nheading = "X"', "[[column]] row 1"),
        ("", f"{A_COLUMN}is_record = false", "[[column]] row 1"),  # below a row, where it belongs to that row
        ("", "", "no [[column]] row"),
        ('is_record = "no"', A_COLUMN, "is_record is true or false"),
        ("fill_in_nothing_els = true", A_COLUMN, "fill_in_nothing_els is not known"),
        ("number_pattern = 'W(\\d'", A_COLUMN, "number_pattern is no regular expression"),
        ("national_pattern = 7", A_COLUMN, "national_pattern is a regular expression, in quotation marks"),
        ('dates = "american"', A_COLUMN, "dates is one of iso, british, not american"),
        ('id = "lfpse"', A_COLUMN, "id is the trust's own system"),
        (f'id = "{"x" * 61}"', A_COLUMN, "id is words, no more than 60 characters"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_by_file_and_row(
    tmp_path: Path, rows: str, columns: str, says: str
) -> None:
    with pytest.raises(TableError) as refused:
        _read(tmp_path, rows, columns)
    assert "incident_system.toml" in str(refused.value)
    assert says in str(refused.value)


def test_a_system_without_a_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "incident_system.toml").write_text(f'version = "2026-11"\n{A_COLUMN}')
    with pytest.raises(TableError, match="name is words"):
        read_rules(tmp_path)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("W123", "W123"), (" w123 ", "W123"), ("W\u200b123\u00a0", "W123"), ("INC – 2026/17", "INC - 2026/17"),
        ("Ｗ１２３", "W123"), ("2026000123", "2026000123"), ("\tW123\n", "W123"),
        ("", None), ("   ", None), ("none yet", None), ("W" * 59 + "12", None), ("<b>1</b>", None),
        ("PSE-00001", None), ("SA 12", None), ("999 000 0018", None), ("NHS no. 9990000018", None),
    ],
)  # fmt: skip
def test_a_number_is_kept_in_one_way_and_what_is_none_is_not(rules: Rules, typed: str, kept: str | None) -> None:
    system = rules.incident_system
    assert system.number_in(system.id, typed) == kept
    assert system.number_in(NATIONAL, typed) == kept


def test_the_trusts_pattern_says_what_a_number_is(tmp_path: Path) -> None:
    system = _read(tmp_path, "number_pattern = 'w\\d{3,8}'\nnational_pattern = '\\d{10}'")
    assert system.number_in(system.id, "W123") == "W123"
    assert system.number_in(system.id, "W123 and more") is None
    assert system.number_in(system.id, "X123") is None
    assert system.number_in(NATIONAL, "9990000018") == "9990000018"  # where that is what references look like
    assert system.number_in("one of before", "X123") == "X123"


def test_an_nhs_number_is_known_as_a_patients() -> None:
    assert is_a_patients("NHS number: 999 000 0018")
    assert not is_a_patients("999 000 0019")
    assert not is_a_patients("W9990000018")


def test_a_row_of_csv_is_read_back_as_it_was() -> None:
    told = ["PSE-00001", 'She said "no", twice', "two\nlines", "", "a;b,c", "it's"]
    assert next(csv.reader(io.StringIO(csv_row(told)))) == told


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-1", "@sum", "\tx", "\r=1", "  =1", "\n=1", "＝1"])
def test_no_cell_is_taken_for_a_formula(cell: str) -> None:
    [read] = next(csv.reader(io.StringIO(csv_row([cell]))))
    assert read.startswith("'")
    assert cell.strip() in read


@given(st.lists(st.text(), min_size=1))
def test_whatever_was_written_is_one_row_with_a_cell_for_each(cells: list[str]) -> None:
    [row] = list(csv.reader(io.StringIO(csv_row(cells), newline="")))
    assert len(row) == len(cells)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row)


def test_a_day_and_a_moment_are_written_as_the_trust_has_them(tmp_path: Path, rules: Rules) -> None:
    british = _read(tmp_path, 'dates = "british"')
    assert (british.day(NOW.date()), british.moment(NOW)) == ("04/03/2026", "04/03/2026 09:30")
    assert rules.incident_system.moment(NOW.replace(month=7)) == "2026-07-04 10:30"  # London's time
