"""What the buttons do on the pages about the people of a candour case. Nothing of such a turn is kept."""

from collections.abc import Mapping
from datetime import date

from bot.candour_words import (
    A_DRAFT,
    HURT_ASKS,
    HURT_KEPT,
    PERSON_ADDED,
    PERSON_KEPT,
    PERSON_OFF,
    PROMISE_KEPT,
    PROMISE_SAME,
    PROMISED_FIRST,
)
from bot.cards.candour_people import KIND, KIND_MORE, WHY_OFF, WISH_MORE
from bot.cards.candour_promise import AVOID, NEXT_ON, UNTIL
from bot.casework.candour_letters import has_drafted, keep_who_was_hurt
from bot.casework.candour_people import FIELDS, WISH, add_person, keep_person, take_off
from bot.casework.candour_promises import DAYS, MOST_DAYS, OFTEN, Promised, promise
from bot.casework.unit_of_work import UnitOfWork
from bot.forms.form import Asking
from bot.teams.candour_keys import key_of
from bot.teams.pressed import NotFilledIn, Press, Step, chosen_of
from bot.wording import A_DAY
from psirf.candour.kept import LetterKind
from psirf.candour.terms import PersonKind
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from storage.records import CandourCase


async def _keep_person(uow: UnitOfWork, case: CandourCase, pressed: Press, _: Asking) -> str:
    """Who somebody is; with no number, somebody else is added."""
    key = key_of(uow, pressed)
    if not pressed.item:
        kind = chosen_of(pressed, KIND_MORE, PersonKind)
        words = {WISH: pressed.words(WISH_MORE)}
        return PERSON_ADDED.format(await add_person(uow, case, kind, words, seen=pressed.seen, key=key))
    kind = chosen_of(pressed, KIND, PersonKind)
    words = {field: pressed.words(field) for field in FIELDS}
    await keep_person(uow, case, pressed.item, kind, words, seen=pressed.seen, key=key)
    return PERSON_KEPT


async def _take_off(uow: UnitOfWork, case: CandourCase, pressed: Press, _: Asking) -> str:
    why = pressed.words(WHY_OFF)
    await take_off(uow, case, pressed.item, why, seen=pressed.seen, key=key_of(uow, pressed))
    return PERSON_OFF.format(pressed.item)


async def _promise(uow: UnitOfWork, case: CandourCase, pressed: Press, _: Asking) -> str:
    avoid = [_day(pressed, f"{AVOID}{place}") for place in range(1, MOST_DAYS + 1)]
    promised = Promised(
        _day(pressed, NEXT_ON), _day(pressed, UNTIL), [day for day in avoid if day is not None],
        {key: pressed.words(key) for key in (OFTEN, DAYS)},
    )  # fmt: skip
    kept = await promise(uow, case, pressed.item, promised, seen=pressed.seen, key=key_of(uow, pressed))
    return PROMISE_KEPT.format(PROMISED_FIRST) if kept else PROMISE_SAME


def _day(pressed: Press, key: str) -> date | None:
    """A day as a client sends it; None where the field was left empty."""
    said = pressed.words(key)
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise NotFilledIn({key: A_DAY}) from None


def _letter(kind: LetterKind) -> Step:
    async def drafts(uow: UnitOfWork, case: CandourCase, pressed: Press, _: Asking) -> str:
        if not pressed.in_place:
            raise NotAllowed(Refusal.NOT_IN_MESSAGE)
        await has_drafted(uow, case, pressed.item, kind, key=key_of(uow, pressed))
        return A_DRAFT

    return drafts


async def _restorative(uow: UnitOfWork, case: CandourCase, pressed: Press, _: Asking) -> str:
    words = {key: pressed.words(key) for key, _asks in HURT_ASKS}
    await keep_who_was_hurt(uow, case, pressed.item, words, seen=pressed.seen, key=key_of(uow, pressed))
    return HURT_KEPT


CANDOUR_PEOPLE_STEPS: Mapping[str, Step] = {
    "candour.keep_person": _keep_person,
    "candour.take_off": _take_off,
    "candour.promise": _promise,
    "candour.restorative": _restorative,
    **{f"candour.letter_{kind.value}": _letter(kind) for kind in LetterKind},
}
