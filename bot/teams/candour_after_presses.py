"""What the buttons do with which somebody writes down what came after the conversation, or sees to a question."""

from collections.abc import Mapping
from datetime import date

from bot.candour_words import (
    AFTER_KEPT,
    ANSWER_KEPT,
    FINDINGS_APPROVED,
    QUESTION_KEPT,
    WRITE_SOMETHING,
)
from bot.casework.candour_after import findings_approved, write_after
from bot.casework.candour_questions import answer, ask
from bot.casework.unit_of_work import UnitOfWork
from bot.forms.candour_after import AFTERWARDS, DAY, After
from bot.forms.form import Asking, Unclear
from bot.forms.readers import words
from bot.forms.when import day_past
from bot.teams.candour_keys import key_of
from bot.teams.pressed import NotFilledIn, Press, Step
from psirf.spoken import spoken_day
from storage.records import CandourCase


def _kept(after: After) -> Step:
    async def keep(uow: UnitOfWork, case: CandourCase, pressed: Press, asking: Asking) -> str:
        answers, unclear = after.form.read(pressed.said, asking)
        if unclear:
            raise NotFilledIn(unclear)
        day = answers.pop(DAY, "")
        await write_after(
            uow, case, after.name, person=pressed.item, seen=pressed.seen, key=key_of(uow, pressed),
            day=date.fromisoformat(day) if day else None,
            said={key: value for key, value in answers.items() if key in after.chosen},
            words={key: value for key, value in answers.items() if key not in after.chosen},
        )  # fmt: skip
        return AFTER_KEPT.format(after.title)

    return keep


async def _approve_findings(uow: UnitOfWork, case: CandourCase, pressed: Press, asking: Asking) -> str:
    try:
        day = day_past(pressed.words(DAY), asking)
    except Unclear as unclear:
        raise NotFilledIn({}, str(unclear)) from None
    await findings_approved(uow, case, day=day, seen=pressed.seen, key=key_of(uow, pressed))
    return FINDINGS_APPROVED.format(spoken_day(day))


async def _ask_question(uow: UnitOfWork, case: CandourCase, pressed: Press, asking: Asking) -> str:
    said, person = _said(pressed, "question", asking), pressed.words("person")
    number = int(person) if person.isdecimal() and len(person) < 6 else 0
    await ask(uow, case, person=number, words=said, seen=pressed.seen, key=key_of(uow, pressed))
    return QUESTION_KEPT


async def _answer_question(uow: UnitOfWork, case: CandourCase, pressed: Press, asking: Asking) -> str:
    return await _answered(uow, case, pressed, asking, cannot=False)


async def _cannot_answer(uow: UnitOfWork, case: CandourCase, pressed: Press, asking: Asking) -> str:
    return await _answered(uow, case, pressed, asking, cannot=True)


async def _answered(uow: UnitOfWork, case: CandourCase, pressed: Press, asking: Asking, *, cannot: bool) -> str:
    said = _said(pressed, "answer", asking)
    await answer(
        uow, case, question=pressed.item, words=said, cannot=cannot, seen=pressed.seen, key=key_of(uow, pressed)
    )
    return ANSWER_KEPT


def _said(pressed: Press, key: str, asking: Asking) -> str:
    """Words that must be there. Raises NotFilledIn."""
    try:
        return words()(pressed.words(key), asking).value
    except Unclear:
        raise NotFilledIn({}, WRITE_SOMETHING) from None


CANDOUR_AFTER_STEPS: Mapping[str, Step] = {
    **{f"candour.{each.page}": _kept(each) for each in AFTERWARDS},
    "candour.approve_findings": _approve_findings,
    "candour.ask_question": _ask_question,
    "candour.answer_question": _answer_question,
    "candour.cannot_answer": _cannot_answer,
}
