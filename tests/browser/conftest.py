"""Lantern and Playgrounds as processes of their own, and a real browser. Without one the ring is skipped."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import Browser

from demo.playgrounds import Player, read_trust, start, stop
from demo.run import wait_for
from tests.browser.teams import CHROMIUM, Teams, browser

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / ".lantern" / "pictures"
CAST = ("Nora", "Lena", "Lou", "Mo", "Pip", "Sam", "Cora", "Sol", "Eve")


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


@dataclass(frozen=True)
class Stage:
    """The made-up trust with a Playground for each of the cast."""

    players: dict[str, Player]
    met: dict[str, int] = field(default_factory=dict)  # how often each has opened Teams

    async def teams(self, opened: Browser, name: str) -> Teams:
        """A person's Teams. Who opened it in an earlier test is not greeted again."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        times = self.met[name] = self.met.get(name, 0) + 1
        known_as = f"{name.casefold()}{times if times > 1 else ''}"
        return await Teams.open(opened, self.players[name].address, known_as, PICTURES, greeted=times == 1)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    if CHROMIUM is None:
        missing = "No Chromium on this machine: what a browser shows is not tested."
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    home = tmp_path_factory.mktemp("stage")
    trust, port = read_trust(), _free_port()
    players = {
        row["name"].partition(" ")[0]: Player(row["entra_id"], row["name"], row["plays"], "", _free_port())
        for row in trust["person"]
        if row["name"].partition(" ")[0] in CAST
    }
    environment = {
        **os.environ, "LANTERN_ENV": "development", "PORT": str(port), "DATABASE_URL": f"sqlite:///{home}/lantern.db",
    }  # fmt: skip
    for prepare in (["migrate"], ["seed", "demo/trust.toml"]):
        subprocess.run([sys.executable, "-m", "bot.admin", *prepare], cwd=ROOT, env=environment, check=True)
    output = home / "lantern.txt"
    processes = []
    try:
        with output.open("wb") as printed:
            processes.append(
                subprocess.Popen(
                    [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=printed, stderr=printed
                )
            )
        wait_for(f"http://127.0.0.1:{port}/healthz", "Lantern", processes[0], output)
        for player in players.values():
            processes.append(start(player, trust, port, home))
            wait_for(player.address, player.name, processes[-1], home / player.slug / "output.txt")
        yield Stage(players)
    finally:
        stop(processes)
    assert not re.search(r"Traceback|ERROR", output.read_text()), output.read_text()[-3000:]


@pytest.fixture
async def opened(stage: Stage) -> AsyncIterator[Browser]:
    async with browser() as opened_browser:
        yield opened_browser
        pages = [page for context in opened_browser.contexts for page in context.pages]
        for number, page in enumerate(pages, start=1):  # what each person saw last, should a test have ended early
            await page.screenshot(path=PICTURES / f"last-{number}.png", full_page=True)
