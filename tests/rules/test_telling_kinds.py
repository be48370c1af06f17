"""Which kind of event a message tells: what happened, what could, what is praised, what came about."""

import pytest

from bot.forms.telling import Telling
from bot.forms.telling_read import read_telling
from psirf.vocabulary import EventKind
from tests.rules.test_telling import ASKING


def read(text: str) -> Telling:
    return read_telling(text, ASKING)


@pytest.mark.parametrize(
    "text",
    [
        "the shower seat is loose, somebody will end up on the floor",
        "only one working suction unit for two bays, if it goes we have nothing",
        "nobody hurt yet but the ramp is like ice",
        "saline and potassium in the same cupboard, accident waiting to happen",
        "two of us for 30 patients tonight, not safe",
        "no one has been scalded yet, tap runs far too hot",
    ],
)
def test_what_could_happen_is_a_risk(text: str) -> None:
    told = read(text)
    assert told.kind is not None
    assert told.kind.value is EventKind.RISK
    assert told.near_miss is None
    assert told.never_event is None
    assert told.physical is None


@pytest.mark.parametrize(
    "text",
    [
        "unplanned move to ITU at 3am, nothing missed that we can see",
        "crash call bed 4, ROSC, obs all on time",
        "readmitted five days after discharge",
        "pph 1.9 litres, just reporting as asked",
        "em section for fetal distress, no issues, reporting per trigger list",
        "back to theatre for a bleed, known complication, nobody did anything wrong",
        "found dead in bed at 6am, not expected",
    ],
)
def test_what_came_about_with_no_slip_told_is_an_outcome(text: str) -> None:
    told = read(text).kind
    assert told is not None
    assert told.value is EventKind.OUTCOME


@pytest.mark.parametrize(
    "text",
    [
        "thank you to all on nights, massive pph and nobody panicked",
        "lovely calm death on rowan, family so grateful",
        "shout out to the porters, nobody missed a scan all weekend",
        "200 days without a pressure ulcer on rowan",
        "nothing went wrong for once, brilliant roll out, more of this pls",
    ],
)
def test_praise_is_good_care_whatever_it_is_praised_for(text: str) -> None:
    told = read(text).kind
    assert told is not None
    assert told.value is EventKind.GOOD_CARE


@pytest.mark.parametrize(
    "text",
    [
        "good catch by the student, penicillin charted for an allergic lady, stopped before it was given",
        "great catch: two doses of clexane on one chart, thanks to the pharmacist, none given",
    ],
)
def test_a_good_catch_is_an_incident_that_was_stopped_and_is_confirmed(text: str) -> None:
    told = read(text)
    assert told.kind is not None
    assert (told.kind.value, told.kind.sure) == (EventKind.INCIDENT, False)
    assert told.near_miss is not None
    assert told.near_miss.value


@pytest.mark.parametrize(
    "text",
    [
        "something happened on the late",
        "the drawer was stuck",
        "praise: wrong dose given, then everybody was superb",
        "pt collapsed in the corridor",
    ],
)
def test_a_kind_that_rests_on_little_is_confirmed(text: str) -> None:
    told = read(text).kind
    assert told is None or not told.sure


@pytest.mark.parametrize(
    "text", ["fell from the trolley at 4", "wrong dose of heparin given", "pt choked on his lunch"]
)
def test_what_is_told_in_so_many_words_is_sure(text: str) -> None:
    told = read(text).kind
    assert told is not None
    assert (told.value, told.sure) == (EventKind.INCIDENT, True)


def test_a_near_miss_of_which_something_was_given_is_confirmed() -> None:
    told = read("near miss, gave bisoprolol 5mg to the wrong lady").near_miss
    assert told is not None
    assert (told.value, told.sure) == (False, False)


def test_what_is_only_called_a_near_miss_is_taken_so() -> None:
    told = read("near miss with the insulin chart").near_miss
    assert told is not None
    assert (told.value, told.sure) == (True, True)


@pytest.mark.parametrize(
    ("text", "urgent"),
    [
        ("lad on the roof right now, says hes going to jump", True),
        ("water coming through onto the oxygen panel, its sparking right now", True),
        ("she has taken 40 paracetamol just now", True),
        ("fell at 2am, and he is getting worse right now", True),
        ("someone is going to die if nights stay like this", False),
        ("found with a knife yesterday, police took it", False),
        ("ceiling tile hanging down", False),
    ],
)
def test_danger_now_is_heard(text: str, urgent: bool) -> None:
    assert (read(text).urgent is not None) is urgent


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("near miss: the second thing, a bed rail left down", 0),
        ("just now a second thing nearly went wrong here too", 0),
        ("gave the wrong dose of gent at 8. also a lady fell in bay 3", 2),
        ("clexane given twice. separate thing, the hoist snapped", 2),
        ("gave 2mg too much, then another 2 mg of the right one", 0),
    ],
)
def test_two_events_are_told_only_where_each_is_told(text: str, parts: int) -> None:
    assert len(read(text).parts) == parts
