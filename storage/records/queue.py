"""What waits for one person: the card of it, what has changed since it was drawn, and what they have not seen."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.records.base import Record
from storage.records.people import Person


class WorkQueue(Record):
    """What waits for one person, on one card that is put in place of itself. `revision` counts its changes.

    Of when something changed it keeps no more than when it was last drawn, and that not where a sealed
    report was among what changed.
    """

    __tablename__ = "work_queues"

    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), unique=True)
    revision: Mapped[int] = mapped_column(default=1)
    posted_at: Mapped[datetime | None] = mapped_column(default=None)  # the time of the table for which it last came
    unseen: Mapped[bool] = mapped_column(default=False)  # something waits that its person was not sent or shown
    pressing: Mapped[bool] = mapped_column(default=False)  # and it is pressing
    pressing_on: Mapped[date | None] = mapped_column(default=None)  # when it last came for something pressing
    pressing_posts: Mapped[int] = mapped_column(default=0)  # and how often on that day
    drawn_at: Mapped[datetime | None] = mapped_column(default=None)  # when changes were last taken up
    drawn_on: Mapped[date | None] = mapped_column(default=None)  # the day by which its lines were last reckoned
    # What its person was asked about when that was last looked at: units ("unit 5", "unit None") and the desks of
    # those for whom they cover ("desk 3"). What is added by roles or cover they have not seen.
    asked_about: Mapped[list[str] | None] = mapped_column(JSON, default=None)


class QueueChange(Record):
    """Something changed for a person's queue. It is gone as soon as it is taken up."""

    __tablename__ = "queue_changes"

    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    is_new: Mapped[bool] = mapped_column(default=False)  # something that they have not seen
    is_pressing: Mapped[bool] = mapped_column(default=False)
    day_only: Mapped[bool] = mapped_column(default=False)  # a sealed report caused it
    of_roles: Mapped[bool] = mapped_column(
        default=False
    )  # their roles or cover changed: whoever is asked is looked at
