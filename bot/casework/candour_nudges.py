"""Nudging: who is asked about a candour case whose next day has come. A promise, and all that is owed by a day."""

from bot.casework.candour_asked import asked_next
from bot.casework.candour_now import CaseNow, case_now
from bot.casework.candour_reminders import code_of, set_next_reminder, waiting_in
from bot.casework.queue import tell_person
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.nudging import reached
from storage.candour import candour_by_id, cases_to_remind_of, held_candour
from storage.events import held_event
from storage.outbox import is_overtaken
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
        case.nudged_on = uow.today
        set_next_reminder(uow, now)
    return done


async def _nudge(uow: UnitOfWork, now: CaseNow) -> None:
    """One nudge for each person and day, whatever it is about."""
    case, about = now.record, dict[int, list[str]]()
    for waiting in waiting_in(now):
        for to, role in reached(waiting, uow.rules.ladders, case.nudged_on, uow.today):
            for person_id in await asked_next(uow, now, waiting, to, role):
                codes = about.setdefault(person_id, [])
                codes += [code_of(waiting.owed)] if code_of(waiting.owed) not in codes else []
    for person_id, codes in sorted(about.items()):
        await tell_person(
            uow, NUDGED, subject="candour", subject_id=case.id, to=person_id, in_hours=True,
            key=f"{NUDGED}:{case.id}:{uow.today}:{person_id}", owed=codes,
        )  # fmt: skip


async def nudge_still_needs(uow: UnitOfWork, case: CandourCase, nudge: Notification) -> bool:
    """Whether something of what somebody is nudged about is owed still; of several nudges only the last is sent."""
    owed = {code_of(waiting.owed) for waiting in waiting_in(await case_now(uow, case))}
    return bool(owed & set(nudge.detail["owed"])) and not await is_overtaken(uow.session, nudge)
