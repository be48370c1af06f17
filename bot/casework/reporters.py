"""Who reported an event: by name; or, where the name is sealed, found with the key alone and kept nowhere.

A sealed event holds a reference that only the key opens, and a random handle by which the audit trail and
the outbox know its reporter (docs/decisions/0012). No two of a person's reports have anything in common.
"""

import secrets
from collections.abc import Collection

from bot.casework.unit_of_work import UnitOfWork
from storage.events import event_with_handle, events_reported_by, sealed_references
from storage.outbox import handles_not_reached
from storage.records import Notification, PatientSafetyEvent
from storage.vault import KeyTrouble

PURPOSE = "reporter"


def seal_reporter(uow: UnitOfWork) -> tuple[str, str]:
    """A new handle for the person who acts, and the reference that is sealed with it. From here on what
    this work writes down names nobody. Raises KeyTrouble."""
    handle = secrets.token_hex(16)
    sealed = uow.vault.seal(str(uow.person_id), PURPOSE, handle)
    uow.veil.draw(handle)
    return handle, sealed


def reporter_of(uow: UnitOfWork, event: PatientSafetyEvent) -> int:
    """The person who reported an event. Raises KeyTrouble where the name is sealed with another key."""
    if event.reported_by is not None:
        return event.reported_by
    assert event.reporter_handle is not None, "whoever is not named is sealed"
    return int(uow.vault.open(event.reporter_sealed, PURPOSE, event.reporter_handle))


def told_as(event: PatientSafetyEvent) -> int | str:
    """By what the outbox knows an event's reporter: an id, or a handle."""
    return event.reported_by if event.reported_by is not None else str(event.reporter_handle)


def is_reporter(uow: UnitOfWork, person_id: int, event: PatientSafetyEvent) -> bool:
    """Whether a person reported an event. Where no key opens it, nobody is said to have."""
    try:
        return reporter_of(uow, event) == person_id
    except KeyTrouble:
        return False


async def person_with_handle(uow: UnitOfWork, handle: str) -> int | None:
    """The person behind a handle. Raises KeyTrouble."""
    event = await event_with_handle(uow.session, handle)
    return reporter_of(uow, event) if event is not None else None


async def recipient(uow: UnitOfWork, notification: Notification) -> int | None:
    """Whom a notification is for; None where nobody is known by its handle. Raises KeyTrouble."""
    return notification.to if notification.to is not None else await person_with_handle(uow, notification.to_handle)


async def reports_of(uow: UnitOfWork, person_id: int) -> list[int]:
    """The ids of all events a person reported, the newest first; sealed ones are tried one by one."""
    ids = list(await events_reported_by(uow.session, person_id))
    for event_id, handle, sealed in await sealed_references(uow.session):
        try:
            theirs = int(uow.vault.open(sealed, PURPOSE, handle)) == person_id
        except KeyTrouble:
            continue
        ids += [event_id] * theirs
    return sorted(ids, reverse=True)


async def handles_to_wake(uow: UnitOfWork, person_id: int) -> Collection[str]:
    """The handles of a person to whom something could not be sent while they were away."""
    found = set()
    for handle in await handles_not_reached(uow.session):
        try:
            if await person_with_handle(uow, handle) == person_id:
                found.add(handle)
        except KeyTrouble:
            continue
    return found
