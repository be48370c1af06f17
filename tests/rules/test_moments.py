"""When something happened, and by which day it is to be done, in the words of a ward."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.forms.form import Asking, Reading, Unclear
from bot.forms.when import day_ahead, moments_of, offer_days, offer_moments, past_moment
from psirf.rules import read_rules
from psirf.working_time import LONDON, london_day

DAY_PARTS = read_rules().day_parts
NIGHT = "2026-03-04T03:41"  # a Wednesday; the night shift began on Tuesday
DAY = "2026-03-04T15:20"
SHORT_NIGHT, AFTER_IT = "2026-03-29T03:15", "2026-03-29T09:00"  # 1am to 2am is left out
LONG_NIGHT, AFTER_THAT = "2026-10-25T01:10+00:00", "2026-10-25T09:00"  # 1am to 2am comes twice
NOVEMBER, A_FRIDAY = "2026-11-04T15:00", "2026-11-06T15:00"  # a Wednesday, and the Friday after it
MIDNIGHT_SUN = "2026-07-01T00:30"  # still 30 June in UTC


def at(said: str) -> datetime:
    """A moment by London's clock, in UTC."""
    moment = datetime.fromisoformat(said)
    return (moment if moment.tzinfo else moment.replace(tzinfo=LONDON)).astimezone(UTC)


def span(said: str) -> tuple[datetime, datetime]:
    """`day`, `moment` or `earliest/latest`; the latest may leave out a day that is the same."""
    earliest, _, latest = (said if "T" in said else f"{said}T00:00/23:59").partition("/")
    latest = latest or earliest
    return at(earliest), at(latest if "T" in latest else f"{earliest.partition('T')[0]}T{latest}")


def asking(now: str) -> Asking:
    return Asking(now=at(now), day_parts=DAY_PARTS)


READ_AS_SAID: dict[str, dict[str, str]] = {
    NIGHT: {
        "an hour ago": "2026-03-04T02:41",
        "About an hour ago.": "2026-03-04T02:41",
        "“an hour ago”": "2026-03-04T02:41",
        "half an hour ago": "2026-03-04T03:11",
        "20 mins ago": "2026-03-04T03:21",
        "20mins ago": "2026-03-04T03:21",
        "twenty minutes ago": "2026-03-04T03:21",
        "2 hrs ago": "2026-03-04T01:41",
        "5 hours ago": "2026-03-03T22:41",
        "an hour and a half ago": "2026-03-04T02:11",
        "two and a half hours ago": "2026-03-04T01:11",
        "just now": "2026-03-04T03:31/03:41",
        "in the last hour": "2026-03-04T02:41/03:41",
        "in the last half hour": "2026-03-04T03:11/03:41",
        "earlier today": "2026-03-04T00:00/03:41",
        "half past three in the morning": "2026-03-04T03:30",
        "half 3": "2026-03-04T03:30",
        "half three": "2026-03-04T03:30",
        "0330": "2026-03-04T03:30",
        "03:30": "2026-03-04T03:30",
        "3:30": "2026-03-04T03:30",
        "3.30am": "2026-03-04T03:30",
        "3.30 a.m.": "2026-03-04T03:30",
        "at 3": "2026-03-04T03:00",
        "around 3": "2026-03-04T03:00",
        "about 3ish": "2026-03-04T03:00",
        "3am ish": "2026-03-04T03:00",
        "3ish": "2026-03-04T03:00",
        "three o’clock in the morning": "2026-03-04T03:00",
        "two in the morning": "2026-03-04T02:00",
        "twenty to 4": "2026-03-04T03:40",
        "10 to 3am": "2026-03-04T02:50",
        "20 past 2": "2026-03-04T02:20",
        "twenty five past 2": "2026-03-04T02:25",
        "quarter to one": "2026-03-04T00:45",
        "half past twelve": "2026-03-04T00:30",
        "half past midnight": "2026-03-04T00:30",
        "12:30am": "2026-03-04T00:30",
        "0015": "2026-03-04T00:15",
        "midnight": "2026-03-04T00:00",
        "last night": "2026-03-03T19:00/2026-03-04T03:41",
        "last night about 2": "2026-03-04T02:00",
        "last night at 10": "2026-03-03T22:00",
        "11pm last night": "2026-03-03T23:00",
        "last night 23:15": "2026-03-03T23:15",
        "10:30 last night": "2026-03-03T22:30",
        "last night at half 12": "2026-03-04T00:30",
        "6pm last night": "2026-03-03T18:00",
        "tonight": "2026-03-03T19:00/2026-03-04T03:41",
        "tonight at 11": "2026-03-03T23:00",
        "on the night shift": "2026-03-03T19:00/2026-03-04T03:41",
        "Tuesday night": "2026-03-03T19:00/2026-03-04T03:41",
        "tuesday night at 2": "2026-03-04T02:00",
        "Monday night at 1am": "2026-03-03T01:00",
        "this morning": "2026-03-04T00:00/03:41",
        "this morning about 2": "2026-03-04T02:00",
        "early this morning": "2026-03-04T00:00/03:41",
        "in the early hours": "2026-03-04T00:00/03:41",
        "yesterday": "2026-03-03",
        "yesterday 14:30": "2026-03-03T14:30",
        "yesterday\u00a014:30 😴": "2026-03-03T14:30",
        "\u200fyesterday 14:30": "2026-03-03T14:30",
        "14:30 yesterday": "2026-03-03T14:30",
        "yesterday 1430hrs": "2026-03-03T14:30",
        "yesterday at 2.30pm": "2026-03-03T14:30",
        "I think it was yesterday, around 2pm": "2026-03-03T14:00",
        "yesterday lunchtime": "2026-03-03T11:30/14:00",
        "yesterday evening about 6": "2026-03-03T18:00",
        "the day before yesterday": "2026-03-02",
        "3 days ago": "2026-03-01",
        "Sunday": "2026-03-01",
        "sat 9pm": "2026-02-28T21:00",
        "Thurs": "2026-02-26",
        "3 March": "2026-03-03",
        "3rd March": "2026-03-03",
        "March 3": "2026-03-03",
        "the 3rd of March": "2026-03-03",
        "3-Mar": "2026-03-03",
        "Tuesday 3rd": "2026-03-03",
        "Tues 3 March 2.30pm": "2026-03-03T14:30",
        "3/3": "2026-03-03",
        "3.3.26": "2026-03-03",
        "03/03/2026": "2026-03-03",
        "3/3 /2026": "2026-03-03",
        "2026/03/03": "2026-03-03",
        "2026-03-03 14:30": "2026-03-03T14:30",
        "1 February": "2026-02-01",
    },
    DAY: {
        "two hours ago": "2026-03-04T13:20",
        "this morning": "2026-03-04T00:00/12:00",
        "this morning at 9.15": "2026-03-04T09:15",
        "0915 this morning": "2026-03-04T09:15",
        "8 this morning": "2026-03-04T08:00",
        "quarter to four this morning": "2026-03-04T03:45",
        "lunchtime": "2026-03-04T11:30/14:00",
        "noon": "2026-03-04T12:00",
        "half 2 this afternoon": "2026-03-04T13:30",
        "this afternoon": "2026-03-04T12:00/15:20",
        "night shift": "2026-03-03T19:00/2026-03-04T07:30",
        "last night": "2026-03-03T19:00/2026-03-04T07:30",
        "04/03/2026": "2026-03-04T00:00/15:20",
    },
    "2026-04-04T15:20": {
        "03/04/2026": "2026-04-03",  # the day comes first
        "03/04": "2026-04-03",
        "12/3/26": "2026-03-12",
        "12-03-2026": "2026-03-12",
        "12/03": "2026-03-12",
    },
    SHORT_NIGHT: {"2 hours ago": "2026-03-29T00:15", "half an hour ago": "2026-03-29T02:45"},
    AFTER_IT: {"last night": "2026-03-28T19:00/2026-03-29T07:30", "2:30am": "2026-03-29T02:30"},
    "2026-03-30T09:00": {"yesterday": "2026-03-29"},
    LONG_NIGHT: {"an hour ago": "2026-10-25T01:10+01:00", "1:30am": "2026-10-25T01:30+01:00"},
    AFTER_THAT: {
        "1:30am": "2026-10-25T01:30+01:00/2026-10-25T01:30+00:00",
        "last night at half 1": "2026-10-25T01:30+01:00/2026-10-25T01:30+00:00",
        "last night": "2026-10-24T19:00/2026-10-25T07:30",
    },
    "2026-10-26T09:00": {"yesterday": "2026-10-25"},
    "2028-03-01T09:00": {"yesterday": "2028-02-29", "29 Feb": "2028-02-29", "29/2/28": "2028-02-29"},
    "2026-01-01T02:00": {"last night": "2025-12-31T19:00/2026-01-01T02:00", "Wednesday": "2025-12-31"},
    MIDNIGHT_SUN: {"today": "2026-07-01T00:00/00:30", "yesterday": "2026-06-30"},
}
READ_AND_CONFIRMED: dict[str, dict[str, str]] = {
    NIGHT: {
        "quarter to four": "2026-03-03T15:45",
        "11:30": "2026-03-03T23:30",
        "2330": "2026-03-03T23:30",
        "4pm": "2026-03-03T16:00",
        "Wednesday": "2026-03-04T00:00/03:41",
        "Wednesday 14:30": "2026-02-25T14:30",
        "Wednesday night": "2026-02-25T19:00/2026-02-26T07:30",
        "last Wednesday": "2026-02-25",
        "last Monday": "2026-03-02",
        "the 3rd": "2026-03-03",
        "12/03": "2025-03-12",
        "March 12": "2025-03-12",
        "5 March": "2025-03-05",
        "1 December": "2025-12-01",
        "29 Feb": "2024-02-29",
        "3 Mar 2025": "2025-03-03",
        "3/3/25": "2025-03-03",
        "3/3 2025": "2025-03-03",
        "31 January": "2026-01-31",
        "3 months ago": "2025-12-04",
    },
    DAY: {"half 2": "2026-03-04T13:30", "2:30": "2026-03-04T14:30"},  # the likelier is offered
    "2026-01-01T02:00": {"31 December": "2025-12-31"},
    MIDNIGHT_SUN: {"half eleven": "2026-06-30T23:30"},
}
ROWS = [
    (said, now, meant, asked)
    for table, asked in ((READ_AS_SAID, False), (READ_AND_CONFIRMED, True))
    for now, rows in table.items()
    for said, meant in rows.items()
]
COULD_BE_EITHER = [
    *((said, NIGHT) for said in (
        "this Friday", "a few days ago", "a few hours ago", "a month ago", "an hour or two ago", "800 hours ago",
        "Monday 3 March", "about 2-3", "2-3 this morning", "2 to 3am", "yesterday ten to 12pm", "yesterday 24:00",
    )),
    *((said, DAY) for said in (
        "tonight", "this evening", "6:30 last night", "half 6 last night", "13am", "14:30 this morning",
        "yesterday half 2", "at 2", "Tuesday at 3",
    )),
    ("1:30am", AFTER_IT),  # there was none
]  # fmt: skip
STILL_TO_COME = (
    "tomorrow", "tomorrow at 3am", "the day after tomorrow", "today 14:30", "4 March 23:00", "5 March 2026",
    "03/04/2026", "12/3/26", "31/12/9999", "9999-12-31",
)  # fmt: skip
NOT_A_MOMENT = (
    "next week", "next Tuesday", "next monday 2pm", "in an hour", "in 20 minutes", "in 2 weeks", "2 weeks",
    "yesterdy 14:30", "tusday", "3 Mrach", "an hour agp", "yesterday 14;30", "yesterday 14:300", "yesterday 3:3",
    "25:30", "2:75", "2.30pn", "1o:30", "7", "330", "3 30", "3 3 26", "Ward 7", "bed 4", "bay 3 at 2pm", "120/80",
    "31 Feb", "30/02/2026", "29/02/2026", "31/4", "32 March", "0 March", "13/13", "03/13/2026", "0000-01-01",
    "not yesterday", "Tuesday or Wednesday", "yesterday or today", "the other day", "1.5 hours ago", "March",
    "between 2 and 3", "hello", "", "...", "😴", "🕞", "3️⃣", "أمس 14:30", "אתמול", "x" * 20_000, "1 " * 10_000,
    "yesterday " * 2_000, "past " * 5_000, "and a half " * 3_000,
)  # fmt: skip


@pytest.mark.parametrize(("said", "now", "meant", "asked"), ROWS)
def test_a_moment_is_read_as_a_nurse_means_it(said: str, now: str, meant: str, asked: bool) -> None:
    reading = past_moment(said, asking(now))
    assert (moments_of(reading.value), bool(reading.confirm)) == (span(meant), asked)


@pytest.mark.parametrize(("said", "now"), COULD_BE_EITHER)
def test_what_could_mean_more_than_one_time_is_never_kept_unasked(said: str, now: str) -> None:
    reading = _kept(said, asking(now))
    assert isinstance(reading, str) or reading.confirm


@pytest.mark.parametrize("said", STILL_TO_COME)
def test_what_is_still_to_come_gets_a_sentence_of_its_own(said: str) -> None:
    told = _kept(said, asking(NIGHT))
    assert isinstance(told, str)
    assert told != _kept("hello", asking(NIGHT))


@pytest.mark.parametrize("said", NOT_A_MOMENT, ids=lambda said: said[:20])
def test_what_is_no_moment_is_asked_again(said: str) -> None:
    told = _kept(said, asking(NIGHT))
    assert isinstance(told, str), "a sentence, not a reading"
    assert told


@pytest.mark.parametrize(
    "said", ["I don't know", "i don’t know.", "dunno", "Not sure!", "?", "I do not know", "can't remember"]
)
def test_not_knowing_is_an_answer(said: str) -> None:
    assert past_moment(said, asking(NIGHT)) == Reading("unknown")
    assert moments_of("unknown") == (None, None)


def test_a_guessed_year_is_shown_where_it_is_confirmed() -> None:
    assert "12 March 2025" in past_moment("12/03", asking(NIGHT)).confirm


def test_capitals_spaces_and_full_stops_change_nothing() -> None:
    for said, now, _, _ in ROWS:
        louder = f"  {said.upper().replace(' ', '   ')} .. "
        assert _kept(louder, asking(now)) == _kept(said, asking(now)), said


@pytest.mark.parametrize("now", [NIGHT, DAY, SHORT_NIGHT, LONG_NIGHT, "2026-01-01T00:00"])
def test_every_answer_that_is_offered_is_read_without_asking_back(now: str) -> None:
    assert [o.said for o in offer_moments(asking(now)) if past_moment(o.said, asking(now)).confirm] == []
    assert [o.said for o in offer_days(asking(now)) if day_ahead(o.said, asking(now)).confirm] == []


@pytest.mark.parametrize(
    ("said", "now"), [("2 hours ago", SHORT_NIGHT), ("an hour ago", MIDNIGHT_SUN), ("today", MIDNIGHT_SUN)]
)
def test_the_moment_kept_is_the_same_whichever_zone_the_clock_is_told_in(said: str, now: str) -> None:
    in_london = Asking(now=at(now).astimezone(LONDON), day_parts=DAY_PARTS)
    assert past_moment(said, in_london) == past_moment(said, asking(now))


AHEAD = {
    NOVEMBER: {
        "today": "2026-11-04", "tomorrow": "2026-11-05", "the day after tomorrow": "2026-11-06",
        "Friday": "2026-11-06", "FRI.": "2026-11-06", "by Friday": "2026-11-06", "this Friday": "2026-11-06",
        "Tues": "2026-11-10", "next Monday": "2026-11-09", "Friday 6 November": "2026-11-06",
        "in two weeks": "2026-11-18", "In 2 weeks.": "2026-11-18", "  two   WEEKS ": "2026-11-18",
        "in 2 weeks time": "2026-11-18", "in two weeks' time": "2026-11-18", "in a fortnight": "2026-11-18",
        "in a week": "2026-11-11", "10 days from now": "2026-11-14", "in a month": "2026-12-04",
        "in 3 months": "2027-02-04", "1 December": "2026-12-01", "1st December": "2026-12-01",
        "December 1": "2026-12-01", "on the 1st of Dec": "2026-12-01", "01/12/2026": "2026-12-01",
        "1/12": "2026-12-01", "1.12.26": "2026-12-01", "2026-12-01": "2026-12-01", "1/2": "2027-02-01",
        "31 December": "2026-12-31", "31/12/26": "2026-12-31", "the 20th": "2026-11-20", "the 3rd": "2026-12-03",
        "29 Feb 2028": "2028-02-29",
    },
    A_FRIDAY: {"next Friday": "2026-11-13", "Monday": "2026-11-09"},
    MIDNIGHT_SUN: {"today": "2026-07-01", "in a week": "2026-07-08"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "now", "meant"), [(said, now, meant) for now, rows in AHEAD.items() for said, meant in rows.items()]
)
def test_a_day_ahead_is_read_as_it_is_meant(said: str, now: str, meant: str) -> None:
    assert day_ahead(said, asking(now)).value == meant


@pytest.mark.parametrize(
    "said",
    [
        "yesterday", "last week", "last Friday", "last Wednesday", "3 days ago", "2 weeks ago", "3/11/2026",
        "1 December 2025", "31 Nov", "30 Feb", "31/11/2026", "01/13/2026", "1 Decmber", "Fridya", "Friday or Monday",
        "asap", "Ward 7", "7", "", "😴", "x" * 20_000, "a " * 10_000,
    ],
    ids=lambda said: said[:20],
)  # fmt: skip
def test_a_day_that_has_passed_or_never_comes_is_asked_again(said: str) -> None:
    told = _kept_ahead(said, asking(NOVEMBER))
    assert isinstance(told, str), "a sentence, not a reading"
    assert told


@pytest.mark.parametrize(
    ("said", "now"),
    [("next Friday", NOVEMBER), ("Friday", A_FRIDAY), ("3 November", NOVEMBER), ("Thursday 6 November", NOVEMBER),
     ("in a few weeks", NOVEMBER)],
)  # fmt: skip
def test_a_day_ahead_that_could_be_another_is_never_kept_unasked(said: str, now: str) -> None:
    reading = _kept_ahead(said, asking(now))
    assert isinstance(reading, str) or reading.confirm


TIME_WORDS = (
    "yesterday today tomorrow tuesday wed last next this night morning at about 2 3 12 31 2:30 14:30 3/3 12/03 2-3 "
    "2026 0330 half past quarter to three am pm midnight noon in the an hour ago days weeks months feb march 3rd "
    "o'clock and or few evening 29/2 1.5 99 999"
).split()
ANYTHING = st.one_of(st.text(), st.lists(st.sampled_from(TIME_WORDS), max_size=5).map(" ".join))
NOWS = st.datetimes(datetime(2020, 1, 1), datetime(2080, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@settings(deadline=None, max_examples=1000)
@given(ANYTHING, NOWS)
def test_whatever_is_read_has_happened_and_anything_else_is_asked_again(said: str, now: datetime) -> None:
    reading = _kept(said, Asking(now=now, day_parts=DAY_PARTS))
    if isinstance(reading, Reading) and reading.value != "unknown":
        earliest, latest = moments_of(reading.value)
        assert earliest is not None
        assert latest is not None
        assert earliest <= latest <= now


@settings(deadline=None, max_examples=1000)
@given(ANYTHING, NOWS)
def test_whatever_day_is_read_is_not_past_and_anything_else_is_asked_again(said: str, now: datetime) -> None:
    reading = _kept_ahead(said, Asking(now=now))
    assert isinstance(reading, str) or date.fromisoformat(reading.value) >= london_day(now)


def _kept(said: str, asked: Asking) -> Reading | str:
    """What is kept, or the sentence that asks again."""
    try:
        return past_moment(said, asked)
    except Unclear as reason:
        return str(reason)


def _kept_ahead(said: str, asked: Asking) -> Reading | str:
    """What is kept, or the sentence that asks again."""
    try:
        return day_ahead(said, asked)
    except Unclear as reason:
        return str(reason)
