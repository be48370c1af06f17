"""While a form is being asked: whatever is said that is no answer to it, and loses nothing of it."""

import re
from datetime import timedelta
from enum import Enum

from bot.cards.greetings import text_card
from bot.cards.questions import mark_of
from bot.casework.drafting import Drafted, draft_now, drop_draft, save_draft
from bot.dialogs import words as said_as
from bot.dialogs.asides import PRESSED, aside
from bot.dialogs.asking import cut, show_where_it_stands
from bot.dialogs.half_made import keep_for_now
from bot.dialogs.turn import Turn, say, turn_of
from bot.forms.form import Form, Question, Reading, Unclear
from bot.forms.readers import ELSEWHERE, plainly
from bot.sdk import TurnContext
from bot.wording import (
    CARRYING_ON,
    DELETED,
    HELP_WHILE_ASKED,
    IS_IT_THE_ANSWER,
    NOT_SENT_YET,
    NOT_YOU,
    PART_WAY,
    PART_WAY_WITH_NOTHING,
)

AWAY = timedelta(hours=1)  # after so long the next words are not taken for an answer without a look


class Interruption(Enum):
    NONE = "it is an answer"
    ANSWERED = "it was answered, and the form waits as before"
    KEPT = "the form is to be kept for later"
    DELETED = "the form was deleted"
    TO_BE_OFFERED = "its writer is to be asked whether to carry on"
    TOLD_ANEW = "it tells something else, of which a report may begin"
    DENIED = "what was told after a while was no answer, but something else"


def guess_after_a_while(draft: Drafted) -> str:
    """Words said after hours away, of which it was asked whether they are the answer; or none."""
    unsure = draft.unsure or {}
    return unsure["value"] if unsure.get("after_a_while") else ""


async def interrupt(context: TurnContext, form: Form, draft: Drafted, *, begins_again: bool) -> Interruption:
    """Act on what is no answer. `begins_again`: the words would begin this very form anew."""
    turn = turn_of(context)
    left = await _leaving(context, turn, form, draft)
    if left is not Interruption.NONE:
        return left
    draft = await draft_now(turn.uow, draft.key)
    begins_again = begins_again and not await _answers(turn, form, draft)
    note = await _note(turn, form, draft, begins_again=begins_again)
    if begins_again and form.holds_something(draft.answers):
        return Interruption.TO_BE_OFFERED
    if note:
        await show_where_it_stands(context, form, draft, note)
        return Interruption.ANSWERED
    if (not turn.said.pressed or turn.said.pressed.get("do") in PRESSED) and await aside(context, asked=True):
        return Interruption.ANSWERED
    if guess_after_a_while(draft):
        return await _guessed(context, turn, form, draft)
    if draft.unsure is not None and draft.unsure.get("more"):
        return Interruption.NONE  # its own question is asked again, however long ago it was
    return await _back_after_a_while(context, turn, form, draft)


async def _leaving(context: TurnContext, turn: Turn, form: Form, draft: Drafted) -> Interruption:
    """Cancel asks once: keep it for later, or delete it now?"""
    do, words = turn.said.pressed.get("do"), said_as.command(turn.said.text)
    if do == "keep" or (draft.leaving and words in said_as.KEEP):
        await keep_for_now(context, draft)
        return Interruption.KEPT
    if do == "delete" or (draft.leaving and words in said_as.DELETE):
        await drop_draft(turn.uow, draft.key)
        await say(context, text_card(DELETED))
        return Interruption.DELETED
    asks = words in (*said_as.CANCEL, *said_as.DELETE) or (draft.leaving and words in said_as.YES)
    if asks:
        await save_draft(turn.uow, draft.key, unsure=draft.unsure, leaving=True)
    elif draft.leaving or do == "carry_on":
        await save_draft(turn.uow, draft.key, unsure=draft.unsure)
        if do != "carry_on" and words not in (*said_as.CARRY_ON, *said_as.NO):
            return Interruption.NONE
    else:
        return Interruption.NONE
    await show_where_it_stands(context, form, await draft_now(turn.uow, draft.key), "" if asks else CARRYING_ON)
    return Interruption.ANSWERED


async def _guessed(context: TurnContext, turn: Turn, form: Form, draft: Drafted) -> Interruption:
    """It was asked whether the words said after a while are the answer. None of them is lost."""
    said, words, guess = turn.said, said_as.command(turn.said.text), guess_after_a_while(draft)
    assert draft.unsure is not None, "there is a guess"
    this = said.pressed.get("guess") == mark_of(draft.unsure)
    if words in said_as.YES or (this and said.pressed.get("do") == "confirm"):
        return Interruption.NONE
    no = words in (*said_as.NO, *said_as.BACK, *said_as.SKIP) or re.match(r"no\b", words) is not None
    if no or said.pressed:
        return Interruption.DENIED if said_as.tells_something(guess) else Interruption.NONE
    both = f"{guess}\n{said.text}" if said_as.tells_something(said.text) else guess
    await _ask_what_it_is(turn, form, draft, both)
    await show_where_it_stands(context, form, await draft_now(turn.uow, draft.key))
    return Interruption.ANSWERED


async def _note(turn: Turn, form: Form, draft: Drafted, *, begins_again: bool) -> str:
    """What is said before the question is asked again, where the words were no answer to it."""
    words, do = said_as.command(turn.said.text), turn.said.pressed.get("do")
    if do == "not_you":
        return NOT_YOU + NOT_SENT_YET
    if words in said_as.HELP:
        return HELP_WHILE_ASKED
    if words in said_as.CARRY_ON and not turn.said.pressed:
        return CARRYING_ON
    if begins_again or (words in said_as.GREETINGS and not await _answers(turn, form, draft)):
        return PART_WAY if form.holds_something(draft.answers) else PART_WAY_WITH_NOTHING
    return ""


async def _answers(turn: Turn, form: Form, draft: Drafted) -> bool:
    """Whether the words plainly answer what was asked. Where any words would do, none plainly does."""
    question = form.question(draft.asked)
    if question is None or question.long:
        return False
    read = await _read(turn, form, question)
    return read is not None and not read.value.startswith(ELSEWHERE)


async def _read(turn: Turn, form: Form, question: Question) -> Reading | None:
    try:
        return question.answer(turn.said.text, await turn.asking(with_people=form.names_people))
    except Unclear:
        return None


async def _back_after_a_while(context: TurnContext, turn: Turn, form: Form, draft: Drafted) -> Interruption:
    """Who comes back after hours may have forgotten what was asked. Plain answers are taken; of other
    words it is asked what they are, and nothing of them is lost."""
    said, words = turn.said.text, said_as.command(turn.said.text)
    if turn.said.pressed or turn.uow.now - draft.touched_at < AWAY:
        return Interruption.NONE
    plain = (*said_as.SEND, *said_as.BACK, *said_as.SKIP, *said_as.YES, plainly(form.send))
    if words in plain or (draft.unsure and words in said_as.NO) or await _answers(turn, form, draft):
        return Interruption.NONE
    question = form.question(draft.asked)
    if question is not None and question.long and await _read(turn, form, question) is not None:
        if question is form.told and question.key not in draft.answers:
            return Interruption.NONE  # it was asked what happened, and is told
        await _ask_what_it_is(turn, form, draft, said)
        await show_where_it_stands(context, form, await draft_now(turn.uow, draft.key))
        return Interruption.ANSWERED
    return Interruption.TOLD_ANEW if said_as.tells_something(said) else Interruption.TO_BE_OFFERED


async def _ask_what_it_is(turn: Turn, form: Form, draft: Drafted, words: str) -> None:
    question = form.question(draft.asked)
    assert question is not None, "something is asked"
    confirm = IS_IT_THE_ANSWER.format(question.ask, cut(words))
    await save_draft(turn.uow, draft.key, unsure={"value": words, "confirm": confirm, "after_a_while": "yes"})
