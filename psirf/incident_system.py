"""The trust's incident system: what it is called, what is entered there, and what its numbers look like."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from psirf.identifiers.numbers import NEVER_FIRST, is_nhs_number
from psirf.tables import Table, TableError, Tables
from psirf.working_time import LONDON

NATIONAL = "LFPSE"  # the national service, as a system in which an event has a number

# What a column may hold; the table says of each what it is.
FIELDS = (
    "reference", "kind", "what", "place", "happened_from", "happened_to", "reported_on", "reached", "people",
    "physical_harm", "physical_harm_codes", "psychological_harm", "psychological_harm_codes", "how_they_are",
    "agents", "agent_codes", "involved", "stopped_by", "outcome", "outcome_code", "imminent", "imminent_code",
    "our_part", "population", "more_of", "reporter", "national_reference", "since", "corrections",
)  # fmt: skip
DAYS = {"iso": "%Y-%m-%d", "british": "%d/%m/%Y"}
KEYS = (
    "version", "id", "name", "is_record", "fill_in_nothing_else", "sends_nationally", "number_pattern",
    "national_pattern", "dates", "column",
)  # fmt: skip
LONGEST_NAME = 60  # characters, so that a button's card can carry it
LONGEST_NUMBER = 60
# A number where the trust has set no pattern: one line of what such numbers are made of, with a figure in it.
PLAUSIBLE = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9 ./_:#()-]*")
OURS = re.compile(r"(?:PSE|SA)[ -]?\d+")  # Lantern's own references are no other system's
PATIENTS = re.compile(r"(?:NHS\b[A-Z .:]*)?(\d{3})[ -]?(\d{3})[ -]?(\d{4})")
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
# Characters that no cell carries: unprintable ones, and those that turn text round.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# What a spreadsheet would take for a formula. Source: OWASP, CSV injection.
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\n]")


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    field: str


@dataclass(frozen=True, slots=True)
class IncidentSystem:
    """The system as the trust has set it. The patterns are None where any number will do."""

    version: str
    id: str
    name: str
    is_record: bool
    fill_in_nothing_else: bool
    sends_nationally: bool
    number_pattern: re.Pattern[str] | None
    national_pattern: re.Pattern[str] | None
    dates: str
    columns: tuple[Column, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(column.heading for column in self.columns)

    def called(self, system: str) -> str:
        """What people call the system in which a number is kept."""
        return self.name if system == self.id else system

    def number_in(self, system: str, typed: str) -> str | None:
        """A number as it is kept, of what was typed: None where it can be none of that system's."""
        number = _tidied(typed)
        pattern = {self.id: self.number_pattern, NATIONAL: self.national_pattern}.get(system)
        if not number or len(number) > LONGEST_NUMBER:
            return None
        if pattern is not None:
            return number if pattern.fullmatch(number) else None
        if not PLAUSIBLE.fullmatch(number) or OURS.fullmatch(number) or is_a_patients(number):
            return None
        return number

    def day(self, day: date) -> str:
        """A day as the system has days."""
        return day.strftime(DAYS[self.dates])

    def moment(self, at: datetime) -> str:
        """A moment as the system has them, in London."""
        return at.astimezone(LONDON).strftime(f"{DAYS[self.dates]} %H:%M")


def is_a_patients(typed: str) -> bool:
    """Whether what was typed for a report's number is an NHS number."""
    found = PATIENTS.fullmatch(_tidied(typed))
    digits = "".join(found.groups()) if found else ""
    return bool(digits) and int(digits[0]) not in NEVER_FIRST and is_nhs_number(digits)


def _tidied(typed: str) -> str:
    """A number without what copying puts round it, in capitals: W12 and w12 are the same report."""
    plain = unicodedata.normalize("NFKC", typed).translate(DASHES)
    seen = "".join(each for each in plain if each.isspace() or unicodedata.category(each) not in ("Cc", "Cf"))
    return " ".join(seen.split()).upper()


def csv_row(values: Iterable[str]) -> str:
    """One row of CSV, each cell between quotation marks, without the end of its line."""
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="").writerow([_harmless(value) for value in values])
    return written.getvalue()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before it makes it text."""
    cell = CONTROLS.sub("", cell.replace("\r\n", "\n").replace("\r", "\n"))
    return f"'{cell}" if FORMULA.match(cell) else cell


def read_incident_system(tables: Tables) -> IncidentSystem:
    """The trust's incident system. Raises TableError naming the file and the row."""
    table = tables.read("incident_system.toml")
    if strange := sorted(set(table.content) - set(KEYS)):
        raise TableError(f"{table.file}: {strange[0]} is not known; the table has {', '.join(KEYS)}.")
    columns = table.rows("column", _column)
    if not columns:
        raise TableError(f"{table.file}: there is no [[column]] row, and something is to be entered.")
    headings = [column.heading for column in columns]
    for number, heading in enumerate(headings, start=1):
        if heading in headings[: number - 1]:
            raise TableError(f"{table.file}, [[column]] row {number}: {heading} stands in a row above too.")
    system = _words(table, "id", "incidents")
    if system.casefold() == NATIONAL.casefold():
        raise TableError(f"{table.file}: id is the trust's own system, not {NATIONAL}.")
    dates = _words(table, "dates", "iso")
    if dates not in DAYS:
        raise TableError(f"{table.file}: dates is one of {', '.join(DAYS)}, not {dates}.")
    return IncidentSystem(
        table.version, system, _words(table, "name", ""),
        _is(table, "is_record", default=True),
        _is(table, "fill_in_nothing_else", default=False),
        _is(table, "sends_nationally", default=True),
        _pattern(table, "number_pattern"), _pattern(table, "national_pattern"), dates, columns,
    )  # fmt: skip


def _column(heading: str, field: str) -> Column:
    if not isinstance(heading, str) or not heading.strip():
        raise ValueError("heading is words")
    if field not in FIELDS:
        raise ValueError(f"{field} is no field; there are {', '.join(FIELDS)}")
    return Column(heading.strip(), field)


def _words(table: Table, key: str, default: str) -> str:
    value = table.content.get(key, default)
    if not isinstance(value, str) or not 0 < len(value.strip()) <= LONGEST_NAME:
        raise TableError(f"{table.file}: {key} is words, no more than {LONGEST_NAME} characters.")
    return value.strip()


def _is(table: Table, key: str, *, default: bool) -> bool:
    value = table.content.get(key, default)
    if not isinstance(value, bool):
        raise TableError(f"{table.file}: {key} is true or false.")
    return value


def _pattern(table: Table, key: str) -> re.Pattern[str] | None:
    value = table.content.get(key, "")
    if not isinstance(value, str):
        raise TableError(f"{table.file}: {key} is a regular expression, in quotation marks.")
    try:
        return re.compile(value, re.IGNORECASE) if value else None
    except re.error as trouble:
        raise TableError(f"{table.file}: {key} is no regular expression: {trouble}.") from trouble
