"""What is seen to before an event is closed, or a response set aside: a national requirement, a reporter's wish."""

from bot.casework.unit_of_work import UnitOfWork
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.responses import RECORDED, is_less_than, least_of
from psirf.vocabulary import ResponseStatus, ResponseType, Withdrawal
from storage.duties import duties_of
from storage.events import decision_on
from storage.records import LearningResponse, PatientSafetyEvent
from storage.responses import responses_of


async def _least_held(uow: UnitOfWork, event: PatientSafetyEvent) -> ResponseType | None:
    """The least that must be held; None where none must, or where it is a referral, which is no meeting."""
    least = least_of((await decision_on(uow.session, event.id)).advice)
    return least if least in RECORDED else None


async def refuse_to_drop(uow: UnitOfWork, event: PatientSafetyEvent, response: LearningResponse) -> None:
    """Raises NotAllowed where a national requirement asks for this response, and no other stands in its place."""
    least = await _least_held(uow, event)
    if least is None or is_less_than(response.type, least):
        return
    standing = (ResponseStatus.PLANNED, ResponseStatus.HELD)
    others = [
        each for each in await responses_of(uow.session, event.id)
        if each.id != response.id and each.status in standing and not is_less_than(each.type, least)
    ]  # fmt: skip
    if not others:
        raise NotAllowed(Refusal.REQUIRED_NATIONALLY, least.label)


async def refuse_to_close(uow: UnitOfWork, event: PatientSafetyEvent) -> None:
    """Raises NotAllowed while the response that was chosen is still to be held, or one that a national requirement
    asks for is not held."""
    responses = await responses_of(uow.session, event.id)
    if responses and responses[-1].status is ResponseStatus.PLANNED:
        raise NotAllowed(Refusal.STILL_TO_BE_HELD, responses[-1].reference)
    least = await _least_held(uow, event)
    if least is None:
        return
    held = [each for each in responses if each.status is ResponseStatus.HELD and each.learned]
    if not any(not is_less_than(each.type, least) for each in held):
        raise NotAllowed(Refusal.REQUIRED_FIRST, least.label)


def refuse_over_a_wish(event: PatientSafetyEvent) -> None:
    """Raises NotAllowed while its reporter's wish to withdraw it waits: it could not be answered any more."""
    if event.withdrawal is Withdrawal.ASKED:
        raise NotAllowed(Refusal.WISH_FIRST)


async def refuse_without_a_body(uow: UnitOfWork, event: PatientSafetyEvent, chosen: ResponseType) -> None:
    """Raises NotAllowed where a referral is chosen, and nobody is known to whom it could be made."""
    if chosen is ResponseType.REFERRAL and not await duties_of(uow.session, event.id):
        raise NotAllowed(Refusal.NOBODY_TO_REFER_TO, event.reference)
