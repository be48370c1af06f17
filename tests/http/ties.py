"""A confidential report and its writer: every row is looked through for what ties the two."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import text

from storage.records import Base
from tests.conftest import TRUST, Clock
from tests.lantern import Person, Running

WHAT = "Insulin drawn up at ten times the dose on the night shift, the pharmacist noticed"
# Somebody whose numbers stand nowhere by chance.
PERSON, CHAT, ENTRA = 987654321, 876543219, "00000000-0000-4000-8000-0000000000f7"
HERS = re.compile(rf"{PERSON}|{CHAT}|{ENTRA}|chat-zara|29:zara|Zara")
TABLES_OF_EVENTS = ("patient_safety_events", "decisions", "affected_people", "harm_gradings", "marks")


async def zara_in(lantern: Running) -> Person:
    """Somebody with numbers of her own, who has opened Lantern before."""
    async with lantern.built[0].engine.begin() as connection:
        person = {"id": PERSON, "tenant": TRUST["tenant"], "entra": ENTRA, "no": False}
        await connection.execute(
            text("INSERT INTO people (id, tenant_id, entra_id, name, told_of_editing) "
                 "VALUES (:id, :tenant, :entra, 'Zara Example', :no)"), person,
        )  # fmt: skip
        await connection.execute(
            text("INSERT INTO conversations (id, tenant_id, teams_id, person_id, service_url, bot_teams_id, "
                 "person_teams_id, reachable, state, version, last_fingerprint) VALUES "
                 "(:chat, :tenant, 'chat-zara', :id, '', '28:lantern', '29:zara', :yes, '{}', 1, '')"),
            {**person, "chat": CHAT, "yes": True},
        )  # fmt: skip
    return lantern.person("zara")


async def reports_in_confidence(person: Person, clock: Clock, reached: str = "no") -> datetime:
    """A confidential report told by chat, a few seconds between its turns; the moment of its sending."""
    for said in ("near miss", WHAT, "Ward 7", "an hour ago", reached, "my name", "Keep it confidential"):
        await person.says(said)
        clock.moves(seconds=7)
    sent_at = clock.now
    await person.says("send")
    return sent_at


async def everything(lantern: Running) -> list[tuple[str, dict[str, Any]]]:
    """Every row of every table."""
    kept = []
    async with lantern.built[0].engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            rows = await connection.execute(text(f'SELECT * FROM "{table.name}"'))
            kept += [(table.name, dict(row)) for row in rows.mappings()]
    return kept


# Everybody of the trust can be given an action: of that list her name tells nothing.
AMONG_ALL = re.compile(r'\{\\*"title\\*":\s?\\*"[^"]*",\s?\\*"value\\*":\s?\\*"\d+\\*"\}')


def _written(row: dict[str, Any]) -> str:
    return AMONG_ALL.sub("", json.dumps(row, default=str))


def _moments(row: dict[str, Any]) -> Iterator[datetime]:
    for value in row.values():
        found = value if isinstance(value, datetime) else None
        if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d", value):
            found = datetime.fromisoformat(value)
        if found is not None:
            yield found.replace(tzinfo=UTC) if found.tzinfo is None else found


def of_the_event(table: str, row: dict[str, Any], handle: str) -> bool:
    return bool(
        table in TABLES_OF_EVENTS
        or "event_id" in row
        or (row.get("subject") == "event" and row.get("subject_id") == 1)
        or re.search(rf"event:1\b|PSE-0*1\b|{handle}|{re.escape(WHAT[:20])}", _written(row))
    )


async def no_tie(lantern: Running, near: datetime) -> None:
    """No row about the event names her, holds a value of one of her rows, or tells the moment."""
    kept = await everything(lantern)
    [event] = [row for table, row in kept if table == "patient_safety_events"]
    assert event["reported_by"] is None
    handle = str(event["reporter_handle"])
    hers = [(table, row) for table, row in kept if HERS.search(_written(row))]
    about = [(table, row) for table, row in kept if of_the_event(table, row, handle)]
    assert {table for table, _ in hers} >= {"people", "conversations"}
    assert len(about) >= 6
    common = {TRUST["tenant"]}
    her_values = {str(v) for _, row in hers for v in row.values() if isinstance(v, str) and len(v) > 7} - common
    for table, row in about:
        assert not HERS.search(_written(row)), (table, row)
        assert not {str(value) for value in row.values()} & her_values, (table, row)
        for moment in _moments(row):
            assert abs(moment - near) > timedelta(minutes=1), (table, row, near)
