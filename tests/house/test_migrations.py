"""The migrations make what the records say, on both databases, upwards and downwards, and lose nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import JSON, Boolean, Connection, DateTime, Integer, MetaData, Table, insert, inspect, select

from bot.casework.drafting import draft_of, drop_draft, save_draft
from bot.casework.looking import view_event
from bot.casework.unit_of_work import Casework, Who
from psirf.rules import Rules
from psirf.vocabulary import PhysicalHarm, PsychologicalHarm
from storage.database import open_database, open_sessions
from storage.events import event_by_id
from storage.migrations import migrate, newest_revision, revision_of
from storage.records import Base, Draft
from tests.conftest import NOW, VAULT, Clock, a_copy


@pytest.fixture
def database_url(request: pytest.FixtureRequest, database_kind: str) -> Iterator[str]:
    """A database whose tables may be changed, too."""
    yield from a_copy(request, database_kind)


async def test_migrations_equal_the_records(database_url: str) -> None:
    engine = open_database(database_url)

    def differences(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found: list[Any] = compare_metadata(context, Base.metadata)
        return found

    async with engine.begin() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_migrations_go_down_and_up_again(database_url: str) -> None:
    engine = open_database(database_url)

    async def tables() -> set[str]:
        async with engine.connect() as connection:
            return set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))

    await migrate(engine, "base")
    assert await tables() == {"alembic_version"}
    await migrate(engine)
    await migrate(engine)  # a second time changes nothing
    assert await tables() >= {table.name for table in Base.metadata.sorted_tables}
    async with open_sessions(engine)() as session:
        assert await revision_of(session) == await newest_revision()
    await engine.dispose()


# What a trust has before it migrates: a row of a table by what tells it from others. The rest is blank.
THEN = datetime(2026, 2, 3, 14, 5, tzinfo=UTC)
BEFORE: list[tuple[str, dict[str, Any]]] = [
    ("units", {"id": 1, "code": "ward-7", "kind": "ward", "name": "Ward 7", "known_as": ["7", "W7"]}),
    ("people", {"id": 1, "tenant_id": "t", "entra_id": "e", "name": "Nora Example", "unit_id": 1}),
    ("people", {"id": 2, "tenant_id": "t", "entra_id": "f", "name": "Lena Example"}),
    ("role_assignments", {"id": 1, "person_id": 2, "role": "lead", "unit_id": 1, "given_at": THEN}),
    ("conversations", {"id": 1, "tenant_id": "t", "teams_id": "c", "person_id": 1, "state": {"a": [1]}}),
    ("patient_safety_events", {
        "id": 7, "idempotency_key": "k7", "reported_by": 1, "reported_at": THEN, "kind": "incident", "unit_id": 1,
        "what": "A pump was set ten times too fast", "reached": "yes", "status": "decided", "version": 2,
        "revision": 3, "happened_from": THEN, "happened_to": THEN, "agents": ["3"]}),
    ("event_places", {"id": 1, "event_id": 7, "unit_id": 1, "at": THEN, "by": 1}),
    ("event_statuses", {"id": 1, "event_id": 7, "status": "received", "at": THEN, "by": 1}),
    ("event_statuses", {"id": 2, "event_id": 7, "status": "decided", "at": THEN, "by": 2}),
    ("event_references", {"id": 1, "event_id": 7, "system": "datix", "number": "W1", "at": THEN, "by": 2}),
    ("affected_people", {"id": 1, "event_id": 7, "sequence": 1}),
    ("affected_people", {"id": 2, "event_id": 7, "sequence": 2, "idempotency_key": "second"}),
    ("harm_gradings", {"id": 1, "affected_person_id": 1, "physical": "low", "psychological": "none", "at": THEN}),
    ("decisions", {"id": 1, "event_id": 7, "advised": "aar", "chosen": "aar", "reason": "Why", "decided_by": 2,
                   "decided_at": THEN}),
    ("marks", {"id": 1, "event_id": 7, "number": 1, "kind": "initials", "words": "A B"}),
    ("safety_actions", {"id": 1, "idempotency_key": "a", "event_id": 7, "what": "Own drawer", "owner_id": 1,
                        "added_by": 2, "added_at": THEN, "due": THEN.date(), "reminded_from": THEN.date(),
                        "status": "open", "version": 1, "revision": 1}),
    ("notifications", {"id": 1, "key": "n", "kind": "thanks", "subject": "event", "subject_id": 7, "to": 1,
                       "due_at": THEN, "detail": {"a": "b"}, "state": "settled", "outcome": "sent",
                       "settled_at": THEN}),
    ("sent_copies", {"id": 1, "kind": "thanks", "subject": "event", "subject_id": 7, "person_id": 1,
                     "conversation_id": 1, "activity_id": "m1", "shown_revision": 3, "shown_digest": "d"}),
    ("drafts", {"key": "d1", "person_id": 1, "form": "report", "begun_at": THEN, "touched_at": THEN,
                "answers": {"kind": "incident", "what": "The rail was “down”, 💉"}, "asked": "ward",
                "taken": {"kind": {"value": "incident", "words": "rail", "confirm": ""}}, "left_in": ["mrs example"],
                "unsure": {"value": "1", "confirm": "Ward 7?"}, "marked": True, "leaving": True}),
    ("drafts", {"key": "d2", "person_id": 2, "form": "safety_action", "begun_at": THEN, "touched_at": THEN,
                "about_id": 7, "follows": "d1"}),
]  # fmt: skip
PACKED = ("answers", "asked", "taken", "left_in", "unsure", "about_id")  # of a draft, in one column since


def _blank(table: Table) -> dict[str, Any]:
    """Something for each column that must have something."""

    def blank(column: Any) -> Any:
        kinds = {JSON: {}, Boolean: False, DateTime: THEN, Integer: 0}
        return next((value for kind, value in kinds.items() if isinstance(column.type, kind)), "")

    return {column.name: blank(column) for column in table.columns if not column.nullable and column.name != "id"}


def _rows(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, in the order of its key."""
    tables = MetaData()
    tables.reflect(connection)
    return {
        name: [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]
        for name, table in tables.tables.items()
    }


async def test_a_trust_loses_nothing_on_the_way_up(database_url: str, rules: Rules, clock: Clock) -> None:
    engine = open_database(database_url)
    await migrate(engine, "base")
    await migrate(engine, "0003")

    def fill(connection: Connection) -> None:
        tables = MetaData()
        tables.reflect(connection)
        for name, row in BEFORE:
            connection.execute(insert(tables.tables[name]).values({**_blank(tables.tables[name]), **row}))

    async with engine.begin() as connection:
        await connection.run_sync(fill)
        before = await connection.run_sync(_rows)
    assert sum(map(len, before.values())) == len(BEFORE) + 1  # and the revision
    await migrate(engine)
    async with engine.connect() as connection:
        after = await connection.run_sync(_rows)
    for name, rows in before.items():
        if name == "alembic_version":
            continue
        assert len(after[name]) == len(rows), name
        for was, is_now in zip(rows, after[name], strict=True):
            lost = set(was) - set(is_now)
            assert lost <= (set(PACKED) if name == "drafts" else set()), name
            assert {key: is_now[key] for key in was if key not in lost} == {
                key: value for key, value in was.items() if key not in lost
            }

    casework = Casework(open_sessions(engine), rules, clock, VAULT)
    nora, lena = Who(1, "Nora Example", "t"), Who(2, "Lena Example", "t")
    async with casework.begin() as uow:
        draft = await draft_of(uow.acting(nora), "d1")
        about = await draft_of(uow.acting(lena), "d2")
        event = await event_by_id(uow.session, 7)
        assert event is not None
        view = await view_event(uow.acting(lena), event, 2)
    assert draft is not None
    assert (draft.answers["what"], draft.asked, draft.left_in) == (
        "The rail was “down”, 💉",
        "ward",
        ("mrs example",),
    )
    assert draft.unsure == {"value": "1", "confirm": "Ward 7?"}
    assert (draft.taken["kind"]["words"], draft.marked, draft.leaving) == ("rail", True, True)
    assert about is not None
    assert (about.about, about.follows) == ("PSE-00007", "d1")
    assert view is not None
    assert (view.place, view.reporter) == ("Ward 7", "Nora Example")
    assert view.harm is not None
    assert [(each.physical, each.psychological) for each in view.harm] == [(PhysicalHarm.LOW, PsychologicalHarm.NONE)]
    assert view.elsewhere is not None
    assert [each.number for each in view.elsewhere] == ["W1"]
    async with casework.begin() as uow:
        await save_draft(uow.acting(nora), "d1", asked="when")
    async with casework.begin() as uow:
        content = {draft.key: draft.content for draft in await uow.session.scalars(select(Draft))}
        saved = await draft_of(uow.acting(nora), "d1")
        assert saved is not None
        assert (saved.answers, saved.touched_at) == (draft.answers, NOW)
        await drop_draft(uow.acting(nora), "d1")
    assert "rail" not in content["d1"]
    assert content["d2"].startswith("{")  # sealed when it is touched
    await engine.dispose()


async def test_what_refers_to_nothing_is_said_and_nothing_is_changed(sqlite_url: str) -> None:
    """PostgreSQL never has such a row; SQLite minds none while a table is made anew."""
    engine = open_database(sqlite_url)
    await migrate(engine, "base")
    await migrate(engine, "0003")
    async with engine.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute("INSERT INTO affected_people (id, event_id, sequence) VALUES (1, 99, 1)")
        driver.execute("PRAGMA foreign_keys=ON")
    with pytest.raises(RuntimeError, match="rows of affected_people refer to rows that are not there"):
        await migrate(engine)
    async with open_sessions(engine)() as session:
        assert await revision_of(session) == "0003"
    async with engine.connect() as connection:
        assert (await connection.exec_driver_sql("PRAGMA foreign_keys")).scalar() == 1
    await engine.dispose()
