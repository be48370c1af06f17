"""Who is told of an event, as a view: for bot/casework/looking.py."""

from collections.abc import Collection

from bot.casework.concerning import holders
from bot.casework.duties import is_settled, may_settle
from bot.casework.duty_views import DutyShown, OutsideShown
from bot.casework.looking_afterwards import names_of
from bot.casework.never_event import entry_in_words, entry_to_confirm
from bot.casework.unit_of_work import UnitOfWork
from psirf.vocabulary import SPECIALISTS, Agent, Role
from storage.duties import concerned_with, duties_of
from storage.records import OutwardDuty, PatientSafetyEvent

DUTY_STEPS = ("make_referral", "referral_not_needed")


async def outside_shown(uow: UnitOfWork, event: PatientSafetyEvent, roles: Collection[Role]) -> OutsideShown | None:
    """Who is told, as far as these roles may know; None where they may know nothing of it. Whose a duty is sees
    it; who sees to the whole event sees each."""
    fields = uow.rules.reading.fields("duty", roles)
    if not fields:
        return None
    concerned = await concerned_with(uow.session, event.id)
    rules = uow.rules.duties
    duties = [
        duty
        for duty in await duties_of(uow.session, event.id)
        if "every" in fields or set(rules.row(duty.code).by) & set(roles)
    ]
    names = await names_of(uow, [each for duty in duties for each in (duty.made_by, duty.not_needed_by)])
    mine = [(role, clue) for role, clue in concerned if role in roles and role in SPECIALISTS]
    told, nobody = await _told(uow, event, concerned)
    entry = await entry_to_confirm(uow, event) if "never_event" in fields else ""
    return OutsideShown(
        duties=tuple([await _duty(uow, event, duty, names, roles) for duty in duties]),
        as_role=tuple(dict.fromkeys(role.label for role, _ in mine)),
        because=tuple(dict.fromkeys(words for _, clue in mine if (words := _because(uow, clue)))),
        national=_national(uow, concerned) if "national" in fields else (),
        told=told if "every" in fields else (),
        nobody=nobody if "nobody" in fields else (),
        never_event=entry_in_words(uow, entry) if entry else "",
    )


async def _duty(
    uow: UnitOfWork, event: PatientSafetyEvent, duty: OutwardDuty, names: dict[int | None, str],
    roles: Collection[Role],
) -> DutyShown:  # fmt: skip
    row, settled = uow.rules.duties.row(duty.code), is_settled(duty)
    held = [role for role in row.by if await holders(uow, role, event)]
    by = duty.made_by if duty.made_at is not None else duty.not_needed_by
    return DutyShown(
        duty.id, duty.code, row.name, row.to_whom, " or ".join(role.label for role in row.by), row.clock, duty.due_at,
        is_by_day=not row.hours, is_overdue=not settled and uow.now > duty.due_at, asked_for=duty.asked_for,
        may_settle=may_settle(row, roles), made_at=duty.made_at, number=duty.number,
        not_needed_because="" if duty.made_at is not None else duty.not_needed_because,
        settled_by=names.get(by, ""), settled_at=duty.marked_at, by_leads=bool(row.by) and not held,
    )  # fmt: skip


def _because(uow: UnitOfWork, clue: str) -> str:
    """What of an event says that it concerns a role, in words; nothing where its words alone say so."""
    kind, _, what = clue.partition(":")
    if kind == "agent":
        return Agent(what).label
    if kind == "duty":
        return uow.rules.duties.row(what).name
    return uow.rules.duties.national([what]).get(what, "") if kind == "national" else ""


def _national(uow: UnitOfWork, concerned: Collection[tuple[Role, str]]) -> tuple[str, ...]:
    codes = [clue.partition(":")[2] for role, clue in concerned if clue.startswith("national:")]
    return tuple(uow.rules.duties.national(codes).values())


async def _told(
    uow: UnitOfWork, event: PatientSafetyEvent, concerned: Collection[tuple[Role, str]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of the roles that an event concerns, the specialists who are told; and those that nobody holds there."""
    held = {role: bool(await holders(uow, role, event)) for role in dict.fromkeys(role for role, _ in concerned)}
    told = tuple(role.label for role, is_held in held.items() if is_held and role in SPECIALISTS)
    return told, tuple(role.label for role, is_held in held.items() if not is_held)
