"""The five measures of candour, counted from cases made by hand; and that no small number can be reckoned."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psirf.candour.measures import Count, Measure, Measured, Part, Shown, counted, shown
from psirf.candour.owed import Days
from psirf.candour.record import Case, Ended, Step, Track
from psirf.candour.terms import Clock, Element, Ending, Limb, LimbAnswer, StepName

DUE, TODAY = date(2026, 3, 18), date(2026, 4, 1)
DAYS = {Clock.TOLD: DUE, Clock.WRITTEN: DUE, Clock.FINDINGS: date(2026, 3, 25)}
YES, NO = dict.fromkeys(Limb, LimbAnswer.YES), {**dict.fromkeys(Limb, LimbAnswer.YES), Limb.HARM: LimbAnswer.NO}
NUMBERS = (Part.DONE, Part.OTHERWISE, Part.NOT_DONE)


def on(day: int, month: int = 3, hour: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def case(
    *people: Mapping[Element, tuple[Ending, datetime]], limbs: Mapping[Limb, LimbAnswer] | None = None,
    paused: Mapping[str, date] | None = None, clocks: Mapping[Clock, date | None] = DAYS,
) -> Measured:  # fmt: skip
    """A case that was assessed so, unless `limbs` is empty; what ended how and when for each person."""
    limbs = YES if limbs is None else limbs
    tracks = {
        str(number): Track({element: Ended(how, at) for element, (how, at) in ended.items()})
        for number, ended in enumerate(people or ({},), start=1)
    }
    assessed = Step(StepName.ASSESSED, on(4), "Cora", limbs=limbs) if limbs else None
    return Measured(Case(on(2), tracks, assessed), Days(clocks, {}, paused or {}))


def told(how: Ending, at: datetime) -> dict[Element, tuple[Ending, datetime]]:
    return {Element.TOLD: (how, at)}


def of(measure: Measure, *cases: Measured) -> tuple[int, ...]:
    """Done, declined or not possible, not done; and how many wait."""
    count = counted(cases, TODAY)[measure]
    return (*(count.parts[part] for part in NUMBERS), count.waiting)


@pytest.mark.parametrize(
    ("people", "counts_as"),
    [
        ([told(Ending.DONE, on(18))], (1, 0, 0, 0)),
        ([told(Ending.DONE, on(19))], (0, 0, 1, 0)),
        ([told(Ending.DECLINED, on(10))], (0, 1, 0, 0)),
        ([told(Ending.NOT_POSSIBLE, on(18))], (0, 1, 0, 0)),
        ([told(Ending.NOT_POSSIBLE, on(20))], (0, 0, 1, 0)),
        ([{}], (0, 0, 1, 0)),
        ([told(Ending.DONE, on(10)), told(Ending.DONE, on(11))], (1, 0, 0, 0)),
        ([told(Ending.DONE, on(10)), told(Ending.DECLINED, on(11))], (0, 1, 0, 0)),
        ([told(Ending.DONE, on(10)), {}], (0, 0, 1, 0)),
    ],
)
def test_told_counts_by_its_day_and_for_everybody(
    people: Sequence[dict[Element, tuple[Ending, datetime]]], counts_as: tuple[int, ...]
) -> None:
    assert of(Measure.TOLD, case(*people)) == counts_as


def test_the_day_is_londons() -> None:
    late_in_summer = {Clock.TOLD: date(2026, 3, 30)}
    assert of(Measure.TOLD, case(told(Ending.DONE, on(30, hour=22)), clocks=late_in_summer)) == (1, 0, 0, 0)
    assert of(Measure.TOLD, case(told(Ending.DONE, on(30, hour=23)), clocks=late_in_summer)) == (0, 0, 1, 0)


def test_it_counts_once_the_day_has_passed_and_somebody_who_asked_for_time_has_a_later_one() -> None:
    assert of(Measure.TOLD, case(clocks={Clock.TOLD: TODAY})) == (0, 0, 0, 1)
    assert of(Measure.TOLD, case(paused={"1": TODAY})) == (0, 0, 0, 1)
    assert of(Measure.TOLD, case(told(Ending.DONE, on(25)), paused={"1": date(2026, 3, 27)})) == (1, 0, 0, 0)
    assert of(Measure.FINDINGS, case(clocks={**DAYS, Clock.FINDINGS: None})) == (0, 0, 0, 1)


def test_only_what_is_treated_as_notifiable_is_asked_for_and_every_assessment_is() -> None:
    uncertain = case(limbs={**YES, Limb.HARM: LimbAnswer.UNCERTAIN})
    cases = (case(), uncertain, case(limbs=NO), case(limbs={}), case(limbs={}, clocks={Clock.TOLD: TODAY}))
    assert of(Measure.ASSESSED, *cases) == (3, 0, 1, 1)
    assert of(Measure.TOLD, *cases) == (0, 0, 2, 0)


def test_written_is_asked_for_by_its_day_findings_and_apology_as_they_stand() -> None:
    late = {each: (Ending.DONE, on(30)) for each in (Element.WRITTEN, Element.FINDINGS, Element.APOLOGY)}
    assert of(Measure.WRITTEN, case(late)) == (0, 0, 1, 0)
    assert of(Measure.FINDINGS, case(late)) == (1, 0, 0, 0)
    assert of(Measure.APOLOGY, case(late)) == (1, 0, 0, 0)
    assert of(Measure.APOLOGY, case({Element.APOLOGY: (Ending.DECLINED, on(30))})) == (0, 1, 0, 0)


def test_somebody_who_died_before_all_was_given_is_not_counted() -> None:
    both = case(told(Ending.DONE, on(10)), {})
    died = Track(both.case.tracks["2"].ended, died=True)
    after = Measured(Case(on(2), {**both.case.tracks, "2": died}, both.case.assessed), both.days)
    assert of(Measure.TOLD, after) == (1, 0, 0, 0)


# ---- what may be shown ----


def _shown(numbers: Sequence[int], smallest: int, waiting: int = 0) -> Shown:
    count = Count(dict(zip(NUMBERS, numbers, strict=True)), waiting)
    return shown({Measure.TOLD: count}, smallest)[Measure.TOLD]


def _looks(one: Shown) -> tuple[object, ...]:
    return (one.total, *one.parts.values(), one.waiting, one.fewer)


@pytest.mark.parametrize(
    ("numbers", "total", "parts", "fewer"),
    [
        ((12, 5, 8), 25, (12, 5, 8), None),
        ((20, 0, 0), 20, (20, 0, 0), None),
        ((48, 0, 2), 50, (None, None, None), Part.NOT_DONE),
        ((4, 0, 5), 9, (None, None, None), Part.DONE),
        ((5, 0, 1), 6, (None, None, None), None),
        ((4, 4, 4), 12, (None, None, None), None),
        ((4, 0, 0), None, (None, None, None), None),
        ((0, 0, 0), None, (None, None, None), None),
    ],
)
def test_small_numbers_and_what_they_could_be_reckoned_from_are_not_shown(
    numbers: tuple[int, ...], total: int | None, parts: tuple[int | None, ...], fewer: Part | None
) -> None:
    found = _shown(numbers, 5)
    assert (found.total, tuple(found.parts.values()), found.fewer) == (total, parts, fewer)
    assert found.is_whole is (None not in parts)


@pytest.mark.parametrize("smallest", [1, 2, 3, 5, 7])
def test_no_suppressed_number_can_be_reckoned_even_by_who_knows_the_rule(smallest: int) -> None:
    """Every count of up to 24 incidents: whatever looks the same leaves at least two values of each hidden number."""
    alike: dict[tuple[object, ...], list[tuple[int, ...]]] = defaultdict(list)
    for numbers in product(range(25), repeat=3):
        if sum(numbers) <= 24:
            alike[_looks(_shown(numbers, smallest))].append(numbers)
    small = range(1, max(smallest, 3))
    for looks, group in alike.items():
        for place in range(3):
            values = {numbers[place] for numbers in group}
            assert looks[1 + place] is not None or len(values) > 1, (looks, group)
            assert looks[1 + place] not in small
        totals = {sum(numbers) for numbers in group}
        assert len(totals) == 1 if looks[0] is not None else len(totals) > 1


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40)), min_size=4, max_size=4),
    st.integers(0, 40), st.integers(1, 9),
)  # fmt: skip
def test_how_many_wait_tells_no_small_total_and_no_small_number_by_another_measure(
    numbers: list[tuple[int, int, int]], more: int, smallest: int
) -> None:
    """The four measures have the same incidents: those that count and those that wait add up to the same."""
    every = max(sum(each) for each in numbers) + more
    measures = [measure for measure in Measure if measure is not Measure.ASSESSED]
    counts: dict[Measure, Count] = {
        measure: Count(dict(zip(NUMBERS, each, strict=True)), every - sum(each))
        for measure, each in zip(measures, numbers, strict=True)
    }
    found, small = shown(counts, smallest), range(1, max(smallest, 3))
    known = {
        each.total + each.waiting for each in found.values() if each.total is not None and each.waiting is not None
    }
    for measure, count in counts.items():
        if known:  # what all add up to is known, and with it each total and how many wait
            assert count.total not in small
            assert count.waiting not in small
        assert found[measure].waiting not in small
        assert found[measure].total not in small
        assert not set(found[measure].parts.values()) & set(small)


def test_how_many_wait_is_shown_where_nothing_is_small() -> None:
    assert _shown((12, 0, 8), 5, waiting=7).waiting == 7
    assert _shown((12, 0, 8), 5, waiting=0).waiting == 0
    assert _shown((12, 0, 8), 5, waiting=2).waiting is None
    assert _shown((2, 0, 0), 5, waiting=20).waiting is None


def test_time_that_they_asked_for_once_it_was_late_leaves_it_late() -> None:
    cases = [
        replace(found, days=replace(found.days, asked_on={"1": asked}))
        for found in [case(told(Ending.DONE, on(25)), paused={"1": date(2026, 3, 25)})]
        for asked in (DUE, DUE + timedelta(days=1))
    ]
    assert [of(Measure.TOLD, each)[:3] for each in cases] == [(1, 0, 0), (0, 0, 1)]


def test_a_pause_does_not_begin_before_its_day() -> None:
    early = {"1": DUE - timedelta(days=5)}
    assert of(Measure.TOLD, case(paused=early)) == (0, 0, 1, 0)
