"""Who is what to a record, and who is asked about it."""

from collections.abc import Collection, Mapping

from bot.casework.reporters import is_reporter
from bot.casework.unit_of_work import UnitOfWork
from psirf.places import STAND_INS, path_upwards, roles_held, who_is_asked
from psirf.vocabulary import Role
from storage.actions import actions_of
from storage.events import event_by_id
from storage.people import holdings, parents_of_units
from storage.records import PatientSafetyEvent, SafetyAction


async def roles_towards(uow: UnitOfWork, person_id: int, record: PatientSafetyEvent | SafetyAction) -> set[Role]:
    """A person's roles towards a record: held for its place or above, and following from the record.

    Whoever is asked because nobody holds a role stands in for it, so that no case is without a lead.
    Where the person who acts is nothing to it but its sealed reporter, what this work writes names nobody.
    """
    event = await event_of(uow, record)
    path = await _path(uow, event)
    held = await holdings(uow.session)
    roles = roles_held(person_id, path, held)
    if person_id in who_is_asked(Role.LEAD, path, held):
        roles.add(Role.LEAD)
    if isinstance(record, SafetyAction):
        if record.owner_id == person_id:
            roles.add(Role.OWNER)
        elif Role.LEAD not in roles and person_id in who_is_asked(Role.LEAD, path, held, {record.owner_id}):
            roles.add(Role.LEAD)
    else:
        if any(action.owner_id == person_id for action in await actions_of(uow.session, record.id)):
            roles.add(Role.OWNER)
        if is_reporter(uow, person_id, record):
            if record.reporter_handle and not roles and person_id == uow.by.id:
                uow.veil.draw(record.reporter_handle, record.id)
            roles.add(Role.REPORTER)
    return roles


async def people_asked(
    uow: UnitOfWork, role: Role, event: PatientSafetyEvent, leaving_out: Collection[int] = ()
) -> list[int]:
    """The people asked in this role about an event, or about an action that came of it."""
    return who_is_asked(role, await _path(uow, event), await holdings(uow.session), leaving_out)


async def people_named(uow: UnitOfWork, role: Role, event: PatientSafetyEvent) -> list[int]:
    """All who hold this role towards an event, near or far, and nobody in their place."""
    path, held = await _path(uow, event), await holdings(uow.session)
    return sorted({each.person_id for each in held if role in roles_held(each.person_id, path, held)})


async def _path(uow: UnitOfWork, event: PatientSafetyEvent) -> list[int]:
    return _upwards(event.unit_id, await parents_of_units(uow.session))


def _upwards(unit_id: int | None, parents: Mapping[int, int | None]) -> list[int]:
    """The units that a place belongs to, nearest first. One that is none of them is somewhere in the trust."""
    return path_upwards(unit_id, parents) or [unit for unit, above in parents.items() if above is None]


async def event_of(uow: UnitOfWork, record: PatientSafetyEvent | SafetyAction) -> PatientSafetyEvent:
    if isinstance(record, PatientSafetyEvent):
        return record
    event = await event_by_id(uow.session, record.event_id)
    assert event is not None, "an action always has its event"
    return event


async def units_where(uow: UnitOfWork, person_id: int, wanted: Collection[Role]) -> set[int | None]:
    """The units, and None for none of them, towards whose events a person has one of these roles: as
    `roles_towards` has it of one event."""
    parents, held = await parents_of_units(uow.session), await holdings(uow.session)
    if not any(holding.person_id == person_id for holding in held):
        return set()
    able = [holding for holding in held if holding.role in (*wanted, Role.LEAD, *STAND_INS)]
    found: set[int | None] = set()
    for unit_id in (*parents, None):
        path = _upwards(unit_id, parents)
        leads = Role.LEAD in wanted and person_id in who_is_asked(Role.LEAD, path, able)
        if leads or roles_held(person_id, path, able) & set(wanted):
            found.add(unit_id)
    return found
