"""What the buttons do with which somebody says that somebody outside was told, or need not be."""

from collections.abc import Mapping

from bot.cards.outside import BECAUSE, MADE_AT, NUMBER
from bot.casework.duties import make_referral, referral_not_needed
from bot.casework.unit_of_work import UnitOfWork
from bot.forms.form import Asking, Unclear
from bot.forms.made_at import made_at
from bot.teams.pressed import NotFilledIn, Press, Step
from bot.wording import DUTY_MADE, DUTY_NOT_NEEDED, WHEN_MADE
from storage.duties import duty_by_id
from storage.records import PatientSafetyEvent


async def _make(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, asking: Asking) -> str:
    code = await _code(uow, event, pressed)
    try:
        at = made_at(pressed.words(f"{MADE_AT}{pressed.item}"), asking)
    except Unclear as unclear:
        raise NotFilledIn({}, f"{unclear} {WHEN_MADE}") from None
    await make_referral(uow, event, code, number=pressed.words(f"{NUMBER}{pressed.item}"), at=at)
    return DUTY_MADE


async def _not_needed(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> str:
    code = await _code(uow, event, pressed)
    await referral_not_needed(uow, event, code, because=pressed.words(f"{BECAUSE}{pressed.item}"))
    return DUTY_NOT_NEEDED


async def _code(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press) -> str:
    """The code of the duty that the button stands beside; none where it is another event's."""
    duty = await duty_by_id(uow.session, pressed.item)
    return duty.code if duty is not None and duty.event_id == event.id else ""


DUTY_STEPS: Mapping[str, Step] = {
    "event.make_referral": _make,
    "event.referral_not_needed": _not_needed,
}
