"""Who died, as far as an event's grades and answers tell. A grade writes nothing down: somebody is asked."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.record import Case
from psirf.candour.terms import OpenedBy, PersonKind, StepName
from psirf.circumstances import read_circumstances
from psirf.vocabulary import OutcomeType, PhysicalHarm
from storage.events import decision_on, harm_history
from storage.records import CandourCase, CandourEntry, CandourPerson, PatientSafetyEvent


async def who_died(uow: UnitOfWork, event: PatientSafetyEvent) -> Mapping[int, datetime]:
    """Of those affected, by their ids, who died as far as is known, and when that was graded; of one alone, by the
    answers too."""
    newest = {grading.affected_person_id: grading for grading in await harm_history(uow.session, event.id)}
    dead = {person: each.at for person, each in newest.items() if each.physical is PhysicalHarm.FATAL}
    if dead or len(newest) != 1:
        return dead
    answers = read_circumstances((await decision_on(uow.session, event.id)).circumstances)
    died = answers.died.yes is True or event.outcome is OutcomeType.DEATH
    return {person: each.at for person, each in newest.items()} if died else {}


async def perhaps_dead(
    uow: UnitOfWork, record: CandourCase, event: PatientSafetyEvent, people: Sequence[CandourPerson],
    entries: Sequence[CandourEntry], case: Case,
) -> frozenset[str]:  # fmt: skip
    """The patients, by their numbers, who died as far as the report tells, and of whom nobody here has said since
    whether they did."""
    asked = [
        each for each in people
        if each.kind is PersonKind.PATIENT and str(each.number) in case.tracks and each.affected_person_id
        and not case.tracks[str(each.number)].died
    ]  # fmt: skip
    if not asked or OpenedBy.DEATH.value not in record.opened_for:
        return frozenset()
    dead = await who_died(uow, event)
    lives = {entry.person_id: entry.written_at for entry in entries if entry.name == StepName.LIVES}
    return frozenset(
        str(each.number) for each in asked
        if (since := dead.get(each.affected_person_id or 0)) and not (each.id in lives and lives[each.id] >= since)
    )  # fmt: skip
