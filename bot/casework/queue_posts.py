"""When a lead's queue is drawn anew, and when it comes unasked."""

from datetime import timedelta

from bot.casework.newly_asked import has_come_past_its_day, newly_asked
from bot.casework.queue import ROUTINE_PAGE, begin_queue, queue_changed
from bot.casework.unit_of_work import UnitOfWork
from storage.outbox import copies_of
from storage.queue import (
    changed_queues,
    let_go_of_changes_for_nobody,
    people_without_queue,
    queues_of_yesterday,
    take_changes,
    take_changes_of_roles,
    unseen_queues,
)
from storage.records import WorkQueue


async def plan_queues(uow: UnitOfWork) -> int:
    """Draw the queues anew for which something changed, send those that are due, and say how many.

    Safe to run often, and by every worker at once. What it writes tells the day alone: it would otherwise
    tell when a sealed report came.
    """
    rules, work = uow.rules.queue, uow.veiled(day_only=True)
    await uow.session.flush()
    done = await _look_at_what_is_left(uow, work)
    for person_id in await people_without_queue(uow.session):
        await begin_queue(uow, person_id)
    await let_go_of_changes_for_nobody(uow.session)
    for queue in await changed_queues(uow.session, uow.now - timedelta(seconds=rules.seconds_together)):
        changed = await take_changes(uow.session, queue.person_id)
        queue.drawn_at = None if changed.day_only else uow.now
        queue.unseen = queue.unseen or changed.is_new
        queue.pressing = queue.pressing or changed.is_pressing
        await _redraw(work, queue)
        done += 1
    if uow.rules.ladder.hours.within(uow.now) > uow.now:
        return done
    for queue in await unseen_queues(uow.session):
        done += await _post(work, queue)
    return done


async def _look_at_what_is_left(uow: UnitOfWork, work: UnitOfWork) -> int:
    """Once a day, and where roles or cover changed: what nobody would be told of again counts as not seen. Of how
    many queues the lines were reckoned by another day."""
    of_yesterday = await queues_of_yesterday(uow.session, uow.today)
    for queue in of_yesterday:
        queue.unseen = await has_come_past_its_day(uow, queue) or queue.unseen
        await _redraw(work, queue)
    if await take_changes_of_roles(uow.session) or of_yesterday:
        for person_id, pressing in (await newly_asked(uow)).items():
            await queue_changed(uow, [person_id], is_new=True, pressing=pressing)
        await uow.session.flush()
    return len(of_yesterday)


async def _redraw(uow: UnitOfWork, queue: WorkQueue) -> None:
    """Rewrite the card that stands, but not under the hands of somebody who is ticking on it."""
    queue.revision += 1
    queue.drawn_on = uow.today
    for copy in (await copies_of(uow.session, "queue", queue.id))[-1:]:
        if copy.page != ROUTINE_PAGE:
            await uow.notify(
                "rewrite", subject="queue", subject_id=queue.id, to=queue.person_id,
                key=f"rewrite:{copy.id}:{queue.revision}", copy=copy.id,
            )  # fmt: skip


async def _post(uow: UnitOfWork, queue: WorkQueue) -> bool:
    """Send it as a new message, if it is time: whether it was."""
    at, rules = uow.rules.queue.post_at(uow.now), uow.rules.queue
    today = queue.pressing_posts if queue.pressing_on == uow.today else 0
    if at is not None and (queue.posted_at is None or queue.posted_at < at):
        queue.posted_at, which = at, at.isoformat()
    elif queue.pressing and today < rules.pressing_a_day:
        queue.pressing_on, queue.pressing_posts = uow.today, today + 1
        which = f"pressing:{uow.today}:{today + 1}"
    else:
        return False
    queue.unseen = queue.pressing = False
    return await uow.notify(
        "queue", subject="queue", subject_id=queue.id, to=queue.person_id, in_hours=True,
        key=f"queue:{queue.id}:{which}",
    )  # fmt: skip
