"""Cards that stand in place of a candour case's for a while, each for one thing about it."""

from collections.abc import Callable, Mapping

from bot.cards.candour_after import AFTER_PAGE_OF, AFTER_PAGES, AFTER_STEP_OF
from bot.cards.candour_assess import assess_page
from bot.cards.candour_letter import findings_page, follow_up_page, letter_page, reach_page
from bot.cards.candour_log import LOG_NEXT, LOG_PAGE_OF, LOG_PAGES
from bot.cards.candour_people import person_page
from bot.cards.candour_promise import promise_page
from bot.cards.candour_questions import answer_page, questions_page
from bot.cards.candour_restorative import restorative_page
from bot.cards.candour_words_page import words_page
from bot.cards.elements import Attempt, Card
from bot.casework.candour_views import CandourView
from psirf.rules import Rules

Page = Callable[[CandourView, Attempt, Rules], Card]

CANDOUR_PAGES: Mapping[str, Page] = {
    "assess": assess_page,
    **LOG_PAGES,
    **AFTER_PAGES,
    "questions": questions_page,
    "answer": answer_page,
    "words": words_page,
    "person": person_page,
    "promise": promise_page,
    "letter": letter_page,
    "letter_follow_up": follow_up_page,
    "letter_reach": reach_page,
    "letter_findings": findings_page,
    "restorative": restorative_page,
}
LETTERS = ("letter_follow_up", "letter_reach", "letter_findings")
# Pages on which stands who somebody is, or what was said: opened for the candour roles alone, each time written down,
# and never put on a card that nobody has just pressed.
SHOW_QUESTIONS: tuple[str, ...] = ("questions", "answer")  # nothing but their questions
SHOW_PEOPLE: tuple[str, ...] = ("person", "promise", *LETTERS)
SHOW_WORDS: tuple[str, ...] = ("before", "words", "restorative", *SHOW_QUESTIONS, *LETTERS)
# And those on which stands why somebody cannot be reached: for whoever is to sign it.
SHOW_REASONS: tuple[str, ...] = ("sign",)
# Where a step is tried: what is said of it is said there.
CANDOUR_PAGE_OF: Mapping[str, str] = {
    "assess": "assess",
    **LOG_PAGE_OF,
    **AFTER_PAGE_OF,
    "ask_question": "questions",
    "answer_question": "answer",
    "cannot_answer": "answer",
    "keep_person": "person",
    "take_off": "person",
    "promise": "promise",
    "restorative": "restorative",
    **{letter: letter for letter in LETTERS},
}
# Where a step leads to once it is taken; without one, back to the page on which it was tried.
CANDOUR_NEXT: Mapping[str, str] = {**LOG_NEXT, "take_off": ""}
# The steps of the lifecycle that the steps of pages are, where they have names of their own.
CANDOUR_STEP_OF: Mapping[str, str] = {
    **dict.fromkeys(LOG_PAGE_OF.keys() - {"sign"}, "log"),
    **AFTER_STEP_OF,
    "ask_question": "log",
    "cannot_answer": "answer_question",
    "take_off": "keep_person",
    "restorative": "log",
    **dict.fromkeys(LETTERS, "letter"),
}
