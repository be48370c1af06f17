"""When somebody is nudged about a candour case."""

from bot.casework.candour_now import CaseNow
from bot.casework.unit_of_work import UnitOfWork


def set_next_reminder(uow: UnitOfWork, now: CaseNow) -> None:
    """Not built yet."""
