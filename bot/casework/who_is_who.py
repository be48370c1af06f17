"""Who is who: the roles that people hold, where, and who is away, as an administrator is shown them."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from bot.casework.unit_of_work import UnitOfWork
from psirf.cover import Cover
from psirf.places import Holding, path_upwards, places_like, told_apart, whole_trust
from psirf.vocabulary import Role
from storage.people import all_places, covers_from, people_by_ids, roles_given

AT_A_TIME = 10  # people on a card


@dataclass(frozen=True, slots=True)
class RoleShown:
    role: Role
    place: str


@dataclass(frozen=True, slots=True)
class CoverShown:
    """Cover for somebody by somebody, from a day until another."""

    away: str
    covered_by: str
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True)
class PersonShown:
    name: str
    roles: tuple[RoleShown, ...]
    covers: tuple[CoverShown, ...]  # for them while they are away, and by them for others


@dataclass(frozen=True, slots=True)
class WhoIsWho:
    """A page of the people who hold a role, by name; `about`: for what place, person or role, if for one."""

    people: tuple[PersonShown, ...]
    about: str
    page: int
    pages: int
    today: date


async def who_is_who(
    uow: UnitOfWork, *, about: str = "", people: Collection[int] | None = None, unit_id: int | None = None,
    role: Role | None = None, page: int = 1,
) -> WhoIsWho:  # fmt: skip
    """Who holds what: everybody, or these people, or who does for a unit, or who has a role. Of a unit: whoever
    holds a role for it, for what it belongs to, and for what belongs to it."""
    places = {place.id: place for place in await all_places(uow.session)}
    parents = {id: place.parent_id for id, place in places.items()}
    top = whole_trust(list(places.values()))

    def near(held: int | None) -> bool:
        at = top.id if held is None else held
        return unit_id is None or at in path_upwards(unit_id, parents) or unit_id in path_upwards(at, parents)

    held = [h for h in await roles_given(uow.session) if near(h.unit_id) and role in (None, h.role)]
    covers = await covers_from(uow.session, uow.today)
    shown = set(people) if people is not None else {h.person_id for h in held}
    named = await people_by_ids(uow.session, shown | {c.away for c in covers} | {c.covered_by for c in covers})
    names = {id: person.name for id, person in named.items()}
    order = sorted((id for id in shown if id in names), key=lambda id: (names[id].casefold(), id))
    pages = max(1, -(-len(order) // AT_A_TIME))
    page = min(max(page, 1), pages)

    def role_shown(holding: Holding) -> RoleShown:
        place = places.get(top.id if holding.unit_id is None else holding.unit_id, top)
        return RoleShown(holding.role, told_apart(place, list(places.values())))

    def person(id: int) -> PersonShown:
        theirs = [role_shown(h) for h in held if h.person_id == id]
        steady = sorted(theirs, key=lambda each: (list(Role).index(each.role), each.place))
        return PersonShown(
            names[id] or "Somebody who has not written to Lantern yet", tuple(steady),
            tuple(_cover(each, names) for each in covers if id in (each.away, each.covered_by)),
        )  # fmt: skip

    on_page = order[(page - 1) * AT_A_TIME : page * AT_A_TIME]
    return WhoIsWho(tuple(map(person, on_page)), about, page, pages, uow.today)


def _cover(cover: Cover, names: dict[int, str]) -> CoverShown:
    return CoverShown(names[cover.away], names[cover.covered_by], cover.from_on, cover.until_on)


async def places_called(uow: UnitOfWork, said: str) -> list[tuple[int | None, str]]:
    """The units that somebody may mean by these words, each with its name; None is the whole trust's, where no
    unit stands for it."""
    places = await all_places(uow.session)
    return [(place.id or None, told_apart(place, places)) for place in places_like(said, places)]


async def place_names(uow: UnitOfWork, unit_ids: Collection[int | None]) -> dict[int | None, str]:
    """What units are called, each so that it is told apart."""
    places = await all_places(uow.session)
    names: dict[int | None, str] = {place.id: told_apart(place, places) for place in places}
    names[None] = whole_trust(places).name
    return {id: names[id] for id in unit_ids}


async def told_apart_by_number(uow: UnitOfWork, ids: Collection[int]) -> list[str]:
    """People of one name as they can be told apart: `Sam Smith of Ward 7 is 12`."""
    places = {place.id: place.name for place in await all_places(uow.session)}
    people = (await people_by_ids(uow.session, ids)).values()
    return [
        f"{person.name}{f' of {places[person.unit_id]}' if person.unit_id in places else ''} is {person.id}"
        for person in sorted(people, key=lambda person: person.id)
    ]


def written_name(person_id: int, people: Collection[tuple[int, str]]) -> str:
    """By what to write of a person: their name; where another has the same, their number."""
    names = Counter(name.casefold() for _, name in people)
    name = next((name for id, name in people if id == person_id), "")
    return name if names[name.casefold()] == 1 and name else str(person_id)
