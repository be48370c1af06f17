"""A press as it came, and what can be missing on it."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from bot.casework.unit_of_work import UnitOfWork
from bot.forms.form import Asking, Unclear
from bot.forms.readers import a_person
from bot.wording import CHOOSE_FIRST, FILL_IN

LARGEST_ID = 2**31 - 1
LONGEST_KEPT = 40  # characters of what no card of ours sends, as the audit trail has it
LONGEST_FIELD = 1500  # characters of what is typed on a card
T = TypeVar("T", bound=Enum)


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
    card: str = ""  # the message that it was pressed on, where it says so: never more than where to look
    sent: str = ""  # as its id, where that is none that a record can have: shortened, for the audit trail

    @classmethod
    def read(cls, verb: object, data: object, *, in_place: bool = True, card: str = "") -> "Press":
        given = data if isinstance(data, Mapping) else {}
        said = {str(key): value for key, value in given.items() if isinstance(value, str)}
        return cls(
            verb if isinstance(verb, str) else "",
            _number(given.get("id")), _number(given.get("seen")), _number(given.get("page")),
            _number(given.get("item")), given.get("living") == 1, said, in_place, card,
            "" if _number(given.get("id")) else harmless(str(given.get("id", ""))),
        )  # fmt: skip

    def words(self, key: str) -> str:
        return self.said.get(key, "").strip()


class NotFilledIn(Exception):
    """Something on the card is missing or unclear; said beside its field, or above where it has none."""

    def __init__(self, unclear: Mapping[str, str], note: str = FILL_IN, *, strange: str = "") -> None:
        """`strange`: what came in place of a choice, and is none that any card offers."""
        super().__init__(note)
        self.unclear, self.note, self.strange = unclear, note, strange


def chosen_of(pressed: Press, key: str, terms: type[T]) -> T:
    """What was chosen of some terms. Raises NotFilledIn where nothing was, or nothing that is one of them."""
    try:
        return terms(pressed.words(key))
    except ValueError:
        raise NotFilledIn({}, CHOOSE_FIRST, strange=pressed.words(key)) from None


def person_of(pressed: Press, key: str, asking: Asking) -> int:
    """Who was chosen, or is meant by a written name. Raises NotFilledIn; no card offers a number that is nobody's."""
    said = pressed.words(key)
    try:
        return int(a_person(said, asking).value)
    except Unclear as unclear:
        strange = said if said.isdecimal() else ""  # a name that is written wrong is an honest slip
        raise NotFilledIn({}, str(unclear) if said else CHOOSE_FIRST, strange=strange) from None


def harmless(said: str) -> str:
    """What was sent in place of a verb, an id or a choice, as it may be written down: short, and with no number
    long enough to be a patient's."""
    return re.sub(r"\d{7,}", "…", re.sub(r"[^\w.:-]", "_", said[: 2 * LONGEST_KEPT]))[:LONGEST_KEPT]


def _number(value: object) -> int:
    """A whole number that a row can have as its id; 0, which none has, for anything else."""
    return value if type(value) is int and 0 <= value <= LARGEST_ID else 0


# What a button does to its record: the work, the record, the press, and what readers are given. It may
# answer with words that are to be said on the card, and are kept nowhere.
Step = Callable[[UnitOfWork, Any, Press, Asking], Awaitable[str | None]]
