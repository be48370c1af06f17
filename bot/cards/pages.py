"""Cards that stand in place of an event's for a while, each for one thing about it."""

from collections.abc import Callable, Mapping

from bot.cards.correcting import correcting_card
from bot.cards.elements import Attempt, Card, Element, buttons, press
from bot.cards.elsewhere import csv_page, elsewhere_page, paste_page
from bot.cards.patients import patients_page
from bot.cards.reporter import news_card, question_card, withdrawal_card
from bot.cards.sealing import opened_page, sealed_page
from bot.casework.views import EventView
from psirf.rules import Rules

Page = Callable[[EventView, Attempt, Rules], Card]

EVENT_PAGES: Mapping[str, Page] = {
    "correcting": lambda view, attempt, rules: correcting_card(view, attempt),
    "question": lambda view, attempt, rules: question_card(view, attempt),
    "news": lambda view, attempt, rules: news_card(view),
    "withdrawal": lambda view, attempt, rules: withdrawal_card(view),
    "opened": opened_page,
    "patients": patients_page,
    "elsewhere": elsewhere_page,
    "paste": paste_page,
    "csv": csv_page,
    "sealed": sealed_page,
}
# Pages that somebody is shown as an event's reporter, whatever else they are to it.
FOR_THE_REPORTER = ("correcting", "question", "news", "withdrawal", "opened")
# Pages on which stands what is entered in the trust's incident system.
PAGES_TO_ENTER = ("paste", "csv")
# What a notification is shown as, where it is not the event's own card.
PAGE_SENT: Mapping[str, str] = {
    "event_ask": "question",
    "event_share": "news",
    "patient_nudge": "patients",
    "name_opened": "opened",
    **dict.fromkeys(("event_agree_to_withdraw", "event_agree_though_reached", "event_keep_report"), "withdrawal"),
    **dict.fromkeys(("opening_asked", "opening_answered", "bar_review"), "sealed"),
}
# Where a step is tried: what is said of it is said there.
PAGE_OF: Mapping[str, str] = {
    **dict.fromkeys(("give_number", "not_to_be_found", "see_patient"), "patients"),
    **dict.fromkeys(("enter", "change_number", "note_national"), "elsewhere"),
    **dict.fromkeys(
        ("ask_to_open", "agree_to_open", "refuse_to_open", "see_name", "tell_of_opening", "review_bar"), "sealed"
    ),
    "correct": "correcting",
    "answer": "question",
}
# What leads to a page, where one of these steps is open, or the event has it.
TITLES: Mapping[str, str] = {
    "patients": "Which patient",
    "elsewhere": "Where else it is",
    "sealed": "The sealed name",
}


def ways_to_pages(view: EventView) -> list[Element]:
    """Buttons that lead to what else can be done about an event."""
    leading = [
        press(title, f"event.page_{page}", view)
        for page, title in TITLES.items()
        if any(PAGE_OF.get(step) == page for step in view.steps)
    ]
    return [buttons(*leading)] if leading else []
