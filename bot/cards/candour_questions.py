"""Their questions, word for word: for the candour roles, and for whoever leads the learning response."""

from collections.abc import Sequence

from bot.candour_words import (
    AFTER_WHOSE,
    CANDOUR_STEP_NOT_OPEN,
    CANNOT_ANSWER_HINT,
    NAMES_HIDDEN,
    NO_QUESTIONS,
    QUESTION_PASSED_ON,
)
from bot.cards.elements import (
    Attempt,
    Card,
    Element,
    Fold,
    buttons,
    card,
    choice_box,
    folded,
    heading,
    note_of,
    on_top,
    press,
    quiet,
    shortened,
    text,
    text_box,
)
from bot.casework.candour_views import CandourView, QuestionShown, TrackShown
from bot.casework.response_views import ResponseView
from psirf.rules import Rules
from psirf.spoken import spoken_day
from psirf.working_time import london_day

A_PAGE = 4  # questions on one card
Asked = tuple[TrackShown, QuestionShown]


def questions_page(view: CandourView, attempt: Attempt, rules: Rules) -> Card:
    """What they asked, those that wait first; and a way to add one. The item of the press is the page."""
    note, back = note_of(attempt), press("Back", "candour.show", view)
    asked = sorted(view.questions, key=lambda each: each[1].is_answered)
    pages = max(1, -(-len(asked) // A_PAGE))
    page = min(max(attempt.item if not attempt.step else 1, 1), pages)
    add = _to_ask(view, attempt, note)
    turn = [
        press(title, "candour.page_questions", view, item=other)
        for title, other in (("Next page", page + 1), ("Page before", page - 1))
        if 1 <= other <= pages
    ]
    return card(
        heading(f"Their questions · {view.reference}"),
        *on_top(note, add),
        *([] if asked else [text(NO_QUESTIONS)]),
        *([] if view.reads_words or not asked else [text(NAMES_HIDDEN, subtle=True)]),
        *[element for each in asked[(page - 1) * A_PAGE : page * A_PAGE] for element in _question(view, each)],
        *add,
        buttons(*turn, back),
    )


def _question(view: CandourView, asked: Asked) -> list[Element]:
    _, question = asked
    shown = [text(_who(asked), subtle=True), text(f"“{shortened(question.words)}”", close=True)]
    if question.is_answered:
        begins = "Why it cannot be answered" if question.cannot else "Answered"
        shown.append(text(f"{begins}: “{shortened(question.answer)}”", close=True))
    if "answer_question" not in view.steps:
        return [quiet(*shown)]
    title = "Answer it again" if question.is_answered else "Answer it"
    way = buttons(press(title, "candour.page_answer", view, item=question.entry, primary=not question.is_answered))
    return [quiet(*shown, way)]


def _who(asked: Asked) -> str:
    track, question = asked
    on = f", {spoken_day(london_day(question.asked_at))}" if question.asked_at else ""
    return f"{track.name}{on}"


def _to_ask(view: CandourView, attempt: Attempt, note: Element | None) -> list[Element]:
    if "log" not in view.steps:
        return []
    living = [(str(each.number), each.name) for each in view.tracks if not each.died]
    whom = [choice_box("person", AFTER_WHOSE, living, attempt.words("person"))] if len(living) > 1 else []
    box = text_box("question", "They asked, in their own words", attempt.words("question"))
    hint = text(QUESTION_PASSED_ON, subtle=True)
    send = press("Keep the question", "candour.ask_question", view, primary=True)
    return folded(Fold("ask_question", "They asked…", [*whom, box, hint], send), open_step=attempt.step, note=note)


def answer_page(view: CandourView, attempt: Attempt, rules: Rules) -> Card:
    """One question, and room for its answer. The item of the press is the question's entry."""
    if attempt.note and not attempt.step:
        return questions_page(view, Attempt(note=attempt.note), rules)
    note, back = note_of(attempt), press("Back", "candour.page_questions", view)
    asked = next((each for each in view.questions if attempt.item and each[1].entry == attempt.item), None)
    is_open = asked is not None and "answer_question" in view.steps
    box = [text_box("answer", "The answer, in plain words", attempt.words("answer"), hint=CANNOT_ANSWER_HINT)]
    sends = [
        press("Keep the answer", "candour.answer_question", view, item=attempt.item, primary=True),
        press("It cannot be answered", "candour.cannot_answer", view, item=attempt.item),
    ]
    return card(
        heading(f"Answer · {view.reference}"),
        *([text(_who(asked), subtle=True), quiet(text(f"“{asked[1].words}”"))] if asked else []),
        *([] if is_open or note else [text(CANDOUR_STEP_NOT_OPEN)]),
        *([text(NAMES_HIDDEN, subtle=True)] if asked and not view.reads_words else []),
        *(box if is_open or attempt.said else []),
        *([note] if note else []),
        buttons(*(sends if is_open else []), back),
    )


# ---- on other cards ----


def questions_waiting(view: CandourView) -> list[Element]:
    """For whoever knows nothing of a case but its questions: how many there are."""
    asked = [each for _, each in view.questions]
    return [text(how_many(len(asked), sum(not each.is_answered for each in asked)), strong=True)] if asked else []


def how_many(asked: int, waiting: int) -> str:
    """`Those affected asked 3 questions. 2 wait for an answer.`"""
    said = f"Those affected asked {asked} {'question' if asked == 1 else 'questions'}."
    if not waiting:
        return f"{said} {'It is' if asked == 1 else 'All are'} answered."
    return f"{said} {waiting} {'waits' if waiting == 1 else 'wait'} for an answer."


def questions_on_response(view: ResponseView) -> Sequence[Element]:
    """On the card of a learning response, for whoever leads it: what those affected asked, and the way there."""
    if view.candour is None:
        return []
    title = f"Their questions ({view.unanswered})" if view.unanswered else "Their questions"
    way = press(title, "candour.page_questions", view.candour)
    return [text(how_many(view.questions, view.unanswered)), buttons(way)]
