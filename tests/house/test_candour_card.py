"""What the card of a candour case and the page of what comes afterwards say, and do not say, of how things stand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.cards.candour import candour_card
from bot.cards.candour_owed import in_peace, owed_line
from bot.cards.candour_pages import CANDOUR_PAGES
from bot.cards.elements import Attempt
from bot.casework.candour_views import AssessedShown, TrackShown
from psirf.candour.owed import Owed, OwedKind
from psirf.candour.terms import Answer, CandourStatus, CaseState, Element, Ending, Limb, LimbAnswer, PersonKind
from psirf.rules import Rules
from tests.house.candour_after_cards import NOW, TODAY, candour_view, track
from tests.stand_in import actions, words

UNREACHED = replace(track(), ended=dict.fromkeys(Element, (Ending.NOT_POSSIBLE, NOW)), open=())


def after_page(rules: Rules, *tracks: TrackShown) -> dict[str, object]:
    return CANDOUR_PAGES["after"](candour_view(rules, tracks=tracks), Attempt(item=1), rules)


def titles(card: dict[str, object]) -> list[str]:
    return [action["title"] for action in actions(card)]


def test_a_case_that_is_over_says_how_it_ended_and_what_was_not_done(rules: Rules) -> None:
    over: dict[str, Any] = {
        "status": CandourStatus.ENDED,
        "state": CaseState.COMPLETE_UNREACHABLE,
        "tracks": (UNREACHED,),
    }
    card = candour_card(replace(candour_view(rules), **over))
    assert "State Complete: they could not be reached" in words(card)
    assert "– Told in person: not possible, Wednesday 4 March 2026" in words(card)
    assert "✓" not in words(card)
    for ours in ("A written record made", "Copies kept"):
        assert f"– {ours}: not written down, as they could not be reached, Wednesday" in words(card)
    declined = replace(track(), ended=dict.fromkeys(Element, (Ending.DECLINED, NOW)), open=())
    card = candour_card(candour_view(rules, tracks=(declined,)))
    assert "– Copies kept: not written down, as they declined the rest, Wednesday 4 March 2026" in words(card)


def test_an_answer_that_is_uncertain_stands_within_its_line(rules: Rules) -> None:
    limbs = {Limb.HARM: LimbAnswer.UNCERTAIN}
    assessed = AssessedShown(limbs, {Limb.HARM: "The scan is to come."}, "consultant", "Cora Example", NOW)
    card = candour_card(candour_view(rules, answer=Answer.UNCERTAIN, assessed=assessed))
    assert "Harm, now or perhaps later: not certain. “The scan is to come.”" in words(card)


def test_until_when_findings_are_shared_stands_until_they_are(rules: Rules) -> None:
    assert "To be shared by" in words(candour_card(candour_view(rules)))
    shared = replace(track(), ended={Element.FINDINGS: (Ending.DONE, NOW)})
    for tracks, is_due in (
        ((shared,), False),
        ((shared, track(2)), True),
        ((shared, replace(track(2), died=True)), False),
    ):
        card = candour_card(candour_view(rules, tracks=tracks))
        assert "Findings Approved on Wednesday 4 March 2026." in words(card)
        assert ("To be shared by" in words(card)) is is_due


def test_days_to_leave_in_peace_stand_with_the_person_and_with_what_is_owed(rules: Rules) -> None:
    avoid = (date(2026, 3, 1), date(2026, 3, 18), date(2026, 3, 19))
    view = candour_view(rules, tracks=(replace(track(), avoid=avoid),))
    assert "Not on Wednesday 18 March or Thursday 19 March." in words(candour_card(view))
    told = Owed(OwedKind.TOLD, "1", date(2026, 3, 18))
    assert owed_line(view, told).endswith("left), not on Wednesday 18 March or Thursday 19 March")
    assert "not on" not in owed_line(view, replace(told, kind=OwedKind.FINDINGS))
    assert in_peace([date(2027, 1, 4)], TODAY) == "not on Monday 4 January 2027"


@pytest.mark.parametrize("would_meet", [True, False])
def test_that_they_would_like_to_meet_stands_until_they_met(would_meet: bool, rules: Rules) -> None:
    shown = replace(track(), would_meet=would_meet)
    case, page = candour_card(candour_view(rules, tracks=(shown,))), after_page(rules, shown)
    assert ("They would like to meet." in words(case)) is would_meet
    assert ("They would like to meet." in words(page)) is would_meet
    assert titles(page).count("They met") == 1
    assert (titles(page).index("They met") < titles(page).index("Something else")) is would_meet


def test_for_somebody_who_is_not_known_there_is_no_afterwards(rules: Rules) -> None:
    page = after_page(rules, replace(track(told=False), kind=PersonKind.NOT_YET_KNOWN))
    assert "Nobody is known yet who acts for the patient." in words(page)
    assert titles(page) == ["Back"]
