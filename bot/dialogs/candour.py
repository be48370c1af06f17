"""What is typed about candour: what is owed, a case, the pages of it. Never a name, or what was said."""

import re
from collections.abc import Mapping
from dataclasses import replace
from re import Match

from bot.candour_words import (
    CANDOUR_ASKED,
    INVOLVED,
    LOG_WHICH,
    MEASURES_NOT_YOURS,
    NO_CASE_YET,
    WHO_ASKS_FOR_CANDOUR,
    WORDS_GO_ON_THE_CARD,
)
from bot.cards.candour_due import due_card, measures_card
from bot.cards.candour_pages import CANDOUR_PAGES, SHOW_PEOPLE, SHOW_WORDS
from bot.cards.greetings import text_card
from bot.casework.candour_asking import ask_for_candour, involve
from bot.casework.candour_assessing import agree_not_owed, take_on
from bot.casework.candour_due import STATE, view_due, view_measures
from bot.casework.notices import record_of
from bot.casework.roles import roles_towards
from bot.casework.steps import allow_candour_step
from bot.dialogs.turn import Turn, say
from bot.dialogs.typed import Typed, take_typed
from bot.forms.form import Unclear
from bot.forms.readers import plainly
from bot.forms.typed import CASE, EVENT, OF_CANDOUR, SAID, example_of, said_in, written
from bot.sdk import TurnContext
from bot.wording import NOT_SHOWN
from psirf.candour.terms import AskedBy
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from storage.candour import candour_of
from storage.records import CandourCase, PatientSafetyEvent

DUE = re.compile(
    r"(?:show |see |my )?(?:the )?candour(?: that is| list)? (?:due|owed)\??"
    r"|what candour is (?:due|owed)\??|(?:what is )?owed (?:in|of|for) candour\??"
)
MEASURES = re.compile(r"(?:show |see )?(?:the )?candour(?: compliance)? (?:measures?|numbers|compliance)\??")
# Somebody begins to write down what was done, and names no report: "log candour I told Mrs …".
LOG_BARE = written(r"(?:log|write down|record) candour\b(?P<rest>.*)")
# And what nearly is such a line: the word, as people spell it, near its beginning; or that somebody was told, and of
# which report. What is told of an event begins otherwise, and is heard as before.
WORD = r"\bcand(?:o|u|ou|uo|oue)r\b"
NEAR_THE_BEGINNING = re.compile(rf"(?:\S+\s+){{0,5}}\S*?{WORD}", re.IGNORECASE)
WRITES_DOWN = re.compile(
    r"(?:(?:i|we)(?: have|'ve|’ve)? )?(?:log|logged|logging|told|record|recorded)\b", re.IGNORECASE
)
ITS_CASE = re.compile(rf"\b{CASE}", re.IGNORECASE)


async def hears(turn: Turn, context: TurnContext) -> bool:
    """Answer what is typed about candour; false where it is something else."""
    words = plainly(turn.typed)
    if DUE.fullmatch(words):
        await say(context, due_card(await view_due(turn.uow)))
    elif MEASURES.fullmatch(words):
        await _measures(turn, context)
    else:
        return await _of_a_case(turn, context)
    return True


async def hears_nearly(turn: Turn, context: TurnContext) -> bool:
    """Show the case to somebody who writes of candour otherwise than it is typed, and keep nothing of it: names may
    stand in it. False where it is something else; while a form is asked, more than that must speak for it."""
    said = turn.typed
    case, word = ITS_CASE.search(said), re.search(WORD, said, re.IGNORECASE)
    if turn.is_asked:
        is_meant = case is not None and word is not None
    elif case is not None:
        is_meant = word is not None or case["kind"].upper() == "DOC" or WRITES_DOWN.match(said) is not None
    else:
        is_meant = NEAR_THE_BEGINNING.match(said) is not None
    if not is_meant:
        return False
    turn.uow.veil.untraced = True
    if not said.endswith("?"):
        await say(context, text_card(WORDS_GO_ON_THE_CARD))
    if case is None:
        await say(context, text_card(WHICH))
    elif number := await _case_meant(turn, context, SHOWN, case):
        await take_typed(turn, context, SHOWN, case, number)
    return True


async def _measures(turn: Turn, context: TurnContext) -> None:
    try:
        view = await view_measures(turn.uow)
    except NotAllowed as refusal:
        turn.uow.audit("refused", "candour:measures", why=refusal.why)
        await say(context, text_card(MEASURES_NOT_YOURS))
    else:
        await say(context, measures_card(view))


# ---- one case ----


async def _of_a_case(turn: Turn, context: TurnContext) -> bool:
    """What is typed with a reference, of which nothing is kept: names may stand beside it."""
    for typed in TYPED:
        if found := typed.wording.fullmatch(turn.typed):
            turn.uow.veil.untraced = True
            await _say_what_was_not_kept(context, found)
            if number := await _case_meant(turn, context, typed, found):
                await take_typed(turn, context, _as_it_can_be_shown(typed), found, number)
            return True
    for typed in OF_AN_EVENT:
        if found := typed.wording.fullmatch(turn.typed):
            turn.uow.veil.untraced = True
            await take_typed(turn, context, typed, found, int(found["number"]))
            return True
    if found := LOG_BARE.fullmatch(turn.typed):
        turn.uow.veil.untraced = True
        await _say_what_was_not_kept(context, found)
        await say(context, text_card(WHICH))
        return True
    return False


async def _case_meant(turn: Turn, context: TurnContext, typed: Typed, found: Match[str]) -> int:
    """The number of the case that is meant, by its own reference or by its report's; 0 where there is none, which
    is said. That there is none is told to those alone who would see it."""
    number = int(found["number"])
    if found["kind"].upper() == "DOC":
        return number
    uow = turn.uow
    event = await record_of(uow, "event", number)
    roles = await roles_towards(uow, uow.person_id, event) if isinstance(event, PatientSafetyEvent) else set()
    case = await candour_of(uow.session, number)
    if case is not None:
        roles = await roles_towards(uow, uow.person_id, case)
    if event is None or STATE not in uow.rules.reading.fields("candour", roles):
        uow.audit("refused", f"event:{number}", why="not to be seen", verb=typed.verb)
        await say(context, text_card(NOT_SHOWN))
        return 0
    if case is None:
        await say(context, text_card(NO_CASE_YET.format(event.reference, example_of("event.ask_candour", number))))
        return 0
    return case.id


def _as_it_can_be_shown(typed: Typed) -> Typed:
    """A page on which names or words stand is opened by a press alone: instead of it the case's card is shown."""
    shown = typed.page in CANDOUR_PAGES and typed.page not in {*SHOW_PEOPLE, *SHOW_WORDS}
    return typed if shown else replace(typed, page="")


async def _say_what_was_not_kept(context: TurnContext, found: Match[str]) -> None:
    """To somebody who wrote more than the reference, where that has no place."""
    beside = found.groupdict().get("rest") or ""
    if beside.strip(" .!?:,;-–—"):
        await say(context, text_card(WORDS_GO_ON_THE_CARD))


async def _look(turn: Turn, case: CandourCase, found: Match[str]) -> None:
    """It is shown to whoever may see it."""


async def _log(turn: Turn, case: CandourCase, found: Match[str]) -> None:
    await allow_candour_step(turn.uow, case, "log")


async def _assess(turn: Turn, case: CandourCase, found: Match[str]) -> None:
    await allow_candour_step(turn.uow, case, "assess")


async def _hold(turn: Turn, case: CandourCase, found: Match[str]) -> None:
    await take_on(turn.uow, case, seen=None)


async def _agree(turn: Turn, case: CandourCase, found: Match[str]) -> None:
    why = said_in(found)
    if not why:
        await allow_candour_step(turn.uow, case, "agree")
        raise NotAllowed(Refusal.REASON)
    await agree_not_owed(turn.uow, case, seen=None, key=turn.uow.vault.mark(turn.key, "candour"), why=why)


async def _ask(turn: Turn, event: PatientSafetyEvent, found: Match[str]) -> str:
    """Whose word it is stands before the reason."""
    asked_by = next((by for by, words in ASKED_BY.items() if words.fullmatch(found["who"].strip())), None)
    if asked_by is None:
        raise Unclear(WHO_ASKS_FOR_CANDOUR.format(example_of("event.ask_candour", event.id)))
    key = turn.uow.vault.mark(turn.key, "candour")
    await ask_for_candour(turn.uow, event, seen=None, key=key, asked_by=asked_by, why=said_in(found))
    return CANDOUR_ASKED


async def _involve(turn: Turn, event: PatientSafetyEvent, found: Match[str]) -> str:
    return INVOLVED.format((await involve(turn.uow, event, seen=None)).reference)


# How people say whose word it is.
ASKED_BY: Mapping[AskedBy, re.Pattern[str]] = {
    AskedBy.PERSON: written(
        r"(?:the )?(?:famil(?:y|ies)|persons?(?: affected)?|patient|relatives?)(?: asks?| asked)?"
    ),
    AskedBy.COMPLAINT: written(r"(?:an? |the )?complaints?"),
    AskedBy.MEDICAL_EXAMINER: written(r"(?:an? |the )?(?:medical examiner|me)"),
    AskedBy.LEAD: written(r"(?:an? |the )?lead"),
    AskedBy.REPORTER: written(r"(?:the )?reporter"),
}
WHO = r"[ ,]*(?P<who>[^:;,.–—]*?)"
ON = r"(?: (?:for|of|on|about))?[ :]+"
REST = r"(?P<rest>.*)"
WHICH = LOG_WHICH.format(OF_CANDOUR["candour.page_log"].format("PSE-00042"))
SHOWN = Typed(written(rf"(?:(?:show|see) )?candour{ON}{CASE}{REST}"), "candour.show", _look)
TYPED: tuple[Typed, ...] = (
    Typed(written(rf"(?:log|write down|record) candour{ON}{CASE}{REST}"), "candour.page_log", _log, "log"),
    Typed(written(rf"assess candour{ON}{CASE}{REST}"), "candour.page_assess", _assess, "assess"),
    Typed(written(rf"(?:hold|take on) candour{ON}{CASE}{REST}"), "candour.take_on", _hold),
    Typed(written(rf"agree candour{ON}{CASE}{SAID}"), "candour.agree", _agree),
    SHOWN,
)
OF_AN_EVENT: tuple[Typed, ...] = (
    Typed(written(rf"(?:open|ask for) candour{ON}{EVENT}{WHO}{SAID}"), "event.ask_candour", _ask, "candour"),
    Typed(written(rf"involve(?: those affected)?(?: (?:by|in|for))? {EVENT}[.! ]*"), "event.involve", _involve),
)
