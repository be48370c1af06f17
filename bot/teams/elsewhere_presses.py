"""What the buttons do with which an event's number in another system is kept, and put right."""

from collections.abc import Mapping

from bot.casework.entering import change_number, enter, note_national
from bot.casework.unit_of_work import UnitOfWork
from bot.forms.form import Asking
from bot.teams.pressed import NotFilledIn, Press, Step
from bot.wording import NUMBER_FIRST
from psirf.incident_system import is_a_patients
from storage.records import PatientSafetyEvent


async def _enter(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> None:
    await enter(uow, event, seen=pressed.seen, number=_number(uow, pressed, "number"))


async def _note_national(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> None:
    await note_national(uow, event, seen=pressed.seen, number=_number(uow, pressed, "national"))


async def _change_number(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> None:
    """Of the trust's system; as item 1 the national reference."""
    national = pressed.item == 1
    number = _number(uow, pressed, "national" if national else "number")
    because = pressed.words("national_because" if national else "because")
    await change_number(uow, event, seen=pressed.seen, number=number, because=because, national=national)


def _number(uow: UnitOfWork, pressed: Press, field: str) -> str:
    """What was typed. Of a turn that carries a patient's number, typed in the wrong field, nothing is kept."""
    typed = pressed.words(field)
    if is_a_patients(typed):
        uow.veil.untraced = True
    if not typed:
        raise NotFilledIn({}, NUMBER_FIRST)
    return typed


ELSEWHERE_STEPS: Mapping[str, Step] = {
    "event.enter": _enter,
    "event.change_number": _change_number,
    "event.note_national": _note_national,
}
