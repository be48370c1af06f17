"""Waiting work of which nobody would hear again: past its day, left on a desk, or somebody's since roles changed."""

from bot.casework.my_queue import queue_lines
from bot.casework.queue import DESK, UNIT, asked_about, look_at_who_is_asked
from bot.casework.roles import asked_everywhere
from bot.casework.unit_of_work import UnitOfWork
from psirf.queue import Why
from psirf.vocabulary import Role
from storage.queue import all_queues, begun_queue, people_with_queue, waiting_events
from storage.records import WorkQueue


async def has_come_past_its_day(uow: UnitOfWork, queue: WorkQueue) -> bool:
    """Whether something of a queue has come past the day by which it is looked at, or was left on a desk for long,
    since its lines were last reckoned."""
    since = queue.drawn_on or uow.today
    for line in await queue_lines(uow, queue.person_id):
        until = [line.look_by, *([uow.rules.queue.theirs_until(line.left_on)] if line.left_on else [])]
        if any(since <= day < uow.today for day in until):
            return True
    return False


async def newly_asked(uow: UnitOfWork) -> dict[int, bool]:
    """For whom something waits since roles or cover changed, which they have not been told of; and whether that is
    pressing. Where somebody's queue is in use at this moment, all are looked at again the next time."""
    everywhere, known = await asked_everywhere(uow, Role.LEAD), await people_with_queue(uow.session)
    found: dict[int, bool] = {}
    free = await all_queues(uow.session)
    if in_use := known - {queue.person_id for queue in free}:
        look_at_who_is_asked(uow, min(in_use))
    for queue in free:
        about = await asked_about(uow, queue.person_id, everywhere)
        new = set(about) - set(queue.asked_about if queue.asked_about is not None else about)
        if about != queue.asked_about:
            queue.asked_about = about
        if new and (lines := await _lines(uow, queue.person_id, new)):
            found[queue.person_id] = Why.PRESSING in lines
    without = {person for people in everywhere.values() for person in people} - known
    for person_id in sorted(without):
        about = await asked_about(uow, person_id, everywhere)
        if lines := await _lines(uow, person_id, set(about)):
            (await begun_queue(uow.session, person_id)).asked_about = about
            found[person_id] = Why.PRESSING in lines
    return found


async def _lines(uow: UnitOfWork, person_id: int, about: set[str]) -> list[Why]:
    """Why each of the lines that somebody's queue has of this stands there."""
    said = [each.split() for each in about]
    units = {None if of == "None" else int(of) for what, of in said if what == UNIT}
    waiting = await waiting_events(uow.session, units, {int(of) for what, of in said if what == DESK})
    ids = {event.id for event in waiting}
    return [line.why for line in await queue_lines(uow, person_id) if line.id in ids] if ids else []
