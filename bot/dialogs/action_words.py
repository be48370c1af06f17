"""What is typed about a safety action, in the place of each button on its card."""

import re
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
from bot.dialogs.turn import Turn
from bot.dialogs.typed import Typed, hears_any
from bot.forms.form import Unclear
from bot.forms.readers import a_person, sure
from bot.forms.safety_action import MORE_TIME
from bot.forms.typed import ACTION, SAID, said_in, written
from bot.sdk import TurnContext
from storage.records import SafetyAction


async def hears_of_actions(turn: Turn, context: TurnContext) -> bool:
    """Take a step of a safety action that is typed. False where the words ask for none."""
    return await hears_any(turn, context, TYPED)


async def _done(turn: Turn, action: SafetyAction, found: re.Match[str]) -> None:
    await say_done(turn.uow, action, seen=None, evidence=said_in(found))


async def _more_time(turn: Turn, action: SafetyAction, found: re.Match[str]) -> None:
    question = MORE_TIME.question("due")
    assert question is not None, "it is asked"
    if not found["due"]:
        raise Unclear("")
    due = sure(question.answer(found["due"].strip(), await turn.asking()), found["due"])
    await ask_for_time(turn.uow, action, seen=None, due=date.fromisoformat(due), because=said_in(found))


async def _not_mine(turn: Turn, action: SafetyAction, found: re.Match[str]) -> None:
    await say_not_mine(turn.uow, action, seen=None, because=said_in(found))


async def _undo_more_time(turn: Turn, action: SafetyAction, found: re.Match[str]) -> None:
    await undo_more_time(turn.uow, action, seen=None)


async def _reassign(turn: Turn, action: SafetyAction, found: re.Match[str]) -> None:
    owner = a_person(found["name"].strip(" ."), await turn.asking(with_people=True))
    await reassign(turn.uow, action, seen=None, owner_id=int(owner.value))


async def _accept(turn: Turn, action: SafetyAction, found: re.Match[str]) -> None:
    await accept_evidence(turn.uow, action, seen=None)


async def _return(turn: Turn, action: SafetyAction, found: re.Match[str]) -> None:
    await return_evidence(turn.uow, action, seen=None, because=said_in(found))


TYPED: tuple[Typed, ...] = (
    Typed(written(rf"(?:done|finished) {ACTION}{SAID}"), "action.done", _done),
    Typed(written(rf"{ACTION} (?:is )?(?:done|finished){SAID}"), "action.done", _done),
    Typed(
        written(rf"(?:need )?more time(?: for| on)? {ACTION}(?:,? (?:until|till|to|by) (?P<due>[^:;]+?))?{SAID}"),
        "action.more_time", _more_time,
    ),
    Typed(written(rf"(?:it is )?not mine:? {ACTION}{SAID}"), "action.not_mine", _not_mine),
    Typed(
        written(rf"undo (?:the )?more time(?: for| on)? {ACTION}[.! ]*"), "action.undo_more_time", _undo_more_time
    ),
    Typed(written(rf"(?:give|hand|hand over|reassign) {ACTION} to (?P<name>\S.*)"), "action.reassign", _reassign),
    Typed(written(rf"accept {ACTION}[.! ]*"), "action.accept", _accept),
    Typed(written(rf"return {ACTION}{SAID}"), "action.return", _return),
)  # fmt: skip
