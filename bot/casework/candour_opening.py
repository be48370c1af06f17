"""Opening a candour case: by what is known of an event, or because somebody asks for it. It is no verdict."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from bot.casework.candour import settle
from bot.casework.candour_asked import leads_of
from bot.casework.candour_deaths import who_died
from bot.casework.candour_news import tell_who_holds_it
from bot.casework.candour_now import ENGAGEMENT, CaseNow, case_now
from bot.casework.candour_reminders import set_next_reminder
from bot.casework.queue import tell_person
from bot.casework.steps import redraw_candour, redraw_event
from bot.casework.unit_of_work import LANTERN, UnitOfWork
from psirf.candour.kept import NoteName
from psirf.candour.opening import KnownOfHarm, opens_by
from psirf.candour.terms import Answer, AskedBy, CandourStatus, MoreTreatment, OpenedBy, PersonKind
from psirf.circumstances import read_circumstances
from psirf.vocabulary import EventKind, EventStatus, OutcomeType, PhysicalHarm, PsychologicalHarm, Reached, YesNo
from storage.candour import candour_of, entries_of, people_of_case
from storage.events import decision_on, harm_history, people_affected
from storage.records import CandourCase, CandourEntry, CandourPerson, PatientSafetyEvent

H = TypeVar("H", PhysicalHarm, PsychologicalHarm)
# Outcomes that a report may name, and which increase in treatment each is.
TREATMENT = {
    OutcomeType.THEATRE: MoreTreatment.THEATRE,
    OutcomeType.READMITTED: MoreTreatment.READMISSION,
    OutcomeType.CRITICAL_CARE: MoreTreatment.TRANSFER,
}
# What tells of nothing that went wrong for a patient.
OPEN_NOTHING = (EventKind.GOOD_CARE, EventKind.RISK)
# What the leads hear: it is to be assessed; more is known; and once for all that was reported before an upgrade.
OPENED, MORE, OF_BEFORE = "candour_opened", "candour_more", "candour_before"


async def open_if_called_for(
    uow: UnitOfWork, event: PatientSafetyEvent, *, is_worse: bool = False, told: Collection[OpenedBy] = (),
    news: str = OPENED,
) -> CandourCase | None:  # fmt: skip
    """Open the assessment where what is known of an event opens one; None where nothing does. Safe to call again:
    what it is opened for adds up, and whoever turns out to be affected too is added.

    `is_worse`: somebody's harm was just graded as worse than was known. `told`: what opens one and no report asks
    for, as it was told with a grade: a longer stay, treatment that was cancelled, how long distress will last.
    """
    known = await _known(uow, event)
    opens = {*opens_by(known, uow.rules.candour.prolonged_days), *told} if known is not None else set()
    opened = [by.value for by in OpenedBy if by in opens]
    case = await candour_of(uow.session, event.id)
    if event.status is EventStatus.WITHDRAWN or not (opened or case):
        return None
    # Lantern does it, by what is known: whoever reports in confidence is named by no row of it.
    return await open_case(uow.acting(LANTERN), event, opened, is_news=is_worse, news=news)


async def open_because_asked(uow: UnitOfWork, event: PatientSafetyEvent, asked_by: AskedBy) -> CandourCase:
    """Somebody's own word opens it, whatever was graded, and however often it was assessed."""
    return await open_case(uow, event, [asked_by.value], is_news=True)


async def open_case(
    uow: UnitOfWork, event: PatientSafetyEvent, opened_for: Sequence[str], *, is_news: bool = False,
    news: str = OPENED,
) -> CandourCase:  # fmt: skip
    """The case of an event, with a track for each person affected; what it is opened for adds up. `is_news`: it was
    not known before, also where it is opened for the same again. `news`: what the leads hear of a new one."""
    known = await candour_of(uow.session, event.id)
    if known is not None:
        new = [each for each in opened_for if each not in known.opened_for]
        await _add_to(uow, known, event, new, is_news or bool(set(new) - {ENGAGEMENT}))
        return known
    case = CandourCase(
        event_id=event.id, opened_at=uow.kept_at, opened_by=uow.kept_by, opened_for=[*opened_for],
        reported_at=event.reported_at,
    )  # fmt: skip
    uow.session.add(case)
    await uow.session.flush()
    uow.audit("open_candour", f"candour:{case.id}", event=event.id, opened_for=[*opened_for])
    await add_who_was_affected(uow, case, event)
    await settle(uow, await case_now(uow, case))
    if case.status is CandourStatus.ASSESSING:
        await tell_leads(uow, case, event, news)
    await redraw_event(uow, event)
    return case


async def _add_to(
    uow: UnitOfWork, case: CandourCase, event: PatientSafetyEvent, new: Sequence[str], is_news: bool
) -> None:
    """More is known of what a case is about. Where it was assessed as not owed, it is assessed anew. Unless it waited
    for its assessment, it is said to whoever leads on candour; and to whoever holds it, where something is owed.
    Where somebody died, it may be known now who, or that they live."""
    was = case.status
    if new:
        case.opened_for = [*case.opened_for, *new]
        uow.audit("candour_opened_for", f"candour:{case.id}", event=event.id, opened_for=[*new])
    somebody_new = await add_who_was_affected(uow, case, event)
    if not (somebody_new or new or is_news):
        if OpenedBy.DEATH.value in case.opened_for:  # who types on a page of it is not behind by that
            set_next_reminder(uow, await case_now(uow, case))
            await redraw_candour(uow, case)
        return
    if was is CandourStatus.ENGAGED and set(new) - {ENGAGEMENT}:
        case.opened_at = uow.kept_at  # since then there is something to assess
    now = await case_now(uow, case)
    await settle(uow, await _known_anew(uow, now) if is_news else now)
    is_owed = was in (CandourStatus.OWED, CandourStatus.ENDED)
    if was is CandourStatus.ENGAGED and case.status is CandourStatus.ASSESSING:
        await tell_leads(uow, case, event, OPENED)
    elif was is not CandourStatus.ASSESSING and (is_news or (is_owed and somebody_new)):
        await tell_leads(uow, case, event, MORE)
        if is_owed:
            await tell_who_holds_it(uow, case, MORE, str(case.version))


async def _known_anew(uow: UnitOfWork, now: CaseNow) -> CaseNow:
    """What was found not to be owed is to be assessed again: that is kept with what was written down."""
    if now.case.answer is not Answer.NOT_NOTIFIABLE:
        return now
    uow.session.add(
        CandourEntry(
            case_id=now.record.id, person_id=None, name=NoteName.MORE_KNOWN.value, at=uow.kept_at,
            written_at=uow.kept_at, written_by=uow.kept_by, key=f"more known:{now.record.version}",
        )
    )  # fmt: skip
    await uow.session.flush()
    return await case_now(uow, now.record)


async def add_who_was_affected(uow: UnitOfWork, case: CandourCase, event: PatientSafetyEvent) -> bool:
    """A track for each person affected who has none; where they died, for whoever acts, who is not yet known. Where
    nobody is said to be affected, somebody is looked for too. Whether anything of it is new."""
    known = await people_of_case(uow.session, case.id)
    there = {each.affected_person_id for each in known}
    affected = [each for each in await people_affected(uow.session, event.id) if each.id not in there]
    died = await who_died(uow, event)
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


async def tell_leads(
    uow: UnitOfWork, case: CandourCase, event: PatientSafetyEvent, kind: str, which: str = ""
) -> None:
    """Whoever leads on candour there hears of it; where nobody does, the learning response leads. That more is known
    is said also where the case has moved on before they read it. `which`: what tells it from the same news at another
    time."""
    which = str(uow.today) if kind == OF_BEFORE else f"{case.id}:{which or case.version}"
    for person_id in await leads_of(uow, event):
        await tell_person(
            uow, kind, subject="candour", subject_id=case.id, to=person_id, in_hours=True,
            key=f"{kind}:{which}:{person_id}", **({"status": case.status} if kind == OPENED else {}),
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
