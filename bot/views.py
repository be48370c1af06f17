"""A record as a card for one person: for presses, for the outbox and for typed references alike."""

from dataclasses import replace

from bot.candour_words import CANDOUR_NEWS, CANDOUR_NUDGE
from bot.cards.actions import action_card
from bot.cards.actions import parts_of as parts_of_action
from bot.cards.approvals import approval_card
from bot.cards.candour import candour_card
from bot.cards.candour_owed import owed_line
from bot.cards.candour_pages import CANDOUR_PAGES, SHOW_PEOPLE, SHOW_QUESTIONS, SHOW_REASONS, SHOW_WORDS
from bot.cards.elements import NO_ATTEMPT, Attempt
from bot.cards.events import event_card
from bot.cards.events import parts_of as parts_of_event
from bot.cards.greetings import help_card, text_card, undelivered_card
from bot.cards.half_made import exists_card, going_card
from bot.cards.my_queue import my_queue_card, routine_card
from bot.cards.pages import EVENT_PAGES, FOR_THE_REPORTER, PAGE_SENT, PAGES_TO_ENTER
from bot.cards.responses import parts_of as parts_of_response
from bot.cards.responses import response_card
from bot.cards.roles import role_news_card
from bot.cards.support import shown_card
from bot.cards.whole import whole_card
from bot.casework.candour_assessing import NOT_THEIRS
from bot.casework.candour_nudges import NUDGED, codes_said
from bot.casework.candour_reminders import code_of
from bot.casework.drafting import GOING
from bot.casework.half_made import EXISTS, view_exists, view_going
from bot.casework.looking import view_event, view_undelivered
from bot.casework.looking_at_actions import view_action
from bot.casework.looking_at_approvals import view_approval
from bot.casework.looking_at_candour import view_candour
from bot.casework.looking_at_responses import view_response
from bot.casework.messages import Message
from bot.casework.my_queue import QueueView, has_shown, lines_of_page, lines_to_tick, view_queue
from bot.casework.notices import kind_shown, page_left_at, record_of, still_needed
from bot.casework.queue import ROUTINE_PAGE
from bot.casework.reporters import recipient
from bot.casework.role_news import ROLE_NEWS, view_role_news
from bot.casework.roles import event_of, leads_somewhere, was_put_elsewhere
from bot.casework.supporting import view_support
from bot.casework.theming import themes_to_choose
from bot.casework.to_enter import fields_shown
from bot.casework.unit_of_work import UnitOfWork
from bot.wording import (
    FROM_PUBLIC,
    HIDDEN_HERE,
    LED_NO_MORE,
    NEWS,
    NOBODY_NAMED,
    NOT_YOURS_ANY_MORE,
    QUEUE_FURTHER_DOWN,
    WAITING,
    WITH_OTHERS,
)
from psirf.references import event_reference
from psirf.refusals import Refusal
from storage.conversations import inbound_by_id
from storage.outbox import is_overtaken
from storage.queue import queue_by_id
from storage.records import (
    ApprovalRequest,
    CandourCase,
    LearningResponse,
    Notification,
    PatientSafetyEvent,
    SafetyAction,
    WorkQueue,
)
from storage.responses import response_on
from storage.vault import KeyTrouble


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
    elif isinstance(record, ApprovalRequest):
        request = await view_approval(uow, record, viewer_id)
        drawn = approval_card(request, attempt) if request else None
    elif isinstance(record, LearningResponse):
        response = await view_response(uow, record, viewer_id)
        drawn = response_card(response, attempt) if response else None
    elif isinstance(record, CandourCase):
        case = await view_candour(uow, record, viewer_id)
        drawn = candour_card(case, attempt) if case else None
    else:
        return None
    return Message(WAITING, drawn, revision=record.revision) if drawn else None


async def page_in_place(
    uow: UnitOfWork, subject: str, page: str, subject_id: int, viewer_id: int, attempt: Attempt = NO_ATTEMPT
) -> Message | None:
    """A card in place of a record's, for one thing about it; None where this person may not see it."""
    if subject == "event":
        return await event_page_for(uow, page, subject_id, viewer_id, attempt)
    record = await record_of(uow, subject, subject_id)
    if not isinstance(record, CandourCase) or page not in CANDOUR_PAGES:
        return None
    try:
        view = await view_candour(
            uow, record, viewer_id, with_people=page in SHOW_PEOPLE,
            with_words=page in SHOW_WORDS and page not in SHOW_QUESTIONS, with_questions=page in SHOW_QUESTIONS,
            with_reasons=page in SHOW_REASONS,
        )  # fmt: skip
    except KeyTrouble:  # what is sealed stays so; the rest of the case is there
        return await card_for(uow, subject, subject_id, viewer_id, Attempt(page, Refusal.WRONG_KEY.label))
    if view and not view.reads_words and page in (*SHOW_PEOPLE, *SHOW_WORDS) and page not in SHOW_QUESTIONS:
        uow.audit("refused", f"candour:{subject_id}", why=Refusal.NOT_YOURS, verb=f"candour.page_{page}")
        return await card_for(uow, subject, subject_id, viewer_id, Attempt(page, Refusal.NOT_YOURS.label))
    return Message(WAITING, CANDOUR_PAGES[page](view, attempt, uow.rules), revision=record.revision) if view else None


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
    if page == "response" and (response := await response_on(uow.session, event_id)):
        view = replace(view, whole_response=await view_response(uow, response, viewer_id))
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
    elif isinstance(record, LearningResponse):
        response = await view_response(uow, record, viewer_id)
        drawn = whole_card(subject, response, parts_of_response(response), page) if response else None
    else:
        return None
    return Message(WAITING, drawn) if drawn else None


async def queue_card_for(
    uow: UnitOfWork, queue: WorkQueue, page: str = "", attempt: Attempt = NO_ATTEMPT, view: QueueView | None = None
) -> Message:
    """A person's queue as it now stands, or as it was reckoned: turned to the routine ones, or to a page by its
    number. The reports that it shows are written down."""
    view = view or await view_queue(uow, queue)
    if page == ROUTINE_PAGE:
        lines, drawn = lines_to_tick(view), routine_card(view, await themes_to_choose(uow), attempt)
    else:
        number, lines = lines_of_page(view, int(page) if page.isdecimal() else 1)
        drawn = my_queue_card(view, number, attempt)
    has_shown(uow, queue, view, lines)
    return Message(WAITING, drawn, revision=queue.revision)


async def _queue_message(uow: UnitOfWork, notification: Notification) -> Message | None:
    """A queue as it is sent: unasked only where something waits; of older cards one line."""
    queue = await queue_by_id(uow.session, notification.subject_id)
    if queue is None:
        return None
    if notification.detail.get("last"):
        return Message(WAITING, text_card(QUEUE_FURTHER_DOWN), revision=queue.revision)
    if notification.kind == "rewrite":
        page = await page_left_at(uow, notification)
        return await queue_card_for(uow, queue, page or "") if await still_needed(uow, notification) else None
    if notification.kind == "queue" and await is_overtaken(uow.session, notification):
        return None  # it waited for somebody who was away: only the last comes
    view = await view_queue(uow, queue)
    if notification.kind == "queue" and view.is_empty:
        return None
    return await queue_card_for(uow, queue, notification.detail.get("page", ""), view=view)


async def _nudge_about_candour(uow: UnitOfWork, notification: Notification, to: int) -> Message | None:
    """A candour case's card, and above all else on it what somebody is nudged about, as it stands now."""
    record = await record_of(uow, "candour", notification.subject_id)
    if not isinstance(record, CandourCase) or (view := await view_candour(uow, record, to)) is None:
        return None
    said = await codes_said(uow, record, notification)
    lines = [owed_line(view, owed) for owed in view.owed if code_of(owed) in said]
    note = CANDOUR_NUDGE.format("; ".join(lines)) if lines else ""
    return Message(WAITING, candour_card(view, Attempt(note=note)), revision=view.revision)


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
    if notification.kind in ROLE_NEWS:
        news = await view_role_news(uow, notification)
        return Message(WAITING, role_news_card(news)) if news else None
    if notification.subject == "support":
        support = await view_support(uow, notification.subject_id, notification.to or 0)
        return Message(WAITING, shown_card(support, uow.rules.contacts)) if support else None
    if notification.subject == "queue":
        return await _queue_message(uow, notification)
    if notification.kind == "in_private":
        leads = isinstance(notification.to, int) and await leads_somewhere(uow, notification.to)
        return Message(WAITING, help_card(uow.rules.contacts, FROM_PUBLIC, leads=leads))
    if not await still_needed(uow, notification):
        return None
    to = await recipient(uow, notification)
    assert to is not None, "it is sent to somebody"
    kind = await kind_shown(uow, notification)
    if notification.kind == NUDGED:
        return await _nudge_about_candour(uow, notification, to)
    if kind == "nobody_named":
        return Message(WAITING, text_card(NOBODY_NAMED.format(event_reference(notification.subject_id))))
    note = Attempt(note=notification.detail.get("note", "") or {**NEWS, **CANDOUR_NEWS}.get(notification.kind, ""))
    page = await page_left_at(uow, notification)
    if page is None:
        page = PAGE_SENT.get(kind, notification.detail.get("page", ""))
    if page:
        shown = await page_in_place(uow, notification.subject, page, notification.subject_id, to, note)
    else:
        shown = await card_for(
            uow, notification.subject, notification.subject_id, to, note,
            living=kind == "thanks", as_reporter=bool(notification.to_handle),
        )  # fmt: skip
    if shown is None and notification.kind == "rewrite" and (record := await record_of(
        uow, notification.subject, notification.subject_id
    )):  # fmt: skip
        said = NOT_YOURS_ANY_MORE
        if isinstance(record, LearningResponse):
            said = LED_NO_MORE
        elif await was_put_elsewhere(uow, await event_of(uow, record), to):
            said = WITH_OTHERS
        return Message(WAITING, text_card(said.format(record.reference)), revision=record.revision)
    if shown is None and kind == NOT_THEIRS and (record := await record_of(uow, "candour", notification.subject_id)):
        said = f"{note.note} {NOT_YOURS_ANY_MORE.format(record.reference)}"
        return Message(WAITING, text_card(said), revision=record.revision)
    if shown is None and kind == "marked":
        return Message(WAITING, text_card(HIDDEN_HERE.format(event_reference(notification.subject_id))))
    return shown
