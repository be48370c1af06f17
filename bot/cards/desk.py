"""On whose desk an event is: a line on its card, and the page on which it is handed over or let go of."""

from bot.cards.elements import Attempt, Card, buttons, card, heading, note_of, press, text
from bot.cards.questions import person_box
from bot.casework.views import EventView
from bot.wording import ON_NOBODYS_DESK
from psirf.rules import Rules
from psirf.spoken import spoken_day
from psirf.working_time import london_day


def desk_rows(view: EventView) -> list[tuple[str, str | None]]:
    """Who has taken it on, and the theme it is kept in."""
    if view.desk is None:
        return []
    return [("Who has it", view.desk.by or None), ("Theme", view.desk.theme or None)]


def desk_page(view: EventView, attempt: Attempt, rules: Rules) -> Card:
    """Whose it is, to whom it can be handed over, and the way to let go of it."""
    steps, note, desk = view.steps, note_of(attempt), view.desk
    whose = ON_NOBODYS_DESK
    if desk is not None and desk.by and desk.at is not None:
        whose = f"{desk.by} has it, since {spoken_day(london_day(desk.at))}."
    ways = []
    box = []
    if "hand_over" in steps and desk is not None:
        people = [(choice.value, choice.label) for choice in desk.others]
        box = [person_box("to", "To whom?", people, attempt.words("to"))]
        ways.append(press(steps["hand_over"], "event.hand_over", view, primary=True))
    for step in ("claim", "let_go"):
        if step in steps:
            ways.append(press(steps[step], f"event.{step}", view))
    return card(
        heading(f"Whose desk · {view.reference}"),
        text(whose),
        *box,
        *([note] if note else []),
        buttons(*ways, press("Back to the card", "event.show", view)),
    )
