"""The cards of a queue, of themes, of a desk and of what was found, full and empty: for tests/house/test_cards.py."""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.cards.desk import desk_page
from bot.cards.elements import Attempt, Card
from bot.cards.finding import found_card, theme_card
from bot.cards.my_queue import my_queue_card, routine_card
from bot.casework.finding import FoundLine, FoundView, ThemeView
from bot.casework.my_queue import NewsLine, QueueLine, QueueView
from bot.casework.theme_views import ThemeChoice
from bot.casework.views import Button, Choice, DeskShown, EventView
from bot.casework.waiting import Besides
from psirf.queue import Why
from psirf.rules import Rules
from psirf.vocabulary import EventKind, EventStatus, Reached
from tests.conftest import NOW

TODAY = date(2026, 3, 4)
LONG = "Ünd sö wëiter “und” 💉 " * 200


def queue_cards(rules: Rules) -> Iterator[tuple[str, Card]]:
    for size, told in (("short", "A few words"), ("long", LONG)):
        lines = tuple(
            QueueLine(
                number, 3, f"PSE-{number:05}", EventKind.INCIDENT, Reached.NO, told[:200], told,
                list(Why)[number % 5], TODAY + timedelta(days=number % 3 - 1), number % 2 == 0, True, True, True,
                told[:100] if number % 4 == 0 else "",
            )
            for number in range(1, 90)
        )  # fmt: skip
        news = tuple(NewsLine(f"PSE-{number:05}", "event_answer") for number in range(30))
        references = tuple(f"SA-{number:05}" for number in range(30))
        besides = (Besides("Actions done, to be looked at", references), Besides("Not yet entered", how_many=1234))
        view = QueueView(1, 7, TODAY, lines, 12, news, besides * 3)
        themes = [ThemeChoice(str(number), f"TH-{number:05}", told[:80]) for number in range(20)]
        attempt = Attempt("decide", "A note.", {"ticked": "1.3,2.3", "reason": told[:1500], "name": told[:1500]})
        yield f"queue {size}", my_queue_card(view)
        yield f"queue noted {size}", my_queue_card(view, 2, Attempt(note=told[:300]))
        yield f"queue last {size}", my_queue_card(view, 900)
        yield f"routine {size}", routine_card(view, themes)
        yield f"routine attempted {size}", routine_card(view, themes, attempt)
        found = tuple(
            FoundLine(n, f"PSE-{n:05}", EventKind.RISK, None, told[:200], told, EventStatus.RECEIVED, TODAY)
            for n in range(8)
        )
        yield f"found {size}", found_card(FoundView(found, 3000, 8), told[:200])
        yield f"theme {size}", theme_card(ThemeView("TH-00001", told[:80], found * 9))
        steps = tuple(Button(name, name) for name in ("claim", "hand_over", "let_go"))
        others = tuple(Choice(str(n), f"{told[:70]} {n}") for n in range(40))
        desk = DeskShown("Lena Example", NOW, told[:80], others)
        event = EventView(
            1, "PSE-00001", 1, 1, EventStatus.RECEIVED, steps, TODAY, TODAY, is_reporter=False, desk=desk
        )
        yield f"desk {size}", desk_page(event, Attempt("hand_over", "A note."), rules)
    empty = QueueView(1, 1, TODAY, (), 0, (), ())
    yield "queue empty", my_queue_card(empty)
    yield "routine empty", routine_card(empty, [])
    yield "found none", found_card(FoundView((), 0), "")
