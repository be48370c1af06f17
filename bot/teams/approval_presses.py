"""What the buttons on an approval request's card do."""

from collections.abc import Mapping

from bot.casework.approving import (
    answer_the_question,
    approve,
    choose_instead,
    hand_on,
    return_with_question,
    take_back,
)
from bot.casework.unit_of_work import UnitOfWork
from bot.forms.form import Asking
from bot.forms.readers import show_person
from bot.teams.pressed import Press, Step, chosen_of, person_of
from psirf.vocabulary import ResponseType
from storage.records import ApprovalRequest


async def _approve(uow: UnitOfWork, request: ApprovalRequest, pressed: Press, _: Asking) -> None:
    await approve(uow, request, seen=pressed.seen)


async def _return(uow: UnitOfWork, request: ApprovalRequest, pressed: Press, _: Asking) -> None:
    await return_with_question(uow, request, seen=pressed.seen, question=pressed.words("question"))


async def _answer(uow: UnitOfWork, request: ApprovalRequest, pressed: Press, _: Asking) -> None:
    await answer_the_question(uow, request, seen=pressed.seen, answer=pressed.words("answer"))


async def _choose(uow: UnitOfWork, request: ApprovalRequest, pressed: Press, _: Asking) -> None:
    chosen = chosen_of(pressed, "chosen", ResponseType)
    await choose_instead(uow, request, seen=pressed.seen, chosen=chosen, reason=pressed.words("reason"))


async def _hand_on(uow: UnitOfWork, request: ApprovalRequest, pressed: Press, asking: Asking) -> None:
    to = person_of(pressed, "deputy", asking)
    await hand_on(uow, request, seen=pressed.seen, to=to, to_name=show_person(str(to), asking))


async def _take_back(uow: UnitOfWork, request: ApprovalRequest, pressed: Press, _: Asking) -> None:
    await take_back(uow, request, seen=pressed.seen, because=pressed.words("because"))


APPROVAL_STEPS: Mapping[str, Step] = {
    "approval.approve": _approve,
    "approval.return": _return,
    "approval.answer": _answer,
    "approval.choose": _choose,
    "approval.hand_on": _hand_on,
    "approval.take_back": _take_back,
}
