"""A press as it came, and what can be missing on it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.casework.unit_of_work import UnitOfWork
from bot.forms.form import Asking
from bot.wording import FILL_IN

LARGEST_ID = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Press:
    """A press as it came: `id` and `seen` are 0 where they are missing or not numbers."""

    verb: str
    id: int
    seen: int
    page: int
    item: int  # of several on one card: a question, a person affected
    living: bool  # on the card on which its reporter sees where a report stands
    said: Mapping[str, str]  # what was typed or chosen on the card
    in_place: bool = True  # the card itself shows the answer; or else a message, which stays in the chat

    @classmethod
    def read(cls, verb: object, data: object, *, in_place: bool = True) -> "Press":
        given = data if isinstance(data, Mapping) else {}
        said = {str(key): value for key, value in given.items() if isinstance(value, str)}
        return cls(
            verb if isinstance(verb, str) else "",
            _number(given.get("id")), _number(given.get("seen")), _number(given.get("page")),
            _number(given.get("item")), given.get("living") == 1, said, in_place,
        )  # fmt: skip

    def words(self, key: str) -> str:
        return self.said.get(key, "").strip()


class NotFilledIn(Exception):
    """Something on the card is missing or unclear; said beside its field, or above where it has none."""

    def __init__(self, unclear: Mapping[str, str], note: str = FILL_IN) -> None:
        super().__init__(note)
        self.unclear, self.note = unclear, note


def _number(value: object) -> int:
    """A whole number that a row can have as its id; 0, which none has, for anything else."""
    return value if type(value) is int and 0 <= value <= LARGEST_ID else 0


# What a button does to its record: the work, the record, the press, and what readers are given. It may
# answer with words that are to be said on the card, and are kept nowhere.
Step = Callable[[UnitOfWork, Any, Press, Asking], Awaitable[str | None]]
