"""The pages of what comes after the conversation, of the questions and of all that was written, for the schema."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.cards.candour import candour_card
from bot.cards.candour_pages import CANDOUR_PAGES
from bot.cards.elements import NO_ATTEMPT, Attempt, Card
from bot.cards.responses import response_card
from bot.casework.candour_views import CandourView, EntryShown, QuestionShown, TrackShown
from bot.casework.response_views import Named
from bot.forms.candour_after import AFTERWARDS
from psirf.candour.terms import Answer, CandourStatus, CaseState, Clock, Element, Ending, PersonKind
from psirf.rules import Rules
from psirf.vocabulary import Role
from tests.house.response_cards import LONG, response_view

NOW, TODAY = datetime(2026, 3, 4, 9, 30, tzinfo=UTC), date(2026, 3, 4)
WORDS = LONG[:1500]  # as many as a field takes
PAGES = ("after", *(each.page for each in AFTERWARDS), "findings", "questions", "answer", "words")


def question(number: int, words: str = "Why?", **given: Any) -> QuestionShown:
    return replace(QuestionShown(str(number), False, words, "", number, NOW), **given)


def track(number: int = 1, *questions: QuestionShown, told: bool = True) -> TrackShown:
    ended = {Element.TOLD: (Ending.DONE, NOW), Element.MEETING: (Ending.DECLINED, NOW)} if told else {}
    return TrackShown(
        number, PersonKind.PATIENT, ended, tuple(each for each in Element if each not in ended), (), (),
        questions, False, True, None, None, (),
    )  # fmt: skip


def candour_view(
    rules: Rules, role: Role = Role.CANDOUR, status: CandourStatus = CandourStatus.OWED, **shown: Any
) -> CandourView:
    reads = role in (Role.CANDOUR, Role.CANDOUR_CLINICIAN, Role.NAMED_CONTACT, Role.ENGAGEMENT)
    steps = rules.lifecycles.candour.available(status, {role})
    view = CandourView(
        id=1, reference="DC-00001", version=3, revision=3, status=status,
        steps={step.name: step.label for step in steps}, today=TODAY, now=NOW, event=Named(1, 2),
        event_reference="PSE-00001", what="A few words", tracks=(track(),), reads_words=reads,
    )  # fmt: skip
    if role is not Role.RESPONSE_LEAD:
        view = replace(
            view, state=CaseState.OPEN, answer=Answer.NOTIFIABLE, findings_approved_at=NOW,
            findings_why="10 working days after the findings were approved (candour.toml 2026-11)",
            days={Clock.FINDINGS: date(2026, 3, 18)},
        )  # fmt: skip
    return replace(view, **shown)


def entry(words: str, number: int = 1) -> EntryShown:
    return EntryShown(
        "The letter that follows", number, NOW, "Cora Example", {"signed_by": words, "words": words},
        {"how": "post", "has_words": True, "wanted": "yes"},
    )  # fmt: skip


def candour_after_cards(rules: Rules) -> Iterator[tuple[str, Card]]:
    """Each page, by name: for each role, of one person and of many, with few words and with many, tried and not."""
    typed = dict.fromkeys(("day", "how", "signed_by", "reference", "words", "question", "answer"), WORDS)
    for size, words, many in (("short", "A few words", 1), ("long", WORDS, 12)):
        asked = [question(n, words, is_answered=n % 2 == 0, answer=words if n % 2 == 0 else "") for n in range(1, 12)]
        people = tuple(track(n, *(asked if n == 1 else ())) for n in range(1, many + 1))
        for role in (Role.CANDOUR, Role.LEAD, Role.RESPONSE_LEAD):
            every = (CandourStatus.ASSESSING, CandourStatus.OWED, CandourStatus.WITHDRAWN)
            for status in every if role is Role.CANDOUR else (CandourStatus.OWED,):
                view = candour_view(rules, role, status, tracks=people)
                if role is Role.CANDOUR:
                    view = replace(view, written=tuple(entry(words, n) for n in range(many)))
                yield f"candour case {role} {status} {size}", candour_card(view)
                for page in PAGES:
                    for item in (0, 1, 2):
                        name = f"candour {page} {item} {role} {status} {size}"
                        yield name, CANDOUR_PAGES[page](view, Attempt(item=item), rules)
                    tried = Attempt(page, "A note.", typed, {"day": "Which day?"}, 1)
                    yield f"candour {page} tried {role} {status} {size}", CANDOUR_PAGES[page](view, tried, rules)
                    kept = Attempt(note="Kept.", item=1)
                    yield f"candour {page} kept {role} {status} {size}", CANDOUR_PAGES[page](view, kept, rules)
        asked_again = Attempt("ask_question", "A note.", typed)
        view = candour_view(rules, tracks=people)
        yield f"candour questions asked again {size}", CANDOUR_PAGES["questions"](view, asked_again, rules)
    yield "candour words of nothing", CANDOUR_PAGES["words"](candour_view(rules, written=()), NO_ATTEMPT, rules)
    yield (
        "candour after untold",
        CANDOUR_PAGES["after"](candour_view(rules, tracks=(track(told=False),)), NO_ATTEMPT, rules),
    )
    for unanswered in (0, 1, 2):
        led = response_view(rules, Role.RESPONSE_LEAD, candour=Named(1, 3), questions=2, unanswered=unanswered)
        yield f"learning response with {unanswered} questions", response_card(led)
