"""Lantern's key: looked at before anything is sealed with it."""

import logging

from bot.casework.unit_of_work import Casework
from storage.vault import KeyTrouble
from storage.workings import keep_key_checks, key_checks

NO_KEY = (
    "There is no LANTERN_KEY. Without it names and patients' numbers cannot be kept safe, so Lantern does not "
    "start. If there never was one: python -m bot.admin new-key prints one."
)
WRONG_KEY = (
    "LANTERN_KEY is not the key that this database was sealed with. Nothing was changed or lost. "
    "Put the earlier key there, alone or after the new one with a comma between."
)
KEY_LEFT_OUT = (
    "LANTERN_KEY leaves out a key that this database was sealed with: what that one sealed cannot be opened now. "
    "Put it back after the new one, with a comma between."
)

log = logging.getLogger(__name__)


async def check_key(casework: Casework) -> None:
    """Whether the key is the one that this database knows; a first key is made known to it.

    Raises KeyTrouble with a sentence for who starts Lantern; the attempt is in the audit trail. Where an
    earlier key is left out Lantern starts, and says so in its log.
    """
    async with casework.begin() as uow:
        known = await key_checks(uow.session)
        checks = casework.vault.checks()
        trouble = "" if checks else NO_KEY
        if checks and known and not known & set(checks):
            trouble = WRONG_KEY
        if trouble:
            uow.audit("refused", "key", why="no key" if trouble is NO_KEY else "wrong key")
        else:
            await keep_key_checks(uow.session, [check for check in checks if check not in known])
    if trouble:
        raise KeyTrouble(trouble)
    if known - set(checks):
        log.warning(KEY_LEFT_OUT)
