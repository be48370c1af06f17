"""Keeping house: the audit trail sealed, and what was answered long ago let go."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.casework.unit_of_work import UnitOfWork
from storage.audit import newest_entry, seal
from storage.conversations import forget_inbound

MOST_AT_ONCE = 500
LONGEST_TRANSACTION = timedelta(minutes=2)
ANSWERS_KEPT = timedelta(days=1)  # Teams repeats an activity within minutes; its answer is kept a day


@dataclass(slots=True)
class Sealer:
    """Chains what was written since, and remembers up to where all is chained.

    A transaction that is still open may hold a number lower than those that are chained, so it is known
    of a number only a while after it was given. Now and then all are looked through, all the same.
    """

    _chained_up_to: int = 0
    _newest: int = 0  # a while ago
    _newest_at: datetime | None = None

    async def seal(self, uow: UnitOfWork, *, whole: bool = False) -> int:
        """Chain the audit entries that are not chained yet; say how many."""
        sealed = await seal(uow.session, 0 if whole else self._chained_up_to, MOST_AT_ONCE)
        if self._newest_at is None or uow.machine_now - self._newest_at > LONGEST_TRANSACTION:
            if sealed < MOST_AT_ONCE and self._newest_at is not None:
                self._chained_up_to = self._newest
            self._newest, self._newest_at = await newest_entry(uow.session), uow.machine_now
        return sealed


async def let_go_of_old_answers(uow: UnitOfWork) -> None:
    await forget_inbound(uow.session, uow.machine_now - ANSWERS_KEPT)
