"""When somebody is nudged about a candour case: what waits in it, since when, and the moment of the next nudge."""

from collections.abc import Collection
from datetime import date

from bot.casework.candour_now import CaseNow
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.kept import NoteName
from psirf.candour.nudging import Waiting, next_day, still_to_do
from psirf.candour.owed import Owed, OwedKind
from psirf.candour.terms import StepName
from psirf.working_time import london_day, start_of_day

# What is written down when somebody comes to be owed it, or is owed it again.
OWED_AGAIN = (StepName.ASSESSED, StepName.ASKS_TO_BE_TOLD, StepName.FOUND, StepName.LIVES)
# What is written down when it comes to be waited for; what is not among them waits since anything was written last.
BEGUN_BY: dict[OwedKind, Collection[str]] = {
    OwedKind.CONTACT: (NoteName.PROMISE,),
    OwedKind.ASSESS: (StepName.ASKS_TO_BE_TOLD, NoteName.MORE_KNOWN),
    OwedKind.TOLD: OWED_AGAIN,
    OwedKind.WRITTEN: OWED_AGAIN,
    OwedKind.FINDINGS: (NoteName.FINDINGS_APPROVED, *OWED_AGAIN),
}


def set_next_reminder(uow: UnitOfWork, now: CaseNow) -> None:
    """Something changed: 00:00 in London on the day of the next nudge, None where nothing waits any more."""
    record, ladders = now.record, uow.rules.ladders
    days = [next_day(waiting, ladders, record.nudged_on) for waiting in waiting_in(now)]
    record.next_reminder_at = start_of_day(min(days)) if days else None


def waiting_in(now: CaseNow) -> list[Waiting]:
    """All that somebody is nudged about, the soonest first."""
    owed = still_to_do(now.owed, now.case, now.record.status)
    return [
        Waiting(each, _since(now, each), now.days.paused.get(each.person), _avoided(now, each.person))
        for each in owed
    ]  # fmt: skip


def code_of(owed: Owed) -> str:
    """What is owed, in a notification's details: `told:1`. It names nobody."""
    return f"{owed.kind}:{owed.person}"


def _since(now: CaseNow, owed: Owed) -> date:
    begun_by = BEGUN_BY.get(owed.kind)
    opened = london_day(now.record.opened_at)
    about = {0, int(owed.person)} if owed.person.isdecimal() else {0}
    written = [
        london_day(entry.written_at) for entry in now.entries
        if begun_by is None or (entry.name in begun_by and now.number_of(entry.person_id) in about)
    ]  # fmt: skip
    return max([opened, *written])


def _avoided(now: CaseNow, person: str) -> frozenset[date]:
    days = next((each.avoid for each in now.people if str(each.number) == person), [])
    return frozenset(date.fromisoformat(day) for day in days)
