"""What is no moment of the event in what a tired nurse types: doses, places, numbers to ring, other times."""

import pytest

from bot.forms.times.moments_in_text import find_moment
from tests.rules.moments import DAY_PARTS, at

NIGHT = "2026-03-04T03:41"  # a Wednesday; the night shift began on Tuesday
DAY = "2026-11-18T15:20"  # a Wednesday
NOT_TOLD = (
    # Doses, rates, strengths, scores.
    "gave 10 units not 1 novorapid, hypo 2.1", "5mg given instead of 2.5", "2 litres of saline given",
    "1 in 4 pts missed",
    "10x insulin given", "NEWS 7 BP 120/80 sats 88", "zopiclone 7.5 given", "levothyroxine 250 not 25", "GCS 14/15",
    "noradrenaline at 10 ml/hr", "O2 at 2 litres", "at 4 l/min", "running at 100 ml/hr", "gave 1000 units heparin",
    "1g of tazocin, 4.5g given", "pain 8/10", "amiodarone 300, K 4.4", "BM 2.3", "about 40 ml in",
    "around 10 pts affected",
    "0.5 of a tablet", "potassium 6.1 and rising", "INR 8.2", "rate set to 12.30 ml", "half a tablet given",
    "1/2 tablet given",
    # Places and people.
    "ward 7 bed 12 bay 4 side room 3", "on ward 8, bed 3 may need a new mattress", "theatre 3 list wrong",
    "level 2 lift broken",
    "aged 72 fell", "72 yr old fell", "84F fell in bay 2", "3 yr old given adult dose", "pt 72yo fell on 12",
    "2 nurses for 28 pts", "3 of them need 1:1", "bed 2 at 30 degrees", "fell at one point", "2 RNs and 1 HCA",
    # Other times.
    "next dose at 6pm", "will be reviewed tomorrow", "admitted on Tuesday with sepsis", "seen on 3rd in clinic",
    "due at 22:00", "prescribed for 22:00", "should have been given at 10pm", "reg bleeped at 3am",
    "going to theatre tomorrow",
    "seen by SHO at 0215", "wound present since 6 weeks", "for 2 hours", "every 4 hours", "3 days post op",
    "two hours late", "24/7", "4 hourly obs missed", "on 7/7 of antibiotics", "meds given 2 hours late", "2 hrs wait",
    "transferred from AMU yesterday", "vomiting since yesterday", "day 3 post op", "48 hrs after discharge",
    "within 2 hrs",
    "over 24hrs", "waited 3 hours for a bed", "review in 6 weeks", "for theatre tomorrow", "dob 03/11/1952",
    "in 2019 had a stroke",
    "last dose at 02:00", "obs every 15 mins", "in 3 days time", "he was readmitted 3 days after discharge",
    "for 3 nights",
    "9 weeks here", "estates contractor coming this week", "family visiting at 3pm will be told",
    "discharged 2 weeks post op",
    # Numbers to ring and to look up.
    "bleep 1430", "ext 2230", "bleep no 0330", "NHS no 943 476 5919", "call 07700 900123", "batch 0330", "lot 1203",
    "ref 0915",
    "asset no 1430", "datix 1234", "ring 020 7946 0958", "pump serial 0200",
    # Ordinary words that are also times.
    "it may be harmful", "pt sat on the floor", "sat in the chair", "in the sun", "second checker missed it",
    "a minute of CPR",
    "march down the corridor", "sat up in bed 3", "2nd dose given", "3rd degree tear", "the 2nd bag leaked",
    "on the 3rd floor",
    "may 10 units", "the other day", "good morning", "every night", "the night nurse", "night staff short",
    "morning meds missed",
    "day and night", "once a day", "3 times a day", "each shift", "the late dose", "early warning score",
    "spotted sepsis early",
    "given late", "all day", "at night he is confused", "lunch tray wrong", "at the end of the day we care",
    "day case unit",
    "day surgery list wrong", "on the phone", "half the dose", "quarter of a tablet", "ten to twelve patients",
    "sats 94 now",
    "awful staffing", "hasnt had insulin since yesterday morning", "nbm for theatre at 11pm",
    "patient born 12/03/1944", "i finish at 9pm and back friday will explain",
    "expired adrenaline in trolley, exp 10/26",
    "a week last friday", "pain 10/10", "bp 90/60", "11/2", "NBM from midnight",
    "transferred at 0430 from AMU without notes",
    "", "😴", "hello", "https://a.nhs.uk/2026/11/03", "x" * 500,
)  # fmt: skip


@pytest.mark.parametrize("text", NOT_TOLD)
@pytest.mark.parametrize("now", [NIGHT, DAY])
def test_numbers_and_other_times_are_not_taken_for_the_moment(text: str, now: str) -> None:
    assert find_moment(text, at(now), DAY_PARTS) is None
