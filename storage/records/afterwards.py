"""What comes after a report: what is said about it since, and how its patient can be found."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from psirf.vocabulary import Barred, IdentifierKind, NoteKind, PatientKnown
from storage.records.base import Record
from storage.records.events import AffectedPerson, PatientSafetyEvent
from storage.records.people import Person


class EventNote(Record):
    """Something said about an event since: added, asked or answered. `by` is None for a sealed reporter."""

    __tablename__ = "event_notes"

    event_id: Mapped[int] = mapped_column(ForeignKey(PatientSafetyEvent.id), index=True)
    kind: Mapped[NoteKind]
    text: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    answers: Mapped[int | None] = mapped_column(ForeignKey("event_notes.id"), default=None)  # the question


class EventCorrection(Record):
    """An answer of a report that its reporter put right, as people read it before and after."""

    __tablename__ = "event_corrections"

    event_id: Mapped[int] = mapped_column(ForeignKey(PatientSafetyEvent.id), index=True)
    label: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey(Person.id))


class PatientReference(Record):
    """How a patient can be found, as it was said at a date. The newest holds; the others are its history.

    `sealed` is the number, in the protected store: only the key opens it, and only the candour lead looks.
    """

    __tablename__ = "patient_references"

    affected_person_id: Mapped[int] = mapped_column(ForeignKey(AffectedPerson.id), index=True)
    known: Mapped[PatientKnown]
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    kind: Mapped[IdentifierKind | None] = mapped_column(default=None)
    sealed: Mapped[str] = mapped_column(default="")
    because: Mapped[str] = mapped_column(default="")


class SealOpening(Record):
    """A sealed name that somebody asked to open: by whom and why, who agreed, and whether its reporter was
    told. It never holds the name."""

    __tablename__ = "seal_openings"

    event_id: Mapped[int] = mapped_column(ForeignKey(PatientSafetyEvent.id), index=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey(Person.id))
    asked_at: Mapped[datetime]
    because: Mapped[str]
    barred: Mapped[Barred | None] = mapped_column(default=None)  # why the reporter is not told for now
    barred_because: Mapped[str] = mapped_column(default="")
    review_on: Mapped[date | None] = mapped_column(default=None, index=True)  # of the bar; none once told
    answered_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id), default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    agreed: Mapped[bool | None] = mapped_column(default=None)  # None while it waits for the second
    answered_because: Mapped[str] = mapped_column(default="")  # why it was left sealed
    told_at: Mapped[datetime | None] = mapped_column(default=None)
