"""What was advised and decided for an event, who approved it, the learning response, and who else is told."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from psirf.references import approval_reference, response_reference
from psirf.vocabulary import ApprovalHow, ApprovalStatus, AskedAs, ResponseStatus, ResponseType, Role
from storage.records.base import Record
from storage.records.events import PatientSafetyEvent
from storage.records.people import Person


class Decision(Record):
    """What was advised for an event, with the plan's version; and what was decided, by whom and why.

    The newest of an event holds; the others are its history. `circumstances` are the plain answers that the
    advice was drawn from (psirf/circumstances/), `advice` what else it said, in the words of the command.
    """

    __tablename__ = "decisions"

    event_id: Mapped[int] = mapped_column(ForeignKey(PatientSafetyEvent.id), index=True)
    advised: Mapped[ResponseType]
    advised_because: Mapped[str]
    considered: Mapped[dict[str, str]]
    plan_version: Mapped[str]
    circumstances: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    advice: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    chosen: Mapped[ResponseType | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id), default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    lifecycle_version: Mapped[str] = mapped_column(default="")
    forum: Mapped[str] = mapped_column(default="")  # the panel that decided, where one did
    forum_on: Mapped[date | None] = mapped_column(default=None)


class ApprovalRequest(Record):
    """A decision that others must say yes to, as a row of the plan has it (approvals.toml)."""

    __tablename__ = "approval_requests"

    event_id: Mapped[int] = mapped_column(ForeignKey(PatientSafetyEvent.id), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey(Decision.id), index=True)
    response: Mapped[ResponseType]  # that is proposed
    because: Mapped[str]
    asked_by: Mapped[int] = mapped_column(ForeignKey(Person.id))
    asked_at: Mapped[datetime]
    rule: Mapped[str]  # the row's id
    rule_version: Mapped[str]
    role: Mapped[Role]  # of those who are asked
    how: Mapped[ApprovalHow]
    lapses_on: Mapped[date]  # by when an answer is asked for; nothing lapses silently
    next_reminder_at: Mapped[datetime | None] = mapped_column(index=True, default=None)
    reminded: Mapped[int] = mapped_column(default=0)  # steps of its ladder that were taken
    status: Mapped[ApprovalStatus] = mapped_column(default=ApprovalStatus.WAITING)
    question: Mapped[str] = mapped_column(default="")
    question_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id), default=None)
    answer: Mapped[str] = mapped_column(default="")
    settled_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id), default=None)
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    settled_because: Mapped[str] = mapped_column(default="")
    chosen: Mapped[ResponseType | None] = mapped_column(default=None)  # what was chosen instead
    version: Mapped[int] = mapped_column(default=1)
    revision: Mapped[int] = mapped_column(default=1)

    @property
    def reference(self) -> str:
        return approval_reference(self.id)


class ApprovalAsked(Record):
    """Somebody who is asked to approve, and why them."""

    __tablename__ = "approvals_asked"
    __table_args__ = (UniqueConstraint("request_id", "person_id"),)

    request_id: Mapped[int] = mapped_column(ForeignKey(ApprovalRequest.id), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    asked_as: Mapped[AskedAs]
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey(Person.id), default=None)  # who handed it on
    handed_on: Mapped[bool] = mapped_column(default=False)  # they handed it on, and are not waited for


class ApprovalGiven(Record):
    """Somebody's yes."""

    __tablename__ = "approvals_given"
    __table_args__ = (UniqueConstraint("request_id", "person_id"),)

    request_id: Mapped[int] = mapped_column(ForeignKey(ApprovalRequest.id), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]


class LearningResponse(Record):
    """A learning response that was chosen: who leads it, whether it was held, and what was learned."""

    __tablename__ = "learning_responses"

    event_id: Mapped[int] = mapped_column(ForeignKey(PatientSafetyEvent.id), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey(Decision.id))
    type: Mapped[ResponseType]
    chosen_at: Mapped[datetime]
    before_id: Mapped[int | None] = mapped_column(ForeignKey("learning_responses.id"), default=None)  # it was that
    lead_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True, default=None)
    hold_by: Mapped[datetime | None] = mapped_column(
        index=True, default=None
    )  # a huddle's limit; none once looked at
    held_on: Mapped[date | None] = mapped_column(default=None)
    took_part: Mapped[str] = mapped_column(default="")
    # Those of the trust's people who were named among them: shown nowhere, they do not lead a PSII after it.
    named: Mapped[list[int]] = mapped_column(default_factory=list)
    learned: Mapped[list[str]] = mapped_column(default_factory=list)  # up to three lines
    not_held_because: Mapped[str] = mapped_column(default="")
    status: Mapped[ResponseStatus] = mapped_column(default=ResponseStatus.PLANNED)
    version: Mapped[int] = mapped_column(default=1)
    revision: Mapped[int] = mapped_column(default=1)

    @property
    def reference(self) -> str:
        return response_reference(self.id)


class OutwardDuty(Record):
    """Somebody outside who must be told of an event. It waits for no approval."""

    __tablename__ = "outward_duties"
    __table_args__ = (UniqueConstraint("event_id", "code"),)

    event_id: Mapped[int] = mapped_column(ForeignKey(PatientSafetyEvent.id), index=True)
    code: Mapped[str]  # of a row of duties.toml
    opened_at: Mapped[datetime]
    rule_version: Mapped[str]
    due_at: Mapped[datetime]
    asked_for: Mapped[bool] = mapped_column(default=True)  # the advice, as it last was, still names it
    next_reminder_at: Mapped[datetime | None] = mapped_column(index=True, default=None)  # none once it is settled
    reminded: Mapped[int] = mapped_column(default=0)  # reminders that were taken
    number: Mapped[str] = mapped_column(default="")  # the reference that they gave
    made_at: Mapped[datetime | None] = mapped_column(default=None)  # as its maker says
    made_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id), default=None)
    marked_at: Mapped[datetime | None] = mapped_column(default=None)
    not_needed_because: Mapped[str] = mapped_column(default="")
    not_needed_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id), default=None)


class ConcernedRole(Record):
    """A role that is told of an event, and what of the event says so, such as "agent:4" (psirf/routing.py)."""

    __tablename__ = "concerned_roles"
    __table_args__ = (UniqueConstraint("event_id", "role", "clue"),)

    event_id: Mapped[int] = mapped_column(ForeignKey(PatientSafetyEvent.id), index=True)
    role: Mapped[Role]
    clue: Mapped[str]
    at: Mapped[datetime]
