"""Who is asked next where nobody answers: in working days, once for each step, and without an end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psirf.ladders import AskedNext, Ladder, Rung, next_at, reached
from psirf.rules import read_rules
from psirf.vocabulary import Role
from psirf.working_time import add_working_days, is_working_day, london_day, working_days_before

WEDNESDAY = date(2026, 3, 4)
ASKED, DEPUTY, UPWARD = AskedNext
APPROVAL = read_rules().ladders["approval"]
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
RUNGS = st.lists(
    st.builds(
        Rung,
        st.sampled_from(AskedNext),
        st.sampled_from([None, Role.LEAD, Role.PATIENT_SAFETY]),
        st.integers(0, 10),
        st.none(),
        st.integers(0, 4),
    ),
    min_size=1,
    max_size=4,
).map(lambda rungs: Ladder("made up", "2026-11", (*rungs, Rung(ASKED, None, 5, None, 1))))


def told(ladder: Ladder, since: date, today: date, taken: int = 0) -> list[tuple[int, AskedNext]]:
    return [(step.number, step.to) for step in reached(ladder, since, today, taken)]


def test_an_approval_goes_to_who_was_asked_then_a_deputy_then_upward_again_and_again() -> None:
    heard, taken = {}, 0
    for n in range(16):
        today = WEDNESDAY + timedelta(days=n)
        if steps := reached(APPROVAL, WEDNESDAY, today, taken):
            heard[today.isoformat()] = [(step.to, step.role) for step in steps]
            taken = steps[-1].number
    assert heard == {
        "2026-03-06": [(ASKED, None)],  # Friday
        "2026-03-09": [(DEPUTY, None)],  # Monday
        "2026-03-11": [(UPWARD, Role.PATIENT_SAFETY)],
        "2026-03-13": [(UPWARD, Role.PATIENT_SAFETY)],
        "2026-03-17": [(UPWARD, Role.PATIENT_SAFETY)],
        "2026-03-19": [(UPWARD, Role.PATIENT_SAFETY)],
    }


def test_after_a_quiet_spell_nobody_hears_twice() -> None:
    assert told(APPROVAL, WEDNESDAY, date(2026, 3, 31)) == [(1, ASKED), (2, DEPUTY), (10, UPWARD)]
    assert told(APPROVAL, WEDNESDAY, date(2026, 3, 31), taken=10) == []


def test_the_day_on_which_it_goes_upward_is_the_fifth_working_day() -> None:
    for since, day in ((WEDNESDAY, date(2026, 3, 11)), (date(2026, 4, 1), date(2026, 4, 10))):  # Easter in the second
        assert UPWARD in [to for _, to in told(APPROVAL, since, day)]
        assert UPWARD not in [to for _, to in told(APPROVAL, since, day - timedelta(days=1))]


def test_a_rung_may_count_back_from_the_day_by_which_an_answer_is_asked_for() -> None:
    ladder = Ladder("x", "2026-11", (Rung(ASKED, None, None, 1, 0), Rung(UPWARD, Role.EXECUTIVE, None, 0, 2)))
    friday, monday = date(2026, 3, 6), date(2026, 3, 9)
    assert [step.day for step in reached(ladder, WEDNESDAY, monday, 0, answer_by=monday)] == [friday, monday]
    assert reached(ladder, WEDNESDAY, date(2026, 3, 5), 0, answer_by=monday) == []
    with pytest.raises(ValueError, match="there is none"):
        reached(ladder, WEDNESDAY, monday, 0)


def test_no_rung_counts_back_to_before_somebody_was_asked() -> None:
    ladder = Ladder("x", "2026-11", (Rung(ASKED, None, None, 5, 1),))
    assert reached(ladder, WEDNESDAY, WEDNESDAY, 0, answer_by=date(2026, 3, 5))[0].day == WEDNESDAY


@given(RUNGS, DAYS, st.integers(0, 60))
def test_step_by_step_as_at_once_each_is_taken_and_none_twice(ladder: Ladder, since: date, days: int) -> None:
    taken, numbers = 0, []
    for n in range(days + 1):
        steps = reached(ladder, since, since + timedelta(days=n), taken)
        numbers += [step.number for step in steps]
        taken = steps[-1].number if steps else taken
    assert numbers == sorted(set(numbers))
    at_once = reached(ladder, since, since + timedelta(days=days), 0)
    assert taken == (at_once[-1].number if at_once else 0)
    assert len({(step.to, step.role) for step in at_once}) == len(at_once)


@given(RUNGS, DAYS, st.integers(0, 12))
def test_the_next_moment_is_the_first_at_which_a_step_is_reached(ladder: Ladder, since: date, taken: int) -> None:
    day = london_day(next_at(ladder, since, taken))
    assert reached(ladder, since, day, taken)
    assert not reached(ladder, since, day - timedelta(days=1), taken)
    assert day == since or is_working_day(day)


@given(DAYS, st.integers(0, 12))
def test_working_days_are_counted_back_as_they_are_counted_on(day: date, count: int) -> None:
    before = working_days_before(day, count)
    assert count == 0 or is_working_day(before)
    if is_working_day(day):
        assert add_working_days(before, count) == day
