"""The app package for Teams: as Microsoft's schema asks, in kind words, and asking for the least."""

import io
import json
import os
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator  # type: ignore[import-untyped, unused-ignore]

from bot.dialogs.journeys import COURSES
from bot.dialogs.words import HELP
from demo.node import install
from manifest.build import HOST, package, project_version, teams_manifest

ROOT = Path(__file__).parent.parent
BOT = "12345678-abcd-4321-abcd-1234567890ab"
OTHER_BOT = "87654321-abcd-4321-abcd-1234567890ab"
SCHEMA = "@microsoft/app-manifest/build/json-schemas/teams/v1.24/MicrosoftTeams.schema.json"
NEVER_SAID = (
    "root cause", "investigat", "fault", "blam", "culprit", "human error", "failed to", "should have", "anonym",
)  # fmt: skip
SAFE = range(36, 156)  # the middle 120 of 192 pixels

Rows = list[list[tuple[int, ...]]]


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((install(ROOT / "manifest") / SCHEMA).read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def made() -> bytes:
    return package(BOT, HOST, project_version())


@pytest.fixture
def manifest(made: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_file(made, "manifest.json"))
    return found


def _file(made: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(made)).read(name)


def _command(*arguments: str | Path, folder: Path, app_id: str = "") -> subprocess.CompletedProcess[str]:
    """The command as an administrator runs it, from a folder of their own."""
    set_to = {"PYTHONPATH": str(ROOT), "MicrosoftAppId": app_id}
    return subprocess.run(
        [sys.executable, "-m", "manifest.build", *arguments],
        cwd=folder, env={**os.environ, **set_to}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def _words(part: object) -> Iterator[str]:
    """Every text in the manifest. Names of properties are Microsoft's, and not looked at."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _words(inner)


def _read_png(png: bytes) -> tuple[tuple[int, int, int, int], Rows]:
    """Width, height, bits a part and colour type; and the pixels, read as plainly as we write them."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = {}, 8
    while at < len(png):
        [length] = struct.unpack_from(">I", png, at)
        name, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", png, at + 8 + length) == (zlib.crc32(name + data),)
        chunks[name], at = data, at + 12 + length
    assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"]
    width, height, bits, kind = struct.unpack_from(">2I2B", chunks[b"IHDR"])
    parts, lines = {2: 3, 6: 4}[kind], zlib.decompress(chunks[b"IDAT"])
    across = 1 + width * parts
    assert len(lines) == height * across
    assert not any(lines[::across]), "every line is written without a filter"
    rows = [lines[top + 1 : top + across] for top in range(0, len(lines), across)]
    return (width, height, bits, kind), [
        [tuple(row[left : left + parts]) for left in range(0, len(row), parts)] for row in rows
    ]


# ---- the manifest ----


def test_the_manifest_is_as_microsofts_schema_asks(manifest: dict[str, Any], schema: dict[str, Any]) -> None:
    assert schema["$schema"] == "http://json-schema.org/draft-04/schema#"
    assert [error.message for error in Draft4Validator(schema).iter_errors(manifest)] == []
    # Draft 4 does not know `const`, by which the schema says its own version.
    assert manifest["manifestVersion"] == schema["properties"]["manifestVersion"]["const"] == "1.24"
    assert "/v1.24/" in manifest["$schema"]


@pytest.mark.parametrize("wrong", [{"id": "lantern"}, {"name": {"short": "L" * 31}}, {"colour": "blue"}])
def test_the_schema_does_refuse_what_is_wrong(
    manifest: dict[str, Any], schema: dict[str, Any], wrong: dict[str, Any]
) -> None:
    assert not Draft4Validator(schema).is_valid({**manifest, **wrong})


def test_every_text_is_as_short_as_teams_wants(manifest: dict[str, Any]) -> None:
    assert len(manifest["developer"]["name"]) <= 32
    assert manifest["name"]["short"] == "Lantern"
    assert len(manifest["name"]["full"]) <= 100
    assert len(manifest["description"]["short"]) <= 80
    assert len(manifest["description"]["full"]) <= 4000
    for command in manifest["bots"][0]["commandLists"][0]["commands"]:
        assert len(command["title"]) <= 32  # as earlier schemas had it; a menu is narrow
        assert len(command["description"]) <= 128


def test_there_is_one_bot_and_it_is_the_one_named(manifest: dict[str, Any]) -> None:
    [bot] = manifest["bots"]
    assert bot["botId"] == BOT
    assert not bot["supportsFiles"]
    assert not bot["isNotificationOnly"]


def test_lantern_can_only_be_added_to_a_private_chat(manifest: dict[str, Any]) -> None:
    assert manifest["defaultInstallScope"] == "personal"
    assert manifest["bots"][0]["scopes"] == ["personal"]
    assert [listed["scopes"] for listed in manifest["bots"][0]["commandLists"]] == [["personal"]]


def test_lantern_asks_for_the_least(manifest: dict[str, Any]) -> None:
    assert manifest["permissions"] == ["identity"]
    assert not {"webApplicationInfo", "authorization", "devicePermissions"} & manifest.keys()
    assert manifest["validDomains"] == [HOST]


def test_every_command_in_the_menu_is_one_that_lantern_understands(manifest: dict[str, Any]) -> None:
    [listed] = manifest["bots"][0]["commandLists"]
    titles = [command["title"] for command in listed["commands"]]
    assert titles == ["near miss", "my queue", "help", "add action"]
    assert "help" in HELP
    for typed in ("near miss", "add action PSE-00001"):
        assert any(course.begins.fullmatch(typed) for course in COURSES), typed


def test_the_app_keeps_its_id_and_has_one_of_its_own(manifest: dict[str, Any]) -> None:
    later, other = teams_manifest(BOT, "elsewhere.nhs.uk", "9.9.9"), teams_manifest(OTHER_BOT, HOST, "9.9.9")
    assert manifest["id"] == later["id"] == "c2f10f7c-78c6-540b-a0cb-34ede551d37d"
    assert manifest["id"] not in (BOT, other["id"])


def test_the_version_is_the_projects_own(manifest: dict[str, Any]) -> None:
    assert f'version = "{manifest["version"]}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_it_says_that_it_is_not_watched_and_not_for_emergencies(manifest: dict[str, Any]) -> None:
    assert "not watched in real time and is not for emergencies" in manifest["description"]["full"]


@pytest.mark.parametrize("word", NEVER_SAID)
def test_words_that_hurt_or_promise_too_much_are_not_said(manifest: dict[str, Any], word: str) -> None:
    assert not [text for text in _words(manifest) if re.search(rf"\b{word}", text, re.IGNORECASE)]


# ---- the icons ----


def test_the_colour_icon_is_a_lantern_in_the_middle_of_plain_blue(made: bytes) -> None:
    header, rows = _read_png(_file(made, "color.png"))
    assert header == (192, 192, 8, 2)
    blue = (0x00, 0x5E, 0xB8)
    drawn = {(x, y) for y, row in enumerate(rows) for x, pixel in enumerate(row) if pixel != blue}
    assert len(drawn) > 3000
    assert {x for x, _ in drawn} | {y for _, y in drawn} <= set(SAFE)


def test_the_outline_icon_is_white_or_transparent_everywhere(made: bytes) -> None:
    header, rows = _read_png(_file(made, "outline.png"))
    assert header == (32, 32, 8, 6)
    pixels = [pixel for row in rows for pixel in row]
    assert {pixel[:3] for pixel in pixels} == {(255, 255, 255)}
    assert {0, 255} <= {opacity for *_, opacity in pixels}
    assert rows[0][0][3] == rows[31][31][3] == 0


# ---- the package and its command ----


def test_the_zip_has_exactly_three_files(made: bytes) -> None:
    archive = zipfile.ZipFile(io.BytesIO(made))
    assert archive.testzip() is None
    assert archive.namelist() == ["manifest.json", "color.png", "outline.png"]


def test_the_command_makes_the_folder_and_says_what_it_wrote(tmp_path: Path) -> None:
    answer = _command(folder=tmp_path, app_id=BOT)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert re.fullmatch(rf"Wrote \S+lantern-teams\.zip: .+{BOT}\.\n", answer.stdout)
    assert (tmp_path / ".lantern" / "lantern-teams.zip").is_file()


def test_the_same_input_gives_the_same_bytes(tmp_path: Path, made: bytes) -> None:
    once, again = tmp_path / "once.zip", tmp_path / "again.zip"
    _command("--app-id", BOT, "--out", once, folder=tmp_path)
    _command("--app-id", BOT.upper(), "--out", again, folder=tmp_path, app_id=OTHER_BOT)
    assert once.read_bytes() == again.read_bytes() == made


def test_a_trusts_own_domain_is_named_throughout(tmp_path: Path) -> None:
    assert _command("--host", "Lantern.trust.nhs.uk", "--out", "a.zip", folder=tmp_path, app_id=BOT).returncode == 0
    manifest = json.loads(_file((tmp_path / "a.zip").read_bytes(), "manifest.json"))
    assert manifest["validDomains"] == ["lantern.trust.nhs.uk"]
    for page in ("websiteUrl", "privacyUrl", "termsOfUseUrl"):
        assert manifest["developer"][page].startswith("https://lantern.trust.nhs.uk/")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "--app-id"),
        (["--app-id", ""], "--app-id"),
        (["--app-id", "lantern"], "'lantern'"),
        (["--app-id", f"{{{BOT}}}"], "GUID"),
        (["--app-id", BOT.replace("-", "")], "GUID"),
        (["--app-id", BOT, "--host", "https://lantern.trust.nhs.uk/"], "domain"),
        (["--app-id", BOT, "--out", "."], "directory"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line_and_nothing_is_written(
    tmp_path: Path, arguments: list[str], says: str
) -> None:
    answer = _command(*arguments, folder=tmp_path)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.count("\n") == 1
    assert says in answer.stderr
    assert not list(tmp_path.rglob("*"))


def test_the_schemas_lock_file_names_no_registry() -> None:
    lock = (ROOT / "manifest" / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in lock
    assert "://" not in lock
