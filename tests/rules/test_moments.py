"""When something happened, in the words of a ward."""

from datetime import datetime

import pytest
from hypothesis import given, settings

from bot.forms.form import Asking, Reading
from bot.forms.when import day_ahead, moments_of, offer_days, offer_moments, past_moment
from psirf.working_time import LONDON
from tests.rules.moments import ANYTHING, DAY_PARTS, NOWS, asking, at, kept, span

NIGHT = "2026-03-04T03:41"  # a Wednesday; the night shift began on Tuesday
DAY, APRIL = "2026-03-04T15:20", "2026-04-04T15:20"
SHORT_NIGHT, AFTER_IT = "2026-03-29T03:15", "2026-03-29T09:00"  # 1am to 2am is left out
LONG_NIGHT, AFTER_THAT = "2026-10-25T01:10+00:00", "2026-10-25T09:00"  # 1am to 2am comes twice
NEW_YEAR, MIDSUMMER = "2026-01-01T02:00", "2026-07-01T00:30"  # a Thursday; and 30 June in UTC


READ_AS_SAID: dict[str, dict[str, tuple[str, ...]]] = {
    NIGHT: {
        "2026-03-04T02:41": ("an hour ago", "About an hour ago.", "“an hour ago”"),
        "2026-03-04T01:41/02:41": ("an hour or two ago",), "2026-03-03T11:50": ("yesterday ten to 12pm",),
        "2026-03-04T03:11": ("half an hour ago", "half hr ago", "a half hour ago"),
        "2026-03-04T03:21": ("20 mins ago", "20mins ago", "twenty minutes ago"),
        "2026-03-04T01:41": ("2 hrs ago", "two hours ago"), "2026-03-03T22:41": ("5 hours ago",),
        "2026-03-04T02:11": ("an hour and a half ago",), "2026-03-04T01:11": ("two and a half hours ago",),
        "2026-03-04T03:31/03:41": ("just now", "now"), "2026-03-04T02:41/03:41": ("in the last hour",),
        "2026-03-04T03:11/03:41": ("in the last half hour",),
        "2026-03-04T00:00/03:41": ("earlier today", "this morning", "early this morning", "in the early hours"),
        "2026-03-04T03:30": (
            "half past three in the morning", "half 3", "half three", "0330", "03:30", "3:30", "3.30am",
            "3.30 a.m.",
        ),
        "2026-03-04T03:00": ("at 3", "around 3", "about 3ish", "3am ish", "3ish", "three o’clock in the morning"),
        "2026-03-04T02:00": (
            "last night about 2", "tuesday night at 2", "this morning about 2", "two in the morning",
        ),
        "2026-03-04T03:40": ("twenty to 4",), "2026-03-04T02:50": ("10 to 3am",),
        "2026-03-04T02:20": ("20 past 2",), "2026-03-04T02:25": ("twenty five past 2",),
        "2026-03-04T00:45": ("quarter to one",),
        "2026-03-04T00:30": ("12:30am", "half past twelve", "half past midnight", "last night at half 12"),
        "2026-03-04T00:15": ("0015",), "2026-03-04T00:00": ("midnight", "yesterday 24:00"),
        "2026-03-03T19:00/2026-03-04T03:41": ("last night", "tonight", "on the night shift", "Tuesday night"),
        "2026-03-03T18:00": ("6pm last night", "yesterday evening about 6"),
        "2026-03-03T22:00": ("last night at 10",), "2026-03-03T22:30": ("10:30 last night",),
        "2026-03-03T23:00": ("11pm last night",), "2026-03-03T23:15": ("last night 23:15",),
        "2026-03-03T01:00": ("Monday night at 1am",), "2026-03-03T14:00": ("I think it was yesterday, around 2pm",),
        "2026-03-03T14:30": (
            "yesterday 14:30", "yesterday\u00a014:30 😴", "\u200fyesterday 14:30", "14:30 yesterday",
            "yesterday 1430hrs", "yesterday at 2.30pm", "Tues 3 March 2.30pm", "2026-03-03 14:30",
        ),
        "2026-03-03T11:30/14:00": ("yesterday lunchtime",),
        "2026-03-03": (
            "yesterday", "3 March", "3rd March", "March 3", "the 3rd of March", "3-Mar", "Tuesday 3rd", "3/3",
            "3.3.26", "03/03/2026", "3/3 /2026", "2026/03/03",
        ),
        "2026-03-02": ("the day before yesterday",), "2026-03-01": ("3 days ago", "Sunday"),
        "2026-02-28T21:00": ("sat 9pm",), "2026-02-26": ("Thurs",), "2026-02-01": ("1 February",),
    },
    DAY: {
        "2026-03-04T13:20": ("two hours ago",), "2026-03-04T00:00/12:00": ("this morning",),
        "2026-03-04T09:15": ("this morning at 9.15", "0915 this morning"), "2026-03-04T08:00": ("8 this morning",),
        "2026-03-04T03:45": ("quarter to four this morning",), "2026-03-04T11:30/14:00": ("lunchtime",),
        "2026-03-04T12:00": ("noon",), "2026-03-04T14:30": ("half 2 this afternoon",),
        "2026-03-04T12:00/15:20": ("this afternoon",),
        "2026-03-03T19:00/2026-03-04T07:30": ("last night", "night shift"),
        "2026-03-04T00:00/15:20": ("04/03/2026",),
    },
    APRIL: {"2026-04-03": ("03/04/2026", "03/04"), "2026-03-12": ("12/3/26", "12-03-2026", "12/03")},  # day first
    SHORT_NIGHT: {"2026-03-29T00:15": ("2 hours ago",), "2026-03-29T02:45": ("half an hour ago",)},
    AFTER_IT: {"2026-03-28T19:00/2026-03-29T07:30": ("last night",), "2026-03-29T02:30": ("2:30am",)},
    "2026-03-30T09:00": {"2026-03-29": ("yesterday",)},
    LONG_NIGHT: {"2026-10-25T01:10+01:00": ("an hour ago",), "2026-10-25T01:30+01:00": ("1:30am",)},
    AFTER_THAT: {
        "2026-10-25T01:30+01:00/2026-10-25T01:30+00:00": ("1:30am", "last night at half 1"),
        "2026-10-24T19:00/2026-10-25T07:30": ("last night",),
    },
    "2026-10-26T09:00": {"2026-10-25": ("yesterday",)},
    "2028-03-01T09:00": {"2028-02-29": ("yesterday", "29 Feb", "29/2/28")},
    NEW_YEAR: {"2025-12-31T19:00/2026-01-01T02:00": ("last night",), "2025-12-31": ("Wednesday",)},
    MIDSUMMER: {"2026-07-01T00:00/00:30": ("today",), "2026-06-30": ("yesterday",)},
}  # fmt: skip
SHORT_FORMS: dict[str, dict[str, tuple[str, ...]]] = {
    NIGHT: {
        "2026-03-03T14:30": ("yest 14:30", "ystrday @ 14:30", "yday 1430hrs", "yest ~14:30"),
        "2026-03-03T19:00/2026-03-04T03:41": ("last nite", "tonite", "o/n", "on nights", "all night"),
        "2026-03-04T03:30": ("0330hrs", "3.30ish am", "abt half 3", "approx 03:30", "half three this am"),
        "2026-03-03T19:00/20:00": ("start of my night", "at the start of the night shift"),
        "2026-03-04T01:41/02:41": ("1-2 hours ago",),
        "2026-03-04T02:00/03:00": ("between 2 and 3am", "from 02:00 to 03:00", "2-3am", "0200-0300"),
        "2026-03-03T23:00/2026-03-04T01:00": ("last night between 11 and 1", "from 11pm to 1am last night"),
        "2026-03-03T13:00/21:00": ("late shift yesterday", "on the late yesterday"),
        "2026-03-04T03:15": ("qtr past 3",), "2026-03-03T23:45": ("quarter to midnight last night",),
        "2026-03-02T19:00/2026-03-03T07:30": ("the night before last", "2 nights ago"),
        "2026-03-01": ("3/7 ago",), "2026-03-03T06:30": ("six thirty yesterday am",),
    },
    DAY: {
        "2026-02-28T00:00/2026-03-01T23:59": ("at the weekend", "over the wkend"), "2026-03-04T15:20": ("right now",),
        "2026-03-04T07:00/07:30": ("morning handover", "handover this morning"),
        "2026-03-04T06:00/09:30": ("first thing this morning",), "2026-03-04T13:00/14:00": ("1-2pm",),
    },
}  # fmt: skip
READ_AND_CONFIRMED: dict[str, dict[str, tuple[str, ...]]] = {
    NIGHT: {
        "2026-03-03T15:45": ("quarter to four",), "2026-03-03T16:00": ("4pm",),
        "2026-03-03T23:00": ("tonight at 11",), "2026-03-03T23:30": ("2330", "11:30"),
        "2026-03-04T00:00/03:41": ("Wednesday",), "2026-02-25T14:30": ("Wednesday 14:30",),
        "2026-02-25T19:00/2026-02-26T07:30": ("Wednesday night",), "2026-02-25": ("last Wednesday",),
        "2026-03-02": ("last Monday",), "2026-03-03": ("the 3rd",), "2025-03-12": ("12/03", "March 12"),
        "2025-03-05": ("5 March",), "2025-12-01": ("1 December",), "2024-02-29": ("29 Feb",),
        "2025-03-03": ("3 Mar 2025", "3/3/25", "3/3 2025"), "2026-01-31": ("31 January",),
        "2026-01-29T19:41": ("800 hours ago",), "2025-12-04": ("3 months ago",),
    },
    DAY: {"2026-03-04T14:30": ("half 2", "2:30")},  # the likelier is offered
    NEW_YEAR: {"2025-12-31": ("31 December",)},
    MIDSUMMER: {"2026-06-30T23:30": ("half eleven",)},
}  # fmt: skip
ROWS = [
    (said, now, meant, asked)
    for table, asked in ((READ_AS_SAID, False), (SHORT_FORMS, False), (READ_AND_CONFIRMED, True))
    for now, rows in table.items()
    for meant, phrasings in rows.items()
    for said in phrasings
]
COULD_BE_EITHER = [
    *((said, NIGHT) for said in (
        "this Friday", "a few days ago", "a few hours ago", "a month ago",
        "Monday 3 March", "about 2-3", "2-3 this morning", "2 to 3am",
    )),
    *((said, DAY) for said in (
        "tonight", "this evening", "6:30 last night", "half 6 last night", "13am", "14:30 this morning",
        "yesterday half 2", "at 2", "Tuesday at 3",
    )),
    *((said, "2026-03-04T10:00") for said in ("12:00", "at 3", "half 3", "3 o'clock", "12:15")),  # not this shift
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
    reading = kept(past_moment, said, asking(now))
    assert isinstance(reading, str) or reading.confirm


@pytest.mark.parametrize("said", STILL_TO_COME)
def test_what_is_still_to_come_gets_a_sentence_of_its_own(said: str) -> None:
    told = kept(past_moment, said, asking(NIGHT))
    assert isinstance(told, str)
    assert told != kept(past_moment, "hello", asking(NIGHT))


@pytest.mark.parametrize("said", NOT_A_MOMENT, ids=lambda said: said[:20])
def test_what_is_no_moment_is_asked_again(said: str) -> None:
    told = kept(past_moment, said, asking(NIGHT))
    assert isinstance(told, str)
    assert told


@pytest.mark.parametrize("said", ["i don’t know.", "dunno", "Not sure!", "?", "I do not know", "can't remember"])
def test_not_knowing_is_an_answer(said: str) -> None:
    assert past_moment(said, asking(NIGHT)) == Reading("unknown")
    assert moments_of("unknown") == (None, None)


def test_a_guessed_year_is_shown_where_it_is_confirmed() -> None:
    assert "12 March 2025" in past_moment("12/03", asking(NIGHT)).confirm


def test_capitals_spaces_and_full_stops_change_nothing() -> None:
    for said, now, _, _ in ROWS:
        louder = f"  {said.upper().replace(' ', '   ')} .. "
        assert kept(past_moment, louder, asking(now)) == kept(past_moment, said, asking(now)), said


@pytest.mark.parametrize("now", [NIGHT, DAY, SHORT_NIGHT, LONG_NIGHT, NEW_YEAR])
def test_every_answer_that_is_offered_is_read_without_asking_back(now: str) -> None:
    assert [o.said for o in offer_moments(asking(now)) if past_moment(o.said, asking(now)).confirm] == []
    assert [o.said for o in offer_days(asking(now)) if day_ahead(o.said, asking(now)).confirm] == []


@pytest.mark.parametrize(
    ("said", "now"), [("2 hours ago", SHORT_NIGHT), ("an hour ago", MIDSUMMER), ("today", MIDSUMMER)]
)
def test_the_moment_kept_is_the_same_whichever_zone_the_clock_is_told_in(said: str, now: str) -> None:
    in_london = Asking(now=at(now).astimezone(LONDON), day_parts=DAY_PARTS)
    assert past_moment(said, in_london) == past_moment(said, asking(now))


@settings(deadline=None, max_examples=1000)
@given(ANYTHING, NOWS)
def test_whatever_is_read_has_happened_and_anything_else_is_asked_again(said: str, now: datetime) -> None:
    reading = kept(past_moment, said, Asking(now=now, day_parts=DAY_PARTS))
    if isinstance(reading, Reading) and reading.value != "unknown":
        earliest, latest = (datetime.fromisoformat(moment) for moment in reading.value.split("/"))
        assert earliest <= latest <= now
