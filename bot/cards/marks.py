"""Words that may identify somebody: shown to their writer, who chooses; and to the patient safety team."""

from collections.abc import Sequence

from bot.cards.elements import Card, Element, attention, buttons, card, plain, press, submit, text
from bot.cards.questions import Was
from bot.casework.views import EventView, MarkShown
from bot.wording import MARKED, SHOW_ALL, STAYS_IN_TEAMS, TAKE_OUT
from psirf.identifiers import Identifier


def marks_card(marks: Sequence[Identifier], digest: str, draft: str, was: Was, *, tell_of_editing: bool) -> Card:
    """What may identify somebody in what was written, to be taken out or left in. It never blocks a report."""
    return card(
        *was.elements(),
        text(MARKED, strong=True),
        _ticks([(str(n), f"{mark.text.strip()} ({mark.kind.label})") for n, mark in enumerate(marks)], TAKE_OUT),
        buttons(
            submit("Take out", primary=True, draft=draft, do="take_out", marks=digest),
            submit("Leave all in", draft=draft, do="leave_in", marks=digest),
        ),
        *([text(STAYS_IN_TEAMS, subtle=True)] if tell_of_editing else []),
    )


def marks_to_look_at(view: EventView, marks: Sequence[MarkShown], label: str) -> list[Element]:
    """For the patient safety team: what is hidden from everybody else until it has looked."""
    choices = [(str(mark.number), f"{mark.words} ({mark.kind.label})") for mark in marks]
    return [
        attention(text("Only the patient safety team sees these words until one of you has looked.", strong=True)),
        _ticks(choices, "Tick what identifies somebody"),
        buttons(press(label, "event.look_at_marks", view, primary=True), press(SHOW_ALL, "event.show_marks", view)),
    ]


def _ticks(choices: Sequence[tuple[str, str]], label: str) -> Element:
    """Several to be ticked, all ticked to begin with."""
    return {
        "type": "Input.ChoiceSet", "id": "ticked", "label": label, "isMultiSelect": True, "style": "expanded",
        "wrap": True, "value": ",".join(value for value, _ in choices),
        "choices": [{"title": plain(title), "value": value} for value, title in choices],
    }  # fmt: skip
