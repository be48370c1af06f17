"""When it happened, found in what a tired nurse types: among doses, wards, bleeps and other times."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.forms.times.moments_in_text import find_moment
from tests.rules.moments import DAY_PARTS, NOWS, at, span

NIGHT = "2026-03-04T03:41"  # a Wednesday; the night shift began on Tuesday
AFTER_NIGHT = "2026-03-04T07:40"
DAY = "2026-11-18T15:20"  # a Wednesday
EVENING = "2026-11-18T21:30"
SPRING, AUTUMN = "2026-03-29T08:30", "2026-10-25T07:30"  # the mornings after the clocks changed
NEW_YEAR = "2027-01-02T09:00"


# What is told of a moment: by now, then by what it means; and whether it is sure.
SURE: dict[str, dict[str, tuple[str, ...]]] = {
    NIGHT: {
        "2026-03-04T02:41": (
            "nearly gave 10x insulin on Ward 7 an hour ago, pharmacist caught it", "pt fell abt 1 hr ago bay 4 bed 2",
            "an hour or so ago bed 12 fell", "wrong bag hung 60 mins ago",
        ),
        "2026-03-04T03:36": ("5 mins ago bed 4 pulled ng out", "pump on bed 9 alarmed 5mins ago"),
        "2026-03-04T01:41": ("couple of hrs ago gave wrong pt 5mg oramorph", "2hrs ago: 10 units not 1"),
        "2026-03-04T03:11": ("half hr ago pt on ward 12 fell", "fell 1/2 hr ago",
        "30 mins ago 2 litres of saline went in"),
        "2026-03-04T03:31/03:41": ("pt just fell just now bay 3",),
        "2026-03-04T02:00": (
            "ward 8 2am pt fell oob", "bed 7 fell at 2am no harm", "at 2am found pt on floor, bed 3",
            "02:00 bay 4 fall",
            "0200hrs fall side room 3", "fall @2am", "fall ~2am ward 7",
            "on nights, about 2am gave 10 units instead of 1",
            "last night on ward 12, 10mg given instead of 5mg at 2am", "fell at 2 this morning",
            "happened at 0200 bed 2",
            "two in the morning, bay 2", "night shift. 2am. wrong drug", "at around 2am we gave wrong bag",
        ),
        "2026-03-04T01:30": (
            "due at 22:00 but given at 0130", "insulin should have been given at 22:00 and was given at 01:30",
            "given at 0130 instead of 22:00", "meant to be given 2200, actually given 0130",
            "prescribed for 22:00, given 01:30 by agency nurse", "last night gave the wrong tablets at half 1",
            "last night ward 5 bed 7 was given 5mg, it was half past 1", "fall at 1.30am, next obs due at 6am",
            "given at 01:30, seen by dr at 02:15",
        ),
        "2026-03-03T19:00/2026-03-04T03:41": (
            "last nite pt fell", "pt fell during the night shift", "fell overnight", "o/n pt pulled cannula out",
            "on nights, pt given wrong dose", "two falls tonight on 17",
            "Tues night: wrong patient given antibiotics",
        ),
        "2026-03-03T14:30": (
            "yesterday at 14:30 we found wrong bag", "found at 14:30 yesterday, 3 days post op, 72 yr old",
            "yest 1430 wrong syringe", "Yesterday on ward 7 a pt aged 72 was given 10 units at 14:30",
        ),
        "2026-03-03": ("ystrday pt given pen with allergy", "yesterdy wrong pt given meds",
        "yest, bay 2, missed dose of clexane"),
        "2026-03-04T03:30": ("half 3 pt fell", "at half three bed 4 fell",),
        "2026-03-04T03:15": ("quarter past 3 crash call bay 2", "qtr past 3 pt collapsed"),
        "2026-03-03T22:00": ("10 last night, bed 4, 9 or 10 units given", "at 10 last night gave wrong dose",),
        "2026-03-03T21:00": ("9 last night pt fell", "9pm last night pt fell"),
    },
    AFTER_NIGHT: {
        "2026-03-04T02:00": ("wrd 8 2am pt feel oob no harm", "pt fell around 2am NEWS 7 BP 120/80"),
        "2026-03-04T03:30": (
            "0330 bed 4 given wrong antibiotic", "3.30am fall, seen by reg at 4am", "0330hrs fall",
            "pt fell 0330, bleeped reg on 1234, ward 7", "fell at half past three in the morning",
        ),
        "2026-03-04T02:00/03:00": (
            "sometime between 2 and 3am bed 9 got out", "from 02:00 to 03:00 no obs done", "2-3am no nurse in bay",
            "between 02:00 and 03:00 pump off", "0200-0300 no power on ward 6",
        ),
        "2026-03-04T06:30/07:00": ("just before handover pt slid off commode", "fell before handover"),
        "2026-03-04T07:00/07:30": ("at handover we saw the pump was off", "during morning handover fell"),
        "2026-03-03T19:00/20:00": ("start of my night found GTN still running",
        "at the start of the night shift pt fell"),
        "2026-03-04T06:30/07:30": ("end of my night, wrong drug given", "end of shift pt fell",
        "at the end of the night shift pt fell"),
        "2026-03-03T19:00/2026-03-04T07:30": (
            "on nights pt given wrong dose", "overnight 2 falls", "last night patient absconded",
            "night shift: 2 falls",
            "on my night a pt fell", "unplanned return to theatre overnight",
            "last nite fall bay 4, 5mg haloperidol given",
        ),
        "2026-03-03T23:30": ("last night at half 11 gave wrong pt tablets", "2330 last night wrong tablets",
        "11.30pm last night fall"),
        "2026-03-04T00:00": ("midnight dose given twice at midnight",),
        "2026-03-04T05:00": ("PPH 1.8 litres 5am LW after LSCS, all settled now",),
        "2026-03-04T00:00/05:00": ("in the middle of the night pt fell",),
        "2026-03-04T06:40": ("an hour ago she fell",),
    },
    DAY: {
        "2026-11-18T00:00/15:20": ("near miss clexane charted wrong, AMU today", "today pt fell on 12"),
        "2026-11-18T00:00/12:00": ("this am pt fell", "this morning bed 3 fell, NEWS 2", "fell this mornin in bay 2"),
        "2026-11-18T12:00/15:20": ("this afternoon fell in bathroom", "this aft fell", "this pm fell"),
        "2026-11-18T14:30": (
            "half 2 this afternoon fell", "today at 14:30 wrong bag", "2.30pm fall, will be reviewed tomorrow",
            "gave 2 units at 2.30pm, next dose at 6pm",
        ),
        "2026-11-18T14:00/15:00": ("2-3pm no HCA in bay", "between 2 and 3pm wrong infusion ran",
        "from 2pm to 3pm pump off"),
        "2026-11-18T09:15": ("0915 this morning wrong drug", "time out at 9.15am consent wrong"),
        "2026-11-18T08:00": ("8am this morning missed insulin", "fell at 8 this morning"),
        "2026-11-18T12:00": ("at midday given double dose", "midday fall"),
        "2026-11-18T07:00/15:00": ("on the early, pt fell", "early shift today pt fell",
        "on an early and gave wrong dose"),
        "2026-11-18T13:00/15:20": ("on the late today pt fell", "on a late today wrong dose"),
        "2026-11-18T07:00/15:20": ("long day today, fell", "on a long day today wrong drug given"),
        "2026-11-17T13:00/21:00": ("late shift yesterday pt fell", "late shift yday, majors, wrong dose"),
        "2026-11-17T19:00/2026-11-18T07:30": ("last night fell", "Tues night fell", "yesterday nite fell in bay 3",
        "tuesday night shift fell"),
        "2026-11-17T17:00/23:00": ("yesterday evening fell", "yesterday eve fell"),
        "2026-11-17T22:30": ("oxygen pressure dropped on resp last night about half 10",),
        "2026-11-16": ("2 days ago fell", "on Monday wrong lens opened", "2/7 ago fell",
        "the day before yesterday fell"),
        "2026-11-03": ("fell 03/11/26 on ward 7", "3.11.26 wrong dose given", "on 3rd November gave wrong drug",
        "3 Nov: fall"),
        "2026-11-14T00:00/2026-11-15T23:59": ("at the weekend pt fell twice", "over the weekend 3 doses missed",
        "wkend just gone: at the weekend fall"),
        "2026-11-14T19:00/2026-11-15T07:30": ("sat night fell", "on sat night fell in bay 2"),
        "2026-11-15T14:00": ("sun 2pm fell", "sunday at 14:00 fell"),
        "2026-11-12": ("fell on thursday", "thurs: wrong bag"),
        "2026-11-18T13:20": ("2 hours ago fell, on 2 litres O2, sats 88",),
        "2026-11-18T15:10/15:20": ("just now pt collapsed",),
        "2026-11-18T15:00": ("20/60 ago pulled line out", "20 mins back pulled line out"),
        "2026-11-17T07:00/15:00": ("tues early, wrong lens opened", "missed dose yesterdays early"),
        "2026-11-16T13:00/21:00": ("mon late never cleaned after him",),
        "2026-11-15T07:00/19:30": ("sun LD pump not checked",),
        "2026-11-11": ("wed last week wrong lens opened", "missed insulin last week on wednesday"),
        "2026-11-17T22:00": ("on the 2200 round last night zopiclone given twice",),
        "2026-11-18T10:30": ("early on ward 9. 1030 gave bed 4 the wrong tablets, told reg 1100",),
        "2026-11-14T02:30": ("pt fell on 14.11 at 0230",),
        "2026-11-18T07:00/07:30": ("wrong chart given to porters at shift change this morning",),
        "2026-11-18T05:45": ("fall 05.45 unwitnessed", "0545: wrong bag hung", "lift stuck with pt in it, 0545."),
        "2026-11-18T14:20/15:20": ("in the last hour 3 pts fell",),
    },
    EVENING: {
        "2026-11-18T20:30": (
            "the 1800 gentamicin was given at 2030", "18:00 dose given at 20:30", "given at 20:30 (due 18:00)",
            "vanc 2.5 hrs late, given 20:30", "vanc due 1800 given 20:30, BM 4 at 2100",
        ),
        "2026-11-18T18:20": ("wrong route. oramorph via IV. 6.20pm. consultant informed 6.40",),
        "2026-11-18T17:20": ("unplanned ICU admission at 1720 from ward 9, had been NEWS 5 at 0900",),
        "2026-11-18T13:00/15:00": ("15 min obs not done 1300-1500",),
        "2026-11-18T19:45": ("found wandering in car park 1945 by security, last seen on ward 1900",),
        "2026-11-18T14:15": ("rolled out approx 2.15 this pm", "she rolled out of bed this afternoon, approx 2.15"),
        "2026-11-16T03:00": ("rolled out of bed 16/11/26 03:00", "fell 16/11 at 3am", "fell 16th nov 3am"),
        "2026-11-16T19:00/2026-11-17T07:30": ("fell the night before last", "monday's night shift, fell"),
        "2026-11-18T12:50": ("stat dose prescribed 10:15 given 12:50",),
        "2026-11-18T16:00": ("Pt DOB 1.2.38 fell 4pm", "NHS 943 476 5919 fell at 4pm",
        "fell at 4pm, i'm back on Friday at 7am"),
        "2026-11-18T13:00/21:00": ("on the late pt fell", "late shift. wrong dose", "on lates, fell"),
        "2026-11-18T07:00/19:30": ("long day, missed 2 doses", "on a long day, wrong infusion"),
        "2026-11-18T21:00": ("at 9pm fell", "baby unplanned to nicu tonight, 9pm"),
        "2026-11-18T18:30/19:00": ("just before handover fell",),
    },
    SPRING: {
        "2026-03-28T19:00/2026-03-29T07:30": ("fell last night", "on nights, clocks changed, fell"),
        "2026-03-29T00:00/05:00": ("sometime between midnight and 5am got out thro the fire door",),
        "2026-03-29T02:15": ("fell at 2.15am",),
    },
    AUTUMN: {
        "2026-10-25T01:40+01:00/2026-10-25T01:40+00:00": ("CTG pathological at 01:40, reg bleeped x3",),
        "2026-10-25T03:00": ("fell at 3am",),
    },
    NEW_YEAR: {
        "2027-01-01": ("new years day fell",),
    },
}  # fmt: skip
GUESSED: dict[str, dict[str, tuple[str, ...]]] = {
    NIGHT: {
        "2026-03-03T22:30": ("wrong drug given at 22:30",),
        "2026-03-03T16:00": ("insulin given at 4pm",),
        "2026-02-18": ("a fortnight ago fell",),
        "2026-03-04T00:41": ("fell a few hours ago",),
    },
    DAY: {
        "2026-11-18T06:00/09:30": ("first thing this morning fell",),
        "2026-11-18T11:30/14:00": ("fell at lunchtime",),
        "2026-11-18T07:00/09:30": ("choked at breakfast", "choked on toast at breakfast time"),
        "2026-11-17T12:00/15:00": ("my long day yesterday, wrong lens opened, not long after lunch",),
        "2026-11-18T15:20": (
            "she is not breathing right now", "visitor collapsed in the lift need help now", "in cardiac arrest NOW",
        ),
        "2026-11-18T03:10/03:35": (
            "last seen 0310, found 0335 on floor", "found on floor at 0335, last seen well by HCA at 0310",
            "last checked at 03:10 and then found with cannula out at 03:35",
        ),
        "2026-11-18T05:00/15:20": ("nurse call down since 0500",),
        "2026-11-18T05:00/06:15": ("rang lab at 0500, result not phoned through until 0615",),
        "2026-11-18T04:00/09:30": ("feed off since 4am, found when we got there at 0930",),
        "2026-11-14T00:00/2026-11-15T23:59": ("no insulin given sat or sun", "clexane missed on sat and sun"),
        "2026-11-14T00:00/2026-11-18T15:20": ("fridge off since sat",),
        "2026-11-18T07:00/07:30": ("told at handover this morning he was not for resus, wrong",),
        "2026-11-18T06:00": ("given her 8am insulin at 6 with no food",),
        "2026-11-14T12:00/2026-11-16T12:00": ("no syringes on the ward sat afternoon till mon morning",),
        "2026-08-31": ("fall on bank hol monday",),
        "2026-11-16T19:00/2026-11-17T07:30": ("night of 16th/17th pt choked",),
        "2026-11-18T00:00/15:20": ("pt fell earlier",),
        "2026-11-03": ("on the 3rd pt fell",),
        "2025-12-26": ("visit missed boxing day",),
        "2026-11-18T14:30": ("gave wrong dose at half 2",),
        "2026-11-18T09:00": ("given at 9am and again at 10am",),
        "2026-11-16T00:00/2026-11-18T15:20": ("earlier this week fell",),
        "2026-11-09T00:00/2026-11-15T23:59": ("last week wrong bag hung",),
    },
    NEW_YEAR: {"2026-12-31": ("fell on new year's eve", "visit missed NYE")},
    SPRING: {"2026-03-29T02:30": ("at 0130 found running at double rate",)},
    EVENING: {
        "2026-11-18T20:30": ("vanc due 1800, not hung until 2030", "no action till 20:30"),
        "2026-11-18T14:00": ("just found that the 2pm antibiotics werent given",),
        "2026-11-18T04:00": ("6am vanc given at 4 am",), "2026-11-18T05:00": ("fell some time before 5am",),
        "2026-11-16": ("clexane omitted 16th & 17th nov",),
        "2026-11-16T00:00/2026-11-17T23:59": ("monday and tuesday both missed insulin",),
        "2026-11-18T16:00/18:30": ("fell at teatime", "choked teatime on ward 4", "teatime insulin not given"),
        "2026-11-18T20:00/21:30": ("at bedtime given wrong tablets",),
        "2026-11-18T14:00/19:15": ("two falls, first at 2pm, second pt at 1915",),
        "2026-11-17T13:00/21:00": ("two things from my late yesterday: fall in bay 2, and missed 1800 madopar",),
    },
    AFTER_NIGHT: {"2026-03-04T03:00": ("NEWS 8 at 0300 not escalated",)},
}  # fmt: skip
TOLD = [
    (text, now, meant, guessed)
    for table, guessed in ((SURE, False), (GUESSED, True))
    for now, rows in table.items()
    for meant, texts in rows.items()
    for text in texts
]


@pytest.mark.parametrize(("text", "now", "meant", "guessed"), TOLD)
def test_the_moment_of_the_event_is_found_in_what_is_told(text: str, now: str, meant: str, guessed: bool) -> None:
    found = find_moment(text, at(now), DAY_PARTS)
    assert found is not None
    assert (found.moment.earliest, found.moment.latest) == span(meant)
    assert found.moment.guessed == guessed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nearly gave 10x insulin on Ward 7 an hour ago, pharmacist caught it", "an hour ago"),
        ("Due at 22:00 but  given at  0130", "at  0130"),
        ("last nite at\nhalf 2 bed 4 fell", "last nite at\nhalf 2"),
        ("ward 7 – fell yest @2pm", "yest @2pm"),
        ("İİ yest fell", "yest"),
    ],
)
def test_the_words_it_was_read_from_are_the_texts_own(text: str, words: str) -> None:
    found = find_moment(text, at(DAY), DAY_PARTS)
    assert found is not None
    assert text[found.start : found.end] == words


WORDS = (
    "yesterday today last night at 2am 14:30 0330 given due fell ward 7 bed 12 10 units 5mg half past 3 an hour ago "
    "on nights sat march may 3rd 03/11 between 2 and 3am handover start of my shift . , but admitted Tuesday @ ~"
).split()


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(), NOWS)
def test_whatever_is_found_has_happened(text: str, now: datetime) -> None:
    found = find_moment(text, now, DAY_PARTS)
    if found is not None:
        assert found.moment.earliest <= found.moment.latest <= now
        assert 0 <= found.start < found.end <= len(text)


LONG_TEXTS = (
    "fell at 2am on ward 7, given 10 units. ", "1 ", "at ", "last night ", "10 to ", "over ", "1-", "1.", "12/",
    "a", "1",
    "half ", "about 2 ", "ward ", ":", "-", " ", "\n", "on the ", "and ", "2 hours ", "given at 0130 and ",
    "early ", "@ ",
)  # fmt: skip


@pytest.mark.parametrize("piece", LONG_TEXTS)
def test_a_moment_in_a_very_long_text_stands_in_it(piece: str) -> None:
    """No pattern runs away on it: how long it takes, `make bench` tells."""
    text = ("ward " + piece * 20_000)[:20_000]
    found = find_moment(text, at(DAY), DAY_PARTS)
    assert found is None or 0 <= found.start < found.end <= len(text)
