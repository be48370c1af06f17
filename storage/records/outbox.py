"""The outbox: messages to be sent, what became of them, and the copies that stand in chats."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from psirf.vocabulary import Term
from storage.records.base import Record
from storage.records.conversations import Conversation
from storage.records.people import Person


class NotificationState(Term):
    WAITING = "waiting", "Waiting"
    CLAIMED = "claimed", "Claimed by a worker, which has not begun to send it"
    SENDING = "sending", "Being sent"
    SETTLED = "settled", "Settled"


class Outcome(Term):
    """What became of a notification."""

    SENT = "sent", "Sent"
    ON_QUEUE = "on_queue", "A line of their queue in place of a message"
    OPENED = "opened", "What that line was about was opened"
    NOT_NEEDED = "not_needed", "No longer needed"
    UNREACHABLE = "unreachable", "The person could not be reached"
    UNKNOWN = "unknown", "It may or may not have arrived"
    REFUSED = "refused", "Teams refused it"


TOLD = (Outcome.SENT, Outcome.ON_QUEUE, Outcome.OPENED)  # whoever it was for has it before them


class Notification(Record):
    """A message to one person. Its key makes it one message, however often it is queued."""

    __tablename__ = "notifications"
    __table_args__ = (
        Index("ix_notifications_due", "state", "due_at"),
        Index("ix_notifications_to_outcome", "to", "outcome"),
    )

    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    subject: Mapped[str]
    subject_id: Mapped[int]
    to: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    due_at: Mapped[datetime]  # by Lantern's clock
    to_handle: Mapped[str] = mapped_column(default="")  # of a sealed reporter, found when it is sent
    day_only: Mapped[bool] = mapped_column(default=False)  # when it was sent is not kept: a sealed report caused it
    detail: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    in_hours: Mapped[bool] = mapped_column(default=False)  # moved into the hours of the ladder's table
    state: Mapped[NotificationState] = mapped_column(default=NotificationState.WAITING)
    held_until: Mapped[datetime | None] = mapped_column(default=None)  # a lease or a pause: machine's clock
    attempts: Mapped[int] = mapped_column(default=0)
    doubts: Mapped[int] = mapped_column(default=0)  # attempts that may or may not have arrived
    outcome: Mapped[Outcome | None] = mapped_column(default=None)
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    trouble: Mapped[str] = mapped_column(default="")  # the last status Teams gave, never its text


class SentCopy(Record):
    """A card that stands in somebody's chat, and the revision of the record that it shows."""

    __tablename__ = "sent_copies"
    __table_args__ = (
        UniqueConstraint("conversation_id", "activity_id"),
        Index("ix_sent_copies_subject", "subject", "subject_id"),
    )

    kind: Mapped[str]  # of the notification that it was sent for
    subject: Mapped[str]
    subject_id: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey(Conversation.id))
    activity_id: Mapped[str]
    shown_revision: Mapped[int]
    shown_digest: Mapped[str]  # of the card: one that looks the same is not sent again
    gone: Mapped[bool] = mapped_column(default=False)  # deleted in Teams: nothing to rewrite
    # What its person turned it to: a page of its record, "" the record's own card; None as it was sent.
    page: Mapped[str | None] = mapped_column(default=None)
    # A sealed reporter's copy names nobody and no chat: whose it is, and where it stands, only the key tells.
    handle: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
