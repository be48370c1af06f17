"""Questions asked of candour cases."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import BindParameter, bindparam, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from psirf.candour.terms import CandourStatus
from psirf.vocabulary import EventStatus
from storage.events import held_event
from storage.in_hand import in_hand, remember
from storage.records import CandourCase, CandourEntry, CandourPerson, PatientSafetyEvent

CASE = select(CandourCase).where(CandourCase.id == bindparam("number"))
CASE_OF = select(CandourCase).where(CandourCase.event_id == bindparam("event"))
IN_CASES: BindParameter[list[int]] = bindparam("cases", expanding=True)
ENTRIES = select(CandourEntry).where(CandourEntry.case_id.in_(IN_CASES)).order_by(CandourEntry.id)
PEOPLE = select(CandourPerson).where(CandourPerson.case_id.in_(IN_CASES)).order_by(CandourPerson.number)
Of = TypeVar("Of", CandourPerson, CandourEntry)
# In which something may still be owed, or have to be decided.
OPEN = (CandourStatus.ASSESSING, CandourStatus.SECOND_LOOK, CandourStatus.OWED)


async def candour_by_id(session: AsyncSession, case_id: int) -> CandourCase | None:
    known = in_hand(session, CandourCase, case_id)
    return known or remember(session, await session.scalar(CASE, {"number": case_id}))


async def candour_of(session: AsyncSession, event_id: int) -> CandourCase | None:
    """The case of an event; None where no assessment was opened."""
    return await session.scalar(CASE_OF, {"event": event_id})


async def held_candour(session: AsyncSession, case_id: int) -> CandourCase | None:
    """A case, held with its event so that nobody else moves either, and read afresh. The event is held first, as by
    whoever decides: two who work on the same never wait for each other."""
    case = await candour_by_id(session, case_id)
    if case is None:
        return None
    await held_event(session, case.event_id)
    return await session.get(CandourCase, case_id, with_for_update=True, populate_existing=True)


async def people_of_case(session: AsyncSession, case_id: int) -> Sequence[CandourPerson]:
    """Who is to be told, by their numbers."""
    return (await people_of_cases(session, [case_id])).get(case_id, [])


async def entries_of(session: AsyncSession, case_id: int) -> Sequence[CandourEntry]:
    """All that was written down of a case, in its order."""
    return (await entries_of_cases(session, [case_id])).get(case_id, [])


async def people_of_cases(session: AsyncSession, case_ids: Collection[int]) -> dict[int, list[CandourPerson]]:
    """The same of several cases, by the ids of these."""
    return _by_case(await session.scalars(PEOPLE, {"cases": list(case_ids)}))


async def entries_of_cases(session: AsyncSession, case_ids: Collection[int]) -> dict[int, list[CandourEntry]]:
    """The same of several cases, by the ids of these."""
    return _by_case(await session.scalars(ENTRIES, {"cases": list(case_ids)}))


def _by_case(rows: Iterable[Of]) -> dict[int, list[Of]]:
    found: dict[int, list[Of]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(row)
    return found


async def entry_with_key(session: AsyncSession, case_id: int, key: str) -> CandourEntry | None:
    return await session.scalar(select(CandourEntry).filter_by(case_id=case_id, key=key))


async def cases_to_remind_of(session: AsyncSession, now: datetime, limit: int = 20) -> Sequence[int]:
    """The ids of the cases of which something falls due, soonest first: also of what was promised in one that is
    over. Few at a time: they are held together, and whoever works on one waits."""
    case = CandourCase
    found = select(case.id).where(case.next_reminder_at <= now).order_by(case.next_reminder_at, case.id).limit(limit)
    return (await session.scalars(found)).all()


async def next_cases(session: AsyncSession, limit: int = 3) -> Sequence[CandourCase]:
    """The cases of which something falls due next, soonest first."""
    case = CandourCase
    found = (
        select(case).where(case.next_reminder_at.is_not(None)).order_by(case.next_reminder_at, case.id).limit(limit)
    )
    return (await session.scalars(found)).all()


async def open_cases(session: AsyncSession) -> Sequence[CandourCase]:
    """The cases in which something may still be owed, oldest first."""
    found = select(CandourCase).where(CandourCase.status.in_(OPEN)).order_by(CandourCase.id)
    return (await session.scalars(found)).all()


async def cases_of_person(session: AsyncSession, person_id: int) -> Sequence[CandourCase]:
    """The open cases in which a person holds the conversations, or is the named contact."""
    case = CandourCase
    mine = or_(case.clinician_id == person_id, case.contact_id == person_id)
    return (await session.scalars(select(case).where(mine, case.status.in_(OPEN)).order_by(case.id))).all()


async def cases_with_something_owed(session: AsyncSession) -> Sequence[CandourCase]:
    """The open cases, and those others in which somebody was promised a contact; none whose report was withdrawn."""
    case = CandourCase
    promised = select(CandourPerson.case_id).where(CandourPerson.next_contact_on.is_not(None))
    found = (
        select(case)
        .where(or_(case.status.in_(OPEN), case.id.in_(promised)), case.status != CandourStatus.WITHDRAWN)
        .order_by(case.id)
    )
    return (await session.scalars(found)).all()


async def cases_reported_since(session: AsyncSession, since: datetime) -> Sequence[CandourCase]:
    """The cases of what was reported from a moment on, but those whose report was withdrawn; oldest first."""
    case = CandourCase
    found = select(case).where(case.reported_at >= since, case.status != CandourStatus.WITHDRAWN).order_by(case.id)
    return (await session.scalars(found)).all()


async def events_without_case(session: AsyncSession, since: datetime | None, after: int, limit: int) -> Sequence[int]:
    """The ids of events without a case, but for what was withdrawn, that come after this id; `since`: of those that
    were reported from a moment on."""
    event = PatientSafetyEvent
    has_one = exists().where(CandourCase.event_id == event.id)
    wanted = [event.id > after, event.status != EventStatus.WITHDRAWN, ~has_one]
    if since is not None:
        wanted.append(event.reported_at >= since)
    return (await session.scalars(select(event.id).where(*wanted).order_by(event.id).limit(limit))).all()
