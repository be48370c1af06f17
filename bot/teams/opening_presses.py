"""What the buttons about a sealed name do, for those who are named to open it."""

from collections.abc import Mapping
from datetime import date

from bot.cards.sealing import TELL
from bot.casework.opening import (
    agree_to_open,
    ask_to_open,
    refuse_to_open,
    review_bar,
    see_name,
    tell_of_opening,
    who_could_agree,
)
from bot.casework.unit_of_work import UnitOfWork
from bot.forms.form import Asking
from bot.teams.pressed import NotFilledIn, Press, Step
from bot.wording import (
    A_DAY,
    ASKED_TO_OPEN,
    BAR_REVIEWED,
    CHOOSE_FIRST,
    LEFT_SEALED,
    NAME_OPENED,
    NAME_SHOWN,
    ONE_SENTENCE,
    TOLD_OF_OPENING,
)
from psirf.vocabulary import Barred
from storage.records import PatientSafetyEvent


async def _ask(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> str:
    await who_could_agree(uow, event)  # before anything is said of what is missing on the card
    told, barred = pressed.words("told"), None
    if told != TELL:
        try:
            barred = Barred(told)
        except ValueError:
            raise NotFilledIn({"told": CHOOSE_FIRST}, strange=told) from None
        if not pressed.words("barred_because"):
            raise NotFilledIn({"barred_because": ONE_SENTENCE})
    await ask_to_open(
        uow, event, seen=pressed.seen, because=pressed.words("because"), barred=barred,
        barred_because=pressed.words("barred_because"), review_on=_review_day(pressed) if barred else None,
    )  # fmt: skip
    return ASKED_TO_OPEN


async def _agree(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> str:
    await agree_to_open(uow, event, seen=pressed.seen)
    return NAME_OPENED


async def _refuse(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> str:
    await refuse_to_open(uow, event, seen=pressed.seen, because=pressed.words("because"))
    return LEFT_SEALED


async def _see(uow: UnitOfWork, event: PatientSafetyEvent, _: Press, __: Asking) -> str:
    return NAME_SHOWN.format(await see_name(uow, event))


async def _tell(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> str:
    await tell_of_opening(uow, event, seen=pressed.seen)
    return TOLD_OF_OPENING


async def _review(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> str:
    review_on = _review_day(pressed)
    await review_bar(uow, event, seen=pressed.seen, because=pressed.words("because"), review_on=review_on)
    return BAR_REVIEWED


def _review_day(pressed: Press) -> date | None:
    """The day that was chosen, as a client sends it; None where the field was left empty."""
    said = pressed.words("review_on")
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise NotFilledIn({"review_on": A_DAY}) from None


OPENING_STEPS: Mapping[str, Step] = {
    "event.ask_to_open": _ask,
    "event.agree_to_open": _agree,
    "event.refuse_to_open": _refuse,
    "event.see_name": _see,
    "event.tell_of_opening": _tell,
    "event.review_bar": _review,
}
