"""The command that shows what Lantern makes of a text: JSON lines in, JSON lines out."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from bot.admin import main
from bot.reading_lines import read_units
from psirf.tables import TableError

UNITS = [
    {"name": "Ward 7", "full_name": "Ward 7 (Stroke)", "site": "North", "known_as": ["7", "stroke unit"]},
    {"name": "Ward 8", "full_name": "Ward 8", "site": "North", "known_as": ["8", "step down"]},
    {"name": "AMU", "full_name": "Acute Medical Unit", "site": "North", "known_as": ["MAU", "step down"]},
]
NOW = "2026-03-04T09:30:00+00:00"
KEYS = {
    "id", "kind", "near_miss", "ward", "happened_from", "happened_to", "to_confirm", "agents", "stopped_by",
    "harm_physical", "never_event", "specialists", "identifiers", "urgent", "more",
}  # fmt: skip


@pytest.fixture
def units(tmp_path: Path) -> Path:
    file = tmp_path / "units.json"
    file.write_text(json.dumps(UNITS))
    return file


def run(
    lines: list[Any], units: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[dict[str, Any]]:
    """What the command answers to these lines; a line that is no text is written as JSON."""
    said = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    monkeypatch.setattr("sys.stdin", io.StringIO(said))
    assert main(["read", "--units", str(units)]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_one_message_is_shown_as_it_is_read(
    units: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "near miss: nearly gave 10x insulin to Mrs Smith on Ward 7 an hour ago, pharmacist caught it"
    (answer,) = run([{"id": "a", "now": NOW, "writer_ward": "Ward 8", "text": text}], units, monkeypatch, capsys)
    assert set(answer) == KEYS
    assert answer["identifiers"] == [{"text": "Mrs Smith", "kind": "patient_name"}]
    assert {key: answer[key] for key in KEYS - {"identifiers"}} == {
        "id": "a", "kind": "incident", "near_miss": True, "ward": "Ward 7", "agents": ["4"],
        "happened_from": "2026-03-04T08:30:00+00:00", "happened_to": "2026-03-04T08:30:00+00:00", "to_confirm": [],
        "stopped_by": "pharmacist caught it", "harm_physical": "not_applicable", "never_event": None,
        "specialists": ["MSO"], "urgent": False, "more": False,
    }  # fmt: skip


def test_what_is_unsure_is_named(
    units: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shared, fell = run(
        [
            {"id": 1, "now": NOW, "text": "pt fell on step down, fractured hip"},
            {"id": 2, "now": NOW, "writer_ward": "Ward 8", "text": "pt fell"},
        ],
        units, monkeypatch, capsys,
    )  # fmt: skip
    assert shared["ward"] is None
    assert {"ward", "agents", "harm_physical"} == set(shared["to_confirm"])
    assert (fell["ward"], fell["happened_from"], fell["harm_physical"], fell["agents"]) == (
        None,
        None,
        "unknown",
        ["10"],
    )


def test_a_line_that_cannot_be_read_is_said_and_the_rest_goes_on(
    units: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = run(
        [
            "{not json",
            "[1]",
            {"id": "b", "now": NOW, "text": "pt fell", "mood": "sad"},
            {"id": "c", "now": NOW},
            {"id": "d", "now": "2026-03-04T09:30:00", "text": "pt fell"},
            {"id": "e", "text": "pt fell"},
            "",
            {"id": "f", "now": NOW, "text": "pt fell"},
        ],
        units, monkeypatch, capsys,
    )  # fmt: skip
    assert [answer["id"] for answer in answers] == [None, None, "b", "c", "d", "e", "f"]
    assert all("error" in answer for answer in answers[:-1])
    assert "mood" in answers[2]["error"]
    assert "text" in answers[3]["error"]
    assert "offset" in answers[4]["error"]
    assert answers[-1]["kind"] == "incident"


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([*UNITS, UNITS[0]], "row 4: the name Ward 7 stands in row 1 too"),
        ([{**UNITS[0], "name": " ward  7"}, UNITS[0]], "row 2"),
        ([UNITS[0], {"full_name": "Ward 9"}], "row 2: name is missing"),
        ([{**UNITS[0], "floor": 2}], "row 1: floor is not known"),
        ([{**UNITS[0], "known_as": "7"}], "row 1: known_as is a list"),
        ([{**UNITS[0], "name": ""}], "row 1: name"),
        (["Ward 7"], "row 1"),
        ({"name": "Ward 7"}, "list of units"),
    ],
)
def test_units_that_cannot_be_used_are_refused_by_file_and_row(
    tmp_path: Path, rows: Any, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "units.json"
    file.write_text(json.dumps(rows))
    with pytest.raises(TableError) as refused:
        read_units(file)
    assert "units.json" in str(refused.value)
    assert says in str(refused.value)
    assert main(["read", "--units", str(file)]) == 2
    assert says in capsys.readouterr().err


def test_units_that_are_not_there_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--units", str(tmp_path / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().err


def test_a_name_that_two_units_share_is_allowed(units: Path) -> None:
    assert [unit.name for unit in read_units(units)] == ["Ward 7", "Ward 8", "AMU"]


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("pt fell today", "2026-03-04T00:00:00+00:00", "2026-03-04T23:59:00+00:00"),
        ("pt fell yesterday", "2026-03-03T00:00:00+00:00", "2026-03-03T23:59:00+00:00"),
        ("pt fell this morning", "2026-03-04T00:00:00+00:00", "2026-03-04T12:00:00+00:00"),
        ("pt fell last night", "2026-03-03T19:00:00+00:00", "2026-03-04T07:30:00+00:00"),
        ("pt fell at 2am", "2026-03-04T02:00:00+00:00", "2026-03-04T02:00:00+00:00"),
    ],
)
def test_a_day_or_a_part_of_it_is_shown_whole(
    text: str,
    begins: str,
    ends: str,
    units: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (answer,) = run([{"id": 1, "now": NOW, "text": text}], units, monkeypatch, capsys)
    assert (answer["happened_from"], answer["happened_to"]) == (begins, ends)
