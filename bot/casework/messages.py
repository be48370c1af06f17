"""What is said, to where, and what can become of saying it. Nothing here knows Teams."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

import orjson

from storage.records import Conversation


@dataclass(frozen=True, slots=True)
class Message:
    """What is said: a card or a text. `summary` is all that a lock screen shows."""

    summary: str
    card: dict[str, Any] | None = None
    text: str = ""
    revision: int = 0  # of the record that the card shows

    @property
    def digest(self) -> str:
        """Two messages that look the same have the same digest."""
        return hashlib.sha256(orjson.dumps(self.as_json(), option=orjson.OPT_SORT_KEYS)).hexdigest()

    def as_json(self) -> dict[str, Any]:
        return {"summary": self.summary, "card": self.card, "text": self.text}


@dataclass(frozen=True, slots=True)
class Address:
    """A personal chat, as Teams knows it. With no `chat` it is still to be opened."""

    tenant_id: str
    service_url: str
    bot: str
    person: str
    chat: str | None


def address_of(conversation: Conversation) -> Address:
    return Address(
        conversation.tenant_id, conversation.service_url, conversation.bot_teams_id,
        conversation.person_teams_id, conversation.teams_id,
    )  # fmt: skip


class Unreachable(Exception):
    """Final: the bot was removed, blocked, or the chat or message is gone (403, 404)."""


class Refused(Exception):
    """Final: Teams will not have this message, whoever sends it (400, 413)."""


class TryLater(Exception):
    """Not sent: Teams is busy or out of reach. `after` is how long it asked us to wait."""

    def __init__(self, trouble: str, after: timedelta | None = None) -> None:
        super().__init__(trouble)
        self.after = after


class Unknown(Exception):
    """It may or may not have arrived (408, 500, 502, 504, a time-out, a cut connection)."""


class Messenger(Protocol):
    """What can be said in Teams. Each raises Unreachable, Refused, TryLater or Unknown."""

    @property
    def opens_chats(self) -> bool:
        """Whether a chat may be opened with somebody who never wrote."""

    async def open_chat(self, to: Address) -> str: ...

    async def send(self, to: Address, message: Message) -> str: ...

    async def rewrite(self, to: Address, activity_id: str, message: Message) -> None: ...
