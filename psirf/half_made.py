"""How long a half-made form is kept, and when its writer is told that it will go."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from psirf.tables import Table, TableError, Tables

LONGEST = 366  # days: what is kept for longer is no draft (domain.md 11.3)


@dataclass(frozen=True, slots=True)
class HalfMade:
    version: str
    keep_days: int
    notice_days: int

    def told_from(self, touched_at: datetime) -> datetime:
        """From when the writer of a form may be told that it will go."""
        return touched_at + timedelta(days=self.keep_days - self.notice_days)

    def goes_at(self, touched_at: datetime, told_at: datetime) -> datetime:
        """When a form goes: its time is up, and its writer was told the whole notice before."""
        return max(touched_at + timedelta(days=self.keep_days), told_at + timedelta(days=self.notice_days))


def read_half_made(tables: Tables) -> HalfMade:
    """The trust's time for half-made forms. Raises TableError naming the file and the row."""
    table = tables.read("half_made.toml")
    keep, notice = _days(table, "keep_days"), _days(table, "notice_days")
    if notice >= keep:
        raise TableError(f"{table.file}: notice_days is less than keep_days, and not {notice} of {keep}.")
    return HalfMade(table.version, keep, notice)


def _days(table: Table, key: str) -> int:
    days = table.content.get(key)
    if type(days) is not int or not 1 <= days <= LONGEST:
        raise TableError(f"{table.file}: {key} is a whole number of days, from 1 to {LONGEST}.")
    return days
