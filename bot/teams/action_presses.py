"""What the buttons on a safety action's card do."""

from collections.abc import Mapping
from datetime import date

from bot.casework.acting import (
    accept_evidence,
    ask_for_time,
    reassign,
    return_evidence,
    say_done,
    say_not_mine,
    undo_more_time,
)
from bot.casework.unit_of_work import UnitOfWork
from bot.forms.form import Asking
from bot.forms.safety_action import MORE_TIME
from bot.teams.pressed import NotFilledIn, Press, Step, person_of
from storage.records import SafetyAction


async def _done(uow: UnitOfWork, action: SafetyAction, pressed: Press, _: Asking) -> None:
    await say_done(uow, action, seen=pressed.seen, evidence=pressed.words("evidence"))


async def _more_time(uow: UnitOfWork, action: SafetyAction, pressed: Press, asking: Asking) -> None:
    answers, unclear = MORE_TIME.read(pressed.said, asking)
    if unclear:
        raise NotFilledIn(unclear)
    due = date.fromisoformat(answers["due"])
    await ask_for_time(uow, action, seen=pressed.seen, due=due, because=answers["because"])


async def _not_mine(uow: UnitOfWork, action: SafetyAction, pressed: Press, _: Asking) -> None:
    await say_not_mine(uow, action, seen=pressed.seen, because=pressed.words("because"))


async def _undo_more_time(uow: UnitOfWork, action: SafetyAction, pressed: Press, _: Asking) -> None:
    await undo_more_time(uow, action, seen=pressed.seen)


async def _reassign(uow: UnitOfWork, action: SafetyAction, pressed: Press, asking: Asking) -> None:
    await reassign(uow, action, seen=pressed.seen, owner_id=person_of(pressed, "owner", asking))


async def _accept(uow: UnitOfWork, action: SafetyAction, pressed: Press, _: Asking) -> None:
    await accept_evidence(uow, action, seen=pressed.seen)


async def _return(uow: UnitOfWork, action: SafetyAction, pressed: Press, _: Asking) -> None:
    await return_evidence(uow, action, seen=pressed.seen, because=pressed.words("because"))


ACTION_STEPS: Mapping[str, Step] = {
    "action.done": _done,
    "action.more_time": _more_time,
    "action.not_mine": _not_mine,
    "action.undo_more_time": _undo_more_time,
    "action.reassign": _reassign,
    "action.accept": _accept,
    "action.return": _return,
}
