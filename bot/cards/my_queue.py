"""What waits for a person, on one card: most pressing first, with the way to each."""

from collections.abc import Sequence

from bot.candour_words import CANDOUR_NEWS
from bot.cards.elements import (
    NO_ATTEMPT,
    Attempt,
    Card,
    Element,
    buttons,
    card,
    choice_box,
    heading,
    note_of,
    opens,
    plain,
    press,
    shortened,
    text,
    text_box,
)
from bot.cards.events import kind_shown
from bot.casework.my_queue import LINES, QueueLine, QueueView, lines_of_page, lines_to_tick
from bot.casework.theme_views import ThemeChoice
from bot.casework.waiting import Besides
from bot.wording import HAS_NEWS, NEWS, NO_ROUTINE, NOTHING_TO_DECIDE, NOTHING_WAITS, ROUTINE, ROUTINE_THEME
from psirf.queue import Why
from psirf.spoken import short_day

BEGINNING = 80  # characters of what happened, to know a report by
MOST_REFERENCES = 5  # of what else waits, and of what is new
# What a line says is new, for each message that may become one: as its card would say it; and of those whose card
# says it by what it asks, what a line has to say by itself.
NEWS_OF_LINES = {
    **NEWS,
    **CANDOUR_NEWS,
    "event_ready": "All its actions are done. The reporter can be told.",
    "never_event": "This may be a Never Event.",
    "specialist": "This may concern you, as a specialist.",
    "marked": "Some of its words may identify somebody.",
    "patient_nudge": "Nobody can find the patient from this report yet.",
    "action_done": "Its owner says that it is done.",
    "action_more_time": "Its owner needs more time, and has set a later day.",
    "action_not_mine": "Its owner says that it is not theirs.",
    "nudge": "It is overdue.",
}


def my_queue_card(view: QueueView, page: int = 1, attempt: Attempt = NO_ATTEMPT) -> Card:
    """What waits, so many lines at a time; and what can be done about several of them at once."""
    note = note_of(attempt)
    page, lines = lines_of_page(view, page)
    after = len(view.lines) - page * LINES
    return card(
        heading("Your queue"),
        *([note] if note else []),
        text(_how_many(view)),
        *([text(_with_others(view.with_others), subtle=True, close=True)] if view.with_others else []),
        *(_news(view)),
        *(_line(view, line) for line in lines),
        *_ways(view, page, after),
        *(element for each in view.besides for element in _besides(each)),
    )


def _how_many(view: QueueView) -> str:
    count = len(view.lines)
    if not count:
        return NOTHING_WAITS if view.is_empty and not view.besides else NOTHING_TO_DECIDE
    mine = sum(line.is_mine and not line.covered_for for line in view.lines)
    many = "1 report waits." if count == 1 else f"{count:,} reports wait."
    return f"{many} {mine:,} on your desk." if mine else many


def _with_others(count: int) -> str:
    return "1 more is on somebody else's desk." if count == 1 else f"{count:,} more are on others' desks."


def _news(view: QueueView) -> list[Element]:
    return [
        text(f"{each.reference}: {NEWS_OF_LINES.get(each.kind, HAS_NEWS)}", close=True)
        for each in view.news[:MOST_REFERENCES]
    ]


def _line(view: QueueView, line: QueueLine) -> Element:
    told = ", ".join(part for part in (kind_shown(line.kind, line.reached), line.place) if part)
    what = [text(shortened(line.what, BEGINNING), close=True)] if line.what else []
    return opens(line.reference, line.id, told, *what, text(_time(view, line), subtle=True, close=True))


def _time(view: QueueView, line: QueueLine) -> str:
    """Why it stands where it does, and by when it is to be looked at."""
    day = short_day(line.look_by)
    if line.look_by < view.today:
        by = f"To be looked at since {day}"
    else:
        by = "To be looked at by 5pm today" if line.look_by == view.today else f"To be looked at by {day}"
    said = [
        f"Pressing. {by}" if line.why is Why.PRESSING else by,
        *([f"covered for {line.covered_for}"] if line.covered_for else ["on your desk"] if line.is_mine else []),
        *([f"taken on by {line.left_with}, waiting since {short_day(line.left_on)}"] if line.left_on else []),
        *(["its reporter has answered"] if line.answered else []),
        *(["its reporter would like to withdraw it"] if line.asks_to_withdraw else []),
    ]
    return ", ".join(said)


def _ways(view: QueueView, page: int, after: int) -> list[Element]:
    """More of it, what is routine together, and the next that is on nobody's desk."""
    ways = []
    if any(not line.is_mine for line in view.lines):
        ways.append(press("Take the next", "queue.claim_next", view))
    if view.routine:
        ways.append(press(f"Routine ones ({len(view.routine):,})", "queue.routine", view))
    if after > 0:
        ways.append(press(f"And {after:,} more: next", "queue.show", view, page=page + 1))
    if page > 1:
        ways.append(press("Back to the first", "queue.show", view, page=1))
    return [buttons(*ways)] if ways else []


def _besides(each: Besides) -> list[Element]:
    """What else waits: how many, or the first of them, each with the way to it."""
    if not each.references:
        return [text(f"{each.words}: {each.how_many:,}", subtle=True)]
    rest = len(each.references) - MOST_REFERENCES
    return [
        text(f"{each.words}:", subtle=True),
        *(opens(reference, reference) for reference in each.references[:MOST_REFERENCES]),
        *([text(f"And {rest:,} more.", subtle=True, close=True)] if rest > 0 else []),
    ]


def routine_card(view: QueueView, themes: Sequence[ThemeChoice], attempt: Attempt = NO_ATTEMPT) -> Card:
    """Reports of which there is little to learn one by one: ticked, and decided together with one sentence."""
    note, ticked = note_of(attempt), attempt.words("ticked")
    back = press("Back to the queue", "queue.show", view, page=1)
    if not view.routine:
        return card(heading("Routine ones"), *([note] if note else []), text(NO_ROUTINE), buttons(back))
    lines = lines_to_tick(view)
    rest = len(view.routine) - len(lines)
    choices = [(choice.value, f"{choice.name} ({choice.reference})") for choice in themes]
    theme = [choice_box("theme", "A theme that there is", choices, attempt.words("theme"))] if choices else []
    return card(
        heading("Routine ones"),
        text(ROUTINE),
        *([note] if note else []),
        {
            "type": "Input.ChoiceSet", "id": "ticked", "label": "Tick those that belong together",
            "isMultiSelect": True, "style": "expanded", "wrap": True, "value": ticked,
            "choices": [{"title": plain(_routine(line)), "value": f"{line.id}.{line.version}"} for line in lines],
        },
        *([text(f"And {rest:,} more after these.", subtle=True)] if rest > 0 else []),
        text_box("reason", "Your reason, in one sentence", attempt.words("reason"), hint="Why it fits each of them"),
        text(ROUTINE_THEME, subtle=True),
        *theme,
        text_box("name", f"{'Or a new' if choices else 'The'} theme's name", attempt.words("name"), long=False),
        buttons(press("Decide these", "queue.decide", view, primary=True), back),
    )  # fmt: skip


def _routine(line: QueueLine) -> str:
    told = ", ".join(part for part in (kind_shown(line.kind, line.reached), line.place) if part)
    return f"{line.reference} {told}: {shortened(line.what or '', BEGINNING)}"
