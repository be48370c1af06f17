"""Looking at a safety action: its view, by the reading policy, and written down."""

from typing import Any

from bot.casework.action_views import ActionView, DueChangeShown, EvidenceShown
from bot.casework.looking import owners_to_choose, place_of
from bot.casework.looking_afterwards import names_of
from bot.casework.roles import event_of, roles_towards
from bot.casework.unit_of_work import UnitOfWork
from bot.casework.views import Button
from psirf.vocabulary import Role
from storage.actions import last_due_change, last_evidence
from storage.records import SafetyAction


async def view_action(uow: UnitOfWork, action: SafetyAction, viewer_id: int) -> ActionView | None:
    """A safety action as a person may see it, or None where they may not. It is written down."""
    roles = await roles_towards(uow, viewer_id, action)
    fields = uow.rules.reading.fields("action", roles)
    if not fields:
        return None
    uow.audit("read", f"action:{action.id}", by=viewer_id)
    event = await event_of(uow, action)
    names = await names_of(uow, [action.owner_id, action.added_by])
    due_change = await _due_change(uow, action)
    steps = [
        step
        for step in uow.rules.lifecycles.action.available(action.status, roles)
        if step.name != "undo_more_time" or (due_change and not due_change.undone_by)
    ]
    shown: dict[str, Any] = {
        "what": action.what,
        "due": action.due,
        "owner": names.get(action.owner_id),
        "added_by": names.get(action.added_by),
        "place": await place_of(uow, event),
        "event_reference": event.reference,
        "evidence": await _evidence(uow, action),
        "due_change": due_change,
        "not_mine_because": action.not_mine_because or None,
    }
    return ActionView(
        id=action.id,
        reference=action.reference,
        version=action.version,
        revision=action.revision,
        status=action.status,
        buttons=tuple(Button(step.name, step.label) for step in steps),
        today=uow.today,
        is_owner=Role.OWNER in roles,
        owners=await owners_to_choose(uow, viewer_id) if any(step.name == "reassign" for step in steps) else (),
        **{name: value for name, value in shown.items() if name in fields},
    )


async def _due_change(uow: UnitOfWork, action: SafetyAction) -> DueChangeShown | None:
    """The last time the owner moved the due day."""
    change = await last_due_change(uow.session, action.id)
    if change is None:
        return None
    names = await names_of(uow, [change.by, change.undone_by])
    return DueChangeShown(
        change.due_before, change.due_after, change.because, names.get(change.by, ""),
        names.get(change.undone_by, ""),
    )  # fmt: skip


async def _evidence(uow: UnitOfWork, action: SafetyAction) -> EvidenceShown | None:
    evidence = await last_evidence(uow.session, action.id)
    if evidence is None:
        return None
    names = await names_of(uow, [evidence.by, evidence.answered_by])
    return EvidenceShown(
        evidence.text, names.get(evidence.by, ""), evidence.at, evidence.accepted,
        evidence.answered_because, names.get(evidence.answered_by, ""),
    )  # fmt: skip
