"""What is typed about learning responses: who leads one, that it was held or not, that it becomes another."""

from datetime import date
from re import Match

from bot.casework.deciding import change_response
from bot.casework.looking import may_see
from bot.casework.responding import give_lead, hand_back, hold, lead_it, not_held
from bot.dialogs.turn import Turn
from bot.dialogs.typed import Typed, hears_any
from bot.forms.decided import read_decided
from bot.forms.form import Unclear
from bot.forms.readers import a_person
from bot.forms.response import CHANGE, GIVE, HAND_BACK, HELD, LEAD, NOT_HELD, WAS_HELD, told_of
from bot.forms.typed import example_of, said_in
from bot.sdk import TurnContext
from bot.wording import HANDED_BACK, HOW_HELD, LED_NO_MORE, SAY_WHY, WHICH_RESPONSE
from psirf.responses import RECORDED
from storage.records import LearningResponse


async def hears_of_responses(turn: Turn, context: TurnContext) -> bool:
    """Take the step that the whole message asks for, and show the response. False where it asks for none."""
    return await hears_any(turn, context, TYPED)


async def _lead(turn: Turn, response: LearningResponse, found: Match[str]) -> None:
    await lead_it(turn.uow, response, seen=None)


async def _give(turn: Turn, response: LearningResponse, found: Match[str]) -> str:
    lead = a_person(found["name"].strip(" ."), await turn.asking(with_people=True))
    await give_lead(turn.uow, response, seen=None, lead_id=int(lead.value))
    return "" if await may_see(turn.uow, response) else LED_NO_MORE.format(response.reference)


async def _hand_back(turn: Turn, response: LearningResponse, found: Match[str]) -> str:
    """Who led it, and is nothing else to it, sees its card no more: it is said instead."""
    await hand_back(turn.uow, response, seen=None)
    return "" if await may_see(turn.uow, response) else HANDED_BACK


async def _hold(turn: Turn, response: LearningResponse, found: Match[str]) -> None:
    told = told_of(found["told"])
    if told is None:
        raise Unclear(HOW_HELD.format(example_of("response.hold", response.id)))
    question = HELD.question("held_on")
    assert question is not None, "it is asked"
    held_on = date.fromisoformat(question.answer(told.held_on, await turn.asking()).value)
    await hold(
        turn.uow, response, seen=None, held_on=held_on, took_part=told.took_part, learned=told.learned
    )  # fmt: skip


async def _not_held(turn: Turn, response: LearningResponse, found: Match[str]) -> None:
    await not_held(turn.uow, response, seen=None, because=said_in(found))


async def _change(turn: Turn, response: LearningResponse, found: Match[str]) -> None:
    told = read_decided(found["rest"])
    if told.chosen not in RECORDED:
        raise Unclear(WHICH_RESPONSE.format(example_of("response.change", response.id)))
    if not told.reason:
        raise Unclear(SAY_WHY.format(example_of("response.change", response.id, choosing=told.response)))
    await change_response(turn.uow, response, seen=None, to=told.chosen, reason=told.why)


TYPED: tuple[Typed, ...] = (
    Typed(LEAD, "response.lead_it", _lead),
    Typed(GIVE, "response.give_lead", _give),
    Typed(HAND_BACK, "response.hand_back", _hand_back),
    Typed(NOT_HELD, "response.not_held", _not_held),
    Typed(WAS_HELD, "response.hold", _hold),
    Typed(CHANGE, "response.change", _change),
)
