"""The whole of Lantern over real HTTP, and its people: what they say and press, and what they then see."""

from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select

from app import LANTERN, Lantern, build
from bot.casework.clock import move_clock
from bot.config import Settings
from psirf.working_time import LONDON
from storage.records import AuditEntry
from tests.conftest import TRUST
from tests.stand_in import Sent, StandIn, actions, fields, standing_in

IDS = {row["name"].partition(" ")[0].casefold(): row["entra_id"] for row in TRUST["person"]}
NUMBERS = count(1)
KEY = urlsafe_b64encode(b"the key of the tests is 32 long.").decode()


@dataclass
class Running:
    """Lantern as replicas on one database, and the stand-in that all of them send to."""

    clients: list[TestClient[Any, Any]]
    built: list[Lantern]
    connector: StandIn
    turns: "count[int]" = field(default_factory=count)

    @property
    def client(self) -> TestClient[Any, Any]:
        """Each turn meets the next replica: nothing may be kept in a process."""
        return self.clients[next(self.turns) % len(self.clients)]

    def person(self, name: str) -> "Person":
        return Person(self, name)

    async def at(self, *moment: int) -> None:
        """Move Lantern's clock forward to a moment in London, as development does, and do what is due."""
        async with self.built[0].casework.begin() as uow:
            await move_clock(uow, datetime(*moment, tzinfo=LONDON))  # type: ignore[arg-type, misc]
        await self.work()

    async def work(self) -> None:
        """Let each worker finish its rounds: whatever is due is sent."""
        busy = True
        while busy:
            begun = [await lantern.worker.round() for lantern in self.built]
            busy = any([*begun, *[await lantern.worker.finish() for lantern in self.built]])


@dataclass(frozen=True)
class Person:
    """Somebody of the made-up trust, by first name, in a chat of their own."""

    lantern: Running
    name: str

    @property
    def chat(self) -> str:
        return f"chat-{self.name}"

    def activity(self, **fields: Any) -> dict[str, Any]:
        """An activity as Teams sends it."""
        return {
            "type": "message",
            "id": f"activity-{next(NUMBERS)}",
            "channelId": "msteams",
            "serviceUrl": self.lantern.connector.url,
            "from": {
                "id": f"29:{self.name}",
                "name": f"{self.name.title()} Example",
                "aadObjectId": IDS[self.name],
            },
            "recipient": {"id": "28:lantern", "name": "Lantern"},
            "conversation": {"id": self.chat, "conversationType": "personal", "tenantId": TRUST["tenant"]},
            "channelData": {"tenant": {"id": TRUST["tenant"]}},
            **fields,
        }

    async def sends(self, activity: dict[str, Any]) -> ClientResponse:
        answer: ClientResponse = await self.lantern.client.post("/api/messages", json=activity)
        return answer

    async def says(self, text: str, **fields: Any) -> list[Sent]:
        """Write or press something; what Lantern then says in this chat before the request ends. A queue may come
        of itself meanwhile: it is not among what answers words and presses that ask for none."""
        before = len(self.lantern.connector.to(self.chat))
        answer = await self.sends(self.activity(text=text, **fields))
        assert answer.status == 200, await answer.text()
        said = self.lantern.connector.to(self.chat)[before:]
        asked = f"{text} {fields.get('value', '')}".casefold()
        asks = any(word in asked for word in ("queue", "next", "routine"))
        others = [sent for sent in said if not sent.words.startswith("Your queue")]
        return said if asks else others or said

    async def opens(self, reference: str) -> Sent:
        """Type a reference; the card of it that then stands at the end of the chat, and is kept up to date."""
        shown = [sent for sent in await self.says(reference) if reference in sent.words]
        assert shown, f"{self.name} is not shown {reference}"
        return shown[-1]

    async def submits(self, value: dict[str, Any], **fields: Any) -> list[Sent]:
        """Press a button whose press comes as a message."""
        return await self.says("", value=value, **fields)

    async def arrives(self) -> list[Sent]:
        return await self.says("", type="installationUpdate", action="add")

    async def presses(self, title: str, **typed: str) -> list[Sent]:
        """Press the newest conversation button that has this title; what its card's fields hold goes with it,
        and as in Teams, nothing of a field that is empty."""
        button = self.button(title)
        shown = [sent.card for sent in self.lantern.connector.showing(self.chat).values()]
        card = [each for each in shown if any(action is button for action in actions(each))][-1]
        held = {id: value for id, value in {**fields(card), **typed}.items() if value}
        return await self.submits({**button.get("fallback", button)["data"], **held})

    async def executes(self, title: str, card: dict[str, Any] | None = None, **typed: str) -> dict[str, Any]:
        """Press a card's button; the answer to the press. On the newest card that has it, or a given one."""
        action = self.button(title, card)
        return await self.invokes(action["verb"], {**action["data"], **typed})

    async def invokes(self, verb: Any, data: Any, **fields: Any) -> dict[str, Any]:
        value = {"action": {"type": "Action.Execute", "verb": verb, "data": data}, "trigger": "manual"}
        invoke = self.activity(type="invoke", name="adaptiveCard/action", value=value, **fields)
        answer = await self.sends(invoke)
        assert answer.status == 200, await answer.text()
        body: dict[str, Any] = await answer.json()
        return body

    def button(self, title: str, card: dict[str, Any] | None = None) -> dict[str, Any]:
        shown = [card] if card else [sent.card for sent in self.lantern.connector.showing(self.chat).values()]
        found = [action for each in shown for action in actions(each) if action.get("title") == title]
        assert found, f"{self.name} sees no button {title!r}"
        return found[-1]

    async def sees(self, wanted: str, times: int | None = None) -> Sent:
        """Wait until a card or message with these words stands in the chat; so many of them, perhaps."""

        def standing(connector: StandIn) -> list[Sent]:
            return [sent for sent in connector.showing(self.chat).values() if wanted in sent.words]

        def enough(connector: StandIn) -> bool:
            return len(standing(connector)) == times if times is not None else bool(standing(connector))

        await self.lantern.connector.until(enough, f"{wanted!r} for {self.name}")
        return standing(self.lantern.connector)[-1]


async def trail(lantern: Running, *, did: str = "", subject: str = "") -> list[AuditEntry]:
    """What the audit trail has of this, oldest first: what was done, to what."""
    asked = {name: value for name, value in (("did", did), ("subject", subject)) if value}
    async with lantern.built[0].casework.sessions() as session:
        return list(await session.scalars(select(AuditEntry).filter_by(**asked).order_by(AuditEntry.id)))


async def last_refused(lantern: Running) -> tuple[str, dict[str, Any]]:
    """What was refused last: of what, and what is written down of it."""
    entry = (await trail(lantern, did="refused"))[-1]
    return entry.subject, entry.details or {}


@asynccontextmanager
async def lantern_running(
    database_url: str, clock: Callable[[], datetime], *, replicas: int = 1, connector: StandIn | None = None,
    **settings: Any,
) -> AsyncIterator[Running]:  # fmt: skip
    """Lantern in development, unless settings say otherwise."""
    async with AsyncExitStack() as stack:
        stand_in = connector if connector is not None else await stack.enter_async_context(standing_in())
        chosen = Settings(**{"env": "development", "database_url": database_url, "keys": KEY, **settings})
        clients = []
        for _ in range(replicas):
            client = TestClient(TestServer(build(chosen, clock)))
            clients.append(await stack.enter_async_context(client))
        built = [client.app[LANTERN] for client in clients if client.app is not None]
        yield Running(clients, built, stand_in)
