"""Who else an event concerns: specialists, who makes a referral, executives. Each person hears once."""

from collections.abc import Collection
from functools import partial

from bot.casework.never_event import NEVER_EVENT
from bot.casework.queue import tell_lead, tell_person
from bot.casework.roles import people_asked, people_named
from bot.casework.steps import redraw_event
from bot.casework.unit_of_work import UnitOfWork
from psirf.duties import DutyRow
from psirf.places import path_upwards
from psirf.routing import About
from psirf.vocabulary import SPECIALISTS, EventStatus, Role
from storage.duties import already_told, concern, concerned_with
from storage.outbox import copies_of
from storage.people import all_places
from storage.records import Notification, PatientSafetyEvent

# Cards on which a person sees that an event is theirs to know: who has one is sent no other.
TOLD_BY = ("specialist", "duty")
# Cards on which the patient safety team hears that much may be asked for of an event: one of them each, not two.
WEIGHTY = ("national", "psii_proposed", "open_national")


async def tell_specialists(
    uow: UnitOfWork, event: PatientSafetyEvent, *, heard: Collection[str] = (), never_event: str = ""
) -> None:
    """Tell whoever an event concerns by what it is about, once; what was known before adds up.

    `heard`: the names under which its words were heard (heard_specialists.toml). `never_event`: the entry of
    the Never Events list that it looks like, for the patient safety team to confirm.
    """
    new = await concern_roles(uow, event, heard=heard)
    prompted = await _prompt_never_event(uow, event, never_event)
    await tell_roles(uow, event, new)
    if new or prompted:
        await redraw_if_shown(uow, event)


async def concern_roles(
    uow: UnitOfWork, event: PatientSafetyEvent, *, heard: Collection[str] = (), codes: Collection[str] = ()
) -> list[Role]:
    """Keep which roles an event concerns, by the routing table, so that they may see it; those that are new."""
    about = About(event.agents, event.kind.value, heard, codes, await _place_names(uow, event))
    before = {role for role, _ in await concerned_with(uow.session, event.id)}
    found = uow.rules.routing.who(about)
    for role, clue in found:
        await concern(uow.session, event.id, role, clue, uow.kept_at)
    new = [role for role in dict.fromkeys(role for role, _ in found) if role not in before]
    if new:
        uow.audit("route", f"event:{event.id}", roles=[role.value for role in new])
    return new


async def tell_roles(uow: UnitOfWork, event: PatientSafetyEvent, roles: Collection[Role]) -> None:
    """A card for each who holds one of these roles, but who has one of this event: one each, whatever they hold.
    Where nobody holds one, the patient safety team hears of the event instead, once."""
    told = await already_told(uow.session, event.id, TOLD_BY) if roles else set()
    for role in roles:
        holding = await holders(uow, role, event)
        if not holding and role in SPECIALISTS:
            await _tell_team(uow, event, "nobody_holds", (*TOLD_BY, "nobody_holds"))
        for person_id in holding:
            if person_id not in told:
                told.add(person_id)
                await tell_person(
                    uow, "specialist", subject="event", subject_id=event.id, to=person_id, in_hours=True,
                    key=f"specialist:{event.id}:{person_id}",
                )  # fmt: skip


async def _tell_team(
    uow: UnitOfWork, event: PatientSafetyEvent, kind: str, known_by: Collection[str], but_for: Collection[int] = ()
) -> None:
    """The patient safety team hears of an event, but who acts, and who has one of these cards of it."""
    told = {*await already_told(uow.session, event.id, known_by), *but_for, uow.told_by_acting(f"event:{event.id}")}
    for person_id in await holders(uow, Role.PATIENT_SAFETY, event):
        if person_id not in told:
            await tell_lead(
                uow, kind, subject="event", subject_id=event.id, to=person_id, in_hours=True,
                key=f"{kind}:{event.id}:{person_id}",
            )  # fmt: skip


async def tell_of_weight(
    uow: UnitOfWork, event: PatientSafetyEvent, kind: str, but_for: Collection[int] = ()
) -> None:
    """The patient safety team hears once of an event that a PSII is proposed, or that it was decided while it may
    still be a national requirement. `but_for`: those who hear of it otherwise."""
    await _tell_team(uow, event, kind, WEIGHTY, but_for)


async def redraw_if_shown(uow: UnitOfWork, event: PatientSafetyEvent) -> None:
    """Rewrite the cards of an event that stand in chats; where none does, there is nothing behind."""
    if await copies_of(uow.session, "event", event.id):
        await redraw_event(uow, event)


async def _prompt_never_event(uow: UnitOfWork, event: PatientSafetyEvent, entry: str) -> bool:
    """It looks like an entry of the Never Events list: the patient safety team is asked, and nobody else."""
    clue = f"{NEVER_EVENT}{entry}"
    if not entry or not await concern(uow.session, event.id, Role.PATIENT_SAFETY, clue, uow.kept_at):
        return False
    for person_id in await holders(uow, Role.PATIENT_SAFETY, event):
        await tell_person(
            uow, "never_event", subject="event", subject_id=event.id, to=person_id, in_hours=True,
            key=f"never_event:{event.id}:{entry}:{person_id}",
        )  # fmt: skip
    return True


async def tell_of_national(uow: UnitOfWork, event: PatientSafetyEvent, codes: Collection[str]) -> bool:
    """Executives and the patient safety team hear once of an event that a national requirement is named for it."""
    named = uow.rules.duties.national(codes)
    new = [c for c in named if await concern(uow.session, event.id, Role.EXECUTIVE, f"national:{c}", uow.kept_at)]
    for person_id in await executives(uow, event) if new else ():
        await tell_person(
            uow, "national", subject="event", subject_id=event.id, to=person_id, in_hours=True,
            key=f"national:{event.id}:{person_id}",
        )  # fmt: skip
    if new:
        await _tell_team(uow, event, "national", WEIGHTY)
    return bool(new)


async def holders(uow: UnitOfWork, role: Role, event: PatientSafetyEvent) -> list[int]:
    """Those who hold a role nearest to an event's place, and nobody in their stead."""
    return await people_asked(uow, role, event) if await people_named(uow, role, event) else []


async def executives(uow: UnitOfWork, event: PatientSafetyEvent) -> list[int]:
    return await holders(uow, Role.EXECUTIVE, event)


async def who_makes(uow: UnitOfWork, event: PatientSafetyEvent, row: DutyRow) -> list[int]:
    """Who is asked to make a referral: of the roles that the row names, those whom the event concerns by what it
    is about; where none of these is held, any of them; where nobody holds one, the leads."""
    for roles in await _makers(uow, event, row):
        if found := {person for role in roles for person in await holders(uow, role, event)}:
            return sorted(found)
    return await people_asked(uow, Role.LEAD, event)


async def concern_makers(uow: UnitOfWork, event: PatientSafetyEvent, row: DutyRow) -> None:
    """From here on an event concerns the roles that make a referral of it, so that they may see it."""
    for roles in await _makers(uow, event, row):
        for role in roles:
            await concern(uow.session, event.id, role, f"duty:{row.code}", uow.kept_at)
        if any([await people_named(uow, role, event) for role in roles]):
            return


async def _makers(uow: UnitOfWork, event: PatientSafetyEvent, row: DutyRow) -> list[list[Role]]:
    about_it = {role for role, clue in await concerned_with(uow.session, event.id) if not clue.startswith("duty:")}
    nearest = [role for role in row.by if role in about_it]
    return [nearest, list(row.by)] if nearest else [list(row.by)]


async def tell_makers(uow: UnitOfWork, event: PatientSafetyEvent, opened: Collection[DutyRow]) -> None:
    """One card for each who makes what was opened: at any hour where it is urgent. Who has a card of this event
    still coming sees it there; leads, who have a queue, hear of what is not urgent as of the rest of their work."""
    coming = await already_told(uow.session, event.id, TOLD_BY, waiting=True)
    leads = await people_asked(uow, Role.LEAD, event)
    urgent: dict[int, bool] = {}
    for row in opened:
        for person_id in await who_makes(uow, event, row):
            urgent[person_id] = urgent.get(person_id, False) or row.is_urgent
    codes = "+".join(sorted(row.code for row in opened))
    for person_id, is_urgent in urgent.items():
        if is_urgent or person_id not in coming:
            tell = partial(tell_lead, uow) if person_id in leads and not is_urgent else uow.notify
            await tell(
                "duty", subject="event", subject_id=event.id, to=person_id, in_hours=not is_urgent,
                key=f"duty:{event.id}:{codes}:{person_id}",
            )  # fmt: skip


async def _place_names(uow: UnitOfWork, event: PatientSafetyEvent) -> list[str]:
    """Everything that an event's place is called, and the units above it."""
    places = {place.id: place for place in await all_places(uow.session)}
    path = path_upwards(event.unit_id, {place.id: place.parent_id for place in places.values()})
    names = [name for id in path if id in places for name in (places[id].name, *places[id].known_as)]
    return [*names, event.place_said] if event.place_said else names


async def specialist_still_needs(uow: UnitOfWork, event: PatientSafetyEvent, notification: Notification) -> bool:
    """Whether a routine card of a specialist still has a point: not where its report was withdrawn or is told
    elsewhere, nor where its person has meanwhile been sent one with something to do."""
    if event.status in (EventStatus.WITHDRAWN, EventStatus.MERGED):
        return False
    return notification.to not in await already_told(uow.session, event.id, ["duty"])
