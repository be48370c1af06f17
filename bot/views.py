"""A record as a card for one person: for presses, for the outbox and for typed references alike."""

from dataclasses import replace

from bot.cards.actions import action_card
from bot.cards.actions import parts_of as parts_of_action
from bot.cards.elements import NO_ATTEMPT, Attempt
from bot.cards.events import event_card
from bot.cards.events import parts_of as parts_of_event
from bot.cards.greetings import help_card, text_card, undelivered_card
from bot.cards.half_made import exists_card, going_card
from bot.cards.pages import EVENT_PAGES, FOR_THE_REPORTER, PAGE_SENT, PAGES_TO_ENTER
from bot.cards.whole import whole_card
from bot.casework.drafting import GOING
from bot.casework.half_made import EXISTS, view_exists, view_going
from bot.casework.looking import view_event, view_undelivered
from bot.casework.looking_at_actions import view_action
from bot.casework.messages import Message
from bot.casework.notices import kind_shown, record_of, still_needed
from bot.casework.reporters import recipient
from bot.casework.to_enter import fields_shown
from bot.casework.unit_of_work import UnitOfWork
from bot.wording import FROM_PUBLIC, HIDDEN_HERE, NEWS, NOBODY_NAMED, WAITING, WITH_OTHERS
from psirf.references import event_reference
from storage.conversations import inbound_by_id
from storage.records import Notification, PatientSafetyEvent, SafetyAction


async def card_for(
    uow: UnitOfWork, subject: str, subject_id: int, viewer_id: int, attempt: Attempt = NO_ATTEMPT, *,
    living: bool = False, as_reporter: bool = False,
) -> Message | None:  # fmt: skip
    """The card of a record as it now stands for a person, or None where they may not see it.

    `living`: the card on which a reporter sees where the report stands, which stays one when the news has
    come. `as_reporter`: it is shown to them as its reporter, whatever else they are to it.
    """
    record = await record_of(uow, subject, subject_id)
    if isinstance(record, PatientSafetyEvent):
        event = await view_event(uow, record, viewer_id, as_reporter=as_reporter or living)
        drawn = event_card(event, attempt, living=living) if event else None
    elif isinstance(record, SafetyAction):
        action = await view_action(uow, record, viewer_id)
        drawn = action_card(action, attempt) if action else None
    else:
        return None
    return Message(WAITING, drawn, revision=record.revision) if drawn else None


async def event_page_for(
    uow: UnitOfWork, page: str, event_id: int, viewer_id: int, attempt: Attempt = NO_ATTEMPT
) -> Message | None:
    """A card in place of an event's, for one thing about it; None where this person may not see it."""
    record = await record_of(uow, "event", event_id)
    if not isinstance(record, PatientSafetyEvent):
        return None
    view = await view_event(uow, record, viewer_id, as_reporter=page in FOR_THE_REPORTER)
    if view is None or (page in FOR_THE_REPORTER and not view.is_reporter):
        return None
    if page in PAGES_TO_ENTER:
        view = replace(view, to_enter=await fields_shown(uow, record, view))
    return Message(WAITING, EVENT_PAGES[page](view, attempt, uow.rules), revision=record.revision)


async def page_for(uow: UnitOfWork, subject: str, subject_id: int, viewer_id: int, page: int) -> Message | None:
    """A page of all that was written, or None where this person may not see it."""
    record = await record_of(uow, subject, subject_id)
    if isinstance(record, PatientSafetyEvent):
        event = await view_event(uow, record, viewer_id)
        drawn = whole_card(subject, event, parts_of_event(event), page) if event else None
    elif isinstance(record, SafetyAction):
        action = await view_action(uow, record, viewer_id)
        drawn = whole_card(subject, action, parts_of_action(action), page) if action else None
    else:
        return None
    return Message(WAITING, drawn) if drawn else None


async def message_for(uow: UnitOfWork, notification: Notification) -> Message | None:
    """What a notification says, made at the moment it is sent; None where it is no longer needed."""
    if notification.subject == "turn":
        turn = await inbound_by_id(uow.session, notification.subject_id)
        return Message(**turn.replies[notification.detail["reply"]]) if turn else None
    if notification.subject == "notification":
        view = await view_undelivered(uow, notification.subject_id)
        return Message(WAITING, undelivered_card(view)) if view else None
    if notification.kind == GOING:
        going = await view_going(uow, notification)
        return Message(WAITING, going_card(going)) if going else None
    if notification.kind == EXISTS:
        exists = await view_exists(uow, notification)
        return Message(WAITING, exists_card(exists)) if exists else None
    if notification.kind == "in_private":
        return Message(WAITING, help_card(uow.rules.contacts, FROM_PUBLIC))
    if not await still_needed(uow, notification):
        return None
    to = await recipient(uow, notification)
    assert to is not None, "it is sent to somebody"
    kind = await kind_shown(uow, notification)
    if kind == "nobody_named":
        return Message(WAITING, text_card(NOBODY_NAMED.format(event_reference(notification.subject_id))))
    note = Attempt(note=notification.detail.get("note", "") or NEWS.get(notification.kind, ""))
    if kind in PAGE_SENT:
        shown = await event_page_for(uow, PAGE_SENT[kind], notification.subject_id, to, note)
    else:
        shown = await card_for(
            uow, notification.subject, notification.subject_id, to, note,
            living=kind == "thanks", as_reporter=bool(notification.to_handle),
        )  # fmt: skip
    if shown is None and notification.kind == "rewrite" and (record := await record_of(
        uow, notification.subject, notification.subject_id
    )):  # fmt: skip
        return Message(WAITING, text_card(WITH_OTHERS.format(record.reference)), revision=record.revision)
    if shown is None and kind == "marked":
        return Message(WAITING, text_card(HIDDEN_HERE.format(event_reference(notification.subject_id))))
    return shown
