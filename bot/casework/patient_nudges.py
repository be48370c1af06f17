"""Nudging the leads while nobody can find the patient whom an event reached."""

from bot.casework.looking_afterwards import patients_shown
from bot.casework.queue import tell_lead
from bot.casework.roles import people_told
from bot.casework.unit_of_work import UnitOfWork
from psirf.vocabulary import EventStatus, Reached, Role
from psirf.working_time import london_day
from storage.afterwards import events_with_patients_to_find
from storage.records import PatientSafetyEvent


def begin_patient_nudges(uow: UnitOfWork, event: PatientSafetyEvent) -> None:
    """An event reached somebody, or somebody else: from here on its leads are nudged until it is settled."""
    if event.next_patient_nudge_at is None:
        event.next_patient_nudge_at = uow.rules.ladder.patients.first_at(uow.today)


async def is_patient_missing(uow: UnitOfWork, event: PatientSafetyEvent) -> bool:
    """Whether an event reached somebody of whom no number is kept, nor why it cannot be found out."""
    if event.reached is not Reached.YES or event.status is EventStatus.WITHDRAWN:
        return False
    return any(not patient.settled for patient in await patients_shown(uow, event) or ())


async def end_patient_nudges_if_settled(uow: UnitOfWork, event: PatientSafetyEvent) -> None:
    if not await is_patient_missing(uow, event):
        event.next_patient_nudge_at = None


async def plan_patient_nudges(uow: UnitOfWork) -> int:
    """Queue the nudges whose day has come, and say how many events were looked at.

    Safe to run often, and by every worker at once: a lead hears once in a day of one event.
    """
    events = await events_with_patients_to_find(uow.session, uow.now)
    for event in events:
        assert event.next_patient_nudge_at is not None, "it was found by it"
        day = london_day(event.next_patient_nudge_at)
        if not await is_patient_missing(uow, event):
            event.next_patient_nudge_at = None
            continue
        for person_id in await people_told(uow, Role.LEAD, event):
            await tell_lead(
                uow, "patient_nudge", subject="event", subject_id=event.id, to=person_id, in_hours=True,
                key=f"patient_nudge:{event.id}:{day}:{person_id}",
            )  # fmt: skip
        event.next_patient_nudge_at = uow.rules.ladder.patients.next_at(uow.today)
    return len(events)
