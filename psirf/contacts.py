"""The trust's own words and contacts: in danger, in distress, and where else to report."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from psirf.tables import Table, TableError, Tables


@dataclass(frozen=True, slots=True)
class Support:
    name: str
    reach: str


@dataclass(frozen=True, slots=True)
class OtherForm:
    """The trust's other way to report. `link` is an https address."""

    name: str
    link: str


@dataclass(frozen=True, slots=True)
class Contacts:
    version: str
    danger: str  # what to do where somebody is in danger now
    support: tuple[Support, ...]
    other_form: OtherForm | None = None
    no_name: OtherForm | None = None  # a form that keeps no name
    guardian: Support | None = None  # whom to speak up to


def read_contacts(tables: Tables) -> Contacts:
    """The trust's contacts. Raises TableError naming the file and the row."""
    table = tables.read("contacts.toml")
    support = table.rows("support", _support)
    if not support:
        raise TableError(f"{table.file}: there is no [[support]] row, and somebody in distress needs one.")
    guardian = None
    if "guardian" in table.content:
        guardian = Support(_words(table, "guardian", "name"), _words(table, "guardian", "reach"))
    return Contacts(
        table.version, _words(table, "danger", "words"), support,
        _form(table, "other_form"), _form(table, "no_name"), guardian,
    )  # fmt: skip


def _support(name: str, reach: str) -> Support:
    if not (isinstance(name, str) and name.strip() and isinstance(reach, str) and reach.strip()):
        raise ValueError("name and reach are words")
    return Support(name.strip(), reach.strip())


def _words(table: Table, section: str, key: str) -> str:
    row = table.content.get(section)
    words = row.get(key) if isinstance(row, dict) else None
    if not isinstance(words, str) or not words.strip():
        raise TableError(f"{table.file}: [{section}] says {key}, in words.")
    return words.strip()


def _form(table: Table, section: str) -> OtherForm | None:
    row = table.content.get(section, {})
    if not isinstance(row, dict) or not row.get("link"):
        return None
    link = _words(table, section, "link")
    parts = urlsplit(link)
    if parts.scheme != "https" or not parts.hostname:
        raise TableError(f"{table.file}: [{section}] link is an address that begins with https://, not {link}.")
    return OtherForm(_words(table, section, "name"), link)
