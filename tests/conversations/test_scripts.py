"""Whole conversations, kept as text that anyone can read and write: see the scripts beside this file.

A line is what somebody says, or presses in [brackets], with what is typed on the card (field: words); or, after
"bot:", words that Lantern answers with, in order; "bot: -" where it says nothing. A line "(… later)" moves Lantern's
clock; what Lantern then
says by itself to who spoke last can follow it.
"""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.casework.clock import move_clock
from tests.conftest import Clock
from tests.lantern import Running, lantern_running
from tests.stand_in import Sent

SCRIPTS = {
    file.stem: file.read_text(encoding="utf-8").splitlines()
    for file in sorted(Path(__file__).with_name("scripts").glob("*.txt"))
}


@pytest.mark.parametrize("script", SCRIPTS)
async def test_conversation(script: str, database_url: str, clock: Clock) -> None:
    """Each turn meets another replica where the database allows, so nothing is kept in a process."""
    replicas = 2 if database_url.startswith("postgres") else 1
    async with lantern_running(database_url, clock, replicas=replicas) as lantern:
        await _play(SCRIPTS[script], lantern)


async def _play(lines: list[str], lantern: Running) -> None:
    heard: list[Sent] = []
    unread, chat = "", ""
    for number, line in enumerate(lines, start=1):
        told = line.partition("#")[0].strip()
        if not told:
            continue
        where = f"line {number}: {line}"
        if later := re.fullmatch(r"\((\d+) (minutes|hours|days) later\)", told):
            before = len(lantern.connector.to(chat))
            async with lantern.built[0].casework.begin() as uow:
                await move_clock(uow, uow.now + timedelta(**{later[2]: int(later[1])}))
            await lantern.work()
            heard = lantern.connector.to(chat)[before:]
            unread = " ".join(sent.words for sent in heard)
            continue
        speaker, _, said = (part.strip() for part in told.partition(":"))
        if speaker == "bot":
            if said == "-":
                assert not heard, f"{where}\nbut it said: {unread}"
                continue
            assert said in unread, f"{where}\nbut it said: {unread or 'nothing'}"
            unread = unread.partition(said)[2]
            continue
        person = lantern.person(speaker)
        chat = person.chat
        if said == "(arrives)":
            heard = await person.arrives()
        elif pressed := re.fullmatch(r"\[(.+)\](?: \((\w+): (.+)\))?", said):
            heard = await person.presses(pressed[1], **({pressed[2]: pressed[3]} if pressed[2] else {}))
        else:
            heard = await person.says(said)
        unread = " ".join(sent.words for sent in heard)
