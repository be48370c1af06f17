"""The cards about roles: within what Teams can show, however many hold one."""

from collections.abc import Iterator
from datetime import date

import pytest

from bot.cards.elements import Card
from bot.cards.roles import done_card, role_news_card, role_words_card, who_is_who_card
from bot.casework.role_news import RoleNews
from bot.casework.who_is_who import AT_A_TIME, CoverShown, PersonShown, RoleShown, WhoIsWho
from psirf.rules import read_rules
from psirf.vocabulary import GIVEN_ROLES, Role
from tests.house.card_schema import holds_to_schema, keeps_to_what_teams_can_show
from tests.stand_in import words

TODAY = date(2026, 3, 4)
LONG = "Professor Maximiliana Featherstonehaugh-Example {{DATE}} **bold**"
COVER = CoverShown(LONG, "Lou Example", TODAY, date(2026, 3, 14))
HELD = tuple(RoleShown(role, "Acute Medical Unit, North Example Hospital") for role in GIVEN_ROLES[:6])
PERSON = PersonShown(LONG, HELD, (COVER, CoverShown("Mo Example", LONG, TODAY, TODAY)))


def _cards() -> Iterator[tuple[str, Card]]:
    yield "everybody", who_is_who_card(WhoIsWho((PERSON,) * AT_A_TIME, "", 2, 40, TODAY))
    yield "nobody", who_is_who_card(WhoIsWho((), "Ward 7", 1, 1, TODAY))
    yield "words", role_words_card(read_rules().role_names)
    yield "done", done_card("It is done.", ["It counts at once."] * 4, "end cover for Lena Example")
    for holds in (True, False):
        yield f"role {holds}", role_news_card(RoleNews(holds, Role.LEAD, "Ward 7"))
        for covers in (True, False):
            yield f"cover {holds} {covers}", role_news_card(RoleNews(holds, cover=COVER, covers=covers, held=HELD))


CARDS = dict(_cards())


@pytest.mark.parametrize("name", CARDS)
def test_each_card_about_roles_can_be_drawn(name: str) -> None:
    holds_to_schema(CARDS[name])
    keeps_to_what_teams_can_show(CARDS[name])


def test_who_is_away_and_who_covers_both_show() -> None:
    shown = words(CARDS["everybody"])
    assert "Away Wednesday 4 March 2026 to Saturday 14 March 2026; Lou Example covers." in shown
    assert "Covers for Mo Example" in shown
    assert "page 2 of 40" in shown


def test_whose_cover_it_is_shows_to_each_of_the_two() -> None:
    assert "You cover for Professor" in words(CARDS["cover True True"])
    assert "Lou Example covers for you" in words(CARDS["cover True False"])
    assert "Lou Example no longer covers for Professor" in words(CARDS["cover False True"])
