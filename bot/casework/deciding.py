"""Deciding how to learn from an event. Lantern advises; a named person decides, with a reason."""

from datetime import date

from bot.casework.afterwards import note_look
from bot.casework.approving import ask_for_approval, refuse_less_than_least, rule_for
from bot.casework.decisions import write_decision
from bot.casework.required import refuse_without_a_body
from bot.casework.roles import event_of, roles_towards
from bot.casework.steps import allow_event_step, allow_response_step, take_event_step
from bot.casework.unit_of_work import UnitOfWork
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.responses import RECORDED
from psirf.vocabulary import EventStatus, ResponseType
from storage.approvals import open_approval_of
from storage.events import decision_on
from storage.records import ApprovalRequest, LearningResponse, PatientSafetyEvent


async def decide(
    uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, chosen: ResponseType | None, reason: str,
    forum: str = "", forum_on: date | None = None, with_others: bool = False,
) -> ApprovalRequest | None:  # fmt: skip
    """Approve the advice, or choose another response (`chosen`); a decided one is changed to it.

    The request that now waits, where the plan asks others to approve; or else None: it is decided. `forum`,
    `forum_on`: the panel that decided. `with_others`: it is kept in a theme, to be looked at with others one day;
    that begins no review yet, and so asks for nobody's yes, unless something was decided before. Raises NotAllowed,
    changing nothing.
    """
    decision = await decision_on(uow.session, event.id)
    response = chosen or decision.advised
    again = event.status is EventStatus.DECIDED
    rule = rule_for(uow, response) if again or not with_others else None
    step = "approve" if response is decision.advised else "choose"
    if again or rule:
        step = "choose_again" if again else "propose"
    if not uow.rules.lifecycles.event.who_may(step) & await roles_towards(uow, uow.person_id, event):
        raise NotAllowed(Refusal.NOT_YOURS)  # first: what is advised, or waits, is not for everybody
    if again:
        await _refuse_two_changes(uow, event, seen, reason)
    if again and chosen is None:
        raise NotAllowed(Refusal.NOT_NOW)  # what was recommended is no change of what somebody chose
    if again and response is decision.chosen:
        raise NotAllowed(Refusal.SAME_RESPONSE)
    await refuse_less_than_least(uow, event, response)
    await refuse_without_a_body(uow, event, response)
    if rule is not None:
        request = await ask_for_approval(uow, event, rule, seen=seen, because=reason)
        note_look(uow, event)
        return request
    await take_event_step(uow, event, step, seen=seen, reason=reason)
    note_look(uow, event)
    await write_decision(uow, event, response, reason, by=uow.by.id, forum=forum, forum_on=forum_on,
                         with_others=with_others)  # fmt: skip
    return None


async def _refuse_two_changes(uow: UnitOfWork, event: PatientSafetyEvent, seen: int | None, reason: str) -> None:
    """While one change of what was decided waits for a yes there is no other: the yes would undo it, unseen."""
    await allow_event_step(uow, event, "choose_again", seen=seen, reason=reason)
    if waiting := await open_approval_of(uow.session, event.id):
        raise NotAllowed(Refusal.PROPOSED_ALREADY, waiting.reference)


async def change_response(
    uow: UnitOfWork, response: LearningResponse, *, seen: int | None, to: ResponseType, reason: str
) -> ApprovalRequest | None:
    """Learn in another way than was chosen, with a reason of one's own: as `decide` has it. Raises NotAllowed."""
    await allow_response_step(uow, response, "change", seen=seen, said=reason)
    if to not in RECORDED or to is response.type:
        raise NotAllowed(Refusal.SAME_RESPONSE)
    return await decide(uow, await event_of(uow, response), seen=None, chosen=to, reason=reason)
