"""What Lantern makes of a text, for those who check it: JSON lines in, JSON lines out, no database."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bot.forms.form import Asking
from bot.forms.message.read import read_telling
from bot.forms.message.telling import Read, Telling
from bot.forms.times.moments import Moment
from bot.json_lines import Row, json_lines, known_alone
from psirf.identifiers import Identifier, find_identifiers
from psirf.places import Place, places_named
from psirf.rules import Rules
from psirf.tables import TableError
from psirf.vocabulary import Agent, EventKind
from psirf.working_time import LONDON, london_day, start_of_day

UNIT_KEYS = ("name", "full_name", "site", "known_as")
KEYS = ("id", "now", "writer_ward", "text")


def read_units(file: Path) -> tuple[Place, ...]:
    """The trust's units from a file. Raises TableError naming the file and the row."""
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as trouble:
        raise TableError(f"{file}: {trouble}") from trouble
    if not isinstance(rows, list):
        raise TableError(f"{file}: it is a list of units")
    units: list[Place] = []
    rows_by_name: dict[str, int] = {}
    for number, row in enumerate(rows, start=1):
        try:
            unit = _unit(number, row)
            name = " ".join(unit.name.casefold().split())
            if name in rows_by_name:
                raise ValueError(f"the name {unit.name} stands in row {rows_by_name[name]} too")
        except ValueError as trouble:
            raise TableError(f"{file}, row {number}: {trouble}") from trouble
        rows_by_name[name] = number
        units.append(unit)
    return tuple(units)


def _unit(number: int, row: Any) -> Place:
    """A unit of one row. Raises ValueError where it has no name, or a key that is not known."""
    if not isinstance(row, dict):
        raise ValueError("a unit is written {…} with a name")
    known_alone("a unit", row, UNIT_KEYS)
    for key in ("name", "full_name", "site"):
        if not isinstance(row.get(key) or "", str):
            raise ValueError(f"{key} is text")
    if not (row.get("name") or "").strip():
        raise ValueError("name is missing")
    known_as = row.get("known_as") or []
    if not isinstance(known_as, list) or not all(isinstance(name, str) for name in known_as):
        raise ValueError("known_as is a list of names")
    names = (row.get("full_name") or row["name"], *known_as)
    return Place(number, row["name"], tuple(dict.fromkeys(names)))


def answers(lines: Iterable[str], units: tuple[Place, ...], rules: Rules) -> Iterator[str]:
    """One answer for each line that holds anything: see `json_lines`."""
    return json_lines(lines, KEYS, partial(_read, units, rules))


def _read(units: tuple[Place, ...], rules: Rules, given: Row) -> dict[str, Any]:
    text, writer_ward = given.get("text"), given.get("writer_ward")
    if not isinstance(text, str):
        raise ValueError("text is missing" if text is None else "text is not text")
    if not isinstance(writer_ward, str | None):
        raise ValueError("writer_ward is a ward's name")
    own = places_named(writer_ward or "", units)
    asking = Asking(
        now=_moment(given.get("now")), places=units, own_place=own[0].id if len(own) == 1 else None,
        day_parts=rules.day_parts, moment_words=rules.moment_words, heard=rules.heard,
        identifiers=rules.identifiers,
    )  # fmt: skip
    found = [
        each
        for each in find_identifiers(text, rules.identifiers)
        if not places_named(each.text, units)  # Rowan is a ward here, and nobody's name
    ]
    return shown(read_telling(text, asking), found, asking)


def _moment(said: Any) -> datetime:
    """The moment of typing. Raises ValueError where it has no offset."""
    if not isinstance(said, str):
        raise ValueError("now is missing: the moment of typing, ISO 8601 with an offset")
    moment = datetime.fromisoformat(said)
    if moment.tzinfo is None:
        raise ValueError("now has no offset, such as +00:00")
    return moment


def shown(telling: Telling, identifiers: Iterable[Identifier], asking: Asking) -> dict[str, Any]:
    """What was read, by the keys of the command."""
    return {
        "kind": telling.kind.value.value if telling.kind else None,
        "near_miss": telling.near_miss.value if telling.near_miss else None,
        "ward": telling.ward.value.name if telling.ward else None,
        "happened_from": _spoken(telling.when.value.earliest) if telling.when else None,
        "happened_to": _spoken(_end_of_words(telling.when, asking)) if telling.when else None,
        "to_confirm": _to_confirm(telling),
        "agents": _agents(telling),
        "stopped_by": telling.stopped_by.value if telling.stopped_by else None,
        "harm_physical": _harm(telling),
        "never_event": telling.never_event.value if telling.never_event else None,
        "specialists": [specialist.value for specialist in telling.specialists],
        "identifiers": [{"text": each.text, "kind": each.kind.value} for each in identifiers],
        "urgent": telling.urgent is not None and telling.urgent.value,
        "more": bool(telling.parts),
    }


def _end_of_words(when: Read[Moment], asking: Asking) -> datetime:
    """The latest moment that the words can mean: of "today" or "tonight" its end, though it has not come yet."""
    earliest, latest = when.value.earliest, when.value.latest
    if latest < asking.now - timedelta(minutes=1) or earliest >= latest:
        return latest
    day = london_day(earliest)
    said = when.words.casefold()
    parts = [part for part in asking.day_parts if part.on(day)[0] == earliest and part.on(day)[1] > latest]
    named = [part for part in parts if any(re.search(rf"\b{re.escape(word)}", said) for word in part.words)]
    if earliest == start_of_day(day) and not named:
        whole = re.search(r"\btoday\b|\btdy\b", said)
        return start_of_day(day + timedelta(days=1)) - timedelta(minutes=1) if whole else latest
    ends = {part.on(day)[1] for part in named or parts}
    return ends.pop() if len(ends) == 1 else latest


def _spoken(moment: datetime) -> str:
    return moment.astimezone(LONDON).isoformat()


def _agents(telling: Telling) -> list[str]:
    """The codes of what was involved; where an event is told and nothing of the kind, that it was none of them."""
    return [agent.value.value for agent in telling.agents] or ([Agent.NONE.value] if telling.kind else [])


def _harm(telling: Telling) -> str:
    """The harm read; not applicable where nobody can have been harmed; else unknown."""
    if telling.physical is not None:
        return telling.physical.value.value
    stopped = telling.near_miss is not None and telling.near_miss.value
    other_kind = telling.kind is not None and telling.kind.value is not EventKind.INCIDENT
    return "not_applicable" if stopped or other_kind else "unknown"


def _to_confirm(telling: Telling) -> list[str]:
    """The keys that are to be confirmed before they are taken so."""
    read: dict[str, list[Read[Any] | None]] = {
        "kind": [telling.kind], "near_miss": [telling.near_miss], "ward": [telling.ward],
        "happened_from": [telling.when], "happened_to": [telling.when], "agents": list(telling.agents),
        "stopped_by": [telling.stopped_by], "harm_physical": [telling.physical],
    }  # fmt: skip
    unsure = [key for key, all_read in read.items() if any(each and not each.sure for each in all_read)]
    if telling.kind and not telling.agents:
        unsure.append("agents")
    if telling.which_ward:
        unsure.append("ward")
    return unsure
