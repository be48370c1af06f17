"""Sending what is queued. A card is made when it is sent, so it is never out of date."""

import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.casework.messages import (
    Address,
    Message,
    Messenger,
    Refused,
    TryLater,
    Unknown,
    Unreachable,
    address_of,
)
from bot.casework.reporters import recipient
from bot.casework.settling import (
    MOST_DOUBTS,
    Arrivals,
    Place,
    Stands,
    doubtful,
    end,
    opened,
    place_of_copy,
    settled,
    try_again,
    unreachable,
)
from bot.casework.unit_of_work import LANTERN, LEASE, Casework, UnitOfWork
from storage.conversations import any_conversation_in, conversation_by_id, conversation_with, has_had_a_chat
from storage.outbox import (
    begin_to_send,
    claim_due,
    claimed_with_ids,
    copy_by_id,
    move_to,
    settle,
    wait_for_meeting,
)
from storage.people import hold_person, people_by_ids
from storage.records import Conversation, Notification, Outcome, SentCopy

log = logging.getLogger(__name__)

MOST_MAKINGS = 8  # attempts to make a message, over some minutes, before an administrator is told
AT_ONCE = LEASE / 2  # what a turn sends itself begins within this, so that it ends before its lease does

# A notification as a message now, or None where it is no longer needed.
Showing = Callable[[UnitOfWork, Notification], Awaitable[Message | None]]


@dataclass(frozen=True, slots=True)
class Ready:
    """A notification as it is to be sent: the message, to where, and the copy it is put in place of."""

    notification: Notification
    message: Message
    address: Address
    person_id: int
    conversation: Conversation | None
    copy: SentCopy | None
    activity_id: str = ""  # of the copy


@dataclass(frozen=True, slots=True)
class Delivery:
    casework: Casework
    messenger: Messenger
    showing: Showing
    arrivals: Arrivals

    async def claim_due(
        self, keys: Collection[str] | None = None, *, but_not_to: Collection[int | str] = (), limit: int = 40
    ) -> dict[int | str, list[Notification]]:
        """Claim what is due, or of that only what has these keys: by person, each person's in order."""
        async with self.casework.begin() as uow:
            claimed = await claim_due(
                uow.session, now=uow.now, machine_now=uow.machine_now,
                until=uow.machine_now + LEASE, keys=keys, limit=limit, but_not_to=but_not_to,
            )  # fmt: skip
        return _by_person(claimed)

    async def deliver_claimed(self, ids: Collection[int]) -> None:
        """Send what a turn has queued and claimed for itself, and could not make."""
        async with self.casework.begin() as uow:
            claimed = await claimed_with_ids(uow.session, ids)
        for theirs in _by_person(claimed).values():
            await self.deliver(theirs)

    async def make_at_once(self, uow: UnitOfWork, cards: Sequence[Notification]) -> tuple[Ready, ...]:
        """The cards that a turn has queued and claimed, made in its own transaction: from the records as
        they are when it is kept. What moves on before they are sent queues a rewrite, as ever."""
        made = [await self._make(uow.acting(LANTERN), each) for each in cards]
        return tuple(ready for ready in made if ready is not None)

    async def deliver_made(self, made: Sequence[Ready], claimed_at: datetime) -> None:
        """Send the cards that a turn has made."""
        for ready in made:
            if self.casework.clock() - claimed_at > AT_ONCE:
                return  # a worker may have them before we are done
            await self._send(ready)

    async def deliver_answers(
        self, address: Address, answers: Sequence[tuple[int, Message]], claimed_at: datetime
    ) -> None:
        """Send a turn's answers, which it has at hand and has claimed; what goes wrong, the outbox mends."""
        arrived = []
        try:
            for notification_id, message in answers:
                if self.casework.clock() - claimed_at > AT_ONCE:
                    break  # a worker may have them before we are done
                await self.messenger.send(address, message)
                arrived.append(notification_id)
        except (Unreachable, Refused, TryLater, Unknown) as trouble:
            async with self.casework.begin() as uow:
                rest = await claimed_with_ids(uow.session, [id for id, _ in answers if id not in arrived])
            for notification in rest[1:]:
                await try_again(self.casework, notification, TryLater("after another"))
            if rest:  # not let go of meanwhile, with a sealed report
                await self._went_wrong(trouble, rest[0], None, None)
        if arrived:
            await self.arrivals.written(arrived)

    async def deliver_untraced(self, address: Address, answers: Sequence[Message]) -> None:
        """Send a turn's answers of which nothing is kept. One that does not arrive is not sent again: what
        was told is kept all the same, and is shown again when it is asked for."""
        for message in answers:
            try:
                await self.messenger.send(address, message)
            except (Unreachable, Refused, TryLater, Unknown) as trouble:
                log.warning("An answer of which nothing is kept did not arrive (%s).", trouble)

    async def deliver(self, claimed: Sequence[Notification]) -> None:
        """Send what is claimed, in order. One that breaks leaves the others be."""
        for notification in claimed:
            await self._deliver(notification)

    async def _deliver(self, notification: Notification) -> None:
        """Nothing is sent inside a transaction. Who dies after sending and before writing it down
        leaves a doubt, and it is sent once more: twice is better than never."""
        try:
            ready = await self._ready(notification)
        except Exception as trouble:
            log.exception("A notification could not be made: %s %s.", notification.kind, notification.id)
            if notification.attempts >= MOST_MAKINGS:
                await settled(self.casework, notification, Outcome.REFUSED, type(trouble).__name__)
            else:
                await try_again(self.casework, notification, TryLater(type(trouble).__name__))
            return
        if ready is not None:
            await self._send(ready)

    async def _ready(self, notification: Notification) -> Ready | None:
        """The message and where it goes; None where nothing is to be sent now."""
        if notification.doubts >= MOST_DOUBTS:
            await settled(self.casework, notification, Outcome.UNKNOWN, notification.trouble)
            return None
        async with self.casework.begin() as uow:
            if not await begin_to_send(uow.session, notification, uow.machine_now + LEASE):
                return None  # it took so long that another worker has it
            if notification.in_hours and (later := uow.rules.ladder.hours.within(uow.now)) > uow.now:
                await move_to(uow.session, notification.id, later)
                return None
            return await self._make(uow, notification)

    async def _make(self, uow: UnitOfWork, notification: Notification) -> Ready | None:
        """The message as it is now, and its address; or the end of it, or its wait."""
        uow = uow.veiled(day_only=notification.day_only)
        person_id = await recipient(uow, notification)
        if person_id is None:
            await settle(uow.session, notification.id, uow.machine_now, Outcome.NOT_NEEDED)
            return None
        message = await self.showing(uow, notification)
        copy = await _copy(uow, notification)
        if message is not None and copy is not None and copy.shown_digest == message.digest:
            copy.shown_revision, message = max(copy.shown_revision, message.revision), None
        if message is None:
            await settle(uow.session, notification.id, uow.machine_now, Outcome.NOT_NEEDED)
            return None
        place = place_of_copy(uow, copy) if copy is not None else None
        address, conversation = await self._address(uow, notification, person_id, place)
        if address is None:
            await hold_person(uow.session, person_id)  # they may be opening Lantern just now
            address, conversation = await self._address(uow, notification, person_id, place)
        if address is not None:
            stands = place.activity_id if place is not None else ""
            return Ready(notification, message, address, person_id, conversation, copy, stands)
        if await has_had_a_chat(uow.session, person_id):
            await end(uow, notification, Outcome.UNREACHABLE, "Lantern was removed")
        else:
            await wait_for_meeting(uow.session, notification.id)
        return None

    async def _send(self, ready: Ready) -> None:
        notification, conversation = ready.notification, ready.conversation
        try:
            if ready.copy is not None:
                activity_id = ready.activity_id
                await self.messenger.rewrite(ready.address, activity_id, ready.message)
            else:
                if conversation is None:
                    chat = await self.messenger.open_chat(ready.address)
                    conversation = await opened(self.casework, ready.person_id, ready.address, chat)
                activity_id = await self.messenger.send(address_of(conversation), ready.message)
        except (Unreachable, Refused, TryLater, Unknown) as trouble:
            await self._went_wrong(trouble, notification, ready.copy, conversation)
        else:
            await self.arrivals.written(cards=[Stands(notification, ready.message, conversation, activity_id)])

    async def _went_wrong(
        self,
        trouble: Unreachable | Refused | TryLater | Unknown,
        notification: Notification,
        copy: SentCopy | None,
        conversation: Conversation | None,
    ) -> None:
        """What each trouble means for a notification (design 4.8)."""
        if isinstance(trouble, Unreachable):
            await unreachable(self.casework, notification, copy, conversation, str(trouble))
        elif isinstance(trouble, Refused):
            await settled(self.casework, notification, Outcome.REFUSED, str(trouble))
        elif isinstance(trouble, TryLater):
            await try_again(self.casework, notification, trouble)
        else:
            await doubtful(self.casework, notification, str(trouble))

    async def _address(
        self, uow: UnitOfWork, notification: Notification, person_id: int, place: Place | None
    ) -> tuple[Address | None, Conversation | None]:
        """Where a notification goes: its own chat, the person's, or one still to be opened. Nowhere
        where it cannot be opened, or was open and is closed: who removed us is left in peace."""
        known = place.conversation_id if place else notification.detail.get("conversation")
        if known is not None:
            conversation: Conversation | None = await conversation_by_id(uow.session, known)
        else:
            conversation = await conversation_with(uow.session, person_id)
        if conversation is not None:
            return address_of(conversation), conversation
        person = (await people_by_ids(uow.session, [person_id]))[person_id]
        other = await any_conversation_in(uow.session, person.tenant_id)
        if not self.messenger.opens_chats or other is None or await has_had_a_chat(uow.session, person_id):
            return None, None
        to_open = Address(person.tenant_id, other.service_url, other.bot_teams_id, person.entra_id, None)
        return to_open, None


def _by_person(claimed: Sequence[Notification]) -> dict[int | str, list[Notification]]:
    """By who they are to; a sealed reporter is known by the handle."""
    theirs: dict[int | str, list[Notification]] = defaultdict(list)
    for notification in claimed:
        theirs[notification.to if notification.to is not None else notification.to_handle].append(notification)
    return theirs


async def _copy(uow: UnitOfWork, notification: Notification) -> SentCopy | None:
    copy_id = notification.detail.get("copy")
    return None if copy_id is None else await copy_by_id(uow.session, copy_id)
