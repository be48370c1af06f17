"""Deciding and approving in one typed line each."""

from re import Match

from bot.casework.approving import (
    answer_the_question,
    approve,
    choose_instead,
    hand_on,
    return_with_question,
    take_back,
)
from bot.casework.deciding import decide
from bot.dialogs.turn import Turn
from bot.dialogs.typed import Typed, hears_any
from bot.forms.decided import Decided, read_decided
from bot.forms.form import Unclear
from bot.forms.readers import a_person, show_person
from bot.forms.typed import APPROVAL, EVENT, SAID, example_of, said_in, written
from bot.forms.when import day_past
from bot.sdk import TurnContext
from bot.wording import FORUM_DAY, NAME_A_RESPONSE, NO_SUCH_RESPONSE, SAY_WHY, WRITE_IT_LIKE
from psirf.vocabulary import ResponseType
from storage.records import ApprovalRequest, PatientSafetyEvent


async def hear_decisions(turn: Turn, context: TurnContext) -> bool:
    """Answer `decide PSE-00042 AAR: reason`, and what is typed about a request. False where it is neither."""
    return await hears_any(turn, context, TYPED)


def _chosen(told: Decided, verb: str, number: int) -> ResponseType:
    """The response that is named. Raises Unclear where none is, or none that is known."""
    if told.chosen is None:
        raise Unclear(f"{NO_SUCH_RESPONSE} {WRITE_IT_LIKE.format(example_of(verb, number))}")
    return told.chosen


async def _decide(turn: Turn, event: PatientSafetyEvent, found: Match[str]) -> None:
    told = read_decided(found["rest"])
    if not told.response and not told.reason:
        raise Unclear("")
    if not told.response:
        raise Unclear(
            NAME_A_RESPONSE.format(example_of("event.choose", event.id), example_of("event.approve", event.id))
        )
    chosen = _chosen(told, "event.choose", event.id)
    if told.forum and not told.day:
        like = example_of("event.choose", event.id, choosing=f"{told.response} at the {told.forum} on Tuesday")
        raise Unclear(FORUM_DAY.format(like))
    on = day_past(told.day, await turn.asking()) if told.day else None
    if not told.reason:
        named = f"{told.response} at the {told.forum} on {told.day}" if told.forum else told.response
        raise Unclear(SAY_WHY.format(example_of("event.choose", event.id, choosing=named)))
    await decide(turn.uow, event, seen=None, chosen=chosen, reason=told.reason, forum=told.forum, forum_on=on)


# ---- a request for approval ----


async def _approve(turn: Turn, request: ApprovalRequest, found: Match[str]) -> None:
    await approve(turn.uow, request, seen=None, because=said_in(found))


async def _ask(turn: Turn, request: ApprovalRequest, found: Match[str]) -> None:
    await return_with_question(turn.uow, request, seen=None, question=said_in(found))


async def _answer(turn: Turn, request: ApprovalRequest, found: Match[str]) -> None:
    await answer_the_question(turn.uow, request, seen=None, answer=said_in(found))


async def _take_back(turn: Turn, request: ApprovalRequest, found: Match[str]) -> None:
    await take_back(turn.uow, request, seen=None, because=said_in(found))


async def _instead(turn: Turn, request: ApprovalRequest, found: Match[str]) -> None:
    told = read_decided(found["rest"])
    chosen = _chosen(told, "approval.choose", request.id)
    if not told.reason:
        raise Unclear(SAY_WHY.format(example_of("approval.choose", request.id, choosing=told.response)))
    await choose_instead(turn.uow, request, seen=None, chosen=chosen, reason=told.why)


async def _hand_on(turn: Turn, request: ApprovalRequest, found: Match[str]) -> None:
    name = found["name"].strip(" .")
    if not name:
        raise Unclear("")
    asking = await turn.asking(with_people=True)
    to = a_person(name, asking).value
    await hand_on(turn.uow, request, seen=None, to=int(to), to_name=show_person(to, asking))


TYPED: tuple[Typed, ...] = (
    Typed(written(rf"(?:decide|choose)(?: on| for)? {EVENT}\b(?P<rest>.*)"), "event.choose", _decide),
    Typed(written(rf"approve(?: on| for)? {APPROVAL}{SAID}"), "approval.approve", _approve),
    Typed(written(rf"(?:ask|question|return)(?: about| on| for)? {APPROVAL}{SAID}"), "approval.return", _ask),
    Typed(written(rf"answer(?: about| on| for| to)? {APPROVAL}{SAID}"), "approval.answer", _answer),
    Typed(written(rf"(?:take back|withdraw) {APPROVAL}{SAID}"), "approval.take_back", _take_back),
    Typed(
        written(rf"(?:instead|choose|decide)(?: on| for)? {APPROVAL}\b(?P<rest>.*)"), "approval.choose", _instead
    ),
    Typed(written(rf"hand(?: on| over)? {APPROVAL}\b[ ,:]*(?:to )?(?P<name>.*)"), "approval.hand_on", _hand_on),
)  # fmt: skip
