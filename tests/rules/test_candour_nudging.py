"""On which days somebody is nudged about candour: late, before a weekend, for today; and what is left at the end."""

from datetime import UTC, date, datetime, timedelta

import pytest

from psirf.candour.nudging import Waiting, next_day, reached
from psirf.candour.owed import Days, Owed, OwedKind, owed_now
from psirf.candour.record import Case
from psirf.candour.steps import after
from psirf.candour.terms import Clock, Element, StepName
from psirf.rules import read_rules
from tests.rules.test_candour_reaching import ASSESSED
from tests.rules.test_candour_record import all_done, step, taken

LADDERS = read_rules().ladders
DAY = timedelta(days=1)
ASKED, LEAD, EXECUTIVE = "asked", "lead", "executive"


def march(day: int) -> date:
    return date(2026, 3, day)


def told(waiting: Waiting, until: date, taken_until: date | None = None) -> list[tuple[date, str]]:
    """Lantern looks on each day: when it tells whom."""
    found, day = [], waiting.since
    while day <= until:
        if next_day(waiting, LADDERS, taken_until) <= day:
            found += [(day, str(role or to)) for to, role in reached(waiting, LADDERS, taken_until, day)]
            taken_until = day
        day += DAY
    return found


def test_what_came_up_when_its_day_had_passed_is_asked_of_who_sees_to_it_first() -> None:
    """It was due on 18 March, and opened on Monday 1 June."""
    waiting = Waiting(Owed(OwedKind.ASSESS, "", march(18)), date(2026, 6, 1))
    assert told(waiting, date(2026, 6, 15)) == [
        (date(2026, 6, 2), ASKED), (date(2026, 6, 3), LEAD), (date(2026, 6, 8), EXECUTIVE),
        (date(2026, 6, 15), EXECUTIVE),
    ]  # fmt: skip


def test_after_time_that_they_asked_for_late_the_ladder_begins_again() -> None:
    waiting = Waiting(Owed(OwedKind.TOLD, "1", march(18)), march(4), paused_until=march(30))
    assert told(waiting, date(2026, 4, 1), march(19)) == [
        (march(30), ASKED), (march(31), ASKED), (date(2026, 4, 1), LEAD)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("made", "due", "avoid", "first"),
    [
        (4, 14, [], 13),  # a Saturday: on Friday
        (4, 14, [13], 12),  # and where they are left in peace that day, before it
        (7, 8, [], 9),  # made on Saturday for Sunday: as soon as anybody reads it
        (7, 8, [9], 10),
        (11, 11, [], 11),
        (13, 15, [13], 16),  # no day is left before it
    ],
)
def test_a_promise_is_asked_of_the_named_contact_by_its_day_where_a_day_is_left(
    made: int, due: int, avoid: list[int], first: int
) -> None:
    waiting = Waiting(
        Owed(OwedKind.CONTACT, "1", march(due)), march(made), avoid=frozenset(march(each) for each in avoid)
    )
    assert told(waiting, march(first))[0] == (march(first), ASKED)


def test_a_promise_for_today_is_said_today_also_after_a_nudge_of_today_and_once() -> None:
    waiting = Waiting(Owed(OwedKind.CONTACT, "1", march(11)), march(11), is_new=True)
    assert reached(waiting, LADDERS, march(11), march(11))
    known = Waiting(waiting.owed, waiting.since)
    assert not reached(known, LADDERS, march(11), march(11))


@pytest.mark.parametrize("kind", [OwedKind.AGREE, OwedKind.SIGN, OwedKind.REST, OwedKind.ANSWER])
def test_what_has_no_day_goes_upward_too(kind: OwedKind) -> None:
    found = told(Waiting(Owed(kind, "1", None), march(2)), march(30))
    assert [day for day, whom in found if whom == ASKED] == [march(9), march(16), march(23), march(30)]
    assert [day for day, whom in found if whom == LEAD] == [march(16), march(30)]
    assert [day for day, whom in found if whom == EXECUTIVE] == [march(30)]


# ---- what is left at the end ----

NO_DAYS = Days({}, {}, {})
APPROVED = Days({Clock.FINDINGS: march(30)}, {}, {})


def kinds(case: Case, days: Days) -> list[tuple[OwedKind, str]]:
    return [(each.kind, each.person) for each in owed_now(case, days)]


def test_where_all_but_the_findings_was_given_they_are_to_be_approved() -> None:
    given = [each for each in all_done("p") if each.name not in (Element.FINDINGS, Element.MEETING)]
    case = taken(ASSESSED, *given)
    assert kinds(case, NO_DAYS) == [(OwedKind.APPROVE, "")]  # a meeting is offered about them
    assert kinds(case, APPROVED) == [(OwedKind.FINDINGS, "p"), (OwedKind.REST, "p")]
    assert (OwedKind.APPROVE, "") not in kinds(taken(ASSESSED, *given[:1]), NO_DAYS)


def test_learning_has_months_before_anybody_asks_for_its_findings() -> None:
    found = told(Waiting(Owed(OwedKind.APPROVE, "", None), march(2)), date(2026, 8, 31))
    first = {whom: next(day for day, to in found if to == whom) for whom in (ASKED, LEAD, EXECUTIVE)}
    assert first == {ASKED: march(30), LEAD: date(2026, 5, 29), EXECUTIVE: date(2026, 8, 21)}


def test_a_question_is_to_be_answered_once_the_findings_are_near() -> None:
    asked = taken(ASSESSED, step(Element.TOLD), step(StepName.QUESTION, 2))
    assert (OwedKind.ANSWER, "p") not in kinds(asked, NO_DAYS)  # it is put to whoever learns from it
    assert (OwedKind.ANSWER, "p") in kinds(asked, APPROVED)
    late = taken(ASSESSED, *all_done("p"))
    late = after(late, step(StepName.QUESTION, 5), datetime(2027, 1, 1, tzinfo=UTC))
    assert kinds(late, NO_DAYS) == [(OwedKind.ANSWER, "p")]
