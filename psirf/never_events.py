"""Whether the facts of an event meet an entry of the Never Events list, as it stood on the day of the event."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from psirf.circumstances.answers import Circumstances
from psirf.circumstances.words import says_any
from psirf.conditions import NO, YES, Fact, Facts, ask, texts
from psirf.dated import Period, check_no_overlap, in_force, period_of
from psirf.short_forms import in_full, read_short_forms
from psirf.tables import Table, TableError, Tables
from psirf.wordlists import read_phrases

_NUMBERED = re.compile(r"(?:entry|number|no\.?|event|#)\s*(\d+)\b")
_NUMBER = re.compile(r"(?<![\d.])(\d{1,2})(?!\d)")
_PRIOR_TO = re.compile(r"\b(?:prior to|in advance of|ahead of)\b")
# "No restrictor was fitted" tells a fact; "no" alone, or "no: …", says that it is none.
_SAID_NO = re.compile(r"(?:no|none|nothing|nil|n/?a|false|not applicable|not a never event)(?:\s*[.,:;–-].*|$)")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the list, and words by which a lead may name it."""

    number: int
    name: str
    known_as: tuple[str, ...]
    period: Period


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which an entry is met: its facts must say one phrase of each group."""

    entry: int
    needs: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What the list leaves out of some entries, by the words that tell it."""

    entries: tuple[int, ...]
    words: tuple[str, ...]
    but: tuple[str, ...]  # words beside which it does not count
    why: str
    period: Period


@dataclass(frozen=True, slots=True)
class NeverEvents:
    version: str
    entries: tuple[Entry, ...]
    ways: tuple[Way, ...]
    exclusions: tuple[Exclusion, ...]
    unsure: tuple[str, ...]
    short: Mapping[str, str]

    def looked_at(self, c: Circumstances) -> Entry | None:
        """The entry that a lead looked at, by number or by name, where it was on the list on the day of the event."""
        said, there = c.never_event_entry_looked_at.words, in_force(self.entries, c.event_day)
        if number := _NUMBERED.search(said) or _NUMBER.search(said):
            return next((entry for entry in there if entry.number == int(number[1])), None)
        return next((entry for entry in there if says_any(said, entry.known_as)), None)

    def excluded(self, entry: Entry, c: Circumstances) -> Exclusion | None:
        """What leaves an event out of an entry, as far as its facts tell."""
        said = self._facts(c)
        for exclusion in in_force(self.exclusions, c.event_day):
            said_so = entry.number in exclusion.entries and says_any(said, exclusion.words)
            if said_so and not says_any(said, exclusion.but):
                return exclusion
        return None

    def met(self, c: Circumstances, events: Facts) -> Fact:
        """Whether it is a Never Event: its facts must say so, and that it reached a patient. Harm is not needed."""
        if events["happened"].holds is False or events["reached"].holds is False:
            return NO
        entry, facts = self.looked_at(c), self._facts(c)
        if entry is None:
            return self._without_entry(c)
        if _SAID_NO.match(facts):
            return NO
        if not facts or says_any(facts, self.unsure):
            return ask("never_event_facts", unclear=True)
        if self.excluded(entry, c):
            return NO
        ways = [way for way in self.ways if way.entry == entry.number]
        if any(all(says_any(facts, group) for group in way.needs) for way in ways):
            return YES
        return ask("never_event_facts", unclear=True)

    def _without_entry(self, c: Circumstances) -> Fact:
        """Facts that are told without an entry of the list, or with one that is not clear, leave open which it is."""
        said, facts = c.never_event_entry_looked_at, c.never_event_facts
        if said.words:
            return NO if said.yes is False or re.search(r"\d", said.words) else _ask_which()
        return _ask_which() if facts.applies and not _SAID_NO.match(facts.words) else NO

    def _facts(self, c: Circumstances) -> str:
        """The facts that were told, with short forms and "prior to" as the table's rows say them."""
        return _PRIOR_TO.sub("before", in_full(c.never_event_facts.words, self.short))


def _ask_which() -> Fact:
    return ask("never_event_entry_looked_at", unclear=True)


def read_never_events(tables: Tables) -> NeverEvents:
    """The Never Events list. Raises TableError naming the file and the row."""
    table = tables.read("never_events.toml")
    entries = table.rows("entry", _entry)
    ways, exclusions = table.rows("way", _way), table.rows("exclusion", _exclusion)
    try:
        unsure = read_phrases("unsure", table.content.get("unsure"))
        short = read_short_forms(table.content.get("short", {}))
        check_no_overlap((f"entry {entry.number}", entry.period) for entry in entries)
    except ValueError as trouble:
        raise TableError(f"{table.file}: {trouble}") from trouble
    known = {entry.number for entry in entries}
    _only_of(table, "way", known, [(way.entry,) for way in ways])
    _only_of(table, "exclusion", known, [exclusion.entries for exclusion in exclusions])
    if without := sorted(known - {way.entry for way in ways}):
        raise TableError(f"{table.file}: entry {without[0]} has no [[way]] in which it is met.")
    return NeverEvents(table.version, entries, ways, exclusions, unsure, short)


def _only_of(table: Table, name: str, known: set[int], rows: Sequence[tuple[int, ...]]) -> None:
    for number, entries in enumerate(rows, start=1):
        if strange := sorted(set(entries) - known):
            raise TableError(f"{table.file}, [[{name}]] row {number}: there is no entry {strange[0]}.")


def _entry(number: int, name: str, source: str, known_as: object = (), until: object = None, **rest: object) -> Entry:
    period = period_of(rest, until)
    if type(number) is not int or not 1 <= number <= 16:
        raise ValueError("number is that of an entry, 1 to 16")
    texts("name and source", [name, source])
    return Entry(number, name, read_phrases("known_as", known_as), period)


def _way(entry: int, needs: object, source: str) -> Way:
    texts("source", [source])
    if type(entry) is not int or not isinstance(needs, list) or not needs:
        raise ValueError("entry is its number, and needs are groups of words")
    return Way(entry, tuple(read_phrases("needs", group) for group in needs))


def _exclusion(
    entries: list[int], words: object, why: str, source: str, but: object = (), until: object = None, **rest: object
) -> Exclusion:
    period = period_of(rest, until)
    texts("why and source", [why, source])
    if not isinstance(entries, list) or not all(type(number) is int for number in entries):
        raise ValueError("entries is a list of their numbers")
    return Exclusion(tuple(entries), read_phrases("words", words), read_phrases("but", but), why, period)
