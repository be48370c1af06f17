"""From which dose of radiation an unintended exposure is told of, by the person's age."""

from dataclasses import dataclass

from psirf.conditions import Fact, ask, fact, texts
from psirf.tables import TableError, Tables


@dataclass(frozen=True, slots=True)
class Dose:
    """A dose in millisieverts from which it counts, for people from one age and under another."""

    msv: float
    from_age: int
    under_age: int


@dataclass(frozen=True, slots=True)
class Doses:
    rows: tuple[Dose, ...]

    def counts(self, msv: float | None, age: float | None) -> Fact:
        """Whether a dose is one that counts; of no known age where it is so, or is not, at every age."""
        if msv is None:
            return ask("radiation_dose_msv")
        of_age = [row for row in self.rows if age is None or row.from_age <= age < row.under_age]
        counted = {msv >= row.msv for row in of_age}
        return ask("age_years") if len(counted) > 1 else fact(counted == {True})


def read_doses(tables: Tables) -> Doses:
    """The [[dose]] rows of the outward table. Raises TableError naming the file and the row."""
    table = tables.read("outward.toml")
    rows = table.rows("dose", _dose)
    ages = sorted((row.from_age, row.under_age) for row in rows)
    edges = [0, *(under for _, under in ages)]
    if not rows or [first for first, _ in ages] != edges[:-1] or edges[-1] != OLDEST:
        raise TableError(f"{table.file}: the [[dose]] rows have each age once, the last of them with no under_age.")
    return Doses(rows)


OLDEST = 1000  # years: stands for no end


def _dose(msv: float, source: str, from_age: int = 0, under_age: int = OLDEST) -> Dose:
    texts("source", [source])
    if type(msv) not in (int, float) or msv <= 0:
        raise ValueError("msv is a number above 0")
    if type(from_age) is not int or type(under_age) is not int or not 0 <= from_age < under_age <= OLDEST:
        raise ValueError("from_age and under_age are whole numbers of years, the first the smaller")
    return Dose(msv, from_age, under_age)
