"""Approval requests: a response that the plan does not leave to one person is proposed, and others say yes."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from bot.casework.approvers import is_enough, may_answer, waited_for
from bot.casework.asking_to_approve import (
    ask_person,
    ask_whom_the_row_asks,
    has_handed_on,
    is_last_yes,
    people_waited_for,
    standing,
    whom_to_ask,
)
from bot.casework.concerning import tell_of_weight
from bot.casework.decisions import write_decision
from bot.casework.queue import tell_person
from bot.casework.relations import MAY_WAIT
from bot.casework.required import refuse_without_a_body
from bot.casework.roles import roles_towards
from bot.casework.steps import redraw_event, redraw_proposed, rewrite_copies, take_event_step
from bot.casework.unit_of_work import UnitOfWork
from psirf.approvals import ApprovalRule
from psirf.ladders import next_at
from psirf.lifecycle import NotAllowed, Transition
from psirf.refusals import Refusal
from psirf.responses import is_less_than, least_of
from psirf.vocabulary import ApprovalHow, ApprovalStatus, AskedAs, EventStatus, ResponseType
from psirf.working_time import add_working_days
from storage.approvals import asked_of, given_to, open_approval_of
from storage.events import decision_on, event_by_id
from storage.records import ApprovalGiven, ApprovalRequest, PatientSafetyEvent

TAKE_SEVERAL = (ApprovalHow.ALL, ApprovalHow.SECOND_KEY)
DAYS_WITHOUT_A_ROW = 5  # within which an answer is asked for where the row is gone


def rule_for(uow: UnitOfWork, response: ResponseType) -> ApprovalRule | None:
    """The plan's row for a response today; none where it is the lead's own decision."""
    return uow.rules.approvals.of(response, uow.today)


async def ask_for_approval(
    uow: UnitOfWork, event: PatientSafetyEvent, rule: ApprovalRule, *, seen: int | None, because: str
) -> ApprovalRequest:
    """Propose a response for an event, and ask whom the row names. Raises NotAllowed, changing nothing."""
    if known := await open_approval_of(uow.session, event.id):
        raise NotAllowed(Refusal.PROPOSED_ALREADY, known.reference)
    asked = await whom_to_ask(uow, event, rule)
    step = "propose" if event.status is EventStatus.RECEIVED else "choose_again"
    await take_event_step(uow, event, step, seen=seen, reason=because, proposed=rule.response)
    return await _begin(uow, event, rule, asked, because)


async def _begin(
    uow: UnitOfWork, event: PatientSafetyEvent, rule: ApprovalRule, asked: Sequence[int], because: str
) -> ApprovalRequest:
    decision = await decision_on(uow.session, event.id)
    lapses_on = add_working_days(uow.today, rule.answer_within_working_days)
    request = ApprovalRequest(
        event_id=event.id, decision_id=decision.id, response=rule.response, because=because.strip(),
        asked_by=uow.person_id, asked_at=uow.now, rule=rule.id, rule_version=uow.rules.approvals.version,
        role=rule.role, how=rule.how, lapses_on=lapses_on,
        next_reminder_at=next_at(uow.rules.ladders["approval"], uow.today, 0, lapses_on),
    )  # fmt: skip
    uow.session.add(request)
    await uow.session.flush()
    uow.audit("ask_for_approval", f"approval:{request.id}", event=event.id, response=rule.response, asked=[*asked])
    await redraw_proposed(uow, event)
    if rule.response is ResponseType.PSII:
        await tell_of_weight(uow, event, "psii_proposed", asked)
    await ask_whom_the_row_asks(uow, request)
    return request


async def approve(uow: UnitOfWork, request: ApprovalRequest, *, seen: int | None, because: str = "") -> bool:
    """Say yes: it is decided with the last yes that its row asks for. True if it was that. Raises NotAllowed.

    Who has said yes and is the last that is needed now, as roles have changed, presses again.
    """
    last = await is_last_yes(uow, request, uow.person_id)
    again = any(each.person_id == uow.by.id for each in await given_to(uow.session, request.id))
    if again and not (last and request.status is ApprovalStatus.WAITING):
        await _allowed(uow, request, "give_yes", None)
        raise NotAllowed(Refusal.SAID_YES)
    step = "approve" if last else "give_yes"
    await _allowed(uow, request, step, seen)
    await refuse_less_than_least(uow, await _event(uow, request), request.response)
    if last:
        await _move_event(uow, request, "settle", request.response)
    await _take(uow, request, step, seen, said=because)
    if not again:
        uow.session.add(ApprovalGiven(request_id=request.id, person_id=uow.person_id, at=uow.now))
    await uow.session.flush()
    if last:
        await _settle(uow, request, request.response, request.because, because)
    return last


async def return_with_question(uow: UnitOfWork, request: ApprovalRequest, *, seen: int | None, question: str) -> None:
    """Ask who proposed it something first; the answer comes back on the card. Raises NotAllowed."""
    await _take(uow, request, "return", seen, reason=question)
    request.question, request.question_by, request.answer = question.strip(), uow.by.id, ""
    await _tell(uow, "approval_returned", request, [request.asked_by])


async def answer_the_question(uow: UnitOfWork, request: ApprovalRequest, *, seen: int | None, answer: str) -> None:
    """Who proposed it answers; whoever is asked to approve sees the answer on the card. Raises NotAllowed."""
    await _take(uow, request, "answer", seen, reason=answer)
    request.answer = answer.strip()
    await _tell(uow, "approval_answered", request, await people_waited_for(uow, request))


async def choose_instead(
    uow: UnitOfWork, request: ApprovalRequest, *, seen: int | None, chosen: ResponseType, reason: str
) -> None:
    """Who is asked chooses another response, with a sentence of their own. Raises NotAllowed.

    Where the plan asks others for that one, or a second key, it is proposed to them. Where it is what stands
    already, that is a no to a change: all stays as it is, and `chosen` of the request stays empty.
    """
    await _allowed(uow, request, "choose", seen, reason)
    if chosen is request.response:
        raise NotAllowed(Refusal.SAME_RESPONSE)
    event = await _event(uow, request)
    await refuse_less_than_least(uow, event, chosen)
    if event.status is EventStatus.DECIDED and chosen is (await decision_on(uow.session, event.id)).chosen:
        await _take(uow, request, "choose", seen, reason=reason, chosen=chosen, stays_as_it_is=True)
        _end(uow, request, reason)
        await _tell(uow, "approval_settled", request, [request.asked_by])
        return
    await refuse_without_a_body(uow, event, chosen)
    rule = await _rule_of_another(uow, request, event, chosen)
    asked = await whom_to_ask(uow, event, rule) if rule is not None else []
    if rule is None:
        await _move_event(uow, request, "settle", chosen)
    await _take(uow, request, "choose", seen, reason=reason, chosen=chosen)
    request.chosen = chosen
    if rule is not None:
        _end(uow, request, reason)
        await _tell(uow, "approval_settled", request, [request.asked_by])
        await _begin(uow, event, rule, asked, reason)
    else:
        await _settle(uow, request, chosen, reason, reason)


async def _rule_of_another(
    uow: UnitOfWork, request: ApprovalRequest, event: PatientSafetyEvent, chosen: ResponseType
) -> ApprovalRule | None:
    """By which rule others say yes to what is chosen instead; none where who chooses it decides.

    What takes several to approve takes several to replace: who chooses another has given their own key, and the
    others whom the row asks say yes to it.
    """
    rule = rule_for(uow, chosen)
    if rule is not None and (
        rule.how in TAKE_SEVERAL or rule.role not in await roles_towards(uow, uow.person_id, event)
    ):
        return rule
    row = uow.rules.approvals.rule(request.rule)
    how = row.how if row is not None else request.how
    at = replace(await standing(uow, request), how=how)
    if how not in TAKE_SEVERAL or is_enough(at, await asked_of(uow.session, request.id), [uow.person_id]):
        return None
    days = row.answer_within_working_days if row is not None else DAYS_WITHOUT_A_ROW
    others = ApprovalHow.ANY if how is ApprovalHow.SECOND_KEY else ApprovalHow.ALL
    return ApprovalRule(request.rule, chosen, request.role, others, days)


async def hand_on(uow: UnitOfWork, request: ApprovalRequest, *, seen: int | None, to: int, to_name: str) -> None:
    """Somebody who is asked hands it to a deputy, who is asked in their place. Raises NotAllowed."""
    await _allowed(uow, request, "hand_on", seen)
    event = await _event(uow, request)
    at, asked = await standing(uow, request, event), await asked_of(uow.session, request.id)
    besides = at.left_out | {uow.by.id, *waited_for(at, asked)}
    if to in besides or not may_answer(at, to, AskedAs.HANDED):
        raise NotAllowed(Refusal.NO_DEPUTY, to_name)  # one sentence for all: it must not tell who reported
    await _take(uow, request, "hand_on", seen, to=to)
    await has_handed_on(uow, request)
    await ask_person(uow, request, to, AskedAs.HANDED)


async def take_back(uow: UnitOfWork, request: ApprovalRequest, *, seen: int | None, because: str) -> None:
    """Who proposed it takes it back: it is as it was before. Raises NotAllowed."""
    await _allowed(uow, request, "take_back", seen, because)
    await _move_event(uow, request, "take_back", request.response)
    await _take(uow, request, "take_back", seen, reason=because)
    _end(uow, request, because)


async def end_requests(uow: UnitOfWork, event: PatientSafetyEvent, because: str) -> None:
    """The event is withdrawn: nobody is asked about it any more, and each card says so."""
    request = await open_approval_of(uow.session, event.id)
    if request is not None:
        request.status = ApprovalStatus.WITHDRAWN
        request.version += 1
        uow.audit("end_request", f"approval:{request.id}", because=because)
        _end(uow, request, because)
        await redraw_approval(uow, request)


async def refuse_less_than_least(uow: UnitOfWork, event: PatientSafetyEvent, chosen: ResponseType) -> None:
    """Raises NotAllowed where a national requirement asks for more than this."""
    least = least_of((await decision_on(uow.session, event.id)).advice)
    if least is not None and is_less_than(chosen, least):
        raise NotAllowed(Refusal.LESS_THAN_LEAST, least.label)


async def redraw_approval(uow: UnitOfWork, request: ApprovalRequest) -> None:
    """Something on its cards changed: every copy is rewritten, and those of its event and response."""
    request.revision += 1
    await rewrite_copies(uow, "approval", request.id, request.revision)
    await redraw_proposed(uow, await _event(uow, request))


async def _event(uow: UnitOfWork, request: ApprovalRequest) -> PatientSafetyEvent:
    event = await event_by_id(uow.session, request.event_id)
    assert event is not None, "a request always has its event"
    return event


async def _move_event(uow: UnitOfWork, request: ApprovalRequest, step: str, response: ResponseType) -> None:
    """Move the event on with its request, while who acts is still asked. One that was decided before, and is to
    be changed, stays decided."""
    event = await _event(uow, request)
    if step == "settle" and event.status not in MAY_WAIT:
        raise NotAllowed(Refusal.NOT_NOW)
    if event.status is EventStatus.PROPOSED:
        await take_event_step(uow, event, step, seen=None, of=request.id, response=response)
    elif step == "settle":
        event.version += 1  # what stands on older cards of it was decided otherwise since


async def _settle(
    uow: UnitOfWork, request: ApprovalRequest, response: ResponseType, reason: str, because: str
) -> None:
    """The response is decided, by who proposed it or by who chose another, and whoever proposed it is told."""
    _end(uow, request, because)
    event = await _event(uow, request)
    by = request.asked_by if request.status is ApprovalStatus.APPROVED else uow.person_id
    await write_decision(uow, event, response, reason, by=by)
    await redraw_event(uow, event)
    await _tell(uow, "approval_settled", request, [request.asked_by])


def _end(uow: UnitOfWork, request: ApprovalRequest, because: str) -> None:
    request.next_reminder_at = None
    request.settled_at, request.settled_by, request.settled_because = uow.now, uow.by.id, because.strip()


async def _allowed(
    uow: UnitOfWork, request: ApprovalRequest, name: str, seen: int | None, reason: str = "-"
) -> Transition[ApprovalStatus]:
    """The step, if it is open to who acts. Raises NotAllowed."""
    stale = seen is not None and seen != request.version
    roles = await roles_towards(uow, uow.person_id, request)
    try:
        step = uow.rules.lifecycles.approval.choose(name, request.status, roles)
    except NotAllowed as refusal:
        if stale and refusal.refusal is Refusal.NOT_NOW:
            raise NotAllowed(Refusal.STALE) from None
        raise
    if stale:
        raise NotAllowed(Refusal.STALE)
    if step.needs_reason and not reason.strip():
        raise NotAllowed(Refusal.REASON)
    return step


async def _take(
    uow: UnitOfWork, request: ApprovalRequest, name: str, seen: int | None, *, reason: str = "", said: str = "",
    **details: object,
) -> None:  # fmt: skip
    step = await _allowed(uow, request, name, seen, reason)
    request.status = step.target
    if name != "give_yes":  # two who say yes at one moment do not get in each other's way
        request.version += 1
    uow.audit(name, f"approval:{request.id}", status=request.status, reason=reason or said, **details)
    await redraw_approval(uow, request)


async def _tell(uow: UnitOfWork, kind: str, request: ApprovalRequest, people: Sequence[int]) -> None:
    for person_id in people:
        if person_id != uow.by.id:
            tell = uow.notify if kind == "approval_answered" else partial(tell_person, uow)  # who approves: at once
            await tell(
                kind, subject="approval", subject_id=request.id, to=person_id,
                key=f"{kind}:{request.id}:{request.version}:{person_id}", status=request.status,
            )  # fmt: skip
