"""The reminder ladder: what is reached, what is passed over, and what comes next."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psirf.reminders import Step, read_ladder
from psirf.tables import TableError, Tables
from psirf.vocabulary import Role
from psirf.working_time import london_day, start_of_day

LADDER = read_ladder(Tables())
DUE = date(2026, 3, 20)
ENOUGH = '[[rung]]\ndays = 0\nto = "owner"\nevery = 7\n[[hours]]\nopens = 09:00:00\ncloses = 17:00:00\n'
LONG_BEFORE = DUE - timedelta(days=100)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (-8, set()),
        (-7, {(-7, Role.OWNER)}),
        (-1, {(-7, Role.OWNER)}),
        (0, {(0, Role.OWNER)}),
        (1, {(1, Role.OWNER)}),
        (7, {(1, Role.OWNER), (7, Role.WARD_MANAGER)}),
        (8, {(8, Role.OWNER), (7, Role.WARD_MANAGER)}),
        (14, {(8, Role.OWNER), (7, Role.WARD_MANAGER), (14, Role.LEAD)}),
        (40, {(36, Role.OWNER), (7, Role.WARD_MANAGER), (14, Role.LEAD)}),
    ],
)
def test_each_role_has_the_highest_step_it_has_reached(days: int, told: set[tuple[int, Role]]) -> None:
    reached = LADDER.reached(DUE, LONG_BEFORE, DUE + timedelta(days=days))
    assert {(step.days, step.to) for step in reached} == told


def test_an_owner_does_not_hear_of_what_was_passed_before_but_others_do() -> None:
    assert LADDER.reached(DUE, DUE - timedelta(days=3), DUE - timedelta(days=3)) == []
    assert LADDER.reached(DUE, DUE, DUE) == [Step(0, Role.OWNER)]
    returned = DUE + timedelta(days=9)  # its evidence, which came on day 6: the ward manager has not heard
    assert LADDER.reached(DUE, returned, returned) == [Step(7, Role.WARD_MANAGER)]


@given(st.integers(-400, 400), st.integers(-30, 400))
def test_the_next_step_is_the_first_day_on_which_something_new_is_reached(after: int, offset: int) -> None:
    day = DUE + timedelta(days=after)
    coming = london_day(LADDER.next_at(DUE, day))
    assert coming > day
    assert LADDER.next_at(DUE, day) == start_of_day(coming)
    before = set(LADDER.reached(DUE, LONG_BEFORE - timedelta(days=400), coming - timedelta(days=1)))
    now = set(LADDER.reached(DUE, LONG_BEFORE - timedelta(days=400), coming))
    assert now - before
    quiet = [coming - timedelta(days=n) for n in range(1, (coming - day).days)]
    assert all(set(LADDER.reached(DUE, LONG_BEFORE - timedelta(days=400), q)) <= before for q in quiet)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ('[[rung]]\ndays = 0\nto = "owner"\n[[hours]]\nopens = 09:00:00\ncloses = 17:00:00', "must repeat"),
        ('[[rung]]\ndays = 0\nto = "reporter"', "row 1"),
        ('[[rung]]\ndays = "soon"\nto = "owner"', "row 1"),
        ('[[rung]]\ndays = 0\nto = "owner"\nevery = 7\nwhy = "x"', "row 1"),
        ('[[rung]]\ndays = 0\nto = "owner"\nevery = 7', "one [[hours]]"),
        ('[[rung]]\ndays = 0\nto = "owner"\nevery = 7\n[[hours]]\nopens = 17:00:00\ncloses = 09:00:00', "row 1"),
        (f"{ENOUGH}", "one [[patient]], not 0"),
        (f"{ENOUGH}[[patient]]\nworking_days = 1\nevery = 0", "[[patient]] row 1"),
        (f"{ENOUGH}[[patient]]\nworking_days = 0.5\nevery = 2", "[[patient]] row 1"),
        (f"{ENOUGH}[[patient]]\nworking_days = 1", "[[patient]] row 1"),
    ],
)
def test_a_ladder_that_cannot_be_used_is_refused_by_file_and_row(tmp_path: Path, rows: str, says: str) -> None:
    (tmp_path / "reminders.toml").write_text(f'version = "x"\n{rows}\n')
    with pytest.raises(TableError, match=r"reminders\.toml") as refused:
        read_ladder(Tables(tmp_path))
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("today", "first", "then"),
    [
        (date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 6)),
        (date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 10)),  # a Friday
        (date(2026, 3, 7), date(2026, 3, 9), date(2026, 3, 10)),
        (date(2026, 4, 2), date(2026, 4, 7), date(2026, 4, 8)),  # Good Friday and Easter Monday are none
    ],
)
def test_leads_hear_of_a_missing_patient_on_working_days_alone(today: date, first: date, then: date) -> None:
    assert LADDER.patients.first_at(today) == start_of_day(first)
    assert LADDER.patients.next_at(today) == start_of_day(then)
