"""What the buttons do by which candour is asked for, and those affected are involved: steps of an event."""

from collections.abc import Mapping

from bot.candour_words import CANDOUR_ASKED, INVOLVED
from bot.cards.candour_ask import ASKED_BY, WHY
from bot.casework.candour_asking import ask_for_candour, involve
from bot.casework.unit_of_work import UnitOfWork
from bot.forms.form import Asking
from bot.teams.candour_keys import key_of
from bot.teams.pressed import Press, Step, chosen_of
from psirf.candour.terms import AskedBy
from storage.records import PatientSafetyEvent


async def _ask(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> str:
    asked_by = AskedBy.REPORTER if pressed.living else chosen_of(pressed, ASKED_BY, AskedBy)
    await ask_for_candour(
        uow, event, seen=pressed.seen, key=key_of(uow, pressed), asked_by=asked_by, why=pressed.words(WHY)
    )  # fmt: skip
    return CANDOUR_ASKED


async def _involve(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> str:
    return INVOLVED.format((await involve(uow, event, seen=pressed.seen)).reference)


CANDOUR_ASKING_STEPS: Mapping[str, Step] = {
    "event.ask_candour": _ask,
    "event.involve": _involve,
}
