"""All that was written down of a case, dated, the newest last, a page at a time. Who the people are is not on it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.candour_words import CANDOUR_STEP_NOT_OPEN, HURT_ASKS, NOTHING_WRITTEN, WHOLE_WORDS
from bot.cards.elements import Attempt, Card, Element, buttons, card, heading, note_of, press, text
from bot.cards.whole import PAGE
from bot.casework.candour_people import FIELDS
from bot.casework.candour_promises import DAYS as PEACE
from bot.casework.candour_promises import OFTEN
from bot.casework.candour_views import CandourView, EntryShown
from bot.forms.candour_log import PLAN
from psirf.candour.kept import LetterKind, Mode, NoteName, Result, SaysOfDraft, SentBy, TriedBy, Wanted
from psirf.candour.terms import AskedBy, Limb, LimbAnswer, PersonKind
from psirf.candour.terms import Element as Part
from psirf.spoken import spoken_day, spoken_moment

# What was chosen, by its value, as people read it: of some keys, and of all others.
CHOSEN = {each.value: each.label for terms in (TriedBy, SentBy) for each in terms}
OF_KEY = {
    "mode": {each.value: each.label for each in Mode},
    "result": {each.value: each.label for each in Result},
    "wanted": {each.value: each.label for each in Wanted},
    "says": {each.value: each.label for each in SaysOfDraft},
    "letter": {each.value: each.label for each in LetterKind},
    "kind": {each.value: each.label for each in PersonKind},
    "was": {each.value: f"Before: {each.label}" for each in PersonKind},
    "asked_by": {each.value: f"The word of {each.label}" for each in AskedBy},
}
DAYS = {"on": "On {}", "until": "Until {}"}
# What was asked for, by the key of the words that answered it: of some entries, and of all others.
ASKED_IN: Mapping[str, Mapping[str, str]] = {
    NoteName.PLAN.label: {each.key: each.ask for each in PLAN.questions},
    NoteName.PERSON.label: {each: f"Before, {each.replace('_', ' ')}" for each in (*FIELDS, OFTEN, PEACE)},
    NoteName.RESTORATIVE.label: dict(HURT_ASKS),
}
ASKED = {
    "place": "Where",
    "ours": "There for us",
    "theirs": "There with them",
    "contact": "Whom they can ring",
    "reference": "Its reference",
    "signed_by": "Signed by",
    "profession": "In whose opinion",
    "why": "Why",
    OFTEN: "How often they would like to hear from us",
    PEACE: "What the days to leave in peace are to them",
}
NOT_SHOWN = ("has_words", "number", "in_person", "reached", "limbs", "elements", "cannot")  # by themselves
ELEMENTS = {each.value: each.label for each in Part}
LABELS = {each.value: each.label for each in Limb}
Line = tuple[str, bool]  # and whether an entry begins with it


def words_page(view: CandourView, attempt: Attempt, rules: object) -> Card:
    """A page of what was written; the item of the press is the page."""
    note, back = note_of(attempt), press("Back", "candour.show", view)
    top = [heading(f"All that was written · {view.reference}"), *([note] if note else [])]
    if view.written is None:
        return card(*top, text(CANDOUR_STEP_NOT_OPEN), buttons(back))
    pages = _paged([line for entry in view.written for line in _lines(entry)])
    page = min(max(attempt.item, 1), len(pages))
    turn = [
        press(title, "candour.page_words", view, item=other)
        for title, other in (("Next page", page + 1), ("Page before", page - 1))
        if 1 <= other <= len(pages)
    ]
    return card(
        *top,
        *([text(f"Page {page} of {len(pages)}", subtle=True)] if len(pages) > 1 else []),
        text(WHOLE_WORDS if view.written else NOTHING_WRITTEN, subtle=True),
        *[_shown(line) for line in pages[page - 1]],
        buttons(*turn, back),
    )


def _shown(line: Line) -> Element:
    words, begins = line
    return text(words, strong=begins, close=not begins)


def _lines(entry: EntryShown) -> Iterator[Line]:
    """`Wednesday 4 March 2026, 9:30am. Person 1: the letter that follows`, what was chosen, and the words."""
    who = f"Person {entry.number}: " if entry.number else ""
    yield f"{spoken_moment(entry.at)}. {who}{entry.name}", True
    chosen = [_chosen(key, said) for key, said in entry.said.items() if key not in NOT_SHOWN and said]
    if entry.said.get("number"):
        chosen.append(f"Question {entry.said['number']}")
    if entry.said.get("cannot"):
        chosen.append("Why it cannot be answered")
    if isinstance(elements := entry.said.get("elements"), list):
        chosen.append(", ".join(ELEMENTS.get(each, str(each)) for each in elements))
    limbs = entry.said.get("limbs")
    if isinstance(limbs, dict):
        chosen += [f"{LABELS.get(limb, limb)}: {_answered(LimbAnswer(given))}" for limb, given in limbs.items()]
    if chosen:
        yield ". ".join(chosen), False
    for key, words in entry.words.items():
        yield f"{_asked(entry.name, key)}“{words}”", False
    yield f"Written down by {entry.by or 'Lantern'}", False


def _answered(answer: LimbAnswer) -> str:
    """An answer within a sentence."""
    return answer.label if answer is LimbAnswer.UNCERTAIN else answer.label.lower()


def _asked(name: str, key: str) -> str:
    """What the words are, before them: `There for us: `; nothing, where the entry says it."""
    if key == "words":
        return ""
    label = {**ASKED, **LABELS, **ASKED_IN.get(name, {})}.get(key, _plainly(key))
    return f"{label} " if label.endswith("?") else f"{label}: "


def _chosen(key: str, said: object) -> str:
    value = str(said)
    if key in DAYS:
        return DAYS[key].format(spoken_day(date.fromisoformat(value)))
    return OF_KEY.get(key, CHOSEN).get(value, f"{_plainly(key)}: {value}")


def _plainly(key: str) -> str:
    words = key.replace("_", " ")
    return f"{words[:1].upper()}{words[1:]}"


def _paged(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines, so many characters to a page; one that is longer than a page is cut and goes on."""
    pages: list[list[Line]] = [[]]
    room = PAGE
    for words, begins in lines:
        pieces = [words[place : place + PAGE] for place in range(0, len(words), PAGE)] or [""]
        for piece in pieces:
            if len(piece) > room and pages[-1]:
                pages.append([])
                room = PAGE
            pages[-1].append((piece, begins))
            room -= len(piece)
    return pages
