"""What a reporter's buttons do after sending, and how leads answer them."""

from collections.abc import Mapping
from typing import Any

from bot.cards.correcting import answers_shown
from bot.casework.afterwards import (
    add_to_report,
    agree_to_withdraw,
    answer_question,
    ask_reporter,
    ask_to_withdraw,
    keep_report,
    look_at,
)
from bot.casework.correcting import Correction, correct_report
from bot.casework.looking import view_event
from bot.casework.reporting import add_affected
from bot.casework.telling import share_learned
from bot.casework.unit_of_work import UnitOfWork
from bot.forms.form import FILL_THIS_IN, Asking, Question, Unclear
from bot.forms.readers import place_of
from bot.forms.report import REPORT
from bot.forms.when import moments_of
from bot.forms.whole_card import FIELD
from bot.teams.pressed import NotFilledIn, Press, Step
from bot.wording import ADDED, ANSWER_SENT, CHOOSE_FIRST, PUT_RIGHT, QUESTION_SENT, SAY_IT_WHOLE, WITHDRAWAL_ASKED
from psirf.lifecycle import NotAllowed
from psirf.vocabulary import PhysicalHarm, PsychologicalHarm, Reached, Refusal
from storage.records import PatientSafetyEvent


async def _look(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> None:
    await look_at(uow, event, seen=pressed.seen)


async def _ask(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> str:
    await ask_reporter(uow, event, seen=pressed.seen, question=pressed.words("question"))
    return QUESTION_SENT


async def _answer(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> str:
    await answer_question(uow, event, question_id=pressed.item, answer=pressed.words("answer"))
    return ANSWER_SENT


async def _add(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, _: Asking) -> str:
    await add_to_report(uow, event, words=pressed.words("more"))
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
    try:
        physical = PhysicalHarm(pressed.words("physical"))
        psychological = PsychologicalHarm(pressed.words("psychological") or PsychologicalHarm.NOT_GRADED)
    except ValueError:
        raise NotFilledIn({}, CHOOSE_FIRST) from None
    if pressed.seen != event.version:
        raise NotAllowed(Refusal.STALE)
    key = uow.vault.mark(f"{event.id}:{pressed.seen}", "person added on a card")
    await add_affected(uow, event, physical, psychological, idempotency_key=key)


async def _correct(uow: UnitOfWork, event: PatientSafetyEvent, pressed: Press, asking: Asking) -> str:
    """Each field that does not stand as it did is read by its question's own reader."""
    view = await view_event(uow, event, uow.person_id, as_reporter=True)
    assert view is not None, "its card has just been drawn"
    corrections, unclear = [], {}
    for key, before in answers_shown(view).items():
        question = REPORT.question(key)
        assert question is not None, "only questions of the report are put right"
        said = pressed.words(f"{FIELD}{key}")  # Teams sends nothing of an empty field
        if said == before.strip():
            continue
        try:
            corrections.append(_read(question, said, before, asking))
        except Unclear as reason:
            unclear[key] = str(reason) or FILL_THIS_IN
    if unclear:
        raise NotFilledIn(unclear)
    await correct_report(uow, event, seen=pressed.seen, corrections=corrections)
    return PUT_RIGHT


def _read(question: Question, said: str, before: str, asking: Asking) -> Correction:
    reading = question.answer(said, asking)
    if reading.confirm:
        raise Unclear(f"{reading.confirm} {SAY_IT_WHOLE}")
    value = reading.value
    columns: dict[str, Any] = {question.key: value}
    if question.key == "ward":
        unit_id, place_said = place_of(value)
        columns = {"unit_id": unit_id, "place_said": place_said}
    elif question.key == "when":
        earliest, latest = moments_of(value)
        columns = {"happened_from": earliest, "happened_to": latest}
    elif question.key == "reached":
        columns = {"reached": Reached(value)}
        before = Reached(before).label if before else ""
    return Correction(question.label, before, question.shown(value, asking) if value else "", columns)


REPORTER_STEPS: Mapping[str, Step] = {
    "event.look": _look,
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
