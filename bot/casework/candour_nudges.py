"""Nudging: who is asked about a candour case whose next day has come. A promise, and all that is owed by a day."""

from collections.abc import Mapping
from datetime import timedelta

from bot.casework.candour_asked import asked_next
from bot.casework.candour_now import CaseNow, case_now
from bot.casework.candour_reminders import code_of, promise_made, set_next_reminder, taken_until, waiting_in
from bot.casework.queue import tell_person
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.nudging import Waiting, reached
from psirf.candour.owed import OwedKind
from psirf.working_time import start_of_day
from storage.candour import candour_by_id, cases_to_remind_of, held_candour
from storage.events import held_event
from storage.outbox import said_later
from storage.records import CandourCase, Notification

NUDGED = "candour_nudge"


async def plan_candour_reminders(uow: UnitOfWork) -> int:
    """Take the steps of the ladders whose day has come, and say of how many cases.

    Safe to run often, and by every worker at once: what somebody else holds is left for the next time.
    """
    done = 0
    for case_id in await cases_to_remind_of(uow.session, uow.now):
        planned = await candour_by_id(uow.session, case_id)
        if planned is None or await held_event(uow.session, planned.event_id, wait=False) is None:
            continue  # somebody is at work on it: nobody is waited for, and the next round looks
        case = await held_candour(uow.session, case_id)
        if case is None or case.next_reminder_at is None or case.next_reminder_at > uow.now:
            continue  # another worker was here
        done += 1
        now = await case_now(uow, case)
        await _nudge(uow, now)
        case.nudged_at = uow.now
        set_next_reminder(uow, now)
    return done


async def _nudge(uow: UnitOfWork, now: CaseNow) -> None:
    """One nudge for each person and day, whatever it is about; another one where a contact was promised since."""
    case, about, promises = now.record, dict[int, list[str]](), dict[int, list[int]]()
    for waiting in waiting_in(now):
        made = promise_made(now, waiting.owed.person) if waiting.owed.kind is OwedKind.CONTACT else None
        for to, role in reached(waiting, uow.rules.ladders, taken_until(case), uow.today):
            for person_id in await asked_next(uow, now, waiting, to, role):
                codes = about.setdefault(person_id, [])
                if code_of(waiting.owed) not in codes:
                    codes.append(code_of(waiting.owed))
                    promises.setdefault(person_id, []).extend([made.id] if made else [])
    for person_id, codes in sorted(about.items()):
        which = ":".join(str(each) for each in (person_id, *promises[person_id]))
        await tell_person(
            uow, NUDGED, subject="candour", subject_id=case.id, to=person_id, in_hours=True,
            key=f"{NUDGED}:{case.id}:{uow.today}:{which}", owed=codes,
        )  # fmt: skip


async def nudge_still_needs(uow: UnitOfWork, case: CandourCase, nudge: Notification) -> bool:
    """Whether something of what somebody is nudged about may be said to them now, and no later nudge says all of it.
    Where it is about somebody who is left in peace today, it is put off to the next day on which they are not."""
    waits = await _still_waits(uow, case, nudge)
    if any(not waiting.is_quiet_on(uow.today) for waiting in waits.values()):
        return True
    if in_peace := {code: waiting for code, waiting in waits.items() if not waiting.is_paused_on(uow.today)}:
        await _put_off(uow, nudge, in_peace)
    return False


async def codes_said(uow: UnitOfWork, case: CandourCase, nudge: Notification) -> set[str]:
    """What of a nudge is said today."""
    waits = await _still_waits(uow, case, nudge)
    return {code for code, waiting in waits.items() if not waiting.is_quiet_on(uow.today)}


async def _still_waits(uow: UnitOfWork, case: CandourCase, nudge: Notification) -> dict[str, Waiting]:
    """What of a nudge waits still, by its code, and is said by no later one."""
    said = set(nudge.detail["owed"]) - await said_later(uow.session, nudge)
    waits = {code_of(waiting.owed): waiting for waiting in waiting_in(await case_now(uow, case))}
    return {code: waiting for code, waiting in waits.items() if code in said}


async def _put_off(uow: UnitOfWork, nudge: Notification, waits: Mapping[str, Waiting]) -> None:
    """Queue a nudge anew, for the first day on which something of it may be said."""
    assert nudge.to is not None, "it is to somebody who is known"
    day = uow.today
    while all(day in waiting.avoid for waiting in waits.values()):
        day += timedelta(days=1)
    await uow.notify(
        NUDGED, subject="candour", subject_id=nudge.subject_id, to=nudge.to, due_at=start_of_day(day), in_hours=True,
        key=f"{nudge.key}:{day}", owed=[*waits],
    )  # fmt: skip
