"""What is typed about one's queue: to see it, to take something on, hand it over, or decide several together."""

import re

from bot.cards.finding import theme_card
from bot.cards.greetings import text_card
from bot.casework.desk import claim, hand_over, let_go
from bot.casework.finding import view_theme
from bot.casework.my_queue import queue_lines, view_queue
from bot.casework.queue import ROUTINE_PAGE, has_opened, has_seen_queue
from bot.casework.theme_views import Together
from bot.casework.theming import approve_together, keep_as_theme
from bot.dialogs.turn import Turn, say
from bot.dialogs.typed import Typed, hears_any, in_writing
from bot.forms.form import Unclear
from bot.forms.readers import a_person, plainly
from bot.forms.typed import EVENT, ONE_OF, SAID, SEVERAL, THEME, example_of_several, said_in, written
from bot.sdk import TurnContext
from bot.wording import (
    DECIDED_TOGETHER,
    HANDED_OVER,
    KEPT_AS,
    LET_GO,
    LIKE_THIS,
    NOT_DECIDED,
    NOT_SHOWN,
    NOTHING_TO_TAKE,
    NOTHING_WAITS,
    PROPOSED_TOGETHER,
)
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from storage.events import held_event
from storage.queue import queue_of
from storage.records import PatientSafetyEvent, WorkQueue

QUEUE = re.compile(
    r"(?:please )?(?:show |open |see )?(?:me )?(?:my |the )?(?:que|queu|queue|queues|work ?list)(?:,? page)?"
    r"(?: (?P<page>\d{1,4}))?(?: please)?"
    r"|what(?: is|'?s)? (?:wait(?:s|ing)(?: for me)?|(?:in|on) (?:my|the) (?:que|queu|queue))\??"
    r"|what do i have to do\??"
)
ROUTINE = re.compile(r"(?:the |show )?routine(?: ones)?")
CLAIM_NEXT = re.compile(r"(?:claim|take)(?: on)?(?: the)? next(?: one)?")
OTHER = EVENT.replace("number", "other")
AS_THEME = written(rf"theme {THEME}[ ,:]+{SEVERAL}{SAID}")
APPROVE = written(rf"approve {SEVERAL}{SAID}")
SHOW_THEME = re.compile(r"(?:show )?th[ -]?0*(?P<number>\d{1,9})")


async def hears(turn: Turn, context: TurnContext) -> bool:
    """Answer what is typed about a queue or a desk; false where it is something else."""
    words = plainly(turn.typed)
    if found := QUEUE.fullmatch(words):
        await _show_queue(turn, context, found["page"] or "")
    elif ROUTINE.fullmatch(words):
        await _show_queue(turn, context, ROUTINE_PAGE)
    elif CLAIM_NEXT.fullmatch(words):
        await _claim_next(turn, context)
    elif found := SHOW_THEME.fullmatch(words):
        theme = await view_theme(turn.uow, int(found["number"]))
        await say(context, theme_card(theme) if theme else text_card(NOT_SHOWN))
    else:
        return await _several(turn, context) or await hears_any(turn, context, TYPED)
    return True


async def _several(turn: Turn, context: TurnContext) -> bool:
    """Several events in one message: as a theme, or approved together."""
    theme, approve = AS_THEME.fullmatch(turn.typed), APPROVE.fullmatch(turn.typed)
    found = theme or approve
    if found is None or (approve and len(ONE_OF.findall(found["events"])) < 2):  # one by itself has its own card
        return False
    wanted = [(int(number), None) for number in ONE_OF.findall(found["events"])]
    reason = said_in(found)
    try:
        async with turn.uow.savepoint():
            if theme:
                name, theme_id = theme["name"] or "", int(theme["theme"]) if theme["theme"] else None
                together = await keep_as_theme(turn.uow, wanted, reason, name=name, theme_id=theme_id)
            else:
                together = await approve_together(turn.uow, wanted, reason)
    except NotAllowed as refusal:
        turn.uow.audit("refused", "queue", why=refusal.refusal, verb="together")
        like = LIKE_THIS.format(example_of_several(found, theme=theme is not None))
        await say(context, text_card(like if refusal.refusal is Refusal.REASON else in_writing(refusal, "", 0)))
    else:
        await say(context, text_card(said_of(together)))
    return True


def said_of(together: Together) -> str:
    """What came of deciding several at once: what went, and what did not and why."""
    said = []
    if together.decided and together.theme is not None:
        theme = together.theme
        said.append(KEPT_AS.format(", ".join(together.decided), theme.name, theme.reference))
    elif together.decided:
        said.append(DECIDED_TOGETHER.format(", ".join(together.decided)))
    if together.proposed:
        said.append(PROPOSED_TOGETHER.format(", ".join(together.proposed)))
    said += [NOT_DECIDED.format(reference, because) for reference, because in together.refused]
    return " ".join(said)


async def _show_queue(turn: Turn, context: TurnContext, page: str) -> None:
    """The queue's card, anew at the end of the chat: it is the one that is kept up to date from here on."""
    uow = turn.uow
    known = await queue_of(uow.session, uow.person_id)
    view = await view_queue(uow, known or WorkQueue(person_id=uow.person_id))
    if view.is_empty and not view.besides and not view.with_others:
        await say(context, text_card(NOTHING_WAITS))
        return
    queue = await has_seen_queue(uow)
    await uow.notify(
        "shown", subject="queue", subject_id=queue.id, to=uow.person_id, key=f"shown:{turn.key}:queue", page=page
    )


async def _claim_next(turn: Turn, context: TurnContext) -> None:
    if await take_next(turn) is None:
        await say(context, text_card(NOTHING_TO_TAKE))


async def take_next(turn: Turn) -> int | None:
    """Take on the most pressing event that is on nobody's desk, and show its card: its id, if there is one."""
    uow = turn.uow
    for line in await queue_lines(uow, uow.person_id):
        if line.is_mine:
            continue
        event = await held_event(uow.session, line.id)
        assert event is not None, "it has just been listed"
        try:
            async with uow.savepoint():
                await claim(uow, event, seen=None)
        except NotAllowed:
            continue  # somebody took it on a moment ago
        await _show_event(turn, event.id)
        return event.id
    return None


async def _claim(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> None:
    await claim(turn.uow, event, seen=None)


async def _let_go(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> str:
    await let_go(turn.uow, event, seen=None)
    return LET_GO


async def _hand_over(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> str:
    if not found["name"]:
        raise Unclear("")
    person = int(a_person(found["name"].strip(" ."), await turn.asking(with_people=True)).value)
    await hand_over(turn.uow, event, seen=None, to=person)
    return HANDED_OVER


async def _show_event(turn: Turn, event_id: int, note: str = "") -> None:
    await turn.uow.session.flush()
    await has_opened(turn.uow, "event", event_id)
    await turn.uow.notify(
        "shown", subject="event", subject_id=event_id, to=turn.uow.person_id,
        key=f"shown:{turn.key}:event:{event_id}", note=note,
    )  # fmt: skip


TYPED: tuple[Typed, ...] = (
    Typed(written(rf"(?:claim|take on) {EVENT}[.! ]*"), "event.claim", _claim),
    Typed(written(rf"let (?:go(?: of)? {EVENT}|{OTHER} go)[.! ]*"), "event.let_go", _let_go),
    Typed(written(rf"(?:hand|give|pass)(?: over)? {EVENT}(?: over)?(?: to (?P<name>\S.{{0,100}}))?[.! ]*"),
          "event.hand_over", _hand_over),
)  # fmt: skip
