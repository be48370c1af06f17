"""The cards of an approval request, and of the questions asked before one: for tests/house/test_cards.py."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

from bot.cards.approvals import approval_card
from bot.cards.elements import Attempt, Card
from bot.cards.questions import Was, check_card, question_card
from bot.casework.approval_views import ApprovalView, AskedShown
from bot.casework.decision_views import AdviceShown
from bot.casework.looking_at_approvals import MOST_DEPUTIES
from bot.casework.views import Button, Choice, EventView, Happened
from bot.forms.choosing import ASKED, FACTS, MOST_ASKED, NEEDS, choosing_form
from bot.forms.form import Asking
from psirf.rules import Rules
from psirf.vocabulary import ApprovalHow, ApprovalStatus, AskedAs, EventStatus, ResponseType, Role
from tests.conftest import NOW

TODAY = date(2026, 3, 4)
LONG = "💉 " * 750  # as many as a field takes
REASON = "It fits less: who was there can meet, and it is understood why it happened. " * 2  # in Lantern's words
WHO_LOOKS = (Role.APPROVER, Role.PROPOSER, Role.LEAD)
OTHERS = tuple(Choice(each.value, each.label) for each in ResponseType)
PEOPLE = tuple(Choice(str(n), f"Person {n} of the made-up trust") for n in range(MOST_DEPUTIES))
STEPS = ("approve", "answer", "return", "choose", "hand_on", "take_back")


def request_view(
    rules: Rules, status: ApprovalStatus, role: Role, words: str, asked: tuple[AskedShown, ...], how: ApprovalHow
) -> ApprovalView:
    event = EventView(
        id=1, reference="PSE-00001", version=1, revision=1, status=EventStatus.PROPOSED, buttons=(), today=TODAY,
        look_by=TODAY, is_reporter=False, what=words, place="Ward 7", happened=Happened(NOW, NOW),
    )  # fmt: skip
    is_settled = status not in (ApprovalStatus.WAITING, ApprovalStatus.RETURNED)
    steps = rules.lifecycles.approval.available(status, {role})
    return ApprovalView(
        id=1, reference="AP-00001", version=1, revision=1, status=status,
        buttons=tuple(Button(step.name, step.label) for step in steps), event_reference="PSE-00001",
        response=ResponseType.PSII, because=words, by="Lena Example", asked_at=NOW, lapses_on=TODAY, today=TODAY,
        how=how, asked=asked, question=words, question_by="Eve Example", answer="" if role is Role.LEAD else words,
        settled_by="Eve Example" if is_settled else "", settled_at=NOW if is_settled else None,
        settled_because=words if is_settled else "",
        chosen=ResponseType.AAR if status is ApprovalStatus.CHANGED else None, about=event,
        advice=AdviceShown(ResponseType.AAR, REASON, dict.fromkeys(ResponseType, REASON)),
        least="The nation asks for a PSII", undercut=role is Role.PROPOSER, others=OTHERS, deputies=PEOPLE,
    )  # fmt: skip


def approval_cards(rules: Rules, asking: Asking) -> Iterator[tuple[str, Card]]:
    """Each card, by name."""
    for size, words in (("short", "A few words"), ("long", LONG)):
        few = tuple(AskedShown(f"Eve {n}", each, n == 2, n == 0) for n, each in enumerate(AskedAs))
        for status, role, how in product(ApprovalStatus, WHO_LOOKS, ApprovalHow):
            yield (
                f"request {status} {role} {how} {size}",
                approval_card(request_view(rules, status, role, words, few, how)),
            )
        left = replace(
            request_view(rules, ApprovalStatus.CHANGED, Role.LEAD, words, few, ApprovalHow.ONE), chosen=None
        )
        yield f"request left as it was {size}", approval_card(left)
        many = (AskedShown("Eve Example", AskedAs.DEPUTY, said_yes=True, is_viewer=True), *few * 5)
        for step in STEPS:
            said = dict.fromkeys(("answer", "question", "reason", "because"), words)
            for status, role in product((ApprovalStatus.WAITING, ApprovalStatus.RETURNED), WHO_LOOKS):
                view = request_view(rules, status, role, words, many, ApprovalHow.ALL)
                yield (
                    f"request tried {step} {status} {role} {size}",
                    approval_card(view, Attempt(step, "A note.", said)),
                )
        form, was = choosing_form(rules.plan), Was("A note.", "PSE-00001")
        keys = [key for key, *_ in ASKED]
        for question in form.questions:
            yield f"choosing {question.key} {size}", question_card(question, {}, asking, "key", was)
        for first in range(0, len(keys), MOST_ASKED):
            asked = keys[first : first + MOST_ASKED]
            answers = {NEEDS: " ".join(asked), FACTS: "{}", **dict.fromkeys(asked, words)}
            looked_over = check_card(form, answers, asking, "key", "Lena Example", was)
            yield f"choosing, looked over from {keys[first]} {size}", looked_over
