"""Commands for administrators: `python -m bot.admin`. They use DATABASE_URL as Lantern itself does."""

import argparse
import asyncio
import sys
import tomllib
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from pathlib import Path

from bot.advising_lines import advice_lines
from bot.candour_lines import candour_lines
from bot.candour_steps_lines import candour_steps_lines
from bot.casework.candour_of_before import open_of_before
from bot.casework.people import load_trust
from bot.casework.to_enter import how_many_wait, some_that_wait
from bot.casework.unit_of_work import Casework
from bot.config import DatabaseSettings
from bot.reading_lines import answers, read_units
from psirf.incident_system import csv_row
from psirf.rules import read_rules
from psirf.tables import TableError
from storage.approvals import how_advice_was_taken
from storage.audit import how_many_entries, troubles
from storage.database import open_database, open_sessions
from storage.migrations import migrate, newest_revision
from storage.outbox import undelivered
from storage.vault import new_key

Command = Callable[[argparse.Namespace, Casework], Awaitable[int]]
Plain = Callable[[argparse.Namespace], int]  # a command that needs no database


async def _migrate(_: argparse.Namespace, casework: Casework) -> int:
    engine = casework.sessions.kw["bind"]
    await migrate(engine)
    print(f"The database stands at revision {await newest_revision()}.")
    return 0


async def _seed(given: argparse.Namespace, casework: Casework) -> int:
    trust = tomllib.loads(given.file.read_text(encoding="utf-8"))
    async with casework.begin() as uow:
        await load_trust(uow, trust)
    print(f"Loaded {len(trust.get('unit', []))} units and {len(trust.get('person', []))} people.")
    return 0


async def _verify_audit(_: argparse.Namespace, casework: Casework) -> int:
    found = 0
    async with casework.sessions() as session:
        async for trouble in troubles(session):
            found += 1
            print(f"Entry {trouble.entry_id}: {trouble.what}.")
        entries = await how_many_entries(session)
    print(f"{entries} entries, {found} troubles.")
    return 1 if found else 0


async def _undelivered(_: argparse.Namespace, casework: Casework) -> int:
    async with casework.sessions() as session:
        for lost in await undelivered(session):
            outcome = lost.outcome.label if lost.outcome else ""
            to = f"person {lost.to}" if lost.to is not None else "a sealed reporter"
            print(f"{lost.settled_at:%Y-%m-%d %H:%M}  {lost.kind}  {lost.subject}:{lost.subject_id}  "
                  f"to {to}: {outcome} ({lost.trouble})")  # fmt: skip
    return 0


async def _advice_taken(_: argparse.Namespace, casework: Casework) -> int:
    async with casework.sessions() as session:
        taken = await how_advice_was_taken(session)
    decided = sum(many for *_, many in taken)
    agreed = sum(many for advised, chosen, many in taken if advised is chosen)
    print(f"{decided} decisions: {agreed} as advised, {decided - agreed} otherwise.")
    for advised, chosen, many in taken:
        if advised is not chosen:
            print(f"{many:6}  advised {advised.name}, chosen {chosen.name}")
    return 0


LISTED = ("reference", "reported_on", "kind", "place")  # of a report, where it is not printed whole


async def _not_entered(given: argparse.Namespace, casework: Casework) -> int:
    system, last = casework.rules.incident_system, 0
    async with casework.begin() as uow:
        how_many = await how_many_wait(uow)
    if given.csv:
        print(csv_row(system.headings))
    fields = [column.field for column in system.columns] if given.csv else LISTED
    while how_many:  # a transaction for some at a time: Lantern goes on meanwhile
        async with casework.begin() as uow:
            last, rows = await some_that_wait(uow, last, fields)
        for row in rows:
            print(csv_row(row) if given.csv else "  ".join(" ".join(value.split()) for value in row))
        if not last:
            break
    if not given.csv:
        print(f"{how_many} not entered in {system.name}." if system.is_record else "Lantern is the record.")
    return 0


async def _open_candour(given: argparse.Namespace, casework: Casework) -> int:
    found = await open_of_before(casework, given.since)
    reports = "1 report" if found.looked_at == 1 else f"{found.looked_at} reports"
    cases = "1 case" if found.opened == 1 else f"{found.opened} cases"
    print(f"{reports} without a candour case looked at, {cases} opened.")
    return 0


def _read(given: argparse.Namespace) -> int:
    units, rules = read_units(given.units), read_rules(DatabaseSettings().plan_dir)
    for answer in answers(sys.stdin, units, rules):
        print(answer, flush=True)
    return 0


def _advise(given: argparse.Namespace) -> int:
    plan = read_rules(given.plan or DatabaseSettings().plan_dir).plan
    for answer in advice_lines(sys.stdin, plan):
        print(answer, flush=True)
    return 0


def _candour(_: argparse.Namespace) -> int:
    for answer in candour_lines(sys.stdin, read_rules(DatabaseSettings().plan_dir).candour):
        print(answer, flush=True)
    return 0


def _candour_steps(_: argparse.Namespace) -> int:
    for answer in candour_steps_lines(sys.stdin):
        print(answer, flush=True)
    return 0


def _new_key(_: argparse.Namespace) -> int:
    print(new_key())
    return 0


COMMANDS: dict[str, tuple[str, Command]] = {
    "migrate": ("bring the database to the newest revision; safe to run again, and by two at once", _migrate),
    "seed": ("load units, people and roles from a trust's file, in the shape of demo/trust.toml", _seed),
    "verify-audit": ("check that the audit trail is as it was written; ends with 1 where it is not", _verify_audit),
    "not-entered": (
        "list what is not in the trust's incident system yet; with --csv whole, to be entered",
        _not_entered,
    ),
    "advice-taken": ("count how often what was advised was chosen, and what was chosen instead", _advice_taken),
    "open-candour": (
        "open the candour assessment of reports from before the upgrade that call for one; safe to run again",
        _open_candour,
    ),
    "undelivered": ("list messages that did not arrive, or may not have, without what they say", _undelivered),
}

WITHOUT_DATABASE: dict[str, tuple[str, Plain]] = {
    "new-key": ("print a new LANTERN_KEY: keep it outside the database, and where it cannot be lost", _new_key),
    "advise": ("show what Lantern advises in some circumstances: JSON lines in and out", _advise),
    "candour": ("show whether candour is to be assessed, what is owed and by when: JSON lines in and out", _candour),
    "candour-steps": ("show how a candour case stands after some steps: JSON lines in and out", _candour_steps),
    "read": ("show what Lantern makes of a text: JSON lines in on standard input, JSON lines out", _read),
}


def parser() -> argparse.ArgumentParser:
    """Every command, with what it is given."""
    made = argparse.ArgumentParser(prog="python -m bot.admin", description="Lantern's commands for administrators.")
    commands = made.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    helps = {name: help_ for name, (help_, _) in (*COMMANDS.items(), *WITHOUT_DATABASE.items())}
    for name, help_ in helps.items():
        command = commands.add_parser(name, help=help_, description=help_)
        if name == "seed":
            command.add_argument("file", type=Path, help="the trust's file (TOML)")
        if name == "not-entered":
            command.add_argument(
                "--csv", action="store_true", help="rows of CSV, in the order of incident_system.toml"
            )
        if name == "open-candour":
            help_since = "of what was reported from this day on, such as 2026-03-04; of everything if left out"
            command.add_argument("--since", type=date.fromisoformat, help=help_since)
        if name == "advise":
            command.add_argument("--plan", type=Path, help="the trust's own folder of tables; PLAN_DIR if left out")
        if name == "read":
            command.add_argument("--units", type=Path, required=True, help="the trust's units (JSON)")
    return made


async def _run(given: argparse.Namespace) -> int:
    settings = DatabaseSettings()
    engine = open_database(settings.database)
    casework = Casework(
        open_sessions(engine), read_rules(settings.plan_dir), lambda: datetime.now(UTC), settings.vault
    )
    try:
        return await COMMANDS[given.command][1](given, casework)
    finally:
        await engine.dispose()


def main(arguments: list[str] | None = None) -> int:
    """Run one command; how it ended: 0 well, 1 with something found, 2 where it could not be run."""
    made = parser()
    given = made.parse_args(arguments)
    if given.command is None:
        made.print_help()
        return 0
    try:
        if given.command in WITHOUT_DATABASE:
            return WITHOUT_DATABASE[given.command][1](given)
        return asyncio.run(_run(given))
    except (OSError, ValueError, KeyError, TableError) as trouble:
        print(f"That did not work: {trouble}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
