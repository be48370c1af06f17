"""The trust's units and people, and the roles they hold."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from psirf.vocabulary import Role, UnitKind
from storage.records.base import Record


class Unit(Record):
    """A place in the trust's tree. `code` is its name towards the trust's file, and never changes."""

    __tablename__ = "units"

    code: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[UnitKind]
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), default=None)
    known_as: Mapped[list[str]] = mapped_column(default_factory=list)


class Person(Record):
    """Somebody in a tenant, known by their Entra id and by nothing else."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("tenant_id", "entra_id"),)

    tenant_id: Mapped[str]
    entra_id: Mapped[str]
    name: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey(Unit.id), default=None)
    told_of_editing: Mapped[bool] = mapped_column(default=False)  # that a message stays in Teams until it is edited


class RoleAssignment(Record):
    """A role held for a unit and all below it; for the whole trust where it names no unit."""

    __tablename__ = "role_assignments"
    __table_args__ = (UniqueConstraint("person_id", "role", "unit_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    role: Mapped[Role]
    given_at: Mapped[datetime]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey(Unit.id), default=None)


class RoleCover(Record):
    """Somebody is away, and another covers all the roles that they hold meanwhile."""

    __tablename__ = "role_covers"

    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)  # who is away
    covered_by: Mapped[int] = mapped_column(ForeignKey(Person.id))
    from_on: Mapped[date]  # both days included
    until_on: Mapped[date] = mapped_column(index=True)
    given_at: Mapped[datetime]
    given_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id), default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)  # taken back before its day
