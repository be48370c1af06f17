"""What becomes of a notification once it was sent, or could not be: written down, each in one transaction."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from bot.casework.messages import Address, Message, TryLater
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.vocabulary import Role
from storage.conversations import conversation_by_id, held_conversation
from storage.outbox import (
    REVISIONS,
    copies_of,
    copy_by_id,
    retry_at,
    revision_of,
    settle,
    settle_sent,
)
from storage.people import roles_given
from storage.records import Conversation, Notification, Outcome, SentCopy
from storage.vault import KeyTrouble

LONGEST_PAUSE = timedelta(minutes=30)
MOST_DOUBTS = 2  # an attempt that may have arrived is made once more, and no more (design 4.8)
# Troubles of these are not told to anybody: an answer's writer is there, and the rest goes in circles.
NOT_TOLD = ("undelivered", "reply", "rewrite")
ONE_STANDS = ("queue",)  # subjects of whose cards the newest alone stands in a chat


@dataclass(frozen=True, slots=True)
class Place:
    """Where a copy stands: in which chat, and as which message of it."""

    conversation_id: int
    activity_id: str


def place_of_copy(uow: UnitOfWork, copy: SentCopy) -> Place:
    """Where a copy stands. A sealed reporter's opens with the key alone. Raises KeyTrouble."""
    if copy.conversation_id is not None:
        return Place(copy.conversation_id, copy.activity_id)
    conversation_id, _, activity_id = uow.vault.open(copy.place, "place", copy.handle).partition(" ")
    return Place(int(conversation_id), activity_id)


async def turned_to(
    uow: UnitOfWork, subject: str, subject_id: int, conversation_id: int, activity_id: str, page: str | None,
    note: str = "",
) -> None:  # fmt: skip
    """The card in a chat was turned to a page by a press: when it is rewritten it stays there. None: it is
    again as it was sent. `note`: what came of the press, which stays when the press itself rewrites it."""
    for copy in await copies_of(uow.session, subject, subject_id):
        with suppress(KeyTrouble):  # of a sealed reporter, whose copies another key opens
            if place_of_copy(uow, copy) == Place(conversation_id, activity_id):
                copy.page = page
                if note:
                    await uow.say_on_rewrites(copy, note)


@dataclass(frozen=True, slots=True)
class Stands:
    """A card that arrived: what it was sent for, as what it stands there, and where."""

    notification: Notification
    message: Message
    conversation: Conversation | None
    activity_id: str


@dataclass(slots=True)
class Arrivals:
    """Writes down what arrived: while one lot is being written, the next gathers, and goes in one
    transaction. Nobody waits longer for it, and many chats at once write less often."""

    casework: Casework
    _answers: list[int] = field(default_factory=list)
    _cards: list[Stands] = field(default_factory=list)
    _next: "asyncio.Task[None] | None" = None
    _writing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def written(self, answers: Sequence[int] = (), cards: Sequence[Stands] = ()) -> None:
        """These arrived; done when that is kept. Answers are about no record, so no copy of them is."""
        self._answers.extend(answers)
        self._cards.extend(cards)
        if self._next is None:
            self._next = asyncio.create_task(self._write())
        await asyncio.shield(self._next)

    async def _write(self) -> None:
        async with self._writing:
            try:
                async with self.casework.begin() as uow:
                    await uow.session.connection()  # whatever arrives before there is one goes with this lot
                    answers, cards, self._answers, self._cards, self._next = self._answers, self._cards, [], [], None
                    ids = [*answers, *(card.notification.id for card in cards)]
                    await settle_sent(uow.session, sorted(ids), uow.machine_now)
                    stand = [(card, await _stands(uow, card)) for card in cards]
            finally:
                if self._next is asyncio.current_task():
                    self._next = None
        for card, copy_id in stand:
            if copy_id is not None:
                async with self.casework.begin() as uow:
                    await _caught_up(uow, card, copy_id)


async def _stands(uow: UnitOfWork, card: Stands) -> int | None:
    """Keep the copy that now stands in a chat, and where the record moved on, queue a rewrite: its id."""
    copy = await _copy(uow, card.notification, card.message, card.conversation, card.activity_id)
    if copy is None:
        return None
    await _rewritten_if_behind(uow, card, copy, await revision_of(uow.session, copy.subject, copy.subject_id))
    if copy.subject in ONE_STANDS and "copy" not in card.notification.detail:
        await _let_go_of_older(uow, card, copy)
    return copy.id


async def _let_go_of_older(uow: UnitOfWork, card: Stands, newest: SentCopy) -> None:
    """Of some cards the newest alone stands: those before it say so, and are rewritten no more."""
    for copy in await copies_of(uow.session, newest.subject, newest.subject_id):
        if copy.person_id == newest.person_id and copy.id < newest.id:
            await uow.veiled(day_only=card.notification.day_only).notify(
                "rewrite", subject=copy.subject, subject_id=copy.subject_id, to=copy.person_id or copy.handle,
                key=f"let_go:{copy.id}", copy=copy.id, last=True,
            )  # fmt: skip


async def _caught_up(uow: UnitOfWork, card: Stands, copy_id: int) -> None:
    """Look again, once the copy is kept. Who changed the record in the very moment in which its copy was
    being kept did not see the copy, nor we the change: now the record is waited for, with nothing else held."""
    notification = card.notification
    now_at = await revision_of(uow.session, notification.subject, notification.subject_id, settled=True)
    copy = await copy_by_id(uow.session, copy_id)
    if copy is not None:
        await _rewritten_if_behind(uow, card, copy, now_at)


async def _rewritten_if_behind(uow: UnitOfWork, card: Stands, copy: SentCopy, now_at: int) -> None:
    if copy.shown_revision < now_at:
        await uow.veiled(day_only=card.notification.day_only).notify(
            "rewrite", subject=copy.subject, subject_id=copy.subject_id,
            to=copy.person_id if copy.person_id is not None else copy.handle,
            key=f"rewrite:{copy.id}:{now_at}:after:{card.notification.id}", copy=copy.id,
        )  # fmt: skip


async def _copy(
    uow: UnitOfWork, notification: Notification, message: Message, conversation: Conversation | None,
    activity_id: str,
) -> SentCopy | None:  # fmt: skip
    """The copy that was rewritten, or the new one; None for what is about no record."""
    if (known := notification.detail.get("copy")) is not None:
        copy = await copy_by_id(uow.session, known)
        if copy is not None:
            copy.shown_revision = max(copy.shown_revision, message.revision)
            copy.shown_digest = message.digest
            copy.gone = copy.gone or "last" in notification.detail
        return copy
    if notification.subject not in REVISIONS or conversation is None or not activity_id:
        return None
    copy = SentCopy(
        kind=notification.kind, subject=notification.subject, subject_id=notification.subject_id,
        person_id=notification.to, conversation_id=conversation.id, activity_id=activity_id,
        shown_revision=message.revision, shown_digest=message.digest, page=notification.detail.get("page"),
    )  # fmt: skip
    if notification.to_handle:
        copy.handle, copy.conversation_id, copy.activity_id = notification.to_handle, None, ""
        copy.place = uow.vault.seal(f"{conversation.id} {activity_id}", "place", copy.handle)
    uow.session.add(copy)
    await uow.session.flush()
    return copy


async def opened(casework: Casework, person_id: int, address: Address, chat: str) -> Conversation:
    """A chat was opened with somebody who has not written yet. It is kept: it is opened once."""
    async with casework.begin() as uow:
        return await held_conversation(
            uow.session, tenant_id=address.tenant_id, teams_id=chat, person_id=person_id,
            service_url=address.service_url, bot_teams_id=address.bot, person_teams_id=address.person,
        )  # fmt: skip


async def try_again(casework: Casework, notification: Notification, trouble: TryLater) -> None:
    """It was not sent: again after as long as we were asked to wait, or longer after each attempt."""
    pause = trouble.after if trouble.after is not None else _pause(notification.attempts)
    await _retry(casework, notification, min(pause, LONGEST_PAUSE), str(trouble), doubt=False)


async def doubtful(casework: Casework, notification: Notification, trouble: str) -> None:
    """It may have arrived: once more; and if that is in doubt too, an administrator is told."""
    if notification.doubts + 1 >= MOST_DOUBTS:
        await settled(casework, notification, Outcome.UNKNOWN, trouble)
    else:
        await _retry(casework, notification, _pause(notification.attempts), trouble, doubt=True)


async def unreachable(
    casework: Casework, notification: Notification, copy: SentCopy | None,
    conversation: Conversation | None, trouble: str,
) -> None:  # fmt: skip
    """The chat is closed to us until its person opens Lantern again; a deleted card is let go."""
    async with casework.begin() as uow:
        if copy is not None:
            if (kept := await copy_by_id(uow.session, copy.id)) is not None:
                kept.gone = True
            await settle(uow.session, notification.id, uow.machine_now, Outcome.NOT_NEEDED, trouble)
            return
        if conversation is not None:
            (await conversation_by_id(uow.session, conversation.id)).reachable = False
    await settled(casework, notification, Outcome.UNREACHABLE, trouble)


async def settled(casework: Casework, notification: Notification, outcome: Outcome, trouble: str = "") -> None:
    """The end of it, in a transaction of its own."""
    async with casework.begin() as uow:
        await end(uow, notification, outcome, trouble)


async def end(uow: UnitOfWork, notification: Notification, outcome: Outcome, trouble: str = "") -> None:
    """The end of it. What did not arrive, or may not have, is shown to the administrators."""
    await settle(uow.session, notification.id, uow.machine_now, outcome, trouble)
    if outcome in (Outcome.SENT, Outcome.NOT_NEEDED):
        return
    uow.audit("not_delivered", f"notification:{notification.id}", outcome=outcome, trouble=trouble)
    if notification.kind in NOT_TOLD:
        return
    administrators = {h.person_id for h in await roles_given(uow.session) if h.role is Role.ADMINISTRATOR}
    for person_id in sorted(administrators):
        await uow.notify(
            "undelivered", subject="notification", subject_id=notification.id, to=person_id,
            key=f"undelivered:{notification.id}:{person_id}",
        )  # fmt: skip


async def _retry(
    casework: Casework, notification: Notification, pause: timedelta, trouble: str, *, doubt: bool
) -> None:  # fmt: skip
    async with casework.begin() as uow:
        await retry_at(uow.session, notification.id, uow.machine_now + pause, doubt=doubt, trouble=trouble)


def _pause(attempts: int) -> timedelta:
    """Longer after each attempt: 2, 4, 8 seconds and so on, to half an hour."""
    return min(timedelta(seconds=2 ** min(attempts, 12)), LONGEST_PAUSE)
