"""Telling somebody outside: duties are opened as soon as they are known, made or not needed, and never wait."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from bot.casework.concerning import (
    concern_makers,
    concern_roles,
    executives,
    redraw_if_shown,
    tell_makers,
    tell_of_national,
    tell_roles,
    who_makes,
)
from bot.casework.queue import tell_person
from bot.casework.roles import roles_towards
from bot.casework.steps import allow_event_step, take_event_step
from bot.casework.unit_of_work import UnitOfWork
from psirf.duties import DutyRow
from psirf.identifiers import find_identifiers
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.spoken import spoken_moment
from psirf.vocabulary import IdentifierKind, Role
from storage.duties import duties_of, duty_by_id, events_to_remind_of_duties
from storage.insert import insert_if_new
from storage.outbox import is_overtaken
from storage.people import person_by_id
from storage.records import Notification, OutwardDuty, PatientSafetyEvent

# Who may settle any duty of an event; others only what a row of duties.toml says is theirs.
SEE_TO_ALL = (Role.LEAD, Role.PATIENT_SAFETY)


async def open_duties(uow: UnitOfWork, event: PatientSafetyEvent, codes: Collection[str]) -> None:
    """The advice names these codes, national and outward, and no others: open what is new, once for each.

    What it does not name any more stays, and says so. Whoever makes what is new gets one card; executives
    hear that a national requirement is named; and who is concerned by the codes is told.
    """
    rules = uow.rules.duties
    there = {duty.code: duty for duty in await duties_of(uow.session, event.id)}
    changed = [duty for duty in there.values() if _ask_again(uow, event, duty, duty.code in codes)]
    if strange := sorted(set(codes) - {*rules.rows, *rules.learned_here}):
        uow.audit("no_duty", f"event:{event.id}", codes=strange)  # a report is never lost for want of a row
    concerned = await concern_roles(uow, event, codes=codes)
    opened = [row for row in rules.rows.values() if row.code in codes and row.code not in there]
    opened = [row for row in opened if await _open(uow, event, row)]
    for row in opened:
        await concern_makers(uow, event, row)
    await tell_makers(uow, event, opened)
    await tell_roles(uow, event, concerned)
    if await tell_of_national(uow, event, codes) or opened or changed or concerned:
        await redraw_if_shown(uow, event)


def _ask_again(uow: UnitOfWork, event: PatientSafetyEvent, duty: OutwardDuty, asked_for: bool) -> bool:
    """Keep whether the advice still names a duty. Whether that is new."""
    if duty.asked_for is asked_for:
        return False
    duty.asked_for = asked_for
    open_still = asked_for and not is_settled(duty)
    duty.next_reminder_at = _next(uow, duty) if open_still else None
    uow.audit("duty_asked_for" if asked_for else "duty_not_asked_for", f"event:{event.id}", code=duty.code)
    return True


async def _open(uow: UnitOfWork, event: PatientSafetyEvent, row: DutyRow) -> bool:
    """Open one duty. False where somebody else has just opened it."""
    opened_at, duties = uow.kept_at, uow.rules.duties
    due_at = row.due_at(opened_at)
    new = await insert_if_new(
        uow.session, OutwardDuty, ["event_id", "code"], event_id=event.id, code=row.code, opened_at=opened_at,
        rule_version=duties.version, due_at=due_at, asked_for=True, reminded=0, number="", not_needed_because="",
        next_reminder_at=duties.reminder_at(opened_at, due_at, 0, opened_at),
    )  # fmt: skip
    if new is not None:
        uow.audit("open_duty", f"event:{event.id}", code=row.code, due=due_at.isoformat())
    return new is not None


def is_settled(duty: OutwardDuty) -> bool:
    """Whether it is made, or somebody said why it is not needed."""
    return duty.made_at is not None or bool(duty.not_needed_because)


async def make_referral(
    uow: UnitOfWork, event: PatientSafetyEvent, code: str, *, number: str = "", at: datetime | None = None
) -> None:
    """Somebody outside was told: under which reference, and when (now, unless said). In every status.

    One that Lantern did not name is opened by it: who made it knows better. Raises NotAllowed, changing nothing:
    also where somebody else has marked it already.
    """
    duty = await _theirs(uow, event, "make_referral", code, or_new=True)
    if duty.made_at is not None and number.strip() and duty.number in ("", _reference(uow, code, number)):
        await _add_reference(uow, event, duty, _reference(uow, code, number))
        return
    if duty.made_at is not None:
        by = await person_by_id(uow.session, duty.made_by) if duty.made_by is not None else None
        raise NotAllowed(Refusal.DUTY_MADE, by.name if by and by.name else "somebody", spoken_moment(duty.made_at))
    kept, made_at = _reference(uow, code, number), at or uow.now
    if made_at > uow.now:
        raise NotAllowed(Refusal.NOT_COME_YET)
    if event.happened_from is not None and made_at < event.happened_from:
        raise NotAllowed(Refusal.BEFORE_IT_HAPPENED)
    await take_event_step(
        uow, event, "make_referral", seen=None, code=code, number=kept, made_at=made_at.isoformat()
    )  # fmt: skip
    duty.number, duty.made_at, duty.made_by, duty.marked_at = kept, made_at, uow.by.id, uow.now
    duty.next_reminder_at = None
    await uow.session.flush()
    if uow.rules.duties.row(code).executives:
        await _tell_executives(uow, event, duty, "duty_made")


async def _add_reference(uow: UnitOfWork, event: PatientSafetyEvent, duty: OutwardDuty, number: str) -> None:
    """A reference that comes once it is made; where it is kept already, nothing is changed."""
    if duty.number == number:
        return
    assert duty.made_at is not None, "it is made"
    await take_event_step(
        uow, event, "make_referral", seen=None, code=duty.code, number=number, made_at=duty.made_at.isoformat()
    )  # fmt: skip
    duty.number = number
    await uow.session.flush()


async def referral_not_needed(uow: UnitOfWork, event: PatientSafetyEvent, code: str, *, because: str) -> None:
    """Somebody says why nobody outside need be told. It can still be made. Raises NotAllowed."""
    duty = await _theirs(uow, event, "referral_not_needed", code)
    if is_settled(duty):
        raise NotAllowed(Refusal.DUTY_SETTLED)
    if _holds_a_patients_number(uow, because):
        uow.veil.untraced = True
        raise NotAllowed(Refusal.NUMBER_NOT_HERE)
    await take_event_step(uow, event, "referral_not_needed", seen=None, reason=because, code=code)
    duty.not_needed_because, duty.not_needed_by, duty.marked_at = because.strip(), uow.by.id, uow.now
    duty.next_reminder_at = None
    await uow.session.flush()


async def _theirs(
    uow: UnitOfWork, event: PatientSafetyEvent, step: str, code: str, *, or_new: bool = False
) -> OutwardDuty:
    """The duty of this code, for somebody who may settle it; `or_new`: opened, where the table knows the code.
    Raises NotAllowed, of the step first."""
    roles = await roles_towards(uow, uow.person_id, event)
    uow.rules.lifecycles.event.choose(step, event.status, roles)
    if not may_settle(uow.rules.duties.row(code), roles):
        raise NotAllowed(Refusal.NOT_YOURS)
    await allow_event_step(uow, event, step, reason="asked for below")
    if or_new and code in uow.rules.duties.rows:
        await _open(uow, event, uow.rules.duties.row(code))  # none, where it is there
    duty = next((each for each in await duties_of(uow.session, event.id) if each.code == code), None)
    if duty is None:
        raise NotAllowed(Refusal.NO_DUTY)
    return duty


def may_settle(row: DutyRow, roles: Collection[Role]) -> bool:
    """Whether somebody in these roles towards an event may say that a duty of it is made, or not needed."""
    return bool(set(roles) & {*SEE_TO_ALL, *row.by})


def _reference(uow: UnitOfWork, code: str, typed: str) -> str:
    """The reference that was given, as it is kept; empty where they gave none. Raises NotAllowed."""
    if not typed.strip():
        return ""
    if _holds_a_patients_number(uow, typed):
        uow.veil.untraced = True
        raise NotAllowed(Refusal.NUMBER_NOT_HERE)
    number = uow.rules.incident_system.number_in(f"outside: {code}", typed)
    if number is None:
        raise NotAllowed(Refusal.NO_REFERENCE)
    return number


def _holds_a_patients_number(uow: UnitOfWork, typed: str) -> bool:
    """Of a turn that carries one, typed in the wrong field, nothing is kept."""
    found = find_identifiers(typed, uow.rules.identifiers)
    return any(each.kind is IdentifierKind.NHS_NUMBER for each in found)


async def plan_duty_reminders(uow: UnitOfWork) -> int:
    """Queue the reminders whose time has come, and say how many duties were looked at.

    Safe to run often, and by every worker at once. Nothing of an event's status ends them: a withdrawn report
    still has its duties until somebody settles them.
    """
    reminded = 0
    for event in await events_to_remind_of_duties(uow.session, uow.now):
        for duty in await duties_of(uow.session, event.id):
            if duty.next_reminder_at is not None and duty.next_reminder_at <= uow.now:
                await _remind(uow, event, duty)
                reminded += 1
    return reminded


async def _remind(uow: UnitOfWork, event: PatientSafetyEvent, duty: OutwardDuty) -> None:
    """Tell whom the reminder is for; once it is overdue, every card of the event says so."""
    if is_settled(duty) or not duty.asked_for:
        duty.next_reminder_at = None
        return
    taken, to = uow.rules.duties.reached(duty.opened_at, duty.due_at, duty.reminded, uow.now)
    duty.reminded = taken
    if "maker" in to:
        for person_id in await who_makes(uow, event, uow.rules.duties.row(duty.code)):
            await _notify(uow, duty, "duty_nudge", person_id, f"{taken}")
    if "executive" in to and uow.now >= duty.due_at:
        if uow.rules.duties.row(duty.code).executives:
            await _tell_executives(uow, event, duty, "duty_overdue")
        await redraw_if_shown(uow, event)
    duty.next_reminder_at = _next(uow, duty)


def _next(uow: UnitOfWork, duty: OutwardDuty) -> datetime:
    return uow.rules.duties.reminder_at(duty.opened_at, duty.due_at, duty.reminded, uow.now)


async def _tell_executives(uow: UnitOfWork, event: PatientSafetyEvent, duty: OutwardDuty, kind: str) -> None:
    for person_id in await executives(uow, event):
        if person_id != uow.by.id:
            await _notify(uow, duty, kind, person_id, "")


async def _notify(
    uow: UnitOfWork, duty: OutwardDuty, kind: str, person_id: int, which: str, **detail: Any
) -> None:  # fmt: skip
    await tell_person(
        uow, kind, subject="event", subject_id=duty.event_id, to=person_id, in_hours=True,
        key=f"{kind}:{duty.id}:{which}:{person_id}", duty=duty.id, **detail,
    )  # fmt: skip


async def duty_still_needs(uow: UnitOfWork, notification: Notification) -> bool:
    """Whether a message about a duty is still to be sent: not a reminder of what is settled meanwhile, nor one
    after which a later one of the same event was queued."""
    duty = await duty_by_id(uow.session, notification.detail["duty"])
    if duty is None:
        return False
    if notification.kind == "duty_made":
        return True
    if is_settled(duty) or not duty.asked_for:
        return False
    return notification.kind != "duty_nudge" or not await is_overtaken(uow.session, notification)
