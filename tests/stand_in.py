"""A stand-in Bot Connector: real HTTP on loopback, that keeps what Lantern sends and answers as told."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

PATIENCE = 10.0  # seconds until something that must arrive is missing


@dataclass(frozen=True)
class Sent:
    """A request that Lantern made."""

    method: str
    chat: str
    activity_id: str  # of the message put in place of, or given to a new one; empty where it failed
    body: dict[str, Any]
    authorization: str

    @property
    def card(self) -> dict[str, Any]:
        attached = self.body.get("attachments") or [{}]
        card: dict[str, Any] = attached[0].get("content", {})
        return card

    @property
    def words(self) -> str:
        """Every word it shows, in order: what a screen reader would say."""
        return " ".join([str(self.body.get("text") or ""), words(self.card)]).strip()


def words(card: Any) -> str:
    """The words of a card; of those behind a button that unfolds too."""
    if isinstance(card, list):
        return " ".join(filter(None, map(words, card)))
    if not isinstance(card, dict):
        return ""
    own = [card[key] for key in ("text", "title", "label", "value") if isinstance(card.get(key), str)]
    inner = [words(value) for key, value in card.items() if key not in ("fallback", "data")]
    return " ".join(filter(None, [*own, *inner]))


def actions(card: Any) -> list[dict[str, Any]]:
    """Every action of a card, those behind a button that unfolds too."""
    if isinstance(card, list):
        return [action for item in card for action in actions(item)]
    if not isinstance(card, dict):
        return []
    own = [card] if str(card.get("type", "")).startswith("Action.") else []
    return own + [a for key, value in card.items() if key not in ("fallback", "data") for a in actions(value)]


def fields(card: Any) -> dict[str, str]:
    """What the fields of a card hold when it is shown: a client sends that with a press."""
    if isinstance(card, list):
        return {id: value for item in card for id, value in fields(item).items()}
    if not isinstance(card, dict):
        return {}
    own = {card["id"]: card["value"]} if str(card.get("type", "")).startswith("Input.") and card.get("value") else {}
    return own | {id: value for part in card.values() for id, value in fields(part).items()}


@dataclass
class Scripted:
    """An answer to give instead of the usual one: a status, or `cut` the connection after taking it in."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    lost: bool = False  # as if it had never come in
    held: asyncio.Event | None = None  # no answer before this
    when: Callable[[str, dict[str, Any]], bool] = lambda method, body: True


@dataclass
class StandIn:
    url: str = ""
    sent: list[Sent] = field(default_factory=list)
    script: list[Scripted] = field(default_factory=list)
    arrived: asyncio.Condition = field(default_factory=asyncio.Condition)
    numbers: int = 0

    async def until(
        self, what: Callable[["StandIn"], bool], missing: str = "something", within: float = PATIENCE
    ) -> None:
        """Wait until what was sent is as it must be."""
        async with self.arrived:
            try:
                await asyncio.wait_for(self.arrived.wait_for(lambda: what(self)), within)
            except TimeoutError:
                heard = "\n".join(f"{s.method} {s.chat}: {s.words[:160]}" for s in self.sent[-12:])
                raise AssertionError(f"{missing} did not arrive. What did:\n{heard}") from None

    def to(self, chat: str, method: str = "POST") -> list[Sent]:
        return [sent for sent in self.sent if sent.chat == chat and sent.method == method]

    def showing(self, chat: str) -> dict[str, Sent]:
        """What stands in a chat now, by activity id, each as it was last written."""
        return {sent.activity_id: sent for sent in self.sent if sent.chat == chat and sent.activity_id}

    async def take(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        scripted = next((s for s in self.script if s.when(request.method, body)), None)
        if scripted is not None:
            self.script.remove(scripted)
        told = scripted or Scripted()
        if told.lost:
            await _held(told)
            return web.Response(status=503)
        given = request.match_info.get("activity", "")
        if not given and told.status < 300:
            self.numbers += 1
            given = f"m{self.numbers}"
        sent = Sent(
            request.method, request.match_info.get("chat", ""), given if told.status < 300 else "", body,
            request.headers.get("Authorization", ""),
        )  # fmt: skip
        async with self.arrived:
            self.sent.append(sent)
            self.arrived.notify_all()
        await _held(told)
        if told.cut:
            assert request.transport is not None
            request.transport.close()
        return web.json_response({"id": given}, status=told.status, headers=told.headers)


async def _held(told: Scripted) -> None:
    if told.held is not None:
        await told.held.wait()


@asynccontextmanager
async def standing_in() -> AsyncIterator[StandIn]:
    stand_in = StandIn()
    app = web.Application()
    app.router.add_post("/v3/conversations", stand_in.take)
    app.router.add_post("/v3/conversations/{chat}/activities", stand_in.take)
    app.router.add_put("/v3/conversations/{chat}/activities/{activity}", stand_in.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    stand_in.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield stand_in
    finally:
        await runner.cleanup()
