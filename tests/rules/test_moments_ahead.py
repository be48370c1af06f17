"""By which day something is to be done, in the words of a ward."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings

from bot.forms.form import Asking
from bot.forms.when import day_ahead
from psirf.working_time import london_day
from tests.rules.moments import ANYTHING, NOWS, asking, kept

NOVEMBER, A_FRIDAY = "2026-11-04T15:00", "2026-11-06T15:00"  # a Wednesday, and the Friday after it
MIDSUMMER = "2026-07-01T00:30"  # 30 June in UTC
AHEAD: dict[str, dict[str, tuple[str, ...]]] = {
    NOVEMBER: {
        "2026-11-04": ("today",), "2026-11-05": ("tomorrow",),
        "2026-11-06": ("the day after tomorrow", "Friday", "FRI.", "by Friday", "this Friday", "Friday 6 November"),
        "2026-11-09": ("next Monday",), "2026-11-10": ("Tues",), "2026-11-11": ("in a week", "In one week"),
        "2026-11-14": ("10 days from now",),
        "2026-11-18": (
            "in two weeks", "In 2 weeks.", "  two   WEEKS ", "in 2 weeks time", "in two weeks' time",
            "in a fortnight",
        ),
        "2026-11-20": ("the 20th",),
        "2026-12-01": (
            "1 December", "1st December", "December 1", "on the 1st of Dec", "01/12/2026", "1/12", "1.12.26",
            "2026-12-01",
        ),
        "2026-12-03": ("the 3rd",), "2026-12-04": ("in a month",), "2026-12-31": ("31 December", "31/12/26"),
        "2027-02-01": ("1/2",), "2027-02-04": ("in 3 months",), "2028-02-29": ("29 Feb 2028",),
    },
    A_FRIDAY: {"2026-11-13": ("next Friday",), "2026-11-09": ("Monday",)},
    MIDSUMMER: {"2026-07-01": ("today",), "2026-07-08": ("in a week",)},
}  # fmt: skip
EITHER_DAY = ("next Friday", "3 November", "Thursday 6 November", "in a few weeks")


@pytest.mark.parametrize(
    ("said", "now", "meant"),
    [(said, now, meant) for now, rows in AHEAD.items() for meant, phrasings in rows.items() for said in phrasings],
)
def test_a_day_ahead_is_read_as_it_is_meant(said: str, now: str, meant: str) -> None:
    assert day_ahead(said, asking(now)).value == meant


@pytest.mark.parametrize(
    "said",
    [
        "yesterday", "last week", "last Friday", "last Wednesday", "3 days ago", "2 weeks ago", "3/11/2026",
        "1 December 2025", "31 Nov", "30 Feb", "31/11/2026", "01/13/2026", "1 Decmber", "Fridya", "Friday or Monday",
        "1 January 2999", "asap", "Ward 7", "7", "", "😴", "x" * 20_000, "a " * 10_000,
    ],
    ids=lambda said: said[:20],
)  # fmt: skip
def test_a_day_that_has_passed_or_never_comes_is_asked_again(said: str) -> None:
    told = kept(day_ahead, said, asking(NOVEMBER))
    assert isinstance(told, str)
    assert told


@pytest.mark.parametrize(("said", "now"), [("Friday", A_FRIDAY), *((said, NOVEMBER) for said in EITHER_DAY)])
def test_a_day_ahead_that_could_be_another_is_never_kept_unasked(said: str, now: str) -> None:
    reading = kept(day_ahead, said, asking(now))
    assert isinstance(reading, str) or reading.confirm


@settings(deadline=None, max_examples=1000)
@given(ANYTHING, NOWS)
def test_whatever_day_is_read_is_not_past_and_anything_else_is_asked_again(said: str, now: datetime) -> None:
    reading = kept(day_ahead, said, Asking(now=now))
    assert isinstance(reading, str) or date.fromisoformat(reading.value) >= london_day(now)
