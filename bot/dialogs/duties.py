"""What is typed of who is told outside: that it was made, that it is not needed, or to see the page."""

import re

from bot.casework.duties import make_referral, referral_not_needed
from bot.casework.looking import view_event
from bot.casework.unit_of_work import UnitOfWork
from bot.dialogs.turn import Turn
from bot.dialogs.typed import Typed, hears_any
from bot.forms.form import Unclear
from bot.forms.made_at import made_at
from bot.forms.typed import EVENT, example_of, written
from bot.sdk import TurnContext
from bot.wording import DUTY_MADE, DUTY_NOT_NEEDED, WHEN_MADE, WHICH_DUTY
from psirf.duties import DutyRow
from storage.records import PatientSafetyEvent

# After the name of what was made: its reference, up to where a time begins.
REFERENCE = re.compile(
    r"(?:ref(?:erence)?|as|number|no)[.:]? (?P<number>.+?)"
    r"(?:[ ,]+(?P<at>(?:at|on) .+|(?:just now|now|today|yesterday|this|last|half an hour|an? hour)\b.*"
    r"|\d+ (?:minutes?|mins?|hours?|hrs?|days?) ago))?",
    re.IGNORECASE,
)
AT = re.compile(r"(?:at|on) ", re.IGNORECASE)


async def hears(turn: Turn, context: TurnContext) -> bool:
    """Answer what was typed, where it is of this. False where it is none of it."""
    return await hears_any(turn, context, TYPED)


async def _sees(uow: UnitOfWork, event: PatientSafetyEvent) -> bool:
    view = await view_event(uow, event, uow.person_id)
    return view is not None and view.outside is not None


async def _show(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> None:
    """It is shown to whoever may see who is told."""


async def _made(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> str:
    duty, how = _named(turn, event, found, "event.make_referral")
    how = how.lstrip(" ,:")
    reference = REFERENCE.fullmatch(how)
    when = (reference["at"] or "") if reference else how
    try:
        at = made_at(AT.sub("", when, count=1) if AT.match(when) else when, await turn.asking())
    except Unclear as unclear:
        raise Unclear(f"{unclear} {WHEN_MADE}") from None
    await make_referral(turn.uow, event, duty.code, number=reference["number"] if reference else "", at=at)
    return DUTY_MADE


async def _not_needed(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> str:
    duty, because = _named(turn, event, found, "event.referral_not_needed")
    because = because.lstrip(" :,-–—").removeprefix("because ")
    await referral_not_needed(turn.uow, event, duty.code, because=because)
    return DUTY_NOT_NEEDED


def _named(turn: Turn, event: PatientSafetyEvent, found: re.Match[str], verb: str) -> tuple[DutyRow, str]:
    """Who is to be told, and what else was written. Raises Unclear where nobody known is named."""
    named = turn.uow.rules.duties.named_in((found["rest"] or "").strip().rstrip(".!"))
    if named is None:
        raise Unclear(WHICH_DUTY.format(example_of(verb, event.id), event.reference))
    return named


IS = r"(?:it is |is )?"
REST = r"(?:[ ,:]+(?P<rest>.+))?"
TYPED: tuple[Typed, ...] = tuple(
    Typed(written(wording), f"event.{step}", take, "outside", sees=_sees)
    for wording, step, take in (
        (rf"(?:show )?(?:outside|(?:who else is )?told outside|who else is told)(?: for| of)? {EVENT}[?.! ]*",
         "page_outside", _show),
        (rf"{IS}(?:referred|reported outside|told outside) {EVENT}{REST}", "make_referral", _made),
        (rf"{IS}not needed {EVENT}{REST}", "referral_not_needed", _not_needed),
    )
)  # fmt: skip
