"""A form's questions as cards, and the card on which all answers are looked over."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.cards.elements import (
    Card,
    Element,
    attention,
    buttons,
    card,
    choice_box,
    date_box,
    heading,
    hidden,
    plain,
    quiet,
    reporting_as,
    shortened,
    show,
    submit,
    text,
    text_box,
)
from bot.forms.form import Asking, Form, Question
from bot.forms.whose_name import NAME
from bot.wording import ALL_ON_ONE, NO_NAME_KEPT, NOT_WATCHED

ANSWER_SHOWN = 120  # characters of an answer on the card on which all are looked over
WORDS_SHOWN = 40  # and of the words that it was read from
MOST_ADDED = 4  # buttons that add an answer; the rest is on the one card
NOTHING_TAKEN: Mapping[str, Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Was:
    """What comes before a question: a note of what was unclear or where it stands; the reference of what it
    is `about`; what was just `read` from what was told; and what to do where somebody is in `danger`."""

    note: str = ""
    about: str = ""
    read: tuple[tuple[str, str, str], ...] = ()
    danger: str = ""

    def noting(self, note: str) -> "Was":
        return replace(self, note=note)

    def reading(self, read: tuple[tuple[str, str, str], ...]) -> "Was":
        return replace(self, read=read)

    def elements(self) -> list[Element]:
        return [
            *([attention(text(self.danger, strong=True), text(NOT_WATCHED, close=True))] if self.danger else []),
            *([text(self.note)] if self.note else []),
            *_about(self.about),
            *(
                [quiet(*(text(f"{label}: {_from(shown, words)}") for label, shown, words in self.read))]
                if self.read
                else []
            ),
        ]


NOTHING_BEFORE = Was()
MOST_BUTTONS = 6  # on a question's card; where more can be chosen, they are listed


def _from(shown: str, words: str) -> str:
    """An answer, and the words it was read from."""
    shown = shortened(shown, ANSWER_SHOWN)
    return f"{shown} (“{shortened(words, WORDS_SHOWN)}”)" if words and words.casefold() != shown.casefold() else shown


def question_card(
    question: Question, answers: Mapping[str, str], asking: Asking, draft: str, was: Was = NOTHING_BEFORE
) -> Card:
    """One question, after these answers."""
    ask, hint = question.put(answers)
    return card(
        *was.elements(),
        text(ask, strong=True),
        *([text(hint, subtle=True, close=True)] if hint else []),
        *_offered(question, asking, draft),
        *_meanings(question, asking),
        *(_without_a_name(asking) if question is NAME else []),
    )


def _without_a_name(asking: Asking) -> list[Element]:
    """Where somebody turns who wants no name kept at all."""
    contacts = asking.contacts
    if contacts is None:
        return []
    lines = [text(NO_NAME_KEPT, strong=True)]
    lines += [text(f"{contacts.guardian.name}: {contacts.guardian.reach}")] if contacts.guardian else []
    if contacts.no_name is not None:
        link = {"type": "Action.OpenUrl", "title": f"Open {contacts.no_name.name}", "url": contacts.no_name.link}
        lines.append(buttons(link))
    return [quiet(*lines)] if len(lines) > 1 else []


def _offered(question: Question, asking: Asking, draft: str) -> list[Element]:
    """Buttons; or, where there are many or several can be chosen, a list and the button that sends it."""
    offers = question.offers(asking)
    if not offers:
        return []
    if question.kind != "some" and len(offers) <= MOST_BUTTONS:
        return [
            buttons(*(submit(each.label, draft=draft, question=question.key, value=each.said) for each in offers))
        ]
    box = choice_box("value", question.label, [(each.said, each.label) for each in offers], expanded=True)
    several = {"isMultiSelect": True} if question.kind == "some" else {}
    return [{**box, **several}, buttons(submit("That is it", draft=draft, question=question.key, primary=True))]


def _meanings(question: Question, asking: Asking) -> list[Element]:
    """What the answers mean, unfolded by those who want to know."""
    meanings = question.meanings(asking)
    if not meanings:
        return []
    lines = [element for label, means in meanings for element in (text(label, strong=True), text(means, close=True))]
    return [buttons(show("What do these mean?", "meanings")), hidden("meanings", *lines)]


def confirm_card(unsure: Mapping[str, str], draft: str, key: str, was: Was = NOTHING_BEFORE) -> Card:
    """A guess, to be confirmed before it counts. Its buttons are for this guess and no later one."""
    return card(*was.elements(), text(unsure["confirm"], strong=True), _yes_or_no(unsure, draft, key, "Yes", "No"))


def several_card(
    unsure: Mapping[str, str], parts: Sequence[str], draft: str, key: str, was: Was = NOTHING_BEFORE
) -> Card:  # fmt: skip
    """Several events seem to be told: shall each have a report of its own?"""
    told = [quiet(text(shortened(part, ANSWER_SHOWN))) for part in parts]
    yes_no = _yes_or_no(unsure, draft, key, "One at a time", "It is one event")
    return card(*was.elements(), text(unsure["confirm"], strong=True), *told, yes_no)


def _yes_or_no(unsure: Mapping[str, str], draft: str, key: str, yes: str, no: str) -> Element:
    guess = mark_of(unsure)
    return buttons(
        submit(yes, draft=draft, question=key, do="confirm", guess=guess),
        submit(no, draft=draft, question=key, do="deny", guess=guess),
    )


def mark_of(unsure: Mapping[str, str]) -> str:
    """What tells one guess from another, without saying what was guessed."""
    return hashlib.sha256(unsure["value"].encode()).hexdigest()[:16]


def check_card(
    form: Form, answers: Mapping[str, str], asking: Asking, draft: str, by: str, was: Was = NOTHING_BEFORE,
    taken: Mapping[str, Mapping[str, str]] = NOTHING_TAKEN, left_in: str = "",
) -> Card:  # fmt: skip
    """Every answer with the words it was read from, each to be changed; Send is on the first screen of a phone."""
    asked = [q for q in form.questions if q.applies(answers) and not q.unseen]
    added = [q for q in asked if q.later and (answers.get(q.key) or q.unless_said)]
    more = [q for q in asked if q.later and q not in added]
    caution, calm = form.caution(answers), form.caution(answers, calm=True)

    def rows(questions: Sequence[Question]) -> list[Element]:
        return [_answer(q, answers, asking, draft, taken.get(q.key, {}).get("words", "")) for q in questions]

    return card(
        *was.elements(),
        heading(f"Check, then {form.send.lower()}"),
        *([attention(text(caution, strong=True))] if caution else []),
        *rows([q for q in asked if not q.later]),
        *([text(left_in, subtle=True)] if left_in else []),
        *([quiet(text(calm))] if calm else []),
        buttons(submit(form.send, primary=True, draft=draft, do="send")),
        *rows(added),
        *_to_add(more, draft),
        *reporting_as(by, draft, form.signed),
    )


def _to_add(more: Sequence[Question], draft: str) -> list[Element]:
    """What may be added, if one likes: one at a time, or all of it on one card."""
    if not more:
        return []
    adds = [submit(f"Add: {q.label.lower()}", draft=draft, do="change", question=q.key) for q in more[:MOST_ADDED]]
    return [buttons(*adds, submit(ALL_ON_ONE, draft=draft, do="as_card"))]


def _answer(question: Question, answers: Mapping[str, str], asking: Asking, draft: str, words: str) -> Element:
    """An answer, with its label above it, the words it was read from, and the word that changes it beside it."""
    value = answers.get(question.key) or question.unless_said
    shown = shortened(question.shown(value, asking), ANSWER_SHOWN) if value else "Skipped"
    change = submit(f"Change: {question.label.lower()}", draft=draft, do="change", question=question.key)
    from_words = f", from “{shortened(words, WORDS_SHOWN)}”" if words and words.casefold() != shown.casefold() else ""
    return {
        "type": "ColumnSet", "spacing": "Small",
        "columns": [
            {"type": "Column", "width": "stretch",
             "items": [text(f"{question.label}{from_words}", subtle=True), {**text(shown), "spacing": "None"}]},
            {"type": "Column", "width": "auto", "verticalContentAlignment": "Center", "selectAction": change,
             "minHeight": "44px",
             "items": [{"type": "TextBlock", "text": "Change", "color": "Accent", "weight": "Bolder"}]},
        ],
    }  # fmt: skip


def leave_card(draft: str, form: Form, begins: str = "") -> Card:
    """Keep a form, or delete it? It is shown by its first words, so that no other is deleted."""
    return card(
        text(f"Keep this {form.noun} for later, or delete it now?", strong=True),
        *([quiet(text(shortened(begins, ANSWER_SHOWN)))] if begins else []),
        buttons(
            submit("Keep for later", draft=draft, do="keep"),
            submit("Delete now", draft=draft, do="delete"),
            submit("Carry on", draft=draft, do="carry_on"),
        ),
    )


def half_made_card(form: Form, begins: str, draft: str, *, anew: bool = False, about: str = "") -> Card:
    """What was begun and not sent is offered again; `anew`: beside it, to begin another."""
    return card(
        heading(f"Half-made {form.noun}"),
        *_about(about),
        *([quiet(text(shortened(begins, ANSWER_SHOWN)))] if begins else []),
        text("It has not been sent. Would you like to carry on with it?"),
        buttons(
            submit("Carry on", primary=True, draft=draft, do="carry_on"),
            *([submit("Start a new one", draft=draft, do="start_anew")] if anew else []),
            submit("Delete it", draft=draft, do="delete"),
        ),
    )


def told_card(words: str, draft: str, note: str = "") -> Card:
    """Somebody just told what happened: may a report begin with their words?"""
    return card(
        *([text(note)] if note else []),
        text("Shall I start a report with your words?", strong=True),
        quiet(text(shortened(words, ANSWER_SHOWN))),
        text("Nothing is sent before you have looked at it.", subtle=True),
        buttons(
            submit("Start the report", primary=True, draft=draft, do="carry_on"),
            submit("Delete it", draft=draft, do="delete"),
        ),
    )


def form_inputs(
    form: Form, said: Mapping[str, str], unclear: Mapping[str, str], people: Sequence[tuple[str, str]] = ()
) -> list[Element]:
    """The whole form as inputs, what was unclear said at its field. Teams checks nothing: readers do.

    `people` are (id, name), for a question that names one.
    """
    return [_input(q, said.get(q.key, ""), unclear.get(q.key, ""), people) for q in form.questions]


def _input(question: Question, value: str, unclear: str, people: Sequence[tuple[str, str]]) -> Element:
    label = plain(f"{question.label}. {unclear}" if unclear else question.label)
    if question.kind == "person":
        return person_box(question.key, label, people, value)
    if question.kind == "day":
        return date_box(question.key, label, value)
    return text_box(question.key, label, value, long=question.long)


def person_box(id: str, label: str, people: Sequence[tuple[str, str]], value: str = "") -> Element:
    """One of some people, (id, name); or, where there are too many to list, whom the name is written of."""
    if people:
        return choice_box(id, label, people, value)
    return text_box(id, label, value, hint="Their full name, or “me”", long=False)


def _about(reference: str) -> list[Element]:
    return [text(f"For {reference}", subtle=True)] if reference else []
