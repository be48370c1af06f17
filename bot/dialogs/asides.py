"""What can be said at any moment and leaves a half-made report as it is: a reference, a list, the clock."""

import re
from collections.abc import Awaitable, Callable

from bot.cards.greetings import clock_card, sorry_card, text_card, who_sees_card
from bot.cards.half_made import half_made_rows
from bot.cards.my_reports import my_reports_card
from bot.cards.queue import queue_card
from bot.cards.roles import GIVE_ROLE, WHO_IS_WHO
from bot.cards.support import ASK
from bot.casework.clock import look_at_clock, move_clock
from bot.casework.drafting import Drafted
from bot.casework.entering import not_yet_entered
from bot.casework.half_made import half_made_of
from bot.casework.looking import open_steps
from bot.casework.my_reports import my_reports
from bot.casework.notices import last_report, record_made_with, record_of
from bot.casework.unit_of_work import UnitOfWork
from bot.dialogs import candour, duties, finding, my_queue, supporting
from bot.dialogs import words as said_as
from bot.dialogs.action_words import hears_of_actions
from bot.dialogs.deciding import hear_decisions
from bot.dialogs.event_words import hears_of_events
from bot.dialogs.first_look import hears_first_look
from bot.dialogs.giving_roles import hears_roles
from bot.dialogs.half_made import list_half_made
from bot.dialogs.reporter_words import hears_reporters
from bot.dialogs.responding import hears_of_responses
from bot.dialogs.showing import show_record
from bot.dialogs.turn import Turn, say, say_help, turn_of
from bot.dialogs.typed import hears_nearly
from bot.forms.readers import plainly
from bot.forms.report import REPORT
from bot.forms.times.moments_ahead import read_ahead
from bot.forms.times.time_words import NotRead, NotYet
from bot.sdk import TurnContext
from bot.wording import (
    CLOCK_HELP,
    FORWARD_ONLY,
    NOT_SENT_YET,
    NOT_SHOWN,
    NOT_YOU,
    NOTHING_TO_SEND,
    NUMBER_IN_CHAT,
    OLD_BUTTON,
    SENT_ALREADY,
    SENT_AS,
    STAYS_IN_TEAMS,
)
from psirf.patient_numbers import is_nothing_but_a_number
from psirf.references import event_reference
from storage.records import PatientSafetyEvent

REFERENCE = re.compile(
    r"(?:(?:show|see|open|find|correct|change|put right) )?"
    r"(?P<kind>PSE|SA|AP|LR|DOC)[ -]?0*(?P<number>\d{1,9})",
    re.IGNORECASE,
)
WHO_SEES = re.compile(
    r"\b(?:who|will|can|does|do|is|are)\b.{0,40}\b(?:see|sees|read|reads|know|knows|find out|told)"
    r"(?: that| about)?(?: (?:it|this|that|me|my|i|who|what i)\b.{0,30})?\?$"
    r"|\bwho (?:reads|sees|knows|gets) (?:it|this|that|my report)\b"
    r"|\b(?:is|are) (?:it|this|they|reports?) (?:really )?(?:anon\w*|confidential|private|secret)\b"
    r"|\b(?:don'?t|do not) want my name\b|\bcan i be sacked\b|\bwill i (?:get|be) (?:in trouble|sacked)\b"
)
MY_REPORTS = (
    "my reports", "my report", "reports", "show my reports", "list my reports", "what came of my report",
    "what happened to my report", "what happened to my reports", "what came of my reports",
)  # fmt: skip
VEXED = re.compile(r"\b(?:useless|rubbish|waste of time|hate (?:this|you)|stupid (?:bot|thing|app)|crap)\b")
SHOW = "show"  # the button that shows an event's card, as its reference does when it is typed
ABOUT = re.compile(r"(?:(?P<kind>PSE|SA|AP|LR|DOC)-)?(?P<number>[0-9]{1,9})")
LONGEST_COMMAND = 8  # words that begin a step and are written otherwise; more of them answer what is asked
SUBJECTS = {"PSE": "event", "SA": "action", "AP": "approval", "LR": "response", "DOC": "candour"}


async def aside(context: TurnContext, *, asked: bool = False, telling: bool = False) -> bool:
    """Answer what was said, if it is an aside. False where it is none. `asked`: a form waits for an answer.
    `telling`: it was asked whether a report is to begin, and what is told is more of it."""
    turn = turn_of(context)
    turn.is_asked = asked or telling
    words = plainly(turn.typed)
    if turn.said.pressed.get("do") == SHOW:
        about = ABOUT.fullmatch(turn.said.pressed.get("about", ""))
        subject = SUBJECTS[about["kind"] or "PSE"] if about else ""
        if about is None or not await show_record(turn, subject, int(about["number"])):
            await say(context, text_card(NOT_SHOWN))
    elif words in said_as.NOT_ENTERED:
        queue = await not_yet_entered(turn.uow, turn.uow.person_id)
        await say(context, queue_card(queue, turn.uow.rules.incident_system.name))
    elif turn.development and (words == "clock" or words.startswith("clock ")):
        await _clock(context, turn, words.removeprefix("clock").strip())
    elif said_as.command(turn.said.text) in said_as.HALF_MADE:
        await list_half_made(context)
    elif found := REFERENCE.fullmatch(words):
        kind, number = found["kind"].upper(), int(found["number"])
        if not await show_record(turn, SUBJECTS[kind], number):
            await say(context, text_card(NOT_SHOWN))
    elif said_as.command(turn.said.text) in MY_REPORTS:
        half_made = half_made_rows(await half_made_of(turn.uow))
        await say(context, my_reports_card(await my_reports(turn.uow), half_made))
    elif (
        await _command(turn, context)
        or await hears_nearly(turn, context, LONGEST_COMMAND if asked else None)
        or await candour.hears_nearly(turn, context)
    ):
        pass
    elif is_nothing_but_a_number(turn.said.text, turn.uow.rules.identifiers):
        turn.uow.veil.untraced = True
        await say(context, text_card(f"{NUMBER_IN_CHAT} {STAYS_IN_TEAMS}"))
    elif (WHO_SEES.search(words) or VEXED.search(words)) and not await _tells(turn):
        contacts = turn.uow.rules.contacts
        await say(context, who_sees_card(contacts) if WHO_SEES.search(words) else sorry_card(contacts))
    else:
        return False
    return True


# What is typed to do something at any moment, each part's in a module of its own: true where it was answered.
COMMANDS: tuple[Callable[[Turn, TurnContext], Awaitable[bool]], ...] = (
    candour.hears, hear_decisions, hears_of_actions, hears_reporters, hears_first_look, my_queue.hears,
    hears_of_events, duties.hears, hears_of_responses, hears_roles, finding.hears, supporting.hears,
)  # fmt: skip
# Presses of a conversation's buttons that are answered as an aside is.
PRESSED = (SHOW, WHO_IS_WHO, GIVE_ROLE, finding.FIND_MORE, ASK)


async def _command(turn: Turn, context: TurnContext) -> bool:
    for hears in COMMANDS:
        if await hears(turn, context):
            return True
    return False


async def _tells(turn: Turn) -> bool:
    """Whether the words tell something of an event: they are then never taken for an aside, and lost."""
    return bool((await turn.besides(REPORT, turn.said.text.strip())).answers)


async def not_you(context: TurnContext, draft: Drafted | None) -> None:
    """It is somebody else who is signed in: whether anything went under that name, and what to do."""
    turn = turn_of(context)
    made = await record_made_with(turn.uow, turn.said.pressed.get("draft", ""))
    if draft is None and made is not None:
        await say(context, text_card(SENT_AS.format(event_reference(made[1]), turn.uow.by.name)))
    else:
        await say(context, text_card(NOT_YOU + (NOT_SENT_YET if draft else "")))


async def nothing_to_send(context: TurnContext) -> None:
    """Send was said, or its button pressed again, when nothing is being made: what was sent is shown."""
    turn = turn_of(context)
    key = turn.said.pressed.get("draft", "")
    made = await (record_made_with(turn.uow, key) if key else last_report(turn.uow))
    note = SENT_ALREADY if key and turn.said.pressed.get("do") != "send" else ""
    if made is None or not await show_record(turn, *made, note):
        await say_help(context, OLD_BUTTON if key else NOTHING_TO_SEND)


async def may_begin(uow: UnitOfWork, needs: str, event_id: int | None) -> bool:
    """Whether a step of an event's lifecycle is open to this person now."""
    record = await record_of(uow, "event", event_id or 0)
    if not isinstance(record, PatientSafetyEvent) or needs not in await open_steps(uow, record):
        return False
    return not uow.veil.handle  # a half-made form about a sealed report would tell whose it is: its card asks


async def _clock(context: TurnContext, turn: Turn, to: str) -> None:
    if not to:
        await say(context, clock_card(await look_at_clock(turn.uow)))
        return
    try:
        shown = await move_clock(turn.uow, read_ahead(to, turn.uow.now))
    except NotRead:
        await say(context, text_card(CLOCK_HELP))
    except (NotYet, ValueError):
        await say(context, clock_card(await look_at_clock(turn.uow), FORWARD_ONLY))
    else:
        await say(context, clock_card(shown))
