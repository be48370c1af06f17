"""What the buttons about a patient's number do. Nothing of such a turn is kept (bot/teams/presses.py)."""

from collections.abc import Mapping

from bot.cards.patients import BECAUSE, NUMBER, REASON
from bot.casework.looking import open_steps
from bot.casework.patients import (
    cannot_be_found_out,
    keep_number,
    number_later,
    nurse_in_charge_knows,
    show_patient_number,
)
from bot.casework.unit_of_work import UnitOfWork
from bot.forms.form import Asking
from bot.teams.pressed import NotFilledIn, Press, Step
from bot.wording import (
    ANOTHER_NUMBER,
    ANOTHER_NUMBER_BEFORE,
    NOT_REMINDED,
    NUMBER_GIVEN,
    NUMBER_KEPT,
    OF_PERSON,
    PATIENTS_NUMBER_FIRST,
)
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.spoken import spoken_day
from psirf.vocabulary import IdentifierKind
from storage.records import PatientSafetyEvent

NAMED = {IdentifierKind.NHS_NUMBER: "NHS number", IdentifierKind.HOSPITAL_NUMBER: "Hospital number"}


def is_about_a_number(pressed: Press) -> bool:
    """Whether a press shows a patient's number or carries one: a client sends every field of its card."""
    typed = any(key.startswith(NUMBER) and words.strip() for key, words in pressed.said.items())
    return typed or pressed.verb in PATIENT_STEPS


async def _give_number(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> str:
    said = pressed.words(f"{NUMBER}{pressed.item}")
    if not said and "give_number" in await open_steps(uow, event):
        raise NotFilledIn({}, PATIENTS_NUMBER_FIRST)
    kind, another = await keep_number(uow, event, pressed.item, said)
    return NUMBER_KEPT.format(kind.label) + (ANOTHER_NUMBER if another else "")


async def _nurse_knows(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> None:
    await nurse_in_charge_knows(uow, event, pressed.item)


async def _later(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> None:
    await number_later(uow, event, pressed.item)


async def _not_to_be_found(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> str:
    await cannot_be_found_out(uow, event, pressed.item, pressed.words(f"{BECAUSE}{pressed.item}"))
    return NOT_REMINDED


async def _see_patient(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> str:
    """The number, in words for the card. Not in a message: that would stay in the chat."""
    if not pressed.in_place and "see_patient" in await open_steps(uow, event):
        raise NotAllowed(Refusal.NOT_IN_MESSAGE)
    found = await show_patient_number(uow, event, pressed.item, pressed.words(f"{REASON}{pressed.item}"))
    which = OF_PERSON.format(found.sequence) if found.sequence > 1 else ""
    words = NUMBER_GIVEN.format(which, NAMED[found.kind], found.number, spoken_day(found.given_on))
    return words + (ANOTHER_NUMBER_BEFORE.format(spoken_day(found.another_on)) if found.another_on else "")


PATIENT_STEPS: Mapping[str, Step] = {
    "event.give_number": _give_number,
    "event.nurse_knows": _nurse_knows,
    "event.number_later": _later,
    "event.not_to_be_found": _not_to_be_found,
    "event.see_patient": _see_patient,
}
