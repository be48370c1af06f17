"""Reports that were found, and the reports of a theme, as lists."""

from bot.cards.elements import Card, Element, buttons, card, heading, opens, shortened, submit, text
from bot.cards.events import kind_shown
from bot.casework.finding import FoundLine, FoundView, ThemeView
from bot.wording import FOUND_NONE, LOOKED_FOR
from psirf.spoken import spoken_day

BEGINNING = 80  # characters of what happened
MOST_OF_THEME = 20  # reports of a theme on its card


def found_card(found: FoundView, sought: str, looked_for: str = "") -> Card:
    """What was found, newest first, each with a button that shows it; and the way to the next. Where nothing was,
    what was looked for."""
    if not found.lines:
        return card(text(FOUND_NONE), *([text(LOOKED_FOR.format(looked_for))] if looked_for else []))
    many = "1 report" if found.in_all == 1 else f"{found.in_all:,} reports"
    many += ", and maybe older ones" if found.or_more else ""
    after = found.in_all - found.first - len(found.lines)
    more = submit(f"And {after:,} more: next", do="find", value=sought, about=str(found.first + len(found.lines)))
    return card(
        heading("Found"),
        text(f"{many}, the newest first."),
        *(_line(line) for line in found.lines),
        *([buttons(more)] if after > 0 else []),
    )


def theme_card(theme: ThemeView) -> Card:
    """A theme, with the reports that are kept in it."""
    rest = len(theme.lines) - MOST_OF_THEME
    return card(
        heading(f"Theme · {theme.reference}"),
        text(f"“{theme.name}”"),
        *(_line(line) for line in theme.lines[-MOST_OF_THEME:]),
        *([text(f"And {rest:,} before these.", subtle=True)] if rest > 0 else []),
    )


def _line(line: FoundLine) -> Element:
    told = ", ".join(part for part in (kind_shown(line.kind, line.reached), line.place) if part)
    what = [text(shortened(line.what, BEGINNING), close=True)] if line.what else []
    on = f"Reported {spoken_day(line.reported_on)}. " if line.reported_on else ""
    return opens(line.reference, line.id, told, *what, text(f"{on}{line.status.label}", subtle=True, close=True))
