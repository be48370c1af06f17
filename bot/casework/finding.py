"""Finding reports again: among those that a person may see, and no others. That they looked is written down."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.casework.looking import place_of
from bot.casework.roles import roles_towards, units_where
from bot.casework.unit_of_work import UnitOfWork
from psirf.vocabulary import EventKind, EventStatus, Reached, Role
from psirf.working_time import london_day, start_of_day
from storage.finding import events_by_ids, events_like
from storage.records import PatientSafetyEvent
from storage.themes import events_of_theme, theme_by_id

FINDERS = (Role.LEAD, Role.PATIENT_SAFETY, Role.GOVERNANCE)  # who looks for reports of others
LINES = 8  # on a card


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A report that was found. What this person may not see of it is None."""

    id: int
    reference: str
    kind: EventKind | None
    reached: Reached | None
    place: str | None
    what: str | None
    status: EventStatus
    reported_on: date | None


@dataclass(frozen=True, slots=True)
class FoundView:
    """Some of what was found, from which on, and how many were found in all; there may be older ones still."""

    lines: tuple[FoundLine, ...]
    in_all: int
    first: int = 0
    or_more: bool = False


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme, and those of its events that a person may see."""

    reference: str
    name: str
    lines: tuple[FoundLine, ...]


async def find_events(
    uow: UnitOfWork, *, words: Sequence[str], places: Collection[int], since: date | None, until: date | None,
    kind: EventKind | None, reached: Reached | None, is_open: bool | None, first: int = 0,
) -> FoundView:  # fmt: skip
    """Reports that a person may see, newest first: those of places for which they may read what was told, and
    their own, but none that they sent in confidence. What was looked for is not kept: it may name somebody."""
    found, or_more = await events_like(
        uow.session, units=await _units_read(uow), reported_by=uow.person_id, words=words,
        places=places, since=start_of_day(since) if since else None,
        until=start_of_day(until + timedelta(days=1)) if until else None, kind=kind, reached=reached, is_open=is_open,
    )  # fmt: skip
    shown = found[first : first + LINES]
    uow.audit("listed", "found", how_many=len(found), events=shown)
    lines = [await _line(uow, event) for event in await events_by_ids(uow.session, shown)]
    return FoundView(tuple(lines), len(found), first, or_more)


async def may_find(uow: UnitOfWork) -> bool:
    """Whether the person who acts looks for reports of others, of any place."""
    return bool(await _units_read(uow))


async def _units_read(uow: UnitOfWork) -> set[int | None]:
    """The units, and None for none of them, of whose events the person who acts may read what was told."""
    readers = {role for role in FINDERS if "what" in uow.rules.reading.fields("event", {role})}
    return await units_where(uow, uow.person_id, readers)


async def view_theme(uow: UnitOfWork, theme_id: int) -> ThemeView | None:
    """A theme as the person who acts may see it; None where they may see nothing in it."""
    theme = await theme_by_id(uow.session, theme_id)
    events = await events_of_theme(uow.session, theme_id) if theme is not None else []
    # By its place alone: of a sealed report nothing may follow from whose it is.
    theirs = await units_where(uow, uow.person_id, {Role.LEAD, Role.PATIENT_SAFETY})
    lines = [await _line(uow, event) for event in events if event.unit_id in theirs]
    if theme is None or not lines:
        uow.audit("refused", f"theme:{theme_id}", why="not to be seen")
        return None
    uow.audit("listed", f"theme:{theme_id}", how_many=len(lines), events=[line.id for line in lines])
    return ThemeView(theme.reference, theme.name, tuple(lines))


async def _line(uow: UnitOfWork, event: PatientSafetyEvent) -> FoundLine:
    roles = await roles_towards(uow, uow.person_id, event)
    if event.reporter_handle is not None:
        roles -= {Role.REPORTER}
    fields = uow.rules.reading.fields("event", roles)
    return FoundLine(
        event.id,
        event.reference,
        event.kind if "kind" in fields else None,
        event.reached if "reached" in fields else None,
        await place_of(uow, event) if "place" in fields else None,
        event.what if "what" in fields else None,
        event.status,
        london_day(event.reported_at) if "reported_at" in fields else None,
    )
