"""While a form is being asked: whatever is said that is no answer to it, and loses nothing of it."""

from datetime import timedelta
from enum import Enum

from bot.cards.greetings import text_card
from bot.cards.questions import half_made_card
from bot.casework.drafting import Drafted, draft_of, drop_draft, keep_for_later, save_draft
from bot.dialogs import words as said_as
from bot.dialogs.asides import aside
from bot.dialogs.asking import show_where_it_stands
from bot.dialogs.turn import Turn, say, turn_of
from bot.forms.form import Form, Unclear
from bot.forms.readers import plainly
from bot.sdk import TurnContext
from bot.wording import CARRYING_ON, DELETED, HELP_WHILE_ASKED, KEPT, NOT_YOU, PART_WAY

AWAY = timedelta(hours=1)  # after so long the next words are not taken for an answer without a look


class Interruption(Enum):
    NONE = "it is an answer"
    ANSWERED = "it was answered, and the form waits as before"
    LEFT = "the form was put aside or deleted"


async def interrupt(context: TurnContext, form: Form, draft: Drafted, *, begins_again: bool) -> Interruption:
    """Act on what is no answer. `begins_again`: the words would begin this very form anew."""
    turn = turn_of(context)
    left = await _leaving(context, turn, form, draft)
    if left is not Interruption.NONE:
        return left
    note = _note(turn, draft, begins_again=begins_again)
    if begins_again and draft.answers:
        await _offer(context, form, draft)
    elif note:
        await show_where_it_stands(context, form, draft, note)
    elif not turn.said.pressed and await aside(context):
        return Interruption.ANSWERED
    elif await _been_away(turn, form, draft):
        await _offer(context, form, draft)
    else:
        return Interruption.NONE
    return Interruption.ANSWERED


async def _leaving(context: TurnContext, turn: Turn, form: Form, draft: Drafted) -> Interruption:
    """Cancel asks once: keep it for later, or delete it now?"""
    do, words = turn.said.pressed.get("do"), plainly(turn.said.text)
    if do == "keep" or (draft.leaving and words in said_as.KEEP):
        await keep_for_later(turn.uow, draft.key)
        await say(context, text_card(KEPT))
        return Interruption.LEFT
    if do == "delete" or (draft.leaving and words in said_as.DELETE):
        await drop_draft(turn.uow, draft.key)
        await say(context, text_card(DELETED))
        return Interruption.LEFT
    if words in said_as.CANCEL:
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


def _note(turn: Turn, draft: Drafted, *, begins_again: bool) -> str:
    """What is said before the question is asked again, where the words were no answer to it."""
    words, do = plainly(turn.said.text), turn.said.pressed.get("do")
    if do == "not_you":
        return NOT_YOU
    if words in said_as.HELP:
        return HELP_WHILE_ASKED
    if begins_again or words in said_as.GREETINGS:
        return PART_WAY
    return ""


async def _been_away(turn: Turn, form: Form, draft: Drafted) -> bool:
    """Whether its writer comes back after a while with words that do not answer what was asked."""
    if turn.said.pressed or turn.uow.now - draft.touched_at < AWAY:
        return False
    question = form.question(draft.asked)
    if question is None or not draft.answers:
        return question is None and plainly(turn.said.text) not in (*said_as.SEND, "back")
    if not question.offers(await turn.asking(with_people=form.names_people)) or question.kind != "words":
        return False
    try:
        return bool(question.answer(turn.said.text, await turn.asking(with_people=form.names_people)).confirm)
    except Unclear:
        return True


async def _offer(context: TurnContext, form: Form, draft: Drafted) -> None:
    begins = draft.answers.get(form.questions[0].key, "")
    await say(context, half_made_card(form, begins, draft.key, anew=True), form.title)
