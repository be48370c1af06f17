"""Finding reports again, by a few words that are typed."""

import re

from bot.cards.finding import found_card
from bot.cards.greetings import text_card
from bot.casework.finding import find_events, may_find
from bot.dialogs.turn import Turn, say
from bot.dialogs.words import tells_something
from bot.forms.finding import looked_for, read_sought
from bot.forms.report import REPORT, is_of_an_event
from bot.sdk import TurnContext
from bot.wording import FIND_WHAT
from psirf.incident_system import is_a_patients

FIND = re.compile(
    r"(?P<find>find|search(?: for)?|look for)\b[: ]*(?:me )?(?P<sought>[^\n]{0,200}?)[.! ]*", re.IGNORECASE
)
FIND_MORE = "find"  # what the button to the next ones does
MOST_WORDS = 12  # with more, somebody tells something
FEW = 2  # words that are looked for, beside a ward and a time; with more, a form's question may be answered
FEW_OF_OTHERS = 1  # beside them, from who finds no reports of others: "find needle in bed on ward 7" tells
# With one of these, few words are no command either: "find it hard", "search of bag".
TELLING = re.compile(r"(?:out|it|that|this|of|him|her|them|his|their|took|was|were|not?)\b", re.IGNORECASE)
NUMBER = re.compile(r"[0-9]{1,6}")


async def hears(turn: Turn, context: TurnContext) -> bool:
    """Answer what is looked for; false where it is something else."""
    first = 0
    if turn.said.pressed.get("do") == FIND_MORE:
        sought = turn.said.pressed.get("value", "")[:200]
        if NUMBER.fullmatch(after := turn.said.pressed.get("about", "")):
            first = int(after)
    elif (found := FIND.fullmatch(turn.typed)) and await _is_meant(turn, found):
        sought = found["sought"]
    else:
        return False
    if any(is_a_patients(word) for word in [sought, *sought.split()]):
        turn.uow.veil.untraced = True  # of a turn that carries a patient's number nothing is kept
    read = read_sought(sought, await turn.asking())
    if not read.is_anything:
        await say(context, text_card(FIND_WHAT))
        return True
    shown = await find_events(
        turn.uow, words=read.words, places=[place.id for place in read.places], since=read.since, until=read.until,
        kind=read.kind, reached=read.reached, is_open=read.is_open, first=first,
    )  # fmt: skip
    await say(context, found_card(shown, sought, looked_for(read)))
    return True


async def _is_meant(turn: Turn, found: re.Match[str]) -> bool:
    """Whether something is to be found, and the words are not a telling that begins like it: nothing told is lost.

    Who finds reports as part of their work means to; but while a form waits for an answer, and from anybody else,
    only what is plainly written so is taken, or what could not be a telling.
    """
    sought = found["sought"]
    if len(sought.split()) > MOST_WORDS:
        return False
    finds = await may_find(turn.uow)
    if finds and not turn.is_asked:
        return True
    most = FEW if finds else FEW_OF_OTHERS
    if found["find"].casefold() != "search" and await _is_plain(turn, sought, most):
        return True
    if turn.is_asked or tells_something(turn.typed):
        return False
    return not is_of_an_event(await turn.besides(REPORT, turn.said.text.strip()))


async def _is_plain(turn: Turn, sought: str, most: int) -> bool:
    """A few words in all, or as the help has it: as many as may be, a ward, a time."""
    if TELLING.search(sought):
        return False
    read = read_sought(sought, await turn.asking())
    placed = read.places or read.since or read.until or read.kind
    return len(read.words) <= most if placed else len(sought.split()) <= FEW
