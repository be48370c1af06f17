"""Cards that stand in place of a candour case's for a while, each for one thing about it."""

from collections.abc import Callable, Mapping

from bot.cards.candour_assess import assess_page
from bot.cards.elements import Attempt, Card
from bot.casework.candour_views import CandourView
from psirf.rules import Rules

Page = Callable[[CandourView, Attempt, Rules], Card]

CANDOUR_PAGES: Mapping[str, Page] = {
    "assess": assess_page,
}
# Pages on which stands who somebody is, or what was said: opened for the candour roles alone, each time written down,
# and never put on a card that nobody has just pressed.
SHOW_PEOPLE: tuple[str, ...] = ()
SHOW_WORDS: tuple[str, ...] = ()
# Where a step is tried: what is said of it is said there.
CANDOUR_PAGE_OF: Mapping[str, str] = {
    "assess": "assess",
}
