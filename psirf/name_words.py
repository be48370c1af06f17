"""What people write about their own name on a report, as an expert keeps it in a table."""

import re
from dataclasses import dataclass

from psirf.tables import Table, TableError, Tables


@dataclass(frozen=True, slots=True)
class NameWords:
    version: str
    shown: frozenset[str]
    confidential: frozenset[str]
    no_name: frozenset[str]
    asks: frozenset[str]
    wished: re.Pattern[str]


def bare(said: str) -> str:
    """Words as they are compared: no capitals, apostrophes or closing marks."""
    return " ".join(re.sub("['’]", "", said.casefold()).rstrip(".!?, ").split())


def read_name_words(tables: Tables) -> NameWords:
    """The table of words about names. Raises TableError naming the file and the list."""
    table = tables.read("heard_names.toml")
    shown, confidential, no_name = (_words(table, key) for key in ("shown", "confidential", "no_name"))
    if both := sorted((shown & confidential) | (shown & no_name) | (confidential & no_name)):
        raise TableError(f"{table.file}: “{both[0]}” stands in two lists.")
    wished = sorted(_words(table, "wished"), key=len, reverse=True)
    phrases = "|".join(r"\s+".join("['’]?".join(map(re.escape, word)) for word in each.split()) for each in wished)
    return NameWords(
        table.version, shown, confidential, no_name, _words(table, "asks"),
        re.compile(rf"(?<!\w)(?:{phrases})(?!\w)", re.IGNORECASE),
    )  # fmt: skip


def _words(table: Table, key: str) -> frozenset[str]:
    given = table.content.get(key)
    if not isinstance(given, list) or not given or not all(isinstance(each, str) and bare(each) for each in given):
        raise TableError(f"{table.file}: {key} is a list of words.")
    return frozenset(map(bare, given))
