"""What Lantern says by itself, outside a turn: cards sent, rewritten, and chats opened."""

from dataclasses import dataclass
from typing import Any

from bot.casework.messages import Address, Message
from bot.teams.connector import Connector

CARD = "application/vnd.microsoft.card.adaptive"


@dataclass(frozen=True)
class TeamsMessenger:
    """A Messenger over the Bot Connector. `opens_chats` not in development: see docs/decisions/0005."""

    connector: Connector
    opens_chats: bool

    async def open_chat(self, to: Address) -> str:
        return await self.connector.create_chat(to.service_url, tenant_id=to.tenant_id, bot=to.bot, person=to.person)

    async def send(self, to: Address, message: Message) -> str:
        assert to.chat is not None, "a chat is opened before it is written in"
        return await self.connector.send(to.service_url, to.chat, activity_of(to, message))

    async def rewrite(self, to: Address, activity_id: str, message: Message) -> None:
        assert to.chat is not None, "a card stands in a chat"
        await self.connector.update(
            to.service_url, to.chat, activity_id, {**activity_of(to, message), "id": activity_id}
        )


def activity_of(to: Address, message: Message) -> dict[str, Any]:
    """A message as Teams takes it. A card goes alone, its summary beside it: text and card in one
    activity are split, and no id comes back (teams.md 2.1)."""
    activity: dict[str, Any] = {
        "type": "message",
        "from": {"id": to.bot},
        "recipient": {"id": to.person},
        "conversation": {"id": to.chat},
        "summary": message.summary,
    }
    if message.card is not None:
        activity["attachments"] = [{"contentType": CARD, "content": message.card}]
    else:
        activity |= {"text": message.text, "textFormat": "plain"}
    return activity
