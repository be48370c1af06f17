"""Working days, London's dates and the hours of nudges."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psirf.reminders import Hours
from psirf.spoken import days_from, spoken_moment, spoken_span, spoken_time
from psirf.working_time import LONDON, add_working_days, at_london, is_working_day, london_day, start_of_day

HOURS = Hours(time(9), time(17))


@pytest.mark.parametrize(
    ("reported", "by"),
    [
        (date(2026, 4, 2), date(2026, 4, 20)),  # over Easter
        (date(2026, 4, 3), date(2026, 4, 20)),
        (date(2026, 5, 1), date(2026, 5, 18)),
        (date(2026, 8, 28), date(2026, 9, 14)),
        (date(2026, 11, 21), date(2026, 12, 4)),  # on a Saturday
        (date(2026, 12, 18), date(2027, 1, 6)),
        (date(2025, 12, 24), date(2026, 1, 12)),
        (date(2027, 12, 20), date(2028, 1, 6)),
    ],
)
def test_ten_working_days_are_counted_as_england_counts_them(reported: date, by: date) -> None:
    assert add_working_days(reported, 10) == by  # domain.md 3.6


def test_a_summer_night_belongs_to_londons_date() -> None:
    assert london_day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == date(2026, 7, 1)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 6, 1)])
def test_a_day_begins_at_midnight_in_london_on_days_the_clocks_change_too(day: date) -> None:
    assert start_of_day(day).astimezone(LONDON).time() == time()
    assert london_day(start_of_day(day)) == day


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ((2026, 3, 4, 9, 0), (2026, 3, 4, 9, 0)),
        ((2026, 3, 4, 16, 59), (2026, 3, 4, 16, 59)),
        ((2026, 3, 4, 17, 0), (2026, 3, 5, 9, 0)),
        ((2026, 3, 4, 3, 30), (2026, 3, 4, 9, 0)),
        ((2026, 3, 6, 18, 0), (2026, 3, 9, 9, 0)),  # Friday evening to Monday
        ((2026, 4, 2, 20, 0), (2026, 4, 7, 9, 0)),  # over Good Friday and Easter Monday
        ((2026, 12, 24, 17, 30), (2026, 12, 29, 9, 0)),
    ],
)
def test_a_nudge_waits_for_the_hours_of_a_working_day(at: tuple[int, ...], then: tuple[int, ...]) -> None:
    def london(moment: tuple[int, ...]) -> datetime:
        return datetime(*moment, tzinfo=LONDON)  # type: ignore[arg-type, misc]

    assert HOURS.within(london(at)) == london(then)


@given(st.integers(1577836800, 2051222400))
def test_no_nudge_is_ever_moved_back_or_out_of_its_hours(seconds: int) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    then = HOURS.within(at)
    local = then.astimezone(LONDON)
    assert then >= at
    assert is_working_day(local.date())
    assert time(9) <= local.time() < time(17)
    assert HOURS.within(then) == then


@pytest.mark.parametrize(
    ("clock", "said"),
    [(time(17), "5pm"), (time(17, 30), "5:30pm"), (time(12), "midday"), (time(0), "midnight"),
     (time(0, 5), "12:05am"), (time(12, 5), "12:05pm"), (time(9), "9am")],
)  # fmt: skip
def test_times_are_said_as_the_nhs_says_them(clock: time, said: str) -> None:
    assert spoken_time(clock) == said


def test_dates_are_said_as_the_nhs_says_them() -> None:
    assert spoken_moment(at_london(date(2018, 8, 6), time(17, 30))) == "Monday 6 August 2018, 5:30pm"
    assert [days_from(date(2026, 3, 4), date(2026, 3, d)) for d in (4, 5, 11, 3)] == [
        "today", "in 1 day", "in 7 days", "1 day ago",
    ]  # fmt: skip


def test_a_span_is_said_as_a_moment_a_day_or_hours() -> None:
    day = date(2026, 3, 3)
    ten, two = at_london(day, time(10)), at_london(day, time(14))
    assert spoken_span(ten, ten) == "Tuesday 3 March 2026, 10am"
    assert spoken_span(ten, two) == "Tuesday 3 March 2026, 10am to 2pm"
    assert spoken_span(start_of_day(day), at_london(day, time(23, 59))) == "Tuesday 3 March 2026"
