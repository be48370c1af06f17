"""Every card that Lantern shows is one that Teams can draw, and is calm: checked against the schema."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest

from bot.cards.actions import action_card
from bot.cards.elements import Attempt, Card
from bot.cards.events import event_card
from bot.cards.events import parts_of as parts_of_event
from bot.cards.fill_in import fill_in_card
from bot.cards.greetings import (
    clock_card,
    help_card,
    sorry_card,
    support_card,
    text_card,
    undelivered_card,
    welcome_card,
)
from bot.cards.half_made import exists_card, going_card, half_made_list_card
from bot.cards.marks import marks_card
from bot.cards.questions import (
    Was,
    check_card,
    confirm_card,
    half_made_card,
    leave_card,
    question_card,
    several_card,
    told_card,
)
from bot.cards.whole import whole_card
from bot.casework.action_views import ActionView, DueChangeShown, EvidenceShown
from bot.casework.clock import ClockShown, Due
from bot.casework.decision_views import AdviceShown, DecisionShown
from bot.casework.half_made_views import ExistsShown, HalfMadeShown
from bot.casework.looking import MOST_OWNERS
from bot.casework.views import (
    ActionLine,
    Button,
    Choice,
    ElsewhereShown,
    EventView,
    Happened,
    HarmShown,
    MarkShown,
    ToldShown,
    UndeliveredView,
)
from bot.forms.form import Asking, Named
from bot.forms.harm import AFFECTED
from bot.forms.report import REPORT
from bot.forms.safety_action import SAFETY_ACTION
from psirf.identifiers import Identifier
from psirf.places import Place
from psirf.rules import Rules, read_rules
from psirf.vocabulary import (
    ActionStatus,
    Agent,
    EventKind,
    EventStatus,
    IdentifierKind,
    PhysicalHarm,
    PsychologicalHarm,
    Reached,
    ResponseType,
    Role,
    YesNo,
)
from tests.house.approval_cards import approval_cards
from tests.house.card_schema import holds_to_schema, keeps_to_what_teams_can_show, parts
from tests.house.queue_cards import queue_cards
from tests.house.response_cards import response_cards
from tests.house.sealing_cards import sealing_cards
from tests.house.test_patient_cards import patient_cards
from tests.house.test_reporter_cards import reporter_cards
from tests.stand_in import actions, words

NOW, TODAY = datetime(2026, 3, 4, 9, 30, tzinfo=UTC), date(2026, 3, 4)
LONG = "💉 " * 4000
PEOPLE = tuple(Choice(str(n), f"Person {n} of the made-up trust") for n in range(MOST_OWNERS))
RULES = read_rules()
ASKING = Asking(
    NOW, tuple(Place(n, f"Ward {n}") for n in range(40)), own_place=7,
    people=tuple(Named(int(p.value), p.label) for p in PEOPLE), own_id=1, day_parts=RULES.day_parts,
    harm=RULES.harm,
)  # fmt: skip


def _event(rules: Rules, status: EventStatus, role: Role, reached: Reached, words_: str) -> EventView:
    decided = status is not EventStatus.RECEIVED
    shown: dict[str, Any] = {
        "what": words_, "place": "Ward 7", "happened": Happened(NOW, NOW), "reached": reached,
        "kind": EventKind.INCIDENT, "how_they_are": words_ if reached is Reached.YES else None, "involved": words_,
        "stopped_by": words_, "population": words_, "imminent": YesNo.YES,
        "harm": (HarmShown(PhysicalHarm.LOW, PsychologicalHarm.LOW),) * 3,
        "marks": tuple(MarkShown(n, IdentifierKind.PATIENT_NAME, "Mrs Example") for n in range(9)),
        "reported_at": NOW, "reporter": "Nora Example",
        "advice": AdviceShown(
            ResponseType.AAR, "Because.", {r: "Why not." for r in ResponseType if r != "aar"},
            approved_by=Role.EXECUTIVE.label,
        ),
        "decision": DecisionShown(ResponseType.AAR, True, words_[:1500], "Lena", NOW) if decided else None,
        "actions": tuple(ActionLine(f"SA-{n:05}", words_, "Pip", TODAY, ActionStatus.ACCEPTED) for n in range(12))
        if decided else (),
        "told": ToldShown(words_[:1500], words_[:1500], "Lena", NOW) if status is EventStatus.CLOSED else None,
        "elsewhere": (ElsewhereShown("Example Incidents", "W123", "Lena", NOW, is_national=decided),),
    }  # fmt: skip
    fields = rules.reading.fields("event", {role})
    steps = rules.lifecycles.event.available(status, {role})
    return EventView(
        id=1, reference="PSE-00001", version=1, revision=1, status=status,
        buttons=tuple(Button(step.name, step.label) for step in steps), today=TODAY, look_by=TODAY,
        is_reporter=role is Role.REPORTER, owners=PEOPLE, agents=tuple(Agent),
        incident_system="Example Incidents",
        **{name: value for name, value in shown.items() if name in fields},
    )  # fmt: skip


def _action(rules: Rules, status: ActionStatus, role: Role, words_: str) -> ActionView:
    steps = rules.lifecycles.action.available(status, {role})
    return ActionView(
        id=1, reference="SA-00001", version=1, revision=1, status=status,
        buttons=tuple(Button(step.name, step.label) for step in steps), today=TODAY, is_owner=role is Role.OWNER,
        what=words_, due=TODAY, owner="Pip", added_by="Lena", place="Ward 7", event_reference="PSE-00001",
        evidence=EvidenceShown(words_, "Pip", NOW, False, words_, "Lena"),
        due_change=DueChangeShown(TODAY, TODAY, words_, "Pip", ""), not_mine_because=words_, owners=PEOPLE,
    )  # fmt: skip


def _cards() -> Iterator[tuple[str, Card]]:
    """Each card, for each role and status, with few words and with as many as somebody may write."""
    for words_ in ("A few words", LONG):
        size = "long" if words_ is LONG else "short"
        attempt = Attempt("add_action", "A note.", {"what": words_[:1500]}, {"what": "Please fill this in."})
        for status, role, reached in product(EventStatus, Role, Reached):
            view = _event(RULES, status, role, reached, words_)
            yield f"event {status} {role} {reached} {size}", event_card(view)
            if role is Role.LEAD and reached is Reached.NO:
                yield f"event {status} attempted {size}", event_card(view, attempt)
                yield f"event whole {status} {size}", whole_card("event", view, parts_of_event(view), 1)
        for action_status, role in product(ActionStatus, Role):
            yield f"action {action_status} {role} {size}", action_card(_action(RULES, action_status, role, words_))
        answers = {"what": words_, "ward": "7", "when": "unknown", "reached": "yes", "how_they_are": words_}
        taken = {"ward": {"value": "7", "words": words_, "confirm": ""}}
        was = Was("A note.", "PSE-00001", (("Ward", "Ward 7", words_),), RULES.contacts.danger)
        yield (
            f"check {size}",
            check_card(REPORT, answers, ASKING, "key", "Nora Example", Was("A note."), taken, "Left."),
        )
        yield f"half-made {size}", half_made_card(REPORT, words_, "key", anew=True)
        yield f"leave {size}", leave_card("key", REPORT, words_)
        shown = HalfMadeShown("key", "report", "", answers, NOW, NOW)
        stays = replace(shown, goes_at=None, lead_knows=True)
        yield f"going {size}", going_card(shown)
        yield f"going, reached {size}", going_card(stays)
        yield f"half-made list {size}", half_made_list_card([shown, stays] * 50)
        yield f"several {size}", several_card({"confirm": "Two?", "value": words_}, [words_] * 3, "key", "what", was)
        for kind in EventKind:
            kinds = {"kind": kind.value, **answers}
            said = {"in_ward": words_[:4000]}
            yield (
                f"fill in {kind} {size}",
                fill_in_card(REPORT, kinds, ASKING, "key", "Nora", said, {"ward": "Which?"}),
            )
        for form in (REPORT, SAFETY_ACTION, AFFECTED):
            for question in form.questions:
                yield f"question {question.key} {size}", question_card(question, answers, ASKING, "key", was)
    yield "confirm", confirm_card({"confirm": "Do you mean today?", "value": "2026-03-04"}, "key", "when")
    yield "leave", leave_card("key", REPORT)
    added = HalfMadeShown("key", "affected", "PSE-00001", {"physical": "low"}, NOW, NOW)
    shut = replace(added, answers={}, goes_at=None, opens=False)
    yield "half-made list", half_made_list_card([added, shut, replace(added, form="safety_action")])
    yield "half-made none", half_made_list_card([])
    yield "going, about a report", going_card(added)
    yield "going, not opened", going_card(shut)
    yield "exists", exists_card(ExistsShown("Ward 7", TODAY))
    yield "exists nowhere", exists_card(ExistsShown("", TODAY))
    marks = [Identifier("Mrs Example", IdentifierKind.PATIENT_NAME, 0, 11)] * 20
    yield "marks", marks_card(marks, "digest", "key", Was(), tell_of_editing=True)
    yield "support", support_card(RULES.contacts, "Something first.")
    yield "sorry", sorry_card(RULES.contacts)
    yield "told", told_card("We nearly gave the wrong patient a blood thinner", "key", "A note.")
    yield "welcome", welcome_card("Nora Example", RULES.contacts, "https://lantern.example/other-form.png")
    yield "help for leads", help_card(RULES.contacts, leads=True)
    yield "help", help_card(RULES.contacts, "Something first.", "https://lantern.example/other-form.png")
    yield "text", text_card("A sentence.")
    yield "clock", clock_card(ClockShown(NOW, (Due("SA-00001", "Pip", NOW),), ()), "A note.")
    yield from reporter_cards()
    yield from patient_cards()
    yield "undelivered", undelivered_card(UndeliveredView(1, "PSE-00001", "Lena", "Unknown", "502"))


CARDS = dict(
    [
        *_cards(),
        *sealing_cards(RULES),
        *response_cards(RULES),
        *queue_cards(RULES),
        *approval_cards(RULES, ASKING),
    ]
)


@pytest.mark.parametrize("name", CARDS)
def test_each_part_of_a_card_is_as_the_schema_asks(name: str) -> None:
    holds_to_schema(CARDS[name])


@pytest.mark.parametrize("name", CARDS)
def test_a_card_keeps_to_what_teams_can_show(name: str) -> None:
    keeps_to_what_teams_can_show(CARDS[name])


@pytest.mark.parametrize("name", [name for name in CARDS if name.startswith("event")])
def test_nobody_sees_more_than_the_policy_lets_them(name: str) -> None:
    role = Role(name.split()[2]) if name.split()[2] in set(Role) else Role.LEAD
    shown = words(CARDS[name])
    if role in (Role.OWNER, Role.WARD_MANAGER, Role.ADMINISTRATOR):
        assert "A few words" not in shown
    if role not in (Role.LEAD, Role.PATIENT_SAFETY):
        assert "Nora Example" not in shown
        assert "Candour" not in shown


def test_how_to_answer_what_may_be_national_is_said_only_to_who_can() -> None:
    for status, role in product((EventStatus.RECEIVED, EventStatus.DECIDED, EventStatus.CLOSED), Role):
        view = _event(RULES, status, role, Reached.NO, "A few words")
        if view.advice is None:
            continue
        shown = words(event_card(replace(view, advice=replace(view.advice, may_be_national=True))))
        assert "a national requirement" in shown
        told_how = "Help me choose asks what is needed." in shown or "type choose response" in shown
        assert told_how == ("advise" in view.steps)


def test_the_other_form_is_spoken_of_only_where_the_trust_has_set_one() -> None:
    with_none = replace(RULES.contacts, other_form=None)
    assert RULES.contacts.other_form is not None
    assert "Or you can use the other form." in words(sorry_card(RULES.contacts))
    assert RULES.contacts.other_form.name in words(sorry_card(RULES.contacts))
    assert words(sorry_card(with_none)).endswith("You can stop at any point, or keep it for later.")


def test_a_list_of_half_made_forms_says_of_each_what_becomes_of_it() -> None:
    listed = words(CARDS["half-made list"])
    assert "Somebody else affected, for PSE-00001 Low physical harm Last worked on Wednesday 4 March 2026." in listed
    assert "Deleted on Wednesday 4 March 2026, 9:30am. Carry on Delete" in listed
    assert "It cannot be opened with the key that Lantern has now, and is kept." in listed
    assert listed.count("Carry on") == 2  # what does not open cannot be carried on with
    long = words(CARDS["half-made list long"])
    assert long.count("Carry on") == 8
    assert "And 92 more, begun before these." in long


def test_what_a_lead_is_told_of_a_half_made_report_can_be_pressed_nowhere() -> None:
    for name in ("exists", "exists nowhere"):
        assert actions(CARDS[name]) == []
        assert "Its words and its writer are shown to nobody." in words(CARDS[name])
    assert "about Ward 7 on Wednesday 4 March 2026" in words(CARDS["exists"])
    assert "It names no ward yet." in words(CARDS["exists nowhere"])


def test_send_stands_on_the_first_screen_of_a_phone() -> None:
    body = CARDS["check long"]["body"]
    before = body[: next(n for n, element in enumerate(body) if element["type"] == "ActionSet")]
    assert len(before) <= 8  # a note, a heading, and a short row for each answer
    runs = [run["text"] for node in parts(before) for run in node.get("inlines", [])]
    assert max(map(len, runs)) <= 120
