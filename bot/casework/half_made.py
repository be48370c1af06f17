"""Half-made forms in time: kept, listed, told of before they go, and let go.

A half-made report that says that a patient was reached does not go: a lead is told that there is one, and
never whose it is or what it says (docs/decisions/0015).
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from bot.casework.drafting import GOING, content_of, delete_draft
from bot.casework.half_made_views import ExistsShown, HalfMadeShown
from bot.casework.unit_of_work import LANTERN, UnitOfWork
from psirf.places import path_upwards, who_is_asked
from psirf.references import event_reference
from psirf.vocabulary import EventKind, PhysicalHarm, Reached, Role
from psirf.working_time import london_day
from storage.conversations import draft_with_key, drafts_of
from storage.drafts import forms_due, nobody_writes, passed_on, told_now, told_of
from storage.people import all_places, holdings, parents_of_units
from storage.records import Draft, Notification
from storage.vault import KeyTrouble

EXISTS = "half_made_exists"  # what a lead is told
REPORT = "report"  # the one form that asks whether a patient was reached
HARMED = (PhysicalHarm.LOW, PhysicalHarm.MODERATE, PhysicalHarm.SEVERE, PhysicalHarm.FATAL)
PURPOSE = "half-made"


async def let_go_of_half_made(uow: UnitOfWork) -> int:
    """Tell writers of forms that will go, let go of those whose time is up, and pass on to a lead that one
    exists where a patient was reached. How many were told of, let go or passed on.

    Safe to run often, and by every worker at once.
    """
    work, rule = uow.acting(LANTERN), uow.rules.half_made
    due = await forms_due(
        uow.session,
        told_of_before=uow.now - timedelta(days=rule.keep_days - rule.notice_days),
        kept_until=uow.now - timedelta(days=rule.keep_days),
        noticed_before=uow.now - timedelta(days=rule.notice_days),
    )
    done = 0
    for draft in due:
        try:
            held = content_of(work, draft)
        except KeyTrouble:
            draft.noticed_at = uow.now  # kept until a key opens it, and looked at again in a day
            continue
        done += await (_pass_on(work, draft, held) if _reached(draft, held) else _tell_or_let_go(work, draft))
    return done


def _reached(draft: Draft, held: Mapping[str, Any]) -> bool:
    """Whether a half-made report says that a patient was reached: answered, read from what was told while it
    was not known yet of what kind it is, or still to be confirmed. Where it may, it is not deleted."""
    answers, taken, unsure = held["answers"], held["taken"], held["unsure"] or {}
    if draft.form != REPORT or answers.get("kind", EventKind.INCIDENT) != EventKind.INCIDENT:
        return False
    if unsure.get("reached") == Reached.YES or (held["asked"] == "reached" and unsure.get("value") == Reached.YES):
        return True
    if "reached" in answers:
        return bool(answers["reached"] == Reached.YES)
    told = {key: each["value"] for key, each in taken.items()}
    return told.get("reached") == Reached.YES or told.get("physical") in HARMED


async def _tell_or_let_go(uow: UnitOfWork, draft: Draft) -> int:
    told = await told_of(uow.session, _notice_key(draft))
    if told is None:
        await _tell_writer(uow, draft)
        return 1
    # What waits for hours or for Teams is waited for; and nobody's form goes while they are writing.
    if not told or not await nobody_writes(uow.session, draft.person_id):
        return 0
    uow.audit("let_go", f"form:{draft.form}", rule=uow.rules.half_made.version)
    await delete_draft(uow, draft)
    return 1


async def _tell_writer(uow: UnitOfWork, draft: Draft) -> None:
    """Queue what its writer is told, once for each time that it was touched."""
    await uow.notify(
        GOING, subject="draft", subject_id=0, to=draft.person_id, key=_notice_key(draft), in_hours=True,
        draft=draft.key, touched_at=draft.touched_at.isoformat(),
    )  # fmt: skip
    draft.noticed_at = uow.rules.ladder.hours.within(uow.now)


def _notice_key(draft: Draft) -> str:
    return f"{GOING}:{draft.key}:{draft.touched_at.isoformat()}"


async def _pass_on(uow: UnitOfWork, draft: Draft, held: Mapping[str, Any]) -> int:
    """Tell who leads on learning for its ward that a half-made report exists, and its writer that it is kept.

    What a lead is told stands in rows that name nobody and tell the day alone: her report may be sealed yet.
    """
    veiled = uow.veiled(day_only=True)
    places = {str(place.id): place.id for place in await all_places(uow.session)}
    unit_id = places.get(held["answers"].get("ward", ""))
    asked = await _people_asked(uow, unit_id) if draft.passed_on_at is None else []
    for person_id in asked:
        await veiled.notify(
            EXISTS, subject="half_made", subject_id=unit_id or 0, to=person_id, in_hours=True,
            key=f"{EXISTS}:{draft.key}:{person_id}",
            begun_on=london_day(draft.begun_at).isoformat(), form=_marks(uow, draft.key)[0],
        )  # fmt: skip
    if asked:
        veiled.audit("pass_on", f"form:{draft.form}", unit=unit_id)
    if asked or draft.passed_on_at is not None:
        draft.passed_on_at = veiled.kept_at
    await _tell_writer(uow, draft)
    return 1


async def _people_asked(uow: UnitOfWork, unit_id: int | None) -> list[int]:
    """The leads of a ward; the patient safety team where it is not known. Its writer too, where they are one
    of them: who is left out would be known by it."""
    path = path_upwards(unit_id, await parents_of_units(uow.session))
    role = Role.LEAD if path else Role.PATIENT_SAFETY
    return who_is_asked(role, path, await holdings(uow.session, uow.today))


def _marks(uow: UnitOfWork, key: str) -> tuple[str, ...]:
    """By what a form is known in what a lead was told: with Lantern's own key alone the two meet, the first, or
    one of before."""
    return uow.vault.marks(key, PURPOSE)


# ---- as people see them ----


async def half_made_of(uow: UnitOfWork) -> tuple[HalfMadeShown, ...]:
    """The half-made forms of the person who acts, the newest first."""
    return tuple(_shown(uow, draft) for draft in await drafts_of(uow.session, uow.person_id))


async def half_made_with(uow: UnitOfWork, key: str) -> HalfMadeShown | None:
    """A half-made form of the person who acts; None where it is gone, or somebody else's."""
    draft = await draft_with_key(uow.session, key)
    return _shown(uow, draft) if draft is not None and draft.person_id == uow.person_id else None


async def view_going(uow: UnitOfWork, notification: Notification) -> HalfMadeShown | None:
    """A form whose writer is told now that it will go, which is written down; None where it was touched
    since, or is gone."""
    detail = notification.detail
    touched_at = datetime.fromisoformat(detail["touched_at"])
    if not await told_now(uow.session, detail["draft"], touched_at, uow.now):
        return None
    draft = await draft_with_key(uow.session, detail["draft"])
    return _shown(uow, draft) if draft is not None else None


async def view_exists(uow: UnitOfWork, notification: Notification) -> ExistsShown | None:
    """That there is a half-made report, as a lead may know it; None where it was sent or deleted meanwhile."""
    if all(notification.detail["form"] not in _marks(uow, key) for key in await passed_on(uow.session)):
        return None
    names = {place.id: place.name for place in await all_places(uow.session)}
    return ExistsShown(names.get(notification.subject_id, ""), date.fromisoformat(notification.detail["begun_on"]))


def _shown(uow: UnitOfWork, draft: Draft) -> HalfMadeShown:
    try:
        held = content_of(uow, draft)
    except KeyTrouble:
        return HalfMadeShown(draft.key, draft.form, "", {}, draft.touched_at, None, opens=False)
    about = "" if held["about_id"] is None else event_reference(held["about_id"])
    goes_at = None if _reached(draft, held) else _goes_at(uow, draft)
    told = draft.passed_on_at is not None
    return HalfMadeShown(draft.key, draft.form, about, held["answers"], draft.touched_at, goes_at, lead_knows=told)


def _goes_at(uow: UnitOfWork, draft: Draft) -> datetime:
    """When a form goes at the earliest, if nobody touches it."""
    rule, told_at = uow.rules.half_made, draft.noticed_at
    if told_at is None or told_at < draft.touched_at:
        told_at = uow.rules.ladder.hours.within(rule.told_from(draft.touched_at))
    return rule.goes_at(draft.touched_at, told_at)
