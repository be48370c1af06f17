"""What `bot.admin` is asked line by line: one JSON object in, one out; a line that cannot be read stops no other."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

Row = Mapping[str, Any]


def json_lines(
    lines: Iterable[str], keys: Collection[str], answer: Callable[[Row], Mapping[str, Any]]
) -> Iterator[str]:
    """The answer to each line that holds anything, with the line's `id`. What cannot be read is said in `error`.

    `answer` raises ValueError, saying what is wrong with a line that has no other keys than these.
    """
    for line in lines:
        if line.strip():
            said = json.dumps(_answered(line, keys, answer), ensure_ascii=False)
            yield said.encode("utf-8", "replace").decode()  # half of a surrogate pair can be written nowhere


def _answered(line: str, keys: Collection[str], answer: Callable[[Row], Mapping[str, Any]]) -> dict[str, Any]:
    given: Any = None
    try:
        given = json.loads(line)
        if not isinstance(given, dict):
            raise ValueError("a line is one JSON object")
        known_alone("a line", given, keys)
        return {"id": given.get("id"), **answer(given)}
    except (ValueError, TypeError, RecursionError, OverflowError) as trouble:
        return {"id": given.get("id") if isinstance(given, dict) else None, "error": str(trouble)}


def known_alone(what: str, given: Row, known: Collection[str]) -> None:
    """Raises ValueError, naming them, where there are other keys than the known ones."""
    if strange := sorted(set(given) - set(known)):
        raise ValueError(f"{', '.join(strange)} is not known; {what} has {', '.join(known)}")


def an_object(given: Row, key: str) -> Row:
    """What stands under a key. Raises ValueError where it is no object; absent, nothing was said."""
    found = given.get(key)
    if found is not None and not isinstance(found, dict):
        raise ValueError(f"{key} is an object of keys and answers")
    return found or {}
