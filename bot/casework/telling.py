"""Telling a reporter what came of it. Every word of it was read by the person who sends it."""

from bot.casework.acting import open_actions
from bot.casework.joined import tell_joined
from bot.casework.required import refuse_over_a_wish, refuse_to_close
from bot.casework.steps import allow_event_step, take_event_step
from bot.casework.unit_of_work import UnitOfWork
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from storage.records import PatientSafetyEvent


async def share_learned(uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, learned: str) -> None:
    """Tell the reporter what was learned so far, while the changes are still being made. Raises NotAllowed."""
    event.told_learned, event.learned_at = learned.strip(), uow.now
    await take_event_step(uow, event, "share", seen=seen, said=learned)
    await tell_joined(uow, event, "share")


async def tell_reporter(
    uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, learned: str, changed: str
) -> None:
    """Send the reporter two sentences, and close the event. Raises NotAllowed, changing nothing.

    Only when each action is accepted, or where none was needed; when what was chosen is held, or was said not to
    be; never while what a national requirement asks for is not held, nor over its reporter's wish to withdraw it.
    """
    if not learned.strip() or not changed.strip():
        raise NotAllowed(Refusal.REASON)
    if await open_actions(uow, event.id):
        raise NotAllowed(Refusal.ACTIONS_OPEN)
    await allow_event_step(uow, event, "tell", seen=seen)
    await refuse_to_close(uow, event)
    refuse_over_a_wish(event)
    event.told_learned, event.told_changed = learned.strip(), changed.strip()
    event.told_by, event.told_at = uow.by.id, uow.now
    await take_event_step(uow, event, "tell", seen=seen)
    await tell_joined(uow, event, "tell")
