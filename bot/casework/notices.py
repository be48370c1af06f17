"""Whether a notification is still needed when its time has come. Records move on while it waits."""

from collections.abc import Awaitable, Callable, Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.casework.asking_to_approve import approval_still_needs
from bot.casework.candour_nudges import NUDGED, nudge_still_needs
from bot.casework.concerning import specialist_still_needs
from bot.casework.duties import duty_still_needs
from bot.casework.first_asking import FIRST_LOOK
from bot.casework.opening import opening_still_needs
from bot.casework.patient_nudges import is_patient_missing
from bot.casework.relations import AnyRecord
from bot.casework.reporters import reports_of
from bot.casework.reporting import made_with
from bot.casework.roles import STILL_FIRST
from bot.casework.unit_of_work import UnitOfWork
from storage.actions import action_by_id, action_with_key, held_action
from storage.approvals import approval_by_id, held_approval
from storage.candour import candour_by_id, held_candour
from storage.events import (
    event_by_id,
    event_of_person_added_with,
    event_with_key,
    held_event,
    marks_of,
)
from storage.outbox import copy_by_id, is_overtaken, revision_of
from storage.records import (
    ApprovalRequest,
    CandourCase,
    LearningResponse,
    Notification,
    PatientSafetyEvent,
    SafetyAction,
)
from storage.responses import held_response, response_by_id

FIND: Mapping[str, Callable[[AsyncSession, int], Awaitable[AnyRecord | None]]] = {
    "event": event_by_id,
    "action": action_by_id,
    "approval": approval_by_id,
    "response": response_by_id,
    "candour": candour_by_id,
}
HELD: Mapping[str, Callable[[AsyncSession, int], Awaitable[AnyRecord | None]]] = {
    "event": held_event,
    "action": held_action,
    "approval": held_approval,
    "response": held_response,
    "candour": held_candour,
}


async def record_of(uow: UnitOfWork, subject: str, subject_id: int) -> AnyRecord | None:
    """The record that a card is about."""
    find = FIND.get(subject)
    return await find(uow.session, subject_id) if find else None


async def held_record_of(uow: UnitOfWork, subject: str, subject_id: int) -> AnyRecord | None:
    """The record that a step is taken of, held until it is taken, so that nobody else moves it."""
    return await HELD[subject](uow.session, subject_id)


async def kind_shown(uow: UnitOfWork, notification: Notification) -> str:
    """What a card was first sent for: a rewritten one stays of its kind."""
    if notification.kind != "rewrite":
        return notification.kind
    copy = await copy_by_id(uow.session, notification.detail["copy"])
    return copy.kind if copy else ""


async def page_left_at(uow: UnitOfWork, notification: Notification) -> str | None:
    """The page to which a person turned the card that is rewritten; None where it is as it was sent."""
    if notification.kind != "rewrite":
        return None
    copy = await copy_by_id(uow.session, notification.detail["copy"])
    return copy.page if copy else None


async def still_needed(uow: UnitOfWork, notification: Notification) -> bool:
    """Whether what its detail says of the record still holds; for a rewrite, whether the copy is behind."""
    detail = notification.detail
    if notification.kind == "rewrite":
        copy = await copy_by_id(uow.session, detail["copy"])
        if copy is None or copy.gone:
            return False
        if copy.page and copy.subject == "candour":
            return False  # somebody may be typing on it; a press says where it is behind
        return copy.shown_revision < await revision_of(uow.session, copy.subject, copy.subject_id)
    record = await record_of(uow, notification.subject, notification.subject_id)
    if record is None:
        return False
    if "status" in detail and detail["status"] != record.status:
        return False
    if notification.kind == "marked" and not any(
        mark.taken_out is None for mark in await marks_of(uow.session, record.id)
    ):
        return False  # somebody of the team has looked already
    if "opening" in detail:
        return await opening_still_needs(uow, notification)
    if "duty" in detail:
        return await duty_still_needs(uow, notification)
    if isinstance(record, PatientSafetyEvent) and notification.kind == "specialist":
        return await specialist_still_needs(uow, record, notification)
    if isinstance(record, SafetyAction):
        if "owner" in detail and detail["owner"] != record.owner_id:
            return False
        if notification.kind == "nudge":
            return await _nudge_needed(uow, notification, record)
    elif isinstance(record, ApprovalRequest):
        return await approval_still_needs(uow, record, notification)
    elif isinstance(record, CandourCase):
        return notification.kind != NUDGED or await nudge_still_needs(uow, record, notification)
    elif isinstance(record, LearningResponse):
        return detail.get("lead", record.lead_id) == record.lead_id
    elif notification.kind == FIRST_LOOK and isinstance(record, PatientSafetyEvent):
        return record.first_look in STILL_FIRST  # another manager of the ward may have looked already
    elif notification.kind == "patient_nudge" and isinstance(record, PatientSafetyEvent):
        return await is_patient_missing(uow, record) and not await is_overtaken(uow.session, notification)
    return True


async def _nudge_needed(uow: UnitOfWork, nudge: Notification, action: SafetyAction) -> bool:
    """Not after the due day moved or somebody acted; nor where a later step of the ladder was reached
    while this one waited for its hours: only the highest is sent."""
    if action.next_reminder_at is None or nudge.detail["due_revision"] != action.due_revision:
        return False
    return not await is_overtaken(uow.session, nudge)


async def record_made_with(uow: UnitOfWork, key: str) -> tuple[str, int] | None:
    """What a form with this key has made: its kind and its id."""
    if event := await event_with_key(uow.session, made_with(uow, key)):
        return "event", event.id
    if event_id := await event_of_person_added_with(uow.session, key):
        return "event", event_id
    if action := await action_with_key(uow.session, key):
        return "event", action.event_id
    return None


async def last_report(uow: UnitOfWork) -> tuple[str, int] | None:
    """What the person who acts reported last: its kind and its id."""
    theirs = await reports_of(uow, uow.person_id)
    return ("event", theirs[0]) if theirs else None
