"""The cards of where else a report is: each in every state, for each role, and what they promise a reporter."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from bot.cards.elements import NO_ATTEMPT, Attempt, Card
from bot.cards.elsewhere import csv_page, elsewhere_line, elsewhere_page, elsewhere_row, paste_page
from bot.cards.events import event_card
from bot.cards.pages import EVENT_PAGES, PAGES_TO_ENTER
from bot.cards.queue import queue_card
from bot.casework.entering import Queue, Waiting
from bot.casework.views import Button, ElsewhereShown, EventView
from psirf.rules import Rules
from psirf.vocabulary import EventKind, EventStatus, Reached, Role
from tests.house.card_schema import holds_to_schema, keeps_to_what_teams_can_show
from tests.house.test_cards import LONG, NOW, RULES, TODAY
from tests.stand_in import actions, fields, words

SYSTEM = RULES.incident_system.name
ENTERED = ElsewhereShown(SYSTEM, "W123", "Lena Example", NOW)
SENT = ElsewhereShown("LFPSE", "L-2026-1", "Sam Example", NOW, is_national=True)
STATES = {"nowhere": (), "entered": (ENTERED,), "sent": (SENT,), "both": (ENTERED, SENT)}


def _rules(**changed: bool) -> Rules:
    return replace(RULES, incident_system=replace(RULES.incident_system, **changed))  # type: ignore[arg-type]


def _view(
    role: Role = Role.LEAD, state: str = "nowhere", status: EventStatus = EventStatus.RECEIVED, told: str = "Words"
) -> EventView:
    may_see = "elsewhere" in RULES.reading.fields("event", {role})
    steps = RULES.lifecycles.event.available(status, {role})
    return EventView(
        id=1, reference="PSE-00001", version=1, revision=1, status=status, today=TODAY, look_by=TODAY,
        buttons=tuple(Button(step.name, step.label) for step in steps), is_reporter=role is Role.REPORTER,
        kind=EventKind.INCIDENT, what=told, reported_at=NOW, elsewhere=STATES[state] if may_see else None,
        incident_system=SYSTEM,
        to_enter=tuple((heading, told) for heading in RULES.incident_system.headings[:9]) if may_see else None,
    )  # fmt: skip


def _cards() -> Iterator[tuple[str, Card]]:
    for role, state, status in product(Role, STATES, EventStatus):
        view = _view(role, state, status)
        for page in ("elsewhere", *PAGES_TO_ENTER):
            yield f"{page} {role} {state} {status}", EVENT_PAGES[page](view, NO_ATTEMPT, RULES)
    for state, step, item in (("nowhere", "enter", 0), ("both", "change_number", 0), ("both", "change_number", 1),
                              ("entered", "note_national", 0)):  # fmt: skip
        said = {"number": "x" * 1500, "national": "x" * 1500, "because": LONG[:1500], "national_because": LONG[:1500]}
        tried = Attempt(step, "A note.", said, item=item)
        view = _view(Role.PATIENT_SAFETY, state)
        yield f"elsewhere tried {step} {item}", elsewhere_page(view, tried, RULES)
        yield f"event tried {step} {item}", event_card(view, tried)
    for number in (0, 1, 2, 7):
        long = _view(told=LONG)
        yield f"paste long {number}", paste_page(long, Attempt(item=number), RULES)
        yield f"csv long {number}", csv_page(long, Attempt(item=number), RULES)
    line = Waiting(1, "PSE-00001", EventKind.INCIDENT, Reached.NO, LONG[:200], date(2026, 3, 4))
    yield "queue", queue_card(Queue(12_345, (line,) * 8), SYSTEM)
    yield "queue of none", queue_card(Queue(0, ()), SYSTEM)


CARDS = dict(_cards())


@pytest.mark.parametrize("name", CARDS)
def test_each_card_is_one_that_teams_can_draw(name: str) -> None:
    holds_to_schema(CARDS[name])
    keeps_to_what_teams_can_show(CARDS[name])


@pytest.mark.parametrize(("role", "page"), list(product(Role, ("elsewhere", *PAGES_TO_ENTER))))
def test_only_who_enters_reports_is_offered_it(role: Role, page: str) -> None:
    card = CARDS[f"{page} {role} nowhere received"]
    offered = {action["title"] for action in actions(card)}
    enters = role in (Role.LEAD, Role.PATIENT_SAFETY)
    assert ("It is entered" in offered) is enters
    assert ("CSV row" in offered) is (enters and page != "csv")
    if page == "elsewhere":
        assert ("It was sent nationally" in offered) is (role is Role.PATIENT_SAFETY)
    if role not in (Role.LEAD, Role.PATIENT_SAFETY, Role.REPORTER):
        assert words(card) == "I cannot find that, or it is not yours to see."


def test_what_is_entered_is_offered_to_be_put_right_and_not_to_be_entered_again() -> None:
    offered = {action["title"] for action in actions(CARDS["elsewhere patient_safety both closed"])}
    assert {"Put the number right", "Put the LFPSE reference right"} <= offered
    assert not {"It is entered", "It was sent nationally"} & offered
    withdrawn = CARDS["elsewhere lead nowhere withdrawn"]
    assert [action["title"] for action in actions(withdrawn)] == ["Back to the card"]


def test_the_card_says_who_sends_it_nationally_and_that_it_goes_once() -> None:
    itself = f"{SYSTEM} sends it to LFPSE itself. Please do not send it from anywhere else."
    twice = "Make sure that it does not go twice when you enter it."
    assert itself in words(CARDS["elsewhere lead nowhere received"])
    assert itself in words(CARDS["elsewhere lead entered received"])
    assert twice in words(CARDS["elsewhere lead sent received"])
    assert twice not in words(CARDS["elsewhere lead both received"])
    others = words(elsewhere_page(_view(), NO_ATTEMPT, _rules(sends_nationally=False)))
    assert "The national service (LFPSE) Not yet." in others
    assert itself not in others


def test_where_lantern_is_the_record_nothing_is_said_to_wait() -> None:
    view = replace(_view(), incident_system="")
    shown = elsewhere_page(view, NO_ATTEMPT, _rules(is_record=False))
    assert "Lantern is the trust's record here." in words(shown)
    assert "It is entered" not in words(shown)
    assert elsewhere_row(view) == ("Elsewhere", None)
    assert elsewhere_line(view) == ""


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("nowhere", f"{SYSTEM}: not yet."),
        ("entered", f"{SYSTEM}: entered as W123 by Lena Example on Wednesday 4 March 2026."),
        (
            "sent",
            f"{SYSTEM}: not yet. LFPSE: sent as L-2026-1, as Sam Example noted on Wednesday 4 March 2026.",
        ),
    ],
)
def test_an_events_card_says_where_else_it_is(state: str, says: str) -> None:
    assert elsewhere_row(_view(state=state)) == ("Elsewhere", says)
    assert f"Elsewhere {says}" in words(event_card(_view(state=state)))


def test_a_reporter_is_told_what_is_true_and_promised_what_the_trust_has_set_alone() -> None:
    nowhere, entered = _view(Role.REPORTER), _view(Role.REPORTER, "entered")
    assert elsewhere_line(nowhere) == f"It still has to be entered in {SYSTEM}."
    assert elsewhere_line(entered) == f"It is in {SYSTEM} as W123."
    assert elsewhere_line(replace(nowhere, nothing_else=True)) == (
        f"It still has to be entered in {SYSTEM}. You need fill in nothing else."
    )
    assert elsewhere_line(replace(entered, incident_system="")) == f"It is in {SYSTEM} as W123."
    assert elsewhere_line(_view(Role.REPORTER, status=EventStatus.WITHDRAWN)) == ""
    assert elsewhere_line(_view(Role.CANDOUR)) == ""


def test_what_was_typed_stands_in_its_field_again_with_what_is_said_of_it() -> None:
    card = CARDS["elsewhere tried enter 0"]
    assert fields(card)["number"] == "x" * 1500
    assert words(card).index("x" * 1500) < words(card).index("A note.") < words(card).index("It is entered")
    card = CARDS["elsewhere tried change_number 1"]
    opened = [part for part in card["body"] if part["type"] == "Container"]
    assert fields(opened) == {"national": "x" * 1500, "national_because": LONG[:1500]}


@pytest.mark.parametrize("page", PAGES_TO_ENTER)
def test_what_is_long_is_in_parts_that_together_are_all_of_it(page: str) -> None:
    told = "".join(f"{n} " for n in range(3000))
    view = replace(_view(), to_enter=(("A", told), ("B", "the end")))
    shown, number = "", 1
    while True:
        card = EVENT_PAGES[page](view, Attempt(item=number), RULES)
        shown += "".join(run["text"] for part in card["body"][2:] for run in part.get("inlines", []))
        if not any(action.get("title") == "Next part" for action in actions(card)):
            break
        number += 1
    assert number > 2
    assert (
        shown == f"A: {told}B: the end"
        if page == "paste"
        else list(csv.reader(io.StringIO(shown))) == [[told, "the end"]]
    )


def test_what_is_empty_is_not_pasted_and_keeps_its_place_in_a_row() -> None:
    view = replace(_view(), to_enter=(("A", "1"), ("B", ""), ("C", "3")))
    assert "B:" not in words(paste_page(view, NO_ATTEMPT, RULES))
    assert '"1","","3"' in words(csv_page(view, NO_ATTEMPT, RULES))


def test_the_queue_says_how_many_and_shows_each_by_a_button() -> None:
    assert "12,345 reports are not in" in words(CARDS["queue"])
    assert "The 8 oldest:" in words(CARDS["queue"])
    assert [action["data"] for action in actions(CARDS["queue"])] == [{"do": "show", "about": "1"}] * 8
    assert words(CARDS["queue of none"]) == "Nothing waits for you to enter."
    line = Waiting(7, "PSE-00007", EventKind.RISK, None, "Ward 7", date(2026, 3, 4))
    one = words(queue_card(Queue(1, (line,)), SYSTEM))
    assert f"1 report is not in {SYSTEM} yet. PSE-00007" in one
    assert "Risk, Ward 7 Reported Wednesday 4 March 2026" in one
