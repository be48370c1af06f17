"""Who is what to a record, and who is asked about it."""

from collections.abc import Collection, Mapping
from datetime import datetime

from bot.casework.relations import (
    AnyRecord,
    relations_to_candour,
    relations_to_event,
    relations_to_request,
    relations_to_response,
)
from bot.casework.reporters import is_reporter
from bot.casework.unit_of_work import UnitOfWork
from psirf.cover import who_covers, who_is_away
from psirf.places import STAND_INS, path_upwards, roles_held, who_is_asked
from psirf.vocabulary import GIVEN_ROLES, SPECIALISTS, FirstLook, Role
from psirf.working_time import london_day
from storage.actions import actions_of
from storage.duties import concerned_with
from storage.events import event_by_id, place_history
from storage.people import covers_from, holdings, parents_of_units
from storage.records import ApprovalRequest, CandourCase, LearningResponse, PatientSafetyEvent, SafetyAction

# While the ward manager may still settle it: also when it was not waited for any longer.
STILL_FIRST = (FirstLook.WAITING, FirstLook.LAPSED)

CLAIMERS = {Role.LEAD, Role.PATIENT_SAFETY}  # who can have an event on their desk


async def roles_towards(uow: UnitOfWork, person_id: int, record: AnyRecord) -> set[Role]:
    """A person's roles towards a record: held for its place or above, and following from the record.

    Roles are held as they are now, by whoever covers for somebody who is away too. Whoever is asked because
    nobody holds a role stands in for it, so that no case is without a lead. Where the person who acts is
    nothing to it but its sealed reporter, what this work writes names nobody.
    """
    event = await event_of(uow, record)
    path = await path_of(uow, event)
    held = await holdings(uow.session, uow.today)
    roles = roles_held(person_id, path, held)
    if roles & set(SPECIALISTS):  # of a whole trust's events, those that concern them
        roles -= set(SPECIALISTS) - {role for role, _ in await concerned_with(uow.session, event.id)}
    if person_id in who_is_asked(Role.LEAD, path, held):
        roles.add(Role.LEAD)
    if isinstance(record, SafetyAction):
        if record.owner_id == person_id:
            roles.add(Role.OWNER)
        elif Role.LEAD not in roles and person_id in who_is_asked(Role.LEAD, path, held, {record.owner_id}):
            roles.add(Role.LEAD)
    elif isinstance(record, ApprovalRequest):
        roles |= await relations_to_request(uow, person_id, record, event, path, held)
    elif isinstance(record, LearningResponse):
        roles |= relations_to_response(person_id, record)
    elif isinstance(record, CandourCase):
        roles |= await relations_to_candour(uow, person_id, record)
    else:
        if roles & CLAIMERS and record.claimed_by in await desks(uow, person_id):
            roles.add(Role.CLAIMER)
        if any(action.owner_id == person_id for action in await actions_of(uow.session, record.id)):
            roles.add(Role.OWNER)
        roles |= await relations_to_event(uow, person_id, record, path, held)
        if record.first_look is not None and Role.WARD_MANAGER in roles:
            roles.add(Role.FIRST_LOOKER if record.first_look in STILL_FIRST else Role.LOOKED_FIRST)
        if is_reporter(uow, person_id, record):
            if record.reporter_handle and not roles and person_id == uow.by.id:
                uow.veil.draw(record.reporter_handle, record.id)
            roles.add(Role.REPORTER)
    return roles


async def people_asked(
    uow: UnitOfWork, role: Role, event: PatientSafetyEvent, leaving_out: Collection[int] = ()
) -> list[int]:
    """The people asked in this role about an event, or about what came of it; for who is away, who covers."""
    return who_is_asked(role, await path_of(uow, event), await holdings(uow.session, uow.today), leaving_out)


async def ward_managers_of(uow: UnitOfWork, event: PatientSafetyEvent) -> list[int]:
    """The ward managers of an event's place, or of the nearest unit above that has one; nobody in their place."""
    held = [holding for holding in await holdings(uow.session, uow.today) if holding.role is Role.WARD_MANAGER]
    return who_is_asked(Role.WARD_MANAGER, await path_of(uow, event), held)


async def people_told(
    uow: UnitOfWork, role: Role, event: PatientSafetyEvent, leaving_out: Collection[int] = ()
) -> list[int]:
    """The people who hear of an event in this role: of leads the one alone on whose desk it is, or who covers for
    them while they are away; where it is on nobody's, or was left there, all who are asked."""
    has_it = await claimer_of(uow, event) if role is Role.LEAD else None
    asked = await people_asked(uow, role, event, leaving_out)
    if has_it is None:
        return asked
    deputy = await deputy_of(uow, has_it)
    here = deputy if deputy is not None and await claims_as(uow, deputy, event.unit_id) else has_it
    if here in leaving_out:
        return asked
    return sorted({here, *asked}) if was_left(uow, event.claimed_at, event.worked_at) else [here]


async def claims_as(uow: UnitOfWork, person_id: int, unit_id: int | None) -> set[Role]:
    """The roles by which somebody can have the events of a unit on their desk; none where they cannot. As
    `roles_towards` has it of one event."""
    path = _upwards(unit_id, await parents_of_units(uow.session))
    held = await holdings(uow.session, uow.today)
    roles = roles_held(person_id, path, held) & CLAIMERS
    return roles | {Role.LEAD} if person_id in who_is_asked(Role.LEAD, path, held) else roles


async def claimer_of(uow: UnitOfWork, event: PatientSafetyEvent) -> int | None:
    """On whose desk an event is: on nobody's where whoever took it on is not asked about it any more."""
    claimed_by = event.claimed_by
    return claimed_by if claimed_by and await claims_as(uow, claimed_by, event.unit_id) else None


def was_left(uow: UnitOfWork, claimed_at: datetime | None, worked_at: datetime | None) -> bool:
    """Whether what is on somebody's desk has been left there for so long that everybody is asked again."""
    last = worked_at or claimed_at
    return last is not None and uow.rules.queue.theirs_until(london_day(last)) < uow.today


async def desks(uow: UnitOfWork, person_id: int) -> set[int]:
    """Whose desks are this person's to see to: their own, and of those for whom they cover today."""
    away = who_is_away(await covers_from(uow.session, uow.today), uow.today)
    return {person_id} | {each for each in away if who_covers(each, away) == person_id}


async def units_asked(uow: UnitOfWork, person_id: int, role: Role) -> set[int | None]:
    """The units, and None for none of them, about whose events a person is asked in a role: as `people_asked` has
    it of one event."""
    held = await holdings(uow.session, uow.today)
    if not any(holding.person_id == person_id for holding in held):
        return set()
    return {unit for unit, asked in (await asked_everywhere(uow, role)).items() if person_id in asked}


async def asked_everywhere(uow: UnitOfWork, role: Role) -> dict[int | None, list[int]]:
    """Who is asked in a role about the events of each unit, and under None about those of none."""
    parents, held = await parents_of_units(uow.session), await holdings(uow.session, uow.today)
    able = [holding for holding in held if holding.role in (role, *STAND_INS)]
    return {unit: who_is_asked(role, _upwards(unit, parents), able) for unit in (*parents, None)}


async def leads_somewhere(uow: UnitOfWork, person_id: int) -> bool:
    """Whether a person is asked as a lead about the events of any place, or of none."""
    return bool(await units_asked(uow, person_id, Role.LEAD))


async def people_named(uow: UnitOfWork, role: Role, event: PatientSafetyEvent) -> list[int]:
    """All who hold this role towards an event, near or far, and nobody in their place."""
    path, held = await path_of(uow, event), await holdings(uow.session, uow.today)
    return sorted({each.person_id for each in held if each.role is role and each.unit_id in (None, *path)})


async def path_of(uow: UnitOfWork, event: PatientSafetyEvent) -> list[int]:
    """The units that an event's place belongs to, nearest first."""
    return _upwards(event.unit_id, await parents_of_units(uow.session))


def _upwards(unit_id: int | None, parents: Mapping[int, int | None]) -> list[int]:
    """The units that a place belongs to, nearest first. One that is none of them is somewhere in the trust."""
    return path_upwards(unit_id, parents) or [unit for unit, above in parents.items() if above is None]


async def deputy_of(uow: UnitOfWork, person_id: int) -> int | None:
    """Who is here in a person's place today. None where they are not away, or nobody in turn is here."""
    return who_covers(person_id, who_is_away(await covers_from(uow.session, uow.today), uow.today))


async def event_of(uow: UnitOfWork, record: AnyRecord) -> PatientSafetyEvent:
    """The event that a record is, or came of."""
    if isinstance(record, PatientSafetyEvent):
        return record
    event = await event_by_id(uow.session, record.event_id)
    assert event is not None, "what came of an event always has it"
    return event


async def units_where(uow: UnitOfWork, person_id: int, wanted: Collection[Role]) -> set[int | None]:
    """The units, and None for none of them, towards whose events a person has one of these roles: as
    `roles_towards` has it of one event."""
    parents, held = await parents_of_units(uow.session), await holdings(uow.session, uow.today)
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


async def was_put_elsewhere(uow: UnitOfWork, event: PatientSafetyEvent, person_id: int) -> bool:
    """Whether a person would still be something to an event had it stayed where it was once said to have happened:
    by a role of a place, as specialists have none."""
    before = {place.unit_id for place in await place_history(uow.session, event.id)} - {event.unit_id}
    theirs = await units_where(uow, person_id, set(GIVEN_ROLES) - set(SPECIALISTS)) if before else set()
    return bool(before & theirs) and event.unit_id not in theirs
