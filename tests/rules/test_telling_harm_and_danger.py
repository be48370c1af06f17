"""What harm came of it, what stopped it, and who is in danger or distress, as one message tells."""

import pytest

from psirf.vocabulary import PhysicalHarm
from tests.rules.tellings import read


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
