"""Words of a report that may identify somebody, kept apart from it."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from psirf.vocabulary import IdentifierKind
from storage.records.base import Record
from storage.records.events import PatientSafetyEvent
from storage.records.people import Person


class Mark(Record):
    """Words that may identify somebody, numbered within their event. When the patient safety team has
    looked at them, the words themselves go: they stand in the report again, or nowhere."""

    __tablename__ = "marks"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    event_id: Mapped[int] = mapped_column(ForeignKey(PatientSafetyEvent.id), index=True)
    number: Mapped[int]
    kind: Mapped[IdentifierKind]
    words: Mapped[str]
    taken_out: Mapped[bool | None] = mapped_column(default=None)  # None until somebody has looked
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    settled_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id), default=None)
