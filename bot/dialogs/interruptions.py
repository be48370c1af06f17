"""While a form is being asked: whatever is said that is no answer to it, and loses nothing of it."""

from datetime import timedelta
from enum import Enum

from bot.cards.greetings import text_card
from bot.cards.questions import mark_of
from bot.casework.drafting import Drafted, draft_of, drop_draft, keep_for_later, save_draft
from bot.dialogs import words as said_as
from bot.dialogs.asides import aside
from bot.dialogs.asking import cut, offer_half_made, show_where_it_stands
from bot.dialogs.turn import Said, Turn, say, turn_of
from bot.forms.form import Form, Question, Reading, Unclear
from bot.forms.readers import ELSEWHERE
from bot.sdk import TurnContext
from bot.wording import (
    CARRYING_ON,
    DELETED,
    HELP_WHILE_ASKED,
    IS_IT_THE_ANSWER,
    KEPT,
    NOT_SENT_YET,
    NOT_YOU,
    PART_WAY,
    PART_WAY_WITH_NOTHING,
)

WORDS_OF_A_REPORT = 5  # so many words, said to nobody's question, are kept as the beginning of a report
AWAY = timedelta(hours=1)  # after so long the next words are not taken for an answer without a look


class Interruption(Enum):
    NONE = "it is an answer"
    ANSWERED = "it was answered, and the form waits as before"
    LEFT = "the form was put aside or deleted"
    TOLD_ANEW = "it tells something else, of which a report may begin"


def tells_something(text: str) -> bool:
    """Whether somebody just tells what happened, and does not ask."""
    return len(text.split()) >= WORDS_OF_A_REPORT and not text.rstrip().endswith("?")


def not_the_answer(said: Said, draft: Drafted) -> str | None:
    """The words that a writer who came back says are no answer, but something new worth keeping."""
    if draft.unsure is None or not draft.unsure.get("after_a_while"):
        return None
    denied = said.pressed.get("do") == "deny" and said.pressed.get("guess") == mark_of(draft.unsure)
    if not denied and said_as.command(said.text) not in said_as.NO:
        return None
    return draft.unsure["value"] if tells_something(draft.unsure["value"]) else None


async def interrupt(context: TurnContext, form: Form, draft: Drafted, *, begins_again: bool) -> Interruption:
    """Act on what is no answer. `begins_again`: the words would begin this very form anew."""
    turn = turn_of(context)
    left = await _leaving(context, turn, form, draft)
    if left is not Interruption.NONE:
        return left
    note = await _note(turn, form, draft, begins_again=begins_again)
    if begins_again and draft.answers:
        await offer_half_made(context, form, draft, anew=True)
    elif note:
        await show_where_it_stands(context, form, draft, note)
    elif not turn.said.pressed and await aside(context):
        return Interruption.ANSWERED
    else:
        return await _back_after_a_while(context, turn, form, draft)
    return Interruption.ANSWERED


async def _leaving(context: TurnContext, turn: Turn, form: Form, draft: Drafted) -> Interruption:
    """Cancel asks once: keep it for later, or delete it now?"""
    do, words = turn.said.pressed.get("do"), said_as.command(turn.said.text)
    if do == "keep" or (draft.leaving and words in said_as.KEEP):
        await keep_for_later(turn.uow, draft.key)
        await say(context, text_card(KEPT))
        return Interruption.LEFT
    if do == "delete" or (draft.leaving and words in said_as.DELETE):
        await drop_draft(turn.uow, draft.key)
        await say(context, text_card(DELETED))
        return Interruption.LEFT
    if words in said_as.CANCEL or (words in said_as.DELETE and not draft.leaving):
        await save_draft(turn.uow, draft.key, unsure=draft.unsure, leaving=True)
    elif draft.leaving or do == "carry_on":
        await save_draft(turn.uow, draft.key, unsure=draft.unsure)
        if do != "carry_on" and words not in (*said_as.CARRY_ON, *said_as.NO):
            return Interruption.NONE
    else:
        return Interruption.NONE
    now = await draft_of(turn.uow, draft.key)
    assert now is not None, "it is still being made"
    await show_where_it_stands(context, form, now, CARRYING_ON if not now.leaving else "")
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
        return PART_WAY if draft.answers else PART_WAY_WITH_NOTHING
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
    if turn.said.pressed or turn.uow.now - draft.touched_at < AWAY or draft.unsure is not None:
        return Interruption.NONE
    if words in (*said_as.SEND, *said_as.BACK, *said_as.SKIP, *said_as.YES) or await _answers(turn, form, draft):
        return Interruption.NONE
    question = form.question(draft.asked)
    if question is not None and question.long and await _read(turn, form, question) is not None:
        if not draft.answers:
            return Interruption.NONE  # it was asked what happened, and is told
        unsure = {"value": said, "confirm": IS_IT_THE_ANSWER.format(question.ask, cut(said)), "after_a_while": "yes"}
        await save_draft(turn.uow, draft.key, unsure=unsure)
        shown = await draft_of(turn.uow, draft.key)
        assert shown is not None, "it has just been saved"
        await show_where_it_stands(context, form, shown)
    elif tells_something(said):
        return Interruption.TOLD_ANEW
    else:
        await offer_half_made(context, form, draft, anew=True)
    return Interruption.ANSWERED
