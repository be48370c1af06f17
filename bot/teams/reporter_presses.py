"""What a reporter's buttons do after sending, and how leads answer them."""

from collections.abc import Mapping

from bot.cards.correcting import answers_shown
from bot.casework.afterwards import (
    add_to_report,
    agree_to_withdraw,
    answer_question,
    ask_reporter,
    ask_to_withdraw,
    keep_report,
)
from bot.casework.looking import view_event
from bot.casework.reporting import add_affected
from bot.casework.telling import share_learned
from bot.casework.unit_of_work import UnitOfWork
from bot.dialogs.concerns import tell_whom_it_concerns
from bot.dialogs.putting_right import put_right
from bot.forms.form import Asking
from bot.forms.whole_card import FIELD
from bot.teams.pressed import NotFilledIn, Press, Step, chosen_of
from bot.wording import ADDED, ANSWER_SENT, PUT_RIGHT, QUESTION_SENT, WITHDRAWAL_ASKED
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import PhysicalHarm, PsychologicalHarm
from storage.records import PatientSafetyEvent


async def _ask(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> str:
    await ask_reporter(uow, event, seen=pressed.seen, question=pressed.words("question"))
    return QUESTION_SENT


async def _answer(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> str:
    await answer_question(uow, event, question_id=pressed.item, answer=pressed.words("answer"))
    await tell_whom_it_concerns(uow, event)
    return ANSWER_SENT


async def _add(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> str:
    await add_to_report(uow, event, words=pressed.words("more"))
    await tell_whom_it_concerns(uow, event)
    return ADDED


async def _ask_to_withdraw(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> str:
    await ask_to_withdraw(uow, event, because=pressed.words("because"))
    return WITHDRAWAL_ASKED


async def _agree(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> None:
    await agree_to_withdraw(uow, event, seen=pressed.seen)


async def _keep(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> None:
    await keep_report(uow, event, seen=pressed.seen, because=pressed.words("because"))


async def _share(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> None:
    await share_learned(uow, event, seen=pressed.seen, learned=pressed.words("learned"))


async def _add_affected(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> None:
    physical, psychological = chosen_of(pressed, "physical", PhysicalHarm), PsychologicalHarm.NOT_GRADED
    if pressed.words("psychological"):
        psychological = chosen_of(pressed, "psychological", PsychologicalHarm)
    if pressed.seen != event.version:
        raise NotAllowed(Refusal.STALE)
    key = uow.vault.mark(f"{event.id}:{pressed.seen}", "person added on a card")
    await add_affected(uow, event, physical, psychological, idempotency_key=key)


async def _correct(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, asking: Asking) -> str:
    """Each field that does not stand as it did is read by its question's own reader."""
    view = await view_event(uow, event, uow.person_id, as_reporter=True)
    assert view is not None, "its card has just been drawn"
    # Teams sends nothing of an empty field
    said = {key: pressed.words(f"{FIELD}{key}") for key in answers_shown(view)}
    if unclear := await put_right(uow, event, said, asking, seen=pressed.seen):
        raise NotFilledIn(unclear)
    return PUT_RIGHT


REPORTER_STEPS: Mapping[str, Step] = {
    "event.ask": _ask,
    "event.answer": _answer,
    "event.add": _add,
    "event.correct": _correct,
    "event.ask_to_withdraw": _ask_to_withdraw,
    "event.agree_to_withdraw": _agree,
    "event.agree_though_reached": _agree,
    "event.keep_report": _keep,
    "event.share": _share,
    "event.add_affected": _add_affected,
}
