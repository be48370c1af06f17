"""On whose desk an event is: taken on by somebody, handed over, or let go of."""

from bot.casework.afterwards import note_look
from bot.casework.first_asking import is_waited_for
from bot.casework.looking_afterwards import names_of
from bot.casework.queue import event_changed, event_waits, tell_lead
from bot.casework.roles import (
    CLAIMERS,
    claimer_of,
    claims_as,
    desks,
    people_asked,
    people_named,
    roles_towards,
    was_left,
)
from bot.casework.steps import allow_event_step, redraw_event, take_event_step
from bot.casework.unit_of_work import UnitOfWork
from bot.casework.views import Choice, DeskShown
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import EventStatus, Role
from storage.events import held_event
from storage.queue import claimed_that_wait
from storage.records import PatientSafetyEvent
from storage.themes import theme_by_id

MOST_OTHERS = 40  # to whom it can be handed over; where there are more, the name is typed


async def claim(uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None) -> None:
    """Somebody who is asked about an event takes it on; its reporter sees that it is looked at.

    Who has it already keeps it, and who covers for them takes it over. Raises NotAllowed, naming who has it where
    somebody else does and has not left it.
    """
    has_it = await claimer_of(uow, event)
    if has_it == uow.person_id:
        return
    theirs = has_it not in (None, *await desks(uow, uow.person_id))
    theirs = theirs and not was_left(uow, event.claimed_at, event.worked_at)
    if theirs and await roles_towards(uow, uow.person_id, event) & CLAIMERS:
        raise NotAllowed(Refusal.CLAIMED, (await names_of(uow, [has_it])).get(has_it, ""))
    await take_event_step(uow, event, "claim", seen=seen)
    note_look(uow, event)
    await _put_on_desk(uow, event, uow.person_id)


async def hand_over(uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, to: int) -> None:
    """Put an event on the desk of somebody who leads there, or of the patient safety team; they are told.
    Raises NotAllowed, changing nothing."""
    await allow_event_step(uow, event, "hand_over", seen=seen)  # who leads there, and who has it, others are not told
    if not await roles_towards(uow, to, event) & CLAIMERS:
        raise NotAllowed(Refusal.NOT_FOR_THEM, (await names_of(uow, [to])).get(to, "Somebody"))
    if await claimer_of(uow, event) == to:
        raise NotAllowed(Refusal.CLAIMED, (await names_of(uow, [to])).get(to, ""))
    await take_event_step(uow, event, "hand_over", seen=seen, to=to)
    note_look(uow, event)
    await _put_on_desk(uow, event, to)
    await uow.session.flush()
    if to != uow.person_id:
        await tell_lead(
            uow, "event_handed", subject="event", subject_id=event.id, to=to,
            key=f"event_handed:{event.id}:{event.revision}:{to}",
        )  # fmt: skip


async def let_go(uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None) -> None:
    """Whoever has it, or covers for them, puts it back: it waits for everybody who is asked, who hear of it where it
    is to be decided. Raises NotAllowed."""
    if (
        event.claimed_by not in await desks(uow, uow.person_id)
        and await roles_towards(uow, uow.person_id, event) & CLAIMERS
    ):
        raise NotAllowed(Refusal.NOT_ON_YOUR_DESK)
    await take_event_step(uow, event, "let_go", seen=seen)
    event.claimed_by = event.claimed_at = event.worked_at = None
    if event.status is EventStatus.RECEIVED and not is_waited_for(event):
        await event_waits(uow, event)


async def _put_on_desk(uow: UnitOfWork, event: PatientSafetyEvent, person_id: int) -> None:
    """It is theirs from now on, and their queue says so: the step before was told to whoever had it."""
    event.claimed_by, event.claimed_at, event.worked_at = person_id, uow.now, None
    await event_changed(uow, event)


async def plan_desks(uow: UnitOfWork) -> int:
    """Ask everybody again about what is on the desk of somebody who is not asked about it any more, because its
    place was put right or their role ended: of how many events. Safe to run often, and by every worker at once."""
    let_go_of, waiting = 0, await claimed_that_wait(uow.session)
    able = {at: await claims_as(uow, *at) for at in {(claimed_by, unit_id) for _, claimed_by, unit_id in waiting}}
    for event_id, claimed_by, unit_id in waiting:
        if able[claimed_by, unit_id]:
            continue
        event = await held_event(uow.session, event_id, wait=False)
        if event is None or event.claimed_by is None or await claimer_of(uow, event) is not None:
            continue  # somebody, or another worker, sees to it at this moment
        uow.audit("not_on_desk", f"event:{event.id}", of=event.claimed_by)
        await redraw_event(uow, event)
        event.claimed_by = event.claimed_at = event.worked_at = None
        await event_waits(uow, event)
        let_go_of += 1
    return let_go_of


async def desk_shown(uow: UnitOfWork, event: PatientSafetyEvent, viewer_id: int) -> DeskShown:
    """On whose desk it is, and who else could have it."""
    theme = await theme_by_id(uow.session, event.theme_id) if event.theme_id is not None else None
    people = {*await people_asked(uow, Role.LEAD, event), *await people_named(uow, Role.LEAD, event)}
    people |= set(await people_named(uow, Role.PATIENT_SAFETY, event))
    has_it = await claimer_of(uow, event)
    others = sorted(people - {has_it or 0})[: MOST_OTHERS + 1]
    names = await names_of(uow, [has_it, *others])
    return DeskShown(
        names.get(has_it, "") if has_it else "",
        event.claimed_at if has_it else None,
        f"{theme.name} ({theme.reference})" if theme is not None else "",
        tuple(Choice(str(id), names[id]) for id in others) if len(others) <= MOST_OTHERS else (),
    )
