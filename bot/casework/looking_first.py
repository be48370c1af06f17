"""The ward manager's look and joined reports, as views: for bot/casework/looking.py, which says who sees which."""

from collections.abc import Collection, Mapping
from typing import Any

from bot.casework.first_look_views import FirstLookShown, PersonGraded, SaidShown, SameEventShown
from bot.casework.joined import sees_what_happened
from bot.casework.looking_afterwards import BETWEEN_THEM, names_of
from bot.casework.unit_of_work import UnitOfWork
from psirf.marks import with_words
from psirf.references import event_reference
from psirf.vocabulary import EventStatus, PhysicalHarm, PsychologicalHarm
from psirf.working_time import london_day
from storage.afterwards import notes_of
from storage.events import event_by_id, harm_history, people_affected
from storage.first_look import joined_to
from storage.people import wards
from storage.records import PatientSafetyEvent

MOST_WARDS = 30  # listed on a card; where there are more, the name is written


async def first_look_and_same_event(
    uow: UnitOfWork, event: PatientSafetyEvent, viewer_id: int, fields: Collection[str], marked: dict[str, str],
    steps: Collection[str],
) -> Mapping[str, Any]:  # fmt: skip
    """Both views, as far as this viewer may see them; `steps` are those that are open to them."""
    as_reporter = "progress" in fields and "reporter" not in fields
    look = await _first_look(uow, event, marked, steps, as_reporter) if "first_look" in fields else None
    same = await _same_event(uow, event, viewer_id, as_reporter) if "same_event" in fields else None
    return {"first_look": look, "same_event": same}


async def _first_look(
    uow: UnitOfWork, event: PatientSafetyEvent, marked: dict[str, str], steps: Collection[str], as_reporter: bool
) -> FirstLookShown:
    until = uow.rules.first_look.waits_until(london_day(event.reported_at))
    if as_reporter:  # what those who look at it say to each other is not for its reporter
        return FirstLookShown(event.first_look, until, at=event.first_looked_at)
    notes = [note for note in await notes_of(uow.session, event.id) if note.kind in BETWEEN_THEM]
    names = await names_of(uow, [event.first_looked_by, *(note.by for note in notes)])
    return FirstLookShown(
        event.first_look, until, names.get(event.first_looked_by, ""), event.first_looked_at,
        tuple(
            SaidShown(note.kind, with_words(note.text, marked), names.get(note.by, ""), note.at) for note in notes
        ),
        await _wards(uow) if {"confirm_place", "not_ours"} & set(steps) else (),
        await _people(uow, event) if "grade_harm" in steps else (),
    )  # fmt: skip


async def _wards(uow: UnitOfWork) -> tuple[str, ...]:
    names = tuple(place.name for place in await wards(uow.session))
    return names if len(names) <= MOST_WARDS else ()


async def _people(uow: UnitOfWork, event: PatientSafetyEvent) -> tuple[PersonGraded, ...]:
    """Each person affected, with the newest grading."""
    newest = {
        each.affected_person_id: (each.physical, each.psychological)
        for each in await harm_history(uow.session, event.id)
    }
    not_yet = (PhysicalHarm.NOT_GRADED, PsychologicalHarm.NOT_GRADED)
    return tuple(
        PersonGraded(person.id, person.sequence, *newest.get(person.id, not_yet))
        for person in await people_affected(uow.session, event.id)
    )


async def _same_event(
    uow: UnitOfWork, event: PatientSafetyEvent, viewer_id: int, as_reporter: bool
) -> SameEventShown | None:
    joined = () if as_reporter else await joined_to(uow.session, event.id)
    others = tuple(event_reference(each) for each in joined)
    if event.status is not EventStatus.MERGED or event.merged_into_id is None:
        return SameEventShown(False, "", others) if others else None
    target = await event_by_id(uow.session, event.merged_into_id)
    assert target is not None, "events are never deleted"
    seen = await sees_what_happened(uow, viewer_id, target) or target.reported_by == viewer_id
    return SameEventShown(True, target.reference if seen else "", others)
