"""The cards about the people of a candour case, in every status, with few words and with many; and of support."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.cards.candour_pages import CANDOUR_PAGES
from bot.cards.candour_people import FIRST, LINE, LONG_FIELD, NEEDS, NEXT
from bot.cards.elements import NO_ATTEMPT, Attempt, Card
from bot.cards.support import offer_card, questions_card, said_card, shown_card
from bot.casework.candour_views import CandourView, EntryShown, QuestionShown, TrackShown
from bot.casework.response_views import Named
from bot.casework.supporting import SupportView
from psirf.candour.kept import NoteName
from psirf.candour.terms import CandourStatus, Element, Ending, PersonKind
from psirf.rules import Rules
from psirf.vocabulary import Role

NOW, TODAY = datetime(2026, 3, 4, 9, 30, tzinfo=UTC), date(2026, 3, 4)
LONG = "💉 " * 750  # as many as a field takes
PAGES = ("person", "promise", "letter", "letter_follow_up", "letter_reach", "letter_findings", "restorative")
PEOPLE = tuple((str(n), f"Person {n} of the made-up trust") for n in range(40))


def people_view(
    rules: Rules, role: Role = Role.CANDOUR, status: CandourStatus = CandourStatus.OWED, words: str = "A few words",
    people: int = 1, **shown: Any,
) -> CandourView:  # fmt: skip
    """A case with some people, of each of whom everything is known."""
    steps = rules.lifecycles.candour.available(status, {role})
    may_read = "words" in rules.reading.fields("candour", {role})
    numbers = range(1, people + 1)
    kinds = list(PersonKind)
    names = [each.label for each in Element] + [NoteName.RESTORATIVE.label]
    said = {"words": words, "hurt": words}
    written = tuple(EntryShown(name, n, NOW, "Cora Example", said, {}) for n in numbers for name in names)
    tracks = tuple(
        TrackShown(
            n, kinds[n % len(kinds)], {Element.TOLD: (Ending.DONE, NOW)}, tuple(Element)[1:], (), (),
            (QuestionShown("1", is_answered=False, words=words), QuestionShown("2", True, words, words)), False, True,
            TODAY + timedelta(days=7), TODAY + timedelta(days=2), (TODAY,),
        )
        for n in numbers
    )  # fmt: skip
    given: dict[str, Any] = {
        "identities": {n: {**known(words), "how_often": words} for n in numbers} if may_read else None,
        "written": written if may_read else None,
        "tracks": tracks,
        **shown,
    }
    return CandourView(
        id=1, reference="DOC-00001", version=3, revision=3, status=status, today=TODAY, now=NOW,
        steps={step.name: step.label for step in steps}, event=Named(1, 2), event_reference="PSE-00001", what=words,
        contact="Cora Example", cover="Lena Example", reads_words=may_read, **given,
    )  # fmt: skip


def known(words: str) -> dict[str, str]:
    """What is kept of somebody, each as long as its field takes."""
    return {key: words[:LONG_FIELD] if is_long else words[:LINE] for key, _, _, is_long in (*FIRST, *NEXT, *NEEDS)}


def support_view(*, is_theirs: bool = True, **shown: Any) -> SupportView:
    return SupportView(1, 1, is_theirs, "Nora Example", "Pip Example", TODAY, has_answers=True, **shown)


def candour_people_cards(rules: Rules) -> Iterator[tuple[str, Card]]:
    """Each card, by name."""
    for size, words in (("short", "A few words"), ("long", LONG)):
        for page in PAGES:
            draw = CANDOUR_PAGES[page]
            for role in (Role.CANDOUR, Role.LEAD):
                for status in CandourStatus:
                    view = people_view(rules, role, status, words)
                    yield f"candour {page} {role} {status} {size}", draw(view, NO_ATTEMPT, rules)
            several = people_view(rules, words=words, people=9)
            yield f"candour {page} of several {size}", draw(several, NO_ATTEMPT, rules)
            yield f"candour {page} of the ninth {size}", draw(several, Attempt(item=9, note="Kept."), rules)
            said = dict.fromkeys(("hurt", "needs", "whose", "how_often", "wish_more"), f"{words[:1400]}.")
            said |= known(f".{words}") | {"why_off": words[:LINE]}
            off = people_view(rules, words=words, tracks=(replace(several.tracks[0], may_be_taken_off=True),))
            yield f"candour {page} off {size}", draw(off, Attempt("take_off", "A note.", said, item=1), rules)
            dead = people_view(rules, words=words, tracks=(replace(several.tracks[0], died=True),))
            yield f"candour {page} of the dead {size}", draw(dead, Attempt("promise", "A note.", said), rules)
            for item in (0, 1):
                tried = Attempt("keep_person", "A note.", said, item=item)
                yield f"candour {page} tried {item} {size}", draw(people_view(rules, words=words), tried, rules)
        answers = dict.fromkeys(("hurt", "needs", "whose"), words)
        yield f"support answered {size}", questions_card(support_view(answers=answers))
        yield f"support tried {size}", questions_card(support_view(), Attempt("keep", "A note.", answers))
        yield f"support said {size}", said_card(support_view(is_theirs=False, answers=answers))
    for people in ((), PEOPLE):
        yield f"support form {len(people)}", offer_card(people, Attempt("offer", "A note.", {"colleague": "1"}))
    for is_theirs in (True, False):
        yield f"support of theirs {is_theirs}", shown_card(support_view(is_theirs=is_theirs), rules.contacts)
