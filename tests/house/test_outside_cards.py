"""The cards of who else is told: in every state, for who sees to it, whose it is and who only reads it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from bot.cards.elements import NO_ATTEMPT, Attempt, Card
from bot.cards.events import event_card
from bot.cards.outside import MOST_DUTIES, outside_page
from bot.casework.duty_views import DutyShown, OutsideShown
from bot.casework.views import Button, EventView, Happened
from psirf.vocabulary import SPECIALISTS, Agent, EventKind, EventStatus, Reached, Role
from tests.house.card_schema import holds_to_schema, keeps_to_what_teams_can_show
from tests.house.test_cards import LONG, NOW, RULES, TODAY
from tests.stand_in import actions, fields, words

MADE = {"made_at": NOW, "number": "M-123", "settled_by": "Lena Example", "settled_at": NOW}
NOT_NEEDED = {"not_needed_because": LONG[:1500], "settled_by": "Lena Example", "settled_at": NOW}
STATES = {
    "open": {}, "overdue": {"is_overdue": True}, "made": MADE, "not needed": NOT_NEEDED,
    "not asked for": {"asked_for": False}, "another's": {"may_settle": False},
}  # fmt: skip


def _duty(number: int = 1, state: str = "open") -> DutyShown:
    row = list(RULES.duties.rows.values())[number - 1]
    duty = DutyShown(
        number, row.code, row.name, row.to_whom, " or ".join(role.label for role in row.by), row.clock,
        NOW + timedelta(days=number), is_by_day=not row.hours, is_overdue=False, asked_for=True, may_settle=True,
    )  # fmt: skip
    return replace(duty, **STATES[state])  # type: ignore[arg-type]


def _view(
    outside: OutsideShown | None,
    role: Role = Role.LEAD,
    status: EventStatus = EventStatus.RECEIVED,
    what: str = "Words",
) -> EventView:
    steps = RULES.lifecycles.event.available(status, {role})
    return EventView(
        id=1, reference="PSE-00001", version=1, revision=1, status=status, today=TODAY, look_by=TODAY,
        buttons=tuple(Button(step.name, step.label) for step in steps), is_reporter=False, kind=EventKind.INCIDENT,
        what=what, place="Ward 7", happened=Happened(NOW, NOW), reached=Reached.YES, reported_at=NOW,
        agents=tuple(Agent), involved=what, outside=outside,
    )  # fmt: skip


EVERY = tuple(_duty(n + 1) for n in range(len(RULES.duties.rows)))
FULL = OutsideShown(
    EVERY, tuple(role.label for role in SPECIALISTS), tuple(agent.label for agent in Agent),
    tuple(RULES.duties.national([*RULES.duties.rows, *RULES.duties.learned_here]).values()),
    tuple(role.label for role in SPECIALISTS), tuple(role.label for role in SPECIALISTS),
    "entry 3, retained foreign object post procedure",
)  # fmt: skip


def _cards() -> Iterator[tuple[str, Card]]:
    for state, role, status in product(STATES, (Role.LEAD, Role.SAFEGUARDING, Role.EXECUTIVE), EventStatus):
        view = _view(OutsideShown((_duty(1, state),)), role, status)
        yield f"page {state} {role} {status}", outside_page(view, NO_ATTEMPT, RULES)
        yield f"event {state} {role} {status}", event_card(view)
    for item in (0, 1, 9, 17, 99):
        yield f"page full {item}", outside_page(_view(FULL, what=LONG), Attempt(item=item), RULES)
    settled = tuple(replace(duty, **NOT_NEEDED) for duty in EVERY)  # type: ignore[arg-type]
    yield "page all settled", outside_page(_view(replace(FULL, duties=settled), what=LONG), NO_ATTEMPT, RULES)
    yield "event full", event_card(_view(FULL, Role.PATIENT_SAFETY, what=LONG))
    for step in ("make_referral", "referral_not_needed"):
        said = {"number_1": "x" * 60, "made_at_1": "x" * 60, "not_needed_1": LONG[:1500]}
        tried = Attempt(step, "A note.", said, item=1)
        yield f"page tried {step}", outside_page(_view(OutsideShown((_duty(1),))), tried, RULES)
        yield f"page tried {step} full", outside_page(_view(FULL, what=LONG), tried, RULES)
    yield "page of nothing", outside_page(_view(None), NO_ATTEMPT, RULES)
    yield "page of a specialist", outside_page(
        _view(OutsideShown(as_role=("Falls lead",)), Role.FALLS), NO_ATTEMPT, RULES
    )  # fmt: skip


CARDS = dict(_cards())


@pytest.mark.parametrize("name", CARDS)
def test_each_card_is_one_that_teams_can_draw(name: str) -> None:
    holds_to_schema(CARDS[name])
    keeps_to_what_teams_can_show(CARDS[name])


def test_the_leads_card_has_one_calm_line_and_a_way_to_the_page() -> None:
    two = _view(OutsideShown((_duty(2), _duty(1))))
    assert "To be told outside: 2, the first by Thursday 5 March 2026." in words(event_card(two))
    assert "Who else is told" in [action["title"] for action in actions(event_card(two))]
    one = _view(OutsideShown((_duty(1), _duty(2, "made"))))
    assert "To be told outside: 1, by Thursday 5 March 2026." in words(event_card(one))
    overdue = words(event_card(_view(OutsideShown((_duty(1, "overdue"),)))))
    assert "One is overdue." in overdue
    more = words(event_card(_view(OutsideShown((_duty(1, "overdue"), _duty(2, "overdue"), _duty(3))))))
    assert "To be told outside: 3, the first by Thursday 5 March 2026. 2 are overdue." in more
    for state in ("made", "not needed", "not asked for"):
        assert "To be told outside" not in words(event_card(_view(OutsideShown((_duty(1, state),)))))


@pytest.mark.parametrize(
    ("state", "says", "offers"),
    [
        ("open", "By Thursday 5 March 2026 (as soon as it is known).", {"It is made", "Not needed"}),
        ("overdue", "It was due by Thursday 5 March 2026", {"It is made", "Not needed"}),
        ("made", "Made on Wednesday 4 March 2026, 9:30am, as M-123. Marked by Lena Example.", set()),
        ("not needed", "Not needed, as Lena Example says:", {"It is made"}),
        ("not asked for", "Not asked for any more by the plan.", {"It is made", "Not needed"}),
        ("another's", "By Thursday 5 March 2026", set()),
    ],
)
def test_the_page_says_how_each_stands_and_offers_what_is_open(state: str, says: str, offers: set[str]) -> None:
    for status in EventStatus:
        card = CARDS[f"page {state} lead {status}"]
        assert says in words(card)
        assert {action["title"] for action in actions(card)} & {"It is made", "Not needed"} == offers
    only_reads = {action["title"] for action in actions(CARDS[f"page {state} executive received"])}
    assert only_reads == {"Back to the card"}


def test_who_makes_it_is_said_only_while_it_is_to_be_made() -> None:
    """Made or not needed, it may have been settled by somebody else, or by the leads."""
    for state, says in (("open", True), ("overdue", True), ("made", False), ("not needed", False)):
        duty = replace(_duty(1, state), by_leads=True)
        shown = words(outside_page(_view(OutsideShown((duty,))), NO_ATTEMPT, RULES))
        assert (f"Who makes it: {duty.by}." in shown) is says
        assert ("Nobody holds that role here" in shown) is says
        assert "Made by" not in shown


def test_where_there_are_many_each_is_reached() -> None:
    view, seen, item = _view(replace(FULL, duties=EVERY)), set[str](), 0
    for _ in range(len(EVERY)):
        card = outside_page(view, Attempt(item=item), RULES)
        shown = {duty.name for duty in EVERY if f"{duty.name} To {duty.to_whom}" in words(card)}
        assert 0 < len(shown) <= MOST_DUTIES
        seen |= shown
        onwards = [action for action in actions(card) if action.get("title") == "The others"]
        item = onwards[0]["data"]["item"]
        if item == view.outside.waiting[0].id if view.outside else True:
            break
    assert seen == {duty.name for duty in EVERY}


def test_what_was_typed_stands_in_its_field_again_with_what_is_said_of_it() -> None:
    card = CARDS["page tried make_referral"]
    assert fields(card)["number_1"] == "x" * 60
    assert words(card).index("A note.") < words(card).index("Mark it as made")
    opened = [part for part in card["body"] if part["type"] == "Container"]
    assert set(fields(opened)) == {"number_1", "made_at_1"}


def test_a_specialist_reads_that_it_is_theirs_to_know_and_whether_there_is_anything_to_do() -> None:
    card = words(CARDS["page of a specialist"])
    assert "For you to know, as Falls lead." in card
    assert "There is nothing you must do." in card
    assert "Ward 7" in card


def test_where_nobody_outside_is_told_the_page_says_so_and_no_button_leads_there() -> None:
    view = _view(OutsideShown(told=("Falls lead",)), Role.EXECUTIVE)  # to whom no step of it is open
    assert "Who else is told" not in [action["title"] for action in actions(event_card(view))]
    page = words(outside_page(view, NO_ATTEMPT, RULES))
    assert "Nobody outside has to be told of it, as far as is known. Told within the trust: Falls lead." in page


def test_the_team_alone_is_asked_about_a_never_event() -> None:
    asks = "It may be a Never Event: entry 3, retained foreign object post procedure. Please say what the facts are."
    assert asks in words(CARDS["event full"])
    assert asks not in words(event_card(_view(OutsideShown(EVERY))))


def test_what_somebody_may_not_see_is_not_shown() -> None:
    assert words(CARDS["page of nothing"]) == "I cannot find that, or it is not yours to see."
