"""When a report that waits for its ward manager goes to the leads all the same."""

from datetime import timedelta

from bot.casework.first_asking import asked_first, is_waited_for, not_waited_for
from bot.casework.queue import event_waits
from bot.casework.steps import redraw_event
from bot.casework.unit_of_work import UnitOfWork
from psirf.working_time import london_day, start_of_day
from storage.first_look import waiting_for_a_first_look
from storage.records import PatientSafetyEvent


async def ask_again(uow: UnitOfWork, event: PatientSafetyEvent, *, moved: bool, pressing: bool = False) -> None:
    """Something that is said of a report was put right: ask whom that makes it a matter for. `moved`: its place;
    `pressing`: what its reporter has said now may tell of what cannot wait.

    A report that waits for a ward manager waits for that of its new place, as long as the plan still says so.
    """
    if is_waited_for(event):
        if not await asked_first(uow, event, pressing=pressing, again=moved):
            await hand_to_leads(uow, event)
    elif moved:
        await event_waits(uow, event)


async def hand_to_leads(uow: UnitOfWork, event: PatientSafetyEvent) -> None:
    """Ask the leads of a report that waits for a ward manager, who may still settle it until a lead decides."""
    not_waited_for(event)
    await redraw_event(uow, event)
    await event_waits(uow, event)


async def plan_first_looks(uow: UnitOfWork) -> int:
    """Hand to the leads what has waited for its ward manager as long as the plan says: of how many reports.

    Safe to run often, and by every worker at once.
    """
    plan = uow.rules.first_look
    latest = uow.today - timedelta(days=plan.within_working_days)  # no younger one can be over
    waiting = await waiting_for_a_first_look(uow.session, start_of_day(latest))
    over = [event for event in waiting if plan.waits_until(london_day(event.reported_at)) < uow.today]
    for event in over:
        uow.audit("not_waited_for", f"event:{event.id}", table=plan.version)
        await hand_to_leads(uow, event)
    return len(over)
