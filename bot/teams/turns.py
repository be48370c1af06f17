"""A turn: one activity, one transaction, one answer, however often the activity comes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from weakref import WeakValueDictionary

import orjson
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.casework.delivery import Delivery, Ready
from bot.casework.messages import Address, Message, address_of
from bot.casework.people import greeted_again, meet, name_kept
from bot.casework.unit_of_work import Casework, UnitOfWork, Who
from bot.dialogs.turn import Said, Turn
from bot.teams.gate import Inbound
from bot.wording import WRONG
from storage.conversations import (
    chat_and_person,
    conversation_with,
    forget_turns_of,
    held_conversation,
    inbound,
    keep_inbound,
    last_inbound,
)
from storage.outbox import unsent_replies
from storage.records import Conversation, InboundActivity, Notification

log = logging.getLogger(__name__)

# A client that saw no answer sends the same words again under a new id (teams.md 0.7).
SAME_WORDS_WITHIN = timedelta(seconds=20)
SLOW = timedelta(seconds=5)
SENDING_WITHIN = 4.0  # seconds that the answers may take before the request ends; the outbox goes on


@dataclass(slots=True)
class Answered:
    """What a turn came to: its messages, and the answer to an invoke (status and body)."""

    replies: list[Message] = field(default_factory=list)
    invoke: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class _Kept:
    """A kept turn: its answer to an invoke, and what is to be sent at once."""

    invoke: dict[str, Any] | None
    claimed_at: datetime
    address: Address | None = None
    answers: tuple[tuple[int, Message], ...] = ()  # its own, with the numbers under which they are queued
    cards: tuple[Ready, ...] = ()  # queued in it, claimed and made
    claimed: tuple[int, ...] = ()  # cards queued in it and claimed, which could not be made
    untraced: tuple[Message, ...] = ()  # its own, of which nothing is kept
    unsent: tuple[str, ...] = ()  # keys of answers given before, which did not arrive


Logic = Callable[[Turn, Conversation], Awaitable[Answered]]


@dataclass(frozen=True)
class Turns:
    casework: Casework
    delivery: Delivery
    development: bool
    picture: str = ""  # the address of the QR code of the trust's other form
    # One turn at a time in a chat on this replica; the row's lock does the same for all replicas.
    locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    sending: set["asyncio.Future[None]"] = field(default_factory=set)  # what turns send, some longer than they last

    async def take(self, came: Inbound, logic: Logic) -> dict[str, Any] | None:
        """Answer an activity, or give again the answer it had; the answer to an invoke, if it is one."""
        lock = self.locks.setdefault(f"{came.tenant_id} {came.chat_id}", asyncio.Lock())
        async with lock:
            try:
                kept = await self._keep_or_apologise(came, logic)
            except _Known:
                kept = await self._keep(came, logic, look_first=True)
            await self.casework.disk.has_it()
            await self._send(kept)
        return kept.invoke

    async def answer_in_private(self, came: Inbound) -> bool:
        """Somebody wrote in a group or a channel: write to them in a chat of their own, once for a message.
        False where they have none and none may be opened."""
        async with self.casework.begin() as uow:
            person, who = await meet(uow, tenant_id=came.tenant_id, entra_id=came.entra_id, name=came.person_name)
            if not self.delivery.messenger.opens_chats and await conversation_with(uow.session, person.id) is None:
                return False
            await uow.acting(who).notify(
                "in_private", subject="person", subject_id=person.id, to=person.id,
                key=f"in_private:{came.chat_id}:{came.activity_id}",
            )  # fmt: skip
        return True

    async def finish(self) -> None:
        """Wait until what turns are still sending is sent."""
        await asyncio.gather(*self.sending, return_exceptions=True)

    async def _keep_or_apologise(self, came: Inbound, logic: Logic) -> _Kept:
        try:
            return await self._keep(came, logic)
        except _Broke:
            return await self._keep(came, _apologise)
        except DBAPIError as trouble:
            if not trouble.connection_invalidated:
                raise
            # The database was away, and may have kept the turn before it went.
            return await self._keep(came, logic, look_first=True)

    async def _keep(self, came: Inbound, logic: Logic, *, look_first: bool = False) -> _Kept:
        """The turn's transaction. Raises _Broke where its logic did, and _Known where the activity was
        answered before; then nothing of it is kept. That is looked up first only where there is reason
        to think so, since nearly every activity is new."""
        received_at = self.casework.clock()
        async with self.casework.begin() as uow:
            conversation, who = await self._who(uow, came)
            fingerprint = uow.vault.mark(_told(came), "fingerprint")
            known, same_words = None, conversation.last_fingerprint == fingerprint
            if look_first or same_words:
                known = await inbound(uow.session, conversation.id, came.activity_id)
            if known is None and same_words:
                known = await _said_again(uow, conversation)
            if known is not None:
                return _Kept(
                    known.invoke_answer, uow.machine_now, unsent=tuple(await unsent_replies(uow.session, known.id))
                )
            work = uow.acting(who, in_turn=True)
            turn = Turn(
                work, _said(came), f"{conversation.id}:{came.activity_id}", self.development, self.picture,
                chat=conversation.id,
            )  # fmt: skip
            try:
                answered = await logic(turn, conversation)
            except Exception as trouble:
                log.exception("A turn broke; what it did is undone.")
                raise _Broke from trouble
            conversation.last_fingerprint = fingerprint
            conversation.version += 1
            await uow.session.flush()
            if work.veil.untraced:
                return await self._without_trace(work, conversation, answered)
            kept_id = await keep_inbound(
                uow.session, conversation_id=conversation.id, activity_id=came.activity_id, fingerprint=fingerprint,
                received_at=received_at, answered_at=self.casework.clock(),
                replies=[reply.as_json() for reply in answered.replies], invoke_answer=answered.invoke,
            )  # fmt: skip
            if kept_id is None:
                raise _Known
            cards = [each.as_queued for each in work.queued if each.as_queued is not None]
            for number in range(len(answered.replies)):
                await work.notify(
                    "reply", subject="turn", subject_id=kept_id, to=work.person_id,
                    key=f"reply:{kept_id}:{number}", conversation=conversation.id, reply=number,
                )  # fmt: skip
            ids = [each.id for each in work.queued if each.kind == "reply"]
            answers = tuple(zip(ids, answered.replies, strict=True))
            made, left = await self._make(uow, cards)
            return _Kept(answered.invoke, uow.machine_now, address_of(conversation), answers, made, left)

    async def _without_trace(self, work: UnitOfWork, conversation: Conversation, answered: Answered) -> _Kept:
        """Keep nothing of a turn but what it did, and let go of what was kept of the chat's turns before
        it: a sealed report, a patient's number, a name that was opened. The same activity again is a turn
        again, and finds the work done."""
        await forget_turns_of(work.session, conversation.id)
        cards = [each.as_queued for each in work.queued if each.as_queued is not None]
        made, left = await self._make(work, cards)
        return _Kept(
            answered.invoke, work.machine_now, address_of(conversation), cards=made, claimed=left,
            untraced=tuple(answered.replies),
        )  # fmt: skip

    async def _make(
        self, uow: UnitOfWork, cards: Sequence[Notification]
    ) -> tuple[tuple[Ready, ...], tuple[int, ...]]:
        """The cards that the turn sends itself; and those that could not be made, which the turn outlives."""
        try:
            return (await self.delivery.make_at_once(uow, cards) if cards else ()), ()
        except SQLAlchemyError:
            raise  # the transaction is broken with it
        except Exception:
            log.exception("A turn's cards could not be made at once.")
            return (), tuple(card.id for card in cards)

    async def _who(self, uow: UnitOfWork, came: Inbound) -> tuple[Conversation, Who]:
        """The chat, held, and the person who is signed in; both are kept up to date."""
        known = await chat_and_person(uow.session, came.tenant_id, came.chat_id, came.entra_id)
        if known is not None and known[0].reachable:
            conversation, person = known
            who = name_kept(person, came.person_name)
        else:
            person, who = await meet(uow, tenant_id=came.tenant_id, entra_id=came.entra_id, name=came.person_name)
            conversation = await held_conversation(
                uow.session, tenant_id=came.tenant_id, teams_id=came.chat_id, person_id=person.id,
                service_url=came.service_url, bot_teams_id=came.bot_teams_id,
                person_teams_id=came.person_teams_id,
            )  # fmt: skip
            conversation.person_id = person.id
            await greeted_again(uow, conversation)
        conversation.service_url = came.service_url
        conversation.bot_teams_id = came.bot_teams_id or conversation.bot_teams_id
        conversation.person_teams_id = came.person_teams_id or conversation.person_teams_id
        return conversation, who

    async def _send(self, kept: _Kept) -> None:
        """Send what is to go at once. What does not go within the time goes on by itself."""

        async def everything() -> None:
            await self.delivery.deliver_made(kept.cards, kept.claimed_at)
            if kept.claimed:
                await self.delivery.deliver_claimed(kept.claimed)
            if kept.answers and kept.address is not None:
                await self.delivery.deliver_answers(kept.address, kept.answers, kept.claimed_at)
            if kept.untraced and kept.address is not None:
                await self.delivery.deliver_untraced(kept.address, kept.untraced)
            if kept.unsent:
                for theirs in (await self.delivery.claim_due(kept.unsent)).values():
                    await self.delivery.deliver(theirs)

        if not (kept.cards or kept.claimed or kept.answers or kept.unsent or kept.untraced):
            return
        sending = asyncio.ensure_future(everything())
        self.sending.add(sending)
        sending.add_done_callback(self.sending.discard)
        try:
            await asyncio.wait_for(asyncio.shield(sending), SENDING_WITHIN)
        except TimeoutError:
            sending.add_done_callback(_log_trouble)
        except Exception:
            log.exception("Answers are left to the outbox.")


class _Broke(Exception):
    """The logic of a turn raised; its transaction was undone."""


class _Known(Exception):
    """The activity was answered before; the transaction was undone."""


async def _apologise(_: Turn, conversation: Conversation) -> Answered:
    """Say sorry, and begin the dialogs anew: half-made forms are kept apart, and are offered again."""
    conversation.state = {}
    return Answered([Message(WRONG, text=WRONG)])


async def _said_again(uow: UnitOfWork, conversation: Conversation) -> InboundActivity | None:
    """The last turn, where the same words came again because its answer was slow or did not arrive."""
    last = await last_inbound(uow.session, conversation.id)
    if last is None or uow.machine_now - last.received_at > SAME_WORDS_WITHIN:
        return None
    slow = last.answered_at - last.received_at > SLOW
    return last if slow or await unsent_replies(uow.session, last.id) else None


def _log_trouble(sending: "asyncio.Future[None]") -> None:
    if not sending.cancelled() and sending.exception() is not None:
        log.error("Answers are left to the outbox.", exc_info=sending.exception())


def _told(came: Inbound) -> str:
    """All that was said and pressed. Only its mark is kept, on which nobody can try words or numbers out."""
    told = [came.type, came.name, came.text, dict(came.value), came.reply_to]
    return orjson.dumps(told, option=orjson.OPT_SORT_KEYS).decode()


def _said(came: Inbound) -> Said:
    pressed = {key: value for key, value in came.value.items() if isinstance(value, str)}
    return Said(came.text, pressed, came.has_file)
