"""Agents Playgrounds: each is one made-up person's Teams, in a folder of its own."""

import subprocess
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.node import NODE, install

HERE = Path(__file__).parent
TRUST = HERE / "trust.toml"
OTHERS = 5  # a Playground wants exactly five people beside its own


@dataclass(frozen=True)
class Player:
    """A person of the made-up trust who has a Playground, with its port."""

    entra_id: str
    name: str
    plays: str
    say: str
    port: int

    @property
    def slug(self) -> str:
        return self.name.casefold().replace(" ", "-")

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def read_trust(file: Path = TRUST) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def players(trust: Mapping[str, Any]) -> list[Player]:
    """Those of the trust's people who have a Playground."""
    return [
        Player(row["entra_id"], row["name"], row["plays"], row.get("say", "help"), row["playground"])
        for row in trust["person"]
        if "playground" in row
    ]


def start(player: Player, trust: Mapping[str, Any], bot_port: int, folder: Path) -> "subprocess.Popen[bytes]":
    """Start a person's Playground, its files and what it prints in a folder of its own."""
    modules = install(HERE / "playground")
    own = folder / player.slug
    own.mkdir(parents=True, exist_ok=True)
    (own / ".m365agentsplayground.yml").write_text(_config(player, trust), encoding="utf-8")
    command = [
        str(NODE), str(modules / "@microsoft" / "m365agentsplayground" / "cli.js"), "start",
        "-e", f"http://127.0.0.1:{bot_port}/api/messages", "-c", "msteams",
        "-p", str(player.port), "--disable-telemetry",
    ]  # fmt: skip
    with (own / "output.txt").open("wb") as output:
        return subprocess.Popen(  # noqa: S603
            command, cwd=own, stdout=output, stderr=output, stdin=subprocess.DEVNULL, start_new_session=True
        )


def _config(player: Player, trust: Mapping[str, Any]) -> str:
    """The Playground's own file. It is YAML; JSON strings are YAML too, so names need no other care."""
    people = [row for row in trust["person"] if row["entra_id"] != player.entra_id][:OTHERS]
    [own] = [row for row in trust["person"] if row["entra_id"] == player.entra_id]
    return "\n".join(
        [
            'version: "0.1.1"',
            f"tenantId: {trust['tenant']}",
            f"bot: {{id: {trust['bot']}, name: Lantern}}",
            f"currentUser: {_person(own)}",
            "users:",
            *(f"  - {_person(row)}" for row in people),
            f"personalChat: {{id: chat-of-{player.slug}}}",
            "groupChat: {id: a-group-chat, name: A group chat}",
            "team:",
            "  id: the-ward-team",
            "  name: The ward's team",
            "  aadGroupId: 00000000-0000-4000-8000-00000000c000",
            "  channels:",
            "    - {id: the-ward-channel, name: Ward 7}",
            "",
        ]
    )


def _person(row: Mapping[str, Any]) -> str:
    first, _, last = row["name"].partition(" ")
    address = f"{first.casefold()}.{last.casefold()}@example.nhs.uk"
    return (
        f'{{id: "29:{row["entra_id"]}", name: "{row["name"]}", userPrincipleName: {address}, '
        f'aadObjectId: {row["entra_id"]}, givenName: "{first}", surname: "{last}", email: {address}}}'
    )


def stop(processes: Sequence["subprocess.Popen[bytes]"]) -> None:
    """Stop what was started here, and wait until it has stopped."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
