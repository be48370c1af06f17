"""What the buttons on cards do. A press carries a verb, an id, the version seen and what was typed."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.cards.elements import NO_ATTEMPT, Attempt
from bot.casework.acting import (
    accept_evidence,
    add_action,
    ask_for_time,
    reassign,
    return_evidence,
    say_done,
    say_not_mine,
    undo_more_time,
)
from bot.casework.deciding import decide
from bot.casework.looking import open_steps
from bot.casework.marking import look_at_marks
from bot.casework.messages import Message
from bot.casework.telling import tell_reporter
from bot.casework.unit_of_work import UnitOfWork
from bot.dialogs.turn import Turn
from bot.forms.form import Asking, Unclear
from bot.forms.readers import a_person
from bot.forms.safety_action import MORE_TIME, SAFETY_ACTION
from bot.views import card_for, page_for
from bot.wording import CHOOSE_FIRST, FILL_IN, NO_SUCH_BUTTON, NOT_SHOWN, TICK_OR_SHOW, TOO_LONG
from psirf.lifecycle import NotAllowed
from psirf.vocabulary import Refusal, ResponseType
from storage.actions import held_action
from storage.events import held_event
from storage.records import PatientSafetyEvent, SafetyAction

NAME_PEOPLE = ("event.add_action", "action.reassign")
LARGEST_ID = 2**31 - 1
LONGEST_FIELD = 1500  # characters of what is typed on a card


@dataclass(frozen=True, slots=True)
class Press:
    """A press as it came: `id` and `seen` are 0 where they are missing or not numbers."""

    verb: str
    id: int
    seen: int
    page: int
    said: Mapping[str, str]  # what was typed or chosen on the card

    @classmethod
    def read(cls, verb: object, data: object) -> "Press":
        given = data if isinstance(data, Mapping) else {}
        said = {str(key): value for key, value in given.items() if isinstance(value, str)}
        return cls(
            verb if isinstance(verb, str) else "",
            _number(given.get("id")), _number(given.get("seen")), _number(given.get("page")), said,
        )  # fmt: skip

    def words(self, key: str) -> str:
        return self.said.get(key, "").strip()


class NotFilledIn(Exception):
    """Something on the card is missing or unclear; said beside its field, or above where it has none."""

    def __init__(self, unclear: Mapping[str, str], note: str = FILL_IN) -> None:
        super().__init__(note)
        self.unclear, self.note = unclear, note


async def press(turn: Turn, pressed: Press) -> Message:
    """Take the step and answer with the card as it now stands, or with a sentence.

    Nothing is changed, and the refusal is written down, where the step is not open to this person.
    """
    uow, person_id = turn.uow, turn.uow.person_id
    subject, _, step = pressed.verb.partition(".")
    if step == "read_all":
        return await page_for(uow, subject, pressed.id, person_id, pressed.page) or _sentence(NOT_SHOWN)
    if pressed.verb not in STEPS and step != "show":
        uow.audit("refused", "button", why="no such verb")
        return _sentence(NO_SUCH_BUTTON)
    if await card_for(uow, subject, pressed.id, person_id) is None:
        uow.audit("refused", f"{subject}:{pressed.id}", why=Refusal.NOT_YOURS, verb=step)
        return _sentence(NOT_SHOWN)
    attempt = NO_ATTEMPT if step == "show" else await _take(turn, pressed, subject, step)
    return await card_for(uow, subject, pressed.id, person_id, attempt) or _sentence(NOT_SHOWN)


async def _take(turn: Turn, pressed: Press, subject: str, step: str) -> Attempt:
    """Take the step; where it was not taken, what to say of it on the card."""
    uow, asking = turn.uow, await turn.asking(with_people=pressed.verb in NAME_PEOPLE)
    if any(len(words) > LONGEST_FIELD for words in pressed.said.values()):
        return Attempt(step, TOO_LONG, pressed.said)
    held = held_event if subject == "event" else held_action
    record = await held(uow.session, pressed.id)
    assert record is not None, "its card has just been drawn"
    try:
        async with uow.savepoint():
            await STEPS[pressed.verb](uow, record, pressed, asking)
    except NotAllowed as refusal:
        uow.audit("refused", f"{subject}:{pressed.id}", why=refusal.refusal, verb=pressed.verb, seen=pressed.seen)
        return Attempt(step, str(refusal), pressed.said)
    except NotFilledIn as missing:
        if step not in await open_steps(uow, record):
            return Attempt(step, str(NotAllowed(Refusal.NOT_NOW)), pressed.said)
        return Attempt(step, missing.note, pressed.said, missing.unclear)
    return NO_ATTEMPT


def _sentence(words: str) -> Message:
    return Message(words, text=words)


def _number(value: object) -> int:
    """A whole number that a row can have as its id; 0, which none has, for anything else."""
    return value if type(value) is int and 0 <= value <= LARGEST_ID else 0


# ---- what each button does ----


async def _approve(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> None:
    await decide(uow, event, seen=pressed.seen, chosen=None, reason=pressed.words("reason"))


async def _choose(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> None:
    try:
        chosen = ResponseType(pressed.words("chosen"))
    except ValueError:
        raise NotFilledIn({}, CHOOSE_FIRST) from None
    await decide(uow, event, seen=pressed.seen, chosen=chosen, reason=pressed.words("reason"))


async def _add_action(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, asking: Asking) -> None:
    answers, unclear = SAFETY_ACTION.read(pressed.said, asking)
    if unclear:
        raise NotFilledIn(unclear)
    await add_action(
        uow, event, seen=pressed.seen, idempotency_key=f"card:{event.id}:{pressed.seen}:{_mark(uow, answers)}",
        what=answers["what"], owner_id=int(answers["owner"]), due=date.fromisoformat(answers["due"]),
    )  # fmt: skip


def _mark(uow: UnitOfWork, answers: Mapping[str, str]) -> str:
    """The same for the same press by the same person, and for no other."""
    told = json.dumps([uow.person_id, answers], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


async def _look_at_marks(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> None:
    ticked = {int(part) for part in pressed.words("ticked").split(",") if part.strip().isdecimal()}
    if not ticked:
        raise NotFilledIn({}, TICK_OR_SHOW)
    await look_at_marks(uow, event, seen=pressed.seen, identifying=ticked)


async def _show_marks(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> None:
    await look_at_marks(uow, event, seen=pressed.seen, identifying=())


async def _tell(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> None:
    learned, changed = pressed.words("learned"), pressed.words("changed")
    await tell_reporter(uow, event, seen=pressed.seen, learned=learned, changed=changed)


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
    try:
        owner_id = int(a_person(pressed.words("owner"), asking).value)
    except Unclear as unclear:
        raise NotFilledIn({}, str(unclear) if pressed.words("owner") else CHOOSE_FIRST) from None
    await reassign(uow, action, seen=pressed.seen, owner_id=owner_id)


async def _accept(uow: UnitOfWork, action: SafetyAction, pressed: Press, _: Asking) -> None:
    await accept_evidence(uow, action, seen=pressed.seen)


async def _return(uow: UnitOfWork, action: SafetyAction, pressed: Press, _: Asking) -> None:
    await return_evidence(uow, action, seen=pressed.seen, because=pressed.words("because"))


STEPS: Mapping[str, Callable[[UnitOfWork, Any, Press, Asking], Awaitable[None]]] = {
    "event.approve": _approve,
    "event.choose": _choose,
    "event.add_action": _add_action,
    "event.tell": _tell,
    "event.look_at_marks": _look_at_marks,
    "event.show_marks": _show_marks,
    "action.done": _done,
    "action.more_time": _more_time,
    "action.not_mine": _not_mine,
    "action.undo_more_time": _undo_more_time,
    "action.reassign": _reassign,
    "action.accept": _accept,
    "action.return": _return,
}
