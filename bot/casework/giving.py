"""Roles given, taken and covered for absence by an administrator. What is changed counts at once."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.casework.queue import look_at_who_is_asked
from bot.casework.unit_of_work import UnitOfWork
from psirf.cover import NEVER_COVERED, Cover, goes_round, who_covers, who_is_away
from psirf.lifecycle import NotAllowed
from psirf.places import Holding, whole_trust
from psirf.refusals import Refusal
from psirf.spoken import spoken_day
from psirf.vocabulary import Role
from storage.in_hand import forget_what_was_read
from storage.people import (
    all_places,
    covers_from,
    covers_to_end,
    give_role,
    held_administrators,
    hold_person,
    people_by_ids,
    roles_given,
    take_role,
)
from storage.records import RoleCover

COVER_SET, COVER_ENDED = "cover_set", "cover_ended"
LONGEST_COVER = timedelta(days=366)


async def administrators(uow: UnitOfWork, held: Sequence[Holding] | None = None) -> list[int]:
    """Who administers Lantern: the people who hold the role for the whole trust."""
    whole = await _same_as(uow, None)
    given = await roles_given(uow.session) if held is None else held
    return sorted({h.person_id for h in given if h.role is Role.ADMINISTRATOR and h.unit_id in whole})


async def give(uow: UnitOfWork, *, person_id: int, role: Role, unit_id: int | None) -> bool:
    """Give somebody a role for a unit and all below it; for the whole trust where it is None. False where they
    hold it there already. Raises NotAllowed, changing nothing."""
    await _only_an_administrator(uow)
    whole, places = await _same_as(uow, None), await _same_as(uow, unit_id)
    if role is Role.SEAL_OPENER and person_id == uow.person_id:
        raise NotAllowed(Refusal.OWN_SEAL)
    if role is Role.ADMINISTRATOR and unit_id not in whole:
        raise NotAllowed(Refusal.WHOLE_TRUST_ALONE)
    if any(h.unit_id in places for h in await _held(uow, person_id, role)):
        return False
    await give_role(uow.session, person_id, role, unit_id, uow.now)
    uow.audit("give_role", f"person:{person_id}", role=role, unit=unit_id)
    look_at_who_is_asked(uow, person_id)
    await _tell(uow, "role_given", person_id, role, unit_id)
    return True


async def take(uow: UnitOfWork, *, person_id: int, role: Role, unit_id: int | None) -> bool:
    """Take a role for a unit from somebody. False where they do not hold it for that unit itself. Raises
    NotAllowed, changing nothing, where they are the last administrator."""
    held = await _only_an_administrator(uow)
    places = await _same_as(uow, unit_id)
    if not any(h.unit_id in places for h in await _held(uow, person_id, role)):
        return False
    others = [h for h in held if not (h.person_id == person_id and h.unit_id in places)]
    if role is Role.ADMINISTRATOR and not await administrators(uow, others):
        raise NotAllowed(Refusal.LAST_ADMINISTRATOR)
    await take_role(uow.session, person_id, role, places)
    uow.audit("take_role", f"person:{person_id}", role=role, unit=unit_id)
    look_at_who_is_asked(uow, person_id)
    await _tell(uow, "role_taken", person_id, role, unit_id)
    return True


async def cover(uow: UnitOfWork, *, away: int, covered_by: int, from_on: date, until_on: date) -> None:
    """Somebody is away from a day until another, both included, and another covers what they hold. Raises
    NotAllowed, changing nothing."""
    await _only_an_administrator(uow)
    await hold_person(uow.session, away)
    if away == covered_by:
        raise NotAllowed(Refusal.OWN_COVER)
    if not max(from_on, uow.today) <= until_on <= max(from_on, uow.today) + LONGEST_COVER:
        raise NotAllowed(Refusal.COVER_DAYS)
    names = {id: person.name for id, person in (await people_by_ids(uow.session, [away, covered_by])).items()}
    if not await roles_to_cover(uow, away):
        raise NotAllowed(Refusal.NOTHING_TO_COVER, names[away])
    new = Cover(away, covered_by, max(from_on, uow.today), until_on)
    if day := goes_round(new, await covers_from(uow.session, uow.today)):
        raise NotAllowed(Refusal.GOES_ROUND, spoken_day(day), names[covered_by])
    row = RoleCover(
        person_id=away, covered_by=covered_by, from_on=from_on, until_on=until_on,
        given_at=uow.now, given_by=uow.by.id,
    )  # fmt: skip
    uow.session.add(row)
    look_at_who_is_asked(uow, away)
    await _kept(uow)
    uow.audit(
        "cover", f"person:{away}", by=covered_by, from_on=from_on.isoformat(), until_on=until_on.isoformat()
    )  # fmt: skip
    for person_id in {away, covered_by} - {uow.person_id}:
        await uow.notify(
            COVER_SET, subject="cover", subject_id=row.id, to=person_id, key=f"{COVER_SET}:{row.id}:{person_id}"
        )


async def end_cover(uow: UnitOfWork, *, away: int, covered_by: int | None = None) -> list[Cover]:
    """End what cover there is for somebody, or that by one person: what was ended. Raises NotAllowed."""
    await _only_an_administrator(uow)
    ended = []
    for each in await covers_to_end(uow.session, away, uow.today):
        if covered_by in (None, each.covered_by):
            each.ended_at = uow.now
            ended.append(Cover(each.person_id, each.covered_by, each.from_on, each.until_on))
            uow.audit("end_cover", f"person:{away}", by=each.covered_by, until_on=each.until_on.isoformat())
            for person_id in {away, each.covered_by} - {uow.person_id}:
                await uow.notify(
                    COVER_ENDED, subject="cover", subject_id=each.id, to=person_id,
                    key=f"{COVER_ENDED}:{each.id}:{person_id}",
                )  # fmt: skip
    look_at_who_is_asked(uow, away)
    await _kept(uow)
    return ended


async def roles_to_cover(uow: UnitOfWork, person_id: int) -> list[Holding]:
    """The roles of a person that another holds while they are away."""
    given = await roles_given(uow.session)
    return [h for h in given if h.person_id == person_id and h.role not in NEVER_COVERED]


async def where_held(uow: UnitOfWork, person_id: int, role: Role) -> list[int | None]:
    """The units for which a person was given a role; None is the whole trust."""
    return [h.unit_id for h in await _held(uow, person_id, role)]


async def is_here_instead(uow: UnitOfWork, covered_by: int, day: date) -> int | None:
    """Who covers on a day for one who is to cover, and is away then too; None where they are here."""
    return who_covers(covered_by, who_is_away(await covers_from(uow.session, uow.today), day))


async def _only_an_administrator(uow: UnitOfWork) -> Sequence[Holding]:
    """The administrator's role as it is held, by nobody else changed until this is done. Raises NotAllowed."""
    held = await held_administrators(uow.session)
    if uow.person_id not in (able := await administrators(uow, held)):
        people = await people_by_ids(uow.session, able)
        raise NotAllowed(Refusal.NOT_ADMINISTRATOR, ", ".join(sorted(p.name for p in people.values() if p.name)))
    return held


async def _held(uow: UnitOfWork, person_id: int, role: Role) -> list[Holding]:
    return [h for h in await roles_given(uow.session) if h.person_id == person_id and h.role is role]


async def _same_as(uow: UnitOfWork, unit_id: int | None) -> set[int | None]:
    """A unit as rows may have it: the whole trust is its topmost unit, or none."""
    top = whole_trust(await all_places(uow.session)).id
    return {None, top} if unit_id in (None, top) else {unit_id}


async def _tell(uow: UnitOfWork, kind: str, person_id: int, role: Role, unit_id: int | None) -> None:
    """Tell somebody what they hold now, or hold no more, unless they did it themself."""
    if person_id != uow.person_id:
        await uow.notify(
            kind, subject="person", subject_id=person_id, to=person_id, role=role, unit=unit_id,
            key=f"{kind}:{person_id}:{role}:{unit_id}:{uow.now.isoformat()}",
        )  # fmt: skip


async def _kept(uow: UnitOfWork) -> None:
    """From here on this work too sees who covers as it now is."""
    await uow.session.flush()
    forget_what_was_read(uow.session)
