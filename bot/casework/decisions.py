"""Writing down what was decided for an event. What was decided before stays as its history."""

from datetime import date

from bot.casework.changing import become
from bot.casework.concerning import tell_of_weight
from bot.casework.responding import open_response
from bot.casework.unit_of_work import UnitOfWork
from psirf.vocabulary import ResponseType
from storage.events import decision_on
from storage.records import Decision, PatientSafetyEvent
from storage.responses import response_on


async def write_decision(
    uow: UnitOfWork, event: PatientSafetyEvent, response: ResponseType, reason: str, *, by: int | None,
    forum: str = "", forum_on: date | None = None, with_others: bool = False,
) -> Decision:  # fmt: skip
    """The decision that holds from now on, with the sentence of whoever decided it.

    `forum`, `forum_on`: the panel that decided, and its day (London's), where one did. `with_others`: it is kept
    in a theme, and has no meeting of its own.
    """
    decision = await decision_on(uow.session, event.id)
    if decision.chosen is not None:
        decision = _anew(decision)
        uow.session.add(decision)
    decision.chosen = response
    decision.reason = reason.strip()
    decision.decided_by = by
    decision.decided_at = uow.now
    decision.lifecycle_version = uow.rules.lifecycles.version
    decision.forum, decision.forum_on = forum.strip(), forum_on
    await uow.session.flush()
    before = await response_on(uow.session, event.id)
    opened = None if with_others else await open_response(uow, event, decision, before)
    if not with_others:
        event.theme_id = None  # it is learned from by itself now
    if before is not None:
        await become(uow, event, before, opened)
    open_national = list(decision.advice.get("may_be", ()))  # what it may be nationally is not settled
    details = {"open_national": open_national} if open_national else {}
    uow.audit(
        "decide", f"event:{event.id}", chosen=response, agrees=response is decision.advised, by=by, forum=forum,
        plan=uow.rules.plan.version, **details,  # the plan in force: the advice may be by an earlier one
    )  # fmt: skip
    if response is ResponseType.PSII or open_national:
        await tell_of_weight(uow, event, "psii_proposed" if response is ResponseType.PSII else "open_national")
    return decision


def _anew(decision: Decision) -> Decision:
    """The row of another decision: with what is advised now, which may be other than when it was first decided."""
    now = decision.advice
    return Decision(
        event_id=decision.event_id,
        advised=ResponseType(now.get("response", decision.advised)),
        advised_because=now.get("because", decision.advised_because),
        considered=now.get("considered", decision.considered),
        plan_version=now.get("plan_version", decision.plan_version),
        circumstances=decision.circumstances,
        advice=now,
    )
