"""Rules as rows: every table is a TOML file that an expert can edit, checked when it is read."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from psirf import vocabulary

BUILT_IN = Path(__file__).with_name("tables")

T = TypeVar("T")


class TableError(ValueError):
    """A table cannot be used. The message names the file and the row."""


@dataclass(frozen=True)
class Tables:
    """The rule tables: the trust's own folder first, and what it does not hold from ours."""

    own: Path | None = None
    _read: dict[str, "Table"] = field(default_factory=dict, compare=False, repr=False)

    def read(self, name: str) -> "Table":
        """A table by its file's name. Raises TableError where the file cannot be read."""
        if name in self._read:
            return self._read[name]
        file = BUILT_IN / name
        if self.own is not None and (self.own / name).is_file():
            file = self.own / name
        try:
            table = Table(file, Content(tomllib.loads(file.read_text(encoding="utf-8"))))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as trouble:
            raise TableError(f"{file}: {trouble}") from trouble
        return self._read.setdefault(name, table)

    def check_all_was_read(self) -> None:
        """Once every table was read. Raises TableError naming a word at the top of one that nothing asked for, such
        as a mistyped [[row]]: its rules would be left out in silence."""
        for table in self._read.values():
            if strange := table.content.left():
                known = ", ".join(sorted(table.content.asked_for | {"version"}))
                raise TableError(f"{table.file}: {strange[0]} is not known here. What is known: {known}.")

    def check_folder(self) -> None:
        """Raise TableError for a folder that is not there, or for a file in it that is no table of ours."""
        if self.own is None:
            return
        if not self.own.is_dir():
            raise TableError(f"{self.own}: there is no such folder of tables (PLAN_DIR).")
        known = {file.name for file in BUILT_IN.glob("*.toml")}
        if strange := sorted(file.name for file in self.own.glob("*.toml") if file.name not in known):
            raise TableError(
                f"{self.own / strange[0]}: not a table Lantern knows. It knows {', '.join(sorted(known))}."
            )


class Content(Mapping[str, Any]):
    """What a file says, and what of it was asked for."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        self._said = said
        self.asked_for: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self.asked_for.add(key)
        return self._said[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._said)

    def __len__(self) -> int:
        return len(self._said)

    def whole(self) -> dict[str, Any]:
        """All that the file says, which is not to ask for any of it."""
        return dict(self._said)

    def left(self) -> list[str]:
        """The words that nothing asked for, in order."""
        return sorted(set(self._said) - self.asked_for - {"version"})


@dataclass(frozen=True)
class Table:
    file: Path
    content: Content

    @cached_property
    def version(self) -> str:
        """Its version, as kept with each decision. Raises TableError where it has none."""
        version = self.content.get("version")
        if not isinstance(version, str) or not version:
            raise TableError(f'{self.file}: has no version, such as version = "2026-04".')
        return version

    def whole(self, name: str, most: int) -> int:
        """A whole number that stands in it by itself. Raises TableError where it is none from 1 to `most`."""
        value = self.content.get(name)
        if type(value) is not int or not 1 <= value <= most:
            raise TableError(f"{self.file}: {name} is a whole number, from 1 to {most}, not {value!r}.")
        return value

    def rows(self, name: str, make: Callable[..., T]) -> tuple[T, ...]:
        """Each [[name]] row given to `make` by its keys. Raises TableError naming file and row."""
        return tuple(self._made(name, make))

    def _made(self, name: str, make: Callable[..., T]) -> Iterator[T]:
        rows = self.content.get(name, [])
        if not isinstance(rows, list):
            raise TableError(f"{self.file}: {name} is written [[{name}]], once for each row.")
        for number, row in enumerate(rows, start=1):
            try:
                yield make(**row)
            except (TypeError, ValueError, KeyError, AttributeError) as trouble:
                raise TableError(f"{self.file}, [[{name}]] row {number}: {_plainly(trouble)}") from trouble


def _plainly(trouble: Exception) -> str:
    """What was wrong with a row, without the name of the function or the class that found it."""
    if one_of := re.fullmatch(r"(.+) is not a valid (\w+)", str(trouble)):
        terms = [term.value for term in getattr(vocabulary, one_of[2], ())]
        return f"{one_of[1]} is not one of {', '.join(terms)}" if terms else f"{one_of[1]} is not known here"
    return str(trouble).partition("() ")[2] or str(trouble)
