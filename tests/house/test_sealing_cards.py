"""What the cards about a sealed name offer, and to whom; and what its reporter reads."""

from dataclasses import replace
from typing import Any

import pytest

from bot.cards.elements import NO_ATTEMPT
from bot.cards.sealing import opened_line, opened_page, sealed_page
from bot.casework.views import OpenedShown
from psirf.rules import read_rules
from psirf.vocabulary import Role
from tests.house.sealing_cards import NOW, openings, sealed_view
from tests.stand_in import actions, words

RULES = read_rules()
STATES = dict(openings("A few words"))


def shown(state: str, role: Role = Role.SEAL_OPENER) -> dict[str, Any]:
    return sealed_page(sealed_view(RULES, STATES[state], role), NO_ATTEMPT, RULES)


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("nothing asked", {"Ask to open the name", "Ask"}),
        ("left sealed", {"Ask to open the name", "Ask"}),
        ("taken back", {"Ask to open the name", "Ask"}),
        ("asked", {"Agree: open the name", "Leave it sealed"}),
        ("asked with a bar", {"Agree: open the name", "Leave it sealed"}),
        ("asked by oneself", {"Take it back"}),
        ("opened told", set()),
        ("opened told by oneself", {"Show the name"}),
        ("opened barred", {"Tell the reporter now", "Not yet: look again later", "Keep this"}),
        ("opened barred by oneself",
         {"Show the name", "Tell the reporter now", "Not yet: look again later", "Keep this"}),
    ],
)  # fmt: skip
def test_each_is_offered_what_they_can_do_now_and_nothing_else(state: str, offered: set[str]) -> None:
    assert {action["title"] for action in actions(shown(state))} - {"Back to the report"} == offered


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SEAL_OPENER])
def test_who_is_not_named_is_offered_nothing(state: str, role: Role) -> None:
    assert {action["title"] for action in actions(shown(state, role))} == {"Back to the report"}


def test_a_second_reads_why_and_whether_the_reporter_would_be_told() -> None:
    assert "Sam Example asked to open it" in words(shown("asked"))
    assert "“A few words”" in words(shown("asked"))
    assert "The reporter is told at once when it is opened." in words(shown("asked"))
    barred = words(shown("asked with a bar"))
    assert "would not be told at first. Somebody's safety needs it (safeguarding): “A few words”" in barred
    assert "To be looked at again on Friday 20 March 2026." in barred


def test_a_day_is_offered_for_the_review_and_the_latest_is_said() -> None:
    page = str(shown("nothing asked"))
    assert "2026-04-01" in page
    assert "Wednesday 1 April 2026 is the latest." in page


def test_a_report_that_is_not_sealed_has_nothing_to_open() -> None:
    view = replace(sealed_view(RULES, None), is_sealed=False)
    page = sealed_page(view, NO_ATTEMPT, RULES)
    assert "there is nothing to open" in words(page)
    assert [action["title"] for action in actions(page)] == ["Back to the report"]


def test_a_reporter_reads_who_opened_it_when_why_and_whom_to_speak_to() -> None:
    opened = OpenedShown(("Sam Example", "Sol Example"), NOW, "A patient may be at risk.", NOW)
    view = replace(sealed_view(RULES, None, Role.REPORTER), opened=opened)
    page = words(opened_page(view, NO_ATTEMPT, RULES))
    assert "Sam Example and Sol Example" in page
    assert "on Wednesday 4 March 2026" in page
    assert "“A patient may be at risk.”" in page
    assert RULES.contacts.guardian is not None
    assert RULES.contacts.guardian.reach in page
    assert "could not tell you before" not in page
    later = replace(opened, told_at=NOW.replace(day=20))
    page = words(opened_page(replace(view, opened=later), NO_ATTEMPT, RULES))
    assert "I could not tell you before Friday 20 March 2026." in page


def test_the_living_card_has_a_line_of_it_once_it_is_told() -> None:
    view = sealed_view(RULES, None, Role.REPORTER)
    assert opened_line(view) == []
    opened = OpenedShown(("Sam Example", "Sol Example"), NOW, "Why.", NOW)
    assert words(opened_line(replace(view, opened=opened))) == "Your name was opened on Wednesday 4 March 2026."
