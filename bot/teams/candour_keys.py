"""By which key what a press writes down is known again: the same press twice writes it once."""

import hashlib
import json

from bot.casework.unit_of_work import UnitOfWork
from bot.teams.pressed import Press


def key_of(uow: UnitOfWork, pressed: Press) -> str:
    """The same for the same press by the same person, and for no other: a keyed digest."""
    told = json.dumps([uow.person_id, pressed.verb, pressed.id, pressed.seen, pressed.item, dict(pressed.said)],
                      sort_keys=True)  # fmt: skip
    return uow.vault.mark(hashlib.sha256(told.encode()).hexdigest(), "candour")
