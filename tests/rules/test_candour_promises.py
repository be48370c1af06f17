"""Which day can be promised, and what keeps a promise."""

from datetime import UTC, date, datetime, timedelta

import pytest

from psirf.candour.kept import NoteName
from psirf.candour.promises import is_contact, is_kept_by, why_not_on
from psirf.candour.terms import Element, StepName
from psirf.refusals import Refusal

TODAY = date(2026, 3, 4)
DAY = timedelta(days=1)
PROMISED_AT = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "avoid", "paused", "why"),
    [
        (TODAY, [], None, None),
        (TODAY - DAY, [], None, Refusal.DAY_OF_PROMISE),
        (TODAY + 366 * DAY, [], None, None),
        (TODAY + 367 * DAY, [], None, Refusal.DAY_OF_PROMISE),
        (TODAY + DAY, [TODAY + DAY], None, Refusal.DAY_TO_AVOID),
        (TODAY + DAY, [TODAY], TODAY + DAY, None),
        (TODAY + DAY, [], TODAY + 2 * DAY, Refusal.DAY_IN_PAUSE),
    ],
)
def test_which_day_can_be_promised(day: date, avoid: list[date], paused: date | None, why: Refusal | None) -> None:
    assert why_not_on(day, TODAY, avoid, paused) is why


@pytest.mark.parametrize(
    ("name", "reached", "holds"),
    [
        (Element.TOLD, None, True),
        (Element.WRITTEN, None, True),
        (NoteName.TOLD_MORE, None, True),
        (NoteName.MET, None, True),
        (StepName.QUESTION, None, True),
        (StepName.ATTEMPT, True, True),
        (StepName.ATTEMPT, False, False),
        (StepName.ATTEMPT, None, False),
        (Element.RECORD, None, False),
        (Element.COPIES, None, False),
        (StepName.ANSWER, None, False),
        (NoteName.LETTER, None, False),
        (NoteName.PROMISE, None, False),
        (NoteName.PERSON, None, False),
    ],
)
def test_what_is_a_contact(name: str, reached: bool | None, holds: bool) -> None:
    assert is_contact(name, reached) is holds


@pytest.mark.parametrize(
    ("at", "holds"),
    [
        (datetime(2026, 3, 8, 23, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 9, 0, 0, tzinfo=UTC), True),  # the day before, in London
        (datetime(2026, 3, 10, 12, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 20, 12, 0, tzinfo=UTC), True),  # late, and still kept
    ],
)
def test_a_promise_is_kept_from_the_day_before_it_on(at: datetime, holds: bool) -> None:
    assert is_kept_by(date(2026, 3, 10), PROMISED_AT, at) is holds
    assert is_kept_by(date(2026, 3, 10), None, at) is holds


@pytest.mark.parametrize("name", [Element.WRITTEN, Element.SUPPORT])
def test_what_is_left_to_read_keeps_a_promise_no_earlier_than_on_its_day(name: Element) -> None:
    on, before = date(2026, 3, 10), datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
    assert not is_kept_by(on, PROMISED_AT, before, name.value)
    assert is_kept_by(on, PROMISED_AT, before + DAY, name.value)
    assert is_kept_by(on, PROMISED_AT, before, Element.TOLD.value)


def test_the_conversation_in_which_it_was_promised_does_not_keep_it() -> None:
    assert not is_kept_by(date(2026, 3, 5), PROMISED_AT, PROMISED_AT)
    assert is_kept_by(date(2026, 3, 5), PROMISED_AT, PROMISED_AT + timedelta(minutes=1))
