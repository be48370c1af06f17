"""The one reading policy: which fields of a case a person may see, by their roles towards it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from psirf.tables import TableError, Tables
from psirf.vocabulary import Role

Subject = Literal["event", "action"]
SUBJECTS: tuple[Subject, ...] = ("event", "action")

# Every field that a policy may name; a view shows no field that is not here.
FIELDS: Mapping[str, frozenset[str]] = {
    "event": frozenset((
        "kind", "what", "place", "happened", "reached", "harm", "how_they_are", "involved", "stopped_by", "outcome",
        "imminent", "population", "more_of", "our_part", "reported_at", "reporter", "marks", "advice", "decision",
        "actions", "told", "progress", "notes", "corrections", "withdrawal", "patients", "elsewhere", "opening",
        "opened",
    )),
    "action": frozenset((
        "what", "due", "owner", "added_by", "evidence", "due_change", "place", "event_reference",
        "not_mine_because",
    )),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadingPolicy:
    version: str
    allowed: Mapping[tuple[str, Role], frozenset[str]]

    def fields(self, subject: Subject, roles: Collection[Role]) -> frozenset[str]:
        """The fields somebody in these roles may see; empty where they may not see the case at all."""
        return frozenset().union(*(self.allowed.get((subject, role), frozenset()) for role in roles))


def read_reading_policy(tables: Tables) -> ReadingPolicy:
    """The reading table. Raises TableError naming the file and the row."""
    table = tables.read("reading.toml")

    def row(subject: str, role: str, fields: Sequence[str]) -> tuple[tuple[str, Role], frozenset[str]]:
        if subject not in FIELDS:
            raise ValueError(f"subject is one of {', '.join(FIELDS)}, not {subject}")
        if strange := sorted(set(fields) - FIELDS[subject]):
            raise ValueError(f"{subject} has no field {strange[0]}")
        return (subject, Role(role)), frozenset(fields)

    rows = table.rows("may_see", row)
    if len({key for key, _ in rows}) != len(rows):
        raise TableError(f"{table.file}: two [[may_see]] rows have the same subject and role.")
    return ReadingPolicy(table.version, dict(rows))
