"""Which kind of event a message tells: what happened, what could, what is praised, what came about."""

import pytest

from psirf.vocabulary import EventKind
from tests.rules.tellings import read


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


@pytest.mark.parametrize(
    "text",
    [
        "PT GOT DOUBLE HEPARIN",
        "gave codeine to a lady with a known allergy",
        "given two tramadol doses 2h apart",
        "the bed alarm didnt sound",
        "was given Mrs Browns tablets",
        "picked up adrenaline instead of saline, noticed before i gave any",
    ],
)
def test_a_slip_told_plainly_is_an_incident(text: str) -> None:
    told = read(text).kind
    assert told is not None
    assert (told.value, told.sure) == (EventKind.INCIDENT, True)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("suction not connected in bay 3", EventKind.RISK),
        ("hoist brakes broken", EventKind.RISK),
        ("suction not connected in bay 3 so he aspirated", EventKind.INCIDENT),
        ("hoist brakes broken and a lady fell", EventKind.INCIDENT),
    ],
)
def test_what_is_broken_is_a_risk_until_something_came_of_it(text: str, kind: EventKind) -> None:
    told = read(text).kind
    assert told is not None
    assert told.value is kind


@pytest.mark.parametrize(
    "text", ["someone is hurting me at home", "thank you", "hello", "i want to report something"]
)
def test_what_tells_of_no_event_has_no_kind(text: str) -> None:
    assert read(text).kind is None


def test_danger_that_may_not_be_here_is_asked() -> None:
    told = read("someone is hurting me at home").urgent
    assert told is not None
    assert not told.sure


@pytest.mark.parametrize(
    "text",
    [
        "?reached pt, wrong dose on the chart",
        "relative punched me in the face",
        "patient kicked the nurse",
        "nurse slipped on a wet floor",
        "she told us about the alarm and was upset",
    ],
)
def test_where_the_words_do_not_say_whom_it_reached_it_is_asked(text: str) -> None:
    assert read(text).near_miss is None


@pytest.mark.parametrize(
    ("text", "near_miss"),
    [
        ("wrong strength picked up, noticed reading the label, not given", True),
        ("clexane not given", False),
        ("wrong unit brought up, bedside check stopped it, nil transfused", True),
    ],
)
def test_not_given_by_itself_is_held_back_and_after_a_medicine_left_out(text: str, near_miss: bool) -> None:
    told = read(text).near_miss
    assert told is not None
    assert told.value is near_miss


@pytest.mark.parametrize(
    ("text", "distress"),
    [
        ("i feel like ending it all", True),
        ("im so scared i think i killed her", True),
        ("patient fell and im in tears", True),
        ("i just cant cope", True),
        ("he says he wants to end it", False),
        ("pt very low, wants to end it all", False),
        ("pt shouting im going to kill myself", False),
        ("baby crying in the cot all night", False),
        ("lady in tears when told", False),
    ],
)
def test_distress_is_the_writers_and_nobody_elses(text: str, distress: bool) -> None:
    assert (read(text).distress is not None) is distress


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
        ("hes got a blade in bay 4", True),
        ("we are losing her", True),
        ("he has taken an overdose in the shower room", True),
        ("shes unconscious now please help", True),
        ("lady is having a seizure on rowan", True),
        ("crash call going NOW bed 6", True),
        ("she took an overdose yesterday at home", False),
        ("we are losing him to another trust", False),
        ("she had been bleeding after the biopsy", False),
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
        ("a lady fell in bay 1 at 11pm and also later a different lady got the wrong inhaler", 2),
        ("wrong dose of gent to bed 2 and another patient in bed 5 fell", 2),
        ("gent given the wrong tablets, separately the hoist broke", 2),
        ("gave the wrong dose to another patient", 0),
        ("pt fell and another patient pressed the buzzer", 0),
        ("wrong bag hung, second checker also missed it", 0),
        ("pt fell and also hit her head", 0),
    ],
)
def test_two_events_are_told_only_where_each_is_told(text: str, parts: int) -> None:
    assert len(read(text).parts) == parts
