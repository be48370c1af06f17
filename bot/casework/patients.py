"""Which patient it was: a number in the protected store, who knows it, or that nobody can find it out.

A number is nowhere but in its sealed row: not in the audit trail, the outbox, what is kept of a turn, or a log.
None of these steps asks which version was seen. What is known of a patient stays true whatever else of the event
moved on meanwhile, and somebody who has typed a number is not asked to type it again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.casework.marking import marked_in
from bot.casework.patient_nudges import end_patient_nudges_if_settled
from bot.casework.steps import allow_event_step, take_event_step
from bot.casework.unit_of_work import UnitOfWork
from psirf.lifecycle import NotAllowed
from psirf.marks import taken_out
from psirf.patient_numbers import read_patient_number, spoken_number, without_number
from psirf.refusals import Refusal
from psirf.vocabulary import IdentifierKind, PatientKnown, Reached
from psirf.working_time import london_day
from storage.afterwards import patient_references_of
from storage.events import people_affected
from storage.records import PatientReference, PatientSafetyEvent
from storage.vault import KeyTrouble

PURPOSE = "patient"


@dataclass(frozen=True, slots=True)
class NumberFound:
    """A patient's number as it is read out, and on which day it was given; `another_on` where a different one
    had been given before it."""

    kind: IdentifierKind
    number: str
    sequence: int  # of the person affected
    given_on: date
    another_on: date | None


async def keep_number(
    uow: UnitOfWork, event: PatientSafetyEvent, person: int, said: str
) -> tuple[IdentifierKind, bool]:
    """Keep the number of a person affected in the protected store: of which kind it was read to be, and
    whether another stood there before, which stays as history. The same number again changes nothing.

    Raises NotAllowed, and KeyTrouble where nothing can be sealed; nothing is changed.
    """
    uow.veil.untraced = True
    await allow_event_step(uow, event, "give_number")
    before = await _said_of(uow, event, person)
    kind, number = read_patient_number(said, uow.rules.identifiers)
    if _opened(uow, before) == number:
        return kind, False
    sealed = uow.vault.seal(number, PURPOSE, str(person))
    await _take(uow, event, "give_number", PatientReference(
        affected_person_id=person, known=PatientKnown.NUMBER, at=uow.kept_at, by=uow.kept_by, kind=kind,
        sealed=sealed,
    ))  # fmt: skip
    return kind, any(each.known is PatientKnown.NUMBER for each in before)


async def nurse_in_charge_knows(uow: UnitOfWork, event: PatientSafetyEvent, person: int) -> None:
    """The reporter says who knows it. It settles nothing: a lead asks there. Raises NotAllowed."""
    await _say(uow, event, person, "nurse_knows", PatientKnown.NURSE_IN_CHARGE)


async def number_later(uow: UnitOfWork, event: PatientSafetyEvent, person: int) -> None:
    """The reporter has not got the number now. Raises NotAllowed."""
    await _say(uow, event, person, "number_later", PatientKnown.LATER)


async def cannot_be_found_out(uow: UnitOfWork, event: PatientSafetyEvent, person: int, because: str) -> None:
    """Who leads says, with a reason, that nobody can find it out, and is nudged no more. Raises NotAllowed."""
    await _say(uow, event, person, "not_to_be_found", PatientKnown.NOT_TO_BE_FOUND, because)


async def show_patient_number(uow: UnitOfWork, event: PatientSafetyEvent, person: int, because: str) -> NumberFound:
    """The number of a person affected, for the candour lead. The look is written down, with the reason.

    It moves nothing on, so nobody's card changes. Raises NotAllowed, and KeyTrouble where no key opens it.
    """
    uow.veil.untraced = True
    await allow_event_step(uow, event, "see_patient", reason=because)
    said = await _said_of(uow, event, person)
    given = [each for each in said if each.known is PatientKnown.NUMBER]
    if not given:
        raise NotAllowed(Refusal.NOT_NOW)
    newest, kind = given[-1], given[-1].kind
    assert kind is not None, "a number is kept with its kind"
    number = uow.vault.open(newest.sealed, PURPOSE, str(person))
    reason = without_number(await _without_identifiers(uow, because), kind, number)
    uow.audit("see_patient", f"event:{event.id}", person=person, reason=reason)
    [sequence] = [each.sequence for each in await people_affected(uow.session, event.id) if each.id == person]
    another_on = london_day(given[-2].at) if len(given) > 1 else None
    return NumberFound(kind, spoken_number(kind, number), sequence, london_day(newest.at), another_on)


async def _say(
    uow: UnitOfWork, event: PatientSafetyEvent, person: int, step: str, known: PatientKnown, because: str = ""
) -> None:
    """Keep what is known instead of a number. The same again changes nothing."""
    uow.veil.untraced = True  # a number may have been typed beside it
    await allow_event_step(uow, event, step, reason=because)
    before = await _said_of(uow, event, person)
    newest = before[-1].known if before else None
    if newest is known:
        return
    if newest is not None and (newest.settles or known is PatientKnown.LATER):
        raise NotAllowed(Refusal.STALE)  # pressed on a card from before more was known
    because = (await _without_identifiers(uow, because)).strip()
    reference = PatientReference(
        affected_person_id=person, known=known, at=uow.kept_at, by=uow.kept_by, because=because
    )
    await _take(uow, event, step, reference, because)


async def _take(
    uow: UnitOfWork, event: PatientSafetyEvent, step: str, reference: PatientReference, because: str = ""
) -> None:
    uow.session.add(reference)
    await take_event_step(uow, event, step, seen=None, reason=because, person=reference.affected_person_id)
    await uow.session.flush()
    await end_patient_nudges_if_settled(uow, event)


async def _said_of(uow: UnitOfWork, event: PatientSafetyEvent, person: int) -> Sequence[PatientReference]:
    """What was said of somebody whom this event reached, oldest first. Raises NotAllowed for anybody else."""
    theirs = {each.id for each in await people_affected(uow.session, event.id)}
    if person not in theirs or event.reached is not Reached.YES:
        raise NotAllowed(Refusal.NOT_NOW)
    said = await patient_references_of(uow.session, event.id)
    return [each for each in said if each.affected_person_id == person]


def _opened(uow: UnitOfWork, said: Sequence[PatientReference]) -> str | None:
    """The number that holds now; None where there is none, or where no key opens it."""
    if not said or said[-1].known is not PatientKnown.NUMBER:
        return None
    try:
        return uow.vault.open(said[-1].sealed, PURPOSE, str(said[-1].affected_person_id))
    except KeyTrouble:
        return None


async def _without_identifiers(uow: UnitOfWork, because: str) -> str:
    """A reason as the audit trail may have it: no number, name or date in it that may identify somebody."""
    [marks] = await marked_in(uow, [because])
    for mark in sorted(marks, key=lambda each: -each.start):
        because = because[: mark.start] + taken_out(mark.kind) + because[mark.end :]
    return because
