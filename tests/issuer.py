"""Stand-ins for those who sign: the channel's issuer of tokens, and the bot's managed identity."""

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

ISSUER = "https://issuer.example"
APP_ID = "00000000-0000-4000-8000-0000000000aa"


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Issuer:
    """A real key, real tokens, and the metadata at which its public half is found."""

    url: str = ""
    keys: dict[str, rsa.RSAPrivateKey] = field(default_factory=lambda: {"first": new_key()})
    endorsements: list[str] | None = field(default_factory=lambda: ["msteams"])
    reads: int = 0
    out_of_reach: bool = False

    @property
    def metadata_url(self) -> str:
        return f"{self.url}/openid"

    def token(
        self, service_url: str, *, kid: str = "first", key: rsa.RSAPrivateKey | None = None, **claims: Any
    ) -> str:
        now = int(time.time())
        told = {
            "iss": ISSUER, "aud": APP_ID, "exp": now + 600, "nbf": now - 10, "serviceurl": service_url, **claims,
        }  # fmt: skip
        told = {name: value for name, value in told.items() if value is not None}
        return jwt.encode(told, key or self.keys[kid], algorithm="RS256", headers={"kid": kid})

    async def answer(self, request: web.Request) -> web.Response:
        if self.out_of_reach:
            return web.Response(status=503)
        if request.path == "/openid":
            return web.json_response({"jwks_uri": f"{self.url}/keys"})
        self.reads += 1
        keys = []
        for kid, key in self.keys.items():
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
            endorsed = {} if self.endorsements is None else {"endorsements": self.endorsements}
            keys.append({**public, "kid": kid, "use": "sig", **endorsed})
        return web.json_response({"keys": keys})


@dataclass
class ManagedIdentity:
    """The address at which App Service gives a managed identity its tokens."""

    url: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.query))
        return web.json_response(
            {
                "access_token": f"token-{len(self.asked)}",
                "expires_on": str(int(time.time()) + 86400),
                "resource": request.query.get("resource", ""),
                "token_type": "Bearer",
            }
        )


T = TypeVar("T", Issuer, ManagedIdentity)


@asynccontextmanager
async def serving(stand_in: T) -> AsyncIterator[T]:
    app = web.Application()
    app.router.add_get("/{path:.*}", stand_in.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    stand_in.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield stand_in
    finally:
        await runner.cleanup()
