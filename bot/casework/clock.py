"""The moved clock of development: forward only, kept in the database, for all replicas alike."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.casework.planning import plan_what_is_due
from bot.casework.unit_of_work import UnitOfWork
from psirf.references import REFERENCES
from storage.actions import next_reminders
from storage.afterwards import next_patients_to_find
from storage.candour import next_cases
from storage.duties import next_duties_to_remind_of
from storage.outbox import notification_by_id, waiting_after
from storage.people import people_by_ids
from storage.records import Notification
from storage.responses import next_limits
from storage.workings import set_clock_offset

SHOWN_AS = {"draft": "A half-made form", "half_made": "A half-made report", "queue": "The queue"}


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
    while await plan_what_is_due(uow):
        await uow.session.flush()
    fell_due = [
        await notification_by_id(uow.session, queued.id) for queued in uow.queued[before:] if queued.kind != "rewrite"
    ]
    waiting = [n for n in await waiting_after(uow.session, uow.now) if n not in fell_due]
    coming = (
        [
            Due(action.reference, "the next nudge", uow.rules.ladder.hours.within(action.next_reminder_at))
            for action in await next_reminders(uow.session)
            if action.next_reminder_at is not None
        ]
        + [
            Due(event.reference, "the next nudge, about the patient", uow.rules.ladder.hours.within(at))
            for event in await next_patients_to_find(uow.session)
            if (at := event.next_patient_nudge_at) is not None
        ]
        + [
            Due(
                REFERENCES["event"](duty.event_id),
                "the next nudge, about telling outside",
                uow.rules.ladder.hours.within(at),
            )
            for duty in await next_duties_to_remind_of(uow.session)
            if (at := duty.next_reminder_at) is not None
        ]
        + [
            Due(case.reference, "the next nudge, about candour", uow.rules.ladder.hours.within(at))
            for case in await next_cases(uow.session)
            if (at := case.next_reminder_at) is not None
        ]
        + [
            Due(response.reference, "whether the huddle was held", uow.rules.ladder.hours.within(response.hold_by))
            for response in await next_limits(uow.session)
            if response.hold_by is not None
        ]
    )
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
    if notification.kind == "patient_nudge":
        to = f"{to}, about the patient"
    if notification.subject == "draft":
        to = "its writer"  # whoever looks at the clock is not told whose it is
    referring = REFERENCES.get(notification.subject)
    reference = referring(notification.subject_id) if referring else notification.subject
    return Due(SHOWN_AS.get(reference, reference), to, notification.due_at)
