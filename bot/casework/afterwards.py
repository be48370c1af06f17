"""What follows a report: a lead looks at it and asks, its reporter answers, adds to it, or would withdraw it."""

from bot.casework.advising import advise_by_report
from bot.casework.approving import end_requests
from bot.casework.candour_assessing import withdraw_with_report
from bot.casework.candour_on_event import stays_if_withdrawn
from bot.casework.first_asking import not_waited_for
from bot.casework.marking import hide_in_note, hide_marked
from bot.casework.steps import allow_event_step, take_event_step
from bot.casework.unit_of_work import UnitOfWork
from psirf.lifecycle import NotAllowed
from psirf.marks import without_numbers
from psirf.refusals import Refusal
from psirf.vocabulary import NoteKind, Withdrawal
from storage.afterwards import last_opening_of, notes_of
from storage.candour import candour_of
from storage.first_look import joined_to
from storage.records import EventNote, PatientSafetyEvent


def note_look(uow: UnitOfWork, event: PatientSafetyEvent) -> None:
    """The first time that somebody who is asked acts on an event, it has been looked at."""
    if event.looked_at is None:
        event.looked_at, event.looked_by = uow.now, uow.by.id


async def ask_reporter(uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, question: str) -> None:
    """Put a question to whoever reported it; a lead does not learn who that is. Raises NotAllowed.

    Where the sealed name was opened after this card was drawn, it is said first, and nothing is sent.
    """
    opening = await last_opening_of(uow.session, event.id)
    opened = opening is not None and opening.agreed and seen is not None and seen < event.version
    if opened and event.reporter_handle:
        raise NotAllowed(Refusal.SEAL_WAS_OPENED)
    await take_event_step(uow, event, "ask", seen=seen, said=question)
    note_look(uow, event)
    await _note(uow, event, NoteKind.QUESTION, question)


async def answer_question(uow: UnitOfWork, event: PatientSafetyEvent, *, question_id: int, answer: str) -> None:
    """The reporter answers a question. It is answered once. Raises NotAllowed."""
    notes = await notes_of(uow.session, event.id)
    asked = [note.id for note in notes if note.kind is NoteKind.QUESTION]
    if question_id not in asked:
        raise NotAllowed(Refusal.NOT_NOW)
    if any(note.answers == question_id for note in notes):
        raise NotAllowed(Refusal.ANSWERED)
    refuse_if_withdrawn(event)
    await take_event_step(uow, event, "answer", seen=None, said=answer)
    await _note(uow, event, NoteKind.ANSWER, answer, answers=question_id)
    await advise_by_report(uow, event)


async def add_to_report(uow: UnitOfWork, event: PatientSafetyEvent, *, words: str) -> None:
    """The reporter says more; the leads are told. Said twice it stands once. Raises NotAllowed."""
    refuse_if_withdrawn(event)
    await allow_event_step(uow, event, "add", reason=words)  # also where the same was said before
    added = [note.text for note in await notes_of(uow.session, event.id) if note.kind is NoteKind.ADDED]
    hidden = (await hide_marked(uow, {"text": words.strip()}))[0]["text"]
    if added and without_numbers(added[-1]) == without_numbers(hidden):
        return
    await take_event_step(uow, event, "add", seen=None, said=words)
    await _note(uow, event, NoteKind.ADDED, words)
    await advise_by_report(uow, event)


async def ask_to_withdraw(uow: UnitOfWork, event: PatientSafetyEvent, *, because: str) -> None:
    """The reporter would like to withdraw a report; a lead agrees or keeps it. Raises NotAllowed."""
    refuse_if_withdrawn(event)
    if event.withdrawal is Withdrawal.ASKED:
        raise NotAllowed(Refusal.ASKED_ALREADY)
    event.withdrawal, event.withdrawal_answer = Withdrawal.ASKED, ""
    not_waited_for(event)
    await take_event_step(uow, event, "ask_to_withdraw", seen=None, said=because)
    await _note(uow, event, NoteKind.WITHDRAWAL, because)


async def agree_to_withdraw(uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None) -> None:
    """A lead agrees. Where a patient was reached, or something may be owed to somebody, the event stays, and with it
    its candour.

    Raises NotAllowed.
    """
    if event.withdrawal is not Withdrawal.ASKED:
        raise NotAllowed(Refusal.STALE)
    stays = await stays_if_withdrawn(uow, event)
    step = "agree_though_reached" if stays else "agree_to_withdraw"
    await allow_event_step(uow, event, step, seen=seen)
    if await joined_to(uow.session, event.id):
        raise NotAllowed(Refusal.OTHERS_JOINED)
    event.withdrawal = Withdrawal.AGREED
    note_look(uow, event)
    await take_event_step(uow, event, step, seen=seen)
    if not stays:
        await end_requests(uow, event, "Its reporter withdrew the report.")
        if case := await candour_of(uow.session, event.id):
            await withdraw_with_report(uow, case)


async def keep_report(uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, because: str) -> None:
    """A lead keeps a report that its reporter would withdraw, and says why. Raises NotAllowed."""
    if event.withdrawal is not Withdrawal.ASKED:
        raise NotAllowed(Refusal.STALE)
    event.withdrawal, event.withdrawal_answer = Withdrawal.KEPT, because.strip()
    note_look(uow, event)
    await take_event_step(uow, event, "keep_report", seen=seen, reason=because)


def refuse_if_withdrawn(event: PatientSafetyEvent) -> None:
    """A withdrawn report is not changed by its reporter any more. Raises NotAllowed."""
    if event.withdrawal is Withdrawal.AGREED:
        raise NotAllowed(Refusal.WITHDRAWN)


async def _note(
    uow: UnitOfWork, event: PatientSafetyEvent, kind: NoteKind, words: str, *, answers: int | None = None
) -> None:
    """Keep what was said. Words that may identify somebody are hidden in it, as in the report itself."""
    text = words.strip()
    if kind is not NoteKind.QUESTION:
        text = await hide_in_note(uow, event, text)
    uow.session.add(
        EventNote(event_id=event.id, kind=kind, text=text, at=uow.kept_at, by=uow.kept_by, answers=answers)
    )
    await uow.session.flush()
