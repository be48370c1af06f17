"""A unit of work: what one person does at one moment, kept whole or not at all."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Self

from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from psirf.rules import Rules
from psirf.working_time import london_day, start_of_day
from storage import audit, outbox
from storage.database import Sessions
from storage.on_disk import Disk
from storage.records import Notification, NotificationState, SentCopy
from storage.vault import Vault
from storage.workings import clock_offset


@dataclass(frozen=True, slots=True)
class Who:
    """Who does it: a person, known by the authenticated activity alone, or Lantern itself."""

    id: int | None
    name: str
    tenant_id: str = ""

    @property
    def written(self) -> str:
        return "lantern" if self.id is None else f"person:{self.id}"


LANTERN = Who(None, "Lantern")


def written_of(handle: str) -> str:
    """A sealed reporter as the audit trail has them."""
    return f"sealed:{handle}"


LEASE = timedelta(seconds=30)  # of the machine's clock; a send gives up in half of it
# What a person who acts is sent before the request ends: the turn's own answers, and the cards in
# their chat as they now stand. A card rewritten later would fold up under what they type next.
AT_ONCE = ("reply", "thanks", "shown", "outside", "rewrite")


@dataclass(frozen=True, slots=True)
class Queued:
    id: int
    kind: str
    at_once: bool  # claimed by the turn itself, which sends it
    as_queued: Notification | None = None  # where it does


@dataclass(slots=True)
class Veil:
    """What a piece of work must not leave behind. It is drawn while the work goes on, and for all of it.

    handle: who acts does so as the sealed reporter with this handle; no row names them.
    day_only: rows that the work writes tell the day alone, and not the moment.
    untraced: what the turn hears and answers is not kept.
    """

    handle: str = ""
    event_id: int | None = None  # the sealed report; None until it has its number
    day_only: bool = False
    untraced: bool = False

    def draw(self, handle: str, event_id: int | None = None) -> None:
        """From here on who acts is the sealed reporter with this handle (docs/decisions/0012)."""
        self.handle, self.event_id, self.day_only, self.untraced = handle, event_id, True, True

    def covers(self, subject: str) -> bool:
        """Whether what is done to this subject is done as its sealed reporter."""
        return bool(self.handle) and (self.event_id is None or subject == f"event:{self.event_id}")


@dataclass(frozen=True, slots=True)
class UnitOfWork:
    """What is done together. `now` is Lantern's clock, `machine_now` the machine's, both in UTC."""

    session: AsyncSession
    by: Who
    now: datetime
    machine_now: datetime
    rules: Rules
    queued: list["Queued"] = field(default_factory=list)  # what this work queued to be sent
    in_turn: bool = False  # in a turn, which sends its own answers once it is kept
    vault: Vault = field(default_factory=Vault)
    veil: Veil = field(default_factory=Veil)

    @property
    def kept_at(self) -> datetime:
        """The moment as rows have it: now; under a veil the day alone, 00:00 in London."""
        return start_of_day(self.today) if self.veil.day_only else self.now

    @property
    def kept_by(self) -> int | None:
        """Who does it, as rows have it: nobody's id where Lantern acts, or a sealed reporter."""
        return None if self.veil.handle else self.by.id

    @property
    def today(self) -> date:
        """London's date."""
        return london_day(self.now)

    @property
    def person_id(self) -> int:
        """The id of the person who does it. Raises RuntimeError where Lantern acts by itself."""
        if self.by.id is None:
            raise RuntimeError("No person does this: Lantern acts by itself.")
        return self.by.id

    def acting(self, by: Who, *, in_turn: bool = False) -> Self:
        """The same work, done by somebody else from here on; perhaps in a turn of theirs."""
        return replace(self, by=by, in_turn=in_turn)

    def veiled(self, *, day_only: bool) -> Self:
        """The same work under a veil of its own."""
        return replace(self, veil=Veil(day_only=day_only))

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """A part that is undone by itself if it raises; what it queued is forgotten too."""
        queued = len(self.queued)
        try:
            async with self.session.begin_nested():
                yield
                await self.session.flush()
        except BaseException as trouble:
            del self.queued[queued:]
            if not isinstance(trouble, SQLAlchemyError):
                await self._read_again()
            raise

    async def _read_again(self) -> None:
        """What was undone is read anew now: an attribute that is looked at later cannot wait for the database."""
        for record in list(self.session):
            if inspect(record).expired:
                await self.session.refresh(record)

    def told_by_acting(self, subject: str) -> int | None:
        """Who acts, and so need not be told of it. Nobody, where they act as a sealed reporter: that all but one
        were told would name them."""
        return None if self.veil.covers(subject) else self.by.id

    def audit(self, did: str, subject: str, **details: Any) -> None:
        """Write the audit entry for what is done, in its own transaction. Details are plain JSON."""
        who = written_of(self.veil.handle) if self.veil.covers(subject) else self.by.written
        self.session.add(audit.entry(self.kept_at, who, did, subject, details))

    async def notify(
        self, kind: str, *, subject: str, subject_id: int, to: int | str, key: str,
        due_at: datetime | None = None, in_hours: bool = False, on_queue: bool = False, **detail: Any,
    ) -> bool:  # fmt: skip
        """Queue a notification: sent after this work is kept, and never if it is not.

        `to` is a person's id, or the handle of a sealed reporter. The key makes it one, however often it
        is queued. True if it is new. `on_queue`: a line of their queue says it, and it is not sent.
        """
        if kind == "shown" and self.veil.covers(f"{subject}:{subject_id}") and to == self.by.id:
            to = self.veil.handle  # what they are asked as a lead, they are asked under their name as ever
        mine = to in (self.by.id, self.veil.handle)
        at_once = self.in_turn and mine and kind in AT_ONCE
        if self.veil.day_only:
            key = self.vault.mark(key, "notification")  # it may hold what names a chat
        due_at = due_at or self.kept_at
        if in_hours:
            due_at = self.rules.ladder.hours.within(due_at)
        until = self.machine_now + LEASE if at_once else None
        number = await outbox.enqueue(
            self.session, key=key, kind=kind, subject=subject, subject_id=subject_id,
            to=None if isinstance(to, str) else to, to_handle=to if isinstance(to, str) else "",
            day_only=self.veil.day_only, due_at=due_at, in_hours=in_hours, detail=detail, claimed_until=until,
            on_queue=on_queue,
        )  # fmt: skip
        if number is not None and not on_queue:
            as_queued = None
            if at_once and kind != "reply":
                as_queued = Notification(
                    key=key, kind=kind, subject=subject, subject_id=subject_id,
                    to=None if isinstance(to, str) else to, to_handle=to if isinstance(to, str) else "",
                    day_only=self.veil.day_only, due_at=due_at, in_hours=in_hours,
                    detail=detail, state=NotificationState.CLAIMED, held_until=until, attempts=1,
                )  # fmt: skip
                as_queued.id = number
            self.queued.append(Queued(number, kind, at_once, as_queued))
        return number is not None

    async def say_on_rewrites(self, copy: SentCopy, note: str) -> None:
        """What rewrites this copy says this too: what its own press came to, as the answer to the press does."""
        await outbox.say_on_rewrites(self.session, copy, note)
        for queued in self.queued:
            if queued.as_queued is not None and queued.as_queued.detail.get("copy") == copy.id:
                queued.as_queued.detail["note"] = note


@dataclass(frozen=True, slots=True)
class Casework:
    """Where units of work begin: the records, the rules and the clock.

    `clock` is the machine's. With `movable` (development) the chat can move Lantern's clock forward.
    """

    sessions: Sessions
    rules: Rules
    clock: Callable[[], datetime]
    vault: Vault = field(default_factory=Vault)
    movable: bool = False
    disk: Disk = field(default_factory=lambda: Disk(None))
    stirred: asyncio.Event = field(default_factory=asyncio.Event)  # something was queued for the worker

    @asynccontextmanager
    async def begin(self, by: Who = LANTERN) -> AsyncIterator[UnitOfWork]:
        """One transaction: kept when the block ends, undone when it raises."""
        async with self.sessions.begin() as session:
            machine_now = self.clock()
            ahead = await clock_offset(session) if self.movable else timedelta()
            work = UnitOfWork(session, by, machine_now + ahead, machine_now, self.rules, vault=self.vault)
            yield work
        if any(not each.at_once for each in work.queued):
            self.stirred.set()
