"""Lantern over HTTP, on both databases, as two replicas where the database allows."""

import logging
from collections.abc import AsyncIterator

import pytest

from tests.conftest import Clock
from tests.http.ties import ENTRA, zara_in
from tests.lantern import IDS, Person, Running, lantern_running


@pytest.fixture(autouse=True)
def all_that_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """What a trust's log would hold: pytest alone keeps warnings and worse."""
    caplog.set_level(logging.INFO, "bot")


@pytest.fixture
async def lantern(database_url: str, clock: Clock) -> AsyncIterator[Running]:
    replicas = 2 if database_url.startswith("postgres") else 1
    async with lantern_running(database_url, clock, replicas=replicas) as running:
        yield running


@pytest.fixture
def nora(lantern: Running) -> Person:
    return lantern.person("nora")


@pytest.fixture
def lena(lantern: Running) -> Person:
    return lantern.person("lena")


@pytest.fixture
def lou(lantern: Running) -> Person:
    return lantern.person("lou")


@pytest.fixture
def pip(lantern: Running) -> Person:
    return lantern.person("pip")


@pytest.fixture
async def cora(lantern: Running) -> Person:
    cora = lantern.person("cora")
    await cora.arrives()
    return cora


@pytest.fixture
async def zara(lantern: Running, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Somebody whom rows would name by numbers that stand nowhere by chance."""
    monkeypatch.setitem(IDS, "zara", ENTRA)
    return await zara_in(lantern)
