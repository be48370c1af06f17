"""Cards about which patient it was: calm, one person at a time for the reporter, and never a number in a field."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

from bot.cards.elements import Attempt, Card, card, text
from bot.cards.events import event_card
from bot.cards.patients import BECAUSE, MOST_PEOPLE, NUMBER, REASON, patient_elements, patients_page
from bot.casework.views import Button, EventView, Happened, PatientShown
from psirf.rules import read_rules
from psirf.vocabulary import EventKind, EventStatus, PatientKnown, Reached, Role
from tests.stand_in import actions, fields, words

NOW, TODAY = datetime(2026, 3, 4, 9, 30, tzinfo=UTC), date(2026, 3, 4)
RULES = read_rules()
LONG = "💉 " * 4000
EVERY = (None, *PatientKnown)


def view_of(role: Role, known: Sequence[PatientKnown | None], words_: str = "A few words") -> EventView:
    fields_ = RULES.reading.fields("event", {role})
    steps = RULES.lifecycles.event.available(EventStatus.RECEIVED, {role})
    people = tuple(
        PatientShown(n, n, each, NOW if each else None, words_ if each is PatientKnown.NOT_TO_BE_FOUND else "")
        for n, each in enumerate(known, start=1)
    )
    shown: dict[str, Any] = {
        "what": words_, "kind": EventKind.INCIDENT, "place": "Ward 7", "happened": Happened(NOW, NOW),
        "reached": Reached.YES, "patients": people,
    }  # fmt: skip
    return EventView(
        id=1, reference="PSE-00001", version=1, revision=1, status=EventStatus.RECEIVED,
        buttons=tuple(Button(step.name, step.label) for step in steps), today=TODAY, look_by=TODAY,
        is_reporter=role is Role.REPORTER, **{name: value for name, value in shown.items() if name in fields_},
    )  # fmt: skip


def patient_cards() -> Iterator[tuple[str, Card]]:
    """Each of these cards, for test_cards.py: for each role, with one person affected and with many."""
    for role, known in product((Role.LEAD, Role.PATIENT_SAFETY, Role.CANDOUR, Role.OWNER), EVERY):
        for many, words_ in ((1, "A few words"), (30, LONG)):
            view = view_of(role, [known] * many, words_)
            said = {f"{field}1": words_[:1500] for field in (NUMBER, REASON, BECAUSE)}
            for step in ("", "give_number", "see_patient", "not_to_be_found"):
                attempt = Attempt(step, "A note." if step else "", said if step else {}, item=1)
                yield f"patients {role} {known} {many} {step}", patients_page(view, attempt, RULES)
    for known, many in product(EVERY, (1, 3)):
        view = view_of(Role.REPORTER, [known] * many)
        yield f"patients reporter {known} {many}", card(text("Above."), *patient_elements(view))
        tried = Attempt("give_number", "A note.", {f"{NUMBER}1": "999 000 0018"}, item=1)
        yield f"patients reporter {known} {many} tried", card(*patient_elements(view, tried, text("A note.")))


CARDS = dict(patient_cards())


def test_a_number_that_was_typed_stands_on_no_card_again() -> None:
    for name, drawn in CARDS.items():
        assert not [field for field in fields(drawn) if field.startswith(NUMBER)], name
        assert "999 000 0018" not in json.dumps(drawn), name


def test_the_reporter_is_asked_about_one_patient_at_a_time() -> None:
    asked = CARDS["patients reporter None 3"]
    assert json.dumps(asked).count('"Input.Text"') == 1
    assert "This is about person 1." in words(asked)
    buttons = [action["title"] for action in actions(asked)]
    assert buttons == ["Keep it safe", "The nurse in charge knows", "Later"]
    assert all(action["data"]["living"] == 1 and action["data"]["item"] == 1 for action in actions(asked))
    second = view_of(Role.REPORTER, [PatientKnown.NUMBER, None, None])
    assert "person 2" in words(patient_elements(second))


def test_what_was_put_off_can_still_be_given_from_one_quiet_line() -> None:
    for known, says in (
        (PatientKnown.LATER, "The number of the patient is still to come."),
        (PatientKnown.NURSE_IN_CHARGE, "You said that the nurse in charge knows who the patient is."),
    ):
        line, below = patient_elements(view_of(Role.REPORTER, [known]))
        assert says in words(line)
        assert [action["type"] for action in below["actions"]] == ["Action.ShowCard"]


def test_the_buttons_follow_the_role() -> None:
    def verbs(role: Role, known: PatientKnown | None) -> set[str]:
        return {
            each["verb"]
            for each in actions(patients_page(view_of(role, [known]), Attempt(), RULES))
            if "verb" in each
        }

    unsettled, back = {"event.give_number", "event.not_to_be_found"}, {"event.show"}
    assert verbs(Role.LEAD, None) == unsettled | back
    assert verbs(Role.LEAD, PatientKnown.NUMBER) == {"event.give_number"} | back
    assert verbs(Role.CANDOUR, None) == {"event.give_number"} | back
    assert verbs(Role.CANDOUR, PatientKnown.NUMBER) == {"event.give_number", "event.see_patient"} | back
    assert verbs(Role.OWNER, PatientKnown.NUMBER) == back


def test_of_many_patients_each_can_be_reached() -> None:
    view, item, seen = view_of(Role.CANDOUR, [PatientKnown.NUMBER] * 30), 0, set[int]()
    for _ in range(4):
        page = patients_page(view, Attempt(item=item), RULES)
        shown = {each["data"]["item"] for each in actions(page) if each.get("verb") == "event.see_patient"}
        assert len(shown) <= MOST_PEOPLE
        seen |= shown
        [following] = [each for each in actions(page) if each["title"] == "The other patients"]
        item = following["data"]["item"]
    assert seen == set(range(1, 31))
    assert item == 1  # and round again


def test_the_leads_card_says_what_is_missing_and_no_other() -> None:
    missing = "Nobody can find the patient from this report yet."
    assert missing in words(event_card(view_of(Role.LEAD, [PatientKnown.NUMBER, PatientKnown.LATER])))
    assert "Please ask" in words(event_card(view_of(Role.LEAD, [PatientKnown.NURSE_IN_CHARGE])))
    for settled in (PatientKnown.NUMBER, PatientKnown.NOT_TO_BE_FOUND):
        assert missing not in words(event_card(view_of(Role.LEAD, [settled])))
    for role in (Role.OWNER, Role.WARD_MANAGER, Role.SEAL_OPENER):
        assert "find the patient" not in words(event_card(view_of(role, [None])))
