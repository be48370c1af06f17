"""What a reporter sees after sending: the living card in each state, questions, corrections, the list of reports."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest

from bot.cards.correcting import correcting_card
from bot.cards.elements import Attempt, Card
from bot.cards.events import event_card
from bot.cards.my_reports import my_reports_card
from bot.cards.reporter import living_card, news_card, question_card, withdrawal_card
from bot.casework.views import (
    Button,
    CorrectionShown,
    EventView,
    Happened,
    NoteShown,
    ProgressStep,
    ReportLine,
    ReportsShown,
    WithdrawalShown,
)
from psirf.rules import read_rules
from psirf.vocabulary import EventKind, EventStatus, NoteKind, Reached, Role, Withdrawal
from tests.stand_in import actions, fields, words

NOW, TODAY = datetime(2026, 3, 4, 9, 30, tzinfo=UTC), date(2026, 3, 4)
RULES = read_rules()
LONG = "💉 " * 4000
STEPS = ("Received", "Looked at", "Response chosen", "Learned", "Changed")


def view_of(
    status: EventStatus = EventStatus.RECEIVED, words_: str = "A few words", *, role: Role = Role.REPORTER,
    reached: Reached = Reached.NO, done: int = 1, withdrawal: Withdrawal | None = None, sealed: bool = False,
    notes: int = 1,
) -> EventView:  # fmt: skip
    allowed = RULES.reading.fields("event", {role})
    steps = RULES.lifecycles.event.available(status, {role})
    shown: dict[str, Any] = {
        "kind": EventKind.INCIDENT, "what": words_, "place": "Ward 7", "happened": Happened(NOW, NOW),
        "reached": reached, "stopped_by": words_, "how_they_are": words_, "reported_at": NOW,
        "progress": tuple(
            ProgressStep(label, TODAY if n < done else None, words_ if 2 <= n < done else "")
            for n, label in enumerate(STEPS)
        ),
        "notes": tuple(
            note
            for n in range(notes)
            for note in (
                NoteShown(3 * n + 1, NoteKind.ADDED, words_, "", NOW),
                NoteShown(3 * n + 2, NoteKind.QUESTION, words_, "Lena", NOW),
                NoteShown(3 * n + 3, NoteKind.ANSWER, words_, "", NOW, 3 * n - 1),
            )
        ),
        "corrections": tuple(CorrectionShown("Ward", words_, words_, NOW) for _ in range(notes)),
        "withdrawal": WithdrawalShown(withdrawal, words_, words_) if withdrawal else None,
    }  # fmt: skip
    return EventView(
        id=1, reference="PSE-00001", version=2, revision=2, status=status,
        buttons=tuple(Button(step.name, step.label) for step in steps), today=TODAY, look_by=TODAY,
        is_reporter=role is Role.REPORTER, is_sealed=sealed,
        **{name: value for name, value in shown.items() if name in allowed},
    )  # fmt: skip


def reporter_cards() -> Iterator[tuple[str, Card]]:
    """Each of these cards, for test_cards.py, with few words and with as many as somebody may write."""
    for words_, many in (("A few words", 1), (LONG, 20)):
        for status, wish, sealed in product(EventStatus, (None, *Withdrawal), (False, True)):
            for reached, done in ((Reached.NO, 1), (Reached.YES, 5)):
                view = view_of(status, words_, reached=reached, done=done, withdrawal=wish, sealed=sealed, notes=many)
                name = f"living {status} {wish} {sealed} {reached} {many}"
                yield name, living_card(view)
                yield f"{name} tried", living_card(view, Attempt("add", "A note.", {"more": words_[:1500]}))
                yield f"question {name}", question_card(view, Attempt("answer", "A note.", {"answer": words_[:1500]}))
                yield f"withdrawal {name}", withdrawal_card(view)
            lead = view_of(status, words_, role=Role.LEAD, withdrawal=wish, sealed=sealed, notes=many)
            yield f"since {status} {wish} {sealed} {many}", event_card(lead)
        yield f"news {many}", news_card(view_of(EventStatus.DECIDED, words_, done=4))
        unclear = Attempt("correct", "A note.", {"in_ward": words_[:1500]}, {"ward": "Which?"})
        yield f"correcting {many}", correcting_card(view_of(words_=words_), unclear)
        line = ReportLine(1, "PSE-00001", words_, EventStatus.RECEIVED, TODAY, True, True)
        yield f"my reports {many}", my_reports_card(ReportsShown((line,) * min(many, 8), 20))
    yield "my reports none", my_reports_card(ReportsShown((), 0))


def test_the_living_card_says_where_a_report_stands_step_by_step() -> None:
    shown = words(living_card(view_of(EventStatus.DECIDED, done=3)))
    assert "Received Wednesday 4 March 2026 Looked at Wednesday 4 March 2026" in shown
    assert "Response chosen Wednesday 4 March 2026. A few words Learned Still to come Changed Still to come" in shown


def test_a_reporter_who_has_just_sent_is_told_what_comes_next_and_no_more() -> None:
    just_sent = replace(view_of(notes=0), version=1)
    assert "Still to come" not in words(living_card(just_sent))
    assert "by Wednesday 4 March 2026" in words(living_card(just_sent))


@pytest.mark.parametrize(("status", "stays"), [(EventStatus.WITHDRAWN, False), (EventStatus.RECEIVED, True)])
def test_that_a_withdrawn_event_stays_for_candour_is_said_though_nobody_was_reached(
    status: EventStatus, stays: bool
) -> None:
    theirs = words(living_card(view_of(status, withdrawal=Withdrawal.AGREED)))
    assert ("may be owed to a patient or a family" in theirs, "Nothing more is done" in theirs) == (stays, not stays)
    lead = words(event_card(view_of(status, role=Role.LEAD, withdrawal=Withdrawal.AGREED)))
    assert "Its reporter withdrew it, and a lead agreed." in lead
    assert ("Candour may be owed to somebody, so the event and its candour stay." in lead) is stays


def test_the_oldest_question_that_is_open_is_asked_first_and_answered_ones_no_more() -> None:
    asked = [action for action in actions(living_card(view_of(notes=3))) if action.get("verb") == "event.answer"]
    assert [action["data"]["item"] for action in asked] == [8]  # 2 and 5 are answered
    assert not [action for action in actions(living_card(view_of(notes=0))) if action.get("verb") == "event.answer"]


def test_no_half_made_form_begins_from_a_confidential_report() -> None:
    begin = [
        [action for action in actions(living_card(view_of(reached=Reached.YES, sealed=sealed)))
         if action.get("data", {}).get("form") == "affected"]
        for sealed in (False, True)
    ]  # fmt: skip
    assert [len(each) for each in begin] == [1, 0]


def test_what_is_too_long_for_a_field_is_not_cut_on_its_way_there_and_back() -> None:
    assert "in_what" not in fields(correcting_card(view_of(words_=LONG), Attempt()))
    assert fields(correcting_card(view_of(), Attempt()))["in_what"] == "A few words"
