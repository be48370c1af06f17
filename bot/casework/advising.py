"""Advice on a response: drawn from what the report says, and again from what a lead answers."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.casework.approving import redraw_approval
from bot.casework.candour_opening import open_if_called_for
from bot.casework.duties import open_duties
from bot.casework.first_advice import first_answers
from bot.casework.first_asking import is_waited_for
from bot.casework.first_look import hand_to_leads
from bot.casework.marking import hide_marked
from bot.casework.never_event import LOOKED_AT, entry_to_confirm
from bot.casework.queue import event_waits, facts_of
from bot.casework.roles import roles_towards
from bot.casework.steps import take_event_step
from bot.casework.unit_of_work import UnitOfWork
from psirf.circumstances import read_circumstances
from psirf.lifecycle import NotAllowed
from psirf.proportion import Recommendation, recommend
from psirf.queue import BY_REPORT_ALONE, COVERED_POORLY, HEARD_NEVER_EVENT, is_pressing
from psirf.refusals import Refusal
from psirf.vocabulary import BY_REPORTER, EventStatus, ResponseType, Role
from storage.afterwards import notes_of
from storage.approvals import open_approval_of
from storage.events import decision_on
from storage.finding import how_many_like, how_many_psiis
from storage.records import Decision, PatientSafetyEvent

YEAR = timedelta(days=365)


async def first_decision(
    uow: UnitOfWork, event: PatientSafetyEvent, *, never_event: bool = False
) -> tuple[Decision, Recommendation]:
    """The advice that an event's leads find when they first look, and the row in which it waits for a decision.
    `never_event`: the report's words may tell of one."""
    answers = first_answers(event, uow.rules)
    advice = _advice_now(uow, answers)
    decision = Decision(
        event_id=event.id, advised=advice.response, advised_because="", considered={},
        plan_version=advice.plan_version,
    )  # fmt: skip
    _fill(decision, answers, advice)
    decision.advice = {**decision.advice, BY_REPORT_ALONE: True, **({HEARD_NEVER_EVENT: True} if never_event else {})}
    uow.session.add(decision)
    await uow.session.flush()
    return decision, advice


async def advise_by_report(uow: UnitOfWork, event: PatientSafetyEvent) -> None:
    """Its reporter has said more, or put something right: draw the advice anew by that. Never once a lead has
    answered, or anything is proposed or decided: what a lead said stands."""
    decision = await decision_on(uow.session, event.id)
    if event.status is not EventStatus.RECEIVED or decision.chosen is not None:
        return
    if not decision.advice.get(BY_REPORT_ALONE):
        return
    added = [n.text for n in await notes_of(uow.session, event.id) if n.kind in BY_REPORTER]
    answers = first_answers(event, uow.rules, added)
    if answers == decision.circumstances:
        return
    was_pressing = is_pressing(facts_of(event, decision))
    advice = _advice_now(uow, answers)
    _fill(decision, answers, advice)
    decision.advice = {**decision.advice, BY_REPORT_ALONE: True}
    uow.audit("advise_by_report", f"event:{event.id}", advised=advice.response, plan=advice.plan_version)
    await open_duties(uow, event, codes_of(advice))
    await open_if_called_for(uow, event)
    if is_pressing(facts_of(event, decision)):
        if is_waited_for(event):
            await hand_to_leads(uow, event)
        elif not was_pressing:
            await event_waits(uow, event)


async def hear_never_event(uow: UnitOfWork, event: PatientSafetyEvent) -> None:
    """What its reporter has said since may tell of a Never Event: it is pressing, and its leads are told, until the
    patient safety team has answered. What waits for a ward manager is handed on by whoever heard it."""
    decision = await decision_on(uow.session, event.id)
    if event.status is not EventStatus.RECEIVED or HEARD_NEVER_EVENT in decision.advice:
        return
    was_pressing = is_pressing(facts_of(event, decision))
    decision.advice = {**decision.advice, HEARD_NEVER_EVENT: True}
    if not was_pressing and not is_waited_for(event):
        await event_waits(uow, event)


async def known_of(uow: UnitOfWork, event: PatientSafetyEvent) -> dict[str, Any]:
    """The answers that are known of an event, and how many reports like it there were in the last 12 months; for
    the patient safety team also the entry of the Never Events list that it looks like, whose facts it is asked."""
    known = dict((await decision_on(uow.session, event.id)).circumstances) or first_answers(event, uow.rules)
    if theme := known.get("theme"):
        words = uow.rules.plan.words_of(str(theme))
        since = uow.now - YEAR
        known["similar_last_12_months"] = await how_many_like(uow.session, words, since, but_for=event.id)
        priority = uow.rules.plan.priority_of(str(theme), uow.today)
        if priority is not None and priority.psii_a_year is not None:
            used = await how_many_psiis(uow.session, priority.id, since, but_for=event.id)
            known["capacity_used"] = f"{used} of {priority.psii_a_year}"
    roles = await roles_towards(uow, uow.person_id, event)
    if Role.PATIENT_SAFETY in roles and (entry := await entry_to_confirm(uow, event)):
        known[LOOKED_AT] = f"entry {entry}"
    return known


async def advise_again(
    uow: UnitOfWork, event: PatientSafetyEvent, answers: Mapping[str, Any]
) -> tuple[Decision, Recommendation]:
    """Keep what a lead answered, and advise by it. What was decided stays decided. Raises NotAllowed."""
    await take_event_step(uow, event, "advise", seen=None)
    written = {key: said for key, said in answers.items() if isinstance(said, str)}
    kept = {**answers, **(await hide_marked(uow, written))[0]}
    kept.pop("deciding_at", None)  # it is decided when it is decided
    decision = await decision_on(uow.session, event.id)
    try:
        advice = _advice_now(uow, kept)
    except ValueError:
        raise NotAllowed(Refusal.NOT_READ) from None
    _fill(decision, kept, advice)
    if HEARD_NEVER_EVENT in decision.advice and Role.PATIENT_SAFETY in await roles_towards(uow, uow.person_id, event):
        decision.advice = {**decision.advice, HEARD_NEVER_EVENT: False}  # the facts speak now, or are asked for still
    uow.audit("advise", f"event:{event.id}", advised=advice.response, plan=advice.plan_version)
    if waiting := await open_approval_of(uow.session, event.id):
        await redraw_approval(uow, waiting)  # its cards say where less is proposed than may be chosen now
    await open_duties(uow, event, codes_of(advice))  # nobody outside waits for a decision or an approval
    await open_if_called_for(uow, event)
    if is_waited_for(event) and is_pressing(facts_of(event, decision)):
        await hand_to_leads(uow, event)  # who answered is one of the leads: the others do not know of it yet
    return decision, advice


def codes_of(advice: Recommendation) -> list[str]:
    """The national requirements and outward duties that the advice names."""
    return [*(each.code for each in advice.national), *(each.code for each in advice.outward)]


def _advice_now(uow: UnitOfWork, answers: Mapping[str, Any]) -> Recommendation:
    """The advice on these answers by the plan as it is now."""
    plan = uow.rules.plan
    return recommend(read_circumstances({**answers, "deciding_at": uow.now}), plan)


def _fill(decision: Decision, answers: Mapping[str, Any], advice: Recommendation) -> None:
    """Write down what the advice was drawn from and said; what was heard in the words of the report stays with
    it. Of what is decided, what was advised then stays."""
    heard = {key: said for key, said in (decision.advice or {}).items() if key == HEARD_NEVER_EVENT}
    decision.circumstances = dict(answers)
    decision.advice = {
        "response": advice.response.value,
        "because": advice.because,
        "considered": _by_value(advice.considered),
        "national": [each.code for each in advice.national],
        "outward": [each.code for each in advice.outward],
        "least_response": advice.least_response.name if advice.least_response else None,
        "beside": [each.value for each in advice.beside],
        "priority": advice.priority.id if advice.priority else None,
        "improvement": advice.improvement.id if advice.improvement else None,
        "ask_next": list(advice.ask_next),
        "may_be": list(advice.may_be),
        "plan_version": advice.plan_version,
        COVERED_POORLY: advice.covered_poorly,
        **heard,
    }
    if decision.chosen is None:
        decision.advised, decision.advised_because = advice.response, advice.because
        decision.considered, decision.plan_version = _by_value(advice.considered), advice.plan_version


def _by_value(considered: Mapping[ResponseType, str]) -> dict[str, str]:
    return {other.value: why for other, why in considered.items()}
