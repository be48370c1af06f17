"""Who the people of a candour case are: a page that is opened on a press alone, and filled with what is kept."""

from collections.abc import Mapping

from bot.candour_words import (
    KEPT_MEANWHILE,
    LOOK_FOR_WHO_ACTS,
    NOT_ALL_NEEDED,
    SEALED_AWAY,
)
from bot.cards.candour_which import not_open, way_back, which_person
from bot.cards.elements import (
    Attempt,
    Card,
    Element,
    Fold,
    buttons,
    card,
    choice_box,
    folded,
    heading,
    hidden,
    named,
    note_of,
    press,
    quiet,
    shortened,
    show,
    text,
    text_box,
)
from bot.casework.candour_views import CandourView, TrackShown
from psirf.candour.terms import PersonKind
from psirf.rules import Rules
from psirf.spoken import within_a_sentence

TITLE = "Who they are"
KIND, KIND_MORE, WISH_MORE, WHY_OFF = "kind", "kind_more", "wish_more", "why_off"
KINDS = [(each.value, each.label) for each in PersonKind]
# Each field: its key in what is sealed, its question, an example, and whether it is a long one.
FIRST = (
    ("name", "Their name", "", False),
    ("called", "What they like to be called", "such as Mrs Example, or Win", False),
    ("pronouns", "Their pronouns", "such as she and her", False),
)
NEXT = (
    ("basis", "How do we know that they act for them?", "such as executor, parent, or attorney for health", False),
    ("wish", "If the patient wishes it: their wish, in their words", "", True),
    ("contact", "How do they like to be reached?", "such as a number and the best time", False),
)
NEEDS = (
    ("language", "Their language, and whether an interpreter comes", "", False),
    ("access", "How they like to be written to", "such as easy read, large print or BSL", False),
    ("advocate", "Who is there with them", "such as an advocate or a friend", False),
    ("faith", "Faith, culture, or needs in their bereavement", "", False),
    ("matters", "What matters to them", "", True),
)
LINE, LONG_FIELD = 200, 800  # characters that a field takes: all of them on one card
Asked = tuple[tuple[str, str, str, bool], ...]


def person_page(view: CandourView, attempt: Attempt, _: Rules) -> Card:
    """Who somebody is, to be filled in or changed; whom of several, first."""
    if view.identities is None:
        return not_open(view)
    track = view.track(attempt.item)
    note = note_of(attempt)
    more = _somebody_else(view, attempt, note, track)
    if track is None:
        return which_person(view, "person", TITLE, note, *more)
    keeps, kept = "keep_person" in view.steps, view.identities.get(track.number, {})
    is_off = attempt.step == "take_off" and track.may_be_taken_off  # it is said there
    body = _fields(track, attempt, kept) if keeps or attempt.said else _as_kept(kept)
    save = press("Keep", "candour.keep_person", view, primary=True, item=track.number)
    others = [press("Another person", "candour.page_person", view)] if len(view.tracks) > 1 else []
    return card(
        heading(f"{TITLE} · {view.reference}"),
        text(f"{track.name}, {within_a_sentence(track.kind.label)}", strong=True),
        text(SEALED_AWAY, subtle=True, close=True),
        *([quiet(text(LOOK_FOR_WHO_ACTS))] if track.kind is PersonKind.NOT_YET_KNOWN else []),
        *body,
        *([note] if note and (attempt.item or not attempt.step) and not is_off else []),
        buttons(*([save] if keeps else []), *others, way_back(view)),
        *more,
    )


def _fields(track: TrackShown, attempt: Attempt, kept: Mapping[str, str]) -> list[Element]:
    needs = _asked(NEEDS, attempt, kept)
    is_filled = any(attempt.words(key) or kept.get(key) for key, *_ in NEEDS)
    return [
        text(NOT_ALL_NEEDED, subtle=True),
        *_asked(FIRST, attempt, kept),
        choice_box(KIND, "Who are they to the patient?", KINDS, attempt.words(KIND) or track.kind.value),
        *_asked(NEXT, attempt, kept),
        *(needs if is_filled else [buttons(show("What they need", "needs")), hidden("needs", *needs)]),
    ]


def _asked(fields: Asked, attempt: Attempt, kept: Mapping[str, str]) -> list[Element]:
    """The fields, with what is kept; where a press was refused, with what was typed, and what is kept beside it."""
    elements: list[Element] = []
    for key, label, hint, is_long in fields:
        there = kept.get(key, "")
        value = attempt.words(key) if attempt.step else there
        box = text_box(key, label, value, hint=hint, long=is_long)
        elements.append({**box, "maxLength": LONG_FIELD if is_long else LINE})
        if there and value != there:
            elements.append(text(KEPT_MEANWHILE.format(shortened(there, LINE)), subtle=True, close=True))
    return elements


def _as_kept(kept: Mapping[str, str]) -> list[Element]:
    """For who may look and not change it."""
    return [named(label, shortened(kept[key])) for key, label, *_ in (*FIRST, *NEXT, *NEEDS) if kept.get(key)]


def _somebody_else(
    view: CandourView, attempt: Attempt, note: Element | None, track: TrackShown | None
) -> list[Element]:  # fmt: skip
    if "keep_person" not in view.steps:
        return []
    fields = [
        choice_box(KIND_MORE, "Who are they to the patient?", KINDS, attempt.words(KIND_MORE)),
        text_box(WISH_MORE, "If the patient wishes it: their wish, in their words", attempt.words(WISH_MORE)),
    ]
    send = press("Add them", "candour.keep_person", view)
    tried = "add" if attempt.step == "keep_person" and not attempt.item else attempt.step
    folds = [Fold("add", "Somebody else", fields, send)]
    if track is not None and track.may_be_taken_off:
        why = {**text_box(WHY_OFF, "Why, in one sentence?", attempt.words(WHY_OFF)), "maxLength": LINE}
        off = press("Take them off", "candour.take_off", view, item=track.number)
        fold = Fold("take_off", "Added by a slip", [why], off)
        folds = [fold] if tried == fold.step else [*folds, fold]
    return folded(*folds, open_step=tried, note=note)
