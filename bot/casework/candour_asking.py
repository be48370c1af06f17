"""Asking for candour, whatever was graded; and involving those affected where no assessment is open."""

from bot.casework.candour import sealed_words
from bot.casework.candour_now import ENGAGEMENT
from bot.casework.candour_opening import open_because_asked, open_case
from bot.casework.marking import hide_in_note
from bot.casework.steps import take_event_step
from bot.casework.unit_of_work import LANTERN, UnitOfWork
from psirf.candour.kept import NoteName
from psirf.candour.terms import AskedBy
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import NoteKind
from storage.candour import candour_of, entry_with_key
from storage.records import CandourCase, CandourEntry, EventNote, PatientSafetyEvent


async def ask_for_candour(
    uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, key: str, asked_by: AskedBy, why: str
) -> CandourCase:  # fmt: skip
    """Somebody asks that it is assessed whether candour is owed, and says why: that may name somebody, and is sealed
    with the case. The same key again asks nothing anew. Raises NotAllowed, and KeyTrouble without a key.

    A reporter in confidence is named by no row: what they say is kept with their report, as all that they add to it;
    with the case, by nobody and with the day alone, that they asked.
    """
    uow.veil.untraced = True
    known, marked = await candour_of(uow.session, event.id), uow.vault.mark(key, "candour")
    if known is not None:
        for each in (key, marked):
            if await entry_with_key(uow.session, known.id, each):
                return known
    if not why.strip():
        raise NotAllowed(Refusal.REASON)
    await take_event_step(uow, event, "ask_candour", seen=seen)
    if uow.veil.handle:
        text = await hide_in_note(uow, event, why.strip())
        uow.session.add(EventNote(event_id=event.id, kind=NoteKind.ADDED, text=text, at=uow.kept_at, by=None))
        case = await open_because_asked(uow.acting(LANTERN), event, asked_by)
        await _keep(uow, case, marked, asked_by, "")
        return case
    if event.reporter_handle and asked_by is AskedBy.REPORTER:
        asked_by = AskedBy.LEAD  # who asks under their own name is never said to have reported it
    case = await open_because_asked(uow, event, asked_by)
    await _keep(uow, case, key, asked_by, why)
    return case


async def _keep(uow: UnitOfWork, case: CandourCase, key: str, asked_by: AskedBy, why: str) -> None:
    """That somebody asked, once for each key."""
    said = {"asked_by": asked_by.value, **({"has_words": True} if why else {})}
    uow.session.add(
        CandourEntry(
            case_id=case.id, person_id=None, name=NoteName.OPENED.value, at=uow.kept_at, written_at=uow.kept_at,
            written_by=uow.kept_by, key=key, said=said, sealed=sealed_words(uow, case.id, {"why": why}),
        )
    )  # fmt: skip
    await uow.session.flush()


async def involve(uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None) -> CandourCase:
    """Those affected are involved in how it is learned from, whatever the statutory duty asks: a case in which that
    is kept, and nobody is asked for an assessment. Raises NotAllowed. Source: PSIRF, engaging and involving."""
    await take_event_step(uow, event, "involve", seen=seen)
    return await open_case(uow, event, [ENGAGEMENT])
