"""Lantern's own sign-in to Teams goes on asking, whatever Entra answers."""

import asyncio
import time

import pytest
from azure.core.credentials import AccessToken
from azure.core.exceptions import HttpResponseError, ServiceResponseTimeoutError
from azure.identity.aio import ManagedIdentityCredential

from bot.teams import bot_token
from bot.teams.bot_token import BotToken


class Unwell(ManagedIdentityCredential):
    """A credential that meets one trouble after another, and then has a token."""

    def __init__(self, *troubles: Exception) -> None:
        super().__init__()
        self.troubles = list(troubles)

    async def get_token(self, *scopes: str, **_: object) -> AccessToken:
        if self.troubles:
            raise self.troubles.pop(0)
        return AccessToken("a token", int(time.time()) + 3600)


async def test_no_trouble_ends_the_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot_token, "SHORTEST_WAIT", 0.0)
    monkeypatch.setattr(bot_token, "LONGEST_WAIT", 0.0)
    token = BotToken(
        Unwell(ServiceResponseTimeoutError("slow"), HttpResponseError("busy"), KeyError("odd"), OSError("cut"))
    )
    warming = asyncio.create_task(token.keep_warm())
    async with asyncio.timeout(10):
        while token.current() is None:
            assert not warming.done()
            await asyncio.sleep(0)
    assert token.current() == "a token"
    warming.cancel()
    with pytest.raises(asyncio.CancelledError):
        await warming
