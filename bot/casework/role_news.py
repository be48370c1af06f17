"""What somebody is told when roles are given, taken or covered: as it still holds when the message is sent."""

from dataclasses import dataclass

from bot.casework.giving import COVER_ENDED, COVER_SET, roles_to_cover, where_held
from bot.casework.unit_of_work import UnitOfWork
from bot.casework.who_is_who import CoverShown, RoleShown, place_names
from psirf.vocabulary import Role
from storage.people import cover_by_id, people_by_ids
from storage.records import Notification

ROLE_NEWS = ("role_given", "role_taken", COVER_SET, COVER_ENDED)


@dataclass(frozen=True, slots=True)
class RoleNews:
    """Of a role: whether it is held now. Of a cover: whether it holds, whether its reader is the one who covers,
    and what is covered."""

    holds: bool
    role: Role | None = None
    place: str = ""
    cover: CoverShown | None = None
    covers: bool = False
    held: tuple[RoleShown, ...] = ()


async def view_role_news(uow: UnitOfWork, notification: Notification) -> RoleNews | None:
    """None where it was changed back meanwhile."""
    if notification.kind in (COVER_SET, COVER_ENDED):
        return await _of_cover(uow, notification)
    role, unit_id = Role(notification.detail["role"]), notification.detail["unit"]
    names = await place_names(uow, [unit_id])
    holds = unit_id in await where_held(uow, notification.subject_id, role)
    if holds is not (notification.kind == "role_given"):
        return None
    return RoleNews(holds, role, names[unit_id])


async def _of_cover(uow: UnitOfWork, notification: Notification) -> RoleNews | None:
    cover = await cover_by_id(uow.session, notification.subject_id)
    holds = cover is not None and cover.ended_at is None and cover.until_on >= uow.today
    if cover is None or holds is not (notification.kind == COVER_SET):
        return None
    people = await people_by_ids(uow.session, [cover.person_id, cover.covered_by])
    held = await roles_to_cover(uow, cover.person_id)
    names = await place_names(uow, [each.unit_id for each in held])
    shown = CoverShown(
        people[cover.person_id].name, people[cover.covered_by].name, cover.from_on, cover.until_on
    )  # fmt: skip
    return RoleNews(
        holds, cover=shown, covers=notification.to == cover.covered_by,
        held=tuple(RoleShown(each.role, names[each.unit_id]) for each in held),
    )  # fmt: skip
