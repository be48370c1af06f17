"""The whole of what was written, where a card shows only its beginning."""

from collections.abc import Sequence
from typing import Protocol

from bot.cards.elements import Card, Element, Versioned, buttons, card, heading, press, text

PAGE = 4000  # characters of a page, so that a card of emoji still keeps within 25 KB

# A label, the words, and how many characters of them the card shows.
Part = tuple[str, str | None, int]


class Referred(Versioned, Protocol):
    @property
    def reference(self) -> str: ...


def read_all(subject: str, view: Versioned, parts: Sequence[Part]) -> list[Element]:
    """The button that leads to all of it, where any part is shown cut."""
    cut = any(len((words or "").strip()) > shown for _, words, shown in parts)
    return [buttons(press("Read all of it", f"{subject}.read_all", view, page=1))] if cut else []


def whole_card(subject: str, view: Referred, parts: Sequence[Part], page: int) -> Card:
    """All parts one after another, a page at a time."""
    written = [(label, words.strip()) for label, words, _ in parts if words]
    labelled = len(written) > 1
    told = "\n\n".join(f"{label}: {words}" if labelled else words for label, words in written)
    pages = max(1, -(-len(told) // PAGE))
    page = min(max(page, 1), pages)
    verb = f"{subject}.read_all"
    before = [press("Page before", verb, view, page=page - 1)] if page > 1 else []
    after = [press("Next page", verb, view, page=page + 1)] if page < pages else []
    return card(
        heading(f"{view.reference}, page {page} of {pages}" if pages > 1 else view.reference),
        text(told[(page - 1) * PAGE : page * PAGE]),
        buttons(*after, *before, press("Back to the card", f"{subject}.show", view)),
    )
