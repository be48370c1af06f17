"""One step of a record's lifecycle: who may take it, what it writes, whom it tells, what it redraws."""

from collections.abc import Mapping
from typing import Any, TypeVar

from bot.casework.first_asking import is_waited_for
from bot.casework.queue import event_changed, tell_lead
from bot.casework.relations import AnyRecord
from bot.casework.reporters import told_as
from bot.casework.roles import desks, event_of, people_told, roles_towards, ward_managers_of
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.terms import CandourStatus
from psirf.lifecycle import Lifecycle, NotAllowed, Transition
from psirf.refusals import Refusal
from psirf.vocabulary import ActionStatus, EventStatus, ResponseStatus, Role
from storage.approvals import open_approval_of
from storage.events import held_event
from storage.outbox import copies_of
from storage.records import CandourCase, EventStatusChange, LearningResponse, PatientSafetyEvent, SafetyAction
from storage.responses import response_by_id, response_on

SUBJECT_OF = {
    PatientSafetyEvent: "event", SafetyAction: "action", LearningResponse: "response", CandourCase: "candour",
}  # fmt: skip
S = TypeVar("S", EventStatus, ActionStatus, ResponseStatus, CandourStatus)
# Whose desk it is on changes nothing of the report: what somebody else has begun on their card still holds.
DESK = ("claim", "hand_over", "let_go")
# What a reporter adds is told to the ward manager, and not yet to the leads, while it waits for a first look.
TOLD_WHO_LOOKS_FIRST = ("event_add", "event_correct")


async def take_event_step(
    uow: UnitOfWork, event: PatientSafetyEvent, name: str, *, seen: int | None, reason: str = "",
    said: str = "", **details: Any,
) -> Transition[EventStatus]:  # fmt: skip
    """Move an event on, as this person saw it. Raises NotAllowed, changing nothing.

    `seen` is the version on the card that was pressed; None where a person typed the step. `reason` and
    `details` go into its audit entry; what was `said` is kept with the event instead, and may hold names.
    """
    step = await _allowed(uow, uow.rules.lifecycles.event, event, event.status, name, seen, reason or said)
    if step.target is not event.status:
        if step.target is EventStatus.CLOSED and event.told_at is None:
            raise NotAllowed(Refusal.NOT_TOLD)
        if step.target is EventStatus.CLOSED and (waiting := await open_approval_of(uow.session, event.id)):
            raise NotAllowed(Refusal.CHANGE_WAITS, waiting.reference)
        uow.session.add(EventStatusChange(event_id=event.id, status=step.target, at=uow.kept_at, by=uow.kept_by))
    event.status = step.target
    event.version += name not in DESK
    if uow.by.id is not None and event.claimed_by in await desks(uow, uow.by.id) and not uow.veil.handle:
        event.worked_at = uow.now
    uow.audit(name, f"event:{event.id}", status=event.status, reason=reason, **details)
    await redraw_event(uow, event)
    moved = {"status": event.status} if step.target is not step.source else {}
    await _tell(uow, step.tells, event, f"event_{name}", str(event.version), moved)
    return step


async def allow_event_step(
    uow: UnitOfWork, event: PatientSafetyEvent, name: str, *, seen: int | None = None, reason: str = ""
) -> None:
    """Whether this person may take a step now: for what is looked at first, or moves nothing on. Raises
    NotAllowed."""
    await _allowed(uow, uow.rules.lifecycles.event, event, event.status, name, seen, reason)


async def take_action_step(
    uow: UnitOfWork, action: SafetyAction, name: str, *, seen: int | None, reason: str = ""
) -> Transition[ActionStatus]:
    """Move a safety action on, as this person saw it. Raises NotAllowed, changing nothing."""
    step = await _allowed(uow, uow.rules.lifecycles.action, action, action.status, name, seen, reason)
    action.status = step.target
    action.version += 1
    uow.audit(name, f"action:{action.id}", status=action.status, reason=reason)
    await redraw_action(uow, action)
    return step


async def tell_action_step(uow: UnitOfWork, step: Transition[ActionStatus], action: SafetyAction) -> None:
    """Tell whom the lifecycle names, once the step is written whole."""
    await _tell(uow, step.tells, action, f"action_{step.name}", str(action.version), {"status": action.status})


async def take_response_step(
    uow: UnitOfWork, response: LearningResponse, name: str, *, seen: int | None, said: str = "", **details: Any
) -> Transition[ResponseStatus]:
    """Move a learning response on, as this person saw it. What was `said` is kept with it, and may hold names.
    Raises NotAllowed, changing nothing."""
    step = await _allowed(uow, uow.rules.lifecycles.response, response, response.status, name, seen, said)
    response.status = step.target
    response.version += 1
    uow.audit(name, f"response:{response.id}", event=response.event_id, status=response.status, **details)
    await redraw_response(uow, response)
    return step


async def tell_response_step(uow: UnitOfWork, step: Transition[ResponseStatus], response: LearningResponse) -> None:
    """Tell whom the lifecycle names, once the step is written whole; not where somebody leads it meanwhile."""
    only_while = {"status": response.status, "lead": response.lead_id}
    await _tell(uow, step.tells, response, f"response_{step.name}", str(response.version), only_while)


async def allow_response_step(
    uow: UnitOfWork, response: LearningResponse, name: str, *, seen: int | None, said: str
) -> None:
    """Whether this person may take a step now, for what is looked at first. Raises NotAllowed."""
    await _allowed(uow, uow.rules.lifecycles.response, response, response.status, name, seen, said)


async def allow_candour_step(
    uow: UnitOfWork, case: CandourCase, name: str, *, seen: int | None = None, reason: str = ""
) -> None:
    """Whether this person may take a step of a candour case now. Raises NotAllowed."""
    if case.status is CandourStatus.WITHDRAWN:
        raise NotAllowed(Refusal.CANDOUR_WITHDRAWN)
    await _allowed(uow, uow.rules.lifecycles.candour, case, case.status, name, seen, reason)


async def redraw_candour(uow: UnitOfWork, case: CandourCase) -> None:
    """Something on a candour case's cards changed."""
    case.revision += 1
    await rewrite_copies(uow, "candour", case.id, case.revision)


async def redraw_response(uow: UnitOfWork, response: LearningResponse) -> None:
    """Something on a response's cards changed: on its event's cards too, and on those of what it was before,
    which show what it became."""
    event, shows_it = await event_of(uow, response), response
    while True:
        shows_it.revision += 1
        await rewrite_copies(uow, "response", shows_it.id, shows_it.revision)
        before = await response_by_id(uow.session, shows_it.before_id) if shows_it.before_id else None
        if before is None:
            break
        shows_it = before
    await redraw_event(uow, event)


async def redraw_event(uow: UnitOfWork, event: PatientSafetyEvent) -> None:
    """Something on the event's cards changed: rewrite each copy that stands in a chat."""
    event.revision += 1
    await rewrite_copies(uow, "event", event.id, event.revision)
    await event_changed(uow, event)


async def redraw_proposed(uow: UnitOfWork, event: PatientSafetyEvent) -> None:
    """What is proposed for an event changed: its cards say so, and those of the response it may change."""
    response = await response_on(uow.session, event.id)
    await (redraw_event(uow, event) if response is None else redraw_response(uow, response))


async def redraw_action(uow: UnitOfWork, action: SafetyAction) -> None:
    """Something on the action's cards changed; the event's cards list the action, so theirs did too."""
    action.revision += 1
    await rewrite_copies(uow, "action", action.id, action.revision)
    event = await held_event(uow.session, action.event_id)
    assert event is not None, "an action always has its event"
    await redraw_event(uow, event)


async def _allowed(
    uow: UnitOfWork, lifecycle: Lifecycle[S], record: AnyRecord, status: S,
    name: str, seen: int | None, reason: str,
) -> Transition[S]:  # fmt: skip
    stale = seen is not None and seen != record.version
    roles = await roles_towards(uow, uow.person_id, record)
    if isinstance(record, PatientSafetyEvent) and record.reporter_handle and lifecycle.keeps_out(name, Role.REPORTER):
        roles -= {Role.REPORTER}  # that a lead may not do it would tell whose report it is
    try:
        step = lifecycle.choose(name, status, roles)
    except NotAllowed as refusal:
        if stale and refusal.refusal is Refusal.NOT_NOW:
            raise NotAllowed(Refusal.STALE) from None
        raise
    if (
        isinstance(record, PatientSafetyEvent)
        and record.reporter_handle
        and not set(step.by) & roles - {Role.REPORTER}
    ):
        uow.veil.draw(record.reporter_handle, record.id)  # done as the reporter, whatever else they are to it
    if stale:
        raise NotAllowed(Refusal.STALE)
    if step.needs_reason and not reason.strip():
        raise NotAllowed(Refusal.REASON)
    return step


async def _tell(
    uow: UnitOfWork, roles: tuple[Role, ...], record: AnyRecord, kind: str, at: str,
    only_while: Mapping[str, Any],
) -> None:  # fmt: skip
    """Queue a card about a record for everybody in these roles, but the person who acted.

    Whoever acts as a sealed reporter is told with the others where they are one of them: that one lead was told
    and the other was not would name them.
    """
    subject = SUBJECT_OF[type(record)]
    acted = uow.told_by_acting(f"{subject}:{record.id}")
    for role in roles:
        for to in await _people_in(uow, role, record, kind):
            key = f"{kind}:{record.id}:{at}:{to}"
            if role is Role.LEAD and isinstance(to, int) and to != acted:
                await tell_lead(uow, kind, subject=subject, subject_id=record.id, to=to, key=key, **only_while)
            elif to != acted or role is Role.REPORTER:
                await uow.notify(kind, subject=subject, subject_id=record.id, to=to, key=key, **only_while)


async def _people_in(uow: UnitOfWork, role: Role, record: AnyRecord, kind: str) -> list[int | str]:
    event = await event_of(uow, record)
    if kind in TOLD_WHO_LOOKS_FIRST and is_waited_for(event):
        return [*await ward_managers_of(uow, event)]
    if role is Role.REPORTER:
        return [told_as(event)]
    if role is Role.OWNER:
        return [record.owner_id] if isinstance(record, SafetyAction) else []
    # An owner is never the one who looks at their own evidence or their own new date.
    leaving_out = {record.owner_id} if isinstance(record, SafetyAction) else set()
    return [*await people_told(uow, role, event, leaving_out)]


async def rewrite_copies(uow: UnitOfWork, subject: str, subject_id: int, revision: int) -> None:
    """Rewrite each copy of a record's card that stands in a chat."""
    for copy in await copies_of(uow.session, subject, subject_id):
        to = copy.person_id if copy.person_id is not None else copy.handle
        await uow.notify(
            "rewrite", subject=subject, subject_id=subject_id, to=to,
            key=f"rewrite:{copy.id}:{revision}", copy=copy.id,
        )  # fmt: skip
