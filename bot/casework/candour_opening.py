"""Opening a candour case: by what is known of an event, or because somebody asks for it. It is no verdict."""

from collections.abc import Sequence
from typing import TypeVar

from bot.casework.candour import settle
from bot.casework.candour_now import case_now
from bot.casework.concerning import holders
from bot.casework.queue import tell_person
from bot.casework.roles import people_asked
from bot.casework.steps import redraw_event
from bot.casework.unit_of_work import LANTERN, UnitOfWork
from psirf.candour.opening import KnownOfHarm, opens_by
from psirf.candour.terms import AskedBy, MoreTreatment, PersonKind
from psirf.circumstances import read_circumstances
from psirf.vocabulary import EventStatus, OutcomeType, PhysicalHarm, PsychologicalHarm, Reached, Role, YesNo
from storage.candour import candour_of, people_of_case
from storage.events import decision_on, harm_history, people_affected
from storage.records import CandourCase, CandourPerson, PatientSafetyEvent

H = TypeVar("H", PhysicalHarm, PsychologicalHarm)
# Outcomes that a report may name, and which increase in treatment each is.
TREATMENT = {
    OutcomeType.THEATRE: MoreTreatment.THEATRE,
    OutcomeType.READMITTED: MoreTreatment.READMISSION,
    OutcomeType.CRITICAL_CARE: MoreTreatment.TRANSFER,
}


async def open_if_called_for(uow: UnitOfWork, event: PatientSafetyEvent) -> CandourCase | None:
    """Open the assessment where what is known of an event opens one; None where nothing does. Safe to call again."""
    known = await _known(uow, event)
    opened = opens_by(known, uow.rules.candour.prolonged_days) if known is not None else ()
    if not opened:
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
        new = [each for each in opened_for if each not in known.opened_for]
        if new:
            known.opened_for = [*known.opened_for, *new]
            uow.audit("candour_opened_for", f"candour:{known.id}", event=event.id, opened_for=new)
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
    await _tell(uow, case, event)
    return case


async def add_who_was_affected(uow: UnitOfWork, case: CandourCase, event: PatientSafetyEvent) -> None:
    """A track for each person affected who has none; where they died, for whoever acts, who is not yet known. Where
    nobody is said to be affected, somebody is looked for too."""
    known = await people_of_case(uow.session, case.id)
    there = {each.affected_person_id for each in known}
    affected = [each for each in await people_affected(uow.session, event.id) if each.id not in there]
    died = await _who_died(uow, event)
    tracks = [(each.id, each.id in died) for each in affected] if affected or known else [(None, True)]
    for number, (affected_id, is_dead) in enumerate(tracks, start=len(known) + 1):
        uow.session.add(
            CandourPerson(
                case_id=case.id, number=number, kind=PersonKind.NOT_YET_KNOWN if is_dead else PersonKind.PATIENT,
                affected_person_id=affected_id, added_at=uow.kept_at, added_by=uow.kept_by,
            )
        )  # fmt: skip
    await uow.session.flush()


async def _who_died(uow: UnitOfWork, event: PatientSafetyEvent) -> set[int]:
    """The ids of those affected of whom it is known that they died; of one alone, by the answers too."""
    newest = {grading.affected_person_id: grading for grading in await harm_history(uow.session, event.id)}
    dead = {person for person, grading in newest.items() if grading.physical is PhysicalHarm.FATAL}
    answers = read_circumstances((await decision_on(uow.session, event.id)).circumstances)
    died = answers.died.yes is True or event.outcome is OutcomeType.DEATH
    return dead | set(newest) if died and len(newest) == 1 else dead


async def _tell(uow: UnitOfWork, case: CandourCase, event: PatientSafetyEvent) -> None:
    """Whoever leads on candour there hears of it; where nobody does, the learning response leads."""
    told = await holders(uow, Role.CANDOUR, event) or await people_asked(uow, Role.LEAD, event)
    for person_id in told:
        await tell_person(
            uow, "candour_opened", subject="candour", subject_id=case.id, to=person_id, in_hours=True,
            key=f"candour_opened:{case.id}:{person_id}", status=case.status,
        )  # fmt: skip
    await redraw_event(uow, event)


async def _known(uow: UnitOfWork, event: PatientSafetyEvent) -> KnownOfHarm | None:
    """What is known of an event's harm, the most of anybody it affected; None of what is over before it began."""
    if event.status in (EventStatus.WITHDRAWN, EventStatus.MERGED):
        return None
    newest = {grading.affected_person_id: grading for grading in await harm_history(uow.session, event.id)}
    answers = read_circumstances((await decision_on(uow.session, event.id)).circumstances)
    reached = event.reached is Reached.YES
    treatment = TREATMENT.get(event.outcome) if event.outcome is not None and event.our_part is not YesNo.NO else None
    return KnownOfHarm(
        _worst(tuple(PhysicalHarm), [each.physical for each in newest.values()]),
        _worst(tuple(PsychologicalHarm), [each.psychological for each in newest.values()]),
        could_emerge=answers.harm_could_still_emerge.yes is True,
        more_treatment=(treatment,) if treatment is not None else (),
        died=(reached and answers.died.yes is True) or event.outcome is OutcomeType.DEATH,
    )  # fmt: skip


def _worst(order: Sequence[H], graded: Sequence[H]) -> H:
    """The most of what was graded; the first of the order where nothing was."""
    return max(graded, key=order.index, default=order[0])
