"""Deciding whether candour is owed, by a healthcare professional and never by a grade; and who sees to it."""

from collections.abc import Mapping
from datetime import datetime

from bot.casework.candour import Written, allow_writing, settle, was_written, write_down
from bot.casework.candour_asked import who_looks_again
from bot.casework.candour_news import tell_who_holds_it
from bot.casework.candour_now import ENGAGEMENT, case_now
from bot.casework.queue import tell_lead, tell_person
from bot.casework.steps import allow_candour_step
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.kept import NoteName
from psirf.candour.record import answer_of
from psirf.candour.terms import Answer, CandourStatus, Limb, LimbAnswer, StepName, StepRefusal
from psirf.lifecycle import NotAllowed, StepNotTaken
from psirf.refusals import Refusal
from storage.candour import OPEN
from storage.records import CandourCase

PROFESSION = "profession"


async def assess(
    uow: UnitOfWork, case: CandourCase, *, seen: int | None, key: str, limbs: Mapping[Limb, LimbAnswer],
    why: Mapping[Limb, str], profession: str,
) -> Answer:  # fmt: skip
    """A healthcare professional answers the three questions: what that comes to. Raises NotAllowed: also where a no
    is without its reason, or the profession is not said.

    Where it comes to a no, somebody else is asked to look at why.
    """
    answer = answer_of(limbs)
    if answer is None:
        raise StepNotTaken(StepRefusal.NO_LIMBS)
    lacks_reason = [limb for limb, given in limbs.items() if given is LimbAnswer.NO and not why.get(limb, "").strip()]
    if lacks_reason or not profession.strip():
        raise NotAllowed(Refusal.WHY_NOT_OWED)
    words = {**{limb.value: said for limb, said in why.items()}, PROFESSION: profession}
    said = {"limbs": {limb.value: given.value for limb, given in limbs.items()}}
    if await was_written(uow, case, key):
        return answer
    await write_down(
        uow, case, [Written(StepName.ASSESSED, uow.now, said=said, words=words)], key=key, step="assess", seen=seen
    )
    case.assessed_by = uow.person_id
    if case.status is CandourStatus.SECOND_LOOK:
        await ask_somebody_else(uow, case, "agree", "candour_second")
    return answer


async def agree_not_owed(uow: UnitOfWork, case: CandourCase, *, seen: int | None, key: str, why: str) -> None:
    """A second person agrees that the statutory duty does not apply. Those affected are still involved. Raises
    NotAllowed: also for whoever assessed it."""
    written = Written(StepName.SIGN_OFF, uow.now, words={"why": why})
    await write_down(uow, case, [written], key=key, step="agree", seen=seen)


async def take_on(uow: UnitOfWork, case: CandourCase, *, seen: int | None) -> None:
    """Whoever acts will hold the conversations; and is the named contact, where nobody is. Raises NotAllowed."""
    await name_people(uow, case, seen=seen, step="take_on", clinician_id=uow.person_id)


async def name_people(
    uow: UnitOfWork, case: CandourCase, *, seen: int | None, step: str = "name_people",
    clinician_id: int | None = None, contact_id: int | None = None, cover_id: int | None = None,
) -> None:  # fmt: skip
    """Who holds the conversations, who is the named contact and who covers for them; None leaves it as it is. Each is
    told. Raises NotAllowed: nobody covers for themself."""
    await allow_candour_step(uow, case, step, seen=seen)
    clinician = clinician_id or case.clinician_id
    contact = contact_id or case.contact_id or clinician
    cover = cover_id or case.cover_id
    if cover is not None and cover == contact:
        if cover_id is not None:
            raise NotAllowed(Refusal.OWN_COVER)
        cover = None
    before = {case.clinician_id, case.contact_id, case.cover_id}
    case.clinician_id, case.contact_id, case.cover_id = clinician, contact, cover
    uow.audit(step, f"candour:{case.id}", clinician=clinician, contact=contact, cover=cover)
    await settle(uow, await case_now(uow, case))
    for person_id in {clinician, contact, cover} - before - {None, uow.by.id}:
        assert person_id is not None
        await tell_person(
            uow, "candour_given", subject="candour", subject_id=case.id, to=person_id, in_hours=True,
            key=f"candour_given:{case.id}:{case.version}:{person_id}",
        )  # fmt: skip


async def approve_findings(uow: UnitOfWork, case: CandourCase, *, seen: int | None, key: str, at: datetime) -> None:
    """The findings of the learning response were approved at a moment: from then on there is a day by which they are
    shared. Raises NotAllowed."""
    if await was_written(uow, case, key):
        return
    if at < case.reported_at:
        raise StepNotTaken(StepRefusal.BEFORE_IT_HAPPENED)
    await allow_writing(uow, case, "approve_findings", seen)
    if at > uow.now:
        raise NotAllowed(Refusal.NOT_COME_YET)
    case.findings_approved_at = at
    now = await write_down(
        uow, case, [Written(NoteName.FINDINGS_APPROVED, at)], key=key, step="approve_findings", seen=seen
    )
    await tell_who_holds_it(uow, case, "candour_findings", str(now.record.version))


async def withdraw_with_report(uow: UnitOfWork, case: CandourCase) -> None:
    """Its report was withdrawn, and nothing is owed to anybody. Whoever holds it hears of it."""
    uow.audit("withdraw", f"candour:{case.id}")
    await settle(uow, await case_now(uow, case))
    await tell_who_holds_it(uow, case, "candour_withdrawn", str(case.version))


def is_open(case: CandourCase) -> bool:
    """Whether something may still be owed, or has to be decided."""
    return case.status in OPEN


def is_for_engagement_alone(case: CandourCase) -> bool:
    return set(case.opened_for) == {ENGAGEMENT}


async def ask_somebody_else(uow: UnitOfWork, case: CandourCase, step: str, kind: str) -> None:
    """Ask, by a card of this kind, whoever may take a step and is not who acts: the candour leads; where that is
    nobody else, the leads."""
    event = (await case_now(uow, case)).event
    for person_id in await who_looks_again(uow, case, event, step, {uow.person_id}):
        await tell_lead(
            uow, kind, subject="candour", subject_id=case.id, to=person_id, in_hours=True,
            key=f"{kind}:{case.id}:{case.version}:{person_id}", status=case.status,
        )  # fmt: skip
