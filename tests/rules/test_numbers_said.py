"""A number is read in its key's own unit, or turned into it, or refused: never as another number than was said."""

import pytest

from psirf.circumstances import read_circumstances


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("10", 10), (10, 10), ("42 days", 42), ("day 10", 10), ("8 weeks", 56), ("six weeks", 42), ("3 months", 91),
        ("1 year", 365), ("10/7", 10), ("6/52", 42), ("2 weeks and 3 days", 17), ("6 hours", 0), ("2w", 14),
        ("gave birth 3 weeks ago", 21), ("over 6 weeks", 43), ("nearly 6 weeks", 41), ("not known", None),
        ("none", None),
    ],
)  # fmt: skip
def test_days_since_a_pregnancy_are_counted_from_weeks_months_and_years(said: object, days: float | None) -> None:
    assert read_circumstances({"days_since_pregnancy_ended": said}).days_since_pregnancy_ended == days


@pytest.mark.parametrize(
    ("said", "many"),
    [
        ("none", 0), ("no", 0), ("None known", 0), ("nil", 0), ("no similar events", 0), ("none in the last year", 0),
        ("0", 0), ("three", 3), ("4 falls", 4), ("2 in the last 6 months", 2), ("in the last 12 months 5", 5),
        ("not known", None), ("not yet asked", None),
    ],
)  # fmt: skip
def test_similar_events_are_counted_and_none_is_no_other_than_0(said: object, many: float | None) -> None:
    assert read_circumstances({"similar_last_12_months": said}).similar_last_12_months == many


@pytest.mark.parametrize(("said", "dose"), [("5 mSv", 5), ("0.5msv", 0.5), ("5 millisieverts", 5), ("12", 12)])
def test_a_dose_is_read_in_msv(said: object, dose: float) -> None:
    assert read_circumstances({"radiation_dose_msv": said}).radiation_dose_msv == dose


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("days_since_pregnancy_ended", "2 March"), ("days_since_pregnancy_ended", "2026-03-02"),
        ("days_since_pregnancy_ended", "-3 days"), ("days_since_pregnancy_ended", "last Tuesday"),
        ("similar_last_12_months", "2 a month"), ("similar_last_12_months", "1 per 1000 bed days"),
        ("similar_last_12_months", "50%"), ("similar_last_12_months", "2 years ago"),
        ("similar_last_12_months", "not counted"), ("radiation_dose_msv", "50 mGy"), ("radiation_dose_msv", "5 Sv"),
        ("radiation_dose_msv", "500 µSv"), ("radiation_dose_msv", "5 times the dose"),
    ],
)  # fmt: skip
def test_a_number_of_something_else_is_refused_by_the_name_of_its_key(key: str, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{key} is .*"):
        read_circumstances({key: said})
