"""What the buttons do by which something that was written down of a candour case is put right."""

from collections.abc import Mapping
from datetime import datetime

from bot.candour_words import OPEN_AGAIN, PUT_RIGHT_KEPT
from bot.cards.candour_right import ENTRY
from bot.casework.candour_written import put_right
from bot.casework.unit_of_work import UnitOfWork
from bot.forms.candour_log import RIGHT, WHEN
from bot.forms.form import Asking
from bot.teams.candour_keys import key_of
from bot.teams.pressed import NotFilledIn, Press, Step
from bot.wording import CHOOSE_FIRST
from psirf.spoken import within_a_sentence
from storage.records import CandourCase


async def _at_another_time(uow: UnitOfWork, case: CandourCase, pressed: Press, asking: Asking) -> str:
    said, unclear = RIGHT.read(pressed.said, asking)
    if unclear:
        raise NotFilledIn(unclear)
    return await _put_right(uow, case, pressed, datetime.fromisoformat(said[WHEN]))


async def _was_not_so(uow: UnitOfWork, case: CandourCase, pressed: Press, _: Asking) -> str:
    return await _put_right(uow, case, pressed, None)


async def _put_right(uow: UnitOfWork, case: CandourCase, pressed: Press, at: datetime | None) -> str:
    entry = pressed.words(ENTRY)
    if not entry.isdecimal():
        raise NotFilledIn({}, CHOOSE_FIRST)
    opened = await put_right(
        uow, case, entry=int(entry), at=at, why=pressed.words("why"), seen=pressed.seen, key=key_of(uow, pressed)
    )
    again = ", ".join(within_a_sentence(each.label) for each in opened)
    return OPEN_AGAIN.format(again) if again else PUT_RIGHT_KEPT


CANDOUR_RIGHT_STEPS: Mapping[str, Step] = {
    "candour.put_right": _at_another_time,
    "candour.leave_out": _was_not_so,
}
