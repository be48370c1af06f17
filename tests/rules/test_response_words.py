"""What is typed of a learning response: which day it was held, who took part, and what was learned."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.forms.decided import response_named
from bot.forms.form import Asking, Unclear
from bot.forms.response import CHANGE, GIVE, HAND_BACK, LEAD, NOT_HELD, WAS_HELD, Told, day_held, told_of
from psirf.responses import LEAST_FIRST, Tie, is_less_than
from psirf.rules import Rules, read_rules
from psirf.vocabulary import ResponseType as R

RULES = read_rules()
ASKING = Asking(datetime(2026, 3, 4, 9, 30, tzinfo=UTC), day_parts=RULES.day_parts, moment_words=RULES.moment_words)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("today", "2026-03-04"),
        ("yesterday", "2026-03-03"),
        ("Monday", "2026-03-02"),
        ("Wednesday", "2026-03-04"),  # said on a Wednesday
        ("on wed", "2026-03-04"),
        ("yesterday at 2pm", "2026-03-03"),
        ("2 March 2026", "2026-03-02"),
        ("2 January 2026", "2026-01-02"),  # long ago, and written whole
        ("Friday 2 January 2026", "2026-01-02"),  # just as it is asked
        ("2026-03-02", "2026-03-02"),
    ],
)
def test_a_day_up_to_today_is_read(said: str, day: str) -> None:
    assert day_held(said, ASKING).value == day


@pytest.mark.parametrize(
    "said", ["tomorrow", "5 March 2026", "2026-03-05", "2026-13-01", "last week", "soon", "3 March 2025?x"]
)
def test_what_is_no_day_up_to_today_is_asked_again(said: str) -> None:
    with pytest.raises(Unclear):
        day_held(said, ASKING)


def test_today_is_todays_date_in_london_late_in_the_evening() -> None:
    late = replace(ASKING, now=datetime(2026, 6, 4, 23, 30, tzinfo=UTC))
    assert day_held("2026-06-05", late).value == "2026-06-05"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (" on Tuesday: nurses, porter. Learned: one; two", Told("Tuesday", "nurses, porter", ("one", "two"))),
        (" yesterday: nurses\nlearned: one\ntwo\nthree", Told("yesterday", "nurses", ("one", "two", "three"))),
        (", 3 March 2026: nurses; learnt: one", Told("3 March 2026", "nurses", ("one",))),
        (" today: nurses. LEARNED: it is 10:1, not 1:10", Told("today", "nurses", ("it is 10:1, not 1:10",))),
    ],
)
def test_a_whole_message_tells_all_of_it(said: str, told: Told) -> None:
    assert told_of(said) == told


@pytest.mark.parametrize("said", ["", " today", " today: nurses", " today learned: one", ": nurses. learned: one"])
def test_half_a_message_is_not_guessed_at(said: str) -> None:
    assert told_of(said) is None


@pytest.mark.parametrize("wording", [LEAD, GIVE, HAND_BACK, NOT_HELD, WAS_HELD, CHANGE])
@pytest.mark.parametrize(
    "said",
    [
        "they held LR-1 today",
        "who will lead LR-1?",
        "please do not give LR-1",
        "lead",
        "held it",
        "LR-1",
        "lead the LR",
    ],
)
def test_what_people_tell_besides_is_no_command(wording: object, said: str) -> None:
    assert wording.fullmatch(said) is None  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("said", "response"),
    [
        *((each.value, each) for each in R),
        *((each.label, each) for each in R),
        ("a huddle", R.SWARM),
        ("After-action review", R.AAR),
        ("mdt review", R.MDT),
        ("multidisciplinary review", R.MDT),
        ("thematic review", R.THEMATIC),
        ("to a PSII instead", R.PSII),
        ("no learning response", R.LOCAL),
        ("because", None),
        ("", None),
    ],
)
def test_a_response_is_named_in_words(said: str, response: R | None) -> None:
    assert response_named(said) is response


def test_each_response_goes_less_far_than_those_after_it() -> None:
    assert sorted(LEAST_FIRST) == sorted(R)
    assert is_less_than(R.SWARM, R.AAR)
    assert is_less_than(R.AAR, R.PSII)
    for response in R:  # a referral is made whatever is chosen: it takes no response's place, nor stands in one's way
        assert not is_less_than(response, R.REFERRAL)
        assert is_less_than(R.REFERRAL, response) or response is R.REFERRAL
    assert not is_less_than(R.PSII, R.PSII)
    assert not is_less_than(R.PSII, R.MDT)


def test_the_table_says_who_does_not_lead(rules: Rules) -> None:
    leads = rules.response_leads
    assert leads.forbids(R.SWARM, list(Tie)) is None
    assert leads.forbids(R.AAR, [Tie.REPORTER]) is Tie.REPORTER
    assert leads.forbids(R.AAR, [Tie.LED_HUDDLE, Tie.WARD_MANAGER, Tie.DECIDER]) is None
    for tie in (Tie.REPORTER, Tie.TOOK_PART, Tie.LED_HUDDLE, Tie.WARD_MANAGER):
        assert leads.forbids(R.PSII, [tie]) is tie
    assert leads.forbids(R.PSII, [Tie.DECIDER]) is None
