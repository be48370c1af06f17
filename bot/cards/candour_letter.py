"""Drafting a letter: which one, and its draft to be copied. It is shown in place alone, and Lantern sends nothing."""

from dataclasses import replace

from bot.candour_words import A_DRAFT, COPY_IT, LETTER_NEEDS, WHICH_LETTER
from bot.cards.candour_which import not_open, way_back, which_person
from bot.cards.elements import (
    Attempt,
    Card,
    Element,
    attention,
    buttons,
    card,
    heading,
    note_of,
    press,
    shortened,
    text,
    text_box,
)
from bot.cards.letter_words import LetterFacts, letter_text
from bot.casework.candour_views import CandourView, EntryShown, TrackShown
from psirf.candour.kept import LetterKind, NoteName
from psirf.candour.terms import CandourStatus, PersonKind
from psirf.candour.terms import Element as Part
from psirf.refusals import Refusal
from psirf.rules import Rules
from psirf.working_time import london_day

TITLE = "Draft a letter"
LONGEST_LETTER = 20_000  # characters that its box takes
BEREAVED = (PersonKind.AFTER_DEATH, PersonKind.BEREAVED)


def letter_page(view: CandourView, attempt: Attempt, _: Rules) -> Card:
    """Which letter, to whom. It names nobody."""
    if view.status is CandourStatus.WITHDRAWN:
        return not_open(view, Refusal.CANDOUR_WITHDRAWN.label)
    if "letter" not in view.steps:
        return not_open(view)
    track = view.track(attempt.item)
    if track is None:
        return which_person(view, "letter", TITLE, note_of(attempt))
    note = note_of(attempt) if attempt.step else None
    return card(
        heading(f"{TITLE} · {view.reference}"),
        text(track.name, strong=True),
        text(WHICH_LETTER, close=True),
        *([note] if note else []),
        buttons(
            *(press(kind.label, f"candour.letter_{kind.value}", view, item=track.number) for kind in LetterKind),
            way_back(view),
        ),
    )


def follow_up_page(view: CandourView, attempt: Attempt, rules: Rules) -> Card:
    return _draft(view, attempt, rules, LetterKind.FOLLOW_UP)


def reach_page(view: CandourView, attempt: Attempt, rules: Rules) -> Card:
    return _draft(view, attempt, rules, LetterKind.REACH)


def findings_page(view: CandourView, attempt: Attempt, rules: Rules) -> Card:
    return _draft(view, attempt, rules, LetterKind.FINDINGS)


def letter_facts(view: CandourView, track: TrackShown, kind: LetterKind) -> LetterFacts:
    """What is known for a letter to a person. A letter that only asks to speak with them is given nothing else."""
    kept = (view.identities or {}).get(track.number, {})
    called = kept.get("called") or kept.get("name", "")
    facts = LetterFacts(kind, called=called, contact=view.contact or "", cover=view.cover or "")
    if kind is LetterKind.REACH:
        return facts
    told = _last(view, track, Part.TOLD.label)
    findings = _last(view, track, Part.FINDINGS.label) or _last(view, track, NoteName.DRAFT_SHARED.label)
    return replace(
        facts,
        told_on=london_day(told.at) if told else None,
        place=_place(told),
        account=_words(_last(view, track, Part.TRUE_ACCOUNT.label)),
        apology=_words(_last(view, track, Part.APOLOGY.label)),
        enquiries=_words(_last(view, track, Part.ENQUIRIES.label)),
        support=_words(_last(view, track, Part.SUPPORT.label)),
        findings=_words(findings),
        questions=tuple((each.words, each.answer) for each in track.questions),
        next_contact_on=track.next_contact_on,
        is_bereaved=track.kind in BEREAVED,
    )  # fmt: skip


def _draft(view: CandourView, attempt: Attempt, rules: Rules, kind: LetterKind) -> Card:
    """The draft, once it is written down that it was made (bot/teams/candour_people_presses.py); or else which."""
    track = view.track(attempt.item)
    made = bool(attempt.note) and not attempt.step and "letter" in view.steps
    if not made or track is None or view.identities is None or view.written is None:
        return letter_page(view, attempt, rules)
    box = text_box("letter", "The draft, to copy", letter_text(letter_facts(view, track, kind)))
    return card(
        heading(f"{kind.label} · {view.reference}"),
        attention(text(A_DRAFT, strong=True), text(COPY_IT, close=True)),
        *_needs(view, track),
        {**box, "maxLength": LONGEST_LETTER},
        buttons(press("Another letter", "candour.page_letter", view, item=track.number), way_back(view)),
    )


def _needs(view: CandourView, track: TrackShown) -> list[Element]:
    """For whoever writes it: the language and the form in which it is needed."""
    kept = (view.identities or {}).get(track.number, {})
    needs = "; ".join(shortened(kept[key], 200) for key in ("language", "access") if kept.get(key))
    return [text(LETTER_NEEDS.format(needs), strong=True)] if needs else []


def _last(view: CandourView, track: TrackShown, name: str) -> EntryShown | None:
    found = [each for each in view.written or () if each.counts and (each.name, each.number) == (name, track.number)]
    return found[-1] if found else None


def _words(entry: EntryShown | None) -> str:
    """What was said, as it was written down: under its own key, or all there is."""
    if entry is None:
        return ""
    return entry.words.get("words") or "\n".join(entry.words.values())


def _place(told: EntryShown | None) -> str:
    where = told.words.get("place", "") if told else ""
    mode = told.said.get("mode") if told else None
    by = {"video": "by video", "phone": "by phone"}.get(mode, "") if isinstance(mode, str) else ""
    return f"at {where}" if where and not by else by
