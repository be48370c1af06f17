"""Wards by the names that people give them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psirf.places import Place, places_named

PLACES = (
    Place(1, "Ward 7", ("7", "acute medicine", "acute med", "W7")),
    Place(2, "Acute Medical Unit", ("AMU", "medical assessment")),
    Place(3, "Ward 12", ("12", "ortho", "Ward 12")),
    Place(4, "Emergency Department", ("ED", "A&E", "casualty")),
    Place(5, "Cedar Ward", ("Cedar", "St Mary's")),
    Place(6, "Cedar House", ("cedar",)),
    Place(7, "Ward 17"),
)
NAMED = {
    1: (
        "7", "Ward 7", "WARD 7", "ward seven", "Seven", "Ward 7.", "the ward 7", "  on   the ward 7 ", "at Ward 7!",
        "w7", "W7", "(ward 7)", "Ward\u00a07", "ward-7", "ward7", "ward 7 😴", "\u200fWard 7", "acute med",
        "Acute-Med", "acute medicine?",
    ),
    2: ("AMU", "amu", "on AMU", "the acute medical unit", "Medical Assessment"),
    3: ("12", "ward twelve", "Ward 12", "ORTHO"),
    4: ("ED", "in A&E", "a & e", "A and E", "Casualty", "the emergency department"),
    5: ("Cedar Ward", "the cedar ward", "St. Mary’s", "st marys"),
    6: ("cedar house",),
    7: ("Ward 17", "ward 17", "17"),
}  # fmt: skip
NO_PLACE = (
    "8", "ward 8", "Ward 71", "Ward 70", "ward 1", "ward seventy", "Wrad 7", "Ward 7 or Ward 12", "7 12", "acute",
    "ward", "the", "on the", "", "   ", "...", "😴", "hello", "yesterday", "جناح", "7" * 20_000, "the " * 10_000,
)  # fmt: skip


def found(said: str) -> list[int]:
    return [place.id for place in places_named(said, PLACES)]


@pytest.mark.parametrize(("said", "place"), [(said, place) for place, names in NAMED.items() for said in names])
def test_a_ward_is_known_by_each_of_its_names_however_they_are_typed(said: str, place: int) -> None:
    assert found(said) == [place]


@pytest.mark.parametrize("said", ["cedar", "Cedar", "the CEDAR.", "on Cedar"])
def test_two_wards_with_one_everyday_name_are_both_named(said: str) -> None:
    assert found(said) == [5, 6]


@pytest.mark.parametrize("said", NO_PLACE, ids=lambda said: said[:20])
def test_what_no_ward_is_called_names_none(said: str) -> None:
    assert found(said) == []


def test_where_there_are_no_wards_none_is_named() -> None:
    assert places_named("Ward 7", ()) == []


def test_a_ward_with_no_name_that_can_be_said_is_never_named() -> None:
    assert places_named("", (Place(1, "..."), Place(2, ""))) == []


@given(st.text())
def test_anything_at_all_names_wards_in_their_order_or_none(said: str) -> None:
    ids = found(said)
    assert ids == sorted(set(ids))
    assert set(ids) <= {place.id for place in PLACES}


@given(st.text(), st.text())
def test_a_ward_is_found_by_its_own_name_in_capitals_or_not(first: str, second: str) -> None:
    place = Place(1, f"Ward {first}", (f"Unit {second}",))
    assert places_named(f"ward {first}", [place]) == [place]
    assert places_named(f"  The UNIT  {second}. ", [place]) == [place]
