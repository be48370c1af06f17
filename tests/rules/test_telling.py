"""What one message tells: each thing with its words, and nothing guessed silently."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.forms.form import Asking
from bot.forms.message.read import LONGEST, read_telling
from bot.forms.message.telling import Telling
from psirf.places import Place
from psirf.rules import read_rules
from psirf.vocabulary import EventKind, PhysicalHarm

RULES = read_rules()
PLACES = (
    Place(1, "Ward 7", ("Ward 7 (Stroke)", "7", "ward seven", "stroke unit", "stroke ward")),
    Place(2, "Ward 8", ("8", "gastro")),
    Place(3, "Ward 12", ("12", "T&O", "ortho")),
    Place(4, "AMU", ("Acute Medical Unit", "MAU", "the take", "step down")),
    Place(5, "Emergency Department", ("ED", "A&E", "resus", "casualty", "emergency")),
    Place(6, "Main Theatres", ("theatre", "theatres", "recovery")),
    Place(7, "Radiology", ("CT", "MRI", "xray")),
    Place(8, "Rowan Ward", ("rowan", "step down")),
    Place(9, "ICU", ("ITU", "critical care")),
)
ASKING = Asking(
    now=datetime(2026, 3, 4, 9, 30, tzinfo=UTC), places=PLACES, own_place=2, day_parts=RULES.day_parts,
    moment_words=RULES.moment_words, heard=RULES.heard,
)  # fmt: skip


def read(text: str) -> Telling:
    return read_telling(text, ASKING)


def kind(text: str) -> str | None:
    told = read(text).kind
    return told.value.value if told else None


def codes(text: str) -> set[str]:
    return {agent.value.value for agent in read(text).agents}


def test_one_message_is_enough() -> None:
    told = read("near miss: nearly gave 10x insulin on Ward 7 an hour ago, pharmacist caught it")
    assert told.kind is not None
    assert (told.kind.value, told.kind.words, told.kind.sure) == (EventKind.INCIDENT, "near miss", True)
    assert told.near_miss is not None
    assert told.near_miss.value
    assert told.ward is not None
    assert (told.ward.value.name, told.ward.words, told.ward.sure) == ("Ward 7", "Ward 7", True)
    assert told.when is not None
    assert told.when.words == "an hour ago"
    assert [(agent.value.value, agent.words) for agent in told.agents] == [("4", "insulin")]
    assert told.stopped_by is not None
    assert told.stopped_by.value == "pharmacist caught it"
    assert [specialist.value for specialist in told.specialists] == ["MSO"]
    assert told.parts == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pt fell on ward 7", "incident"),
        ("wrong blood in tube, lab rejected it", "incident"),
        ("shout out to the HCAs on rowan, brilliant all week", "good_care"),
        ("want to thank the night team, they were amazing", "good_care"),
        ("pt unexpectedly died 0410 this morning", "outcome"),
        ("unplanned return to theatre overnight", "outcome"),
        ("PPH 1.8 litres after LSCS", "outcome"),
        ("died after being given the wrong dose of oramorph", "incident"),
        ("risk: window restrictor broken", "risk"),
        (
            "two vials look the same, next to each other. somebody will pick the wrong one. nothing has happened yet",
            "risk",
        ),
        ("nearly fell", "incident"),
        ("insulin", "incident"),
        ("😴", None),
        ("https://example.com/x", None),
        ("Bonjour, ça va bien", None),
        ("Two roads diverged in a yellow wood, and sorry I could not travel both", None),
        ("awful night. need to report something", None),
        ("", None),
    ],
)
def test_the_kind_is_read(text: str, expected: str | None) -> None:
    assert kind(text) == expected


@pytest.mark.parametrize(
    ("text", "near_miss"),
    [
        ("nearly gave pen v to an allergic pt, wristband stopped me", True),
        ("wrong dose charted, pharmacist spotted it before it was given", True),
        ("dr wrote gent 700mg not 70, i queried it and it was changed", True),
        ("wrong dose given twice", False),
        ("pt fell, no harm", False),
        ("almost an hour late with the insulin, given at 9", False),
        ("it reached the patient before anyone noticed", False),
    ],
)
def test_whether_it_reached_somebody_is_read(text: str, near_miss: bool) -> None:
    told = read(f"wrong drug. {text}").near_miss
    assert told is not None
    assert told.value is near_miss


def test_what_is_told_with_no_word_of_its_being_stopped_is_confirmed() -> None:
    told = read("wrong label on the chart on ward 7").near_miss
    assert told is not None
    assert not told.value
    assert not told.sure


@pytest.mark.parametrize(
    ("text", "ward", "sure"),
    [
        ("fell on ward 7", "Ward 7", True),
        ("wrd 8 2am pt fell", "Ward 8", True),
        ("w12 wrong dose given", "Ward 12", True),
        ("Ward seven: wrong dose", "Ward 7", True),
        ("wrong dose on the stroke unit", "Ward 7", True),
        ("wrong dose in A&E", "Emergency Department", True),
        ("wrong dose a and e", "Emergency Department", True),
        ("T&O pt fell", "Ward 12", True),
        ("on 12, wrong dose", "Ward 12", True),
        ("fell in recovery", "Main Theatres", True),
        ("made a full recovery after he fell", None, True),
        ("an emergency patient fell", None, True),
        ("pt had a stroke and fell", None, True),
        ("fell in bed 7, bay 4, bleep 8, 12 mg given", None, True),
        ("on 12 units an hour", None, True),
        ("on 12/7 fell", None, True),
        ("fell at 8, given 7.5 mg", None, True),
        ("ward 71 and ward 7b", None, True),
        ("fell, found on xray", None, True),
        ("fell in xray", "Radiology", True),
        ("wrong dose on AMU, then transferred to ITU", "AMU", True),
        ("transferred from AMU to ward 7, wrong dose given on ward 7", "Ward 7", True),
        ("bleeped the reg on 12 for a fall on rowan", "Rowan Ward", True),
        ("chart came from AMU with a wrong dose", "AMU", False),
        ("the reg on 12 gave the wrong dose", "Ward 12", False),
        ("fell on ward 7, fell on ward 12", "Ward 7", False),
        ("on our ward pt fell", "Ward 8", False),
        ("emergancy dept, pt fell", "Emergency Department", True),
        ("emergency dept, pt fell", "Emergency Department", True),
        ("fell in radiolgy", "Radiology", False),
        ("theatre 4, wrong dose", "Main Theatres", True),
        ("pt fell", None, True),
        ("thank you to AMU, brilliant", "AMU", True),
        ("ruptured AAA, pt on ITU now, wrong dose given in theatre 6", "Main Theatres", True),
        ("rowan. pt fell 0300. shes on ITU", "Rowan Ward", True),
        ("bleeped at 2 by ward 8, was stuck at an arrest on 12, pt died", "Ward 8", True),
        ("unplanned ITU admission from ward 7", "Ward 7", True),
        ("readmitted to AMU 2 days post discharge from ward 8", "AMU", True),
        ("readmitted 2 days after discharge from ward 8", "Ward 8", False),
        ("sent to help ITU, pt fell on rowan", "Rowan Ward", True),
        ("wrong dose in a lady who was on 12, on rowan", "Rowan Ward", True),
        ("2 RNs for 28 beds on ward 8", "Ward 8", True),
        ("swab left in, theatres yesterday", "Main Theatres", True),
        ("swab left in after section theatres yesterday", "Main Theatres", False),
        ("thanks to theatre staff, brilliant", "Main Theatres", False),
        ("rowan, wrong notes, AMU rang us", "Rowan Ward", True),
    ],
)
def test_the_ward_is_where_it_happened(text: str, ward: str | None, sure: bool) -> None:
    told = read(text).ward
    assert (told.value.name if told else None) == ward
    assert told is None or told.sure is sure


def test_a_name_that_two_wards_share_is_asked() -> None:
    told = read("pt fell on step down")
    assert told.ward is None
    assert [place.name for place in told.which_ward] == ["AMU", "Rowan Ward"]


def test_the_writers_own_ward_is_never_taken() -> None:
    assert read("wrong dose given at 2am").ward is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("isnulin given to wrong pt", {"4"}),
        ("enoxaprin and furosamide given late", {"4"}),
        ("wrong dose of clexane", {"4"}),
        ("fell on long term steroids, given IV fluids and analgesia", set()),
        ("pca attached to the wrong line, morphine went in the tissue", {"3", "4"}),
        ("tazocin missed", {"4"}),
        ("a new blood pressure tablet, zofenopril, given twice", {"4"}),
        ("hoist sling snapped", {"3"}),
        ("syringe driver alarming, battery flat", {"3"}),
        ("EPMA down again", {"9"}),
        ("documented on EPR, pt fell", set()),
        ("ceiling leak", {"13"}),
        ("wrong unit of blood hung", {"11"}),
        ("blood pressure dropped, pt fell", set()),
        ("bloods not taken, blood cultures late", set()),
        ("anti-D missed", {"12"}),
        ("platelets 40, pt fell", set()),
        ("ffp given too fast", {"12"}),
        ("bed not cleaned, dirty linen left", {"14"}),
        ("corneal graft thawed by mistake", {"8"}),
        ("pt fell, no pump", set()),
        ("wrong dose, not the insulin", {"4"}),
        ("no pumps available on the ward, delayed", {"3"}),
        ("gave 10 units not 1 novorapid", {"4"}),
        ("pt fell. no equipment or medicines involved", {"10"}),
        ("a gent in bay 2 fell", set()),
        ("sent home without insulin", {"4"}),
        ("came with no drug chart", {"4"}),
        ("vitamin B12 given twice", {"4"}),
        ("the anaesthetist was late", set()),
        ("in April the patient fell", set()),
        ("ng tube in the wrong place. feed stopped. started IV antibiotics", {"3"}),
        ("crash call, adrenaline x3, rosc", set()),
        ("found on the floor by bed 3, on apixaban, CT done", set()),
        ("pt fell, morphine given for the pain", set()),
        ("restrained for 15 min, lorazepam given", set()),
        ("apixaban not given for 3 days", {"4"}),
        ("bleeped the med reg twice, no answer, pt arrested", set()),
        ("pt transfered with no notes, nobody told us", set()),
        ("unit of O pos put up on an A neg lady, rigors", {"11"}),
        ("syringe driver ran through in 6 hrs. morphine 20mg in it", {"3", "4"}),
        ("plugged into air instead of oxygen", {"3"}),
        ("no oxygen points or call bells in the corridor", {"13"}),
        ("duty phone dead all night", {"13"}),
        ("side room never deep cleaned after cdiff", {"14"}),
        ("computer merged 2 patients, wrong letter sent", {"9"}),
        ("dinner tray wrong texture, choked", {"14"}),
        ("the lift goes again and we will be stuck", {"13"}),
        ("brilliant team, TXA in 4 mins, bakri balloon", set()),
        ("great catch by pharmacist, methotrexate daily on the TTO", {"4"}),
    ],
)
def test_what_was_involved_is_read(text: str, expected: set[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("wrong dose of clexane", True),
        ("enoxaparin given twice, documented on EPMA", False),
        ("phototherapy on the wrong baby", False),
        ("great catch, methotrexate daily on the TTO", False),
    ],
)
def test_what_rests_on_little_is_confirmed(text: str, sure: bool) -> None:
    assert read(text).agents[0].sure is sure


def test_of_several_things_only_the_first_is_sure() -> None:
    told = read("heparin ran at ten times the rate, the pump was set wrong").agents
    assert [(agent.value.value, agent.sure) for agent in told] == [("4", True), ("3", False)]


@pytest.mark.parametrize(
    ("text", "grade", "sure"),
    [
        ("pt fell, no harm", PhysicalHarm.NONE, True),
        ("pt fell, low harm", PhysicalHarm.LOW, True),
        ("pt fell, fractured hip", PhysicalHarm.MODERATE, False),
        ("pt fell and died", PhysicalHarm.FATAL, False),
        ("pt fell, no fracture", None, True),
        ("wrong dose given, she could have died", None, True),
        ("wrong dose given, no harm known yet", None, True),
        ("pt fell", None, True),
        ("unplanned admission, no harm", None, True),
    ],
)
def test_harm_is_read_only_where_the_words_say_it(text: str, grade: PhysicalHarm | None, sure: bool) -> None:
    told = read(text).physical
    assert (told.value if told else None) == grade
    assert told is None or told.sure is sure


@pytest.mark.parametrize(
    ("text", "stopped_by"),
    [
        (
            "nearly gave it, but the second checker noticed the dose was wrong",
            "the second checker noticed the dose was wrong",
        ),
        (
            "wrong dose. luckily the pharmacist spotted it before it was given",
            "the pharmacist spotted it before it was given",
        ),
        ("nearly gave it, caught by the ward pharmacist, told the SHO", "caught by the ward pharmacist"),
        ("near miss, syringe expired, found on check before use", "found on check before use"),
        ("nearly gave it, mum said hang on hes allergic", "mum said hang on hes allergic"),
        ("he nearly stopped breathing, nearly gave it", None),
        ("wrong dose given, pharmacist spotted it a day later after it was given twice", None),
        ("pt fell", None),
    ],
)
def test_what_stopped_it_is_told_in_the_texts_own_words(text: str, stopped_by: str | None) -> None:
    told = read(text).stopped_by
    assert (told.value if told else None) == stopped_by


@pytest.mark.parametrize(
    ("text", "urgent"),
    [
        ("she is not breathing right now bay 2", True),
        ("help he is not breathing", True),
        ("pt barricaded in the bathroom, cant get in NOW", True),
        ("patient is arresting", True),
        ("she was not breathing at 2am, resus, all settled now", False),
        ("pt choked yesterday", False),
        ("patient collapsed an hour ago, recovered", False),
        ("fire alarm was not working", False),
        ("pt fell", False),
    ],
)
def test_danger_now_is_told_from_danger_past(text: str, urgent: bool) -> None:
    assert (read(text).urgent is not None) is urgent


@pytest.mark.parametrize(
    ("text", "distress"),
    [
        ("i cant cope any more", True),
        ("I feel suicidal after this", True),
        ("im in bits cant stop crying", True),
        ("patient feels suicidal", False),
        ("she said i want to die", False),
        ("pt fell", False),
    ],
)
def test_distress_is_the_writers_own(text: str, distress: bool) -> None:
    assert (read(text).distress is not None) is distress


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("wrong side block done, L instead of R", "1"),
        ("retained swab found, wound opened", "3"),
        ("oramorph pushed into the cannula", "5"),
        ("ng in the right main bronchus, feed given", "13"),
        ("nasal specs plugged into air not oxygen", "15"),
        ("climbed out the window, fell 3 m", "10"),
        ("nearly gave oramorph into the cannula, stopped in time", None),
        ("mrsa swab left in the sluice", None),
        ("pt fell out of bed by the window", None),
        ("insulin given late", None),
    ],
)
def test_a_never_event_is_flagged_for_the_team(text: str, code: str | None) -> None:
    told = read(text).never_event
    assert (told.value if told else None) == code
    assert told is None or not told.sure


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("wrong dose of oramorph from the pump on rowan", {"MSO", "MDSO", "CDAO"}),
        ("unit of blood given to wrong pt", {"transfusion"}),
        ("pt fell", {"falls"}),
        ("epma down", {"CSO"}),
    ],
)
def test_specialists_add_up(text: str, roles: set[str]) -> None:
    assert {specialist.value for specialist in read(text).specialists} == roles


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1) wrong insulin given on ward 7\n2) hoist sling snapped on ward 8", 2),
        ("wrong dose given on ward 7 at 8. Also the hoist broke and a lady fell", 2),
        ("2 falls on 12 last nite, bed 3 no injury, bed 11 broken wrist", 2),
        ("two things. pt fell at 2. wrong dose given at 4", 2),
        ("pt fell at 2am. Also told the family and the site team", 0),
        ("another nurse gave the wrong dose", 0),
        ("wrong dose given, then obs hourly", 0),
    ],
)
def test_a_message_that_tells_of_two_events_is_parted(text: str, parts: int) -> None:
    told = read(text).parts
    assert len(told) == parts
    assert all(part in text for part in told)


def test_each_thing_read_is_in_the_texts_own_words() -> None:
    text = "Nearly hung the WRONG unit of red cells on wrd 7, bedside check caught it"
    told = read(text)
    assert all(each.words in text for each in (told.kind, told.near_miss, told.ward, told.stopped_by) if each)
    assert all(agent.words in text for agent in told.agents)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_trouble(text: str) -> None:
    told = read(text)
    assert told.ward is None or told.ward.words in text


@pytest.mark.parametrize(
    "piece", ["a ", "7 ", "on 7 ", "ward ", "not ", "nearly gave ", "\n", "1. ", "fell on ward 7 ", "x" * 400, "😴"]
)
def test_what_is_read_of_a_very_long_text_stands_in_it(piece: str) -> None:
    """No rule runs away on it: how long it takes, `make bench` tells."""
    text = (piece * LONGEST)[:LONGEST]
    told = read(text)
    assert all(each is None or each.words in text for each in (told.kind, told.ward, told.when))


def test_where_no_lists_are_handed_in_nothing_is_read() -> None:
    assert read_telling("pt fell on ward 7", Asking(now=ASKING.now, places=PLACES)) == Telling()
