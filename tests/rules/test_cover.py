"""Who covers for whom: in turn, round in a ring, and what nobody covers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psirf.cover import NEVER_COVERED, Cover, covered_in_turn, goes_round, who_covers, who_is_away, with_cover
from psirf.places import Holding, roles_held, who_is_asked
from psirf.role_names import RoleNames
from psirf.rules import Rules
from psirf.vocabulary import GIVEN_ROLES, Role

LENA, LOU, MO, SAM, GIL = range(1, 6)
MEDICINE, WARD = 3, 5
DAY = date(2026, 3, 4)
HELD = [
    Holding(LENA, Role.LEAD, MEDICINE),
    Holding(LENA, Role.SEAL_OPENER, None),
    Holding(LENA, Role.ADMINISTRATOR, None),
    Holding(SAM, Role.PATIENT_SAFETY, None),
]
PATH = [WARD, MEDICINE]
AWAY = st.dictionaries(st.integers(1, 6), st.integers(1, 6), max_size=6)
HOLDINGS = st.lists(
    st.builds(Holding, st.integers(1, 6), st.sampled_from(GIVEN_ROLES[:4]), st.sampled_from([None, 3, 5, 8])),
    max_size=8,
)


def cover(away: int, by: int, first: int = 0, last: int = 5) -> Cover:
    return Cover(away, by, DAY + timedelta(days=first), DAY + timedelta(days=last))


def test_both_days_of_a_cover_count() -> None:
    days = [day for day in range(-1, 8) if who_is_away([cover(LENA, LOU)], DAY + timedelta(days=day))]
    assert days == [0, 1, 2, 3, 4, 5]


def test_of_two_covers_the_later_one_holds_on_its_days() -> None:
    covers = [cover(LENA, LOU, 0, 9), cover(LENA, MO, 2, 3)]
    assert [who_is_away(covers, DAY + timedelta(days=day)).get(LENA) for day in (1, 2, 3, 4, 10)] == [
        LOU, MO, MO, LOU, None,
    ]  # fmt: skip


def test_who_covers_holds_the_roles_for_the_same_places_and_is_asked() -> None:
    held = with_cover(HELD, {LENA: LOU})
    assert roles_held(LOU, PATH, held) == {Role.LEAD}
    assert roles_held(LOU, [8], held) == set()
    assert who_is_asked(Role.LEAD, PATH, held) == [LOU]


def test_who_is_away_keeps_their_roles() -> None:
    assert roles_held(LENA, PATH, with_cover(HELD, {LENA: LOU})) == roles_held(LENA, PATH, HELD)


@pytest.mark.parametrize("role", NEVER_COVERED)
def test_nobody_opens_names_or_gives_roles_by_covering(role: Role) -> None:
    held = with_cover(HELD, {LENA: LOU})
    assert role not in roles_held(LOU, PATH, held)
    assert who_is_asked(role, PATH, held) == [LENA]


def test_where_who_covers_is_away_too_the_next_in_turn_is_asked_and_both_may_act() -> None:
    held = with_cover(HELD, {LENA: LOU, LOU: MO})
    assert who_is_asked(Role.LEAD, PATH, held) == [MO]
    assert Role.LEAD in roles_held(LOU, PATH, held)


def test_where_cover_goes_round_in_a_ring_each_is_asked_for_their_own() -> None:
    held = with_cover([*HELD, Holding(LOU, Role.GOVERNANCE, MEDICINE)], {LENA: LOU, LOU: LENA})
    assert who_is_asked(Role.LEAD, PATH, held) == [LENA]
    assert who_is_asked(Role.GOVERNANCE, PATH, held) == [LOU]


def test_who_covers_and_may_not_be_asked_is_passed_over_and_who_is_away_is_left_in_peace() -> None:
    held = with_cover(HELD, {LENA: LOU})
    assert who_is_asked(Role.LEAD, PATH, held, {LOU}) == [SAM]


def test_who_is_away_is_asked_where_nobody_else_could_be() -> None:
    held = with_cover(HELD[:1], {LENA: LOU})
    assert who_is_asked(Role.LEAD, PATH, held, {LOU}) == [LENA]


@given(AWAY, st.integers(1, 6))
def test_cover_always_comes_to_an_end_at_somebody_who_is_here_or_at_nobody(away: dict[int, int], person: int) -> None:
    in_turn = covered_in_turn(person, away)
    assert person not in in_turn
    assert len(set(in_turn)) == len(in_turn)
    here = who_covers(person, away)
    assert here is None or (here not in away and here == in_turn[-1])
    if person in away and here is None:
        at = person  # whoever is followed is away: nobody was overlooked
        for _ in range(20):
            assert at in away
            at = away[at]


@given(HOLDINGS, AWAY, st.sampled_from(GIVEN_ROLES[:4]))
def test_cover_leaves_nobody_unasked_and_takes_no_role_away(
    held: list[Holding], away: dict[int, int], role: Role
) -> None:
    covered = with_cover(held, away)
    for person in range(1, 7):
        assert roles_held(person, PATH, held) <= roles_held(person, PATH, covered)
    asked_before, asked = who_is_asked(role, PATH, held), who_is_asked(role, PATH, covered)
    assert bool(asked_before) is bool(asked)
    # Whoever would be asked is; or who is here in their place.
    assert set(asked) == {who_covers(person, away) or person for person in asked_before}


@given(AWAY, st.integers(1, 6), st.integers(1, 6))
def test_a_cover_that_would_leave_nobody_here_is_found_before_it_is_given(
    away: dict[int, int], person: int, by: int
) -> None:
    covers = [cover(each, other) for each, other in away.items()]
    found = goes_round(cover(person, by), covers)
    assert (found is None) is (who_covers(person, {**away, person: by}) is not None)


def test_a_ring_on_one_day_alone_is_found() -> None:
    assert goes_round(cover(LENA, LOU, 0, 9), [cover(LOU, LENA, 7, 7)]) == DAY + timedelta(days=7)
    assert goes_round(cover(LENA, LOU, 0, 6), [cover(LOU, LENA, 7, 7)]) is None


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("lead", Role.LEAD),
        ("Learning response lead", Role.LEAD),
        ("the LRL", Role.LEAD),
        ("MSO", Role.MEDICATION_SAFETY),
        ("ward manager", Role.WARD_MANAGER),
        ("executive", Role.EXECUTIVE),
        ("PSS", Role.PATIENT_SAFETY),
        ("Engagement lead, for patients and families", Role.ENGAGEMENT),
        ("caldicott guardian", Role.CALDICOTT),
        ("reporter", None),
        ("boss", None),
    ],
)
def test_roles_are_known_by_their_everyday_names(rules: Rules, said: str, role: Role | None) -> None:
    assert rules.role_names.role_named(said) is role


def test_every_role_that_is_given_is_known_by_its_label_and_its_value(rules: Rules) -> None:
    names: RoleNames = rules.role_names
    assert [names.role_named(role.label) for role in GIVEN_ROLES] == list(GIVEN_ROLES)
    assert [names.role_named(role.value) for role in GIVEN_ROLES] == list(GIVEN_ROLES)
