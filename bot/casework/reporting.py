"""Reporting: from a ward's answers to an event on a lead's desk."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.casework.advising import codes_of, first_decision
from bot.casework.candour_opening import open_if_called_for
from bot.casework.duties import open_duties
from bot.casework.first_asking import asked_first
from bot.casework.marking import hide_marked, keep_marks
from bot.casework.patient_nudges import begin_patient_nudges
from bot.casework.queue import event_changed, event_waits
from bot.casework.reporters import seal_reporter, told_as
from bot.casework.steps import redraw_event, take_event_step
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.opening import is_worse
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import (
    Agent,
    EventKind,
    EventStatus,
    NameShown,
    OutcomeType,
    PhysicalHarm,
    PsychologicalHarm,
    Reached,
    YesNo,
)
from storage.events import event_with_key, people_affected
from storage.records import (
    AffectedPerson,
    EventPlace,
    EventStatusChange,
    HarmGrading,
    PatientSafetyEvent,
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a ward told us, as read from its answers. Moments are aware. What its kind does not ask is None."""

    kind: EventKind
    what: str
    unit_id: int | None
    place_said: str
    happened_from: datetime | None
    happened_to: datetime | None
    reached: Reached | None = None
    physical: PhysicalHarm = PhysicalHarm.NOT_GRADED
    psychological: PsychologicalHarm = PsychologicalHarm.NOT_GRADED
    how_they_are: str = ""
    involved: str = ""
    agents: tuple[Agent, ...] = ()
    stopped_by: str = ""
    outcome: OutcomeType | None = None
    imminent: YesNo | None = None
    population: str = ""
    more_of: str = ""
    our_part: YesNo | None = None

    @property
    def texts(self) -> dict[str, str]:
        """What was told in the writer's own words."""
        return {
            "what": self.what, "place_said": self.place_said, "how_they_are": self.how_they_are,
            "involved": self.involved, "stopped_by": self.stopped_by, "population": self.population,
            "more_of": self.more_of,
        }  # fmt: skip


def made_with(uow: UnitOfWork, key: str) -> tuple[str, ...]:
    """The key of a form as the event that it made keeps it: without Lantern's own key they do not meet. The
    first is how it is kept now, the others how it was while Lantern had another key."""
    return uow.vault.marks(key, "report")


async def report_event(
    uow: UnitOfWork, *, idempotency_key: str, told: Told, name: NameShown = NameShown.SHOWN, pressing: bool = False,
    never_event: bool = False,
) -> PatientSafetyEvent:  # fmt: skip
    """Keep an event, with the advice on it, and ask its leads, or first the ward manager where the plan says so
    and it is not pressing, by what is known of it or as `pressing` says. The same key again is the same event.
    `never_event`: its words may tell of one, nearly happened or happened.

    Words that may identify somebody are hidden from the first moment, whoever left them in. Where the
    name is to be confidential, no row names who reported it, nor tells more than the day.
    """
    key, *of_before = made_with(uow, idempotency_key)
    if known := await event_with_key(uow.session, [key, *of_before]):
        return known
    handle, sealed = seal_reporter(uow) if name is NameShown.CONFIDENTIAL else (None, "")
    if handle:
        told = with_whole_hours(told)
    texts, marked = await hide_marked(uow, told.texts)
    event = PatientSafetyEvent(
        idempotency_key=key,
        reported_by=uow.kept_by,
        reporter_handle=handle,
        reporter_sealed=sealed,
        reported_at=uow.kept_at,
        kind=told.kind,
        unit_id=told.unit_id,
        happened_from=told.happened_from,
        happened_to=told.happened_to,
        reached=told.reached,
        agents=[agent.value for agent in told.agents],
        outcome=told.outcome,
        imminent=told.imminent,
        our_part=told.our_part,
        what=texts["what"],
        place_said=texts["place_said"],
        how_they_are=texts["how_they_are"],
        involved=texts["involved"],
        stopped_by=texts["stopped_by"],
        population=texts["population"],
        more_of=texts["more_of"],
    )
    uow.session.add(event)
    await uow.session.flush()
    uow.veil.event_id = event.id if handle else uow.veil.event_id
    await _begin_history(uow, event, told)
    await keep_marks(uow, event, marked)
    _, advice = await first_decision(uow, event, never_event=never_event)
    uow.audit("report", f"event:{event.id}", kind=event.kind, reached=event.reached, advised=advice.response)
    await uow.notify("thanks", subject="event", subject_id=event.id, to=told_as(event), key=f"thanks:{event.id}")
    if not await asked_first(uow, event, pressing=pressing):
        await event_waits(uow, event)
    await open_duties(uow, event, codes_of(advice))  # who is concerned by what it is about is told with it
    await open_if_called_for(uow, event)
    return event


def with_whole_hours(told: Told) -> Told:
    """What was told, its moments widened to whole hours: "an hour ago" would tell when it was written."""
    return replace(
        told, **with_whole_hours_of({"happened_from": told.happened_from, "happened_to": told.happened_to})
    )


def with_whole_hours_of(columns: dict[str, Any]) -> dict[str, Any]:
    """Columns of an event, its moments widened to whole hours where they are among them."""
    earliest, latest = columns.get("happened_from"), columns.get("happened_to")
    if earliest is not None:
        columns["happened_from"] = earliest.replace(minute=0, second=0, microsecond=0)
    if latest is not None and (latest.minute or latest.second or latest.microsecond):
        columns["happened_to"] = latest.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return columns


async def _begin_history(uow: UnitOfWork, event: PatientSafetyEvent, told: Told) -> None:
    """The first line of the event's histories: its place, its status and, where it reached one, harm."""
    uow.session.add_all(
        [
            EventPlace(event_id=event.id, unit_id=event.unit_id, at=uow.kept_at, by=uow.kept_by),
            EventStatusChange(event_id=event.id, status=EventStatus.RECEIVED, at=uow.kept_at, by=uow.kept_by),
        ]
    )
    if event.reached is Reached.YES:
        await _add_person(uow, event, 1, told.physical, told.psychological)


async def add_affected(
    uow: UnitOfWork, event: PatientSafetyEvent, physical: PhysicalHarm, psychological: PsychologicalHarm, *,
    idempotency_key: str,
) -> None:  # fmt: skip
    """Somebody else was affected by an event that reached somebody. The same key again adds nobody.

    Raises NotAllowed, changing nothing.
    """
    already = await people_affected(uow.session, event.id)
    if any(person.idempotency_key == idempotency_key for person in already):
        return
    if event.reached is not Reached.YES:
        raise NotAllowed(Refusal.NOT_NOW)
    await take_event_step(uow, event, "add_affected", seen=None)
    await _add_person(uow, event, len(already) + 1, physical, psychological, idempotency_key)
    await open_if_called_for(uow, event, is_worse=is_worse(physical, psychological))


async def begin_affected(uow: UnitOfWork, event: PatientSafetyEvent) -> None:
    """It turned out to have reached somebody, of whom nothing is known yet."""
    await _add_person(uow, event, 1, PhysicalHarm.NOT_GRADED, PsychologicalHarm.NOT_GRADED)


async def _add_person(
    uow: UnitOfWork, event: PatientSafetyEvent, sequence: int, physical: PhysicalHarm,
    psychological: PsychologicalHarm, idempotency_key: str | None = None,
) -> None:  # fmt: skip
    affected = AffectedPerson(event_id=event.id, sequence=sequence, idempotency_key=idempotency_key)
    uow.session.add(affected)
    await uow.session.flush()
    await grade_harm(uow, affected, physical, psychological)
    begin_patient_nudges(uow, event)


async def grade_harm(
    uow: UnitOfWork, affected: AffectedPerson, physical: PhysicalHarm, psychological: PsychologicalHarm
) -> None:
    """Write down the harm to one person as it is known now. What was graded before stays as history."""
    uow.session.add(
        HarmGrading(
            affected_person_id=affected.id,
            physical=physical,
            psychological=psychological,
            at=uow.kept_at,
            by=uow.kept_by,
        )
    )


async def correct_place(uow: UnitOfWork, event: PatientSafetyEvent, unit_id: int | None) -> None:
    """Say where an event happened, better than before. Where it was said to be stays as history."""
    await event_changed(uow, event)  # it leaves the queues on which it stood
    event.unit_id, event.place_said = unit_id, ""
    uow.session.add(EventPlace(event_id=event.id, unit_id=unit_id, at=uow.kept_at, by=uow.kept_by))
    uow.audit("correct_place", f"event:{event.id}", unit=unit_id)
    await redraw_event(uow, event)
