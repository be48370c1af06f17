"""What is owed in the candour cases that a person may see, and the five measures for those who see all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.casework.candour_now import ENGAGEMENT, CaseNow, cases_now
from bot.casework.roles import event_of, roles_towards, units_where
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.measures import FEWEST, Measure, Measured, Shown, counted, shown
from psirf.candour.owed import Owed, OwedKind
from psirf.candour.terms import CandourStatus, Clock, PersonKind
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import GIVEN_ROLES, Role
from psirf.working_time import start_of_day
from storage.candour import cases_of_person, cases_reported_since, cases_with_something_owed
from storage.events import read_events
from storage.people import parents_of_units
from storage.records import CandourCase

STATE = "state"  # the field of a case that tells how far it is


@dataclass(frozen=True, slots=True)
class PersonOwed:
    """Somebody who is to be told, as the rest of a case knows them."""

    kind: PersonKind


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing that is owed, in which case and of which report."""

    reference: str
    event_reference: str
    owed: Owed
    today: date
    person: PersonOwed | None = None

    @property
    def is_late(self) -> bool:
        return self.owed.day is not None and self.owed.day < self.today

    def track(self, number: int) -> PersonOwed | None:
        """The person whom this is owed to."""
        return self.person


@dataclass(frozen=True, slots=True)
class DueView:
    """All that is owed in the cases that a person may see: what is late, then the soonest first."""

    lines: tuple[DueLine, ...]

    @property
    def late(self) -> int:
        return sum(line.is_late for line in self.lines)


@dataclass(frozen=True, slots=True)
class MeasuresView:
    """The five measures of what was reported from one London day to another."""

    since: date
    until: date
    smallest: int  # numbers below it are not shown
    measures: Mapping[Measure, Shown]


async def view_due(uow: UnitOfWork) -> DueView:
    """What is owed in the cases that the person who acts may see. Which cases they were shown is written down."""
    found, seen = list[DueLine](), list[int]()
    for now in await cases_now(uow, await _seen(uow, await cases_with_something_owed(uow.session))):
        record, lines = now.record, _lines(uow, now)
        found += lines
        seen += [record.id] if lines else []
    uow.audit("listed", "candour:due", how_many=len(found), cases=seen)
    return DueView(tuple(sorted(found, key=lambda line: line.owed.day or date.max)))


async def _seen(uow: UnitOfWork, records: Sequence[CandourCase]) -> list[CandourCase]:
    """Those of some cases of which the person who acts may see how far they are: by the place, as for all of it; or
    by what they are to the case itself."""
    await read_events(uow.session, [record.event_id for record in records])
    units, parents = await units_where(uow, uow.person_id, _roles_that_see(uow)), await parents_of_units(uow.session)
    found = []
    for record in records:
        unit_id = (await event_of(uow, record)).unit_id
        if (unit_id if unit_id in parents else None) in units or (
            uow.person_id in (record.clinician_id, record.contact_id, record.cover_id)
            and STATE in uow.rules.reading.fields("candour", await roles_towards(uow, uow.person_id, record))
        ):
            found.append(record)
    return found


def _lines(uow: UnitOfWork, now: CaseNow) -> list[DueLine]:
    kinds = {str(each.number): PersonOwed(each.kind) for each in now.people}
    return [
        DueLine(now.record.reference, now.event.reference, owed, uow.today, kinds.get(owed.person))
        for owed in now.owed
        # Where those affected are involved and no assessment is open, none is owed.
        if not (owed.kind is OwedKind.ASSESS and now.record.status is CandourStatus.ENGAGED)
    ]


# ---- who this is for ----


async def sees_to_candour(uow: UnitOfWork) -> bool:
    """Whether the person who acts may see how far the cases of some place are, or of one that they hold."""
    units = await units_where(uow, uow.person_id, _roles_that_see(uow))
    return bool(units) or bool(await cases_of_person(uow.session, uow.person_id))


async def sees_all_candour(uow: UnitOfWork) -> bool:
    """Whether the person who acts may see how far the cases of the whole trust are."""
    units = await units_where(uow, uow.person_id, _roles_that_see(uow))
    return units >= {*await parents_of_units(uow.session), None}


def _roles_that_see(uow: UnitOfWork) -> set[Role]:
    return {role for role in GIVEN_ROLES if STATE in uow.rules.reading.fields("candour", {role})}


# ---- the measures ----


async def view_measures(uow: UnitOfWork) -> MeasuresView:
    """The five measures of what was reported in the last twelve months. Raises NotAllowed for whoever does not see
    the cases of the whole trust: small numbers of one place could be told from another's."""
    if not await sees_all_candour(uow):
        raise NotAllowed(Refusal.NOT_YOURS)
    since = _a_year_before(uow.today)
    cases = await cases_now(uow, await cases_reported_since(uow.session, start_of_day(since)))
    counts = counted([_measured(uow, now) for now in cases if _is_counted(now)], uow.today)
    smallest = max(uow.rules.candour.smallest_number, FEWEST)
    uow.audit("measured", "candour:measures", since=since.isoformat(), until=uow.today.isoformat())
    return MeasuresView(since, uow.today, smallest, shown(counts, smallest))


def _is_counted(now: CaseNow) -> bool:
    """Not where those affected are involved and no assessment was ever opened."""
    return now.case.assessed is not None or set(now.record.opened_for) != {ENGAGEMENT}


def _measured(uow: UnitOfWork, now: CaseNow) -> Measured:
    """The day of telling is set also where it turned out not to be owed: it was to be assessed by then."""
    told = now.record.told_by or uow.rules.candour.due(Clock.TOLD, now.record.reported_at).day
    return Measured(now.case, replace(now.days, clocks={**now.days.clocks, Clock.TOLD: told}))


def _a_year_before(day: date) -> date:
    """The same day a year before; of 29 February the first of March."""
    is_leap = (day.month, day.day) == (2, 29)
    return date(day.year - 1, 3, 1) if is_leap else day.replace(year=day.year - 1)
