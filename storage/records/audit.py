"""The record of who did what. Entries are never changed; a sealer chains them after commit."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.records.base import Record


class AuditEntry(Record):
    """Who did what, to which record, and when.

    `details` are hashed apart, with a salt, so that retention can erase them and leave the chain whole.
    """

    __tablename__ = "audit_entries"

    at: Mapped[datetime]
    who: Mapped[str]  # a person's id, or "lantern"
    did: Mapped[str]
    subject: Mapped[str]  # such as event:42
    details: Mapped[dict[str, Any] | None]
    salt: Mapped[str]
    details_hash: Mapped[str]
    entry_hash: Mapped[str]


class AuditSeal(Record):
    """An entry's place in the chain: its own hash together with that of the seal before."""

    __tablename__ = "audit_seals"

    sequence: Mapped[int] = mapped_column(unique=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey(AuditEntry.id), unique=True)
    chain_hash: Mapped[str]
