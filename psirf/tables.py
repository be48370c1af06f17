"""Rules as rows: every table is a TOML file that an expert can edit, checked when it is read."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

BUILT_IN = Path(__file__).with_name("tables")

T = TypeVar("T")


class TableError(ValueError):
    """A table cannot be used. The message names the file and the row."""


@dataclass(frozen=True)
class Tables:
    """The rule tables: the trust's own folder first, and what it does not hold from ours."""

    own: Path | None = None

    def read(self, name: str) -> "Table":
        """A table by its file's name. Raises TableError where the file cannot be read."""
        file = BUILT_IN / name
        if self.own is not None and (self.own / name).is_file():
            file = self.own / name
        try:
            return Table(file, tomllib.loads(file.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as trouble:
            raise TableError(f"{file}: {trouble}") from trouble

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


@dataclass(frozen=True)
class Table:
    file: Path
    content: Mapping[str, Any]

    @cached_property
    def version(self) -> str:
        """Its version, as kept with each decision. Raises TableError where it has none."""
        version = self.content.get("version")
        if not isinstance(version, str) or not version:
            raise TableError(f'{self.file}: has no version, such as version = "2026-04".')
        return version

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
            except (TypeError, ValueError, KeyError) as trouble:
                raise TableError(f"{self.file}, [[{name}]] row {number}: {_plainly(trouble)}") from trouble


def _plainly(trouble: Exception) -> str:
    """What was wrong with a row, without the name of the function that found it."""
    return str(trouble).partition("() ")[2] or str(trouble)
