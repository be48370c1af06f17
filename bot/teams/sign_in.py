"""Whether a request comes from Teams: the Bot Connector signs each with a token, checked here.

The SDK's own check blocks the loop, and refuses for a day once Microsoft changes its keys
(docs/decisions/0004). PyJWT checks the signature and the claims; this module finds the key.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic, time
from typing import Any

import aiohttp
import jwt

log = logging.getLogger(__name__)

LEEWAY = 300  # seconds, as the Bot Framework's own check allows
KEYS_KEPT = 24 * 3600.0  # seconds until the keys are read again
MOST_TOKENS = 100  # that are kept
REST = 60.0  # seconds at least between two readings for an unknown key
TIMEOUT = aiohttp.ClientTimeout(total=5)


class NotSignedIn(Exception):
    """The request is not from Teams (401)."""


class KeysOutOfReach(Exception):
    """The signing keys cannot be read just now (503)."""


@dataclass
class SigningKeys:
    """The channel's signing keys by their id, read when they are first needed."""

    http: aiohttp.ClientSession
    metadata_url: str
    rest: float = REST
    _keys: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    _made: dict[str, Any] = field(default_factory=dict)  # of these, those that were needed, ready for use
    _read_at: float | None = None

    async def key(self, kid: str) -> Mapping[str, Any]:
        """The key of this id. An unknown one makes us look again: keys roll over.

        Raises NotSignedIn or KeysOutOfReach.
        """
        age = None if self._read_at is None else monotonic() - self._read_at
        if age is None or age > KEYS_KEPT or (kid not in self._keys and age > self.rest):
            await self._read()
        if kid not in self._keys:
            raise NotSignedIn("unknown key")
        return self._keys[kid]

    def holds(self, key: Mapping[str, Any]) -> bool:
        """Whether a key is still one of the channel's, and was read lately."""
        age = None if self._read_at is None else monotonic() - self._read_at
        return age is not None and age <= KEYS_KEPT and self._keys.get(str(key.get("kid"))) is key

    def ready(self, kid: str) -> Any:
        """A known key as PyJWT takes it. Raises jwt.PyJWTError for one that cannot be used."""
        if kid not in self._made:
            self._made[kid] = jwt.PyJWK(dict(self._keys[kid]), algorithm="RS256").key
        return self._made[kid]

    async def _read(self) -> None:
        try:
            metadata = await self._get(self.metadata_url)
            keys = await self._get(metadata["jwks_uri"])
            self._keys, self._made = {key["kid"]: key for key in keys["keys"]}, {}
            self._read_at = monotonic()
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError) as trouble:
            log.warning("The signing keys cannot be read: %s", type(trouble).__name__)
            if self._read_at is None:
                raise KeysOutOfReach from trouble

    async def _get(self, url: str) -> Any:
        async with self.http.get(url, timeout=TIMEOUT, allow_redirects=False, raise_for_status=True) as answer:
            return await answer.json(content_type=None)


@dataclass(frozen=True)
class SignIn:
    """Checks the token of each request: who signed it, for whom, for which channel and address."""

    keys: SigningKeys
    issuer: str
    app_id: str
    # Tokens found good, each with its claims and the key that signed it: the channel uses one for many requests.
    found_good: dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = field(default_factory=dict)

    async def check(self, header: str, activity: Mapping[str, Any]) -> Mapping[str, Any]:
        """The token's claims. Raises NotSignedIn or KeysOutOfReach."""
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise NotSignedIn("no token")
        claims, key = self._known(token) or await self._checked(token)
        # Both checks are skipped by the SDK where the activity leaves the field out (teams.md 8).
        if claims.get("serviceurl", claims.get("serviceUrl")) != activity.get("serviceUrl"):
            raise NotSignedIn("service address")
        endorsed = key.get("endorsements")
        if endorsed is not None and activity.get("channelId") not in endorsed:
            raise NotSignedIn("channel")
        return claims

    def _known(self, token: str) -> tuple[Mapping[str, Any], Mapping[str, Any]] | None:
        """The claims of this very token, if it was checked before, holds still, and so does its key."""
        claims, key = self.found_good.get(token, ({}, {}))
        holds = float(claims.get("exp", 0)) + LEEWAY > time() and self.keys.holds(key)
        return (claims, key) if holds else None

    async def _checked(self, token: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """The claims of a token, its signature and its times checked, and the key that signed it."""
        try:
            kid = str(jwt.get_unverified_header(token).get("kid", ""))
            key = await self.keys.key(kid)
            claims: dict[str, Any] = jwt.decode(
                token,
                self.keys.ready(kid),
                algorithms=["RS256"],
                audience=self.app_id,
                issuer=self.issuer,
                leeway=LEEWAY,
                options={"require": ["exp", "iss", "aud"]},
            )
        except (jwt.PyJWTError, json.JSONDecodeError) as trouble:
            raise NotSignedIn(type(trouble).__name__) from trouble
        if len(self.found_good) >= MOST_TOKENS:
            self.found_good.clear()
        self.found_good[token] = (claims, key)
        return claims, key
