"""A candour case, who is to be told, and what was written down of it.

Who somebody is, how they are reached and what was said to and by them stand in `sealed` alone: the protected store,
which only the key opens. What else is here names nobody: the rest of the case knows a person by their number in it.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from psirf.candour.terms import CandourStatus, PersonKind
from psirf.references import candour_reference
from storage.records.base import Record
from storage.records.events import AffectedPerson, PatientSafetyEvent
from storage.records.people import Person


class CandourCase(Record):
    """What is owed to the people an event affected, from its assessment to its end. One of each event."""

    __tablename__ = "candour_cases"

    event_id: Mapped[int] = mapped_column(ForeignKey(PatientSafetyEvent.id), unique=True)
    opened_at: Mapped[datetime]
    opened_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id))  # None where the report itself opens it
    opened_for: Mapped[list[str]]  # terms of OpenedBy, or whose word it was (AskedBy), or ENGAGEMENT
    reported_at: Mapped[datetime]  # from which the trust's limits count
    status: Mapped[CandourStatus] = mapped_column(default=CandourStatus.ASSESSING)
    assessed_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id), default=None)  # who wrote it down last
    clinician_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True, default=None)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True, default=None)
    cover_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True, default=None)  # for the contact
    told_by: Mapped[date | None] = mapped_column(default=None)
    written_by: Mapped[date | None] = mapped_column(default=None)
    findings_approved_at: Mapped[datetime | None] = mapped_column(default=None)
    findings_by: Mapped[date | None] = mapped_column(default=None)
    rule_version: Mapped[str] = mapped_column(default="")  # of candour.toml, by which its days were set
    next_reminder_at: Mapped[datetime | None] = mapped_column(index=True, default=None)
    nudged_at: Mapped[datetime | None] = mapped_column(default=None)  # when its reminders were taken last
    version: Mapped[int] = mapped_column(default=1)
    revision: Mapped[int] = mapped_column(default=1)

    @property
    def reference(self) -> str:
        return candour_reference(self.id)


class CandourPerson(Record):
    """Somebody who is to be told, or would be: a relevant person, by their number in the case."""

    __tablename__ = "candour_people"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    case_id: Mapped[int] = mapped_column(ForeignKey(CandourCase.id), index=True)
    number: Mapped[int]  # from 1
    kind: Mapped[PersonKind]
    affected_person_id: Mapped[int | None] = mapped_column(ForeignKey(AffectedPerson.id))
    added_at: Mapped[datetime]
    added_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    sealed: Mapped[str] = mapped_column(default="")  # who they are, how they are reached, what matters to them
    next_contact_on: Mapped[date | None] = mapped_column(default=None)  # as it was promised to them
    paused_until: Mapped[date | None] = mapped_column(default=None)  # they asked for time
    avoid: Mapped[list[str]] = mapped_column(default_factory=list)  # days on which not to contact them, ISO


class CandourEntry(Record):
    """One thing that was written down of a case. Never changed: what is put right is written down again.

    `name` is a StepName or an Element (psirf/candour/terms.py), or a NoteName, which makes nothing end.
    """

    __tablename__ = "candour_entries"
    __table_args__ = (UniqueConstraint("case_id", "key"),)

    case_id: Mapped[int] = mapped_column(ForeignKey(CandourCase.id), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey(CandourPerson.id))  # None of the case itself
    name: Mapped[str]
    at: Mapped[datetime]  # when it was done
    written_at: Mapped[datetime]
    written_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id))  # None: Lantern, or in confidence
    key: Mapped[str]  # the same key again is the same entry
    said: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)  # what names nobody: limbs, mode, result
    sealed: Mapped[str] = mapped_column(default="")  # the words, as JSON
