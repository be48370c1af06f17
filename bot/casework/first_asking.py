"""Asking the ward manager first, where the trust's plan says that they look at a report before the leads."""

from bot.casework.queue import facts_of
from bot.casework.roles import ward_managers_of
from bot.casework.unit_of_work import UnitOfWork
from psirf.first_look import Straight
from psirf.queue import is_pressing
from psirf.vocabulary import EventStatus, FirstLook
from psirf.working_time import london_day
from storage.events import decision_on
from storage.first_look import units_upwards
from storage.records import PatientSafetyEvent

FIRST_LOOK = "first_look"  # the kind of the card that a ward manager gets, and the page that it is


async def asked_first(
    uow: UnitOfWork, event: PatientSafetyEvent, *, pressing: bool = False, again: bool = True
) -> bool:
    """Ask the ward managers of its place to look at a report first, where the plan says so: whether it does.

    Never by the grade of harm, and never where a lead's queue would say that it is pressing; nor if it is `pressing`
    by its words. Who has it before them already is not asked `again`.
    """
    managers = await ward_managers_of(uow, event)
    plan = uow.rules.first_look
    pressing = pressing or is_pressing(facts_of(event, await decision_on(uow.session, event.id)))
    units = await units_upwards(uow.session, event.unit_id)
    row = plan.row_for(event.kind, event.reached, units, london_day(event.reported_at))
    if row is None or not managers or plan.goes_straight(_reasons(uow, event, managers, pressing)):
        return False
    if event.first_look is None:
        event.first_look = FirstLook.WAITING
        uow.audit("ask_first", f"event:{event.id}", row=row.id, table=plan.version)
    acts = uow.told_by_acting(f"event:{event.id}")  # who sends it to a ward that is theirs too has it before them
    for person_id in managers if again else ():
        if person_id != acts:
            await uow.notify(
                FIRST_LOOK, subject="event", subject_id=event.id, to=person_id,
                key=f"{FIRST_LOOK}:{event.id}:{event.version}:{person_id}", status=event.status,
            )  # fmt: skip
    return True


def _reasons(uow: UnitOfWork, event: PatientSafetyEvent, managers: list[int], pressing: bool) -> set[Straight]:
    """What is true of a report that may send it straight to the leads.

    Of a sealed report it is not asked whether a ward manager made it: where it went would tell.
    """
    word = uow.rules.plan.word_in(f"{event.what} {event.involved}")
    found = {
        Straight.PRESSING: pressing,
        Straight.PRIORITY: word is not None and uow.rules.plan.priority_of(word, uow.today) is not None,
        Straight.SEALED: event.reporter_handle is not None,
        Straight.OWN_REPORT: event.reported_by in managers,
    }
    return {reason for reason, holds in found.items() if holds}


def is_waited_for(event: PatientSafetyEvent) -> bool:
    """Whether the leads are not asked yet, because a ward manager is."""
    return event.first_look is FirstLook.WAITING and event.status is EventStatus.RECEIVED


def not_waited_for(event: PatientSafetyEvent) -> None:
    """From here on it is the leads' as well: the ward manager is not waited for any longer."""
    if event.first_look is FirstLook.WAITING:
        event.first_look = FirstLook.LAPSED
