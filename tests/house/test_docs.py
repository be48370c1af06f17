"""What the documents say is there: files, commands, settings, pictures."""

import re
from pathlib import Path

import pytest

from bot.admin import COMMANDS, WITHOUT_DATABASE
from bot.config import Settings
from tests.house.test_layers import LAYERS

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md")])


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_every_link_leads_somewhere(file: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", file.read_text(encoding="utf-8")):
        if not target.startswith("https://"):
            assert (file.parent / target).exists(), target


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_every_path_that_is_named_is_there(file: Path) -> None:
    named = re.findall(r"`((?:bot|psirf|storage|tests|demo|manifest|docs|bench)/[\w./*-]+)`", file.read_text())
    assert not [path for path in named if not list(ROOT.glob(path.rstrip("/")))]


def test_the_tour_names_the_layers_in_the_order_that_is_kept() -> None:
    shown = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8").split("```")[1]
    assert re.findall(r"[\w.]+", shown) == LAYERS


def test_every_setting_is_documented_and_no_other() -> None:
    table = (ROOT / "docs" / "deploy.md").read_text().partition("## 3. Settings")[2].partition("## 4.")[0]
    documented = set(re.findall(r"`([A-Za-z_]{4,})`", table)) - {"development", "SingleTenant", "UserAssignedMSI"}
    assert documented == {str(field.validation_alias) for field in Settings.model_fields.values()}


def test_every_command_is_documented() -> None:
    said = " ".join(file.read_text(encoding="utf-8") for file in DOCUMENTS)
    assert [name for name in (*COMMANDS, *WITHOUT_DATABASE) if not re.search(rf"bot\.admin\s+{name}\b", said)] == []
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert set(re.findall(r"`?make (run|test|proof|bench|lock|manifest|clean)\b", said)) <= set(targets)


def test_no_file_names_a_host_of_a_package_registry() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", *(str(p) for p in ROOT.glob("*/**/package-lock.json"))):
        if "node_modules" not in name:
            text = (ROOT / name).read_text(encoding="utf-8")
            assert "://" not in text
            assert "resolved" not in text
    assert "--hash=sha256:" in (ROOT / "requirements.txt").read_text()
