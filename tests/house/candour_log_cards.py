"""The pages on which a conversation of candour is prepared, logged and signed, with few words and with many."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.cards.candour_log import LOG_PAGES
from bot.cards.elements import NO_ATTEMPT, Attempt, Card
from bot.casework.candour_views import AttemptShown, CandourView, EntryShown, TrackShown
from bot.casework.response_views import Named
from bot.forms.candour_log import (
    ASKS,
    DIED,
    LIVES,
    NOT_REACHED,
    NOT_WANTED,
    PLAN,
    SAID,
    SUPPORT,
    TOLD,
    TOLD_IN_WRITING,
    TRIED,
)
from psirf.candour.kept import NoteName, Result, TriedBy
from psirf.candour.terms import CandourStatus, Element, Ending, PersonKind
from psirf.rules import Rules
from psirf.vocabulary import Role

NOW, TODAY = datetime(2026, 3, 4, 9, 30, tzinfo=UTC), date(2026, 3, 4)
LONG = ("💉 " * 750)[:1500]  # as many as a field takes
FORMS = (PLAN, TOLD, TOLD_IN_WRITING, SAID, SUPPORT, TRIED, NOT_WANTED, NOT_REACHED, DIED, LIVES, ASKS)
KEYS = {question.key for form in FORMS for question in form.questions}


def track_shown(number: int = 1, *done: Element, **shown: Any) -> TrackShown:
    """A person to whom these elements were given."""
    ended = dict.fromkeys(done, (Ending.DONE, NOW))
    track = TrackShown(
        number, PersonKind.PATIENT, ended, tuple(each for each in Element if each not in ended), (), (), (), False,
        True, None, None, (),
    )  # fmt: skip
    return replace(track, **shown)


def candour_view(rules: Rules, *tracks: TrackShown, role: Role = Role.CANDOUR, **shown: Any) -> CandourView:
    steps = rules.lifecycles.candour.available(CandourStatus.OWED, {role})
    view = CandourView(
        1, "DOC-00001", 3, 3, CandourStatus.OWED, {step.name: step.label for step in steps}, TODAY, NOW, Named(1, 2),
        "PSE-00001", tracks=tracks or (track_shown(),),
    )  # fmt: skip
    return replace(view, **shown)


def unreached(number: int, words: str) -> TrackShown:
    """Somebody who cannot be reached, as another wrote down."""
    tried = tuple(AttemptShown(how.label, result.label, NOW) for how in TriedBy for result in Result)
    return track_shown(
        number, unsigned=tuple(Element), attempts=tried, why_unsigned=words, unsigned_by="Cora Example"
    )


def candour_log_cards(rules: Rules) -> Iterator[tuple[str, Card]]:
    """Each page, by name: untouched and refused, of one person and of many."""
    for size, words in (("short", "A few words"), ("long", LONG)):
        plan = EntryShown(NoteName.PLAN.label, 1, NOW, "Cora", {q.key: words for q in PLAN.questions}, {})
        one = candour_view(rules, track_shown(1, Element.TOLD), written=(plan,))
        many = candour_view(rules, *(unreached(number, words) for number in range(1, 13)))
        died = candour_view(rules, track_shown(1, died=True))
        unknown = candour_view(rules, track_shown(1, kind=PersonKind.NOT_YET_KNOWN))
        over = candour_view(rules, track_shown(1, *Element))
        asked = candour_view(rules, track_shown(1, perhaps_dead=True))
        none_owed = candour_view(rules, status=CandourStatus.NOT_REQUIRED)
        views = {
            "one": one, "many": many, "died": died, "unknown": unknown, "over": over, "asked": asked,
            "none owed": none_owed,
        }  # fmt: skip
        for page, drawn in LOG_PAGES.items():
            said = {**dict.fromkeys(KEYS, words), "why_1": words, "mode": "phone", "elements": "all"}
            refused = Attempt(page, "Please look again.", said, {"when": "That has not come yet."}, 1)
            for who, view in views.items():
                yield f"candour {page} {who} {size}", drawn(view, NO_ATTEMPT, rules)
                yield f"candour {page} {who} {size} of person 1", drawn(view, Attempt(item=1), rules)
                yield f"candour {page} {who} {size} refused", drawn(view, refused, rules)
            yield f"candour {page} closed {size}", drawn(replace(one, steps={}), refused, rules)
