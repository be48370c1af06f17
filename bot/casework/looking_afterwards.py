"""What came after a report, as views: for bot/casework/looking.py, which says who may see which."""

from bot.casework.unit_of_work import UnitOfWork
from bot.casework.views import (
    CorrectionShown,
    ElsewhereShown,
    NoteShown,
    OpenedShown,
    OpeningShown,
    PatientShown,
    ProgressStep,
    WithdrawalShown,
)
from psirf.incident_system import NATIONAL
from psirf.marks import with_words
from psirf.vocabulary import EventKind, EventStatus, NoteKind
from psirf.working_time import london_day
from storage.afterwards import corrections_of, last_opening_of, notes_of, patient_references_of
from storage.events import decision_on, people_affected, references_of, status_history
from storage.people import people_by_ids
from storage.records import PatientSafetyEvent

# What a ward manager says to the leads: shown beside the first look, and not to the reporter.
BETWEEN_THEM = (NoteKind.PASSED_ON, NoteKind.NOT_OURS, NoteKind.SAME_EVENT)
SAME_EVENT = "Looked at together with another report of the same event"
LONGEST_NAME = 80  # characters of a name on a card


async def names_of(uow: UnitOfWork, ids: list[int | None]) -> dict[int | None, str]:
    """The names of people, by their ids."""
    people = await people_by_ids(uow.session, {id for id in ids if id is not None})
    return {id: person.name[:LONGEST_NAME] or "Somebody" for id, person in people.items()}


async def notes_shown(
    uow: UnitOfWork, event: PatientSafetyEvent, marked: dict[str, str]
) -> tuple[NoteShown, ...] | None:
    """What was said since; `marked` are words hidden in it that this viewer may see."""
    notes = [note for note in await notes_of(uow.session, event.id) if note.kind not in BETWEEN_THEM]
    asked = (NoteKind.QUESTION,)
    names = await names_of(uow, [note.by for note in notes if note.kind in asked])
    return tuple(
        NoteShown(
            note.id, note.kind, with_words(note.text, marked), names.get(note.by, "") if note.kind in asked else "",
            note.at, note.answers,
        )
        for note in notes
    ) or None  # fmt: skip


async def corrections_shown(
    uow: UnitOfWork, event: PatientSafetyEvent, marked: dict[str, str]
) -> tuple[CorrectionShown, ...] | None:
    return tuple(
        CorrectionShown(each.label, with_words(each.before, marked), with_words(each.after, marked), each.at)
        for each in await corrections_of(uow.session, event.id)
    ) or None  # fmt: skip


async def withdrawal_shown(
    uow: UnitOfWork, event: PatientSafetyEvent, marked: dict[str, str]
) -> WithdrawalShown | None:
    if event.withdrawal is None:
        return None
    said = [note.text for note in await notes_of(uow.session, event.id) if note.kind is NoteKind.WITHDRAWAL]
    return WithdrawalShown(event.withdrawal, with_words(said[-1], marked) if said else "", event.withdrawal_answer)


async def patients_shown(uow: UnitOfWork, event: PatientSafetyEvent) -> tuple[PatientShown, ...] | None:
    """Whether each person affected can be found."""
    newest = {each.affected_person_id: each for each in await patient_references_of(uow.session, event.id)}
    return tuple(
        PatientShown(
            person.id, person.sequence,
            newest[person.id].known if person.id in newest else None,
            newest[person.id].at if person.id in newest else None,
            newest[person.id].because if person.id in newest else "",
        )
        for person in await people_affected(uow.session, event.id)
    ) or None  # fmt: skip


async def elsewhere_shown(uow: UnitOfWork, event: PatientSafetyEvent) -> tuple[ElsewhereShown, ...]:
    """Where else an event is; empty where it is in no other system yet."""
    references, system = await references_of(uow.session, event.id), uow.rules.incident_system
    names = await names_of(uow, [each.by for each in references])
    return tuple(
        ElsewhereShown(
            system.called(each.system), each.number, names.get(each.by, ""), each.at, each.system == NATIONAL
        )
        for each in references
    )


async def opening_shown(uow: UnitOfWork, event: PatientSafetyEvent, viewer_id: int) -> OpeningShown | None:
    """The newest wish to open a sealed name, and what whoever looks is to it."""
    opening = await last_opening_of(uow.session, event.id)
    if opening is None:
        return None
    names = await names_of(uow, [opening.asked_by, opening.answered_by])
    return OpeningShown(
        opening.id, names.get(opening.asked_by, ""), opening.asked_at, opening.because, opening.agreed,
        names.get(opening.answered_by, ""), opening.answered_at, opening.barred, opening.barred_because,
        opening.review_on, opening.told_at, opening.answered_because,
        is_asker=viewer_id == opening.asked_by,
        is_opener=bool(opening.agreed) and viewer_id in (opening.asked_by, opening.answered_by),
    )  # fmt: skip


async def opened_shown(uow: UnitOfWork, event: PatientSafetyEvent) -> OpenedShown | None:
    """That a sealed name was opened, as soon as its reporter is to know, and not before."""
    opening = await last_opening_of(uow.session, event.id) if event.reporter_handle else None
    if opening is None or opening.told_at is None or opening.answered_at is None:
        return None
    names = await names_of(uow, [opening.asked_by, opening.answered_by])
    by = (names.get(opening.asked_by, ""), names.get(opening.answered_by, ""))
    return OpenedShown(by, opening.answered_at, opening.because, opening.told_at)


async def progress_shown(uow: UnitOfWork, event: PatientSafetyEvent) -> tuple[ProgressStep, ...]:
    """The way of a report, step by step: what was done on which day, and what is still to come."""
    history = {change.status: london_day(change.at) for change in await status_history(uow.session, event.id)}
    decision = await decision_on(uow.session, event.id)
    received = ProgressStep("Received", london_day(event.reported_at))
    if event.status is EventStatus.WITHDRAWN:
        return (received, ProgressStep("Withdrawn", history.get(EventStatus.WITHDRAWN)))
    looked_on = event.looked_at or decision.decided_at
    looked = ProgressStep("Looked at", london_day(looked_on) if looked_on else None)
    if looked_on is None and event.first_looked_at is not None:
        looked = ProgressStep("Looked at", london_day(event.first_looked_at), "By the ward manager")
    chosen = decision.chosen.label if decision.chosen else ""
    chosen_on = history.get(EventStatus.DECIDED)
    if chosen_on and decision.decided_at:
        chosen_on = london_day(decision.decided_at)  # of what holds now: it may have been chosen again
    if chosen and event.theme_id is not None:
        chosen = f"{chosen}, together with others like it"
    learned_on = event.learned_at or event.told_at
    good, is_joined = event.kind is EventKind.GOOD_CARE, event.status is EventStatus.MERGED
    changed_on = london_day(event.told_at) if is_joined and event.told_at else history.get(EventStatus.CLOSED)
    return (
        received,
        looked,
        ProgressStep("Same event", history.get(EventStatus.MERGED), SAME_EVENT)
        if is_joined
        else ProgressStep("Response chosen", chosen_on, chosen),
        ProgressStep("Learned", london_day(learned_on) if learned_on else None, event.told_learned),
        ProgressStep("Spread" if good else "Changed", changed_on, event.told_changed),
    )
