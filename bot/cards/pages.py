"""Cards that stand in place of an event's for a while, each for one thing about it."""

from collections.abc import Callable, Mapping

from bot.cards.candour_ask import ask_candour_page
from bot.cards.correcting import correcting_card
from bot.cards.desk import desk_page
from bot.cards.elements import Attempt, Card, Element, buttons, hidden, press, show
from bot.cards.elsewhere import csv_page, elsewhere_page, paste_page
from bot.cards.first_look import first_look_page, joined_card
from bot.cards.outside import outside_page
from bot.cards.patients import patients_page
from bot.cards.reporter import news_card, question_card, withdrawal_card
from bot.cards.responses import changed_page, response_page
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
    "outside": outside_page,
    "response": response_page,
    "changed": changed_page,
    "first_look": first_look_page,
    "joined": lambda view, attempt, rules: joined_card(view),
    "desk": desk_page,
    "candour": ask_candour_page,
}
# Pages that somebody is shown as an event's reporter, whatever else they are to it.
FOR_THE_REPORTER = ("correcting", "question", "news", "withdrawal", "opened", "changed", "joined")
# Pages on which stands what is entered in the trust's incident system.
PAGES_TO_ENTER = ("paste", "csv")
# What a notification is shown as, where it is not the event's own card.
PAGE_SENT: Mapping[str, str] = {
    "event_ask": "question",
    "event_share": "news",
    "patient_nudge": "patients",
    "name_opened": "opened",
    "event_changed": "changed",
    "first_look": "first_look",
    "event_merge": "joined",
    **dict.fromkeys(("event_agree_to_withdraw", "event_agree_though_reached", "event_keep_report"), "withdrawal"),
    **dict.fromkeys(("opening_asked", "opening_answered", "bar_review"), "sealed"),
    **dict.fromkeys(
        ("specialist", "duty", "duty_nudge", "duty_made", "duty_overdue", "national", "nobody_holds", "outside"),
        "outside",
    ),
}
# Where a step is tried: what is said of it is said there.
PAGE_OF: Mapping[str, str] = {
    **dict.fromkeys(("give_number", "not_to_be_found", "see_patient"), "patients"),
    **dict.fromkeys(("enter", "change_number", "note_national"), "elsewhere"),
    **dict.fromkeys(
        ("ask_to_open", "agree_to_open", "refuse_to_open", "see_name", "tell_of_opening", "review_bar"), "sealed"
    ),
    **dict.fromkeys(("make_referral", "referral_not_needed"), "outside"),
    **dict.fromkeys(("confirm_place", "grade_harm", "merge", "not_ours", "learn_locally", "pass_on"), "first_look"),
    **dict.fromkeys(("hand_over", "let_go"), "desk"),
    "ask_candour": "candour",
    "correct": "correcting",
    "answer": "question",
}
# What leads to a page, where one of these steps is open, or the event has it.
TITLES: Mapping[str, str] = {
    "patients": "Which patient",
    "elsewhere": "Where else it is",
    "sealed": "The sealed name",
    "outside": "Who else is told",
    "first_look": "Place, harm, same event",
    "desk": "Whose desk",
    "candour": "Ask for candour",
}
# Pages that are seldom wanted, unless something on them waits: with two or more of them, behind "More".
SELDOM = ("patients", "outside", "first_look", "desk", "candour")
MANY = 2


def ways_to_pages(view: EventView) -> list[Element]:
    """Buttons that lead to what else can be done about an event."""
    leading = {
        page: press(title, f"event.page_{page}", view)
        for page, title in TITLES.items()
        if any(PAGE_OF.get(step) == page for step in view.steps)
        or (page == "outside" and view.outside is not None and not view.outside.is_empty)
    }
    seldom = [way for page, way in leading.items() if page in SELDOM and not _waits(view, page)]
    often = [way for way in leading.values() if way not in seldom]
    if len(seldom) < MANY or (not often and len(seldom) == MANY):  # "More" alone would hide all there is
        return [buttons(*leading.values())] if leading else []
    return [buttons(*often, show("More", "pages")), hidden("pages", buttons(*seldom))]


def _waits(view: EventView, page: str) -> bool:
    """Whether something on a page is still to be done."""
    if page == "patients":
        return any(not each.settled for each in view.patients or ())
    return page == "outside" and view.outside is not None and bool(view.outside.waiting)
