"""Sending what is queued. A card is made when it is sent, so it is never out of date."""

import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.vocabulary import Role
from storage.conversations import (
    any_conversation_in,
    conversation_by_id,
    conversation_with,
    held_conversation,
)
from storage.outbox import (
    claim_due,
    copy_by_id,
    move_to,
    retry_at,
    revision_of,
    settle,
    wait_for_meeting,
)
from storage.people import holdings, people_by_ids
from storage.records import Conversation, Notification, Outcome, SentCopy

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)  # of the machine's clock; a send gives up long before
LONGEST_PAUSE = timedelta(minutes=30)
MOST_DOUBTS = 2  # an attempt that may have arrived is made once more, and no more (design 4.8)
CARE_KINDS = ("undelivered",)  # troubles of these are not told to anybody: that would go in circles


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
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()

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


# A notification as a message now, or None where it is no longer needed.
Showing = Callable[[UnitOfWork, Notification], Awaitable[Message | None]]


@dataclass(frozen=True, slots=True)
class Delivery:
    casework: Casework
    messenger: Messenger
    showing: Showing

    async def deliver_due(self, keys: Collection[str] | None = None, limit: int = 20) -> int:
        """Send what is due, or of that only what has these keys; say how many were claimed.

        Each stands alone, and nothing is sent inside a transaction. Who dies after sending and before
        writing it down leaves a doubt, and it is sent once more: twice is better than never.
        """
        async with self.casework.begin() as uow:
            claimed = await claim_due(
                uow.session, now=uow.now, machine_now=uow.machine_now,
                until=uow.machine_now + LEASE, keys=keys, limit=limit,
            )  # fmt: skip
        for notification in claimed:
            await self._deliver(notification)
        return len(claimed)

    async def _deliver(self, notification: Notification) -> None:
        if notification.doubts >= MOST_DOUBTS:
            await self._settle(notification, Outcome.UNKNOWN, notification.trouble)
            return
        async with self.casework.begin() as uow:
            if notification.in_hours and (later := uow.rules.ladder.hours.within(uow.now)) > uow.now:
                await move_to(uow.session, notification.id, later)
                return
            message = await self.showing(uow, notification)
            address, conversation = await self._address(uow, notification)
            copy = await _copy(uow, notification)
            if message is not None and copy is not None and copy.shown_digest == message.digest:
                copy.shown_revision, message = max(copy.shown_revision, message.revision), None
            if message is not None and address is None:
                await wait_for_meeting(uow.session, notification.id)
                return
        if message is None:
            await self._settle(notification, Outcome.NOT_NEEDED)
            return
        assert address is not None
        try:
            if copy is not None:
                await self.messenger.rewrite(address, copy.activity_id, message)
                activity_id = copy.activity_id
            else:
                if conversation is None:
                    conversation = await self._opened(notification, address)
                activity_id = await self.messenger.send(address_of(conversation), message)
        except Unreachable as trouble:
            await self._unreachable(notification, copy, conversation, str(trouble))
        except Refused as trouble:
            await self._settle(notification, Outcome.REFUSED, str(trouble))
        except TryLater as trouble:
            await self._again(notification, trouble)
        except Unknown as trouble:
            await self._doubt(notification, str(trouble))
        else:
            await self._sent(notification, message, conversation, activity_id)

    async def _address(
        self, uow: UnitOfWork, notification: Notification
    ) -> tuple[Address | None, Conversation | None]:
        """Where a notification goes: its own chat, the person's, or one still to be opened."""
        if (known := notification.detail.get("conversation")) is not None:
            conversation: Conversation | None = await conversation_by_id(uow.session, known)
        elif (copy := await _copy(uow, notification)) is not None:
            conversation = await conversation_by_id(uow.session, copy.conversation_id)
        else:
            conversation = await conversation_with(uow.session, notification.to)
        if conversation is not None:
            return address_of(conversation), conversation
        person = (await people_by_ids(uow.session, [notification.to]))[notification.to]
        other = await any_conversation_in(uow.session, person.tenant_id)
        if not self.messenger.opens_chats or other is None:
            return None, None
        return Address(person.tenant_id, other.service_url, other.bot_teams_id, person.entra_id, None), None

    async def _opened(self, notification: Notification, address: Address) -> Conversation:
        """Open a chat with somebody who has not written yet, and keep it: it is opened once."""
        chat = await self.messenger.open_chat(address)
        async with self.casework.begin() as uow:
            conversation, _ = await held_conversation(
                uow.session, tenant_id=address.tenant_id, teams_id=chat, person_id=notification.to,
                service_url=address.service_url, bot_teams_id=address.bot, person_teams_id=address.person,
            )  # fmt: skip
        return conversation

    async def _sent(
        self,
        notification: Notification,
        message: Message,
        conversation: Conversation | None,
        activity_id: str,
    ) -> None:
        """Write down that it was sent; and where the record has moved on meanwhile, queue a rewrite."""
        async with self.casework.begin() as uow:
            await settle(uow.session, notification.id, uow.machine_now, Outcome.SENT)
            copy = await _copy(uow, notification)
            if copy is not None:
                copy.shown_revision = max(copy.shown_revision, message.revision)
                copy.shown_digest = message.digest
            elif notification.subject in ("event", "action") and conversation is not None and activity_id:
                copy = SentCopy(
                    subject=notification.subject, subject_id=notification.subject_id,
                    person_id=notification.to, conversation_id=conversation.id,
                    activity_id=activity_id, shown_revision=message.revision, shown_digest=message.digest,
                )  # fmt: skip
                uow.session.add(copy)
                await uow.session.flush()
            if copy is None:
                return
            now_at = await revision_of(uow.session, copy.subject, copy.subject_id)
            if copy.shown_revision < now_at:
                await uow.notify(
                    "rewrite", subject=copy.subject, subject_id=copy.subject_id, to=copy.person_id,
                    key=f"rewrite:{copy.id}:{now_at}:after:{notification.id}", copy=copy.id,
                )  # fmt: skip

    async def _again(self, notification: Notification, trouble: TryLater) -> None:
        pause = trouble.after if trouble.after is not None else _pause(notification.attempts)
        async with self.casework.begin() as uow:
            await retry_at(
                uow.session, notification.id, uow.machine_now + min(pause, LONGEST_PAUSE),
                doubt=False, trouble=str(trouble),
            )  # fmt: skip

    async def _doubt(self, notification: Notification, trouble: str) -> None:
        if notification.doubts + 1 >= MOST_DOUBTS:
            await self._settle(notification, Outcome.UNKNOWN, trouble)
            return
        async with self.casework.begin() as uow:
            pause = _pause(notification.attempts)
            await retry_at(uow.session, notification.id, uow.machine_now + pause, doubt=True, trouble=trouble)

    async def _unreachable(
        self,
        notification: Notification,
        copy: SentCopy | None,
        conversation: Conversation | None,
        trouble: str,
    ) -> None:
        """The chat is closed to us until its person opens Lantern again; a deleted card is let go."""
        async with self.casework.begin() as uow:
            if copy is not None:
                kept = await copy_by_id(uow.session, copy.id)
                if kept is not None:
                    kept.gone = True
                await settle(uow.session, notification.id, uow.machine_now, Outcome.NOT_NEEDED, trouble)
                return
            if conversation is not None:
                (await conversation_by_id(uow.session, conversation.id)).reachable = False
        await self._settle(notification, Outcome.UNREACHABLE, trouble)

    async def _settle(self, notification: Notification, outcome: Outcome, trouble: str = "") -> None:
        """The end of it. What did not arrive, or may not have, is shown to the administrators."""
        async with self.casework.begin() as uow:
            await settle(uow.session, notification.id, uow.machine_now, outcome, trouble)
            if outcome in (Outcome.SENT, Outcome.NOT_NEEDED):
                return
            uow.audit("not_delivered", f"notification:{notification.id}", outcome=outcome, trouble=trouble)
            if notification.kind in CARE_KINDS or notification.kind in ("rewrite", "reply"):
                return
            for person_id in sorted(
                {h.person_id for h in await holdings(uow.session) if h.role is Role.ADMINISTRATOR}
            ):
                await uow.notify(
                    "undelivered", subject="notification", subject_id=notification.id, to=person_id,
                    key=f"undelivered:{notification.id}:{person_id}",
                )  # fmt: skip


def address_of(conversation: Conversation) -> Address:
    return Address(
        conversation.tenant_id, conversation.service_url, conversation.bot_teams_id,
        conversation.person_teams_id, conversation.teams_id,
    )  # fmt: skip


async def _copy(uow: UnitOfWork, notification: Notification) -> SentCopy | None:
    copy_id = notification.detail.get("copy")
    return None if copy_id is None else await copy_by_id(uow.session, copy_id)


def _pause(attempts: int) -> timedelta:
    """Longer after each attempt: 2, 4, 8 seconds and so on, to half an hour."""
    return min(timedelta(seconds=2 ** min(attempts, 12)), LONGEST_PAUSE)
