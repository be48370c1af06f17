"""When somebody is nudged, about a safety action or a patient to be found, and in which hours it may be."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from psirf.tables import TableError, Tables
from psirf.vocabulary import Role
from psirf.working_time import LONDON, add_working_days, at_london, is_working_day, start_of_day

REMINDED = (Role.OWNER, Role.WARD_MANAGER, Role.LEAD)


@dataclass(frozen=True, slots=True)
class Rung:
    """A row of the ladder: `days` from the due day, then again every `every` days (0: once)."""

    days: int
    to: Role
    every: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A rung, or one of its repeats: so many days from the due day, to one role."""

    days: int
    to: Role


@dataclass(frozen=True, slots=True)
class Hours:
    opens: time
    closes: time

    def within(self, moment: datetime) -> datetime:
        """The moment itself, if nudges may arrive then; or else when they next may, in UTC."""
        local = moment.astimezone(LONDON)
        if is_working_day(local.date()) and self.opens <= local.time() < self.closes:
            return moment
        day = local.date()
        if local.time() >= self.opens:
            day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
        return at_london(day, self.opens)


@dataclass(frozen=True, slots=True)
class PatientNudges:
    """When the leads are told that nobody can find the patient: so many working days after it is reported,
    then again `every` so many."""

    working_days: int
    every: int

    def first_at(self, today: date) -> datetime:
        """00:00 in London, in UTC, on the day of the first; `today` an event or a person came."""
        return start_of_day(add_working_days(today, self.working_days))

    def next_at(self, today: date) -> datetime:
        """The same of the next one after today's. After a quiet spell there is one, and not one for each day
        that was passed."""
        return start_of_day(add_working_days(today, self.every))


@dataclass(frozen=True, slots=True)
class Ladder:
    version: str
    rungs: tuple[Rung, ...]
    hours: Hours
    patients: PatientNudges

    def reached(self, due: date, since: date, today: date) -> list[Step]:
        """For each role the highest step whose day has come by `today`.

        After a quiet spell somebody hears once, and not once for every step that was passed. An owner
        hears of no step before `since`, when the action was given, returned or its day set: they knew.
        Others still hear of a step that was passed meanwhile: who returns evidence stops no escalation.
        """
        highest: dict[Role, Step] = {}
        for rung in self.rungs:
            days = _latest(rung, (today - due).days)
            if days is None:
                continue
            if rung.to is Role.OWNER and due + timedelta(days=days) < since:
                continue
            if rung.to not in highest or days > highest[rung.to].days:
                highest[rung.to] = Step(days, rung.to)
        return list(highest.values())

    def next_at(self, due: date, after: date) -> datetime:
        """00:00 in London, in UTC, on the first day after `after` that has a step."""
        days = [_first(rung, (after - due).days + 1) for rung in self.rungs]
        return start_of_day(due + timedelta(days=min(day for day in days if day is not None)))


def _latest(rung: Rung, today: int) -> int | None:
    """Days from the due day of the rung's latest step up to today."""
    if today < rung.days:
        return None
    return rung.days + (today - rung.days) // rung.every * rung.every if rung.every else rung.days


def _first(rung: Rung, day: int) -> int | None:
    """Days from the due day of the rung's first step on or after a day."""
    if day <= rung.days:
        return rung.days
    return rung.days + -(-(day - rung.days) // rung.every) * rung.every if rung.every else None


def read_ladder(tables: Tables) -> Ladder:
    """The reminder table. Raises TableError naming the file and the row."""
    table = tables.read("reminders.toml")
    rungs, hours, patients = table.rows("rung", _rung), table.rows("hours", _hours), table.rows("patient", _patient)
    if not any(rung.every for rung in rungs):
        raise TableError(f"{table.file}: one [[rung]] must repeat (every), so that no action is forgotten.")
    if len(hours) != 1:
        raise TableError(f"{table.file}: there must be one [[hours]], not {len(hours)}.")
    if len({(rung.days, rung.to) for rung in rungs}) != len(rungs):
        raise TableError(f"{table.file}: two [[rung]] rows have the same days and the same role.")
    if len(patients) != 1:
        raise TableError(f"{table.file}: there must be one [[patient]], not {len(patients)}.")
    return Ladder(table.version, rungs, hours[0], patients[0])


def _rung(days: int, to: str, every: int = 0) -> Rung:
    if type(days) is not int or type(every) is not int or every < 0:
        raise ValueError("days and every are whole numbers, and every is not below zero")
    if (role := Role(to)) not in REMINDED:
        raise ValueError(f"to is one of {', '.join(REMINDED)}, not {to}")
    return Rung(days, role, every)


def _hours(opens: time, closes: time) -> Hours:
    if not (isinstance(opens, time) and isinstance(closes, time) and opens < closes):
        raise ValueError("opens and closes are times, such as 09:00:00, and opens comes first")
    return Hours(opens, closes)


def _patient(working_days: int, every: int) -> PatientNudges:
    if type(working_days) is not int or type(every) is not int or min(working_days, every) < 1:
        raise ValueError("working_days and every are whole numbers of working days, each 1 or more")
    return PatientNudges(working_days, every)
