"""What the buttons on a queue's card do: turn it over, take the next, and decide several together."""

import re

from bot.cards.elements import NO_ATTEMPT, Attempt
from bot.casework.messages import Message
from bot.casework.my_queue import queue_lines
from bot.casework.queue import ROUTINE_PAGE, has_seen_queue
from bot.casework.settling import turned_to
from bot.casework.theming import approve_together, keep_as_theme
from bot.dialogs.my_queue import said_of, take_next
from bot.dialogs.turn import Turn
from bot.teams.pressed import LONGEST_FIELD, Press, harmless
from bot.views import queue_card_for
from bot.wording import NOT_SHOWN, NOTHING_TO_TAKE, TAKEN_ON, TICK_SOME, TOO_LONG
from psirf.lifecycle import NotAllowed
from psirf.references import event_reference
from psirf.refusals import Refusal
from storage.queue import moved_on, queue_by_id
from storage.records import WorkQueue

TICKED = re.compile(r"(\d{1,9})\.(\d{1,9})")  # an event, and the version of it that was seen
STEPS = ("show", "routine", "claim_next", "decide")


async def press_queue(turn: Turn, pressed: Press) -> Message:
    """Do what was pressed on a queue, and answer with its card. Nobody presses on another's."""
    uow, step = turn.uow, pressed.verb.partition(".")[2]
    queue = await queue_by_id(uow.session, pressed.id)
    if queue is None or queue.person_id != uow.person_id or step not in STEPS:
        whose = f"queue:{pressed.id}" if pressed.id else "button"
        uow.audit("refused", whose, why=Refusal.NOT_YOURS, verb=harmless(pressed.verb), sent=pressed.sent)
        return Message(NOT_SHOWN, text=NOT_SHOWN)
    queue = await has_seen_queue(uow)
    page, attempt = "", NO_ATTEMPT
    if step == "show":
        page = str(pressed.page) if pressed.page > 1 else ""
    elif step == "routine":
        page = ROUTINE_PAGE
    elif step == "claim_next":
        attempt = Attempt(note=await _claim_next(turn, pressed, queue))
    else:
        page, attempt = await _decide(turn, pressed, queue)
    if pressed.card:
        await turned_to(uow, "queue", queue.id, turn.chat, pressed.card, page)
    return await queue_card_for(uow, queue, page, attempt)


async def _claim_next(turn: Turn, pressed: Press, queue: WorkQueue) -> str:
    """Take the next on, once for each card that is seen: pressed twice, the second press draws it anew."""
    if not await moved_on(turn.uow.session, queue, seen=pressed.seen):
        left = any(not line.is_mine for line in await queue_lines(turn.uow, queue.person_id))
        return Refusal.STALE.label if left else NOTHING_TO_TAKE
    event_id = await take_next(turn)
    return NOTHING_TO_TAKE if event_id is None else TAKEN_ON.format(event_reference(event_id))


async def _decide(turn: Turn, pressed: Press, queue: WorkQueue) -> tuple[str, Attempt]:
    """Decide what is ticked; the page on which it is said, and what is said."""
    said = pressed.said
    if any(len(words) > LONGEST_FIELD for words in said.values()):
        return ROUTINE_PAGE, Attempt("decide", TOO_LONG, {key: words[:LONGEST_FIELD] for key, words in said.items()})
    wanted = [(int(id), int(seen)) for id, seen in TICKED.findall(pressed.words("ticked"))]
    theme_id, name = pressed.words("theme"), pressed.words("name")
    if not wanted:
        return ROUTINE_PAGE, Attempt("decide", TICK_SOME, said)
    try:
        async with turn.uow.savepoint():
            if name or theme_id:
                chosen = int(theme_id) if theme_id.isdecimal() and not name and len(theme_id) < 10 else None
                together = await keep_as_theme(turn.uow, wanted, pressed.words("reason"), name=name, theme_id=chosen)
            else:
                together = await approve_together(turn.uow, wanted, pressed.words("reason"))
    except NotAllowed as refusal:
        turn.uow.audit("refused", f"queue:{queue.id}", why=refusal.refusal, verb="decide")
        return ROUTINE_PAGE, Attempt("decide", str(refusal), said)
    if together.decided or together.proposed:
        return "", Attempt(note=said_of(together))
    return ROUTINE_PAGE, Attempt("decide", said_of(together), said)
