"""What the buttons on an event's card do."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date

from bot.casework.acting import add_action
from bot.casework.deciding import decide
from bot.casework.marking import look_at_marks
from bot.casework.telling import tell_reporter
from bot.casework.unit_of_work import UnitOfWork
from bot.forms.form import Asking
from bot.forms.safety_action import SAFETY_ACTION
from bot.teams.pressed import NotFilledIn, Press, Step, chosen_of
from bot.wording import TICK_OR_SHOW
from psirf.vocabulary import ResponseType
from storage.records import PatientSafetyEvent


async def _approve(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> None:
    await decide(uow, event, seen=pressed.seen, chosen=None, reason=pressed.words("reason"))


async def _choose(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> None:
    chosen = chosen_of(pressed, "chosen", ResponseType)
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


EVENT_STEPS: Mapping[str, Step] = {
    "event.approve": _approve,
    "event.choose": _choose,
    "event.add_action": _add_action,
    "event.tell": _tell,
    "event.look_at_marks": _look_at_marks,
    "event.show_marks": _show_marks,
}
