"""What stands on the pages of the candour log: what Teams can show, little at a time, the likely thing first."""

from collections.abc import Collection
from dataclasses import replace

import pytest

from bot.cards.candour import candour_card
from bot.cards.candour_after import AFTER_PAGES
from bot.cards.candour_log import LOG_PAGES, log_page
from bot.cards.elements import NO_ATTEMPT, Attempt
from bot.casework.candour_views import AttemptShown
from bot.forms.candour_log import questions_in
from psirf.candour.terms import CandourStatus, CaseState, Element, Ending
from psirf.rules import Rules, read_rules
from psirf.vocabulary import Role
from tests.house.candour_log_cards import NOW, candour_log_cards, candour_view, track_shown, unreached
from tests.house.card_schema import holds_to_schema, keeps_to_what_teams_can_show, parts
from tests.stand_in import actions, fields, words

CARDS = dict(candour_log_cards(read_rules()))
TELLING = (Element.TOLD, Element.TRUE_ACCOUNT, Element.APOLOGY, Element.ENQUIRIES)


@pytest.mark.parametrize("name", CARDS)
def test_a_page_is_one_that_teams_can_show(name: str) -> None:
    holds_to_schema(CARDS[name])
    keeps_to_what_teams_can_show(CARDS[name])
    assert all(len(action["title"]) <= 24 for action in actions(CARDS[name]))
    assert all(len(group["actions"]) <= 6 for group in parts(CARDS[name]) if group["type"] == "ActionSet")


@pytest.mark.parametrize(
    ("done", "first"),
    [
        ((), ["We told them"]),
        ((Element.TOLD,), ["What was said"]),
        (TELLING, ["Support and questions"]),
        ((*TELLING, Element.SUPPORT, Element.RECORD), []),
    ],
)
def test_what_is_likely_stands_first(done: tuple[Element, ...], first: list[str], rules: Rules) -> None:
    card = log_page(candour_view(rules, track_shown(1, *done)), NO_ATTEMPT, rules)
    assert [action["title"] for action in actions(card) if action.get("style") == "positive"] == first


def test_they_may_want_to_be_told_only_where_something_was_not_given(rules: Rules) -> None:
    declined = track_shown(1, ended={Element.WRITTEN: (Ending.DECLINED, NOW)})
    for track, is_there in ((track_shown(), False), (declined, True), (unreached(1, "They moved."), True)):
        titles = [action["title"] for action in actions(log_page(candour_view(rules, track), NO_ATTEMPT, rules))]
        assert ("They want to be told" in titles) is is_there


def test_who_would_rather_not_be_told_in_person_can_be_told_in_writing(rules: Rules) -> None:
    declined = {Element.TOLD: (Ending.DECLINED, NOW)}
    rest = dict.fromkeys((*TELLING, Element.RECORD), (Ending.DONE, NOW))
    for ended, is_there in (({}, False), (declined, True), ({**rest, **declined}, False), (rest, False)):
        card = log_page(candour_view(rules, track_shown(1, ended=ended, open=left(ended))), NO_ATTEMPT, rules)
        titles = [action["title"] for action in actions(card)]
        assert ("Told in writing" in titles) is is_there
    card = LOG_PAGES["told_in_writing"](candour_view(rules, track_shown(1, ended=declined)), NO_ATTEMPT, rules)
    assert "They were not told in person." in words(card)


def left(ended: Collection[Element]) -> tuple[Element, ...]:
    return tuple(each for each in Element if each not in ended)


def test_each_question_is_whole_however_many_lines_it_has() -> None:
    assert questions_in("Did she suffer?\nWho knew?  \n") == ("Did she suffer?", "Who knew?")
    one = "I want to know why nobody came\nwhen I rang the bell,\nand why I was left."
    assert questions_in(one) == (one,)
    assert questions_in(f" {one}\n \n“Who?”\nAnd when") == (one, "“Who?”", "And when")
    assert questions_in("None.") == ()


def test_of_somebody_who_has_died_it_can_be_put_right_and_nothing_else_written_down(rules: Rules) -> None:
    view = candour_view(rules, track_shown(1, Element.TOLD, died=True))
    for page in ("log", "told", "tried", "died"):
        card = LOG_PAGES[page](view, NO_ATTEMPT, rules)
        assert [action["title"] for action in actions(card)] == ["They have not died", "Back"]
    assert fields(LOG_PAGES["lives"](view, Attempt(item=1), rules)) == {}
    assert "How do we know?" in words(LOG_PAGES["lives"](view, Attempt(item=1), rules))
    assert not fields(LOG_PAGES["before"](view, NO_ATTEMPT, rules))
    typed = Attempt("told", "They have died.", {"account": "What happened."}, item=1)
    assert fields(LOG_PAGES["told"](view, typed, rules))["account"] == "What happened."  # nothing typed is lost


def test_whether_somebody_has_died_is_asked_before_anything_is_logged(rules: Rules) -> None:
    view = candour_view(rules, track_shown(1, perhaps_dead=True), state=CaseState.OPEN)
    log = log_page(view, NO_ATTEMPT, rules)
    assert "It is graded as a death. Has Person 1 died?" in words(log)
    assert [action["title"] for action in actions(log)][:2] == ["They have died", "They are alive"]
    assert not [action for action in actions(log) if action.get("style") == "positive"]
    case = candour_card(view)
    assert words(case).startswith(
        "Candour · DOC-00001 It is graded as a death. Has Person 1 died? Until that is known"
    )
    assert [action["title"] for action in actions(case)][:2] == ["They have died", "They are alive"]
    lead = candour_card(candour_view(rules, track_shown(1, perhaps_dead=True), role=Role.LEAD, state=CaseState.OPEN))
    assert "Has Person 1 died?" in words(lead)
    assert "They have died" not in [action["title"] for action in actions(lead)]


def test_where_the_duty_does_not_apply_what_was_said_is_written_down_as_an_update(rules: Rules) -> None:
    view = candour_view(rules, status=CandourStatus.NOT_REQUIRED)
    for page in ("log", "told", "told_support", "not_wanted"):
        card = LOG_PAGES[page](view, NO_ATTEMPT, rules)
        assert "Being open is still right" in words(card)
        assert [action["title"] for action in actions(card)] == [
            "An update was given", "We tried to reach them", "They want to be told", "They have died", "Back",
        ]  # fmt: skip
        assert not fields(card)
    after = AFTER_PAGES["after"](view, NO_ATTEMPT, rules)
    assert "Nobody has told them yet" not in words(after)
    titles = [action["title"] for action in actions(after)]
    assert titles[0] == "An update was given"
    assert "The letter was sent" not in titles


def test_of_several_people_it_is_asked_first_who_is_meant(rules: Rules) -> None:
    view = candour_view(rules, track_shown(1), track_shown(2))
    for page in ("log", "before", "told", "died"):
        card = LOG_PAGES[page](view, NO_ATTEMPT, rules)
        assert "Who is this about?" in words(card)
        assert not fields(card)
        assert "Person 2" in words(LOG_PAGES[page](view, Attempt(item=2), rules))


def test_who_signs_reads_why_and_what_was_tried_and_nothing_else(rules: Rules) -> None:
    track = replace(unreached(1, "They moved."), attempts=(AttemptShown("By phone", "No answer", NOW),))
    card = LOG_PAGES["sign"](candour_view(rules, track, role=Role.LEAD), NO_ATTEMPT, rules)
    assert "“They moved.” Written by Cora Example." in words(card)
    assert "By phone, Wednesday 4 March 2026, 9:30am: no answer." in words(card)
    nobody = LOG_PAGES["sign"](candour_view(rules, role=Role.LEAD), NO_ATTEMPT, rules)
    assert "Nothing here waits for a signature." in words(nobody)


def test_a_page_that_is_not_open_gives_nothing_of_what_was_typed_back(rules: Rules) -> None:
    view = replace(candour_view(rules), steps={})
    for page, drawn in LOG_PAGES.items():
        card = drawn(view, Attempt(page, "No.", {"words": "Winifred", "why_1": "Winifred"}, item=1), rules)
        assert "Winifred" not in words(card)
        assert not fields(card)
