"""Safety actions: what will be changed, by whom and by when, and the evidence that it was."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from psirf.references import action_reference
from psirf.vocabulary import ActionStatus
from storage.records.base import Record
from storage.records.events import PatientSafetyEvent
from storage.records.people import Person


class SafetyAction(Record):
    """A safety action. `due_revision` counts settings of the due day, so that A, B, A still nudges."""

    __tablename__ = "safety_actions"

    idempotency_key: Mapped[str] = mapped_column(unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey(PatientSafetyEvent.id), index=True)
    what: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    added_by: Mapped[int] = mapped_column(ForeignKey(Person.id))
    added_at: Mapped[datetime]
    due: Mapped[date]
    reminded_from: Mapped[date]  # steps of the ladder before this day are passed over
    # 00:00 London of the next step of the ladder; none while nobody is to be nudged.
    next_reminder_at: Mapped[datetime | None] = mapped_column(index=True)
    due_revision: Mapped[int] = mapped_column(default=1)
    status: Mapped[ActionStatus] = mapped_column(default=ActionStatus.OPEN)
    not_mine_because: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    revision: Mapped[int] = mapped_column(default=1)

    @property
    def reference(self) -> str:
        return action_reference(self.id)


class DueChange(Record):
    """A due day moved by its owner, with the reason; put back by a lead, perhaps."""

    __tablename__ = "due_changes"

    action_id: Mapped[int] = mapped_column(ForeignKey(SafetyAction.id), index=True)
    due_before: Mapped[date]
    due_after: Mapped[date]
    because: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(ForeignKey(Person.id))
    undone_at: Mapped[datetime | None] = mapped_column(default=None)
    undone_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id), default=None)


class Evidence(Record):
    """What an owner gave to show that an action is done, and what a lead made of it."""

    __tablename__ = "evidence"

    action_id: Mapped[int] = mapped_column(ForeignKey(SafetyAction.id), index=True)
    text: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(ForeignKey(Person.id))
    accepted: Mapped[bool | None] = mapped_column(default=None)
    answered_because: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id), default=None)
