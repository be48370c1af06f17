"""Where Teams' activities go: words to the dialogs, presses to the casework, greetings to the welcome."""

import logging
from typing import Any

from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.core.teams import TeamsActivityHandler

from bot.cards.greetings import welcome_card
from bot.casework.messages import Refused, TryLater, Unknown, Unreachable
from bot.dialogs.root import Root
from bot.dialogs.turn import REPLIES, TURN, Turn, say, turn_of
from bot.sdk import DialogSet, DialogTurnStatus, message
from bot.teams.adapter import INBOUND
from bot.teams.connector import Connector
from bot.teams.gate import PERSONAL, Inbound
from bot.teams.pressed import Press
from bot.teams.presses import press
from bot.teams.state import StackProperty
from bot.teams.turns import Answered, Turns
from bot.wording import IN_PRIVATE, TO_PRIVATE
from storage.records import Conversation

log = logging.getLogger(__name__)

CONVERSATION = "lantern.conversation"
CARD = "application/vnd.microsoft.card.adaptive"
SENTENCE = "application/vnd.microsoft.activity.message"


class LanternBot(TeamsActivityHandler):
    """One handler for all turns. What belongs to a turn is in the turn alone."""

    def __init__(self, root: Root, turns: Turns, connector: Connector) -> None:
        self._root, self._turns, self._connector = root, turns, connector

    async def on_turn(self, turn_context: TurnContext) -> None:
        """Take the turn: everything below happens in its one transaction."""
        came: Inbound = turn_context.turn_state[INBOUND]
        if came.chat_kind != PERSONAL:
            await self._in_public(turn_context, came)
            return

        async def logic(turn: Turn, conversation: Conversation) -> Answered:
            turn_context.turn_state[TURN], turn_context.turn_state[REPLIES] = turn, []
            turn_context.turn_state[CONVERSATION] = conversation
            invoke = await self._dispatch(turn_context, came)
            return Answered(turn_context.turn_state[REPLIES], invoke)

        invoke = await self._turns.take(came, logic)
        if came.type == "invoke":
            await _answer_invoke(turn_context, invoke)

    async def _dispatch(self, context: TurnContext, came: Inbound) -> dict[str, Any] | None:
        if came.type == "invoke":
            return await self._invoked(context, came)
        await super().on_turn(context)
        return None

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        came: Inbound = turn_context.turn_state[INBOUND]
        if "verb" in came.value:
            await self._pressed_as_message(turn_context, came)
            return
        conversation: Conversation = turn_context.turn_state[CONVERSATION]
        stack = StackProperty(conversation.state)
        dialogs = DialogSet(stack)
        dialogs.add(self._root)
        dialog_context = await dialogs.create_context(turn_context)
        if (await dialog_context.continue_dialog()).status is DialogTurnStatus.Empty:
            await dialog_context.begin_dialog(self._root.id)
        conversation.state = stack.as_json()

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        came: Inbound = turn_context.turn_state[INBOUND]
        if came.bot_teams_id in came.members_added:
            await _welcome(turn_context)

    async def on_installation_update(self, turn_context: TurnContext) -> None:
        """The app was added; or removed, and then nothing is sent until it is added again."""
        came: Inbound = turn_context.turn_state[INBOUND]
        conversation: Conversation = turn_context.turn_state[CONVERSATION]
        if came.action.startswith("remove"):
            conversation.reachable, conversation.welcomed_at = False, None
        else:
            await _welcome(turn_context)

    async def _invoked(self, context: TurnContext, came: Inbound) -> dict[str, Any]:
        """A card's button was executed. The answer is the card as it now stands, in place of the old."""
        if came.name != "adaptiveCard/action":
            return {"status": 501, "body": None}
        action = came.value.get("action")
        given = action if isinstance(action, dict) else {}
        pressed = Press.read(given.get("verb"), given.get("data"), card=came.reply_to)
        shown = await press(turn_of(context), pressed)
        if shown.card is None:
            return {"status": 200, "body": {"statusCode": 200, "type": SENTENCE, "value": shown.text}}
        return {"status": 200, "body": {"statusCode": 200, "type": CARD, "value": shown.card}}

    async def _pressed_as_message(self, context: TurnContext, came: Inbound) -> None:
        """The same press from a client that cannot execute. The answer is a message."""
        shown = await press(turn_of(context), Press.read(came.value.get("verb"), came.value, in_place=False))
        if shown.card is not None:
            await say(context, shown.card, shown.summary)
        else:
            await context.send_activity(shown.text)

    async def _in_public(self, context: TurnContext, came: Inbound) -> None:
        """In a group or a channel: nothing is collected, and the answer comes in private."""
        if came.type == "invoke":
            body = {"statusCode": 200, "type": SENTENCE, "value": IN_PRIVATE}
            await _answer_invoke(context, {"status": 200, "body": body})
        elif came.type == "message":
            words = TO_PRIVATE if await self._turns.answer_in_private(came) else IN_PRIVATE
            said = {"type": "message", "text": words, "textFormat": "plain", "from": {"id": came.bot_teams_id}}
            try:
                await self._connector.send(came.service_url, came.chat_id, said)
            except (Refused, TryLater, Unknown, Unreachable) as trouble:
                log.warning("No answer in a group: %s", trouble)


async def _welcome(context: TurnContext) -> None:
    """Welcome somebody once, however many activities say that they have come."""
    conversation: Conversation = context.turn_state[CONVERSATION]
    turn = turn_of(context)
    if conversation.welcomed_at is None:
        conversation.welcomed_at = turn.uow.now
        await say(
            context, welcome_card(turn.uow.by.name, turn.uow.rules.contacts, turn.picture), "Hello from Lantern."
        )


async def _answer_invoke(context: TurnContext, answer: dict[str, Any] | None) -> None:
    """Hand the answer to the adapter. A turn that broke has none: the client is told so."""
    given = answer or {
        "status": 200,
        "body": {"statusCode": 500, "type": "application/vnd.microsoft.error",
                 "value": {"code": "500", "message": "Sorry, that did not work. Nothing was changed."}},
    }  # fmt: skip
    response = message({}, "")
    response.type, response.value = "invokeResponse", InvokeResponse(status=given["status"], body=given["body"])
    await context.send_activity(response)
