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

    A reporter in confidence is named by no row: what they say is kept with their report, as all that they add to it.
    """
    uow.veil.untraced = True
    known = await candour_of(uow.session, event.id)
    if known is not None and await entry_with_key(uow.session, known.id, key):
        return known
    if not why.strip():
        raise NotAllowed(Refusal.REASON)
    await take_event_step(uow, event, "ask_candour", seen=seen)
    if uow.veil.handle:
        text = await hide_in_note(uow, event, why.strip())
        uow.session.add(EventNote(event_id=event.id, kind=NoteKind.ADDED, text=text, at=uow.kept_at, by=None))
        return await open_because_asked(uow.acting(LANTERN), event, asked_by)
    if event.reporter_handle and asked_by is AskedBy.REPORTER:
        asked_by = AskedBy.LEAD  # who asks under their own name is never said to have reported it
    case = await open_because_asked(uow, event, asked_by)
    uow.session.add(
        CandourEntry(
            case_id=case.id, person_id=None, name=NoteName.OPENED.value, at=uow.now, written_at=uow.now,
            written_by=uow.person_id, key=key, said={"asked_by": asked_by.value, "has_words": True},
            sealed=sealed_words(uow, case.id, {"why": why}),
        )
    )  # fmt: skip
    await uow.session.flush()
    return case


async def involve(uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None) -> CandourCase:
    """Those affected are involved in how it is learned from, whatever the statutory duty asks: a case in which that
    is kept, and nobody is asked for an assessment. Raises NotAllowed. Source: PSIRF, engaging and involving."""
    await take_event_step(uow, event, "involve", seen=seen)
    return await open_case(uow, event, [ENGAGEMENT])
