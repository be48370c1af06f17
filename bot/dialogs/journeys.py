"""Every journey: the words that begin it, the form it asks, and what sending it does."""

import re
from datetime import date

from bot.casework.acting import add_action
from bot.casework.drafting import Drafted
from bot.casework.reporting import Told, report_event
from bot.casework.unit_of_work import UnitOfWork
from bot.dialogs.journey import Course
from bot.forms.near_miss import NEAR_MISS
from bot.forms.readers import ELSEWHERE, NOT_KNOWN
from bot.forms.safety_action import SAFETY_ACTION
from bot.forms.when import moments_of
from psirf.vocabulary import Reached
from storage.events import held_event


async def send_near_miss(uow: UnitOfWork, draft: Drafted, turn: str) -> None:
    """A near miss is reported. Its thanks are queued with it, and so need no answer of their own."""
    told, place = draft.answers, draft.answers["ward"]
    happened_from, happened_to = moments_of(told["when"])
    await report_event(
        uow,
        idempotency_key=draft.key,
        told=Told(
            what=told["what"],
            unit_id=int(place) if place.isdecimal() else None,
            place_said="" if place == NOT_KNOWN else place.removeprefix(ELSEWHERE) * (not place.isdecimal()),
            happened_from=happened_from,
            happened_to=happened_to,
            reached=Reached(told["reached"]),
            how_they_are=told.get("how_they_are", ""),
            involved=told.get("involved", ""),
            stopped_by=told.get("stopped_by", ""),
        ),
    )


async def send_action(uow: UnitOfWork, draft: Drafted, turn: str) -> None:
    """An action is added to the event that the journey is about, and the event is shown."""
    assert draft.about_id is not None, "an action is added to an event"
    event = await held_event(uow.session, draft.about_id)
    assert event is not None, "events are never deleted"
    await add_action(
        uow,
        event,
        seen=None,
        idempotency_key=draft.key,
        what=draft.answers["what"],
        owner_id=int(draft.answers["owner"]),
        due=date.fromisoformat(draft.answers["due"]),
    )
    await uow.notify("shown", subject="event", subject_id=event.id, to=uow.person_id, key=f"shown:{turn}:{event.id}")


COURSES = (
    Course(
        NEAR_MISS,
        re.compile(
            r"(?:i (?:want|need|would like) to )?(?:report|tell you about|start)?(?: an?)? ?"
            r"(?:near[ -]?miss|incident|report|good catch)(?:\s*[:,;-]+\s*(?P<first>.+))?",
            re.IGNORECASE | re.DOTALL,
        ),
        send_near_miss,
    ),
    Course(
        SAFETY_ACTION,
        re.compile(
            r"add (?:an? )?(?:safety )?action(?: (?:to|for))? (?:PSE)?[ -]?0*(?P<about>\d{1,9})", re.IGNORECASE
        ),
        send_action,
        needs="add_action",
    ),
)
