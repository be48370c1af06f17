"""What the buttons do with which an event is taken on, handed over and let go of."""

from collections.abc import Mapping

from bot.casework.desk import claim, hand_over, let_go
from bot.casework.unit_of_work import UnitOfWork
from bot.forms.form import Asking
from bot.teams.pressed import Press, Step, person_of
from bot.wording import HANDED_OVER, LET_GO
from storage.records import PatientSafetyEvent


async def _claim(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> None:
    await claim(uow, event, seen=pressed.seen)


async def _hand_over(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, asking: Asking) -> str:
    await hand_over(uow, event, seen=pressed.seen, to=person_of(pressed, "to", asking))
    return HANDED_OVER


async def _let_go(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> str:
    await let_go(uow, event, seen=pressed.seen)
    return LET_GO


DESK_STEPS: Mapping[str, Step] = {
    "event.claim": _claim,
    "event.look": _claim,  # of cards that stand in chats since before there was a claim
    "event.hand_over": _hand_over,
    "event.let_go": _let_go,
}
