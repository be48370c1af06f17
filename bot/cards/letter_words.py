"""The draft of a letter to somebody affected, in plain words, from what was written down. Lantern sends nothing.

What is not known is marked for a human: a gap is never filled with a guess. Source: Regulation 20(4) and (6) for what
follows the conversation, domain.md 3.5 for its tone.
"""

from dataclasses import dataclass
from datetime import date

from psirf.candour.kept import LetterKind
from psirf.spoken import spoken_day

LONGEST_PART = 700  # characters of what was said: the rest is copied from all that was written
MOST_QUESTIONS = 8
SIGNED = "who signs, what they do, and the day"


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What is known for a letter; what is not known is empty, or None. `questions`: each theirs, and its answer."""

    kind: LetterKind
    called: str = ""
    told_on: date | None = None
    place: str = ""
    account: str = ""
    apology: str = ""
    enquiries: str = ""
    support: str = ""
    findings: str = ""
    questions: tuple[tuple[str, str], ...] = ()
    contact: str = ""
    cover: str = ""
    next_contact_on: date | None = None
    is_bereaved: bool = False


def letter_text(facts: LetterFacts) -> str:
    """The whole draft, its parts a line apart."""
    body = {
        LetterKind.FOLLOW_UP: _follow_up, LetterKind.REACH: _reach, LetterKind.FINDINGS: _findings,
    }[facts.kind](facts)  # fmt: skip
    opening = [gap("the trust's address, and the day"), f"Dear {facts.called.strip() or gap('their name')},"]
    return "\n\n".join([*opening, *body, "Yours sincerely,", gap(SIGNED)])


def gap(what: str) -> str:
    """What a human fills in."""
    return f"[to be filled in: {what}]"


def _follow_up(facts: LetterFacts) -> list[str]:
    return [
        f"Thank you for speaking with us {_when_and_where(facts)}. It is a lot to take in. This letter puts in "
        "writing what we told you, and what happens next.",
        *_sorrow(facts),
        _part("What we know so far", facts.account, "what happened, as far as it is known today"),
        _part("Our apology", _quoted(facts.apology), "the apology, in the words in which it was said"),
        _part("What we are looking into", facts.enquiries, "what is being looked into, and by when"),
        "If there is something that you would like answered, please tell us, in your own words.",
        _part("Support for you", facts.support, "the support that was offered, and how to reach it"),
        *_contact(facts),
    ]


def _reach(facts: LetterFacts) -> list[str]:
    """Somebody else may open it: it says nothing of what happened, or of anybody's care."""
    return [
        "We would like to speak with you, and have not been able to reach you so far.",
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
        f"{_cut(answer) or gap('the answer, or why there is none')}"
        for question, answer in asked
    ]
    if len(facts.questions) > len(asked):
        answers.append(gap("their other questions, each with its answer"))
    return [
        "We said that we would tell you what we found. It is in this letter, and we would like to go through it with "
        "you, if you wish.",
        *_sorrow(facts),
        _part("What we found", facts.findings, "what was found, in everyday words"),
        *(["Your questions", *answers] if answers else []),
        _part("What is changing", "", "what is done so that it is safer, by whom and by when"),
        _part("Our apology", _quoted(facts.apology), "an apology, in your own words"),
        "We would like to meet you, where and when it suits you. Somebody may be with you. If you would rather not "
        "meet, that is all right too. If you see something differently, please tell us.",
        *_contact(facts),
    ]


def _when_and_where(facts: LetterFacts) -> str:
    day = spoken_day(facts.told_on) if facts.told_on is not None else gap("the day")
    return f"on {day}, {facts.place.strip() or gap('where')}"


def _sorrow(facts: LetterFacts) -> list[str]:
    return ["We are very sorry for your loss."] if facts.is_bereaved else []


def _part(title: str, words: str, what: str) -> str:
    return f"{title}\n{_cut(words) or gap(what)}"


def _quoted(words: str) -> str:
    return f"“{_cut(words)}”" if words.strip() else ""


def _cut(words: str) -> str:
    """Somebody's words; of many, the beginning, and that there is more."""
    words = words.strip()
    return words if len(words) <= LONGEST_PART else f"{words[:LONGEST_PART].rstrip()}… {gap('the rest of it')}"


def _contact(facts: LetterFacts, *, promises: bool = True) -> list[str]:
    """Whom they can turn to, and who is there when that person is not."""
    reach = gap("a phone number, and when to ring")
    who = facts.contact.strip() or gap("the name of the person they can turn to")
    lines = [f"You can turn to {who}: {reach}."]
    lines += [f"When {who} is away, {facts.cover.strip()} is there for you."] if facts.cover.strip() else []
    if promises:
        day = spoken_day(facts.next_contact_on) if facts.next_contact_on is not None else gap("when")
        lines.append(f"We will be in touch again on {day}.")
    return [" ".join(lines)]
