"""The ward manager's look: put place and harm right, settle it on the ward, hand it on, or pass it to the leads."""

from collections.abc import Collection

from bot.casework.acting import open_actions
from bot.casework.afterwards import note_look
from bot.casework.candour_opening import open_if_called_for
from bot.casework.decisions import write_decision
from bot.casework.first_look import ask_again
from bot.casework.joined import tell_joined
from bot.casework.marking import hide_in_note
from bot.casework.queue import event_waits, facts_of
from bot.casework.reporting import correct_place, grade_harm
from bot.casework.required import refuse_over_a_wish
from bot.casework.roles import roles_towards
from bot.casework.steps import take_event_step
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.opening import is_worse
from psirf.candour.terms import OpenedBy
from psirf.lifecycle import NotAllowed
from psirf.queue import is_pressing
from psirf.refusals import Refusal
from psirf.responses import least_of
from psirf.vocabulary import (
    EventStatus,
    FirstLook,
    NoteKind,
    PhysicalHarm,
    PsychologicalHarm,
    Reached,
    ResponseType,
    Role,
)
from storage.events import decision_on, harm_history, people_affected
from storage.records import EventNote, EventStatusChange, PatientSafetyEvent


async def take_first_step(
    uow: UnitOfWork, event: PatientSafetyEvent, name: str, *, seen: int | None, reason: str = ""
) -> bool:
    """Take a step of the first look: whether as the ward manager, and not as a lead. Raises NotAllowed.

    Who was asked first, and presses when another manager of the ward has looked, is told that it moved on.
    """
    roles = await roles_towards(uow, uow.person_id, event)
    stale = seen is not None and seen != event.version
    try:
        await take_event_step(uow, event, name, seen=seen, reason=reason)
    except NotAllowed as refusal:
        if Role.LOOKED_FIRST in roles and refusal.refusal is Refusal.NOT_YOURS:
            raise NotAllowed(Refusal.STALE if stale else Refusal.NOT_NOW) from None
        raise
    return Role.FIRST_LOOKER in roles and not roles & {Role.LEAD, Role.PATIENT_SAFETY}


def first_looked(uow: UnitOfWork, event: PatientSafetyEvent, came_to: FirstLook, *, by_manager: bool = True) -> None:
    """The first look is over."""
    event.first_look = came_to
    if by_manager:
        event.first_looked_by, event.first_looked_at = uow.by.id, uow.now


async def pass_on(uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, words: str = "") -> None:
    """The ward manager passes a report on to the leads, with a sentence or none. Raises NotAllowed."""
    await take_first_step(uow, event, "pass_on", seen=seen)
    first_looked(uow, event, FirstLook.PASSED_ON)
    await keep_words(uow, event, NoteKind.PASSED_ON, words)
    await event_waits(uow, event)


async def learn_locally(
    uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, reason: str, learned: str, changed: str
) -> None:
    """The ward manager settles it on the ward: local learning is chosen, with a reason, its reporter is sent two
    sentences, and it is closed. Raises NotAllowed; also of what presses, and where a rule asks for more than that."""
    learned, changed = learned.strip(), changed.strip()
    event.told_learned, event.told_changed = learned, changed
    event.told_by, event.told_at = uow.by.id, uow.now
    uow.session.add(EventStatusChange(event_id=event.id, status=EventStatus.DECIDED, at=uow.kept_at, by=uow.kept_by))
    await uow.session.flush()  # it is decided first, and then closed
    await take_first_step(uow, event, "learn_locally", seen=seen, reason=reason)
    refuse_over_a_wish(event)
    if not learned or not changed:
        raise NotAllowed(Refusal.REASON)
    decision = await decision_on(uow.session, event.id)
    if is_pressing(facts_of(event, decision)) or least_of(decision.advice) not in (None, ResponseType.LOCAL):
        raise NotAllowed(Refusal.MORE_THAN_LOCAL)
    if await open_actions(uow, event.id):
        raise NotAllowed(Refusal.ACTIONS_OPEN)
    await write_decision(uow, event, ResponseType.LOCAL, reason, by=uow.by.id)
    note_look(uow, event)
    first_looked(uow, event, FirstLook.SETTLED)
    await tell_joined(uow, event, "tell")


async def not_ours(
    uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, reason: str, unit_id: int | None = None
) -> None:
    """It belongs to another ward, whose manager is asked where it has one; or elsewhere: then the leads are asked.
    How long it may wait is counted from the report all the while. Raises NotAllowed."""
    if unit_id is not None and unit_id == event.unit_id:
        raise NotAllowed(Refusal.SAME_WARD)
    await take_first_step(uow, event, "not_ours", seen=seen, reason=reason)
    await keep_words(uow, event, NoteKind.NOT_OURS, reason)
    if unit_id is None:
        first_looked(uow, event, FirstLook.PASSED_ON)
        await event_waits(uow, event)
        return
    await correct_place(uow, event, unit_id)
    await ask_again(uow, event, moved=True)


async def confirm_place(uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, unit_id: int) -> None:
    """It happened on another ward than was said. Who looks first there is asked. Raises NotAllowed."""
    if unit_id == event.unit_id:
        raise NotAllowed(Refusal.NOTHING_CHANGED)
    await take_first_step(uow, event, "confirm_place", seen=seen)
    await correct_place(uow, event, unit_id)
    await ask_again(uow, event, moved=True)


async def grade_person(
    uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, affected_id: int,
    physical: PhysicalHarm, psychological: PsychologicalHarm | None, told: Collection[OpenedBy] = (),
) -> None:  # fmt: skip
    """Grade the harm to one person affected as it is known now: what was graded before stays as its history, and
    so does who decides, and how to learn from it. `psychological`: None leaves it as it was. `told`: what is known
    besides, and opens candour. Raises NotAllowed."""
    affected = next((each for each in await people_affected(uow.session, event.id) if each.id == affected_id), None)
    if event.reached is not Reached.YES or affected is None:
        raise NotAllowed(Refusal.NOT_NOW)
    if physical is PhysicalHarm.FATAL:
        psychological = PsychologicalHarm.NOT_GRADED  # LFPSE asks it of the living
    await take_first_step(uow, event, "grade_harm", seen=seen)
    graded = [each for each in await harm_history(uow.session, event.id) if each.affected_person_id == affected_id]
    if psychological is None:
        psychological = graded[-1].psychological if graded else PsychologicalHarm.NOT_GRADED
    before = [(each.physical, each.psychological) for each in graded[-1:]]
    is_new = before != [(physical, psychological)]
    if not is_new and not told:
        raise NotAllowed(Refusal.NOTHING_CHANGED)
    if is_new:
        await grade_harm(uow, affected, physical, psychological)
    await open_if_called_for(uow, event, is_worse=is_worse(physical, psychological, *before), told=told)


async def keep_words(uow: UnitOfWork, event: PatientSafetyEvent, kind: NoteKind, words: str) -> None:
    """Keep what was said to those who look at it next. Words that may identify somebody are hidden in it."""
    if not words.strip():
        return
    text = await hide_in_note(uow, event, words.strip())
    uow.session.add(EventNote(event_id=event.id, kind=kind, text=text, at=uow.kept_at, by=uow.kept_by))
    await uow.session.flush()
