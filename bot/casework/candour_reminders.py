"""When somebody is nudged about a candour case: what waits in it, since when, and the moment of the next nudge."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from bot.casework.candour_now import CaseNow
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.kept import NoteName
from psirf.candour.nudging import Waiting, next_day, still_to_do
from psirf.candour.owed import Owed, OwedKind, owed_now
from psirf.candour.promises import is_contact
from psirf.candour.terms import Clock
from psirf.working_time import london_day, start_of_day
from storage.records import CandourCase, CandourEntry


def set_next_reminder(uow: UnitOfWork, now: CaseNow) -> None:
    """Something changed: 00:00 in London on the day of the next nudge, None where nothing waits any more."""
    record, ladders = now.record, uow.rules.ladders
    days = [next_day(waiting, ladders, taken_until(record)) for waiting in waiting_in(now)]
    record.next_reminder_at = start_of_day(min(days)) if days else None


def taken_until(record: CandourCase) -> date | None:
    """The London day up to which the steps of its ladders were taken."""
    return london_day(record.nudged_at) if record.nudged_at is not None else None


def waiting_in(now: CaseNow) -> list[Waiting]:
    """All that somebody is nudged about, the soonest first."""
    begun, nudged_at, found = _begun(now), now.record.nudged_at, []
    for owed in still_to_do(now.owed, now.case, now.record.status):
        since = _since(now, owed, begun)
        is_new = nudged_at is None or since > nudged_at
        paused = now.days.paused.get(owed.person)
        found.append(Waiting(owed, london_day(since), paused, _avoided(now, owed.person), is_new))
    return found


def code_of(owed: Owed) -> str:
    """What is owed, in a notification's details: `told:1`. It names nobody."""
    return f"{owed.kind}:{owed.person}"


def promise_made(now: CaseNow, person: str) -> CandourEntry | None:
    """By which entry a person was promised the contact that stands: what was agreed besides later is none. None where
    they were spoken to since."""
    made: CandourEntry | None = None
    for entry in now.entries:
        if str(now.number_of(entry.person_id)) != person:
            continue
        if entry.name == NoteName.PROMISE:
            made = entry if made is None or entry.said.get("on") != made.said.get("on") else made
        elif made is not None and is_contact(entry.name, entry.said.get("reached")) and entry.at > made.written_at:
            made = None
    return made


def _since(now: CaseNow, owed: Owed, begun: Mapping[str, datetime]) -> datetime:
    """Since when it has waited: no longer than the case is open, and the person known to it."""
    added = [each.added_at for each in now.people if str(each.number) == owed.person]
    at = begun.get(code_of(owed), now.record.opened_at)
    if owed.kind is OwedKind.CONTACT and (made := promise_made(now, owed.person)) is not None:
        at = made.written_at
    if owed.kind is OwedKind.DIED:  # it is asked before anything else that is owed to them
        at = min((each for code, each in begun.items() if code.endswith(f":{owed.person}")), default=at)
    return max(at, now.record.opened_at, *added)


def _begun(now: CaseNow) -> dict[str, datetime]:
    """What is owed, and since what was written down when it has been without a break: by its code."""
    not_approved = replace(now.days, clocks={**now.days.clocks, Clock.FINDINGS: None})
    begun: dict[str, datetime] = {}
    days = not_approved
    for entry, case in now.course():
        if entry.name == NoteName.FINDINGS_APPROVED:
            days = now.days
        codes = [code_of(each) for each in owed_now(case, days)]
        begun = {code: begun.get(code, entry.written_at) for code in codes}
    return begun


def _avoided(now: CaseNow, person: str) -> frozenset[date]:
    days = next((each.avoid for each in now.people if str(each.number) == person), [])
    return frozenset(date.fromisoformat(day) for day in days)
