"""Nudging: what is queued, for whom and when, for safety actions that are not done yet."""

from functools import partial

from bot.casework.queue import tell_person
from bot.casework.roles import event_of, people_asked
from bot.casework.unit_of_work import UnitOfWork
from psirf.reminders import Step
from psirf.vocabulary import Role
from storage.actions import actions_to_remind
from storage.outbox import told_keys
from storage.records import SafetyAction


async def plan_reminders(uow: UnitOfWork) -> int:
    """Queue the nudges whose step has come, and say how many actions were looked at.

    Safe to run often, and by every worker at once.
    """
    actions = await actions_to_remind(uow.session, uow.now)
    for action in actions:
        for step in uow.rules.ladder.reached(action.due, action.reminded_from, uow.today):
            for person_id in await _recipients(uow, action, step):
                await _queue(uow, action, step, person_id)
        action.next_reminder_at = uow.rules.ladder.next_at(action.due, uow.today)
    return len(actions)


async def _recipients(uow: UnitOfWork, action: SafetyAction, step: Step) -> list[int]:
    if step.to is Role.OWNER:
        return [action.owner_id]
    return await people_asked(uow, step.to, await event_of(uow, action))


async def _queue(uow: UnitOfWork, action: SafetyAction, step: Step, person_id: int) -> None:
    """One nudge for one step, one setting of the due day and one person, unless they were told before."""
    nudge = f"nudge:{action.id}:{action.due}:{step.days:+}:{step.to}:{person_id}"
    if any(key.startswith(f"{nudge}:") for key in await told_keys(uow.session, "action", action.id, "nudge")):
        return
    tell = uow.notify if step.to is Role.OWNER else partial(tell_person, uow)
    await tell(
        "nudge", subject="action", subject_id=action.id, to=person_id, in_hours=True,
        key=f"{nudge}:{action.due_revision}",
        days=step.days, role=step.to, due_revision=action.due_revision,
    )  # fmt: skip
