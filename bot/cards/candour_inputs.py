"""What pages about candour have in common: whom they are about, and fields, the label of each its question."""

from collections.abc import Mapping
from datetime import datetime

from bot.cards.elements import Attempt, Element, buttons, choice_box, plain, press, shortened, text, text_box
from bot.casework.candour_views import CandourView
from bot.forms.form import Asking, Form, Question
from psirf.spoken import within_a_sentence

LONGEST_LINE = 300  # characters of an answer on one line
IN_A_ROW = 5  # buttons of people


def form_fields(form: Form, attempt: Attempt, now: datetime, kept: Mapping[str, str] | None = None) -> list[Element]:
    """Each question as a field, with what was typed given back, or else what is kept; what was unclear is said in
    its label."""
    given = attempt.said if attempt.step else kept or {}
    asking = Asking(now)
    return [
        _field(each, asking, given.get(each.key, ""), attempt.unclear.get(each.key, "")) for each in form.questions
    ]


def _field(question: Question, asking: Asking, value: str, unclear: str) -> Element:
    label = plain(f"{question.ask} {unclear}" if unclear else question.ask)
    if question.kind == "one of some":
        return choice_box(question.key, label, [(each.said, each.label) for each in question.offers(asking)], value)
    if question.long:
        return text_box(question.key, label, value, hint=question.hint)
    line = text_box(question.key, label, shortened(value, LONGEST_LINE), hint=question.hint, long=False)
    return {**line, "maxLength": LONGEST_LINE}


def who(view: CandourView, page: str) -> list[Element]:
    """A button for each person, which leads to this page about them."""
    found: list[Element] = []
    for first in range(0, len(view.tracks), IN_A_ROW):
        tracks = view.tracks[first : first + IN_A_ROW]
        found += [text(f"{each.name}: {within_a_sentence(each.kind.label)}", close=True) for each in tracks]
        found.append(buttons(*(press(each.name, f"candour.page_{page}", view, item=each.number) for each in tracks)))
    return found
