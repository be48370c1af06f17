"""Showing a half-made form where it stands: the question asked, a guess to confirm, or the last look."""

from bot.cards.questions import check_card, confirm_card, leave_card, question_card
from bot.casework.drafting import Drafted
from bot.dialogs.turn import say, turn_of
from bot.forms.form import Form
from bot.sdk import TurnContext

YOU_SAID = "You said: “{}”. Say keep to leave it so."
YOU_SAID_THOUGH_OPTIONAL = "You said: “{}”. Say keep to leave it so, or nothing to take it out."


async def show_where_it_stands(context: TurnContext, form: Form, draft: Drafted, note: str = "") -> None:
    """Ask again what is waiting for an answer, with a note first where there is something to say."""
    turn = turn_of(context)
    asking = await turn.asking(with_people=form.names_people)
    question = form.question(draft.asked)
    if draft.leaving:
        await say(context, leave_card(draft.key, form), form.title)
    elif question is None:
        name = turn.uow.by.name
        await say(context, check_card(form, draft.answers, asking, draft.key, name, note, draft.about), form.title)
    elif draft.unsure is not None:
        await say(context, confirm_card(draft.unsure, draft.key, question.key), question.ask)
    else:
        said = draft.answers.get(question.key)
        if said and not note:
            you_said = YOU_SAID_THOUGH_OPTIONAL if question.optional else YOU_SAID
            note = you_said.format(cut(question.shown(said, asking)))
        await say(context, question_card(question, asking, draft.key, note, draft.about), question.ask)


def cut(words: str, longest: int = 80) -> str:
    """The beginning of an answer, to know it by."""
    return words if len(words) <= longest else f"{words[:longest].rstrip()}…"
