"""Who is asked about a candour case: by what is owed in it, and by who is here."""

from collections.abc import Collection

from bot.casework.candour_now import CaseNow
from bot.casework.concerning import holders
from bot.casework.roles import people_asked, roles_towards
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.nudging import Waiting
from psirf.candour.owed import OwedKind
from psirf.cover import who_covers, who_is_away
from psirf.ladders import AskedNext
from psirf.vocabulary import Role
from storage.people import covers_from
from storage.records import CandourCase, PatientSafetyEvent

LOOK_AGAIN = (Role.CANDOUR, Role.PATIENT_SAFETY, Role.LEAD, Role.EXECUTIVE)  # the nearest to it first


async def who_looks_again(
    uow: UnitOfWork, case: CandourCase, event: PatientSafetyEvent, step: str, leaving_out: Collection[int]
) -> list[int]:
    """Who may agree to what others wrote, or sign it: the candour leads; or, where that is nobody else, the next."""
    able = uow.rules.lifecycles.candour.who_may(step)
    for role in LOOK_AGAIN:
        asked = await people_asked(uow, role, event, leaving_out)
        if found := [each for each in asked if able & await roles_towards(uow, each, case)]:
            return found
    return []


async def leads_of(uow: UnitOfWork, event: PatientSafetyEvent) -> list[int]:
    """Who leads on candour there; where nobody does, the learning response leads."""
    return await holders(uow, Role.CANDOUR, event) or await people_asked(uow, Role.LEAD, event)


async def asked_next(
    uow: UnitOfWork, now: CaseNow, waiting: Waiting, to: AskedNext, role: Role | None
) -> list[int]:  # fmt: skip
    """Whom a step of a ladder goes to."""
    record, event, owed = now.record, now.event, waiting.owed
    if to is AskedNext.UPWARD and role is Role.LEAD:
        return sorted({*await holders(uow, Role.CANDOUR, event), *await people_asked(uow, Role.LEAD, event)})
    if to is AskedNext.UPWARD and role is not None:
        return await holders(uow, role, event)
    if to is AskedNext.DEPUTY:
        return [each for each in [await _in_place_of(uow, record, record.contact_id)] if each is not None]
    if owed.kind is OwedKind.AGREE:
        return await who_looks_again(uow, record, event, "agree", {each for each in [record.assessed_by] if each})
    if owed.kind is OwedKind.SIGN:
        wrote = {int(step.by) for step in now.case.tracks[owed.person].unsigned.values()}
        return await who_looks_again(uow, record, event, "sign", wrote)
    holds_it = record.contact_id if owed.kind is OwedKind.CONTACT else record.clinician_id
    here = await _here(uow, record, holds_it, "assess" if owed.kind is OwedKind.ASSESS else "log")
    return [here] if here is not None else await leads_of(uow, event)


async def _here(uow: UnitOfWork, record: CandourCase, person_id: int | None, step: str) -> int | None:
    """A person, or who is here in their place and may take the step; None where nobody is."""
    away = who_is_away(await covers_from(uow.session, uow.today), uow.today)
    return person_id if person_id not in away else await _in_place_of(uow, record, person_id, step)


async def _in_place_of(uow: UnitOfWork, record: CandourCase, person_id: int | None, step: str = "log") -> int | None:
    """Who covers for somebody in this case, or else while they are away: who is here, and may go on with it."""
    away = who_is_away(await covers_from(uow.session, uow.today), uow.today)
    may_go_on = uow.rules.lifecycles.candour.who_may(step)
    for each in (record.cover_id, who_covers(person_id, away) if person_id is not None else None):
        if each is None or each == person_id or each in away:
            continue
        if may_go_on & await roles_towards(uow, each, record):
            return each
    return None
