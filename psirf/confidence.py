"""For how long a reporter may stay untold that their name was opened, before that is looked at again."""

from dataclasses import dataclass
from datetime import date, timedelta

from psirf.tables import TableError, Tables
from psirf.working_time import is_working_day

LONGEST = 366  # days: whatever a trust sets, a year is not passed without a look


@dataclass(frozen=True, slots=True)
class Confidence:
    version: str
    look_again_within_days: int

    def latest_review(self, today: date) -> date:
        """The last day on which a bar that is set today may be looked at again."""
        return today + timedelta(days=self.look_again_within_days)

    def offered_review(self, today: date) -> date:
        """The last working day until then, where there is one."""
        day = latest = self.latest_review(today)
        while not is_working_day(day):
            day -= timedelta(days=1)
        return day if self.is_in_time(today, day) else latest

    def is_in_time(self, today: date, review_on: date) -> bool:
        """Whether a day is still to come, and not too far away."""
        return today < review_on <= self.latest_review(today)


def read_confidence(tables: Tables) -> Confidence:
    """The table of confidence. Raises TableError naming the file and the row."""
    table = tables.read("confidence.toml")
    bar = table.content.get("bar")
    days = bar.get("look_again_within_days") if isinstance(bar, dict) else None
    if type(days) is not int or not 1 <= days <= LONGEST:
        raise TableError(f"{table.file}: [bar] says look_again_within_days, a whole number from 1 to {LONGEST}.")
    return Confidence(table.version, days)
