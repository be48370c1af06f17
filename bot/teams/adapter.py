"""The SDK's cloud adapter, with what does not work in it put right (docs/decisions/0004).

In 4.17.1 `process` answers every card press with 500, and the stock sign-in and connector block the
loop twice a turn. Here a request is read, checked and let in by our own modules; the SDK runs the
turn; and what the turn says is collected, kept with the turn, and sent after it.
"""

import json
import logging
from collections.abc import Mapping
from typing import Any

import orjson
from aiohttp import web
from botbuilder.core import Bot, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import (
    Activity,
    ActivityTypes,
    ChannelAccount,
    ConversationAccount,
    ResourceResponse,
)
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)

from bot.casework.messages import Message
from bot.dialogs.turn import REPLIES
from bot.teams.gate import CHANNEL, LARGEST, Gate, Inbound, Malformed, NotLetIn
from bot.teams.sign_in import KeysOutOfReach, NotSignedIn, SignIn

log = logging.getLogger(__name__)

INBOUND = "lantern.inbound"


class LanternAdapter(CloudAdapter):
    """Let in, run, answered. `sign_in` is None only in development without an app id."""

    def __init__(self, sign_in: SignIn | None, gate: Gate) -> None:
        super().__init__(_Authentication())
        self._sign_in, self._gate = sign_in, gate

    async def process(self, request: web.Request, bot: Bot, ws_response: object = None) -> web.Response:
        """Answer a POST of an activity: 400, 401, 403, 413 or 503 with a sentence, or the turn's result."""
        try:
            raw = await _read(request)
            if self._sign_in is not None:
                await self._sign_in.check(request.headers.get("Authorization", ""), raw)
            inbound = self._gate.let_in(raw)
            activity = _activity(raw, inbound)
        except Malformed as trouble:
            return _answer(400, f"This is not an activity: {trouble}.")
        except NotSignedIn as trouble:
            log.warning("Refused: not signed in (%s).", trouble)
            return _answer(401, "The request is not signed by the Bot Connector.")
        except NotLetIn as trouble:
            log.warning("Refused at the gate: %s", trouble)
            return _answer(403, str(trouble))
        except KeysOutOfReach:
            return _answer(503, "The signing keys cannot be read just now.")
        except web.HTTPRequestEntityTooLarge:
            return _answer(413, f"An activity is at most {LARGEST} bytes.")
        except Exception:
            log.exception("An activity could not be read.")
            return _answer(400, "This is not an activity that can be read.")
        return await self._run(activity, inbound, bot)

    async def _run(self, activity: Activity, inbound: Inbound, bot: Bot) -> web.Response:
        activity.delivery_mode = None  # replies go to the chat, never to whoever asks for them here
        let_in = AuthenticateRequestResult()
        let_in.claims_identity, let_in.connector_factory = ClaimsIdentity({}, True), _NoConnector()

        async def turn(context: TurnContext) -> None:
            context.turn_state[INBOUND] = inbound
            context.turn_state[REPLIES] = []
            await bot.on_turn(context)

        try:
            result = await self.process_activity(let_in, activity, turn)
        except Exception:
            log.exception("A turn could not be taken.")
            return _answer(503, "Lantern cannot take this just now.")
        if result is None:
            return web.Response(status=200)
        return web.Response(
            status=int(result.status), body=orjson.dumps(result.body), content_type="application/json"
        )

    async def send_activities(self, context: TurnContext, activities: list[Activity]) -> list[ResourceResponse]:
        """Collect what the turn says. It is sent once the turn is kept."""
        for activity in activities:
            if activity.type == ActivityTypes.invoke_response:
                context.turn_state[self._INVOKE_RESPONSE_KEY] = activity
            elif activity.type == ActivityTypes.message:
                context.turn_state[REPLIES].append(_message(activity))
        return [ResourceResponse(id="") for _ in activities]

    async def update_activity(self, context: TurnContext, activity: Activity) -> None:
        raise NotImplementedError("Cards are rewritten through the outbox.")

    async def delete_activity(self, context: TurnContext, reference: object) -> None:
        raise NotImplementedError("Lantern deletes no message.")


def _activity(raw: Mapping[str, Any], inbound: Inbound) -> Activity:
    """The activity as the SDK has it. Of words and presses it needs next to nothing: what they say is
    read from `inbound`, and the SDK's own reading takes as long as the rest of the request's."""
    if inbound.type not in (ActivityTypes.message, ActivityTypes.invoke):
        return Activity().deserialize(raw)
    return Activity(
        type=inbound.type, id=inbound.activity_id, name=inbound.name, text=inbound.text, channel_id=CHANNEL,
        service_url=inbound.service_url, from_property=ChannelAccount(id=inbound.person_teams_id),
        recipient=ChannelAccount(id=inbound.bot_teams_id), conversation=ConversationAccount(id=inbound.chat_id),
    )  # fmt: skip


def _message(activity: Activity) -> Message:
    cards = [attached.content for attached in activity.attachments or []]
    return Message(activity.summary or "", cards[0] if cards else None, activity.text or "")


async def _read(request: web.Request) -> Mapping[str, Any]:
    """The JSON of a request. Raises Malformed, or aiohttp's 413 for one that is too large."""
    if request.content_type != "application/json":
        raise Malformed("it is not sent as application/json")
    body = await request.read()
    try:
        raw = orjson.loads(body)
    except orjson.JSONDecodeError:
        raw = _with_half_characters(body)
    if not isinstance(raw, dict):
        raise Malformed("it is not an object")
    return raw


def _with_half_characters(body: bytes) -> Any:
    """JSON in which half of a character stands alone: orjson refuses it, but somebody wrote the rest."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise Malformed("it is not JSON") from None


def _answer(status: int, sentence: str) -> web.Response:
    return web.json_response({"error": sentence}, status=status)


class _NoConnector(ConnectorFactory):
    """The SDK wants a connector for each turn. Ours is one for all, and never inside a turn."""

    async def create(self, service_url: str, audience: str | None = None) -> object:
        return object()


class _Authentication(BotFrameworkAuthentication):
    """The SDK wants one. Requests are checked before it sees them, so it is never asked."""

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        raise PermissionError("Requests are checked by the sign-in and the gate.")

    async def authenticate_streaming_request(
        self, auth_header: str, channel_id_header: str
    ) -> AuthenticateRequestResult:
        raise PermissionError("Lantern does not stream.")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        return _NoConnector()

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> object:
        return object()
