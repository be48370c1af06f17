"""Microsoft's schema of adaptive cards, and the parts of a card that are held against it."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema

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
