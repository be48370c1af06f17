"""What a reporter types about a report after sending it, and what is typed of the patient whom it reached."""

import re

from bot.casework.afterwards import add_to_report, answer_question, ask_to_withdraw
from bot.casework.patients import cannot_be_found_out, number_later, nurse_in_charge_knows
from bot.dialogs.concerns import tell_whom_it_concerns
from bot.dialogs.putting_right import FIELDS, put_right
from bot.dialogs.turn import Turn
from bot.dialogs.typed import Typed, hears_any, person_meant
from bot.forms.form import Unclear
from bot.forms.readers import plainly
from bot.forms.typed import EVENT, PERSON, SAID, said_in, written
from bot.sdk import TurnContext
from bot.wording import ADDED, ANSWER_SENT, NOT_REMINDED, PUT_RIGHT, WITHDRAWAL_ASKED
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import NoteKind
from storage.afterwards import notes_of
from storage.records import PatientSafetyEvent


async def hears_reporters(turn: Turn, context: TurnContext) -> bool:
    """Take a reporter's step that is typed. False where the words ask for none."""
    return await hears_any(turn, context, TYPED)


async def _add(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> str:
    if not said_in(found):
        raise NotAllowed(Refusal.REASON)
    await add_to_report(turn.uow, event, words=said_in(found))
    await tell_whom_it_concerns(turn.uow, event)
    return ADDED


async def _answer(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> str:
    """The answer to what was asked first and has none yet."""
    notes = await notes_of(turn.uow.session, event.id)
    answered = {note.answers for note in notes}
    asked = [note.id for note in notes if note.kind is NoteKind.QUESTION]
    waiting = [id for id in asked if id not in answered] or asked[-1:]
    if waiting and not said_in(found):
        raise NotAllowed(Refusal.REASON)
    await answer_question(turn.uow, event, question_id=waiting[0] if waiting else 0, answer=said_in(found))
    await tell_whom_it_concerns(turn.uow, event)
    return ANSWER_SENT


async def _withdraw(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> str:
    await ask_to_withdraw(turn.uow, event, because=said_in(found))
    return WITHDRAWAL_ASKED


async def _correct(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> str:
    field = FIELDS.get(plainly(found["field"]))
    if field is None or not said_in(found):
        raise Unclear("")
    unclear = await put_right(turn.uow, event, {field: said_in(found)}, await turn.asking(), seen=None)
    if unclear:
        raise Unclear(unclear[field])
    return PUT_RIGHT


async def _nurse_knows(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> None:
    await nurse_in_charge_knows(turn.uow, event, await person_meant(turn, event, found))


async def _later(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> None:
    await number_later(turn.uow, event, await person_meant(turn, event, found))


async def _not_to_be_found(turn: Turn, event: PatientSafetyEvent, found: re.Match[str]) -> str:
    await cannot_be_found_out(turn.uow, event, await person_meant(turn, event, found), said_in(found))
    return NOT_REMINDED


TYPED: tuple[Typed, ...] = (
    Typed(written(rf"add to {EVENT}{SAID}"), "event.add", _add, as_reporter=True),
    Typed(written(rf"answer(?: to)? {EVENT}{SAID}"), "event.answer", _answer, as_reporter=True),
    Typed(written(rf"withdraw {EVENT}{SAID}"), "event.ask_to_withdraw", _withdraw, as_reporter=True),
    Typed(written(rf"(?:correct|change|put right) {EVENT}[ ,]+(?P<field>[a-z][a-z ]{{0,30}}?){SAID}"),
          "event.correct", _correct, as_reporter=True),
    Typed(written(rf"(?:the )?nurse in charge knows {EVENT}{PERSON}[.! ]*"), "event.nurse_knows", _nurse_knows,
          as_reporter=True),
    Typed(written(rf"number later {EVENT}{PERSON}[.! ]*"), "event.number_later", _later, as_reporter=True),
    Typed(written(rf"number not known {EVENT}{PERSON}{SAID}"), "event.not_to_be_found", _not_to_be_found,
          "patients"),
)  # fmt: skip
