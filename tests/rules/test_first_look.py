"""Where the ward manager looks first: which reports a table's rows fit, and what goes straight to the leads."""

from datetime import date
from pathlib import Path

import pytest

from psirf.first_look import ALWAYS, Row, Straight, read_first_look
from psirf.rules import Rules, read_rules
from psirf.tables import BUILT_IN, TableError, Tables
from psirf.vocabulary import EventKind, Reached, UnitKind

WARD = [("ward-7", UnitKind.WARD), ("medicine", UnitKind.DIVISION), ("trust", UnitKind.TRUST)]
DIVISION, NOWHERE = WARD[1:], list[tuple[str, UnitKind]]()
ON = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("kind", "reached", "units", "row"),
    [
        (EventKind.INCIDENT, Reached.NO, WARD, "near-misses-on-wards"),
        (EventKind.INCIDENT, Reached.YES, WARD, None),
        (EventKind.INCIDENT, Reached.UNKNOWN, WARD, None),
        (EventKind.INCIDENT, Reached.NO, DIVISION, None),
        (EventKind.INCIDENT, Reached.NO, NOWHERE, None),
        (EventKind.RISK, None, WARD, "risks-on-wards"),
        (EventKind.RISK, None, DIVISION, None),
        (EventKind.GOOD_CARE, None, WARD, None),
        (EventKind.OUTCOME, None, WARD, None),
    ],
)
def test_near_misses_and_risks_on_wards_are_looked_at_there_first(
    rules: Rules, kind: EventKind, reached: Reached | None, units: list[tuple[str, UnitKind]], row: str | None
) -> None:
    found = rules.first_look.row_for(kind, reached, units, ON)
    assert (found.id if found else None) == row


def test_no_row_can_name_a_grade_of_harm() -> None:
    assert not [name for name in Row.__dataclass_fields__ if "harm" in name or "grade" in name]


def _table(folder: Path, rows: str) -> Path:
    ours = (BUILT_IN / "first_look.toml").read_text(encoding="utf-8")
    straight = ours[ours.index("[[straight]]") :]
    text = f'version = "2026-11"\nwithin_working_days = 2\n{rows}\n{straight}'
    (folder / "first_look.toml").write_text(text, encoding="utf-8")
    return folder


OWN = '[[first_look]]\nid = "a"\nkinds = ["incident"]\nsource = "the trust\'s plan"\nfrom = 2026-01-01\n'


def test_a_row_holds_for_a_unit_and_all_below_it_and_for_its_days(tmp_path: Path) -> None:
    plan = read_rules(_table(tmp_path, f'{OWN}units = ["medicine"]\nuntil = 2026-03-31')).first_look
    for units, on, fits in (
        (WARD, ON, True),
        (DIVISION, ON, True),
        (WARD[2:], ON, False),
        (WARD, date(2025, 12, 31), False),
        (WARD, date(2026, 3, 31), True),
        (WARD, date(2026, 4, 1), False),
    ):
        assert (plan.row_for(EventKind.INCIDENT, Reached.YES, units, on) is not None) is fits


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (OWN, "one of unit_kinds or units"),
        (f'{OWN}unit_kinds = "ward"', "unit_kinds is a list"),
        (f'{OWN}unit_kinds = ["bay"]', "[[first_look]] row 1"),
        (f'{OWN}unit_kinds = ["ward"]\nreached = ["perhaps"]', "[[first_look]] row 1"),
        (f'{OWN}unit_kinds = ["ward"]\nuntil = 2025-01-01', "[[first_look]] row 1: until is before from"),
        (f'{OWN}unit_kinds = ["ward"]\nuntil = "2027-01-01"', "until is a day, such as 2026-04-01"),
        (OWN.replace("from = ", "until = ") + 'unit_kinds = ["ward"]', "from is the first day"),
        (f'{OWN}unit_kinds = ["ward"]\nvalid_until = 2027-01-01', "valid_until is not known"),
        (f'{OWN}unit_kinds = ["ward"]\nharm = ["low"]', "harm is not known"),
        (f'{OWN}unit_kinds = ["ward"]\n{OWN}unit_kinds = ["ward"]', "the same id"),
        (OWN.replace('"incident"', '"risk"') + 'unit_kinds = ["ward"]\nreached = ["no"]', "incidents alone"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused(tmp_path: Path, row: str, says: str) -> None:
    with pytest.raises(TableError) as refused:
        read_first_look(Tables(_table(tmp_path, row)))
    assert "first_look.toml" in str(refused.value)
    assert says in str(refused.value)


@pytest.mark.parametrize("when", ALWAYS)
def test_what_is_pressing_and_a_managers_own_report_wait_for_no_manager_in_any_trust(
    tmp_path: Path, when: Straight
) -> None:
    ours = (BUILT_IN / "first_look.toml").read_text(encoding="utf-8")
    row = f'when = "{when.value}"'
    (tmp_path / "first_look.toml").write_text(ours.replace(row, 'when = "priority"', 1), encoding="utf-8")
    with pytest.raises(TableError):
        read_rules(tmp_path)


def test_a_trust_may_let_its_priorities_wait_for_the_ward(tmp_path: Path) -> None:
    ours = (BUILT_IN / "first_look.toml").read_text(encoding="utf-8")
    row = '[[straight]]\nwhen = "priority"\nbecause = "The plan has a priority for it."\n'
    assert row in ours
    (tmp_path / "first_look.toml").write_text(ours.replace(row, ""), encoding="utf-8")
    plan = read_rules(tmp_path).first_look
    assert plan.goes_straight({Straight.PRIORITY}) is None
    assert plan.goes_straight({Straight.PRIORITY, Straight.SEALED}) is Straight.SEALED


@pytest.mark.parametrize(
    ("reported_on", "until"),
    [
        (date(2026, 3, 4), date(2026, 3, 5)),  # a Wednesday
        (date(2026, 3, 6), date(2026, 3, 9)),  # a Friday: over the weekend
        (date(2026, 4, 2), date(2026, 4, 7)),  # before Easter
    ],
)
def test_it_waits_for_one_working_day(rules: Rules, reported_on: date, until: date) -> None:
    assert rules.first_look.waits_until(reported_on) == until
