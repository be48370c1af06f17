"""What the buttons on a candour case's card do. Nothing of such a turn is kept."""

from collections.abc import Mapping

from bot.candour_words import ANSWER_EACH, CANDOUR_ASSESSED
from bot.cards.candour_assess import WHY
from bot.casework.candour_assessing import agree_not_owed, assess, name_people, take_on
from bot.casework.unit_of_work import UnitOfWork
from bot.forms.form import Asking
from bot.teams.candour_keys import key_of
from bot.teams.candour_log_presses import LOG_STEPS
from bot.teams.candour_people_presses import CANDOUR_PEOPLE_STEPS
from bot.teams.candour_right_presses import CANDOUR_RIGHT_STEPS
from bot.teams.pressed import NotFilledIn, Press, Step, person_of
from bot.wording import CHOOSE_FIRST
from psirf.candour.terms import Limb, LimbAnswer
from storage.records import CandourCase


async def _assess(uow: UnitOfWork, case: CandourCase, pressed: Press, _: Asking) -> str:
    given = {limb: pressed.words(limb.value) for limb in Limb}
    if not all(words in tuple(LimbAnswer) for words in given.values()):
        raise NotFilledIn({}, ANSWER_EACH)
    answer = await assess(
        uow, case, seen=pressed.seen, key=key_of(uow, pressed),
        limbs={limb: LimbAnswer(words) for limb, words in given.items()},
        why={limb: pressed.words(f"{WHY}{limb.value}") for limb in Limb}, profession=pressed.words("profession"),
    )  # fmt: skip
    return CANDOUR_ASSESSED.format(answer.label)


async def _agree(uow: UnitOfWork, case: CandourCase, pressed: Press, _: Asking) -> None:
    await agree_not_owed(uow, case, seen=pressed.seen, key=key_of(uow, pressed), why=pressed.words("why"))


async def _take_on(uow: UnitOfWork, case: CandourCase, pressed: Press, _: Asking) -> None:
    await take_on(uow, case, seen=pressed.seen)


async def _name_people(uow: UnitOfWork, case: CandourCase, pressed: Press, asking: Asking) -> None:
    named = {
        key: person_of(pressed, key, asking) if pressed.words(key) else None
        for key in ("clinician", "contact", "cover")
    }
    if not any(named.values()):
        raise NotFilledIn({}, CHOOSE_FIRST)
    await name_people(
        uow, case, seen=pressed.seen, clinician_id=named["clinician"], contact_id=named["contact"],
        cover_id=named["cover"],
    )  # fmt: skip


CANDOUR_STEPS: Mapping[str, Step] = {
    "candour.assess": _assess,
    "candour.agree": _agree,
    "candour.take_on": _take_on,
    "candour.name_people": _name_people,
    **LOG_STEPS,
    **CANDOUR_PEOPLE_STEPS,
    **CANDOUR_RIGHT_STEPS,
}
