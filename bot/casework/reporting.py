"""Reporting: from a ward's answers to an event on a lead's desk."""

from dataclasses import dataclass
from datetime import datetime

from bot.casework.roles import people_asked
from bot.casework.steps import redraw_event
from bot.casework.unit_of_work import UnitOfWork
from psirf.proportion import Circumstances, recommend
from psirf.vocabulary import EventStatus, PhysicalHarm, PsychologicalHarm, Reached, Role
from storage.events import event_with_key
from storage.records import (
    AffectedPerson,
    Decision,
    EventPlace,
    EventReference,
    EventStatusChange,
    HarmGrading,
    PatientSafetyEvent,
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a ward told us, as read from its answers. Moments are aware."""

    what: str
    unit_id: int | None
    place_said: str
    happened_from: datetime | None
    happened_to: datetime | None
    reached: Reached
    how_they_are: str = ""
    involved: str = ""
    stopped_by: str = ""


async def report_event(uow: UnitOfWork, *, idempotency_key: str, told: Told) -> PatientSafetyEvent:
    """Keep an event, with the advice on it, and ask its leads. The same key again is the same event."""
    if known := await event_with_key(uow.session, idempotency_key):
        return known
    event = PatientSafetyEvent(
        idempotency_key=idempotency_key,
        reported_by=uow.person_id,
        reported_at=uow.now,
        what=told.what,
        unit_id=told.unit_id,
        place_said=told.place_said,
        happened_from=told.happened_from,
        happened_to=told.happened_to,
        reached=told.reached,
        how_they_are=told.how_they_are,
        involved=told.involved,
        stopped_by=told.stopped_by,
    )
    uow.session.add(event)
    await uow.session.flush()
    await _begin_history(uow, event)
    advice = recommend(Circumstances(f"{event.what} {event.involved}", event.happened_to, uow.now), uow.rules.plan)
    uow.session.add(
        Decision(
            event_id=event.id,
            advised=advice.response,
            advised_because=advice.because,
            considered={other.value: why for other, why in advice.considered.items()},
            plan_version=advice.plan_version,
        )
    )
    await uow.session.flush()
    uow.audit("report", f"event:{event.id}", reached=event.reached, advised=advice.response)
    await uow.notify("thanks", subject="event", subject_id=event.id, to=event.reported_by, key=f"thanks:{event.id}")
    for person_id in await people_asked(uow, Role.LEAD, event):
        await uow.notify(
            "event_waiting", subject="event", subject_id=event.id, to=person_id,
            key=f"event_waiting:{event.id}:{person_id}", status=event.status,
        )  # fmt: skip
    return event


async def _begin_history(uow: UnitOfWork, event: PatientSafetyEvent) -> None:
    """The first line of the event's histories: its place, its status and, where it reached one, harm."""
    uow.session.add_all(
        [
            EventPlace(event_id=event.id, unit_id=event.unit_id, at=uow.now, by=uow.by.id),
            EventStatusChange(event_id=event.id, status=EventStatus.RECEIVED, at=uow.now, by=uow.by.id),
        ]
    )
    if event.reached is Reached.YES:
        affected = AffectedPerson(event_id=event.id, sequence=1)
        uow.session.add(affected)
        await uow.session.flush()
        await grade_harm(uow, affected, PhysicalHarm.NOT_GRADED, PsychologicalHarm.NOT_GRADED)


async def grade_harm(
    uow: UnitOfWork, affected: AffectedPerson, physical: PhysicalHarm, psychological: PsychologicalHarm
) -> None:
    """Write down the harm to one person as it is known now. What was graded before stays as history."""
    uow.session.add(
        HarmGrading(
            affected_person_id=affected.id,
            physical=physical,
            psychological=psychological,
            at=uow.now,
            by=uow.by.id,
        )
    )


async def correct_place(uow: UnitOfWork, event: PatientSafetyEvent, unit_id: int | None) -> None:
    """Say where an event happened, better than before. Where it was said to be stays as history."""
    event.unit_id, event.place_said = unit_id, ""
    uow.session.add(EventPlace(event_id=event.id, unit_id=unit_id, at=uow.now, by=uow.by.id))
    uow.audit("correct_place", f"event:{event.id}", unit=unit_id)
    await redraw_event(uow, event)


async def note_reference(uow: UnitOfWork, event: PatientSafetyEvent, system: str, number: str) -> None:
    """Keep an event's number in another system. One number stands for one event (IntegrityError)."""
    uow.session.add(EventReference(event_id=event.id, system=system, number=number, at=uow.now, by=uow.by.id))
    uow.audit("note_reference", f"event:{event.id}", system=system)
    await uow.session.flush()
