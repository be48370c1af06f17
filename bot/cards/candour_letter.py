"""Drafting a letter: which one, and its draft to be copied. It is shown in place alone, and Lantern sends nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.candour_words import (
    A_DRAFT,
    COPY_IT,
    LETTER_NEEDS,
    NO_LETTER_YET,
    THEIR_CHOICE,
    THEY_DECLINED,
    WHICH_LETTER,
)
from bot.cards.candour_which import not_open, way_back, which_person, who_died
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
from bot.cards.letter_words import LetterFacts, gap, letter_text
from bot.casework.candour_views import CandourView, EntryShown, TrackShown
from psirf.candour.kept import LetterKind, NoteName, Result
from psirf.candour.terms import CandourStatus, Ending, PersonKind, StepName
from psirf.candour.terms import Element as Part
from psirf.refusals import Refusal
from psirf.rules import Rules
from psirf.spoken import spoken_day
from psirf.working_time import london_day

TITLE = "Draft a letter"
LONGEST_LETTER = 20_000  # characters that its box takes
LONGEST_WISH = 500  # characters of what they said who did not want it
BEREAVED = (PersonKind.AFTER_DEATH, PersonKind.BEREAVED)
IN_VAIN = tuple(each.label for each in (Result.NO_ANSWER, Result.LEFT_MESSAGE, Result.WRONG_CONTACT))
# What a letter gives them, or asks of them: what they may have declined of it.
GIVES = {
    LetterKind.FOLLOW_UP: (Part.TOLD, Part.WRITTEN),
    LetterKind.REACH: (Part.TOLD,),
    LetterKind.FINDINGS: (Part.TOLD, Part.FINDINGS, Part.MEETING),
}


def letter_page(view: CandourView, attempt: Attempt, _: Rules) -> Card:
    """Which letter, to whom. It names nobody."""
    if view.status is CandourStatus.WITHDRAWN:
        return not_open(view, Refusal.CANDOUR_WITHDRAWN.label)
    if "letter" not in view.steps:
        return not_open(view)
    track = view.track(attempt.item)
    if track is None:
        return which_person(view, "letter", TITLE, note_of(attempt))
    note, kinds = note_of(attempt) if attempt.step else None, _kinds(track)
    if track.died:
        return who_died(view, TITLE, track, note)
    return card(
        heading(f"{TITLE} · {view.reference}"),
        text(track.name, strong=True),
        *_declined(track),
        text(WHICH_LETTER if len(kinds) > 1 else NO_LETTER_YET, close=True),
        *([note] if note else []),
        buttons(
            *(press(kind.label, f"candour.letter_{kind.value}", view, item=track.number) for kind in kinds),
            way_back(view),
        ),
    )


def _kinds(track: TrackShown) -> tuple[LetterKind, ...]:
    """What there is to write. A letter follows a conversation, or is instead of one that they did not want."""
    how, _ = track.ended.get(Part.TOLD, (None, None))
    return tuple(LetterKind) if how in (Ending.DONE, Ending.DECLINED) else (LetterKind.REACH,)


def _not_wanted(track: TrackShown) -> list[Part]:
    return [each for each in Part if each in track.ended and track.ended[each][0] is Ending.DECLINED]


def _declined(track: TrackShown) -> list[Element]:
    """What they do not want of all that a letter may say, first to be seen."""
    found = [
        text(f"{each.label}: {spoken_day(london_day(track.ended[each][1]))}", close=True)
        for each in _not_wanted(track)
        if any(each in given for given in GIVES.values())
    ]
    return [attention(text(THEY_DECLINED, strong=True), *found, text(THEIR_CHOICE))] if found else []


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
    told = sorted(_written(view, track, Part.TOLD.label), key=lambda each: each.at)
    if kind is LetterKind.REACH:
        return replace(facts, was_tried=_was_tried(track, told[-1:]))
    is_ahead = track.next_contact_on is not None and track.next_contact_on > view.today
    return replace(
        facts,
        told=tuple((london_day(each.at), _place(each)) for each in told),
        account=_all(view, track, Part.TRUE_ACCOUNT.label),
        apology=_latest(view, track, "words", Part.APOLOGY.label),
        enquiries=_all(view, track, Part.ENQUIRIES.label),
        support=_all(view, track, Part.SUPPORT.label),
        findings=_findings(view, track),
        questions=tuple((each.words, each.answer) for each in track.questions),
        ring=_latest(view, track, "contact", Part.SUPPORT.label, NoteName.RING.label),
        next_contact_on=track.next_contact_on if is_ahead else None,
        declined=_not_wanted(track),
        is_bereaved=track.kind in BEREAVED,
        is_for_another=track.kind is not PersonKind.PATIENT,
    )  # fmt: skip


def _draft(view: CandourView, attempt: Attempt, rules: Rules, kind: LetterKind) -> Card:
    """The draft, once it is written down that it was made (bot/teams/candour_people_presses.py); or else which."""
    track = view.track(attempt.item)
    made = bool(attempt.note) and not attempt.step and "letter" in view.steps
    if not made or track is None or kind not in _kinds(track) or view.identities is None or view.written is None:
        return letter_page(view, attempt, rules)
    box = text_box("letter", "The draft, to copy", letter_text(letter_facts(view, track, kind)))
    return card(
        heading(f"{kind.label} · {view.reference}"),
        *_in_their_words(view, track, kind),
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


def _in_their_words(view: CandourView, track: TrackShown, kind: LetterKind) -> list[Element]:
    """That they declined what this letter gives them, in the words in which they did."""
    parts = [each for each in _not_wanted(track) if each in GIVES[kind]]
    said = []
    for each in _written(view, track, StepName.DECLINED.label):
        if these := [part.label for part in parts if part.value in _values(each.said.get("elements"))]:
            theirs = shortened(each.words.get("words", ""), LONGEST_WISH)
            said.append(text(f"{'. '.join(these)}. {spoken_day(london_day(each.at))}: “{theirs}”", close=True))
    return [attention(text(THEY_DECLINED, strong=True), *said[-2:], text(THEIR_CHOICE))] if parts else []


def _values(said: object) -> list[str]:
    return [str(each) for each in said] if isinstance(said, list) else []


# ---- what was written down ----


def _written(view: CandourView, track: TrackShown, *names: str) -> Iterator[EntryShown]:
    return (each for each in view.written or () if each.name in names and each.number == track.number)


def _latest(view: CandourView, track: TrackShown, key: str, *names: str) -> str:
    """What was written last under this key."""
    return next((each.words[key] for each in reversed([*_written(view, track, *names)]) if each.words.get(key)), "")


def _all(view: CandourView, track: TrackShown, name: str) -> str:
    """All that was said, each time that it was, from the first on; with its day, where there were several."""
    said = {each.words["words"]: each.at for each in _written(view, track, name) if each.words.get("words")}
    if len(said) < 2:
        return "".join(said)
    in_order = sorted(said.items(), key=lambda each: each[1])
    return "\n".join(f"{spoken_day(london_day(at))}: {words}" for words, at in in_order)


def _findings(view: CandourView, track: TrackShown) -> str:
    """What was found, in everyday words; of a draft that they saw, to be looked at again."""
    if found := _latest(view, track, "words", Part.FINDINGS.label):
        return found
    draft = _latest(view, track, "words", NoteName.DRAFT_SHARED.label)
    return f"{gap('whether this still stands: it was said of the draft')} {draft}" if draft else ""


def _was_tried(track: TrackShown, told: Sequence[EntryShown]) -> bool:
    """Whether they were tried in vain, and nobody has spoken with them since."""
    last = max(track.attempts, key=lambda each: each.at, default=None)
    return last is not None and last.result in IN_VAIN and all(last.at > each.at for each in told)


def _place(told: EntryShown) -> str:
    where, mode = told.words.get("place", ""), told.said.get("mode")
    by = {"video": "by video", "phone": "by phone"}.get(mode, "") if isinstance(mode, str) else ""
    if by or not where:
        return by
    return where if where.split()[0].lower() in ("at", "in", "on") else f"at {where}"
