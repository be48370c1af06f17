"""The cards of the ward manager's look: what Teams can show, and no more than the ward manager may see."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest

from bot.cards.elements import NO_ATTEMPT, Attempt, Card
from bot.cards.events import event_card
from bot.cards.first_look import first_look_page, joined_card
from bot.cards.reporter import living_card
from bot.casework.first_look_views import FirstLookShown, PersonGraded, SaidShown, SameEventShown
from bot.casework.looking_first import MOST_WARDS
from bot.casework.views import Button, EventView, Happened, HarmShown
from psirf.rules import read_rules
from psirf.vocabulary import (
    EventKind,
    EventStatus,
    FirstLook,
    NoteKind,
    PhysicalHarm,
    PsychologicalHarm,
    Reached,
    Role,
)
from tests.house.card_schema import holds_to_schema, keeps_to_what_teams_can_show
from tests.stand_in import actions, words

NOW, TODAY = datetime(2026, 3, 4, 9, 30, tzinfo=UTC), date(2026, 3, 4)
LONG = "💉 " * 4000
RULES = read_rules()
FEW = "The bed rail was left down"


def _view(role: Role, status: EventStatus, state: FirstLook | None, said: str, *, joined: bool = False) -> EventView:
    grades = (PhysicalHarm.LOW, PsychologicalHarm.NONE)
    look = FirstLookShown(
        state, TODAY, "Mo Example" if state in (FirstLook.PASSED_ON, FirstLook.SETTLED) else "", NOW,
        tuple(SaidShown(kind, said, "Mo Example", NOW) for kind in (
            NoteKind.PASSED_ON, NoteKind.NOT_OURS, NoteKind.SAME_EVENT)),
        tuple(f"Ward {n} of the made-up trust" for n in range(MOST_WARDS)),
        tuple(PersonGraded(n, n, *grades) for n in range(1, 9)),
    )  # fmt: skip
    steps = RULES.lifecycles.event.available(status, {role})
    fields = RULES.reading.fields("event", {role})
    shown: dict[str, Any] = {
        "what": said, "place": "Ward 7", "happened": Happened(NOW, NOW), "reached": Reached.YES,
        "kind": EventKind.INCIDENT, "how_they_are": said, "stopped_by": said, "population": said,
        "harm": (HarmShown(*grades),) * 8, "reported_at": NOW, "reporter": "Nora Example", "first_look": look,
        "same_event": SameEventShown(joined, "PSE-00002" if joined else "", ("PSE-00003", "PSE-00004")),
    }  # fmt: skip
    return EventView(
        id=1, reference="PSE-00001", version=1, revision=1, status=status,
        buttons=tuple(Button(step.name, step.label) for step in steps), today=TODAY, look_by=TODAY,
        is_reporter=role is Role.REPORTER, **{name: value for name, value in shown.items() if name in fields},
    )  # fmt: skip


def _cards() -> Iterator[tuple[str, Card]]:
    for role, status, state, said in product(
        (Role.FIRST_LOOKER, Role.LOOKED_FIRST, Role.LEAD), EventStatus, (None, *FirstLook), (FEW, LONG)
    ):
        size = "long" if said is LONG else "short"
        view = _view(role, status, state, said, joined=status is EventStatus.MERGED)
        yield f"page {role} {status} {state} {size}", first_look_page(view, NO_ATTEMPT, RULES)
        yield f"event {role} {status} {state} {size}", event_card(view)
    view = _view(Role.FIRST_LOOKER, EventStatus.RECEIVED, FirstLook.WAITING, LONG)
    for step in ("learn_locally", "pass_on", "merge", "confirm_place", "grade_harm", "not_ours"):
        typed = {"learned": LONG[:1500], "into": "PSE-1", "ward": "Ward 1 of the made-up trust"}
        yield f"tried {step}", first_look_page(view, Attempt(step, "A note.", typed, item=1), RULES)
    for state, joined in product((None, *FirstLook), (False, True)):
        status = EventStatus.MERGED if joined else EventStatus.RECEIVED
        reporter = _view(Role.REPORTER, status, state, FEW, joined=joined)
        yield f"living {state} {joined}", living_card(reporter)
        yield f"joined {state} {joined}", joined_card(reporter)


CARDS = dict(_cards())


@pytest.mark.parametrize("name", CARDS)
def test_each_card_is_as_the_schema_asks_and_as_teams_can_show(name: str) -> None:
    holds_to_schema(CARDS[name])
    keeps_to_what_teams_can_show(CARDS[name])


@pytest.mark.parametrize("name", [name for name in CARDS if "looke" in name])
def test_a_ward_manager_never_reads_who_reported_it(name: str) -> None:
    assert "Nora" not in words(CARDS[name])


def _titles(name: str) -> list[str]:
    return [str(action.get("title")) for action in actions(CARDS[name])]


def test_who_looks_first_can_do_all_of_it_on_one_card() -> None:
    name = f"page {Role.FIRST_LOOKER} {EventStatus.RECEIVED} {FirstLook.WAITING} short"
    for title in ("Learn from it on the ward", "Pass it on to the leads", "Same event as another", "It is not ours"):
        assert title in _titles(name)
    assert "It was somewhere else" in _titles(name)
    assert "Harm to person 1" in _titles(name)
    assert "It waits for you until Wednesday 4 March 2026." in words(CARDS[name])


@pytest.mark.parametrize("status", [status for status in EventStatus if status is not EventStatus.RECEIVED])
def test_once_it_moved_on_the_ward_managers_card_offers_nothing_and_says_so(status: EventStatus) -> None:
    name = f"page {Role.FIRST_LOOKER} {status} {FirstLook.WAITING} short"
    assert _titles(name) == ["The report's card"]
    decided, joined = "The people who lead on learning have decided on it.", "and is looked at there."
    said = words(CARDS[name])
    assert (decided in said, joined in said) == (status is not EventStatus.MERGED, status is EventStatus.MERGED)


def test_a_lead_reads_what_the_ward_manager_said_and_which_reports_tell_of_it() -> None:
    shown = words(CARDS[f"event {Role.LEAD} {EventStatus.RECEIVED} {FirstLook.PASSED_ON} short"])
    assert f"Mo Example passed it on: “{FEW}”" in shown
    assert "PSE-00003, PSE-00004 tell of the same event." in shown
    assert "Place, harm, same event" in shown


def test_the_reporter_reads_that_the_ward_manager_looks_and_that_two_are_looked_at_together() -> None:
    waiting = words(CARDS[f"living {FirstLook.WAITING} False"])
    assert "The ward manager is looking at it first, by Wednesday 4 March 2026." in waiting
    assert "Mo Example" not in waiting
    assert "The people who lead on learning have been asked" in words(CARDS[f"living {FirstLook.PASSED_ON} False"])
    assert "It tells of the same event as PSE-00002" in words(CARDS[f"living {FirstLook.SETTLED} True"])
    assert "PSE-00003" not in words(CARDS[f"living {FirstLook.SETTLED} True"])
