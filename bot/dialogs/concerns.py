"""Telling whom a report concerns by its words: when it is sent, put right, or added to."""

from bot.casework.advising import hear_never_event
from bot.casework.concerning import tell_specialists
from bot.casework.first_look import ask_again
from bot.casework.unit_of_work import UnitOfWork
from bot.forms.message.concerns import concerns_told
from bot.forms.message.pressing import may_be_never_event, may_not_wait
from psirf.vocabulary import BY_REPORTER
from storage.afterwards import notes_of
from storage.records import PatientSafetyEvent


async def tell_whom_it_concerns(uow: UnitOfWork, event: PatientSafetyEvent) -> None:
    """All that is told of an event is heard anew; who was told before is not told again. What may
    not wait waits for no ward manager."""
    added = [note.text for note in await notes_of(uow.session, event.id) if note.kind in BY_REPORTER]
    texts = (event.what, event.how_they_are, event.involved, event.stopped_by, event.population, *added)
    told = "\n".join(text for text in texts if text)
    concerns = concerns_told(told, uow.rules.heard, event.kind, event.reached)
    await tell_specialists(uow, event, heard=concerns.specialists, never_event=concerns.never_event)
    if any(may_be_never_event(words, uow.rules.heard, event.kind) for words in (event.what, *added)):
        await hear_never_event(uow, event)
    if any(may_not_wait(words, uow.rules.heard) for words in (event.what, *added)):
        await ask_again(uow, event, moved=False, pressing=True)
