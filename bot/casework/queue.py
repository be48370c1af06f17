"""A lead's queue as a message: what changes it, and what is a message of its own."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from bot.casework.roles import asked_everywhere, desks, leads_somewhere, people_asked
from bot.casework.unit_of_work import UnitOfWork
from psirf.queue import Facts, is_pressing
from psirf.vocabulary import Role
from psirf.working_time import london_day, start_of_day
from storage.events import decision_on
from storage.queue import begun_queue, counts_alone, how_many_sent, let_go_of_news
from storage.records import Decision, PatientSafetyEvent, QueueChange, WorkQueue

# What somebody asked for themself, what only rewrites a card, and the queue, which has its own times. Every other
# message comes unasked, and counts.
NOT_UNASKED = ("reply", "thanks", "shown", "outside", "rewrite", "queue")
UNIT, DESK = "unit", "desk"  # what somebody is asked about: of a place, or on the desk of whom they cover
ROUTINE_PAGE = "routine"  # on which something is being ticked and written


async def queue_changed(
    uow: UnitOfWork, people: Collection[int], *, is_new: bool = False, pressing: bool = False
) -> None:
    """Something changed for the queues of these people. Their cards follow, one change for many."""
    uow.session.add_all(
        QueueChange(person_id=person_id, is_new=is_new, is_pressing=pressing, day_only=uow.veil.day_only)
        for person_id in sorted(people)
    )


def look_at_who_is_asked(uow: UnitOfWork, person_id: int) -> None:
    """Somebody may be asked about what waits already: their queue comes to them."""
    uow.session.add(QueueChange(person_id=person_id, of_roles=True))


async def event_changed(uow: UnitOfWork, event: PatientSafetyEvent) -> None:
    """An event that stands on queues, or did, is not as it was."""
    asked = set(await people_asked(uow, Role.LEAD, event))
    await queue_changed(uow, asked | ({event.claimed_by} if event.claimed_by is not None else set()))


async def event_waits(uow: UnitOfWork, event: PatientSafetyEvent) -> None:
    """An event waits for the leads of its place, also where that is put right: it stands on the queue of each, and
    they are told by it."""
    decision = await decision_on(uow.session, event.id)
    asked = await people_asked(uow, Role.LEAD, event)
    await queue_changed(uow, asked, is_new=True, pressing=is_pressing(facts_of(event, decision)))


def facts_of(event: PatientSafetyEvent, decision: Decision) -> Facts:
    return Facts(event.kind, event.reached, event.imminent, decision.advised, decision.advice)


async def tell_lead(
    uow: UnitOfWork, kind: str, *, subject: str, subject_id: int, to: int, key: str, in_hours: bool = False,
    **only_while: Any,
) -> None:  # fmt: skip
    """A message of its own to a lead; or, where they had as many as a day may bring, a line of their queue.

    Nobody waits here for anybody: where a message to the same lead is being counted at this moment by other work,
    this one becomes a line of the queue too.
    """
    at = uow.rules.ladder.hours.within(uow.kept_at) if in_hours else uow.kept_at
    since = start_of_day(london_day(at))
    on_queue = not await counts_alone(uow.session, to) or uow.rules.queue.singles_a_day <= await how_many_sent(
        uow.session, to, NOT_UNASKED, since, since + timedelta(days=1)
    )
    is_new = await uow.notify(
        kind, subject=subject, subject_id=subject_id, to=to, key=key, in_hours=in_hours, on_queue=on_queue,
        **only_while,
    )  # fmt: skip
    if on_queue and is_new:
        await queue_changed(uow, [to], is_new=True)


async def tell_person(
    uow: UnitOfWork, kind: str, *, subject: str, subject_id: int, to: int, key: str, in_hours: bool = False,
    **only_while: Any,
) -> None:  # fmt: skip
    """A message of its own to somebody who may be a lead: as `tell_lead` has it where they are, or else at once."""
    tell = partial(tell_lead, uow) if await leads_somewhere(uow, to) else uow.notify
    await tell(kind, subject=subject, subject_id=subject_id, to=to, key=key, in_hours=in_hours, **only_while)


async def has_opened(uow: UnitOfWork, subject: str, subject_id: int) -> None:
    """The person who acts has opened a record: what was news of it on their queue is none any more."""
    if await let_go_of_news(uow.session, uow.person_id, subject, subject_id):
        await queue_changed(uow, [uow.person_id])


async def has_seen_queue(uow: UnitOfWork) -> WorkQueue:
    """The queue of the person who acts, begun where they have none: they look at it now."""
    queue = await begin_queue(uow, uow.person_id)
    queue.unseen = queue.pressing = False
    queue.drawn_on = uow.today
    return queue


async def begin_queue(uow: UnitOfWork, person_id: int) -> WorkQueue:
    """Somebody's queue, begun where they have none."""
    queue = await begun_queue(uow.session, person_id)
    if queue.asked_about is None:
        queue.asked_about = await asked_about(uow, person_id)
    return queue


async def asked_about(
    uow: UnitOfWork, person_id: int, everywhere: Mapping[int | None, Collection[int]] | None = None
) -> list[str]:
    """What a person is asked about as a lead now, as their queue keeps it. `everywhere`: who is asked about each
    unit, where that is known already."""
    asked = await asked_everywhere(uow, Role.LEAD) if everywhere is None else everywhere
    units = [f"{UNIT} {unit}" for unit, people in asked.items() if person_id in people]
    return sorted([*units, *(f"{DESK} {each}" for each in await desks(uow, person_id) - {person_id})])
