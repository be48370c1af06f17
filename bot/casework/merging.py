"""Joining a report to another that tells of the same event: what is learned is learned and told there."""

from bot.casework.first_asking import is_waited_for
from bot.casework.first_looking import first_looked, keep_words, take_first_step
from bot.casework.joined import sees_what_happened
from bot.casework.required import refuse_over_a_wish
from bot.casework.steps import redraw_event
from bot.casework.unit_of_work import UnitOfWork
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import EventStatus, FirstLook, NoteKind, Withdrawal
from storage.events import event_by_id, held_event
from storage.records import PatientSafetyEvent

OPEN = (EventStatus.RECEIVED, EventStatus.PROPOSED, EventStatus.DECIDED)


async def merge(
    uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, into_id: int, reason: str
) -> PatientSafetyEvent:
    """Join a report to another that is open and that this person sees too; the other one. Raises NotAllowed.

    Its patients, its candour and its seal stay its own, and its reporter is told what comes of the other.
    """
    as_manager = await take_first_step(uow, event, "merge", seen=seen, reason=reason)
    if into_id == event.id:
        raise NotAllowed(Refusal.ITSELF)
    refuse_over_a_wish(event)
    known = await event_by_id(uow.session, into_id)
    if known is None or not await sees_what_happened(uow, uow.person_id, known):
        raise NotAllowed(Refusal.NOT_TO_BE_SEEN)
    # Who holds one waits only for a later one: two who join two reports to each other at once never wait in a circle.
    target = await held_event(uow.session, into_id, wait=into_id > event.id)
    if target is None:
        raise NotAllowed(Refusal.IN_OTHER_HANDS, known.reference)
    if target.status not in OPEN or target.withdrawal is Withdrawal.AGREED:
        raise NotAllowed(Refusal.NOT_OPEN_ANY_MORE, target.reference)
    if as_manager or is_waited_for(event):
        first_looked(uow, event, FirstLook.SETTLED if as_manager else FirstLook.LAPSED, by_manager=as_manager)
    event.merged_into_id = target.id
    await keep_words(uow, event, NoteKind.SAME_EVENT, reason)
    uow.audit("joined_by", f"event:{target.id}", event=event.id)
    await redraw_event(uow, target)
    return target
