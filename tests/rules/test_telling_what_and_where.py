"""What was involved, on which ward, and what stopped it: by families of wording, from what people write."""

from dataclasses import replace

import pytest

from bot.forms.involved import agents_of, what_was_involved
from bot.forms.message.read import read_telling
from psirf.places import Place
from psirf.vocabulary import Agent
from tests.rules.tellings import ASKING, codes, read

# Names that are everyday words too, as a hospital has them.
EVERYDAY = replace(ASKING, places=(
    Place(1, "ED", ("resus",)), Place(2, "Recovery", ()), Place(3, "Imaging", ("MRI", "xray")),
    Place(4, "Ward 11", ("11",)), Place(5, "Endoscopy", ("endo",)), Place(6, "Pharmacy", ("dispensary",)),
    Place(7, "Sapphire", ("renal",)),
))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pt fell out of bed", set()),
        ("slipped off the commode, skin tear", set()),
        ("bed broke and pt fell out of bed", {"3"}),
        ("bed rail trapped her arm", {"3"}),
        ("wheelchair brake failed, pt tipped out", {"3"}),
        ("gent with dementia slipped in the shower", set()),
        ("gent not given, levels not sent", {"4"}),
        ("shower scalded both legs, gent burnt", {"13"}),
        ("bath water too hot, burnt his feet", {"13"}),
        ("mri oxygen alarm keeps getting silenced", {"3"}),
        ("plugged into air flowmeter not oxygen", {"3"}),
        ("oxygen ran out on transfer, cylinder empty", {"3"}),
        ("oral morphine given IV, purple syringe not available", {"4"}),
        ("no insulin syringes on the ward, wrong insulin dose given", {"4"}),
        ("EPMA update lets you prescribe insulin without picking a device", {"4", "9"}),
        ("pacs down all morning", {"9"}),
        ("ct report on wrong pt in pacs", {"9"}),
        ("cant get onto the records on the tablet", {"9"}),
        ("power cut for 3 mins, syringe pumps ok on battery", {"13"}),
        ("nut in lunch tray, child allergic", {"14"}),
    ],
)
def test_what_was_involved_is_what_went_wrong_and_not_what_stood_by(text: str, expected: set[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("answer", "agents"),
    [
        ("an insulin pen", (Agent.DEVICE,)),
        ("insulin", (Agent.MEDICINE,)),
        ("bed rail", (Agent.DEVICE,)),
        ("it was the alaris pump and heparin", (Agent.DEVICE, Agent.MEDICINE)),
        ("Insulin drawn up in a 1 ml syringe", (Agent.MEDICINE,)),
        ("Insulin drawn up at ten times the dose", (Agent.MEDICINE,)),
        ("he was on apixaban", ()),
        ("nothing I can think of", ()),
    ],
)
def test_an_answer_that_only_names_a_thing_is_sure(answer: str, agents: tuple[Agent, ...]) -> None:
    assert agents_of(what_was_involved(answer, ASKING).value)[0] == agents


@pytest.mark.parametrize(
    ("text", "ward", "sure"),
    [
        ("wrong unit from fridge, resus 0420", "ED", True),
        ("o pos given to o neg lady resus 0420 wrong unit", "ED", False),
        ("bupivacaine connected to iv line recovery 1340 about 5ml in", "Recovery", False),
        ("pt made a full recovery 3 days later", None, None),
        ("lady slipped off table xray room 2 1605", "Imaging", True),
        ("yesterday nite on 11 pt found on floor 0420", "Ward 11", True),
        ("methotrexate daily on TTO for ward 11, caught in dispensary", "Ward 11", True),
        ("wrong bag made up, caught in dispensary", "Pharmacy", False),
        ("pt got to MRI door with a pacemaker", "Imaging", False),
    ],
)
def test_a_ward_whose_name_is_an_everyday_word(text: str, ward: str | None, sure: bool | None) -> None:
    told = read_telling(text, EVERYDAY).ward
    assert (told.value.name if told else None, told.sure if told else None) == (ward, sure)


def test_the_first_event_says_the_ward_where_a_second_happened_on_another() -> None:
    told = read(
        "On ward 7 we nearly gave 10x insulin, pharmacist caught it. Then on ward 8 a patient fell out of bed"
    )
    assert told.ward is not None
    assert (told.ward.value.name, told.ward.sure) == ("Ward 7", True)


@pytest.mark.parametrize(
    ("text", "stopped_by"),
    [
        (
            "near miss insulin drawn up ten times the dose nearly given to the man in bed four at three this morning "
            "stopped by sam",
            "stopped by sam",
        ),
        (
            "nearly gave ten times the insulin to the lady in bed four on ward 7 at two this morning the second "
            "checker noticed the dose was wrong and we threw it away",
            "the second checker noticed the dose was wrong",
        ),
        ("nbm pt nearly given tea, i stopped the volunteer", "i stopped the volunteer"),
        ("lady nearly went over, i grabbed her", "i grabbed her"),
        (
            "strong kcl picked up for flush. noticed reading the label, not given, near miss",
            "noticed reading the label",
        ),
    ],
)
def test_what_stopped_it_is_a_clause_and_never_the_whole_story(text: str, stopped_by: str) -> None:
    told = read(text).stopped_by
    assert told is not None
    assert told.value == stopped_by
