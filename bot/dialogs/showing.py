"""Showing a record's card to somebody who asks for it."""

from bot.casework.looking import may_see
from bot.casework.notices import record_of
from bot.casework.queue import has_opened
from bot.dialogs.turn import Turn


async def show_record(turn: Turn, subject: str, subject_id: int, note: str = "", page: str = "") -> bool:
    """Show a record's card, or a page in its place, if this person may see it. Whether they may."""
    record = await record_of(turn.uow, subject, subject_id)
    if record is None or not await may_see(turn.uow, record):
        turn.uow.audit("refused", f"{subject}:{subject_id}", why="not to be seen")
        return False
    await has_opened(turn.uow, subject, subject_id)
    await turn.uow.notify(
        "shown", subject=subject, subject_id=subject_id, to=turn.uow.person_id,
        key=f"shown:{turn.key}:{subject}:{subject_id}", note=note, page=page,
    )  # fmt: skip
    return True
