"""Opening a candour case: by what is known of an event, or because somebody asks for it. It is no verdict."""

from collections.abc import Sequence
from typing import TypeVar

from bot.casework.candour import settle
from bot.casework.candour_asked import leads_of
from bot.casework.candour_now import ENGAGEMENT, case_now
from bot.casework.queue import tell_person
from bot.casework.steps import redraw_event
from bot.casework.unit_of_work import LANTERN, UnitOfWork
from psirf.candour.opening import KnownOfHarm, opens_by
from psirf.candour.terms import AskedBy, CandourStatus, MoreTreatment, PersonKind
from psirf.circumstances import read_circumstances
from psirf.vocabulary import EventKind, EventStatus, OutcomeType, PhysicalHarm, PsychologicalHarm, Reached, YesNo
from storage.candour import candour_of, entries_of, people_of_case
from storage.events import decision_on, harm_history, people_affected
from storage.records import CandourCase, CandourPerson, PatientSafetyEvent

H = TypeVar("H", PhysicalHarm, PsychologicalHarm)
# Outcomes that a report may name, and which increase in treatment each is.
TREATMENT = {
    OutcomeType.THEATRE: MoreTreatment.THEATRE,
    OutcomeType.READMITTED: MoreTreatment.READMISSION,
    OutcomeType.CRITICAL_CARE: MoreTreatment.TRANSFER,
}
# What tells of nothing that went wrong for a patient.
OPEN_NOTHING = (EventKind.GOOD_CARE, EventKind.RISK)


async def open_if_called_for(uow: UnitOfWork, event: PatientSafetyEvent) -> CandourCase | None:
    """Open the assessment where what is known of an event opens one; None where nothing does. Safe to call again:
    what it is opened for adds up, and whoever turns out to be affected too is added.

    Of what opens one (Regulation 20(7)), no report asks for how long distress will last, nor of every increase in
    treatment: a stay in hospital that grew longer, or treatment that was cancelled. Those come by the grades, by
    what may still emerge, or by somebody's word (candour_asking.py).
    """
    known = await _known(uow, event)
    opened = opens_by(known, uow.rules.candour.prolonged_days) if known is not None else ()
    case = await candour_of(uow.session, event.id)
    if event.status is EventStatus.WITHDRAWN or not (opened or case):
        return None
    # Lantern does it, by what is known: whoever reports in confidence is named by no row of it.
    return await open_case(uow.acting(LANTERN), event, [each.value for each in opened])


async def open_because_asked(uow: UnitOfWork, event: PatientSafetyEvent, asked_by: AskedBy) -> CandourCase:
    """Somebody's own word opens it, whatever was graded."""
    return await open_case(uow, event, [asked_by.value])


async def open_case(uow: UnitOfWork, event: PatientSafetyEvent, opened_for: Sequence[str]) -> CandourCase:
    """The case of an event, with a track for each person affected; what it is opened for adds up."""
    known = await candour_of(uow.session, event.id)
    if known is not None:
        await _add_to(uow, known, event, [each for each in opened_for if each not in known.opened_for])
        return known
    case = CandourCase(
        event_id=event.id, opened_at=uow.kept_at, opened_by=uow.kept_by, opened_for=[*opened_for],
        reported_at=event.reported_at, aware_at=event.reported_at,
    )  # fmt: skip
    uow.session.add(case)
    await uow.session.flush()
    uow.audit("open_candour", f"candour:{case.id}", event=event.id, opened_for=[*opened_for])
    await add_who_was_affected(uow, case, event)
    await settle(uow, await case_now(uow, case))
    if case.status is CandourStatus.ASSESSING:
        await tell_leads(uow, case, event, "candour_opened")
    await redraw_event(uow, event)
    return case


async def _add_to(uow: UnitOfWork, case: CandourCase, event: PatientSafetyEvent, new: Sequence[str]) -> None:
    """More is known of what a case is about. Where that opens an assessment, or was not known to who assessed it,
    it is said to whoever leads on candour."""
    was = case.status
    if new:
        case.opened_for = [*case.opened_for, *new]
        uow.audit("candour_opened_for", f"candour:{case.id}", event=event.id, opened_for=[*new])
    if not await add_who_was_affected(uow, case, event) and not new:
        return
    if was is CandourStatus.ENGAGED and set(new) - {ENGAGEMENT}:
        case.opened_at = uow.kept_at  # since then there is something to assess
    await settle(uow, await case_now(uow, case))
    if was is CandourStatus.ENGAGED and case.status is CandourStatus.ASSESSING:
        await tell_leads(uow, case, event, "candour_opened")
    elif was is not CandourStatus.ASSESSING and set(new) - {ENGAGEMENT}:
        await tell_leads(uow, case, event, "candour_more")


async def add_who_was_affected(uow: UnitOfWork, case: CandourCase, event: PatientSafetyEvent) -> bool:
    """A track for each person affected who has none; where they died, for whoever acts, who is not yet known. Where
    nobody is said to be affected, somebody is looked for too. Whether anything of it is new."""
    known = await people_of_case(uow.session, case.id)
    there = {each.affected_person_id for each in known}
    affected = [each for each in await people_affected(uow.session, event.id) if each.id not in there]
    died = await _who_died(uow, event)
    touched = {entry.person_id for entry in await entries_of(uow.session, case.id)}
    untouched = [each for each in known if not each.sealed and each.id not in touched]
    changed = False
    for person in untouched:
        if person.affected_person_id is None and person.kind is PersonKind.NOT_YET_KNOWN and affected:
            person.affected_person_id = affected.pop(0).id  # of whom nothing was known
            person.kind, changed = PersonKind.PATIENT, True
        if person.affected_person_id in died and person.kind is PersonKind.PATIENT:
            person.kind, changed = PersonKind.NOT_YET_KNOWN, True  # nobody knows yet who acts for them
    tracks = [(each.id, each.id in died) for each in affected] if affected or known else [(None, True)]
    for number, (affected_id, is_dead) in enumerate(tracks, start=len(known) + 1):
        uow.session.add(
            CandourPerson(
                case_id=case.id, number=number, kind=PersonKind.NOT_YET_KNOWN if is_dead else PersonKind.PATIENT,
                affected_person_id=affected_id, added_at=uow.kept_at, added_by=uow.kept_by,
            )
        )  # fmt: skip
    await uow.session.flush()
    return changed or bool(tracks)


async def _who_died(uow: UnitOfWork, event: PatientSafetyEvent) -> set[int]:
    """The ids of those affected of whom it is known that they died; of one alone, by the answers too."""
    newest = {grading.affected_person_id: grading for grading in await harm_history(uow.session, event.id)}
    dead = {person for person, grading in newest.items() if grading.physical is PhysicalHarm.FATAL}
    answers = read_circumstances((await decision_on(uow.session, event.id)).circumstances)
    died = answers.died.yes is True or event.outcome is OutcomeType.DEATH
    return dead | set(newest) if died and len(newest) == 1 else dead


async def tell_leads(
    uow: UnitOfWork, case: CandourCase, event: PatientSafetyEvent, kind: str, which: str = ""
) -> None:
    """Whoever leads on candour there hears of it; where nobody does, the learning response leads. `which`: what tells
    it from the same news at another time."""
    which = which or str(len(case.opened_for))
    for person_id in await leads_of(uow, event):
        await tell_person(
            uow, kind, subject="candour", subject_id=case.id, to=person_id, in_hours=True,
            key=f"{kind}:{case.id}:{which}:{person_id}", status=case.status,
        )  # fmt: skip


async def _known(uow: UnitOfWork, event: PatientSafetyEvent) -> KnownOfHarm | None:
    """What is known of an event's harm, the most of anybody it affected; None where it is of a kind that opens
    nothing. Of what reached nobody, only what may still emerge. One that was joined to another keeps its own."""
    if event.status is EventStatus.WITHDRAWN or event.kind in OPEN_NOTHING:
        return None
    answers = read_circumstances((await decision_on(uow.session, event.id)).circumstances)
    emerges = answers.harm_could_still_emerge.yes is True
    if event.reached is Reached.NO:
        return KnownOfHarm(could_emerge=emerges)
    newest = {grading.affected_person_id: grading for grading in await harm_history(uow.session, event.id)}
    treatment = TREATMENT.get(event.outcome) if event.outcome is not None and event.our_part is not YesNo.NO else None
    return KnownOfHarm(
        _worst(tuple(PhysicalHarm), [each.physical for each in newest.values()]),
        _worst(tuple(PsychologicalHarm), [each.psychological for each in newest.values()]),
        could_emerge=emerges,
        more_treatment=(treatment,) if treatment is not None else (),
        died=answers.died.yes is True or event.outcome is OutcomeType.DEATH,
    )  # fmt: skip


def _worst(order: Sequence[H], graded: Sequence[H]) -> H:
    """The most of what was graded; the first of the order where nothing was."""
    return max(graded, key=order.index, default=order[0])
