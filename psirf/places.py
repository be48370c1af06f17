"""A trust's places: how people name them, and who holds a role for one."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from psirf.vocabulary import Role, UnitKind


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of the trust, as people name it."""

    id: int
    name: str
    known_as: tuple[str, ...] = ()
    kind: UnitKind = UnitKind.WARD
    parent_id: int | None = None


def path_upwards(unit_id: int | None, parents: Mapping[int, int | None]) -> list[int]:
    """A unit and all above it, nearest first. `parents` maps each unit to the one above it."""
    path: list[int] = []
    while unit_id is not None and unit_id not in path:
        path.append(unit_id)
        unit_id = parents.get(unit_id)
    return path


@dataclass(frozen=True, slots=True)
class Holding:
    """A role that a person holds for a unit and all below it; for the whole trust where unit is None.

    `is_asked`: not while they are away and another is asked in their place. `instead_of`: whose role it is,
    where it is held by covering for them (psirf/cover.py).
    """

    person_id: int
    role: Role
    unit_id: int | None
    is_asked: bool = True
    instead_of: int | None = None


def roles_held(person_id: int, path: Sequence[int], holdings: Iterable[Holding]) -> set[Role]:
    """The roles a person holds towards a record at the foot of this path, inherited downwards."""
    return {h.role for h in holdings if h.person_id == person_id and (h.unit_id is None or h.unit_id in path)}


# Who is asked where nobody holds the role that is needed, in this order.
STAND_INS = (Role.PATIENT_SAFETY, Role.ADMINISTRATOR)


def who_is_asked(
    role: Role, path: Sequence[int], holdings: Sequence[Holding], leaving_out: Collection[int] = ()
) -> list[int]:
    """The people asked where a role is needed, in a steady order.

    Holders of the role at the nearest unit upwards that has one; none, the trust's patient safety
    team; still none, the administrator. `leaving_out` are people who may not be asked: nobody
    accepts their own work. Who is away is asked only where nobody who is here could be.
    """
    able = [h for h in holdings if h.person_id not in leaving_out]
    return _asked(role, path, [h for h in able if h.is_asked]) or _asked(role, path, able)


def _asked(role: Role, path: Sequence[int], able: Sequence[Holding]) -> list[int]:
    for unit_id in [*path, None]:
        if asked := {h.person_id for h in able if h.role is role and h.unit_id == unit_id}:
            return sorted(asked)
    for stand_in in STAND_INS:
        if asked := {h.person_id for h in able if h.role is stand_in}:
            return sorted(asked)
    return []


def places_named(said: str, places: Iterable[Place]) -> list[Place]:
    """The places whose name, or an everyday name, this is; none where nobody calls one so."""
    wanted = _bare(said)
    return [place for place in places if wanted and wanted in _names(place)]


WHOLE_TRUST = ("trust", "whole trust", "all of trust", "everywhere", "all")


def places_like(said: str, places: Sequence[Place]) -> list[Place]:
    """The places of any kind that somebody may mean: called just so; or with these words in their name."""
    if named := places_named(said, places):
        return named
    wanted = _bare(said)
    if wanted in WHOLE_TRUST:
        return [whole_trust(places)]
    if named := [place for place in places if wanted == _bare(told_apart(place, places))]:
        return named
    return [place for place in places if wanted and f" {wanted} " in f" {_bare(place.name)} "]


def whole_trust(places: Sequence[Place]) -> Place:
    """The unit that all others belong to; where there is none, a place without a unit (its id is 0)."""
    tops = [place for place in places if place.parent_id is None]
    return tops[0] if len(tops) == 1 else Place(0, "The whole trust", kind=UnitKind.TRUST)


def told_apart(place: Place, places: Sequence[Place]) -> str:
    """A place's name; where another has the same, with that of what it belongs to."""
    if [each.name for each in places].count(place.name) < 2:
        return place.name
    above = next((each.name for each in places if each.id == place.parent_id), "")
    return f"{place.name}, {above}" if above else place.name


def _names(place: Place) -> set[str]:
    """All it is called, and of "Ward 17" the number alone."""
    names = {_bare(name) for name in (place.name, *place.known_as)}
    return names | {name.removeprefix("ward ") for name in names if re.fullmatch(r"ward \d+", name)}


NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
           "eleven", "twelve")  # fmt: skip


def _bare(name: str) -> str:
    """A name as it sounds: no capitals, punctuation or "the", number words as figures."""
    words = re.findall(r"\d+|[^\W\d]+", re.sub("['’]", "", name.casefold()))
    figures = [str(NUMBERS.index(word)) if word in NUMBERS else word for word in words]
    return " ".join(word for word in figures if word not in ("the", "on", "in", "at", "and"))
