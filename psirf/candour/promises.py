"""What is promised to somebody: which day can be, and when a promise is kept."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from psirf.candour.kept import NoteName
from psirf.candour.terms import Element, StepName
from psirf.refusals import Refusal
from psirf.working_time import london_day

FURTHEST = timedelta(days=366)  # a promise beyond a year was mistyped
EARLY = timedelta(days=1)  # who is rung the day before was not let down
# What is sent or left for them to read: it is no conversation, and keeps a promise no earlier than on its day.
TO_READ = frozenset({Element.WRITTEN.value, Element.SUPPORT.value})

# What is said to somebody, given to them, or heard from them. A record, a copy or a draft is none: it is ours alone.
CONTACTS = frozenset(
    each.value
    for each in (
        *(set(Element) - {Element.RECORD, Element.COPIES}),
        StepName.QUESTION, StepName.DECLINED, StepName.ASKS_TO_BE_TOLD,
        NoteName.TOLD_MORE, NoteName.ACCOUNT, NoteName.MET, NoteName.DRAFT_SHARED, NoteName.DRAFT_CHECKED,
        NoteName.ACTIONS_TOLD, NoteName.FEEDBACK,
    )
)  # fmt: skip


def why_not_on(day: date, today: date, avoid: Collection[date], paused_until: date | None) -> Refusal | None:
    """Why the next contact is not promised for a day; None where it can be."""
    if not is_a_day_ahead(day, today):
        return Refusal.DAY_OF_PROMISE
    if day in avoid:
        return Refusal.DAY_TO_AVOID
    return Refusal.DAY_IN_PAUSE if paused_until is not None and day < paused_until else None


def is_a_day_ahead(day: date, today: date) -> bool:
    return today <= day <= today + FURTHEST


def is_contact(name: str, reached: bool | None) -> bool:
    """Whether what was written down is a contact with them. An attempt is one where they were spoken to."""
    return reached is True if name == StepName.ATTEMPT else name in CONTACTS


def is_kept_by(promised_on: date, promised_at: datetime | None, contact_at: datetime, name: str = "") -> bool:
    """A promise is kept by any contact on or after the day before it, and by a letter on or after its day. Not by the
    conversation in which it was made: `promised_at` is when it was written down, None where nobody knows."""
    after = promised_at is None or contact_at > promised_at
    return after and london_day(contact_at) >= (promised_on if name in TO_READ else promised_on - EARLY)
