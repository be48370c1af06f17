"""Safety actions: adding one, doing it, asking for time, handing it back, and looking at the evidence."""

from datetime import date, timedelta

from bot.casework.candour_news import tell_who_holds_that_of
from bot.casework.looking import open_steps
from bot.casework.queue import tell_lead
from bot.casework.roles import people_told
from bot.casework.steps import take_action_step, take_event_step, tell_action_step
from bot.casework.unit_of_work import UnitOfWork
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import ActionStatus, Role
from storage.actions import action_with_key, actions_of, due_changes_of, last_due_change, last_evidence
from storage.events import held_event
from storage.records import DueChange, Evidence, PatientSafetyEvent, SafetyAction


async def add_action(
    uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, idempotency_key: str,
    what: str, owner_id: int, due: date,
) -> SafetyAction:  # fmt: skip
    """Add an action to a decided event; its owner is told at once. Raises NotAllowed.

    The same key again is the same action.
    """
    if known := await action_with_key(uow.session, idempotency_key):
        return known
    await take_event_step(uow, event, "add_action", seen=seen)
    action = SafetyAction(
        idempotency_key=idempotency_key,
        event_id=event.id,
        what=what,
        owner_id=owner_id,
        added_by=uow.person_id,
        added_at=uow.now,
        due=due,
        reminded_from=uow.today + timedelta(days=1),  # today its owner gets the card itself
        next_reminder_at=None,
    )
    _set_next_reminder(uow, action)
    uow.session.add(action)
    await uow.session.flush()
    uow.audit("add", f"action:{action.id}", event=event.id, owner=owner_id, due=due.isoformat())
    await _give(uow, action)
    return action


async def say_done(uow: UnitOfWork, action: SafetyAction, *, seen: int | None, evidence: str) -> None:
    """The owner says it is done, with evidence. Nudges stop; a lead looks at it. Raises NotAllowed."""
    step = await take_action_step(uow, action, "done", seen=seen, reason=evidence)
    action.next_reminder_at = None
    uow.session.add(Evidence(action_id=action.id, text=evidence.strip(), at=uow.now, by=uow.person_id))
    await tell_action_step(uow, step, action)


async def ask_for_time(uow: UnitOfWork, action: SafetyAction, *, seen: int | None, due: date, because: str) -> None:
    """The owner moves the due day on. It counts at once; the lead is told and may undo. Raises NotAllowed."""
    if due <= action.due and "more_time" in await open_steps(uow, action):
        raise NotAllowed(Refusal.NOT_LATER)
    step = await take_action_step(uow, action, "more_time", seen=seen, reason=because)
    before = action.due
    await _set_due(uow, action, due)
    uow.session.add(
        DueChange(
            action_id=action.id, due_before=before, due_after=due, because=because.strip(),
            at=uow.now, by=uow.person_id,
        )
    )  # fmt: skip
    await tell_action_step(uow, step, action)


async def undo_more_time(uow: UnitOfWork, action: SafetyAction, *, seen: int | None) -> None:
    """A lead puts the due day back where it was before the owner moved it last. Raises NotAllowed."""
    change = await last_due_change(uow.session, action.id)
    if change is None or change.undone_at is not None:
        raise NotAllowed(Refusal.NOT_NOW)
    step = await take_action_step(uow, action, "undo_more_time", seen=seen)
    change.undone_at, change.undone_by = uow.now, uow.by.id
    await _set_due(uow, action, change.due_before)
    await tell_action_step(uow, step, action)


async def say_not_mine(uow: UnitOfWork, action: SafetyAction, *, seen: int | None, because: str) -> None:
    """The owner says it is somebody else's. They stay on record, nudges stop, a lead reassigns."""
    step = await take_action_step(uow, action, "not_mine", seen=seen, reason=because)
    action.not_mine_because = because.strip()
    action.next_reminder_at = None
    await tell_action_step(uow, step, action)


async def reassign(uow: UnitOfWork, action: SafetyAction, *, seen: int | None, owner_id: int) -> None:
    """A lead gives an action that nobody owns to somebody. Raises NotAllowed."""
    await take_action_step(uow, action, "reassign", seen=seen)
    action.owner_id = owner_id
    action.not_mine_because = ""
    action.due_revision += 1
    action.reminded_from = uow.today + timedelta(days=1)
    _set_next_reminder(uow, action)
    await _give(uow, action)


async def accept_evidence(uow: UnitOfWork, action: SafetyAction, *, seen: int | None) -> None:
    """Somebody other than the owner accepts the evidence. Raises NotAllowed.

    When it was the event's last open action, the leads are asked to tell the reporter.
    """
    step = await take_action_step(uow, action, "accept", seen=seen)
    await _answer_evidence(uow, action, accepted=True, because="")
    await tell_action_step(uow, step, action)
    await uow.session.flush()
    if not await open_actions(uow, action.event_id):
        event = await held_event(uow.session, action.event_id)
        assert event is not None, "an action always has its event"
        for person_id in await people_told(uow, Role.LEAD, event):
            await tell_lead(
                uow, "event_ready", subject="event", subject_id=event.id, to=person_id,
                key=f"event_ready:{event.id}:{action.id}:{person_id}", status=event.status,
            )  # fmt: skip
        await tell_who_holds_that_of(uow, event.id, "candour_actions", f"{action.id}")


async def return_evidence(uow: UnitOfWork, action: SafetyAction, *, seen: int | None, because: str) -> None:
    """The evidence does not show it yet: back to the owner, with a reason. Raises NotAllowed."""
    step = await take_action_step(uow, action, "return", seen=seen, reason=because)
    await _answer_evidence(uow, action, accepted=False, because=because.strip())
    action.due_revision += 1
    action.reminded_from = uow.today + timedelta(days=1)
    _set_next_reminder(uow, action)
    await tell_action_step(uow, step, action)


async def open_actions(uow: UnitOfWork, event_id: int) -> list[SafetyAction]:
    """The event's actions that are not accepted yet."""
    actions = await actions_of(uow.session, event_id)
    return [action for action in actions if action.status is not ActionStatus.ACCEPTED]


async def _answer_evidence(uow: UnitOfWork, action: SafetyAction, *, accepted: bool, because: str) -> None:
    evidence = await last_evidence(uow.session, action.id)
    assert evidence is not None, "an action is done only with evidence"
    evidence.accepted, evidence.answered_because = accepted, because
    evidence.answered_at, evidence.answered_by = uow.now, uow.by.id


async def _give(uow: UnitOfWork, action: SafetyAction) -> None:
    """Its owner gets a card at once, also where a lead gave it to herself."""
    await uow.notify(
        "action_given", subject="action", subject_id=action.id, to=action.owner_id,
        key=f"action_given:{action.id}:{action.version}:{action.owner_id}", owner=action.owner_id,
    )  # fmt: skip


async def _set_due(uow: UnitOfWork, action: SafetyAction, due: date) -> None:
    """Move the due day. A step of the ladder on this very day counts again only where the day was
    due before: who has just set a new day knows it, and a day moved there and back must still nudge."""
    earlier = {action.due} | {change.due_before for change in await due_changes_of(uow.session, action.id)}
    action.reminded_from = uow.today + timedelta(days=0 if due in earlier else 1)
    action.due = due
    action.due_revision += 1
    _set_next_reminder(uow, action)


def _set_next_reminder(uow: UnitOfWork, action: SafetyAction) -> None:
    action.next_reminder_at = uow.rules.ladder.next_at(action.due, action.reminded_from - timedelta(days=1))
