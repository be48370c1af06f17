"""What every card is held against: Microsoft's schema of adaptive cards, and what Teams can show."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema

from tests.stand_in import actions

SCHEMA: dict[str, Any] = json.loads((files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text())


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """Each element and action of a card, the card itself first."""
    if isinstance(node, list):
        for item in node:
            yield from parts(item)
    elif isinstance(node, dict):
        if isinstance(node.get("type"), str):
            yield node
        for value in node.values():
            yield from parts(value)


def holds_to_schema(card: dict[str, Any]) -> None:
    """Raise ValidationError unless each part is as the schema asks.

    The schema's root tells nothing of what is wrong inside: each part is held against its own definition. Cards
    have most parts in common, and to look is slow: each is looked at once.
    """
    for part in parts(card):
        _holds(json.dumps(part, sort_keys=True))


@cache
def _holds(part: str) -> None:
    node = json.loads(part)
    definition = {"$ref": f"#/definitions/{node['type']}", "definitions": SCHEMA["definitions"]}
    jsonschema.Draft6Validator(definition).validate(node)


def keeps_to_what_teams_can_show(card: dict[str, Any]) -> None:
    """Raise AssertionError for a card that Teams cuts or muddles, or one that takes content along in a press."""
    assert card["version"] == "1.5"
    assert len(json.dumps(card, ensure_ascii=False).encode()) < 25_000  # bytes: a safe part of Teams' 100 KB
    inputs = [node for node in parts(card) if node["type"].startswith("Input.")]
    assert all(node.get("id") and node.get("label") for node in inputs)
    for group in _scopes(card):
        ids = [node["id"] for node in group if node["type"].startswith("Input.")]
        assert len(ids) == len(set(ids))
    for action in actions(card):
        if action["type"] == "Action.Execute":
            assert action["fallback"]["type"] == "Action.Submit"
            assert action["fallback"]["data"] == {"verb": action["verb"], **action["data"]}
            assert set(action["data"]) <= {"id", "seen", "page", "item", "living"}  # never content
        if action["type"] in ("Action.Execute", "Action.Submit", "Action.ShowCard"):
            assert action["title"]


def _scopes(card: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    """The inputs that go with one press: a part that unfolds, with those outside it."""
    outside = list(_outside(card))
    folds = [node["card"] for node in parts(card) if node["type"] == "Action.ShowCard"]
    yield outside
    for fold in folds:
        yield [*outside, *parts(fold)]


def _outside(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for item in node:
            yield from _outside(item)
    elif isinstance(node, dict) and node.get("type") != "Action.ShowCard":
        if isinstance(node.get("type"), str):
            yield node
        for value in node.values():
            yield from _outside(value)
