"""What the buttons of the ward manager's look do."""

from collections.abc import Mapping

from bot.cards.first_look import BESIDE, PHYSICAL, PSYCHOLOGICAL
from bot.casework.first_looking import confirm_place, grade_person, learn_locally, not_ours, pass_on
from bot.casework.looking import may_see
from bot.casework.merging import merge
from bot.casework.unit_of_work import UnitOfWork
from bot.forms.first_look import read_harm, read_reference, read_ward
from bot.forms.form import Asking, Unclear
from bot.teams.pressed import NotFilledIn, Press, Step
from bot.wording import (
    HANDED_ON,
    HARM_KEPT,
    JOINED,
    PASSED_ON,
    PLACE_PUT_RIGHT,
    SETTLED_ON_THE_WARD,
    WITH_OTHERS,
)
from psirf.candour.terms import OpenedBy
from storage.records import PatientSafetyEvent


async def _pass_on(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> str:
    await pass_on(uow, event, seen=pressed.seen, words=pressed.words("pass_words"))
    return PASSED_ON


async def _learn_locally(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> str:
    await learn_locally(
        uow, event, seen=pressed.seen, reason=pressed.words("local_reason"),
        learned=pressed.words("learned"), changed=pressed.words("changed"),
    )  # fmt: skip
    return SETTLED_ON_THE_WARD


async def _not_ours(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, asking: Asking) -> str:
    ward = pressed.words("not_ours_ward")
    unit_id = _ward(ward, asking) if ward else None
    await not_ours(uow, event, seen=pressed.seen, reason=pressed.words("not_ours_reason"), unit_id=unit_id)
    return HANDED_ON if await may_see(uow, event) else WITH_OTHERS.format(event.reference)


async def _confirm_place(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, asking: Asking) -> str:
    await confirm_place(uow, event, seen=pressed.seen, unit_id=_ward(pressed.words("ward"), asking))
    return PLACE_PUT_RIGHT if await may_see(uow, event) else WITH_OTHERS.format(event.reference)


def _ward(said: str, asking: Asking) -> int:
    try:
        return read_ward(said, asking)
    except Unclear as unclear:
        raise NotFilledIn({}, str(unclear)) from None


async def _grade_harm(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, asking: Asking) -> str:
    try:
        physical, psychological = read_harm(
            pressed.words(f"{PHYSICAL}{pressed.item}"), pressed.words(f"{PSYCHOLOGICAL}{pressed.item}"), asking
        )
    except Unclear as unclear:
        raise NotFilledIn({}, str(unclear)) from None
    ticked = pressed.words(f"{BESIDE}{pressed.item}").split(",")
    await grade_person(
        uow, event, seen=pressed.seen, affected_id=pressed.item, physical=physical, psychological=psychological,
        told=[each for each in (OpenedBy.MORE_TREATMENT, OpenedBy.DISTRESS) if each.value in ticked],
    )  # fmt: skip
    return HARM_KEPT


async def _merge(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> str:
    try:
        into_id = read_reference(pressed.words("into"))
    except Unclear as unclear:
        raise NotFilledIn({}, str(unclear)) from None
    target = await merge(uow, event, seen=pressed.seen, into_id=into_id, reason=pressed.words("merge_reason"))
    return JOINED.format(target.reference)


FIRST_STEPS: Mapping[str, Step] = {
    "event.pass_on": _pass_on,
    "event.learn_locally": _learn_locally,
    "event.not_ours": _not_ours,
    "event.confirm_place": _confirm_place,
    "event.grade_harm": _grade_harm,
    "event.merge": _merge,
}
