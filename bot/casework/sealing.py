"""Keeping house: the audit trail sealed, and what was answered long ago let go."""

from datetime import timedelta

from bot.casework.unit_of_work import UnitOfWork
from storage.audit import seal
from storage.conversations import forget_inbound

ANSWERS_KEPT = timedelta(days=1)  # Teams repeats an activity within minutes; its answer is kept a day


async def seal_audit(uow: UnitOfWork) -> int:
    """Chain the audit entries that were written since; say how many."""
    return await seal(uow.session)


async def let_go_of_old_answers(uow: UnitOfWork) -> None:
    await forget_inbound(uow.session, uow.machine_now - ANSWERS_KEPT)
