"""What a ward manager types to look first: for phones on which buttons do nothing, and for who types faster."""

import re

from bot.casework.first_asking import FIRST_LOOK
from bot.casework.first_looking import confirm_place, grade_person, learn_locally, not_ours, pass_on
from bot.casework.looking import may_see
from bot.casework.merging import merge
from bot.dialogs.turn import Turn
from bot.dialogs.typed import Typed, hears_any, person_meant
from bot.forms.first_look import read_beside, read_harm, read_ward
from bot.forms.form import Unclear
from bot.forms.typed import EVENT, PERSON, SAID, example_of, said_in, written
from bot.sdk import TurnContext
from bot.wording import (
    HANDED_ON,
    HARM_KEPT,
    HOW_TO_SETTLE,
    JOINED,
    LIKE_THIS,
    NOBODY_REACHED,
    PASSED_ON,
    PLACE_PUT_RIGHT,
    SETTLED_ON_THE_WARD,
    WITH_OTHERS,
)
from psirf.vocabulary import Reached
from storage.records import PatientSafetyEvent

INTO = EVENT.replace("number", "into")
BECAUSE = r"(?:\s*(?:[:;]|\s[-–—]+\s|\bbecause\b)\s*(?P<words>.*))?"  # a comma parts the ward from the reference


async def hears_first_look(turn: Turn, context: TurnContext) -> bool:
    """Do what was typed of a first look, and show the report as it then stands. False where it is something else."""
    return await hears_any(turn, context, TYPED)


async def _show(turn: Turn, event: PatientSafetyEvent, asked: re.Match[str]) -> None:
    """It is shown to whoever sees the report."""


async def _pass_on(turn: Turn, event: PatientSafetyEvent, asked: re.Match[str]) -> str:
    await pass_on(turn.uow, event, seen=None, words=said_in(asked))
    return PASSED_ON


async def _place(turn: Turn, event: PatientSafetyEvent, asked: re.Match[str]) -> str:
    await confirm_place(turn.uow, event, seen=None, unit_id=read_ward(asked["ward"], await turn.asking()))
    return await _where_it_is(turn, event, PLACE_PUT_RIGHT)


async def _not_ours(turn: Turn, event: PatientSafetyEvent, asked: re.Match[str]) -> str:
    unit_id = read_ward(asked["ward"], await turn.asking()) if asked["ward"] else None
    await not_ours(turn.uow, event, seen=None, reason=said_in(asked), unit_id=unit_id)
    return await _where_it_is(turn, event, HANDED_ON)


async def _where_it_is(turn: Turn, event: PatientSafetyEvent, said: str) -> str:
    return said if await may_see(turn.uow, event) else WITH_OTHERS.format(event.reference)


async def _harm(turn: Turn, event: PatientSafetyEvent, asked: re.Match[str]) -> str:
    if event.reached is not Reached.YES:
        raise Unclear(NOBODY_REACHED.format(event.reference))
    affected_id = await person_meant(turn, event, asked)
    typed, told = read_beside(asked["grades"])
    physical, _, psychological = re.sub(r"[,;]|\band\b", ";", typed, count=1).partition(";")
    grades = read_harm(physical, psychological, await turn.asking())
    await grade_person(
        turn.uow, event, seen=None, affected_id=affected_id, physical=grades[0], psychological=grades[1], told=told
    )
    return HARM_KEPT


async def _merge(turn: Turn, event: PatientSafetyEvent, asked: re.Match[str]) -> str:
    into = int(asked["into"])
    if not said_in(asked):
        raise Unclear(LIKE_THIS.format(example_of("event.merge", event.id, other=into)))
    target = await merge(turn.uow, event, seen=None, into_id=into, reason=said_in(asked))
    return JOINED.format(target.reference)


async def _local(turn: Turn, event: PatientSafetyEvent, asked: re.Match[str]) -> str:
    """Two sentences for the reporter, parted by a semicolon; the reason is a third, or else the first."""
    said = [part.strip() for part in said_in(asked).split(";", 2)]
    if len(said) < 2 or not all(said[:2]):
        raise Unclear(HOW_TO_SETTLE.format(example_of("event.learn_locally", event.id)))
    reason = said[2] if len(said) > 2 and said[2] else said[0]
    await learn_locally(turn.uow, event, seen=None, reason=reason, learned=said[0], changed=said[1])
    return SETTLED_ON_THE_WARD


TYPED: tuple[Typed, ...] = tuple(
    Typed(written(wording), f"event.{step}", take, FIRST_LOOK)
    for wording, step, take in (
        (rf"(?:first look|look first)(?: at)? {EVENT}[.! ]*", "page_first_look", _show),
        (rf"pass on {EVENT}{SAID}", "pass_on", _pass_on),
        (rf"place(?: of)? {EVENT}(?:\s*[:,]|\s+is)?\s+(?P<ward>.+)", "confirm_place", _place),
        (rf"harm(?: of)? {EVENT}{PERSON}\s*:?\s+(?P<grades>.+)", "grade_harm", _harm),
        (rf"merge {EVENT} (?:into|with) {INTO}{SAID}", "merge", _merge),
        (rf"local {EVENT}{SAID}", "learn_locally", _local),
        (rf"not ours:? {EVENT}(?:[ ,]+(?P<ward>[^:]+?))?{BECAUSE}", "not_ours", _not_ours),
    )
)
