"""Patient safety events, and the history of what is known of them."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from psirf.references import event_reference, theme_reference
from psirf.vocabulary import (
    EventKind,
    EventStatus,
    FirstLook,
    OutcomeType,
    PhysicalHarm,
    PsychologicalHarm,
    Reached,
    Withdrawal,
    YesNo,
)
from storage.records.base import Record
from storage.records.people import Person, Unit


class Theme(Record):
    """Several events of which little is to be learned one by one, kept to be looked at together."""

    __tablename__ = "themes"

    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)  # the name whatever its capitals: there is one theme of each
    opened_by: Mapped[int] = mapped_column(ForeignKey(Person.id))
    opened_at: Mapped[datetime]

    @property
    def reference(self) -> str:
        return theme_reference(self.id)


class PatientSafetyEvent(Record):
    """A patient safety event as reported. `version` counts its steps, `revision` all that shows on cards.

    Words that may identify somebody do not stand in its texts: each is kept as a Mark, and what stands in
    its place says so (psirf/marks.py).
    """

    __tablename__ = "patient_safety_events"

    idempotency_key: Mapped[str] = mapped_column(unique=True)  # minted when its journey began
    # Who reported it: a person; or, where the name is sealed, nobody that a row names (docs/decisions/0012).
    reported_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    reported_at: Mapped[datetime]  # of a sealed report the day alone: 00:00 in London
    what: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey(Unit.id))
    kind: Mapped[EventKind]
    reached: Mapped[Reached | None]  # of an incident alone
    place_said: Mapped[str] = mapped_column(default="")  # where the place is none of the trust's units
    happened_from: Mapped[datetime | None] = mapped_column(default=None)
    happened_to: Mapped[datetime | None] = mapped_column(default=None)
    how_they_are: Mapped[str] = mapped_column(default="")
    involved: Mapped[str] = mapped_column(default="")  # in words
    agents: Mapped[list[str]] = mapped_column(default_factory=list)  # LFPSE codes of what was involved
    outcome: Mapped[OutcomeType | None] = mapped_column(default=None)
    imminent: Mapped[YesNo | None] = mapped_column(default=None)  # death or severe harm threatens
    population: Mapped[str] = mapped_column(default="")  # who could be affected
    more_of: Mapped[str] = mapped_column(default="")  # how there could be more of good care
    our_part: Mapped[YesNo | None] = mapped_column(default=None)  # whether an outcome may be an incident too
    stopped_by: Mapped[str] = mapped_column(default="")
    status: Mapped[EventStatus] = mapped_column(default=EventStatus.RECEIVED)
    version: Mapped[int] = mapped_column(default=1)
    revision: Mapped[int] = mapped_column(default=1)
    told_learned: Mapped[str] = mapped_column(default="")  # the two sentences the reporter was told
    told_changed: Mapped[str] = mapped_column(default="")
    told_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id), default=None)
    told_at: Mapped[datetime | None] = mapped_column(default=None)
    # A sealed reporter: by which audit trail and outbox know them, and the reference that only the key opens.
    reporter_handle: Mapped[str | None] = mapped_column(unique=True, default=None)
    reporter_sealed: Mapped[str] = mapped_column(default="")
    looked_at: Mapped[datetime | None] = mapped_column(default=None)  # by somebody who is asked about it
    looked_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id), default=None)
    learned_at: Mapped[datetime | None] = mapped_column(default=None)  # the reporter was told what was learned
    withdrawal: Mapped[Withdrawal | None] = mapped_column(default=None)
    withdrawal_answer: Mapped[str] = mapped_column(default="")  # why a lead keeps it
    # 00:00 London of the day on which a lead is told that nobody can find the patient; none where settled.
    next_patient_nudge_at: Mapped[datetime | None] = mapped_column(index=True, default=None)
    # Whose desk it is on: who claimed it, and the ward manager's look where the plan asks for one first.
    claimed_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True, default=None)
    claimed_at: Mapped[datetime | None] = mapped_column(default=None)
    worked_at: Mapped[datetime | None] = mapped_column(
        default=None
    )  # when whoever has it last did something about it
    first_look: Mapped[FirstLook | None] = mapped_column(default=None)
    first_looked_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id), default=None)
    first_looked_at: Mapped[datetime | None] = mapped_column(default=None)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey(Theme.id), index=True, default=None)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("patient_safety_events.id"), default=None)

    @property
    def reference(self) -> str:
        return event_reference(self.id)


class EventPlace(Record):
    """Where an event is said to have happened, from a date on: the history of its place."""

    __tablename__ = "event_places"

    event_id: Mapped[int] = mapped_column(ForeignKey(PatientSafetyEvent.id), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey(Unit.id))
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey(Person.id))


class EventStatusChange(Record):
    """The history of an event's status."""

    __tablename__ = "event_statuses"

    event_id: Mapped[int] = mapped_column(ForeignKey(PatientSafetyEvent.id), index=True)
    status: Mapped[EventStatus]
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey(Person.id))


class AffectedPerson(Record):
    """A person an event reached. Who they are is not kept here."""

    __tablename__ = "affected_people"
    __table_args__ = (UniqueConstraint("event_id", "sequence"),)

    event_id: Mapped[int] = mapped_column(ForeignKey(PatientSafetyEvent.id), index=True)
    sequence: Mapped[int]
    idempotency_key: Mapped[str | None] = mapped_column(unique=True, default=None)  # of the form that added them


class HarmGrading(Record):
    """The harm to one person as graded at a date. The newest holds; the others are its history."""

    __tablename__ = "harm_gradings"

    affected_person_id: Mapped[int] = mapped_column(ForeignKey(AffectedPerson.id), index=True)
    physical: Mapped[PhysicalHarm]
    psychological: Mapped[PsychologicalHarm]
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey(Person.id))


class EventReference(Record):
    """An event's number in another system: one number for one event, and one event once in each system."""

    __tablename__ = "event_references"
    __table_args__ = (UniqueConstraint("system", "number"), UniqueConstraint("event_id", "system"))

    event_id: Mapped[int] = mapped_column(ForeignKey(PatientSafetyEvent.id), index=True)
    system: Mapped[str]
    number: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
