"""The draft of a letter to somebody affected, in plain words, from what was written down. Lantern sends nothing.

What is not known is marked for a human: a gap is never filled with a guess. Source: Regulation 20(4) and (6) for what
follows the conversation, domain.md 3.5 for its tone.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from psirf.candour.kept import LetterKind
from psirf.candour.terms import Element
from psirf.spoken import spoken_day

# Characters of each thing that was said: all of it, or as much as fits into a card with all the others.
LONGEST_PARTS = (6000, 1500, 700, 300)
LONGEST_DRAFT = 18_000  # bytes
MOST_QUESTIONS = 8
SIGNED = "who signs, what they do, and the day"


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What is known for a letter; what is not known is empty, or None. `told`: each day on which
    they were told, and where or how. `questions`: each theirs, and its answer.
    `ring`: whom they were told that they can ring. `declined`: what they do not want. `was_tried`: they were tried
    in vain, since anybody last spoke with them. `is_for_another`: it was somebody else's care."""

    kind: LetterKind
    called: str = ""
    told: tuple[tuple[date, str], ...] = ()
    account: str = ""
    apology: str = ""
    enquiries: str = ""
    support: str = ""
    findings: str = ""
    questions: tuple[tuple[str, str], ...] = ()
    contact: str = ""
    cover: str = ""
    ring: str = ""
    next_contact_on: date | None = None
    declined: Collection[Element] = ()
    was_tried: bool = False
    is_bereaved: bool = False
    is_for_another: bool = False


def letter_text(facts: LetterFacts) -> str:
    """The whole draft, its parts a line apart. Of very many words the beginning of each is there."""
    drafts = [_draft(_shortened(facts, longest)) for longest in LONGEST_PARTS]
    return next((draft for draft in drafts if len(draft.encode()) <= LONGEST_DRAFT), drafts[-1])


def _draft(facts: LetterFacts) -> str:
    body = {
        LetterKind.FOLLOW_UP: _follow_up, LetterKind.REACH: _reach, LetterKind.FINDINGS: _findings,
    }[facts.kind](facts)  # fmt: skip
    opening = [gap("the trust's address, and the day"), f"Dear {facts.called.strip() or gap('their name')},"]
    return "\n\n".join([*opening, *body, "Yours sincerely,", gap(SIGNED)])


def _shortened(facts: LetterFacts, longest: int) -> LetterFacts:
    return replace(
        facts,
        account=_cut(facts.account, longest),
        apology=_cut(facts.apology, longest),
        enquiries=_cut(facts.enquiries, longest),
        support=_cut(facts.support, longest),
        findings=_cut(facts.findings, longest),
        questions=tuple((_cut(asked, longest), _cut(answer, longest)) for asked, answer in facts.questions),
    )


def gap(what: str) -> str:
    """What a human fills in."""
    return f"[to be filled in: {what}]"


def _follow_up(facts: LetterFacts) -> list[str]:
    spoken = (
        "You would rather not speak with us about this, and that is all right. This letter puts in writing what we "
        "know so far, and what happens next."
        if _would_rather_not(facts)
        else f"Thank you for speaking with us {_when_and_where(facts)}. It is a lot to take in. This letter puts in "
        "writing what we told you, and what happens next."
    )
    return [
        *_sorrow(facts),
        spoken,
        *_whose_care(facts),
        _part("What we know so far", facts.account, "what happened, as far as it is known today"),
        _part("Our apology", _quoted(facts.apology), "the apology, in the words in which it was said"),
        _part("What we are looking into", facts.enquiries, "what is being looked into, and by when"),
        "If there is something that you would like answered, please tell us, in your own words.",
        _part("Support for you", facts.support, "the support that was offered, and how to reach it"),
        *_contact(facts),
    ]


def _reach(facts: LetterFacts) -> list[str]:
    """Somebody else may open it: it says nothing of what happened, or of anybody's care."""
    tried = ", and have not been able to reach you so far" if facts.was_tried else ""
    return [
        f"We would like to speak with you{tried}.",
        "This letter says no more, so that it is for you alone. We would rather tell you in person, at a time and in "
        "a place that suit you. Somebody may be with you, if you like.",
        "If you would rather not be in touch, that is all right. It helps us to know, and you can change your mind "
        "at any time.",
        *_contact(facts, promises=False),
    ]


def _findings(facts: LetterFacts) -> list[str]:
    asked = facts.questions[:MOST_QUESTIONS]
    answers = [
        f"You asked: {_quoted(question) or gap('their question')}\n"
        f"{answer or gap('the answer, or why there is none')}"
        for question, answer in asked
    ]
    if len(facts.questions) > len(asked):
        answers.append(gap("their other questions, each with its answer"))
    opening = (
        "This letter tells you what we found. You would rather not speak with us about it, and that is all right."
        if _would_rather_not(facts)
        else "We said that we would tell you what we found. It is in this letter, and we would like to go through it "
        "with you, if you wish."
    )
    meeting = (
        "You would rather not meet us, and that is all right. You can change your mind at any time."
        if Element.MEETING in facts.declined
        else "We would like to meet you, where and when it suits you. Somebody may be with you. If you would rather "
        "not meet, that is all right too."
    )
    return [
        *_sorrow(facts),
        opening,
        *_whose_care(facts),
        _part("What we found", facts.findings, "what was found, in everyday words"),
        *(["Your questions", *answers] if answers else []),
        _part("What is changing", "", "what is done so that it is safer, by whom and by when"),
        _part("Our apology", _quoted(facts.apology), "an apology, in your own words"),
        f"{meeting} If you see something differently, please tell us.",
        *_contact(facts),
    ]


def _when_and_where(facts: LetterFacts) -> str:
    """`on Wednesday 4 March 2026, at their home and by phone`"""
    days: dict[str, list[str]] = {}
    for day, place in facts.told:
        days.setdefault(spoken_day(day), []).append(place.strip() or gap("where"))
    found = [f"on {day}, {' and '.join(dict.fromkeys(places))}" for day, places in days.items()]
    return ", and ".join(found or [f"on {gap('the day')}, {gap('where')}"])


def _sorrow(facts: LetterFacts) -> list[str]:
    return ["We are very sorry for your loss."] if facts.is_bereaved else []


def _whose_care(facts: LetterFacts) -> list[str]:
    return [f"It is about the care of {gap('whose care it was')}."] if facts.is_for_another else []


def _would_rather_not(facts: LetterFacts) -> bool:
    """Whether they do not want to be told in person, and nobody did tell them so."""
    return Element.TOLD in facts.declined and not facts.told


def _part(title: str, words: str, what: str) -> str:
    return f"{title}\n{words or gap(what)}"


def _quoted(words: str) -> str:
    return f"“{words}”" if words else ""


def _cut(words: str, longest: int) -> str:
    """Somebody's words; of very many, the beginning, and that there is more."""
    words = words.strip()
    return words if len(words) <= longest else f"{words[:longest].rstrip()}… {gap('the rest of it')}"


def _contact(facts: LetterFacts, *, promises: bool = True) -> list[str]:
    """Whom they can turn to, and who is there when that person is not."""
    reach, ring, cover = gap("a phone number, and when to ring"), facts.ring.strip().rstrip("."), facts.cover.strip()
    who = facts.contact.strip() or gap("the name of the person they can turn to")
    lines = [f"You can turn to {ring}." if ring else f"You can turn to {who}: {reach}."]
    if cover:
        away = "If nobody answers there" if ring else f"When {who} is away"
        lines.append(f"{away}, {cover} is there for you{f': {reach}' if ring else ''}.")
    if promises and not (_would_rather_not(facts) and facts.next_contact_on is None):
        day = spoken_day(facts.next_contact_on) if facts.next_contact_on is not None else gap("when")
        lines.append(f"We will be in touch again on {day}.")
    return [" ".join(lines)]
