"""What else waits for a person besides the events of their queue: each part in a function of its own."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.casework.asking_to_approve import approvals_asked_of
from bot.casework.roles import units_asked, units_where
from bot.casework.unit_of_work import UnitOfWork
from psirf.references import action_reference, approval_reference, event_reference, response_reference
from psirf.vocabulary import ActionStatus, Role
from psirf.working_time import london_day
from storage.entering import how_many_not_entered
from storage.waiting import (
    actions_that_wait,
    first_looks_that_wait,
    responses_of_units,
    responses_that_wait,
)


@dataclass(frozen=True, slots=True)
class Besides:
    """Something else that waits for a person: in words that stand before the references, and how many there
    are where they are not listed."""

    words: str
    references: tuple[str, ...] = ()
    how_many: int = 0


async def approvals_waiting(uow: UnitOfWork, person_id: int) -> Sequence[Besides]:
    """What others propose and this person may approve, as roles are now."""
    found = tuple(approval_reference(id) for id in await approvals_asked_of(uow, person_id))
    return [Besides("Waiting for your approval", found)] if found else []


async def responses_to_hold(uow: UnitOfWork, person_id: int) -> Sequence[Besides]:
    """Learning responses that this person leads and that are still to be held."""
    found = tuple(response_reference(id) for id in await responses_that_wait(uow.session, person_id))
    return [Besides("Learning responses that you lead, still to be held", found)] if found else []


async def responses_of_leads(uow: UnitOfWork, person_id: int) -> Sequence[Besides]:
    """Learning responses of the places for which this person is asked: those that nobody leads, and those that
    somebody else leads and that were chosen long ago."""
    units = await units_asked(uow, person_id, Role.LEAD)
    there = await responses_of_units(uow.session, units) if units else []
    free = [each.id for each in there if each.lead_id is None]
    late = [
        each.id
        for each in there
        if each.lead_id not in (None, person_id) and uow.rules.queue.held_by(london_day(each.chosen_at)) < uow.today
    ]
    return [
        Besides(words, tuple(response_reference(id) for id in found))
        for words, found in (("Learning responses that need somebody to lead them", free),
                             ("Learning responses chosen a while ago, still to be held", late))
        if found
    ]  # fmt: skip


async def actions_to_look_at(uow: UnitOfWork, person_id: int) -> Sequence[Besides]:
    """Evidence to be looked at and actions that nobody owns, of the places for which this person is asked. Nobody
    is asked to look at their own."""
    units = await units_asked(uow, person_id, Role.LEAD)
    if not units:
        return []
    shown = []
    for status, words in (
        (ActionStatus.EVIDENCED, "Actions done, to be looked at"),
        (ActionStatus.DISOWNED, "Actions that need a new owner"),
    ):
        found = await actions_that_wait(uow.session, units, status, but_not_of=person_id)
        if found:
            shown.append(Besides(words, tuple(action_reference(id) for id in found)))
    return shown


async def first_looks(uow: UnitOfWork, person_id: int) -> Sequence[Besides]:
    """Reports that a ward manager is asked to look at first."""
    units = await units_where(uow, person_id, {Role.WARD_MANAGER})
    found = await first_looks_that_wait(uow.session, units) if units else []
    return [Besides("For your first look", tuple(event_reference(id) for id in found))] if found else []


async def to_be_entered(uow: UnitOfWork, person_id: int) -> Sequence[Besides]:
    """How many reports this person's places still have to enter in the trust's incident system."""
    units = await units_asked(uow, person_id, Role.LEAD)
    if not units or not uow.rules.incident_system.is_record:
        return []
    waiting = await how_many_not_entered(uow.session, units)
    return [Besides(f"Not yet entered in {uow.rules.incident_system.name}", how_many=waiting)] if waiting else []


# A part that has something for somebody is added here.
WAITING_FOR: tuple[Callable[[UnitOfWork, int], Awaitable[Sequence[Besides]]], ...] = (
    approvals_waiting, responses_to_hold, responses_of_leads, actions_to_look_at, first_looks, to_be_entered,
)  # fmt: skip
