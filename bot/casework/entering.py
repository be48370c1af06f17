"""Where else an event is: in the trust's incident system and with the national service, in each once."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.exc import IntegrityError

from bot.casework.looking import place_of
from bot.casework.roles import roles_towards, units_where
from bot.casework.steps import take_event_step
from bot.casework.unit_of_work import UnitOfWork
from psirf.incident_system import NATIONAL
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import EventKind, Reached
from psirf.working_time import london_day
from storage.entering import how_many_not_entered, not_entered, own_reference, stands_for
from storage.records import EventReference, PatientSafetyEvent

MOST_LISTED = 8  # on the card of the queue


async def enter(uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, number: str) -> None:
    """It was entered in the trust's incident system, under this number. Raises NotAllowed, changing nothing,
    where it was entered already, or the number stands for another report or is none of that system's."""
    await _keep(uow, event, "enter", uow.rules.incident_system.id, seen=seen, typed=number)


async def note_national(uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, number: str) -> None:
    """It was sent to the national service, which gave it this reference. Raises NotAllowed as `enter` does."""
    await _keep(uow, event, "note_national", NATIONAL, seen=seen, typed=number)


async def change_number(
    uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, number: str, because: str,
    national: bool = False,
) -> None:  # fmt: skip
    """Put right the number under which it was entered, or the national reference; the audit trail has both.

    Raises NotAllowed, changing nothing.
    """
    for step in ("change_number", *(["note_national"] if national else [])):
        await _may(uow, event, step)
    kept = await own_reference(uow.session, event.id, national=national)
    if kept is None:
        raise NotAllowed(Refusal.NOT_NOW)
    event_id, system, before = event.id, kept.system, kept.number
    right = await _free(uow, event_id, system, number)
    if right == before:
        raise NotAllowed(Refusal.NOTHING_CHANGED)
    try:
        async with uow.savepoint():
            await take_event_step(uow, event, "change_number", seen=seen, reason=because)
            kept.number = right
            uow.audit("number_changed", f"event:{event_id}", system=system, before=before, after=right)
    except IntegrityError:
        await _free(uow, event_id, system, number)
        raise


async def _keep(
    uow: UnitOfWork, event: PatientSafetyEvent, step: str, system: str, *, seen: int | None, typed: str
) -> None:
    """One number of an event in one system."""
    await _may(uow, event, step)
    event_id = event.id
    await _not_there_yet(uow, event_id, system)
    number = await _free(uow, event_id, system, typed)
    try:
        async with uow.savepoint():
            await take_event_step(uow, event, step, seen=seen)
            uow.session.add(
                EventReference(event_id=event_id, system=system, number=number, at=uow.kept_at, by=uow.kept_by)
            )
            uow.audit("entered", f"event:{event_id}", system=system, number=number)
    except IntegrityError:  # somebody else was first, a moment ago: which of the two it was is said now
        await _not_there_yet(uow, event_id, system)
        await _free(uow, event_id, system, typed)
        raise


async def _may(uow: UnitOfWork, event: PatientSafetyEvent, step: str) -> None:
    """Raises NotAllowed, first of all: who may not take a step learns nothing of the numbers there are."""
    uow.rules.lifecycles.event.choose(step, event.status, await roles_towards(uow, uow.person_id, event))


async def _not_there_yet(uow: UnitOfWork, event_id: int, system: str) -> None:
    """Raises NotAllowed where it is there already, though the trust may have had another system then."""
    if kept := await own_reference(uow.session, event_id, national=system == NATIONAL):
        raise NotAllowed(Refusal.ENTERED_ALREADY, kept.number)


async def _free(uow: UnitOfWork, event_id: int, system: str, typed: str) -> str:
    """The number that was typed, as it is kept. Raises NotAllowed where it is none, or another report's."""
    number = uow.rules.incident_system.number_in(system, typed)
    if number is None:
        raise NotAllowed(Refusal.NO_REFERENCE)
    if await stands_for(uow.session, system, number) not in (None, event_id):
        raise NotAllowed(Refusal.NUMBER_TAKEN, number)
    return number


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report that is in no incident system yet, as far as it is listed."""

    id: int
    reference: str
    kind: EventKind
    reached: Reached | None
    place: str
    reported_on: date


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits to be entered: how many, and the oldest of them."""

    how_many: int
    oldest: tuple[Waiting, ...]


async def not_yet_entered(uow: UnitOfWork, viewer_id: int, limit: int = MOST_LISTED) -> Queue:
    """What waits for a person to enter it: the reports of places towards which they have a role that does so.
    Nothing does where Lantern itself is the record. That it was listed is written down."""
    units = await units_where(uow, viewer_id, uow.rules.lifecycles.event.who_may("enter"))
    if not units or not uow.rules.incident_system.is_record:
        return Queue(0, ())
    how_many = await how_many_not_entered(uow.session, units)
    oldest = tuple([await _waiting(uow, event) for event in await not_entered(uow.session, units, limit=limit)])
    uow.audit("listed", "queue:not_entered", how_many=how_many, events=[each.id for each in oldest])
    return Queue(how_many, oldest)


async def _waiting(uow: UnitOfWork, event: PatientSafetyEvent) -> Waiting:
    place, reported_on = await place_of(uow, event), london_day(event.reported_at)
    return Waiting(event.id, event.reference, event.kind, event.reached, place, reported_on)
