"""On which ward it happened, as one message tells: among beds, doses, and other wards that are named."""

import pytest

from tests.rules.tellings import read


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
