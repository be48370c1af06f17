"""Who is asked about a candour case: by what is owed in it, and by who is here."""

from collections.abc import Collection

from bot.casework.candour_now import CaseNow
from bot.casework.concerning import holders
from bot.casework.roles import people_asked, roles_towards
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.nudging import Waiting
from psirf.candour.owed import Owed, OwedKind
from psirf.cover import who_covers, who_is_away
from psirf.ladders import AskedNext
from psirf.vocabulary import Role
from storage.people import covers_from
from storage.records import CandourCase, PatientSafetyEvent

SEEN_BY_ANOTHER = {OwedKind.AGREE: "agree", OwedKind.SIGN: "sign"}  # and the step by which they do
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
    """Whom a step of a ladder goes to. Where nobody is there for it, the leads hear of it instead."""
    record, event, owed = now.record, now.event, waiting.owed
    if to is AskedNext.UPWARD and role is not None:
        return await _further_up(uow, now, waiting, role)
    if to is AskedNext.DEPUTY:
        deputy = await _in_place_of(uow, record, record.contact_id)
        return [deputy] if deputy is not None else await leads_of(uow, event)
    if owed.kind in SEEN_BY_ANOTHER:
        return await who_looks_again(uow, record, event, SEEN_BY_ANOTHER[owed.kind], _who_wrote(now, owed))
    holds_it = record.contact_id if owed.kind is OwedKind.CONTACT else record.clinician_id
    here = await _here(uow, record, holds_it, "assess" if owed.kind is OwedKind.ASSESS else "log")
    return [here] if here is not None else await leads_of(uow, event)


async def _further_up(uow: UnitOfWork, now: CaseNow, waiting: Waiting, role: Role) -> list[int]:
    """Who is told that something waits: not whoever wrote what another is to look at, where anybody else is there."""
    event = now.event
    if role is Role.LEAD:
        found = {*await holders(uow, Role.CANDOUR, event), *await people_asked(uow, Role.LEAD, event)}
    else:
        found = set(await holders(uow, role, event) or await leads_of(uow, event))
    return sorted(found - _who_wrote(now, waiting.owed) or found)


def _who_wrote(now: CaseNow, owed: Owed) -> set[int]:
    """Who wrote what somebody else is to look at."""
    if owed.kind is OwedKind.SIGN:
        return {int(step.by) for step in now.case.tracks[owed.person].unsigned.values()}
    assessed_by = now.record.assessed_by
    return {assessed_by} if owed.kind is OwedKind.AGREE and assessed_by is not None else set()


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
