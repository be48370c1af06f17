"""What `make run` starts: Lantern with a made-up trust, and a Playground for each of eight of its people."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.admin import main as admin
from demo.playgrounds import TRUST, Player, players, read_trust, start, stop

HOME = Path(".lantern")
READY_WITHIN = 60.0  # seconds


def main() -> int:
    """Start everything, say where it is, and stop everything when asked to (Ctrl-C) or when a part ends."""
    trust = read_trust()
    people = players(trust)
    port = int(os.environ.get("PORT", "3978"))
    if taken := _taken({port: "Lantern", **{p.port: f"{p.name}'s Playground" for p in people}}):
        print("\n".join(taken), file=sys.stderr)
        return 1
    if admin(["migrate"]) or admin(["seed", str(TRUST)]):
        return 1
    signal.signal(signal.SIGTERM, _as_interrupt)
    processes: list[subprocess.Popen[bytes]] = []
    try:
        processes.append(_lantern(trust, port))
        processes += [start(player, trust, port, HOME / "playgrounds") for player in people]
        wait_for(f"http://127.0.0.1:{port}/healthz", "Lantern", processes[0], HOME / "lantern.txt")
        for player, process in zip(people, processes[1:], strict=True):
            output = HOME / "playgrounds" / player.slug / "output.txt"
            wait_for(player.address, f"{player.name}'s Playground", process, output)
        _say_where(people, port)
        _until_one_ends(processes)
    except KeyboardInterrupt:
        print("\nStopping.")
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        stop(processes)
    return 0


def _as_interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _taken(ports: Mapping[int, str]) -> list[str]:
    """A line for each port that something else listens on."""
    lines = []
    for port, whose in ports.items():
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                hint = "set PORT to another" if whose == "Lantern" else f"change it in {TRUST.name}"
                lines.append(f"Port {port}, for {whose}, is in use. Stop what uses it, or {hint}.")
    return lines


def _lantern(trust: Mapping[str, Any], port: int) -> "subprocess.Popen[bytes]":
    environment = {
        **os.environ, "LANTERN_ENV": "development", "PORT": str(port), "TENANTS": str(trust["tenant"]),
    }  # fmt: skip
    with (HOME / "lantern.txt").open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "app.py"], env=environment, stdout=output, stderr=output,
            stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip


def wait_for(address: str, what: str, process: "subprocess.Popen[bytes]", output: Path) -> None:
    """Wait until an address answers well. Raises SystemExit with what the process printed if it does not."""
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    sys.exit(f"{what} did not answer at {address}. It printed:\n{output.read_text(errors='replace')[-2000:]}")


def _say_where(people: list[Player], port: int) -> None:
    print(f"\nLantern is at http://127.0.0.1:{port}. Open each person's Teams in a browser:\n")
    width = max(len(f"{p.name}, {p.plays}") for p in people)
    for player in people:
        print(f"  {f'{player.name}, {player.plays}':<{width}}  {player.address}  type: {player.say}")
    print(
        "\nOpen the leads' pages first: a person is known to Lantern once their page is open."
        "\nThe clock moves forward from any chat: clock, clock +7 days, clock Tue 10am."
        "\nCtrl-C stops all of it.",
        flush=True,
    )


def _until_one_ends(processes: list["subprocess.Popen[bytes]"]) -> None:
    while all(process.poll() is None for process in processes):
        time.sleep(0.5)
    print("A part of it has ended; stopping the rest. See .lantern/ for what it printed.", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
