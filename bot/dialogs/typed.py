"""A step of a record that is typed, for phones on which a card's buttons do nothing."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.cards.greetings import text_card
from bot.casework.looking import may_see, view_event
from bot.casework.notices import held_record_of
from bot.casework.relations import AnyRecord
from bot.casework.unit_of_work import UnitOfWork
from bot.dialogs.showing import show_record
from bot.dialogs.turn import Turn, say
from bot.forms.form import Unclear
from bot.forms.typed import WRITTEN, example_of, like_what_is_typed
from bot.sdk import TurnContext
from bot.wording import LIKE_THIS, NOT_SHOWN, WHICH_OF_SEVERAL, WRITE_IT_LIKE
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from storage.events import people_affected
from storage.records import LearningResponse, PatientSafetyEvent
from storage.responses import response_after
from storage.vault import KeyTrouble

# What a typed step does to its record. It may answer with words that are said on the card.
Take = Callable[[Turn, Any, re.Match[str]], Awaitable[object]]
# Whether the person who acts sees what the step is about.
Sees = Callable[[UnitOfWork, Any], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Typed:
    """A step that can be typed: the whole message, the verb of the button that does the same, and the step."""

    wording: re.Pattern[str]
    verb: str
    take: Take
    page: str = ""  # on which it is said how things then stand
    as_reporter: bool = False  # it is a step of the reporter's alone
    sees: Sees = may_see  # whoever does not is told of nothing, as where there is no such record


async def hears_any(turn: Turn, context: TurnContext, table: Sequence[Typed]) -> bool:
    """Take the step that the whole message asks for, if it is one of these. False where it asks for none."""
    said = turn.typed
    for typed in table:
        if found := typed.wording.fullmatch(said):
            await take_typed(turn, context, typed, found, int(found["number"] or found["other"]))
            return True
    return False


async def take_typed(turn: Turn, context: TurnContext, typed: Typed, found: re.Match[str], number: int) -> None:
    """Take a step of a record, and show its card as it then stands; with why, where it was not taken.

    A refusal is written down, as that of a press is. A step that cannot be read raises Unclear, with words of
    what is missing or none: it is then said how it is written.
    """
    uow, verb, subject = turn.uow, typed.verb, typed.verb.partition(".")[0]
    record = await held_record_of(uow, subject, number)
    if record is None or not await typed.sees(uow, record):
        uow.audit("refused", f"{subject}:{number}", why="not to be seen", verb=verb)
        await say(context, text_card(NOT_SHOWN))
        return
    record = await _as_it_is_now(uow, record)
    if typed.as_reporter and isinstance(record, PatientSafetyEvent):
        await view_event(uow, record, uow.person_id, as_reporter=True)  # in confidence, it is done as who is sealed
    page = typed.page
    try:
        async with uow.savepoint():
            said = await typed.take(turn, record, found)
        note = said if isinstance(said, str) else ""
    except (NotAllowed, KeyTrouble) as trouble:
        refusal = trouble if isinstance(trouble, NotAllowed) else NotAllowed(Refusal.WRONG_KEY)
        uow.audit("refused", f"{subject}:{record.id}", why=refusal.why, verb=verb)
        note = in_writing(refusal, verb, record.id)
        if refusal.refusal is Refusal.NOT_YOURS and typed.sees is may_see:
            page = ""  # what a page shows is for those whose step it is
    except Unclear as unclear:
        await say(context, text_card(str(unclear) or WRITE_IT_LIKE.format(example_of(verb, record.id))))
        return
    if not await typed.sees(uow, record):
        await say(context, text_card(note or NOT_SHOWN))
        return
    await uow.session.flush()
    await show_record(turn, subject, record.id, note, page)


async def _as_it_is_now(uow: UnitOfWork, record: AnyRecord) -> AnyRecord:
    """What a learning response has become, as far as this person sees it; any other record as it is."""
    if isinstance(record, LearningResponse):
        after = await response_after(uow.session, record.id)
        if after is not None and await may_see(uow, after):
            return await _as_it_is_now(uow, after)
    return record


def in_writing(refusal: NotAllowed, verb: str, number: int) -> str:
    """Why a step was not taken, for somebody who typed it: with how it is typed, where words are missing."""
    if refusal.refusal is Refusal.REASON and verb in WRITTEN:
        return LIKE_THIS.format(example_of(verb, number))
    return str(refusal).replace("press again", "write it again")


async def hears_nearly(turn: Turn, context: TurnContext, most_words: int | None) -> bool:
    """Say how it is written to somebody who begins a step and writes it otherwise; false where nothing begins one.

    `most_words`: while a form is asked, more words than these are an answer to it.
    """
    if most_words is not None and len(turn.said.text.split()) > most_words:
        return False
    like = like_what_is_typed(turn.typed)
    if like:
        await say(context, text_card(WRITE_IT_LIKE.format(like)))
    return bool(like)


async def person_meant(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> int:
    """The id of the person affected who is meant: the only one, or by their number on the card; 0 where there is
    none of that number. Raises Unclear where there are several and none is named."""
    people = await people_affected(turn.uow.session, event.id)
    if len(people) > 1 and not found["person"]:
        raise Unclear(WHICH_OF_SEVERAL.format(event.reference))
    wanted = int(found["person"] or 1)
    return next((each.id for each in people if each.sequence == wanted), 0)
