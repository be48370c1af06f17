"""The few pieces of an adaptive card that we use. A card is plain data, built and never parsed.

All running text is set as text runs, which no client reads as markdown, HTML or a mention; only
headings and labels, which are our own words, are text blocks.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

Element = dict[str, Any]
Card = dict[str, Any]

LONGEST = 600  # characters of somebody's words that a card shows before "read all of it"
# Controls that a card must not carry: unprintable ones, and those that turn text round.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(words: str) -> str:
    """Somebody's words as a card may carry them. `{{` would be read as a date to be filled in."""
    return CONTROLS.sub("", words.replace("\r\n", "\n")).replace("{{", "{\u200b{")


def shortened(words: str, longest: int = LONGEST) -> str:
    words = words.strip()
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def heading(words: str) -> Element:
    """A heading, in our own words alone."""
    return {
        "type": "TextBlock", "text": words, "style": "heading", "weight": "Bolder", "size": "Medium",
        "wrap": True,
    }  # fmt: skip


def text(words: str, *, subtle: bool = False, strong: bool = False, close: bool = False) -> Element:
    """Running text, shown as it is. `close`: near the line above."""
    run: Element = {"type": "TextRun", "text": plain(words)}
    if subtle:
        run |= {"isSubtle": True, "size": "Small"}
    if strong:
        run["weight"] = "Bolder"
    block: Element = {"type": "RichTextBlock", "inlines": [run]}
    if close:
        block["spacing"] = "Small"
    return block


def row(label: str, value: str) -> Element:
    """A label and what belongs to it, aligned with the rows above and below."""
    name: Element = {
        "type": "RichTextBlock",
        "inlines": [{"type": "TextRun", "text": label, "isSubtle": True}],
    }
    return {
        "type": "ColumnSet", "spacing": "Small",
        "columns": [
            {"type": "Column", "width": "84px", "items": [name]},
            {"type": "Column", "width": "stretch", "items": [text(value)]},
        ],
    }  # fmt: skip


def named(name: str, words: str) -> Element:
    """Running text that begins with what it is about: for names too long to stand beside it on a phone."""
    runs = [{"type": "TextRun", "text": f"{name}: ", "weight": "Bolder"}, {"type": "TextRun", "text": plain(words)}]
    return {"type": "RichTextBlock", "spacing": "Small", "inlines": runs}


def rows(*pairs: tuple[str, str | None]) -> list[Element]:
    return [row(label, value) for label, value in pairs if value]


def attention(*items: Element) -> Element:
    """Something that must not be overlooked. It says so in words, not by colour alone."""
    return {"type": "Container", "style": "warning", "items": list(items), "bleed": False}


def quiet(*items: Element) -> Element:
    return {"type": "Container", "style": "emphasis", "items": list(items), "bleed": False}


def hidden(id: str, *items: Element) -> Element:
    """Shown when its button is pressed; see `show`."""
    return {"type": "Container", "id": id, "isVisible": False, "items": list(items)}


def buttons(*actions: Element) -> Element:
    return {"type": "ActionSet", "actions": list(actions)}


def text_box(id: str, label: str, value: str = "", *, hint: str = "", long: bool = True) -> Element:
    return {
        "type": "Input.Text", "id": id, "label": label, "value": value, "placeholder": hint,
        "isMultiline": long, "maxLength": 1500,
    }  # fmt: skip


def date_box(id: str, label: str, value: str = "") -> Element:
    return {"type": "Input.Date", "id": id, "label": label, "value": value}


def choice_box(
    id: str, label: str, choices: Sequence[tuple[str, str]], value: str = "", *, expanded: bool = False
) -> Element:  # fmt: skip
    """One of some choices, (value, label): all to be seen, or in a list that opens."""
    return {
        "type": "Input.ChoiceSet", "id": id, "label": label, "value": value,
        "style": "expanded" if expanded else "compact", "wrap": True,
        "placeholder": "Choose one",
        "choices": [{"title": plain(title), "value": kept} for kept, title in choices],
    }  # fmt: skip


class Versioned(Protocol):
    """A view of a record: which one, and the version seen."""

    @property
    def id(self) -> int: ...
    @property
    def version(self) -> int: ...


def press(
    title: str, verb: str, view: Versioned, *, primary: bool = False, page: int | None = None,
    item: int | None = None, living: bool = False,
) -> Element:  # fmt: skip
    """A button that calls us back with a verb, an id and the version seen; never with content.

    `item`: which of several on the card. `living`: it stands on a reporter's living card. Some phones
    cannot execute: the fallback submits the same as a message.
    """
    data: dict[str, int] = {"id": view.id, "seen": view.version}
    data |= {key: value for key, value in (("page", page), ("item", item), ("living", living or None)) if value}
    action: Element = {
        "type": "Action.Execute", "title": title, "verb": verb, "data": data,
        "fallback": {"type": "Action.Submit", "title": title, "data": {"verb": verb, **data}},
    }  # fmt: skip
    if primary:
        action["style"] = "positive"
        action["fallback"]["style"] = "positive"
    return action


def submit(title: str, *, primary: bool = False, **data: str) -> Element:
    """A button in a conversation: its press comes as a message with these data."""
    action: Element = {"type": "Action.Submit", "title": title, "data": {**data}}
    if primary:
        action["style"] = "positive"
    return action


def reporting_as(name: str, draft: str = "", signed: str = "Reporting as {}.") -> list[Element]:
    """Who is signed in, for the shared computer; and beside it what to press if that is somebody else."""
    if not name:
        return []
    not_you = submit("Not you?", do="not_you", draft=draft) if draft else submit("Not you?", do="not_you")
    link = {"type": "TextBlock", "text": "Not you?", "color": "Accent", "weight": "Bolder"}
    return [
        {
            "type": "ColumnSet", "spacing": "Small",
            "columns": [
                {"type": "Column", "width": "stretch", "verticalContentAlignment": "Center",
                 "items": [text(signed.format(name), subtle=True)]},
                {"type": "Column", "width": "auto", "minHeight": "44px", "verticalContentAlignment": "Center",
                 "selectAction": not_you, "items": [link]},
            ],
        }
    ]  # fmt: skip


def opens(reference: str, about: int | str, beside: str = "", *lines: Element) -> Element:
    """A record in a list, as wide as the card: pressed anywhere, it is shown. `about`: its reference, or the id of
    an event. `beside`: what stands next to its reference."""
    runs: list[Element] = [
        {"type": "TextRun", "text": reference, "color": "Accent", "weight": "Bolder"},
        *([{"type": "TextRun", "text": f"  {plain(beside)}"}] if beside else []),
    ]
    return {
        "type": "Container", "separator": True, "selectAction": submit(reference, do="show", about=str(about)),
        "items": [{"type": "RichTextBlock", "inlines": runs}, *lines],
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fold:
    """A part of a card that a button unfolds: a few fields, and the button that sends them."""

    step: str
    title: str
    body: Sequence[Element]
    send: Element


def folded(*parts: Fold | Element, open_step: str = "", note: Element | None = None) -> list[Element]:
    """Buttons, some of which unfold their part beneath them; that of the step just tried stands open,
    with the note of what came of it where the eyes are: above its button."""
    opened = [part for part in parts if isinstance(part, Fold) and part.step == open_step]
    others = [part for part in parts if part not in opened]
    shown: list[Element] = [quiet(*part.body, *([note] if note else []), buttons(part.send)) for part in opened]
    if others:
        shown.append(buttons(*(_unfolds(part) if isinstance(part, Fold) else part for part in others)))
    return shown


def _unfolds(part: Fold) -> Element:
    return {
        "type": "Action.ShowCard", "title": part.title,
        "card": {"type": "AdaptiveCard", "body": list(part.body), "actions": [part.send]},
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of a press, said on the card. `said` is what was typed, given back so that it is not
    lost; `unclear` stands beside the fields that could not be read."""

    step: str = ""
    note: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    unclear: Mapping[str, str] = field(default_factory=dict)
    item: int = 0  # which of several on the card was tried

    def words(self, key: str) -> str:
        return self.said.get(key, "")


NO_ATTEMPT = Attempt()


def note_of(attempt: Attempt) -> Element | None:
    """What is said of a press, or nothing. What went well is said quietly."""
    if not attempt.note:
        return None
    said = text(attempt.note, strong=True)
    return attention(said) if attempt.step else said


def on_top(note: Element | None, below: Sequence[Element]) -> list[Element]:
    """The note, where it does not stand below already, beside what was pressed."""
    return [note] if note is not None and not any(_holds(element, note) for element in below) else []


def _holds(element: Any, wanted: Element) -> bool:
    if element is wanted:
        return True
    inner = element.values() if isinstance(element, dict) else element if isinstance(element, list) else ()
    return any(_holds(each, wanted) for each in inner)


def show(title: str, *ids: str) -> Element:
    """A button that shows what is hidden under these ids, and hides it again."""
    return {"type": "Action.ToggleVisibility", "title": title, "targetElements": list(ids)}


def card(*body: Element, actions: Sequence[Element] = ()) -> Card:
    drawn: Card = {
        "type": "AdaptiveCard", "version": "1.5", "body": list(body),
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
    }  # fmt: skip
    if actions:
        drawn["actions"] = list(actions)
    return drawn
