"""What people call a role, as an expert keeps it in a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from psirf.name_words import bare
from psirf.tables import TableError, Tables
from psirf.vocabulary import GIVEN_ROLES, Role


@dataclass(frozen=True, slots=True)
class RoleNames:
    version: str
    everyday: Mapping[Role, tuple[str, ...]]  # as the table has them, in its order
    meant: Mapping[str, Role]  # each name, bare, and the role that it means

    def role_named(self, said: str) -> Role | None:
        """The role that somebody calls so; None where nobody does."""
        words = bare(said).replace(",", "").removeprefix("the ").removeprefix("role of ").removeprefix("a ")
        return self.meant.get(words) or self.meant.get(words.removesuffix(" role").removesuffix("s"))


def read_role_names(tables: Tables) -> RoleNames:
    """The table of role names. Every role that is given has a row. Raises TableError naming file and row."""
    table = tables.read("role_names.toml")
    meant: dict[str, Role] = {}

    def row(role: str, names: Sequence[str]) -> tuple[Role, tuple[str, ...]]:
        given = Role(role)
        if given not in GIVEN_ROLES:
            raise ValueError(f"{role} is not a role that is given")
        if not isinstance(names, list) or not all(isinstance(name, str) and bare(name) for name in names):
            raise ValueError("names is a list of words")
        for name in (given.value.replace("_", " "), given.value, given.label, *names):
            key = bare(name).replace(",", "")
            if meant.setdefault(key, given) is not given:
                raise ValueError(f"“{name}” means {meant[key]} already")
        return given, tuple(names)

    rows = table.rows("role", row)
    if len({role for role, _ in rows}) != len(rows):
        raise TableError(f"{table.file}: two [[role]] rows have the same role.")
    everyday = dict(rows)
    if missing := [role for role in GIVEN_ROLES if role not in everyday]:
        raise TableError(f"{table.file}: there is no [[role]] row for {missing[0]}.")
    return RoleNames(table.version, everyday, meant)
