"""Half-made forms in a chat: listed, and kept for longer."""

from bot.cards.greetings import text_card
from bot.cards.half_made import half_made_list_card
from bot.casework.drafting import Drafted, keep_longer
from bot.casework.half_made import half_made_of, half_made_with
from bot.dialogs import words as said_as
from bot.dialogs.turn import Turn, say, turn_of
from bot.sdk import TurnContext
from bot.wording import KEPT, KEPT_LONGER, KEPT_REACHED
from psirf.spoken import spoken_moment


async def list_half_made(context: TurnContext) -> None:
    """Show the writer their half-made forms."""
    await say(context, half_made_list_card(await half_made_of(turn_of(context).uow)))


def keeps_noticed(turn: Turn, draft: Drafted) -> bool:
    """Whether the words ask to keep a form of which its writer was told that it will go."""
    return (
        draft.noticed
        and not draft.leaving
        and not turn.said.pressed
        and said_as.command(turn.said.text) in said_as.KEEP
    )


async def keep_for_now(context: TurnContext, draft: Drafted) -> None:
    """It was asked to keep a form for later: begin its time anew, and say what becomes of it."""
    uow = turn_of(context).uow
    await keep_longer(uow, draft.key)
    kept = await half_made_with(uow, draft.key)
    await say(context, text_card(KEPT if kept is None or kept.goes_at is not None else KEPT_REACHED))


async def keep_it_longer(context: TurnContext, draft: Drafted) -> None:
    """Begin a form's time anew, and say until when it is kept now."""
    uow = turn_of(context).uow
    await keep_longer(uow, draft.key)
    kept = await half_made_with(uow, draft.key)
    until = kept.goes_at if kept is not None else None
    await say(context, text_card(KEPT_LONGER.format(spoken_moment(until)) if until else KEPT_REACHED))
