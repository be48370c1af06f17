"""A reporter puts right what a report says. What it said before stays as its history."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.casework.advising import advise_by_report
from bot.casework.afterwards import refuse_if_withdrawn
from bot.casework.candour_opening import open_if_called_for
from bot.casework.first_look import ask_again
from bot.casework.marking import hide_in_note
from bot.casework.reporting import begin_affected, with_whole_hours_of
from bot.casework.steps import take_event_step
from bot.casework.unit_of_work import UnitOfWork
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.spoken import spoken_span
from psirf.vocabulary import Reached
from storage.events import people_affected
from storage.records import EventCorrection, EventPlace, PatientSafetyEvent

TEXTS = ("what", "place_said", "how_they_are", "involved", "stopped_by")


@dataclass(frozen=True, slots=True)
class Correction:
    """An answer put right: its label, how it read before and reads now, and the columns it changes."""

    label: str
    before: str
    after: str
    columns: Mapping[str, Any]


async def correct_report(
    uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, corrections: list[Correction]
) -> None:
    """Put these answers right; the leads are told. Raises NotAllowed, changing nothing.

    Where it turns out to have reached a patient, what that asks for begins. Where it turns out that it
    did not, whoever was said to be affected stays on record, and so does candour: a lead looks at it.
    """
    refuse_if_withdrawn(event)
    if not corrections:
        raise NotAllowed(Refusal.NOTHING_CHANGED)
    await take_event_step(uow, event, "correct", seen=seen)
    unit_before, reached_before = event.unit_id, event.reached
    for each in corrections:
        columns = with_whole_hours_of(dict(each.columns)) if event.reporter_handle else dict(each.columns)
        after = each.after
        if columns.get("happened_from") and columns.get("happened_to"):
            after = spoken_span(columns["happened_from"], columns["happened_to"])  # as wide as it is kept
        for name, value in columns.items():
            if name in TEXTS and value:
                shown = await hide_in_note(uow, event, value)
                after, value = (shown if after == value else after), shown
            setattr(event, name, value)
        uow.session.add(
            EventCorrection(
                event_id=event.id, label=each.label, before=each.before, after=after, at=uow.kept_at, by=uow.kept_by
            )
        )
    uow.audit("correct_fields", f"event:{event.id}", fields=[each.label for each in corrections])
    if event.unit_id != unit_before:
        uow.session.add(EventPlace(event_id=event.id, unit_id=event.unit_id, at=uow.kept_at, by=uow.kept_by))
    now_reached = event.reached is Reached.YES and reached_before is not Reached.YES
    if now_reached and not await people_affected(uow.session, event.id):
        await begin_affected(uow, event)
    await uow.session.flush()
    await advise_by_report(uow, event)
    await open_if_called_for(uow, event)
    await ask_again(uow, event, moved=event.unit_id != unit_before)  # whom, what it is now advised says too
