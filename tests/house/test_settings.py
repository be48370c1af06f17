"""Settings: complete, or a clear error that names what is missing. And the commands for administrators."""

import asyncio
import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from bot.admin import COMMANDS, main
from bot.casework.deciding import decide
from bot.casework.entering import enter
from bot.casework.reporting import Told, report_event
from bot.casework.sealing import Sealer
from bot.casework.unit_of_work import Casework, Who
from bot.config import NotComplete, Settings, read_settings
from psirf.rules import read_rules
from psirf.tables import BUILT_IN
from psirf.vocabulary import EventKind, NameShown, PhysicalHarm, Reached, ResponseType
from storage.database import open_database, open_sessions
from storage.records import AuditEntry, CandourCase, CandourPerson, Notification, PatientSafetyEvent
from tests.conftest import NOW, TRUST, VAULT, Clock

ROOT = Path(__file__).parents[2]
TRUSTS = {
    "DATABASE_URL": "postgresql://localhost/lantern", "MicrosoftAppId": "app", "MicrosoftAppTenantId": "tenant",
    "MicrosoftAppPassword": "secret", "ADMINISTRATORS": "one, two",
}  # fmt: skip
NAMES = [str(field.validation_alias) for field in Settings.model_fields.values()]


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def _set(monkeypatch: pytest.MonkeyPatch, **environment: str) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


def test_a_trusts_settings_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, **TRUSTS)
    settings = read_settings()
    assert settings.env == "production"
    assert (settings.host, settings.port) == ("127.0.0.1", 3978)
    assert settings.administrators == ("one", "two")
    assert settings.allowed_tenants == ("tenant",)
    assert all(url.startswith("https://smba.") for url in settings.allowed_service_urls)
    assert "secret" not in repr(settings)


@pytest.mark.parametrize("missing", TRUSTS)
def test_what_is_missing_in_production_is_named(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    _set(monkeypatch, **{name: value for name, value in TRUSTS.items() if name != missing})
    with pytest.raises(NotComplete, match=missing):
        read_settings()


@pytest.mark.parametrize("env", ["", "production", "prod", "Development", "staging"])
def test_anything_but_development_is_production(monkeypatch: pytest.MonkeyPatch, env: str) -> None:
    _set(monkeypatch, LANTERN_ENV=env)
    with pytest.raises(NotComplete, match="MicrosoftAppId"):
        read_settings()


def test_without_an_app_id_it_starts_in_development_on_loopback_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, LANTERN_ENV="development")
    assert read_settings().database.startswith("sqlite")
    _set(monkeypatch, HOST="0.0.0.0")
    with pytest.raises(NotComplete, match="loopback"):
        read_settings()


def test_a_managed_identity_needs_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, **{**TRUSTS, "MicrosoftAppPassword": "", "MicrosoftAppType": "UserAssignedMSI"})
    assert read_settings().app_type == "UserAssignedMSI"


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "many"), ("SERVICE_URLS", "http://elsewhere/"), ("MicrosoftAppType", "MultiTenant")]
)
def test_a_setting_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    _set(monkeypatch, **{**TRUSTS, name: value})
    with pytest.raises(NotComplete, match=value if name == "SERVICE_URLS" else name):
        read_settings()


def test_another_database_is_refused() -> None:
    with pytest.raises(ValueError, match="sqlite or postgresql"):
        open_database("mysql://localhost/x")


def _app(**environment: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if name not in NAMES}
    return subprocess.run(
        [sys.executable, "app.py"], cwd=ROOT, env={**kept, **environment}, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip


def test_lantern_says_in_one_line_why_it_cannot_start(tmp_path: Path) -> None:
    ours = (BUILT_IN / "approvals.toml").read_text(encoding="utf-8")
    folders = {
        "unread": ("plan.toml", "version = 7"),
        "overlap": ("approvals.toml", ours.replace('response = "thematic"', 'response = "psii"')),
        "unknown": ("approvals.toml", ours.replace('how = "one"', 'how = "most"')),
    }
    for folder, (file, content) in folders.items():
        (tmp_path / folder).mkdir()
        (tmp_path / folder / file).write_text(content, encoding="utf-8")
    table = "approvals.toml, [[approval]]"
    for environment, says in (
        ({}, "DATABASE_URL"),
        ({"LANTERN_ENV": "development", "PLAN_DIR": str(tmp_path / "unread")}, "plan.toml"),
        ({"LANTERN_ENV": "development", "PLAN_DIR": str(tmp_path / "overlap")}, f"{table}: rows 1 and 2"),
        ({"LANTERN_ENV": "development", "PLAN_DIR": str(tmp_path / "unknown")}, f"{table} row 2:"),
        ({"LANTERN_ENV": "development", "DATABASE_URL": "oracle://x"}, "sqlite or postgresql"),
    ):
        ended = _app(**environment)
        assert ended.returncode == 1
        assert says in ended.stderr
        assert "Traceback" not in ended.stderr
        assert len(ended.stderr.strip().splitlines()) == 1


def test_the_commands_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    listed = capsys.readouterr().out
    assert all(name in listed for name in COMMANDS)


def test_the_commands_work_on_a_new_database(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _set(monkeypatch, DATABASE_URL=f"sqlite:///{tmp_path}/new/lantern.db")
    assert main(["migrate"]) == 0
    assert main(["seed", str(ROOT / "demo" / "trust.toml")]) == 0
    assert main(["seed", str(ROOT / "demo" / "trust.toml")]) == 0
    assert main(["verify-audit"]) == 0
    assert main(["undelivered"]) == 0
    assert "Loaded 10 units and 12 people." in capsys.readouterr().out
    (tmp_path / "trust.toml").write_text('[[unit]]\ncode = "x"\nkind = "wing"\nname = "X"\n')
    assert main(["seed", str(tmp_path / "trust.toml")]) == 2
    assert main(["seed", str(tmp_path / "none.toml")]) == 2
    assert "That did not work" in capsys.readouterr().err


def test_what_is_not_entered_is_listed_and_printed_without_a_key(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def reports() -> None:
        engine = open_database(sqlite_url)
        casework = Casework(open_sessions(engine), read_rules(), Clock(), VAULT)
        async with casework.begin() as uow:
            nora = uow.acting(Who(1, "Nora Example", TRUST["tenant"]))
            for key, name in (("1", NameShown.SHOWN), ("2", NameShown.CONFIDENTIAL), ("3", NameShown.SHOWN)):
                told = Told(EventKind.RISK, f'Risk {key}: "=a lift", wet', 5, "", None, None)
                await report_event(nora.veiled(day_only=False), idempotency_key=key, told=told, name=name)
        async with casework.begin() as uow:
            event = await uow.session.get_one(PatientSafetyEvent, 3)
            await enter(uow.acting(Who(2, "Lena Example", TRUST["tenant"])), event, seen=None, number="W3")
        await engine.dispose()

    asyncio.run(reports())
    _set(monkeypatch, DATABASE_URL=sqlite_url)
    assert main(["not-entered"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "PSE-00001  2026-03-04  Risk  Ward 7",
        "PSE-00002  2026-03-04  Risk  Ward 7",
        "2 not entered in Example Incidents (made up).",
    ]
    assert main(["not-entered", "--csv"]) == 0
    printed = capsys.readouterr().out
    headings, *rows = csv.reader(io.StringIO(printed))
    assert headings == list(read_rules().incident_system.headings)
    first, second = (dict(zip(headings, row, strict=True)) for row in rows)
    assert (first["What happened"], first["Reported by"]) == ('Risk 1: "=a lift", wet', "Nora Example")
    assert (second["Lantern reference"], second["Reported by"]) == ("PSE-00002", "In confidence")
    ours = (BUILT_IN / "incident_system.toml").read_text(encoding="utf-8")
    (tmp_path / "incident_system.toml").write_text(ours.replace("is_record = true", "is_record = false"))
    _set(monkeypatch, PLAN_DIR=str(tmp_path))
    assert main(["not-entered"]) == 0
    assert capsys.readouterr().out == "Lantern is the record.\n"


def test_candour_is_opened_for_what_was_reported_before(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async def reports() -> None:
        engine = open_database(sqlite_url)
        casework = Casework(open_sessions(engine), read_rules(), Clock(), VAULT)
        async with casework.begin() as uow:
            nora = uow.acting(Who(1, "Nora Example", TRUST["tenant"]))
            harmed = Told(EventKind.INCIDENT, "A fall", 5, "", NOW, NOW, Reached.YES, PhysicalHarm.MODERATE)
            await report_event(nora, idempotency_key="1", told=harmed)
            for record in (CandourPerson, Notification, CandourCase):
                await uow.session.execute(delete(record))
        await engine.dispose()

    asyncio.run(reports())
    _set(monkeypatch, DATABASE_URL=sqlite_url)
    said = []
    for since in ("2026-03-05", "2026-03-04", "2026-03-04"):
        assert main(["open-candour", "--since", since]) == 0
        said.append(capsys.readouterr().out.strip())
    assert said == [
        "0 reports without a candour case looked at, 0 cases opened.",
        "1 report without a candour case looked at, 1 case opened.",
        "0 reports without a candour case looked at, 0 cases opened.",
    ]


def test_how_often_advice_was_taken_is_counted(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async def decisions() -> None:
        engine = open_database(sqlite_url)
        casework = Casework(open_sessions(engine), read_rules(), Clock(), VAULT)
        for key, chosen in (("1", None), ("2", None), ("3", ResponseType.MDT), ("4", ResponseType.MDT)):
            async with casework.begin() as uow:
                nora, lena = (uow.acting(Who(n, "Somebody", TRUST["tenant"])) for n in (1, 2))
                told = Told(EventKind.INCIDENT, "Insulin at ten times the dose", 5, "", NOW, NOW, Reached.NO)
                event = await report_event(nora, idempotency_key=key, told=told)
                await decide(lena, event, seen=1, chosen=chosen, reason="It fits.")
                await report_event(nora, idempotency_key=f"{key} waits", told=told)  # not decided yet
        await engine.dispose()

    asyncio.run(decisions())
    _set(monkeypatch, DATABASE_URL=sqlite_url)
    assert main(["advice-taken"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "4 decisions: 2 as advised, 2 otherwise.",
        "     2  advised AAR, chosen MDT",
    ]


def test_the_audit_command_finds_a_change(monkeypatch: pytest.MonkeyPatch, sqlite_url: str) -> None:
    async def changed() -> None:
        engine = open_database(sqlite_url)
        casework = Casework(open_sessions(engine), read_rules(), Clock(), VAULT)
        async with casework.begin() as uow:
            uow.audit("looked", "event:1")
        async with casework.begin() as uow:
            await Sealer().seal(uow)
            await uow.session.execute(update(AuditEntry).values(did="x"))
        await engine.dispose()

    asyncio.run(changed())
    _set(monkeypatch, DATABASE_URL=sqlite_url)
    assert main(["verify-audit"]) == 1
