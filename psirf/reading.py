"""The one reading policy: which fields of a case a person may see, by their roles towards it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from psirf.tables import TableError, Tables
from psirf.vocabulary import Role

Subject = Literal["event", "action", "duty", "response", "candour"]
SUBJECTS: tuple[Subject, ...] = ("event", "action", "duty", "response", "candour")

# Every field that a policy may name; a view shows no field that is not here.
FIELDS: Mapping[str, frozenset[str]] = {
    "event": frozenset((
        "kind", "what", "place", "happened", "reached", "harm", "how_they_are", "involved", "stopped_by", "outcome",
        "imminent", "population", "more_of", "our_part", "reported_at", "reporter", "marks", "advice", "decision",
        "actions", "told", "progress", "notes", "corrections", "withdrawal", "patients", "elsewhere", "opening",
        "opened", "response", "first_look", "same_event", "desk", "candour",
    )),
    "action": frozenset((
        "what", "due", "owner", "added_by", "evidence", "due_change", "place", "event_reference",
        "not_mine_because",
    )),
    "duty": frozenset(("theirs", "every", "national", "nobody", "never_event")),
    "response": frozenset((
        "type", "event_reference", "place", "what", "lead", "hold_by", "held_on", "took_part", "learned",
        "not_held_because", "chosen_because", "history",
    )),
    # state: how far it is, for whom, by their numbers. people: who sees to it. words: who they are, and what was
    # said. questions: theirs, for whoever leads the learning response.
    "candour": frozenset(("what", "place", "happened", "state", "people", "words", "questions")),
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

    def row(
        subject: str, fields: Sequence[str], role: str = "", roles: Sequence[str] = ()
    ) -> list[tuple[tuple[str, Role], frozenset[str]]]:
        if subject not in FIELDS:
            raise ValueError(f"subject is one of {', '.join(FIELDS)}, not {subject}")
        if strange := sorted(set(fields) - FIELDS[subject]):
            raise ValueError(f"{subject} has no field {strange[0]}")
        if len(set(fields)) != len(fields):
            raise ValueError("a field is named twice")
        if bool(role) is bool(roles) or isinstance(roles, str):
            raise ValueError("a row names one role, or several as a list of roles")
        return [((subject, Role(each)), frozenset(fields)) for each in roles or [role]]

    rows = [pair for row in table.rows("may_see", row) for pair in row]
    if len({key for key, _ in rows}) != len(rows):
        raise TableError(f"{table.file}: two [[may_see]] rows have the same subject and role.")
    return ReadingPolicy(table.version, dict(rows))
