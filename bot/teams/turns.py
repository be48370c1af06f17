"""A turn: one activity, one transaction, one answer, however often the activity comes."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from weakref import WeakValueDictionary

import orjson

from bot.casework.delivery import Delivery
from bot.casework.messages import Message
from bot.casework.people import greeted_again, meet
from bot.casework.unit_of_work import Casework, UnitOfWork
from bot.dialogs.turn import Said, Turn
from bot.teams.gate import Inbound
from bot.wording import WRONG
from storage.conversations import held_conversation, inbound, last_inbound
from storage.outbox import unsent_replies
from storage.records import Conversation, InboundActivity

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
    """A kept turn: its answer to an invoke, and the keys of answers it claimed or that did not arrive."""

    invoke: dict[str, Any] | None
    claimed: list[str] = field(default_factory=list)
    unsent: list[str] = field(default_factory=list)


Logic = Callable[[Turn, Conversation], Awaitable[Answered]]


@dataclass(frozen=True)
class Turns:
    casework: Casework
    delivery: Delivery
    development: bool
    # One turn at a time in a chat on this replica; the row's lock does the same for all replicas.
    locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def take(self, came: Inbound, logic: Logic) -> dict[str, Any] | None:
        """Answer an activity, or give again the answer it had; the answer to an invoke, if it is one."""
        lock = self.locks.setdefault(f"{came.tenant_id} {came.chat_id}", asyncio.Lock())
        async with lock:
            kept = await self._keep(came, logic)
            if kept.claimed:
                await self._send(self.delivery.deliver_claimed(kept.claimed))
            elif kept.unsent:
                await self._send(self.delivery.deliver_due(kept.unsent))
        return kept.invoke

    async def _keep(self, came: Inbound, logic: Logic) -> _Kept:
        """The turn's transaction."""
        received_at = self.casework.clock()
        async with self.casework.begin() as uow:
            person, who = await meet(uow, tenant_id=came.tenant_id, entra_id=came.entra_id, name=came.person_name)
            conversation, new = await held_conversation(
                uow.session, tenant_id=came.tenant_id, teams_id=came.chat_id, person_id=person.id,
                service_url=came.service_url, bot_teams_id=came.bot_teams_id,
                person_teams_id=came.person_teams_id,
            )  # fmt: skip
            known = await inbound(uow.session, conversation.id, came.activity_id)
            print_ = _fingerprint(came)
            known = known or await self._said_again(uow, conversation, print_)
            if known is not None:
                return _Kept(known.invoke_answer, unsent=await unsent_replies(uow.session, known.id))
            conversation.service_url, conversation.person_id = came.service_url, person.id
            conversation.bot_teams_id = came.bot_teams_id or conversation.bot_teams_id
            conversation.person_teams_id = came.person_teams_id or conversation.person_teams_id
            if new or not conversation.reachable:
                await greeted_again(uow, conversation)
            kept = InboundActivity(
                conversation_id=conversation.id, activity_id=came.activity_id,
                fingerprint=print_, received_at=received_at,
            )  # fmt: skip
            uow.session.add(kept)
            await uow.session.flush()
            work = uow.acting(who, in_turn=True)
            turn = Turn(work, _said(came), key=str(kept.id), development=self.development)
            answered = await self._answered(turn, conversation, logic)
            kept.replies = [reply.as_json() for reply in answered.replies]
            kept.invoke_answer = answered.invoke
            kept.answered_at = self.casework.clock()
            conversation.version += 1
            for number in range(len(answered.replies)):
                await work.notify(
                    "reply", subject="turn", subject_id=kept.id, to=person.id,
                    key=f"reply:{kept.id}:{number}", conversation=conversation.id, reply=number,
                )  # fmt: skip
            at_once = [each.key for each in work.queued if each.at_once]
        return _Kept(answered.invoke, claimed=at_once)

    async def _answered(self, turn: Turn, conversation: Conversation, logic: Logic) -> Answered:
        """What the turn's logic answers; and where it breaks, an apology, with nothing changed."""
        try:
            async with turn.uow.savepoint():
                return await logic(turn, conversation)
        except Exception:
            log.exception("A turn broke; what it did is undone.")
        return Answered([Message(WRONG, text=WRONG)])

    async def _said_again(
        self, uow: UnitOfWork, conversation: Conversation, fingerprint: str
    ) -> InboundActivity | None:
        """The last turn, where the same words came again because its answer was slow or did not arrive."""
        last = await last_inbound(uow.session, conversation.id)
        if last is None or last.fingerprint != fingerprint or last.answered_at is None:
            return None
        if uow.machine_now - last.received_at > SAME_WORDS_WITHIN:
            return None
        slow = last.answered_at - last.received_at > SLOW
        return last if slow or await unsent_replies(uow.session, last.id) else None

    async def _send(self, answers: Coroutine[Any, Any, object]) -> None:
        """Send the turn's answers now. What does not go within the time goes on by itself."""
        sending = asyncio.ensure_future(answers)
        try:
            await asyncio.wait_for(asyncio.shield(sending), SENDING_WITHIN)
        except TimeoutError:
            sending.add_done_callback(_log_trouble)
        except Exception:
            log.exception("Answers are left to the outbox.")


def _log_trouble(sending: "asyncio.Future[object]") -> None:
    if not sending.cancelled() and sending.exception() is not None:
        log.error("Answers are left to the outbox.", exc_info=sending.exception())


def _fingerprint(came: Inbound) -> str:
    told = [came.type, came.name, came.text, dict(came.value), came.reply_to]
    return hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _said(came: Inbound) -> Said:
    pressed = {key: value for key, value in came.value.items() if isinstance(value, str)}
    return Said(came.text, pressed, came.has_file)
