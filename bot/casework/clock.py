"""The moved clock of development: forward only, kept in the database, for all replicas alike."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.casework.half_made import let_go_of_half_made
from bot.casework.reminding import plan_reminders
from bot.casework.unit_of_work import UnitOfWork
from storage.actions import action_by_id, next_reminders
from storage.outbox import notification_by_id, waiting_after
from storage.people import people_by_ids
from storage.records import Notification
from storage.workings import set_clock_offset

SHOWN_AS = {"draft": "A half-made form", "half_made": "A half-made report"}


@dataclass(frozen=True, slots=True)
class Due:
    """A nudge that fell due, or will: about what, to whom, and when it is sent (UTC)."""

    reference: str
    to: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ClockShown:
    now: datetime
    fell_due: tuple[Due, ...]
    next: tuple[Due, ...]


async def look_at_clock(uow: UnitOfWork) -> ClockShown:
    """What time it is for Lantern, what falls due now and what is next."""
    before = len(uow.queued)
    while await plan_reminders(uow):
        await uow.session.flush()
    while await let_go_of_half_made(uow):
        await uow.session.flush()
    await uow.session.flush()
    fell_due = [await notification_by_id(uow.session, queued.id) for queued in uow.queued[before:]]
    waiting = [n for n in await waiting_after(uow.session, uow.now) if n not in fell_due]
    coming = [
        Due(action.reference, "the next nudge", uow.rules.ladder.hours.within(action.next_reminder_at))
        for action in await next_reminders(uow.session)
        if action.next_reminder_at is not None
    ]
    later = sorted([*[await _due(uow, n) for n in waiting], *coming], key=lambda due: due.at)
    return ClockShown(uow.now, tuple([await _due(uow, n) for n in fell_due if n is not None]), tuple(later[:3]))


async def move_clock(uow: UnitOfWork, to: datetime) -> ClockShown:
    """Move Lantern's clock forward to a moment. Raises ValueError for one that has passed."""
    if to < uow.now:
        raise ValueError("The clock moves forward only.")
    await set_clock_offset(uow.session, to - uow.machine_now)
    uow.audit("move_clock", "clock", to=to.isoformat())
    return await look_at_clock(replace(uow, now=to.astimezone(UTC)))


async def _due(uow: UnitOfWork, notification: Notification) -> Due:
    people = await people_by_ids(uow.session, [notification.to] if notification.to is not None else [])
    to = people[notification.to].name if notification.to is not None else "a sealed reporter"
    if notification.subject == "draft":
        to = "its writer"  # whoever looks at the clock is not told whose it is
    action = await action_by_id(uow.session, notification.subject_id)
    reference = action.reference if notification.subject == "action" and action else notification.subject
    return Due(SHOWN_AS.get(reference, reference), to, notification.due_at)
