"""Cards about learning responses: who leads one, whether it was held, what was learned, and what it was before."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.cards.candour_ask import to_involve
from bot.cards.candour_questions import questions_on_response
from bot.cards.deciding import short_name
from bot.cards.elements import (
    LONGEST,
    NO_ATTEMPT,
    Attempt,
    Card,
    Element,
    Fold,
    attention,
    buttons,
    card,
    choice_box,
    folded,
    heading,
    note_of,
    on_top,
    press,
    quiet,
    rows,
    shortened,
    submit,
    text,
    text_box,
)
from bot.cards.questions import form_inputs, person_box
from bot.cards.reporter import IN_PLAIN_WORDS
from bot.cards.support import support_button
from bot.cards.whole import Part, read_all
from bot.casework.response_views import LONGEST_LINE, ResponseLine, ResponseView
from bot.casework.views import EventView
from bot.forms.response import HELD, LINES
from bot.wording import (
    BECAME_ANOTHER,
    HANDED_BACK_FREELY,
    LATE_HUDDLE,
    MAKE_IT_AN_AAR,
    NO_RESPONSE_HERE,
    NOT_HELD_IN_TIME,
    RESPONSE_CHANGED,
)
from psirf.rules import Rules
from psirf.spoken import spoken_day, spoken_moment, within_a_sentence
from psirf.vocabulary import ResponseStatus, ResponseType
from psirf.working_time import london_day

MOST_BEFORE = 4  # of what it was before, listed on a card
HAPPENED = 200  # characters of what happened
NOBODY_YET = "Nobody yet"


def in_a_sentence(response: ResponseType, *, article: bool = False) -> str:
    """`after action review`, `PSII`; with its article, `an after action review`, `a PSII`."""
    name = "PSII" if response is ResponseType.PSII else within_a_sentence(response.label)
    return f"{'an' if name[0] in 'aM' else 'a'} {name}" if article else name


# ---- on the event's card ----


def response_on_event(view: EventView) -> list[Element]:
    """A line on its event's card, and the way to it."""
    line = view.response
    if line is None:
        return []
    return [
        text(f"{line.reference}: {in_a_sentence(line.type)}, {_state(line)}"),
        buttons(press(f"Open {line.reference}", "event.page_response", view)),
    ]


def _state(line: ResponseLine) -> str:
    if line.status is ResponseStatus.HELD and line.held_on is not None:
        return f"held on {spoken_day(line.held_on)}"
    lead = f"{line.lead} leads" if line.lead else "nobody leads it yet"
    return f"{lead}, {line.status.label.lower()}"


def response_page(view: EventView, attempt: Attempt, rules: Rules) -> Card:
    """The response in place of its event's card."""
    return response_card(view.whole_response, attempt) if view.whole_response else card(text(NO_RESPONSE_HERE))


# ---- its own card ----


def response_card(view: ResponseView, attempt: Attempt = NO_ATTEMPT) -> Card:
    """A learning response as one person may see it, with the steps open to them, and what came of a press."""
    note = note_of(attempt)
    below = [] if view.became else [*_late(view, attempt, note), *_steps(view, attempt, note)]
    return card(
        heading(f"{short_name(view.type) if view.type else 'Learning response'} · {view.reference}"),
        *on_top(note, below),
        *([text(BECAME_ANOTHER.format(view.became), strong=True)] if view.became else []),
        *([text(shortened(view.what, HAPPENED))] if view.what else []),
        *read_all("response", view, parts_of(view)),
        *rows(
            ("State", _held(view)),
            ("Leads", view.lead or NOBODY_YET),
            ("By", _by(view.hold_by)),
            ("Took part", view.took_part and shortened(view.took_part, LONGEST_LINE)),
            ("For", view.event_reference),
            ("Where", view.place),
        ),
        *_proposed(view),
        *_learned(view),
        *_why(view),
        *_before(view),
        *_not_led_by(view),
        *questions_on_response(view),
        *below,
        *_ways(view),
    )


def parts_of(view: ResponseView) -> list[Part]:
    """What people wrote, and how much of it the card shows."""
    return [
        ("What happened", view.what, HAPPENED),
        ("Why it was not held", view.not_held_because, LONGEST),
        ("Why it was chosen", view.chosen_because, HAPPENED),
        *(
            part
            for past in view.history[:MOST_BEFORE]
            for part in (
                (f"Why {past.reference} was not held", past.not_held_because, HAPPENED),
                (f"Why {past.reference} was changed", past.because, HAPPENED),
            )
        ),
    ]


def _held(view: ResponseView) -> str:
    if view.held_on is not None and view.status is ResponseStatus.HELD:
        return f"Held on {spoken_day(view.held_on)}"
    return view.status.label


def _by(moment: datetime | None) -> str | None:
    return spoken_moment(moment) if moment else None


def _proposed(view: ResponseView) -> list[Element]:
    """What it becomes once others have said yes."""
    proposed = view.proposal
    if proposed is None:
        return []
    asked = f"{proposed.by} asked {', '.join(proposed.asked[:4])} ({proposed.reference})."
    return [
        text(f"Waiting for approval: {proposed.response.label}", strong=True),
        text(f"{asked} Until it is approved, everything stays as it is.", subtle=True, close=True),
    ]


def _learned(view: ResponseView) -> list[Element]:
    shown: list[Element] = []
    if view.not_held_because:
        first = "At first it" if view.status is ResponseStatus.HELD else "It"
        shown.append(text(f"{first} was not held: “{shortened(view.not_held_because)}”"))
    if view.learned:
        so_far = "" if view.status is ResponseStatus.HELD else " so far"
        lines = [text(f"• {line}", close=True) for line in view.learned]
        shown.append(quiet(text(f"What was learned{so_far}", strong=True), *lines))
    return shown


def _why(view: ResponseView) -> list[Element]:
    if not view.chosen_because or view.history:
        return []
    return [text(f"Why it was chosen: “{shortened(view.chosen_because, HAPPENED)}”", subtle=True)]


def _before(view: ResponseView) -> list[Element]:
    """What it was, each with why it became another: nothing of it is lost."""
    lines = []
    for past in view.history[:MOST_BEFORE]:
        held = f", held on {spoken_day(past.held_on)}" if past.held_on else ""
        if past.not_held_because:
            held = f", not held: “{shortened(past.not_held_because, HAPPENED)}”"
        day = f" on {spoken_day(london_day(past.at))}" if past.at else ""
        changed = f"{past.by or 'Somebody'} changed it{day}: “{shortened(past.because, HAPPENED)}”"
        lines.append(
            text(f"It was {in_a_sentence(past.type, article=True)} ({past.reference}){held}. {changed}", subtle=True)
        )
    return lines


def _not_led_by(view: ResponseView) -> list[Element]:
    """Who does not lead it; for everybody who looks alike, so that it tells nothing of anybody."""
    if not {"give_lead", "hand_back"} & set(view.steps) or not view.not_led_by:
        return []
    *others, last = view.not_led_by
    listed = f"{', '.join(others)} or {last}" if others else last
    passing = f" {HANDED_BACK_FREELY}" if view.is_sealed else ""
    return [text(f"It is led by somebody other than {listed}.{passing}", subtle=True)]


def _late(view: ResponseView, attempt: Attempt, note: Element | None) -> list[Element]:
    """A huddle that was not held, or not in time: it becomes an after action review with one press."""
    if not is_to_become_another(view):
        return []
    said = LATE_HUDDLE.format(view.late_after) if view.late_after else MAKE_IT_AN_AAR
    tried = attempt.step == "to_aar"
    draft = NOT_HELD_IN_TIME.format(view.late_after) if view.late_after else view.not_held_because or ""
    return [
        attention(text(said, strong=True)),
        text_box("reason", "Why, in one sentence", attempt.words("reason") if tried else shortened(draft, HAPPENED)),
        *([note] if note is not None and tried else []),
        buttons(press("Make it an AAR", "response.to_aar", view, primary=True)),
    ]


def is_to_become_another(view: ResponseView) -> bool:
    """Whether it is a huddle that was not held, and who looks may make it an after action review."""
    not_held = view.late_after or view.status is ResponseStatus.NOT_HELD
    may = "change" in view.steps and ResponseType.AAR in view.others
    return bool(not_held and may and view.type is ResponseType.SWARM)


def _steps(view: ResponseView, attempt: Attempt, note: Element | None) -> list[Element]:
    steps, parts = view.steps, list[Fold | Element]()

    def typed(step: str, key: str) -> str:
        """What was typed where this step was tried, given back; nothing where another was."""
        return attempt.words(key) if attempt.step == step else ""

    to_give: list[Fold | Element] = []
    if "lead_it" in steps and not view.late_after:
        to_give.append(press(steps["lead_it"], "response.lead_it", view, primary=view.lead is None))
    if "give_lead" in steps:
        box = person_box("lead", "Who leads it?", view.people, shortened(typed("give_lead", "lead"), LONGEST_LINE))
        to_give.append(Fold("give_lead", steps["give_lead"], [box], press("Give it", "response.give_lead", view)))
    if "hand_back" in steps:
        to_give.append(press(steps["hand_back"], "response.hand_back", view))
    if "hold" in steps:
        send = press(HELD.send, "response.hold", view, primary=True)
        parts.append(Fold("hold", steps["hold"], _to_fill_in(view, attempt), send))
    if "not_held" in steps and not is_to_become_another(view):
        box = text_box("why_not", "Why was it not held?", typed("not_held", "why_not"))
        parts.append(Fold("not_held", steps["not_held"], [box], press("Keep the reason", "response.not_held", view)))
    if "change" in steps and view.others:
        choices = [(each.value, each.label) for each in view.others]
        fields = [
            choice_box("to", "What shall it become?", choices, typed("change", "to"), expanded=True),
            text_box("because", "Why, in one sentence", typed("change", "because")),
        ]
        parts.append(Fold("change", steps["change"], fields, press("Change it", "response.change", view)))
    in_order = [*to_give, *parts] if view.lead is None else [*parts, *to_give]  # what comes next stands first
    return folded(*in_order, open_step=attempt.step, note=note)


def _to_fill_in(view: ResponseView, attempt: Attempt) -> Sequence[Element]:
    """The day, who took part and the lines; with what was carried over, to be changed."""
    carried = {"took_part": view.took_part or "", **dict(zip(LINES, view.learned, strict=False))}
    said = attempt.said if attempt.step == "hold" else carried
    fields: list[dict[str, Any]] = form_inputs(
        HELD, {key: shortened(words, LONGEST_LINE) for key, words in said.items()}, attempt.unclear
    )
    return [each | {"maxLength": LONGEST_LINE} if each["type"] == "Input.Text" else each for each in fields]


def _ways(view: ResponseView) -> list[Element]:
    """To an action of its event, which is asked for in the chat; and to the event."""
    if view.event_reference is None or view.became:
        return []
    ways = [submit("Add an action", do="begin", form="safety_action", about=str(view.event.id))]
    return [
        buttons(
            *(ways if view.adds_actions else []),
            *to_involve(view),
            press(f"Open {view.event_reference}", "event.show", view.event),
            *([support_button()] if view.steps else []),
        )
    ]


# ---- for the reporter ----


def changed_page(view: EventView, attempt: Attempt, rules: Rules) -> Card:
    """Another way to learn was chosen, for a reporter who was told something before."""
    chosen = next((step.words for step in view.progress or () if step.label == "Response chosen"), "")
    plainly = next((words for each, words in IN_PLAIN_WORDS.items() if each.label == chosen), "")
    return card(
        heading(f"News of {view.reference}"),
        text(RESPONSE_CHANGED),
        *([text(f"To learn from it, {plainly}")] if plainly else []),
        text("What comes of it comes to you here too.", subtle=True),
    )
