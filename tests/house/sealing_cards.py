"""The cards about a sealed name, in every state, for whoever may look, with few words and with many."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.cards.elements import NO_ATTEMPT, Attempt, Card
from bot.cards.sealing import opened_page, sealed_page
from bot.casework.views import Button, EventView, OpenedShown, OpeningShown
from psirf.rules import Rules
from psirf.vocabulary import Barred, EventStatus, Role

NOW, TODAY = datetime(2026, 3, 4, 9, 30, tzinfo=UTC), date(2026, 3, 4)
LONG = "💉 " * 750  # as many as a field takes


def sealed_view(rules: Rules, opening: OpeningShown | None, role: Role = Role.SEAL_OPENER) -> EventView:
    steps = rules.lifecycles.event.available(EventStatus.RECEIVED, {role})
    return EventView(
        id=1, reference="PSE-00001", version=1, revision=1, status=EventStatus.RECEIVED,
        buttons=tuple(Button(step.name, step.label) for step in steps), today=TODAY, look_by=TODAY,
        is_reporter=role is Role.REPORTER, opening=opening, is_sealed=True,
    )  # fmt: skip


def opening_shown(words: str = "A few words") -> OpeningShown:
    """One that was asked for by Sam, and waits."""
    return OpeningShown(1, "Sam Example", NOW, words, None, "", None, None, "", None, None)


def openings(words: str) -> Iterator[tuple[str, OpeningShown | None]]:
    asked = opening_shown(words)
    barred = replace(asked, barred=Barred.SAFEGUARDING, barred_because=words, review_on=date(2026, 3, 20))
    yield "nothing asked", None
    for name, waits in (("asked", asked), ("asked with a bar", barred)):
        yield name, waits
        yield f"{name} by oneself", replace(waits, is_asker=True)
    answered: dict[str, Any] = {"answered_by": "Sol Example", "answered_at": NOW}
    yield "left sealed", replace(asked, agreed=False, answered_because=words, **answered)
    yield (
        "taken back",
        replace(asked, agreed=False, answered_because=words, answered_by="Sam Example", answered_at=NOW),
    )
    for name, agreed in (("told", replace(asked, told_at=NOW)), ("barred", barred)):
        yield f"opened {name}", replace(agreed, agreed=True, **answered)
        yield f"opened {name} by oneself", replace(agreed, agreed=True, is_opener=True, **answered)


def sealing_cards(rules: Rules) -> Iterator[tuple[str, Card]]:
    """Each card, by name."""
    for size, words in (("short", "A few words"), ("long", LONG)):
        tried = {"because": words, "told": "police", "barred_because": "", "review_on": "2026-03-20"}
        unclear = {"barred_because": "Please write one sentence."}
        for state, opening in openings(words):
            view = sealed_view(rules, opening)
            yield f"sealed name {state} {size}", sealed_page(view, NO_ATTEMPT, rules)
            for step in ("ask_to_open", "refuse_to_open", "review_bar"):
                attempt = Attempt(step, "A note.", tried, unclear)
                yield f"sealed name {state} tried {step} {size}", sealed_page(view, attempt, rules)
            to_others = sealed_view(rules, None, Role.LEAD)
            yield f"sealed name {state} to a lead {size}", sealed_page(to_others, NO_ATTEMPT, rules)
        told = sealed_view(rules, None, Role.REPORTER)
        for late in (NOW, datetime(2026, 3, 20, 10, tzinfo=UTC)):
            opened = replace(told, opened=OpenedShown(("Sam Example", "Sol Example"), NOW, words, late))
            yield f"name opened {late:%d} {size}", opened_page(opened, NO_ATTEMPT, rules)
        without = replace(rules, contacts=replace(rules.contacts, guardian=None))
        yield f"name opened without a guardian {size}", opened_page(opened, NO_ATTEMPT, without)
    yield "name opened, not to be told", opened_page(told, NO_ATTEMPT, rules)
