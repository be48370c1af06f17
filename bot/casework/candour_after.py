"""What is written down after the conversation: the letter, the findings, a meeting, copies, and their own account."""

from collections.abc import Mapping
from datetime import date, datetime, time

from bot.casework.candour import Written, write_down
from bot.casework.candour_assessing import approve_findings
from bot.casework.candour_now import NOT_SAID_WHEN, CaseNow, case_now
from bot.casework.steps import allow_candour_step
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.kept import NoteName
from psirf.candour.terms import Element, StepRefusal
from psirf.identifiers import find_identifiers
from psirf.lifecycle import NotAllowed, StepNotTaken
from psirf.refusals import Refusal
from psirf.vocabulary import IdentifierKind
from psirf.working_time import at_london, london_day
from storage.records import CandourCase

REFERENCE = "reference"  # of a copy, by the key of its words


async def write_after(
    uow: UnitOfWork, record: CandourCase, what: Element | NoteName, *, person: int, seen: int | None, key: str,
    day: date | None = None, said: Mapping[str, str] | None = None, words: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Write down one thing that was done for a person after the conversation, on a London day (now, where none is
    given). A letter with the reference of its copy is a copy kept too. Raises NotAllowed: also of findings that were
    not approved by then."""
    await allow_candour_step(uow, record, "log")
    told = {label: typed.strip() for label, typed in (words or {}).items() if typed.strip()}
    if _holds_a_patients_number(uow, told.get(REFERENCE, "")):
        raise NotAllowed(Refusal.NUMBER_NOT_HERE)
    now = await case_now(uow, record)
    number = now.whom(person)
    at = uow.now if day is None else moment_on(uow, now, number, day, what)
    approved = record.findings_approved_at
    if what is Element.FINDINGS and (approved is None or london_day(at) < london_day(approved)):
        raise NotAllowed(Refusal.FINDINGS_NOT_APPROVED)
    entries = [Written(what, at, number, dict(said or {}), told)]
    if what is Element.WRITTEN and told.get(REFERENCE):
        entries.append(Written(Element.COPIES, at, number, words={REFERENCE: told[REFERENCE]}))
    await write_down(uow, record, entries, key=key, seen=seen)


async def findings_approved(uow: UnitOfWork, record: CandourCase, *, day: date, seen: int | None, key: str) -> None:
    """The findings were approved on a London day. Raises NotAllowed."""
    await approve_findings(uow, record, seen=seen, key=key, at=_noon(uow, day, record.reported_at))


def moment_on(uow: UnitOfWork, now: CaseNow, person: int, day: date, what: Element | NoteName) -> datetime:
    """A moment for what was done on a London day of which the time is not asked: noon, but not before it happened
    or before they were told on that same day, and not after now; of the findings, not before what they asked that
    day and was answered. Raises NotAllowed of a day that cannot be."""
    happened, track = now.case.happened_at, now.case.tracks[str(person)]
    if happened != NOT_SAID_WHEN and day < london_day(happened):
        raise StepNotTaken(StepRefusal.BEFORE_IT_HAPPENED)
    known = [happened]
    if (told := track.ended.get(Element.TOLD)) is not None:
        known.append(told.at)
    if what is Element.FINDINGS:
        known += [*track.asked_at.values(), *track.answered_at.values()]
    return _noon(uow, day, *known)


def _noon(uow: UnitOfWork, day: date, *not_before: datetime) -> datetime:
    if day > uow.today:
        raise StepNotTaken(StepRefusal.NOT_COME_YET)
    on_that_day = [each for each in not_before if each != NOT_SAID_WHEN and london_day(each) == day]
    return max(min(at_london(day, time(12)), uow.now), *on_that_day, NOT_SAID_WHEN)


def _holds_a_patients_number(uow: UnitOfWork, typed: str) -> bool:
    found = find_identifiers(typed, uow.rules.identifiers)
    return any(each.kind is IdentifierKind.NHS_NUMBER for each in found)
