"""What one message tells: each thing with its words, and nothing guessed silently."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.forms.form import Asking
from bot.forms.message.read import read_telling
from bot.forms.message.telling import Telling
from bot.forms.message.text import LONGEST
from psirf.vocabulary import EventKind
from tests.rules.tellings import ASKING, PLACES, read


def kind(text: str) -> str | None:
    told = read(text).kind
    return told.value.value if told else None


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
