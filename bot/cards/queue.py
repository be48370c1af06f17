"""What waits to be entered in the trust's incident system, as a list."""

from bot.cards.elements import Card, Element, card, heading, opens, text
from bot.cards.events import kind_shown
from bot.casework.entering import Queue, Waiting
from bot.wording import NOTHING_TO_ENTER
from psirf.spoken import spoken_day


def queue_card(queue: Queue, system: str) -> Card:
    """How many reports are not in the system yet, and the oldest of them, each shown when it is pressed."""
    if not queue.how_many:
        return card(text(NOTHING_TO_ENTER))
    rest = queue.how_many - len(queue.oldest)
    many = "1 report is" if queue.how_many == 1 else f"{queue.how_many:,} reports are"
    return card(
        heading("Not yet entered"),
        text(f"{many} not in {system} yet."),
        *([text(f"The {len(queue.oldest)} oldest:", subtle=True, close=True)] if rest else []),
        *(_line(waiting) for waiting in queue.oldest),
    )


def _line(waiting: Waiting) -> Element:
    told = f"{kind_shown(waiting.kind, waiting.reached)}, {waiting.place}"
    on = text(f"Reported {spoken_day(waiting.reported_on)}", subtle=True, close=True)
    return opens(waiting.reference, waiting.id, told, on)
