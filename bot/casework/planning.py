"""All that falls due by itself, in one place: for the worker, and for the moved clock of development."""

from bot.casework.approval_reminders import plan_approvals
from bot.casework.candour_nudges import plan_candour_reminders
from bot.casework.desk import plan_desks
from bot.casework.duties import plan_duty_reminders
from bot.casework.first_look import plan_first_looks
from bot.casework.half_made import let_go_of_half_made
from bot.casework.late_responses import plan_late_huddles
from bot.casework.opening import plan_bar_reviews
from bot.casework.patient_nudges import plan_patient_nudges
from bot.casework.queue_posts import plan_queues
from bot.casework.reminding import plan_reminders
from bot.casework.unit_of_work import UnitOfWork

PLANNED = (
    plan_reminders, plan_patient_nudges, let_go_of_half_made, plan_bar_reviews, plan_duty_reminders,
    plan_late_huddles, plan_first_looks, plan_desks, plan_queues, plan_approvals,
    plan_candour_reminders,
)  # fmt: skip


async def plan_what_is_due(uow: UnitOfWork) -> int:
    """Queue what has fallen due, and let go of what is over: of how many records, 0 where none is left.

    Safe to run often, and by every worker at once.
    """
    return sum([await plan(uow) for plan in PLANNED])
