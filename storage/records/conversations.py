"""Chats: where each has got to, what came in, and half-made reports."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.records.base import Base, Record
from storage.records.people import Person


class Conversation(Record):
    """A personal chat: how to reach it, and where its dialogs have got to, as plain JSON."""

    __tablename__ = "conversations"
    __table_args__ = (UniqueConstraint("tenant_id", "teams_id"),)

    tenant_id: Mapped[str]
    teams_id: Mapped[str]  # Teams' id of the chat
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    service_url: Mapped[str]
    bot_teams_id: Mapped[str]
    person_teams_id: Mapped[str]
    reachable: Mapped[bool] = mapped_column(default=True)  # not since the app was removed, or a 403
    welcomed_at: Mapped[datetime | None] = mapped_column(default=None)
    state: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    version: Mapped[int] = mapped_column(default=1)
    last_fingerprint: Mapped[str] = mapped_column(default="")  # of what came in last


class InboundActivity(Record):
    """An activity that was answered, so that the same one again gets the same answer."""

    __tablename__ = "inbound_activities"
    __table_args__ = (UniqueConstraint("conversation_id", "activity_id"),)

    conversation_id: Mapped[int] = mapped_column(ForeignKey(Conversation.id))
    activity_id: Mapped[str]
    fingerprint: Mapped[str]  # of the words or the press, to know a repeat under a new id
    received_at: Mapped[datetime] = mapped_column(index=True)  # by the machine's own clock
    answered_at: Mapped[datetime]  # when the turn was over
    replies: Mapped[list[dict[str, Any]]] = mapped_column(default_factory=list)
    invoke_answer: Mapped[dict[str, Any] | None] = mapped_column(default=None)


class Draft(Base):
    """A half-made form. Its key goes with whatever it makes, so that one form makes one thing."""

    __tablename__ = "drafts"

    key: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    form: Mapped[str]
    begun_at: Mapped[datetime]
    touched_at: Mapped[datetime] = mapped_column(index=True)
    # What was told, and which event it is about: sealed, for its writer alone (bot/casework/drafting.py).
    content: Mapped[str] = mapped_column(default="")
    marked: Mapped[bool] = mapped_column(default=False)  # it holds words that may identify somebody, to be chosen of
    follows: Mapped[str] = mapped_column(default="")  # the key of the report that is sent first
    leaving: Mapped[bool] = mapped_column(default=False)  # asked: keep for later, or delete now?
    # When its writer is told that it will go: when that is due, and then when it is sent.
    noticed_at: Mapped[datetime | None] = mapped_column(default=None)
    passed_on_at: Mapped[datetime | None] = mapped_column(default=None)  # the day a lead was told that there is one
