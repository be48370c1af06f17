"""The Bot Connector's REST interface, over one HTTP session, and what its answers mean (design 4.8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urlsplit

import aiohttp
import orjson

from bot.casework.messages import Refused, TryLater, Unknown, Unreachable
from bot.teams.bot_token import BotToken
from bot.teams.gate import Gate

TIMEOUT = aiohttp.ClientTimeout(total=15, sock_connect=5)
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Connector:
    """Sends to the addresses that the gate allows, and to no other. Redirects are not followed."""

    http: aiohttp.ClientSession
    gate: Gate
    token: BotToken | None

    async def send(self, service_url: str, chat_id: str, activity: Mapping[str, Any]) -> str:
        """Post an activity in a chat; the id that Teams gives it."""
        answer = await self._ask("POST", service_url, f"v3/conversations/{_part(chat_id)}/activities", activity)
        return str(answer.get("id") or "")

    async def update(self, service_url: str, chat_id: str, activity_id: str, activity: Mapping[str, Any]) -> None:
        """Put an activity in the place of one sent before."""
        path = f"v3/conversations/{_part(chat_id)}/activities/{_part(activity_id)}"
        await self._ask("PUT", service_url, path, activity)

    async def create_chat(self, service_url: str, *, tenant_id: str, bot: str, person: str) -> str:
        """Open a personal chat with somebody; its id."""
        wanted = {
            "bot": {"id": bot}, "members": [{"id": person}], "isGroup": False, "tenantId": tenant_id,
            "channelData": {"tenant": {"id": tenant_id}},
        }  # fmt: skip
        answer = await self._ask("POST", service_url, "v3/conversations", wanted)
        if not answer.get("id"):
            raise Refused("no chat")
        return str(answer["id"])

    async def _ask(self, method: str, service_url: str, path: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        if not self.gate.may_send_to(service_url):
            raise Refused("address")
        headers = {"Content-Type": "application/json", **self._authorization(service_url)}
        try:
            async with self.http.request(
                method, f"{service_url.rstrip('/')}/{path}", data=orjson.dumps(body), headers=headers,
                timeout=TIMEOUT, allow_redirects=False,
            ) as answer:  # fmt: skip
                content = await answer.read()
                _judge(answer.status, answer.headers)
        except aiohttp.ClientConnectorError as trouble:
            raise TryLater("out of reach") from trouble  # no connection was made: nothing was sent
        except (TimeoutError, aiohttp.ClientError, OSError) as trouble:
            raise Unknown(type(trouble).__name__) from trouble
        try:
            found = orjson.loads(content)
        except orjson.JSONDecodeError:
            return {}
        return found if isinstance(found, dict) else {}

    def _authorization(self, service_url: str) -> dict[str, str]:
        """The bot's token. Without one nothing is sent, but to a stand-in on loopback."""
        if self.token is None:
            return {}
        if current := self.token.current():
            return {"Authorization": f"Bearer {current}"}
        if urlsplit(service_url).hostname in LOOPBACK:
            return {}
        raise TryLater("no token yet", timedelta(seconds=5))


def _judge(status: int, headers: Mapping[str, str]) -> None:
    """What a status means. Source: Microsoft Learn, status codes from bot conversational APIs."""
    if status < 300:
        return
    if status in (403, 404):
        raise Unreachable(str(status))
    if status in (401, 412, 429, 503):
        raise TryLater(str(status), _retry_after(headers))
    if status in (408, 500, 502, 504):
        raise Unknown(str(status))
    raise Refused(str(status))


def _retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """How long we are asked to wait: seconds, or an HTTP date."""
    told = headers.get("Retry-After", "").strip()
    if told.isdecimal():
        return timedelta(seconds=int(told))
    try:
        return max(parsedate_to_datetime(told) - datetime.now(UTC), timedelta())
    except (TypeError, ValueError):
        return None


def _part(id: str) -> str:
    return quote(id, safe="")
