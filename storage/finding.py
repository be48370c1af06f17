"""Questions asked of events when somebody looks for some: by words, places, days, kind and status; and how many are
like one."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from psirf.plan import stands_in
from psirf.vocabulary import EventKind, EventStatus, Reached, ResponseType
from storage.queue import BEFORE_CLOSED, Units, in_units
from storage.records import Decision, PatientSafetyEvent

MOST_LOOKED_AT = 2000  # events, the newest, whose words are compared


async def events_like(
    session: AsyncSession, *, units: Units, reported_by: int, words: Sequence[str], places: Collection[int],
    since: datetime | None, until: datetime | None, kind: EventKind | None, reached: Reached | None,
    is_open: bool | None,
) -> tuple[list[int], bool]:  # fmt: skip
    """The ids of the events of these units, and of those that this person reported under their name, newest first,
    in whose words all of these stand, whole or as the beginning of one; and whether there may be older ones still.
    `until` is left out itself."""
    event = PatientSafetyEvent
    such = [or_(in_units(units), event.reported_by == reported_by), *(_holds(word) for word in words)]
    if places:
        such.append(event.unit_id.in_(places))
    if since is not None:
        such.append(or_(event.happened_to >= since, and_(event.happened_from.is_(None), event.reported_at >= since)))
    if until is not None:
        such.append(or_(event.happened_from < until, and_(event.happened_from.is_(None), event.reported_at < until)))
    if kind is not None:
        such.append(event.kind == kind)
    if reached is not None:
        such.append(event.reached == reached)
    if is_open is not None:
        such.append(event.status.in_(BEFORE_CLOSED) if is_open else event.status.not_in(BEFORE_CLOSED))
    told = select(event.id, event.what, event.involved, event.place_said)
    rows = (await session.execute(told.where(*such).order_by(event.id.desc()).limit(MOST_LOOKED_AT))).all()
    return [id for id, *texts in rows if _begins_in("\n".join(texts), words)], len(rows) == MOST_LOOKED_AT


async def events_by_ids(session: AsyncSession, ids: Sequence[int]) -> list[PatientSafetyEvent]:
    """These events, newest first."""
    event = PatientSafetyEvent
    return list(await session.scalars(select(event).where(event.id.in_(ids)).order_by(event.id.desc())))


async def how_many_like(session: AsyncSession, words: Sequence[str], since: datetime, *, but_for: int) -> int:
    """How many other events since a moment have one of these words, whole, in what was told: not those that were
    withdrawn, and of those that are one event the one alone."""
    event = PatientSafetyEvent
    found = select(event.what, event.involved).where(
        event.id != but_for, event.reported_at >= since, or_(*(_holds(word) for word in words)),
        event.status.not_in([EventStatus.WITHDRAWN, EventStatus.MERGED]),
    )  # fmt: skip
    rows = await session.execute(found) if words else ()
    return sum(any(stands_in(word, f"{what} {involved}") for word in words) for what, involved in rows)


async def how_many_psiis(session: AsyncSession, priority: str, since: datetime, *, but_for: int) -> int:
    """How many other events have a PSII for one of the plan's priorities, chosen since a moment."""
    newest = select(func.max(Decision.id)).group_by(Decision.event_id)
    found = select(Decision.advice).where(
        Decision.id.in_(newest), Decision.chosen == ResponseType.PSII, Decision.decided_at >= since,
        Decision.event_id != but_for,
    )  # fmt: skip
    return sum(advice.get("priority") == priority for advice in await session.scalars(found))


def _holds(word: str) -> ColumnElement[bool]:
    """Whether a word may stand in an event. Neither database knows all small letters: any may stand for those
    beyond ASCII, and whether it is the word is seen after."""
    safe = re.sub(r"([\\%_])", r"\\\1", word)
    pattern = f"%{''.join(letter if letter.isascii() else '_' for letter in safe)}%"
    event = PatientSafetyEvent
    return or_(*(text.ilike(pattern, escape="\\") for text in (event.what, event.involved, event.place_said)))


def _begins_in(told: str, words: Sequence[str]) -> bool:
    text = told.casefold()
    return all(re.search(rf"(?<!\w){re.escape(word.casefold())}", text) for word in words)
