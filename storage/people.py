"""Questions asked of units, people and roles."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from string import ascii_lowercase, ascii_uppercase

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from psirf.cover import Cover, who_is_away, with_cover
from psirf.places import Holding, Place
from psirf.vocabulary import Role, UnitKind
from storage.in_hand import forget_what_was_read, in_hand, read_once, remember
from storage.insert import insert_if_new
from storage.records import Person, RoleAssignment, RoleCover, Unit

ASCII_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)
PLACES = select(Unit.id, Unit.name, Unit.known_as, Unit.kind, Unit.parent_id).order_by(Unit.id)
HOLDINGS = select(RoleAssignment.person_id, RoleAssignment.role, RoleAssignment.unit_id)
COVERS = (
    select(RoleCover.person_id, RoleCover.covered_by, RoleCover.from_on, RoleCover.until_on)
    .where(RoleCover.until_on >= bindparam("today"), RoleCover.ended_at.is_(None))
    .order_by(RoleCover.id)
)
PEOPLE = select(Person).where(Person.id.in_(bindparam("ids", expanding=True)))


async def all_places(session: AsyncSession) -> Sequence[Place]:
    """Every unit as people name it, in the order of the trust's file."""
    return await read_once(session, _places)


async def wards(session: AsyncSession) -> list[Place]:
    return [place for place in await all_places(session) if place.kind is UnitKind.WARD]


async def parents_of_units(session: AsyncSession) -> dict[int, int | None]:
    return {place.id: place.parent_id for place in await all_places(session)}


async def roles_given(session: AsyncSession) -> Sequence[Holding]:
    """Every role that was given, to whom it was given. A trust has some hundreds, read in one go."""
    return await read_once(session, _holdings)


async def covers_from(session: AsyncSession, today: date) -> Sequence[Cover]:
    """Every cover that holds today or will, in the order in which they were given."""
    return await read_once(session, _covers, today)


async def holdings(session: AsyncSession, today: date) -> Sequence[Holding]:
    """Every role that is held on London's day, by whom it was given to and by who covers for them."""
    return await read_once(session, _with_cover, today)


async def _with_cover(session: AsyncSession, today: date) -> Sequence[Holding]:
    away = who_is_away(await covers_from(session, today), today)
    return with_cover(await roles_given(session), away)


async def _places(session: AsyncSession) -> Sequence[Place]:
    found = await session.execute(PLACES)
    return [Place(unit.id, unit.name, tuple(unit.known_as), unit.kind, unit.parent_id) for unit in found]


async def _holdings(session: AsyncSession) -> Sequence[Holding]:
    return [Holding(row.person_id, row.role, row.unit_id) for row in await session.execute(HOLDINGS)]


async def _covers(session: AsyncSession, today: date) -> Sequence[Cover]:
    return [Cover(*row) for row in await session.execute(COVERS, {"today": today})]


async def person_by_entra_id(session: AsyncSession, tenant_id: str, entra_id: str, name: str) -> tuple[Person, bool]:
    """The person signed in, and whether they are new here. Safe for two turns at once."""
    known = select(Person).filter_by(tenant_id=tenant_id, entra_id=entra_id)
    if person := await session.scalar(known):
        return person, False
    new = await insert_if_new(
        session, Person, ["tenant_id", "entra_id"], tenant_id=tenant_id, entra_id=entra_id, name=name
    )
    return (await session.scalars(known)).one(), new is not None


async def person_by_id(session: AsyncSession, person_id: int) -> Person:
    known = in_hand(session, Person, person_id)
    return known if known is not None else await session.get_one(Person, person_id)


async def hold_person(session: AsyncSession, person_id: int) -> None:
    """One at a time: who opens Lantern, and who is about to wait until they do."""
    await session.execute(select(Person.id).filter_by(id=person_id).with_for_update(key_share=True))


async def people_by_ids(session: AsyncSession, ids: Collection[int]) -> dict[int, Person]:
    """People by their ids; no question is asked of those who are in hand."""
    people = {id: known for id in ids if (known := in_hand(session, Person, id)) is not None}
    if unknown := [id for id in ids if id not in people]:
        people |= {person.id: remember(session, person) for person in await session.scalars(PEOPLE, {"ids": unknown})}
    return people


async def people_of_tenant(session: AsyncSession, tenant_id: str, limit: int = 500) -> Sequence[Person]:
    """People who have a name here, by name."""
    found = await session.scalars(
        select(Person)
        .where(Person.tenant_id == tenant_id, Person.name != "")
        .order_by(Person.name, Person.id)
        .limit(limit)
    )
    return found.all()


async def unit_by_code(session: AsyncSession, code: str) -> Unit | None:
    return await session.scalar(select(Unit).filter_by(code=code))


async def give_role(session: AsyncSession, person_id: int, role: Role, unit_id: int | None, at: datetime) -> bool:
    """Give a role for a unit, or for the whole trust. False where the person holds it already."""
    held = select(RoleAssignment.id).filter_by(person_id=person_id, role=role, unit_id=unit_id)
    if await session.scalar(held) is not None:
        return False
    forget_what_was_read(session)
    session.add(RoleAssignment(person_id=person_id, role=role, unit_id=unit_id, given_at=at))
    return True


async def names_among(session: AsyncSession, candidates: Collection[str]) -> list[str]:
    """Those of the candidates that are the full name of somebody known here, whatever their capitals."""
    return list(await session.scalars(select(Person.name).where(_is_called(candidates)).distinct()))


async def people_called(session: AsyncSession, tenant_id: str, names: Collection[str]) -> list[int]:
    """The ids of a trust's people whose full name is one of these, whatever its capitals."""
    return sorted(await session.scalars(select(Person.id).filter_by(tenant_id=tenant_id).where(_is_called(names))))


def _is_called(names: Collection[str]) -> ColumnElement[bool]:
    """Whether somebody has one of these names. Neither database knows all small letters: those beyond ASCII are
    looked for small, as they were typed, and as names have them; with either apostrophe."""
    forms = {form for name in names for form in (name.casefold(), name, name.title())}
    small = {form.translate(ASCII_SMALL) for form in forms}
    wanted = {form.replace(one, other) for form in small for one, other in (("’", "'"), ("'", "’"))}
    return func.lower(Person.name).in_(wanted)


async def take_role(session: AsyncSession, person_id: int, role: Role, unit_ids: Collection[int | None]) -> None:
    """Take a role for these units from somebody; None among them is the whole trust."""
    forget_what_was_read(session)
    held = select(RoleAssignment).filter_by(person_id=person_id, role=role)
    for each in await session.scalars(held):
        if each.unit_id in unit_ids:
            await session.delete(each)


async def held_administrators(session: AsyncSession) -> Sequence[Holding]:
    """The administrator's role as it is held, and held fast: roles are given and taken one at a time."""
    forget_what_was_read(session)
    found = select(RoleAssignment).filter_by(role=Role.ADMINISTRATOR).order_by(RoleAssignment.id)
    rows = await session.scalars(found.with_for_update().execution_options(populate_existing=True))
    return [Holding(row.person_id, row.role, row.unit_id) for row in rows]


async def covers_to_end(session: AsyncSession, away: int, today: date) -> Sequence[RoleCover]:
    """The covers for somebody that hold today or will."""
    found = select(RoleCover).where(RoleCover.person_id == away, RoleCover.until_on >= today)
    return (await session.scalars(found.where(RoleCover.ended_at.is_(None)).order_by(RoleCover.id))).all()


async def cover_by_id(session: AsyncSession, cover_id: int) -> RoleCover | None:
    return await session.get(RoleCover, cover_id)
