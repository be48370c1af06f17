"""When it happened, in reports and answers that spend as few words on it as they can."""

import pytest

from bot.forms.form import Asking
from bot.forms.times.moments_in_text import find_moment
from bot.forms.when import moments_of, past_moment
from tests.rules.moments import DAY_PARTS, at

DAY, NIGHT = "2026-11-18T15:20", "2026-11-18T03:30"  # a Wednesday
EVENING, MORNING = "2026-11-18T21:30", "2026-11-18T07:50"


@pytest.mark.parametrize(
    ("text", "now", "begins", "ends", "sure"),
    [
        ("pt slid off chair physio gym 1405 no injury", DAY, "2026-11-18T14:05", "2026-11-18T14:05", True),
        ("commode tipped bay 2 1335 # wrist", DAY, "2026-11-18T13:35", "2026-11-18T13:35", True),
        ("readmission mau 1310 day 2 after d/c", DAY, "2026-11-18T13:10", "2026-11-18T13:10", True),
        ("specimen pot no name daycase 1110 needs redoing", DAY, "2026-11-18T11:10", "2026-11-18T11:10", True),
        ("back to theatre 1455 today", DAY, "2026-11-18T14:55", "2026-11-18T14:55", True),
        ("pt name on other film rad dept 1200", DAY, "2026-11-18T12:00", "2026-11-18T12:00", False),
        ("meropenem 1400 dose missed MAU", DAY, "2026-11-18T14:00", "2026-11-18T14:00", False),
        ("burn from tea on maple 11.40 dressed", DAY, "2026-11-18T11:40", "2026-11-18T11:40", False),
        ("wifi down 9 til 11.40 today", DAY, "2026-11-18T09:00", "2026-11-18T11:40", True),
        ("pumps down 0100 to 0230 on maple", MORNING, "2026-11-18T01:00", "2026-11-18T02:30", True),
        ("just off nights. pt fell, bruise only", MORNING, "2026-11-17T19:00", "2026-11-18T07:30", True),
        ("gone missing, last seen 20 mins ago", DAY, "2026-11-18T15:00", "2026-11-18T15:20", False),
        ("0245 pump set too fast, bloods at 0900", NIGHT, "2026-11-18T02:45", "2026-11-18T02:45", True),
        ("found dead 0615, was fine when seen at 5", MORNING, "2026-11-18T05:00", "2026-11-18T06:15", False),
        ("at 14:10 found both prescribed since monday", DAY, "2026-11-16T00:00", "2026-11-18T14:10", False),
        ("on air not oxygen, noticed at 1405, on it 40 mins", DAY, "2026-11-18T14:05", "2026-11-18T14:05", False),
        ("kudos to the nurse on maple tues who rang me", DAY, "2026-11-17T00:00", "2026-11-17T23:59", True),
        ("no hca sat nite", DAY, "2026-11-14T19:00", "2026-11-15T07:30", True),
    ],
)
def test_a_report_of_few_words_is_read(text: str, now: str, begins: str, ends: str, sure: bool) -> None:
    found = find_moment(text, at(now), DAY_PARTS)
    assert found is not None
    assert (found.moment.earliest, found.moment.latest) == (at(begins), at(ends))
    assert found.moment.guessed is not sure


@pytest.mark.parametrize(
    "text",
    [
        "the team check every pump at 1000 each day", "meds round at 8pm every night is too short",
        "ck 1340 and rising", "drained 1450 too fast", "input 1820 output 450", "phone 2222 rang out",
        "dect 1455 broken", "key safe 1634 told to a visitor", "d dimer 1120", "vitamin d 1200",
        "weighed 1420 grams", "room 1215 call bell broken", "anti-d not given due fri",
    ],
)  # fmt: skip
def test_four_figures_that_are_no_time_are_left(text: str) -> None:
    assert find_moment(text, at(EVENING), DAY_PARTS) is None


@pytest.mark.parametrize(
    ("said", "now", "begins", "ends", "asked"),
    [
        ("this month", DAY, "2026-11-01T00:00", DAY, True),
        ("last month", DAY, "2026-10-01T00:00", "2026-10-31T23:59", True),
        ("over the last few weeks", DAY, "2026-10-28T00:00", DAY, True),
        ("in the past 2 days", DAY, "2026-11-16T00:00", DAY, True),
        ("since 1 november", DAY, "2026-11-01T00:00", DAY, True),
        ("on and off since monday", DAY, "2026-11-16T00:00", DAY, True),
        ("2 hour before", DAY, "2026-11-18T13:20", "2026-11-18T13:20", True),
        ("before 2 hour", DAY, "2026-11-18T13:20", "2026-11-18T13:20", True),
        ("2 hrs back", DAY, "2026-11-18T13:20", "2026-11-18T13:20", False),
        ("2 days back", DAY, "2026-11-16T00:00", "2026-11-16T23:59", False),
        ("monday to tuesday", DAY, "2026-11-16T00:00", "2026-11-17T23:59", True),
        ("yesterday night about 3", NIGHT, "2026-11-18T03:00", "2026-11-18T03:00", True),
        ("yesterday night about 3", DAY, "2026-11-18T03:00", "2026-11-18T03:00", False),
        ("it was saturday", DAY, "2026-11-14T00:00", "2026-11-14T23:59", False),
        ("saturday I think", DAY, "2026-11-14T00:00", "2026-11-14T23:59", False),
        ("dunno maybe 2ish", DAY, "2026-11-18T14:00", "2026-11-18T14:00", True),
        ("probably tues", DAY, "2026-11-17T00:00", "2026-11-17T23:59", True),
    ],
)
def test_an_answer_of_few_words_is_read(said: str, now: str, begins: str, ends: str, asked: bool) -> None:
    read = past_moment(said, Asking(now=at(now), day_parts=DAY_PARTS))
    assert moments_of(read.value) == (at(begins), at(ends))
    assert bool(read.confirm) is asked
