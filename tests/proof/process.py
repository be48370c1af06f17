"""Lantern as a process of its own, that can be killed at any moment and started again."""

import asyncio
import os
import signal
import socket
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import ClientError, ClientSession

from psirf.working_time import add_working_days, london_day
from tests.lantern import IDS, KEY, NUMBERS
from tests.proof.nursery import begin, is_alive
from tests.stand_in import StandIn

ROOT = Path(__file__).parents[2]
TENANT = "00000000-0000-4000-8000-00000000e000"
WHAT = "Insulin drawn up at ten times the dose"
REPORT = ("near miss", WHAT, "Ward 7", "an hour ago", "no", "send")


def to_working_hours() -> str:
    """What moves Lantern's clock into the hours in which cards arrive, whenever this is run: also before a bank
    holiday."""
    day = add_working_days(london_day(datetime.now(UTC)), 1)
    return f"clock {day.day} {day:%B} 10am"


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


@dataclass
class Process:
    """What `python app.py` serves in development, on a database and beside a stand-in connector."""

    database_url: str
    connector: StandIn
    http: ClientSession
    output: Path
    port: int = field(default_factory=_free_port)
    running: int | None = None  # its process id

    def environment(self) -> dict[str, str]:
        return {
            **os.environ, "LANTERN_ENV": "development", "DATABASE_URL": self.database_url, "PORT": str(self.port),
            "LANTERN_KEY": KEY,
        }  # fmt: skip

    async def prepare(self, *also: Path) -> None:
        """Migrate, and load the made-up trust; `also` more people of it, from files."""
        for command in (["migrate"], ["seed", "demo/trust.toml"], *(["seed", str(file)] for file in also)):
            prepared = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot.admin", *command, cwd=ROOT, env=self.environment(),
                stdout=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
            assert await prepared.wait() == 0

    async def start(self) -> None:
        self.running = begin(self.environment(), self.output)
        for _ in range(600):
            assert is_alive(self.running), self.output.read_text()[-2000:]
            try:
                async with self.http.get(f"http://127.0.0.1:{self.port}/healthz"):
                    return
            except ClientError:
                await asyncio.sleep(0.05)
        raise AssertionError("Lantern does not answer")

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        assert self.running is not None
        while is_alive(self.running):
            time.sleep(0.001)

    def signal(self, number: signal.Signals) -> None:
        assert self.running is not None
        with suppress(ProcessLookupError):
            os.kill(self.running, number)

    def activity(self, name: str, **fields: Any) -> dict[str, Any]:
        return {
            "type": "message", "id": f"proof-{next(NUMBERS)}", "channelId": "msteams",
            "serviceUrl": self.connector.url,
            "from": {"id": f"29:{name}", "name": f"{name.title()} Example", "aadObjectId": IDS[name]},
            "recipient": {"id": "28:lantern"},
            "conversation": {"id": f"chat-{name}", "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}}, **fields,
        }  # fmt: skip

    async def post(self, activity: dict[str, Any]) -> int:
        """The status it is answered with; 0 where the connection was cut."""
        try:
            async with self.http.post(f"http://127.0.0.1:{self.port}/api/messages", json=activity) as answer:
                return answer.status
        except ClientError:
            return 0

    async def presses(self, activity: dict[str, Any], verb: str, **data: Any) -> Any:
        """Press a button on a card, as the person and in the chat of an activity; the card that answers."""
        action = {"type": "Action.Execute", "verb": verb, "data": data}
        invoke = {**activity, "type": "invoke", "name": "adaptiveCard/action",
                  "value": {"action": action, "trigger": "manual"}}  # fmt: skip
        async with self.http.post(f"http://127.0.0.1:{self.port}/api/messages", json=invoke) as answer:
            assert answer.status == 200
            return (await answer.json())["value"]


def sent_to(connector: StandIn, name: str, words: str) -> int:
    """How many messages with these words were sent to somebody; rewritten ones are not counted."""
    return sum(words in sent.words for sent in connector.to(f"chat-{name}"))
