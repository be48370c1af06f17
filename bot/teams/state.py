"""Where the dialogs have got to, as plain JSON in the conversation's own row.

The SDK's own stores pickle the dialog stack. Ours spells it out: a stack is a list of dialog ids,
each with its state. That can be read in the table, moved to another SDK, and never runs code.
"""

import logging
from collections.abc import Mapping
from typing import Any

from bot.sdk import DialogInstance, DialogState

log = logging.getLogger(__name__)

FORMAT = 2  # 2: one form for all four kinds of event
STACK = "$stack"


class StackProperty:
    """A state property as the SDK's DialogSet asks for one, over the JSON of a conversation's row."""

    def __init__(self, kept: Mapping[str, Any]) -> None:
        self._state = DialogState()
        if kept.get("format") == FORMAT:
            read = from_json(kept.get("dialogs"))
            if isinstance(read, DialogState):
                self._state = read
        elif kept:
            # Written by another version. The half-made forms are kept apart, and are offered again.
            log.warning("A conversation's state has format %s, not %s.", kept.get("format"), FORMAT)

    async def get(self, _: object, default_value_or_factory: object = None) -> DialogState:
        return self._state

    async def set(self, _: object, value: DialogState) -> None:
        self._state = value

    async def delete(self, _: object) -> None:
        self._state = DialogState()

    def as_json(self) -> dict[str, Any]:
        return {"format": FORMAT, "dialogs": to_json(self._state)}


def to_json(value: Any) -> Any:
    """Plain JSON of what dialogs keep. Raises TypeError for anything that is not plain."""
    if isinstance(value, DialogState):
        return {STACK: [[dialog.id, to_json(dialog.state)] for dialog in value.dialog_stack]}
    if isinstance(value, dict):
        return {key: to_json(kept) for key, kept in value.items()}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"A dialog may keep plain values only, not {type(value).__name__}.")


def from_json(value: Any) -> Any:
    if isinstance(value, dict) and STACK in value:
        return DialogState([_instance(id, from_json(state)) for id, state in value[STACK]])
    if isinstance(value, dict):
        return {key: from_json(kept) for key, kept in value.items()}
    return value


def _instance(id: str, state: dict[str, Any]) -> DialogInstance:
    instance = DialogInstance()
    instance.id, instance.state = id, state
    return instance
