"""Approval requests that nobody answers: a reminder, then whoever covers, then further up. None lapses silently."""

from collections.abc import Iterable, Sequence
from functools import partial

from bot.casework.approvers import counted, may_approve, not_asked_yet, waited_for
from bot.casework.approving import redraw_approval
from bot.casework.asking_to_approve import REMINDED, ask_person, ask_whom_the_row_asks, standing
from bot.casework.queue import tell_person
from bot.casework.roles import deputy_of, event_of, people_asked, roles_towards
from bot.casework.unit_of_work import UnitOfWork
from psirf.ladders import AskedNext, Step, next_at, reached
from psirf.vocabulary import ApprovalStatus, AskedAs, Role
from psirf.working_time import london_day
from storage.approvals import all_asked_of, asked_of, given_to, hold_if_free, open_approvals
from storage.records import ApprovalAsked, ApprovalRequest, PatientSafetyEvent

LADDER = "approval"
MOST_AT_ONCE = 100


async def plan_approvals(uow: UnitOfWork) -> int:
    """Ask whoever came to hold the role since, take the steps of the ladder whose day has come, and say how many
    requests were looked at.

    Safe to run often, and by every worker at once: what somebody else holds is left for the next time.
    """
    waiting = await open_approvals(uow.session)
    asked = await all_asked_of(uow.session, [request.id for request, _ in waiting]) if waiting else {}
    due = [request for request, event in waiting if await _is_due(uow, request, event, asked[request.id])]
    ladder, done = uow.rules.ladders[LADDER], 0
    for request in due[:MOST_AT_ONCE]:
        if not await hold_if_free(uow.session, request):
            continue
        done += 1
        if request.status is ApprovalStatus.WAITING and (new := await ask_whom_the_row_asks(uow, request)):
            uow.audit("ask_new_holders", f"approval:{request.id}", asked=new)
            await redraw_approval(uow, request)
        since = london_day(request.asked_at)
        for step in reached(ladder, since, uow.today, request.reminded, request.lapses_on):
            await _take(uow, request, step)
            request.reminded = step.number
        request.next_reminder_at = next_at(ladder, since, request.reminded, request.lapses_on)
    return done


async def _is_due(
    uow: UnitOfWork, request: ApprovalRequest, event: PatientSafetyEvent, asked: Sequence[ApprovalAsked]
) -> bool:
    if request.next_reminder_at is not None and request.next_reminder_at <= uow.now:
        return True
    if request.status is not ApprovalStatus.WAITING:
        return False
    return bool(not_asked_yet(await standing(uow, request, event), asked))


async def _take(uow: UnitOfWork, request: ApprovalRequest, step: Step) -> None:
    """One step: who is waited for is reminded, their deputies are asked, or others further up."""
    if request.status is ApprovalStatus.RETURNED:
        await _remind(uow, request, step, await _who_can_answer(uow, request, step))
        return
    at, asked = await standing(uow, request), await asked_of(uow.session, request.id)
    given = counted(at, asked, [each.person_id for each in await given_to(uow.session, request.id)])
    may = waited_for(at, asked)
    # Where all have said yes and roles have changed since, one of them presses again: it never settles itself.
    waited = [each for each in may if each not in given] or may
    if step.to is AskedNext.ASKED:
        await _remind(uow, request, step, waited)
        return
    asked_as, others = AskedAs.DEPUTY, [await deputy_of(uow, each) for each in waited]
    if step.to is AskedNext.UPWARD and step.role is not None:
        asked_as = AskedAs.UPWARD
        others = [*await people_asked(uow, step.role, await event_of(uow, request), at.left_out)]
    new = [
        person_id
        for person_id in dict.fromkeys(each for each in others if each is not None)
        if may_approve(at, person_id, asked_as) and await ask_person(uow, request, person_id, asked_as)
    ]
    if new:
        uow.audit("ask_next", f"approval:{request.id}", asked=new, asked_as=asked_as)
        await redraw_approval(uow, request)
    if step.to is AskedNext.UPWARD:  # and who proposed it hears that it is late
        await _remind(uow, request, step, [*(each for each in waited if each not in new), request.asked_by])


async def _who_can_answer(uow: UnitOfWork, request: ApprovalRequest, step: Step) -> list[int]:
    """Of a request that came back with a question: who proposed it; then who covers for them, and the leads; then
    others further up too, and who asked hears that it is late."""
    if step.to is AskedNext.ASKED:
        return [request.asked_by]
    event = await event_of(uow, request)
    cover = await deputy_of(uow, request.asked_by)
    people = [*([cover] if cover is not None else []), *await people_asked(uow, Role.LEAD, event)]
    if step.to is AskedNext.UPWARD and step.role is not None:
        people += [request.asked_by, *await people_asked(uow, step.role, event)]
    able = uow.rules.lifecycles.approval.who_may("answer")
    found = [each for each in dict.fromkeys(people) if able & await roles_towards(uow, each, request)]
    if step.to is AskedNext.UPWARD and request.question_by is not None:
        found.append(request.question_by)
    return found


async def _remind(uow: UnitOfWork, request: ApprovalRequest, step: Step, people: Iterable[int]) -> None:
    for person_id in dict.fromkeys(people):
        tell = partial(tell_person, uow) if person_id == request.asked_by else uow.notify
        await tell(
            REMINDED, subject="approval", subject_id=request.id, to=person_id, in_hours=True,
            key=f"{REMINDED}:{request.id}:{step.number}:{person_id}", status=request.status,
        )  # fmt: skip
