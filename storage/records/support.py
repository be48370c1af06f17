"""Support for a member of staff after something happened. Nothing here says after what: no row leads to an event."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.records.base import Record
from storage.records.people import Person


class StaffSupport(Record):
    """That somebody was shown a named person who is there for them, and what they said of it themselves.

    `offered_on` is the day alone, so that it cannot be joined by its moment with what else was done.
    """

    __tablename__ = "staff_supports"
    __table_args__ = (UniqueConstraint("person_id", "supporter_id", "offered_on"),)

    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    supporter_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    offered_on: Mapped[date]
    sealed: Mapped[str] = mapped_column(default="")  # their answers to the three questions, for the two of them
    version: Mapped[int] = mapped_column(default=1)
    revision: Mapped[int] = mapped_column(default=1)
