"""Lantern's key when it starts: one that is missing or wrong stops it, with a sentence, and is written down."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.admin import main
from bot.casework.keys import KEY_LEFT_OUT, NO_KEY, WRONG_KEY, check_key
from bot.casework.unit_of_work import Casework
from bot.config import Settings
from psirf.rules import read_rules
from storage.database import open_database, open_sessions
from storage.records import AuditEntry
from storage.vault import KeyTrouble, Vault, new_key, read_key
from tests.conftest import Clock

ROOT = Path(__file__).parents[2]
NAMES = [str(field.validation_alias) for field in Settings.model_fields.values()]
PRODUCTION = {
    "MicrosoftAppId": "app", "MicrosoftAppTenantId": "tenant", "MicrosoftAppPassword": "secret",
    "ADMINISTRATORS": "one",
}  # fmt: skip


def starts(database_url: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """`python app.py` in production, until it ends."""
    kept = {name: value for name, value in os.environ.items() if name not in NAMES}
    return subprocess.run(
        [sys.executable, "app.py"], cwd=ROOT, env={**kept, **PRODUCTION, "DATABASE_URL": database_url, **environment},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


async def checked(database_url: str, *keys: str) -> None:
    """The check that is made at start, with these keys. Raises KeyTrouble."""
    engine = open_database(database_url)
    try:
        await check_key(
            Casework(open_sessions(engine), read_rules(), Clock(), Vault([read_key(key) for key in keys]))
        )
    finally:
        await engine.dispose()


def attempts(database_url: str) -> list[str]:
    """Why starts were refused, as the audit trail has it."""

    async def found() -> list[str]:
        engine = open_database(database_url)
        async with open_sessions(engine)() as session:
            details = await session.scalars(select(AuditEntry.details).filter_by(did="refused", subject="key"))
            said = [each["why"] for each in details if each]
        await engine.dispose()
        return said

    return asyncio.run(found())


def says_only(ended: "subprocess.CompletedProcess[str]", sentence: str) -> None:
    assert ended.returncode == 1
    assert f"Lantern cannot start. {sentence}" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_without_a_key_lantern_does_not_start_and_says_how_to_get_one(sqlite_url: str) -> None:
    says_only(starts(sqlite_url), NO_KEY)
    assert attempts(sqlite_url) == ["no key"]


def test_with_a_wrong_key_lantern_does_not_start_and_nothing_is_changed(sqlite_url: str) -> None:
    first, other = new_key(), new_key()
    asyncio.run(checked(sqlite_url, first))
    ended = starts(sqlite_url, LANTERN_KEY=other)
    says_only(ended, WRONG_KEY)
    assert first not in ended.stderr + ended.stdout
    assert other not in ended.stderr + ended.stdout
    assert attempts(sqlite_url) == ["wrong key"]
    asyncio.run(checked(sqlite_url, first))  # the right one is the right one still


def test_what_is_no_key_is_refused_before_anything_is_opened(sqlite_url: str) -> None:
    ended = starts(sqlite_url, LANTERN_KEY="letmein")
    assert ended.returncode == 1
    assert "LANTERN_KEY: a key is 32 random bytes in base64" in ended.stderr
    assert "letmein" not in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


async def test_a_new_key_is_made_known_beside_the_one_before_it(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    first, second, third = new_key(), new_key(), new_key()
    await checked(database_url, first)
    await checked(database_url, second, first)
    assert caplog.text == ""
    await checked(database_url, second)
    assert KEY_LEFT_OUT in caplog.text
    with pytest.raises(KeyTrouble, match="is not the key that this database was sealed with"):
        await checked(database_url, third)


def test_the_command_prints_a_key_that_seals(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-key"]) == 0
    assert main(["new-key"]) == 0
    one, two = capsys.readouterr().out.split()
    assert one != two
    sealed = Vault([read_key(one)]).seal("Nora Example", "reporter", "handle")
    assert Vault([read_key(two), read_key(one)]).open(sealed, "reporter", "handle") == "Nora Example"
    with pytest.raises(KeyTrouble):
        Vault([read_key(two)]).open(sealed, "reporter", "handle")
