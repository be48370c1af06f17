"""The bot's own sign-in to the Bot Connector: one token, kept warm, so that no turn waits for Entra."""

import asyncio
import logging
import time

from azure.identity.aio import CertificateCredential, ClientSecretCredential, ManagedIdentityCredential

from bot.config import Settings

log = logging.getLogger(__name__)

SCOPE = "https://api.botframework.com/.default"
EARLY = 300.0  # seconds before it runs out that a token is renewed
SHORTEST_WAIT, LONGEST_WAIT = 2.0, 60.0  # seconds between attempts while Entra is out of reach


Credential = ManagedIdentityCredential | ClientSecretCredential | CertificateCredential


class BotToken:
    """A token for the Bot Connector, renewed in the background. `current` never waits."""

    def __init__(self, credential: Credential) -> None:
        self._credential = credential
        self._token = ""
        self._runs_out_at = 0.0

    def current(self) -> str | None:
        """The token, or None where there is none that still holds."""
        return self._token if time.time() < self._runs_out_at else None

    async def keep_warm(self) -> None:
        """Renew the token for ever. Cancel it to stop."""
        wait = SHORTEST_WAIT
        try:
            while True:
                try:
                    token = await self._credential.get_token(SCOPE)
                except Exception as trouble:  # of any kind: if this loop ends, nothing is ever sent again
                    log.error("No token for the Bot Connector yet: %s", type(trouble).__name__)
                    await asyncio.sleep(wait)
                    wait = min(wait * 2, LONGEST_WAIT)
                    continue
                self._token, self._runs_out_at = token.token, float(token.expires_on)
                wait = SHORTEST_WAIT
                await asyncio.sleep(max(self._runs_out_at - time.time() - EARLY, SHORTEST_WAIT))
        finally:
            await self._credential.close()


def bot_token(settings: Settings) -> BotToken | None:
    """The sign-in that the settings choose; none without an app id. Nothing is guessed or probed."""
    if not settings.app_id:
        return None
    if settings.app_type == "UserAssignedMSI":
        return BotToken(ManagedIdentityCredential(client_id=settings.app_id))
    if settings.app_certificate is not None:
        return BotToken(CertificateCredential(settings.app_tenant_id, settings.app_id, str(settings.app_certificate)))
    return BotToken(ClientSecretCredential(settings.app_tenant_id, settings.app_id, settings.app_password))
