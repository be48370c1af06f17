"""What the buttons on a learning response's card do."""

from collections.abc import Mapping
from datetime import date

from bot.casework.deciding import change_response
from bot.casework.responding import give_lead, hand_back, hold, lead_it, not_held
from bot.casework.unit_of_work import UnitOfWork
from bot.forms.form import Asking
from bot.forms.response import HELD, LINES
from bot.teams.pressed import NotFilledIn, Press, Step, chosen_of, person_of
from bot.wording import HANDED_BACK, MARKS_STAY
from psirf.marks import HIDDEN
from psirf.vocabulary import ResponseType
from storage.records import LearningResponse


async def _lead_it(uow: UnitOfWork, response: LearningResponse, pressed: Press, _: Asking) -> None:
    await lead_it(uow, response, seen=pressed.seen)


async def _give_lead(uow: UnitOfWork, response: LearningResponse, pressed: Press, asking: Asking) -> None:
    await give_lead(uow, response, seen=pressed.seen, lead_id=person_of(pressed, "lead", asking))


async def _hand_back(uow: UnitOfWork, response: LearningResponse, pressed: Press, _: Asking) -> str:
    await hand_back(uow, response, seen=pressed.seen)
    return HANDED_BACK


async def _hold(uow: UnitOfWork, response: LearningResponse, pressed: Press, asking: Asking) -> str | None:
    answers, unclear = HELD.read(pressed.said, asking)
    if unclear:
        raise NotFilledIn(unclear)
    await hold(
        uow, response, seen=pressed.seen, held_on=date.fromisoformat(answers["held_on"]),
        took_part=answers["took_part"], learned=[answers[line] for line in LINES if answers.get(line)],
    )  # fmt: skip
    return marks_note(response)


async def _not_held(uow: UnitOfWork, response: LearningResponse, pressed: Press, _: Asking) -> str | None:
    await not_held(uow, response, seen=pressed.seen, because=pressed.words("why_not"))
    return marks_note(response)


async def _change(uow: UnitOfWork, response: LearningResponse, pressed: Press, _: Asking) -> None:
    to = chosen_of(pressed, "to", ResponseType)
    await change_response(uow, response, seen=pressed.seen, to=to, reason=pressed.words("because"))


async def _to_aar(uow: UnitOfWork, response: LearningResponse, pressed: Press, _: Asking) -> None:
    await change_response(uow, response, seen=pressed.seen, to=ResponseType.AAR, reason=pressed.words("reason"))


def marks_note(response: LearningResponse) -> str | None:
    """What is said where words of it were hidden."""
    written = " ".join([response.took_part, response.not_held_because, *response.learned])
    return MARKS_STAY if HIDDEN.search(written) else None


RESPONSE_STEPS: Mapping[str, Step] = {
    "response.lead_it": _lead_it,
    "response.give_lead": _give_lead,
    "response.hand_back": _hand_back,
    "response.hold": _hold,
    "response.not_held": _not_held,
    "response.change": _change,
    "response.to_aar": _to_aar,
}
