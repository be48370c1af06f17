"""One step of a record's lifecycle: who may take it, what it writes, whom it tells, what it redraws."""

from collections.abc import Mapping
from typing import Any, TypeVar

from bot.casework.reporters import told_as
from bot.casework.roles import event_of, people_asked, roles_towards
from bot.casework.unit_of_work import UnitOfWork
from psirf.lifecycle import Lifecycle, NotAllowed, Transition
from psirf.vocabulary import ActionStatus, EventStatus, Refusal, Role
from storage.events import held_event
from storage.outbox import copies_of
from storage.records import EventStatusChange, PatientSafetyEvent, SafetyAction

S = TypeVar("S", EventStatus, ActionStatus)


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
        uow.session.add(EventStatusChange(event_id=event.id, status=step.target, at=uow.kept_at, by=uow.kept_by))
    event.status = step.target
    event.version += 1
    uow.audit(name, f"event:{event.id}", status=event.status, reason=reason, **details)
    await redraw_event(uow, event)
    moved = {"status": event.status} if step.target is not step.source else {}
    await _tell(uow, step.tells, event, f"event_{name}", str(event.version), moved)
    return step


async def allow_event_step(uow: UnitOfWork, event: PatientSafetyEvent, name: str, *, reason: str = "") -> None:
    """Whether this person may take a step now: for what is looked at first, or moves nothing on. Raises
    NotAllowed."""
    await _allowed(uow, uow.rules.lifecycles.event, event, event.status, name, None, reason)


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


async def redraw_event(uow: UnitOfWork, event: PatientSafetyEvent) -> None:
    """Something on the event's cards changed: rewrite each copy that stands in a chat."""
    event.revision += 1
    await _rewrite(uow, "event", event.id, event.revision)


async def redraw_action(uow: UnitOfWork, action: SafetyAction) -> None:
    """Something on the action's cards changed; the event's cards list the action, so theirs did too."""
    action.revision += 1
    await _rewrite(uow, "action", action.id, action.revision)
    event = await held_event(uow.session, action.event_id)
    assert event is not None, "an action always has its event"
    await redraw_event(uow, event)


async def _allowed(
    uow: UnitOfWork, lifecycle: Lifecycle[S], record: PatientSafetyEvent | SafetyAction, status: S,
    name: str, seen: int | None, reason: str,
) -> Transition[S]:  # fmt: skip
    stale = seen is not None and seen != record.version
    roles = await roles_towards(uow, uow.person_id, record)
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
    uow: UnitOfWork, roles: tuple[Role, ...], record: PatientSafetyEvent | SafetyAction, kind: str, at: str,
    only_while: Mapping[str, Any],
) -> None:  # fmt: skip
    """Queue a card about a record for everybody in these roles, but the person who acted."""
    subject = "action" if isinstance(record, SafetyAction) else "event"
    for role in roles:
        for to in await _people_in(uow, role, record):
            if to != uow.by.id or role is Role.REPORTER:
                await uow.notify(
                    kind, subject=subject, subject_id=record.id, to=to,
                    key=f"{kind}:{record.id}:{at}:{to}", **only_while,
                )  # fmt: skip


async def _people_in(uow: UnitOfWork, role: Role, record: PatientSafetyEvent | SafetyAction) -> list[int | str]:
    event = await event_of(uow, record)
    if role is Role.REPORTER:
        return [told_as(event)]
    if role is Role.OWNER:
        return [record.owner_id] if isinstance(record, SafetyAction) else []
    # An owner is never the one who looks at their own evidence or their own new date.
    leaving_out = {record.owner_id} if isinstance(record, SafetyAction) else set()
    return [*await people_asked(uow, role, event, leaving_out)]


async def _rewrite(uow: UnitOfWork, subject: str, subject_id: int, revision: int) -> None:
    for copy in await copies_of(uow.session, subject, subject_id):
        to = copy.person_id if copy.person_id is not None else copy.handle
        await uow.notify(
            "rewrite", subject=subject, subject_id=subject_id, to=to,
            key=f"rewrite:{copy.id}:{revision}", copy=copy.id,
        )  # fmt: skip
