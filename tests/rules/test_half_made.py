"""For how long a half-made form is kept: its time, and the whole notice before."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from psirf.half_made import HalfMade
from psirf.rules import Rules, read_rules

TOUCHED = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def test_a_form_is_kept_for_a_fortnight_with_a_days_notice(rules: Rules) -> None:
    told_from = rules.half_made.told_from(TOUCHED)
    assert told_from == datetime(2026, 3, 17, 9, 30, tzinfo=UTC)
    assert rules.half_made.goes_at(TOUCHED, told_from) == datetime(2026, 3, 18, 9, 30, tzinfo=UTC)


def test_a_notice_that_had_to_wait_is_a_whole_one_all_the_same(rules: Rules) -> None:
    after_a_weekend = datetime(2026, 3, 23, 9, tzinfo=UTC)
    assert rules.half_made.goes_at(TOUCHED, after_a_weekend) == datetime(2026, 3, 24, 9, tzinfo=UTC)


@given(MOMENTS, MOMENTS, st.integers(1, 30), st.integers(1, 30))
def test_no_form_goes_before_its_time_nor_without_its_notice(
    touched_at: datetime, told_at: datetime, notice: int, more: int
) -> None:
    rule = HalfMade("2026-11", notice + more, notice)
    goes_at = rule.goes_at(touched_at, told_at)
    assert goes_at - touched_at >= timedelta(days=notice + more)
    assert goes_at - told_at >= timedelta(days=notice)
    assert rule.told_from(touched_at) < goes_at


def test_a_trust_sets_its_own_time(tmp_path: Path) -> None:
    (tmp_path / "half_made.toml").write_text('version = "2027-04"\nkeep_days = 30\nnotice_days = 3\n')
    assert read_rules(tmp_path).half_made == HalfMade("2027-04", 30, 3)
