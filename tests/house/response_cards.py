"""The cards about a learning response, in every status, for whoever may look, with few words and with many."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

from bot.cards.elements import NO_ATTEMPT, Attempt, Card
from bot.cards.events import event_card
from bot.cards.responses import changed_page, parts_of, response_card, response_page
from bot.cards.whole import whole_card
from bot.casework.decision_views import ProposalShown
from bot.casework.response_views import LONGEST_LINE, Named, PastResponse, ResponseLine, ResponseView
from bot.casework.views import EventView, ProgressStep
from psirf.responses import RECORDED
from psirf.rules import Rules
from psirf.vocabulary import EventStatus, ResponseStatus, ResponseType, Role

NOW, TODAY = datetime(2026, 3, 4, 9, 30, tzinfo=UTC), date(2026, 3, 4)
LONG = "💉 " * 750  # as many as a field takes
WHO_LOOKS = (Role.LEAD, Role.PATIENT_SAFETY, Role.RESPONSE_LEAD)
PROPOSAL = ProposalShown(
    3, "AP-00003", ResponseType.PSII, "It may be one.", "Lena Example", ("Eve Example", "Ed Example"), TODAY
)
PEOPLE = tuple((str(n), f"Person {n} of the made-up trust") for n in range(60))


def response_view(
    rules: Rules, role: Role = Role.LEAD, status: ResponseStatus = ResponseStatus.PLANNED, words: str = "A few words",
    type: ResponseType = ResponseType.SWARM, **shown: Any,
) -> ResponseView:  # fmt: skip
    steps = rules.lifecycles.response.available(status, {role})
    held = status is ResponseStatus.HELD
    line = words[: LONGEST_LINE - 1]
    return replace(
        ResponseView(
            id=2, reference="LR-00002", version=1, revision=1, status=status,
            steps={step.name: step.label for step in steps}, today=TODAY, event=Named(1, 2), leads_it=False,
            type=type, event_reference="PSE-00001", place="Ward 7", what=words, lead="Lena Example", hold_by=NOW,
            held_on=TODAY if held else None, took_part=line if held else None, learned=(line,) * 3 if held else (),
            not_held_because=words if status is ResponseStatus.NOT_HELD else None, chosen_because=words,
            not_led_by=tuple(tie.label for tie in rules.response_leads.not_led_by[type]), people=PEOPLE,
            others=tuple(each for each in RECORDED if each is not type), adds_actions=True,
        ),
        **shown,
    )  # fmt: skip


def past(words: str, type: ResponseType = ResponseType.SWARM) -> PastResponse:
    return PastResponse("LR-00001", type, None, words, words, "Lena Example", NOW)


def event_with(rules: Rules, line: ResponseLine | None, role: Role = Role.LEAD) -> EventView:
    return EventView(
        id=1, reference="PSE-00001", version=2, revision=2, status=EventStatus.DECIDED, buttons=(), today=TODAY,
        look_by=TODAY, is_reporter=role is Role.REPORTER, response=line,
        progress=(ProgressStep("Received", TODAY), ProgressStep("Response chosen", TODAY, "MDT review")),
    )  # fmt: skip


def response_cards(rules: Rules) -> Iterator[tuple[str, Card]]:
    """Each card, by name."""
    for size, words in (("short", "A few words"), ("long", LONG)):
        for status, role, type in product(ResponseStatus, WHO_LOOKS, RECORDED):
            view = response_view(rules, role, status, words, type)
            yield f"learning response {type} {status} {role} {size}", response_card(view)
        late = response_view(rules, words=words, hold_by=None, late_after=24)
        carried = response_view(
            rules, words=words, type=ResponseType.AAR, learned=(words[:LONGEST_LINE],) * 3,
            took_part=words[:LONGEST_LINE], history=(past(words),) * 6, is_sealed=True,
        )  # fmt: skip
        yield f"late huddle {size}", response_card(late)
        yield f"late huddle, led by somebody {size}", response_card(replace(late, steps={"hold": "It was held"}))
        yield f"carried over {size}", response_card(carried)
        yield f"to be another {size}", response_card(replace(carried, proposal=PROPOSAL))
        yield f"became another {size}", response_card(replace(late, became="LR-00003"))
        yield f"whole response {size}", whole_card("response", carried, parts_of(carried), 1)
        said = dict.fromkeys(
            ("reason", "held_on", "took_part", "learned_1", "learned_2", "learned_3", "why_not", "because", "lead"),
            words,
        )
        for step in ("lead_it", "give_lead", "hand_back", "hold", "not_held", "change", "to_aar"):
            attempt = Attempt(step, "A note.", said, {"held_on": "Which day?"})
            yield f"learning response tried {step} {size}", response_card(carried, attempt)
            yield f"late huddle tried {step} {size}", response_card(late, attempt)
        page = replace(event_with(rules, None), whole_response=carried)
        yield f"learning response on its event {size}", response_page(page, NO_ATTEMPT, rules)
    for status, type in product(ResponseStatus, RECORDED):
        line = ResponseLine("LR-00002", type, "Lena Example", status, TODAY, ())
        yield f"line {type} {status}", event_card(event_with(rules, line))
        yield f"line {type} {status} of nobody", event_card(event_with(rules, replace(line, lead="")))
    yield "no learning response", response_page(event_with(rules, None), NO_ATTEMPT, rules)
    yield "learned in another way", changed_page(event_with(rules, None, Role.REPORTER), NO_ATTEMPT, rules)
