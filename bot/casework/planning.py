"""All that falls due by itself, in one place: for the worker, and for the moved clock of development."""

from bot.casework.half_made import let_go_of_half_made
from bot.casework.opening import plan_bar_reviews
from bot.casework.patient_nudges import plan_patient_nudges
from bot.casework.reminding import plan_reminders
from bot.casework.unit_of_work import UnitOfWork

PLANNED = (plan_reminders, plan_patient_nudges, let_go_of_half_made, plan_bar_reviews)


async def plan_what_is_due(uow: UnitOfWork) -> int:
    """Queue what has fallen due, and let go of what is over: of how many records, 0 where none is left.

    Safe to run often, and by every worker at once.
    """
    return sum([await plan(uow) for plan in PLANNED])
