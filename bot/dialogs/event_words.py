"""What is typed about an event by those who see to it, in the place of each button on its card."""

import re
from datetime import date

from bot.cards.pages import PAGE_OF, TITLES
from bot.casework.afterwards import agree_to_withdraw, ask_reporter, keep_report
from bot.casework.deciding import decide
from bot.casework.entering import change_number, enter, note_national
from bot.casework.looking import open_steps
from bot.casework.marking import look_at_marks
from bot.casework.opening import (
    agree_to_open,
    ask_to_open,
    refuse_to_open,
    review_bar,
    tell_of_opening,
    who_could_agree,
)
from bot.casework.telling import share_learned, tell_reporter
from bot.casework.unit_of_work import UnitOfWork
from bot.dialogs.turn import Turn
from bot.dialogs.typed import Typed, hears_any
from bot.forms.form import Unclear
from bot.forms.readers import plainly, sure
from bot.forms.typed import EVENT, SAID, example_of, said_in, written
from bot.forms.when import day_ahead
from bot.sdk import TurnContext
from bot.wording import (
    ASKED_TO_OPEN,
    BAR_REVIEWED,
    LEFT_SEALED,
    NAME_OPENED,
    QUESTION_SENT,
    TELL_BOTH,
    TOLD_OF_OPENING,
)
from psirf.incident_system import is_a_patients
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from storage.events import marks_of
from storage.records import PatientSafetyEvent

NUMBER = r"(?:[ ,:]+(?:(?:as|under|is|to|now|number)[ :]+)*(?P<typed>\S[^:;]*?))?"
ALL = ("all", "everything", "all of them", "both")
# What is typed to see a page that a button leads to; the others have words of their own.
PAGES = {TITLES[page].casefold(): page for page in ("patients", "elsewhere", "sealed", "desk")}


async def hears_of_events(turn: Turn, context: TurnContext) -> bool:
    """Take a step of an event that is typed, or show a page of it. False where the words ask for neither."""
    return await hears_any(turn, context, TYPED)


async def _may_look(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> None:
    """A page is for whoever may do something on it. Raises NotAllowed."""
    page = PAGES[found["title"].casefold()]
    if not any(PAGE_OF.get(step) == page for step in await open_steps(turn.uow, event)):
        raise NotAllowed(Refusal.NOT_YOURS)


async def _approve(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> None:
    await decide(turn.uow, event, seen=None, chosen=None, reason=said_in(found))


async def _ask(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> str:
    await ask_reporter(turn.uow, event, seen=None, question=said_in(found))
    return QUESTION_SENT


async def _tell(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> None:
    """Two sentences, parted by a semicolon or a new line: what came of it, and what changes."""
    learned, _, changed = re.sub(r"\s*\n+\s*", ";", said_in(found), count=1).partition(";")
    if not learned.strip() or not changed.strip():
        raise Unclear(TELL_BOTH.format(example_of("event.tell", event.id)))
    await tell_reporter(turn.uow, event, seen=None, learned=learned, changed=changed)


async def _share(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> None:
    await share_learned(turn.uow, event, seen=None, learned=said_in(found))


async def _agree(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> None:
    await agree_to_withdraw(turn.uow, event, seen=None)


async def _keep(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> None:
    await keep_report(turn.uow, event, seen=None, because=said_in(found))


async def _take_out(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> None:
    """The words that are hidden, by their place on the card, from 1 on: in a chat they themselves would stay."""
    hidden = [mark.number for mark in await marks_of(turn.uow.session, event.id) if mark.taken_out is None]
    wanted = {int(each) for each in re.findall(r"\b\d{1,4}\b", said_in(found))}
    if plainly(said_in(found)) in ALL:
        wanted = set(range(1, len(hidden) + 1))
    if not wanted or not wanted <= set(range(1, len(hidden) + 1)):
        raise Unclear("")
    await look_at_marks(turn.uow, event, seen=None, identifying={hidden[place - 1] for place in wanted})


async def _show_all(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> None:
    await look_at_marks(turn.uow, event, seen=None, identifying=())


# ---- where else it is ----


def _number(uow: UnitOfWork, found: re.Match[str]) -> str:
    """What was typed as a number. Of a turn that carries a patient's nothing is kept. Raises Unclear."""
    typed = (found["typed"] or "").strip(" .")
    if is_a_patients(typed):
        uow.veil.untraced = True
    if not typed:
        raise Unclear("")
    return typed


async def _enter(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> None:
    await enter(turn.uow, event, seen=None, number=_number(turn.uow, found))


async def _note_national(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> None:
    await note_national(turn.uow, event, seen=None, number=_number(turn.uow, found))


async def _change_number(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> None:
    number, national = _number(turn.uow, found), bool(found["national"])
    await change_number(turn.uow, event, seen=None, number=number, because=said_in(found), national=national)


# ---- a sealed name ----


async def _ask_to_open(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> str:
    """Its reporter is told at once when it is opened: what would bar that is said on the card."""
    await who_could_agree(turn.uow, event)
    await ask_to_open(turn.uow, event, seen=None, because=said_in(found))
    return ASKED_TO_OPEN


async def _agree_to_open(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> str:
    await agree_to_open(turn.uow, event, seen=None)
    return NAME_OPENED


async def _refuse_to_open(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> str:
    await refuse_to_open(turn.uow, event, seen=None, because=said_in(found))
    return LEFT_SEALED


async def _tell_of_opening(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> str:
    await tell_of_opening(turn.uow, event, seen=None)
    return TOLD_OF_OPENING


async def _review(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> str:
    day = found["day"]
    review_on = date.fromisoformat(sure(day_ahead(day, await turn.asking()), day)) if day else None
    await review_bar(turn.uow, event, seen=None, because=said_in(found), review_on=review_on)
    return BAR_REVIEWED


TYPED: tuple[Typed, ...] = (
    *(Typed(written(rf"(?:show )?(?P<title>{title}) {EVENT}[.! ]*"), f"event.page_{page}", _may_look, page)
      for title, page in PAGES.items()),
    Typed(written(rf"approve {EVENT}{SAID}"), "event.approve", _approve),
    Typed(written(rf"(?:ask|question)(?: the reporter)?(?: (?:of|about|on))? {EVENT}{SAID}"), "event.ask", _ask),
    Typed(written(rf"(?:tell|close)(?: the reporter)?(?: (?:of|about|on))? {EVENT}{SAID}"), "event.tell", _tell),
    Typed(written(rf"share(?: what was learned)?(?: (?:from|of|on))? {EVENT}{SAID}"), "event.share", _share),
    Typed(written(rf"agree(?: to (?:the )?withdraw(?:al of)?)? {EVENT}[.! ]*"), "event.agree_to_withdraw", _agree),
    Typed(written(rf"keep(?: the report)? {EVENT}{SAID}"), "event.keep_report", _keep),
    Typed(written(rf"take out(?: of| in| from)? {EVENT}{SAID}"), "event.look_at_marks", _take_out),
    Typed(written(rf"show all(?: of| in)? {EVENT}[.! ]*"), "event.show_marks", _show_all),
    Typed(written(rf"enter(?:ed)? {EVENT}{NUMBER}[. ]*"), "event.enter", _enter, "elsewhere"),
    Typed(written(rf"sent nationally:? {EVENT}{NUMBER}[. ]*"), "event.note_national", _note_national, "elsewhere"),
    Typed(written(rf"change (?:the )?(?P<national>national )?(?:number|reference)(?: of)? {EVENT}{NUMBER}{SAID}"),
          "event.change_number", _change_number, "elsewhere"),
    Typed(written(rf"ask to open {EVENT}{SAID}"), "event.ask_to_open", _ask_to_open, "sealed"),
    Typed(written(rf"agree to open {EVENT}[.! ]*"), "event.agree_to_open", _agree_to_open, "sealed"),
    Typed(written(rf"leave sealed {EVENT}{SAID}"), "event.refuse_to_open", _refuse_to_open, "sealed"),
    Typed(written(rf"tell of opening {EVENT}[.! ]*"), "event.tell_of_opening", _tell_of_opening, "sealed"),
    Typed(written(rf"review opening {EVENT}(?:,? on (?P<day>[^:;]+?))?{SAID}"),
          "event.review_bar", _review, "sealed"),
)  # fmt: skip
