"""What holds of every form: what is offered can be chosen, and comes back as it was meant."""

from datetime import UTC, datetime

import pytest

from bot.forms.form import Asking, Form, Question
from bot.forms.harm import AFFECTED
from bot.forms.report import REPORT
from bot.forms.safety_action import SAFETY_ACTION
from bot.forms.whole_card import FIELD, in_field, read_card
from psirf.places import Place
from psirf.rules import read_rules
from psirf.vocabulary import EventKind, PhysicalHarm

RULES = read_rules()
ASKING = Asking(
    datetime(2026, 3, 4, 9, 30, tzinfo=UTC), (Place(7, "Ward 7"), Place(8, "Ward 8")), own_place=7, own_id=1,
    day_parts=RULES.day_parts, harm=RULES.harm, identifiers=RULES.identifiers, heard=RULES.heard,
    moment_words=RULES.moment_words,
)  # fmt: skip
FORMS = (REPORT, AFFECTED, SAFETY_ACTION)
CHOSEN = [
    (form, question, offer)
    for form in FORMS
    for question in form.questions
    for offer in question.offers(ASKING)
    if question.terms is not None and offer.said != "skip"
]
TOLD = "near miss: nearly gave 10x insulin on Ward 7 an hour ago, pharmacist caught it"


@pytest.mark.parametrize(("form", "question", "offer"), CHOSEN, ids=lambda each: getattr(each, "name", None))
def test_each_choice_pressed_comes_back_as_itself(form: Form, question: Question, offer: object) -> None:
    said: str = offer.said  # type: ignore[attr-defined]
    assert question.answer(said, ASKING).value == said


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_an_answer_that_comes_back_unchanged_from_a_card_is_that_answer(form: Form) -> None:
    before = {
        "kind": "incident", "what": "Something happened", "ward": "7", "reached": "yes", "physical": "none",
        "when": "2026-03-04T08:30:00+00:00/2026-03-04T08:30:00+00:00", "involved": "4|an insulin pen",
        "owner": "1", "due": "2026-03-20",
    }  # fmt: skip
    kept = {q.key: before[q.key] for q in form.questions if q.key in before and q.applies(before)}
    fields = {f"{FIELD}{key}": in_field(q, kept[key], ASKING) for key in kept if (q := form.question(key))}
    assert read_card(form, fields, kept, ASKING).answers.items() >= kept.items()


def test_a_tick_on_the_card_keeps_the_words_beside_it() -> None:
    before = {"kind": "incident", "what": "Something happened", "involved": "3|a new kind of pen"}
    filled = read_card(REPORT, {f"{FIELD}involved": "4,3"}, before, ASKING)
    assert filled.answers["involved"] == "4,3|a new kind of pen"


def test_no_harm_is_an_answer_and_no_words_are_none() -> None:
    physical, stopped = REPORT.question("physical"), REPORT.question("stopped_by")
    assert physical is not None
    assert stopped is not None
    assert physical.answer("no", ASKING).value == PhysicalHarm.NONE
    assert stopped.answer("no", ASKING).value == ""


def test_harm_in_words_is_confirmed() -> None:
    physical = REPORT.question("physical")
    assert physical is not None
    read = physical.answer("she died", ASKING)
    assert (read.value, bool(read.confirm)) == (PhysicalHarm.FATAL, True)


def test_one_message_answers_what_is_asked_of_a_near_miss() -> None:
    told = REPORT.besides("what", TOLD, ASKING)
    sure = {key: taken.value for key, taken in told.answers.items() if not taken.confirm}
    assert sure["kind"] == EventKind.INCIDENT
    assert (sure["ward"], sure["reached"], sure["stopped_by"]) == ("7", "no", "pharmacist caught it")
    assert sure["involved"].startswith("4|")
    assert sure["when"] == "2026-03-04T08:30:00+00:00/2026-03-04T08:30:00+00:00"
    assert all(taken.words in TOLD for taken in told.answers.values())


@pytest.mark.parametrize("kind", EventKind)
def test_four_inputs_lead_to_the_last_look(kind: EventKind) -> None:
    """Besides the press that says which kind; whatever is answered."""
    for reached in ("no", "yes", "unknown"):
        answers = {"kind": kind.value}
        asked = 0
        while question := REPORT.next(answers):
            given = {"ward": "7", "reached": reached, "imminent": "y", "outcome": "1"}.get(question.key, "words")
            answers = REPORT.with_answer(answers, question.key, given)
            asked += 1
        assert asked <= 4
