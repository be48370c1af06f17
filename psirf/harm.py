"""What each grade of harm means, in plain words, and its national code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from psirf.tables import Table, TableError, Tables
from psirf.vocabulary import PhysicalHarm, PsychologicalHarm, Term

T = TypeVar("T", bound=Term)


@dataclass(frozen=True, slots=True)
class Grade:
    code: str  # LFPSE v5; a name, never to be sorted or compared by size
    means: str


@dataclass(frozen=True, slots=True)
class HarmGrades:
    """Each grade that can be chosen, in the order in which it is offered."""

    version: str
    physical: Mapping[PhysicalHarm, Grade]
    psychological: Mapping[PsychologicalHarm, Grade]

    def meanings(self, terms: type[Term]) -> tuple[tuple[str, str], ...]:
        """Each grade of one of the two scales: its label, and what it means."""
        scale: Mapping[PhysicalHarm, Grade] | Mapping[PsychologicalHarm, Grade]
        scale = self.physical if terms is PhysicalHarm else self.psychological
        return tuple((term.label, grade.means) for term, grade in scale.items())


def read_harm(tables: Tables) -> HarmGrades:
    """The table of grades. Raises TableError naming the file and the row."""
    table = tables.read("harm.toml")
    return HarmGrades(
        table.version,
        {PhysicalHarm(grade): what for grade, what in _grades(table, "physical", PhysicalHarm).items()},
        {
            PsychologicalHarm(grade): what
            for grade, what in _grades(table, "psychological", PsychologicalHarm).items()
        },
    )


def _grades(table: Table, name: str, terms: type[Term]) -> dict[str, Grade]:
    def row(grade: str, code: str, means: str) -> tuple[str, Grade]:
        if not isinstance(code, str) or not isinstance(means, str):
            raise ValueError("code and means are texts")
        return terms(grade).value, Grade(code, means)

    rows = table.rows(name, row)
    wanted = [term.value for term in terms if term.value != "not_graded"]
    if sorted(grade for grade, _ in rows) != sorted(wanted):
        raise TableError(f"{table.file}: each of {', '.join(wanted)} has one [[{name}]] row.")
    if len({grade.code for _, grade in rows}) != len(rows):
        raise TableError(f"{table.file}: two [[{name}]] rows have the same code.")
    return dict(rows)


def read_grade(key: str, given: Any, terms: type[T]) -> T:
    """A grade of harm in LFPSE's words; what was not graded, or does not apply, is not graded.

    Raises ValueError naming the key.
    """
    if given is None:
        return terms("not_graded")
    if not isinstance(given, str):
        raise ValueError(f"{key} is text")
    said = given.casefold().replace("_", " ")
    if re.match(r"\s*(not|unknown|don't|n/a|$)", said):
        return terms("not_graded")
    said = re.sub(r"\b(no|nil)\b", "none", said)
    said = re.sub(r"\b(death|died|dead)\b", "fatal", said)
    for term in terms:
        if re.search(rf"\b{term.value}\b", said):
            return term
    raise ValueError(f"{key} is one of {', '.join(terms)}, not “{given}”")
