"""People: who is met, who administers, and the trust's units, people and roles as its file has them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.casework.reporters import handles_to_wake
from bot.casework.unit_of_work import UnitOfWork, Who
from psirf.places import Place
from psirf.vocabulary import GIVEN_ROLES, Role, UnitKind
from storage.outbox import wake
from storage.people import (
    give_role,
    hold_person,
    people_of_tenant,
    person_by_entra_id,
    person_by_id,
    unit_by_code,
    wards,
)
from storage.records import Conversation, Person, Unit

MOST_NAMED = 100_000  # people that can be named in an answer


async def meet(uow: UnitOfWork, *, tenant_id: str, entra_id: str, name: str) -> tuple[Person, Who]:
    """The person who is signed in, known or new."""
    person, new = await person_by_entra_id(uow.session, tenant_id, entra_id, name)
    if new:
        uow.acting(Who(person.id, name, tenant_id)).audit("met", f"person:{person.id}")
    return person, name_kept(person, name)


def name_kept(person: Person, name: str) -> Who:
    """The person who acts, under the name that Teams has for them now; it is not always sent."""
    if name and person.name != name:
        person.name = name
    return Who(person.id, person.name, person.tenant_id)


async def greeted_again(uow: UnitOfWork, conversation: Conversation) -> None:
    """A chat was opened, or opened again: what waited for its person may go."""
    conversation.reachable = True
    await hold_person(uow.session, conversation.person_id)
    await wake(uow.session, conversation.person_id, await handles_to_wake(uow, conversation.person_id))


async def appoint_administrators(uow: UnitOfWork, tenant_id: str, entra_ids: Iterable[str]) -> None:
    """Give the administrator's role, for the whole trust, to the people that the settings name."""
    for entra_id in entra_ids:
        person, _ = await person_by_entra_id(uow.session, tenant_id, entra_id, "")
        if await give_role(uow.session, person.id, Role.ADMINISTRATOR, None, uow.now):
            uow.audit("give_role", f"person:{person.id}", role=Role.ADMINISTRATOR, unit=None)


async def load_trust(uow: UnitOfWork, trust: Mapping[str, Any]) -> None:
    """Units, people and roles from a trust's file, added or brought up to date; nothing is taken away.

    The shape is that of demo/trust.toml. Raises ValueError naming the row that cannot be read.
    """
    units: dict[str, Unit] = {}
    _check_ward_names(trust.get("unit", []))
    for row in trust.get("unit", []):
        units[_text(row, "code")] = await _unit(uow, row, units)
    for row in trust.get("person", []):
        person, _ = await person_by_entra_id(
            uow.session, _text(trust, "tenant"), _text(row, "entra_id"), _text(row, "name")
        )
        person.name, person.unit_id = _text(row, "name"), _unit_id(row.get("ward"), units, row)
        for role in row.get("roles", []):
            if (given := Role(role["role"])) not in GIVEN_ROLES:
                raise ValueError(f"{row}: {given} is not a role that is given")
            await give_role(uow.session, person.id, given, _unit_id(role["unit"], units, row), uow.now)
    uow.audit("load_trust", "trust", units=len(units), people=len(trust.get("person", [])))


def _check_ward_names(rows: Iterable[Mapping[str, Any]]) -> None:
    """Raise ValueError naming the row where two wards have one name: nobody could say which is meant."""
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=1):
        name = " ".join(_text(row, "name").casefold().split())
        if row.get("kind") == UnitKind.WARD and name in seen:
            raise ValueError(f"[[unit]] row {number}: the ward {row['name']} stands in row {seen[name]} too")
        if row.get("kind") == UnitKind.WARD:
            seen[name] = number


async def _unit(uow: UnitOfWork, row: Mapping[str, Any], units: Mapping[str, Unit]) -> Unit:
    code = _text(row, "code")
    unit = await unit_by_code(uow.session, code)
    if unit is None:
        unit = Unit(code=code, kind=UnitKind(row["kind"]), name=_text(row, "name"))
        uow.session.add(unit)
    unit.kind, unit.name = UnitKind(row["kind"]), _text(row, "name")
    unit.known_as = [str(name) for name in row.get("known_as", [])]
    unit.parent_id = _unit_id(row.get("in"), units, row)
    await uow.session.flush()
    return unit


def _unit_id(code: str | None, units: Mapping[str, Unit], row: Mapping[str, Any]) -> int | None:
    if code is None:
        return None
    if code not in units:
        raise ValueError(f"{row}: there is no unit {code} above this row")
    return units[code].id


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value:
        raise ValueError(f"{row}: {key} is missing")
    return value


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a person can name in an answer: the trust's wards, their own, and people by id and name."""

    wards: tuple[Place, ...]
    own_ward: int | None
    people: tuple[tuple[int, str], ...]


async def surroundings(uow: UnitOfWork, *, with_people: bool) -> Surroundings:
    """What can be named here; people only where somebody is to be named."""
    person = await person_by_id(uow.session, uow.person_id)
    people = await people_of_tenant(uow.session, person.tenant_id, MOST_NAMED) if with_people else []
    return Surroundings(
        tuple(await wards(uow.session)), person.unit_id, tuple((each.id, each.name) for each in people)
    )
