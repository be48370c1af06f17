"""Showing a half-made form where it stands: the question asked, a guess to confirm, or the last look."""

from collections.abc import Mapping

from bot.cards.fill_in import fill_in_card
from bot.cards.marks import marks_card
from bot.cards.questions import Was, check_card, confirm_card, leave_card, question_card, several_card
from bot.casework.drafting import Drafted
from bot.casework.marking import told_of_editing_once
from bot.dialogs.hearing import SPLIT
from bot.dialogs.marking import digest_of, still_marked
from bot.dialogs.turn import Turn, say, turn_of
from bot.forms.form import Form
from bot.sdk import TurnContext
from bot.wording import MARKS_STAY

YOU_SAID = "You said: “{}”. Say keep to leave it so."
YOU_SAID_THOUGH_OPTIONAL = "You said: “{}”. Say keep to leave it so, or nothing to take it out."


async def show_where_it_stands(context: TurnContext, form: Form, draft: Drafted, note: str = "") -> None:
    """Ask again what is waiting for an answer, with a note first where there is something to say."""
    turn = turn_of(context)
    asking = await turn.asking(with_people=form.names_people)
    question = form.question(draft.asked)
    was = Was(note, draft.about, danger=_danger(turn))
    if draft.leaving:
        await say(context, leave_card(draft.key, form, form.begins(draft.answers)), form.title)
    elif question is None:
        await _last_look(context, turn, form, draft, was)
    elif draft.marked and draft.unsure is None:
        await _show_marks(context, turn, form, draft, was)
    elif draft.unsure is not None and draft.unsure.get(SPLIT):
        parts = (await turn.besides(form, draft.unsure["value"], question.key)).parts
        await say(context, several_card(draft.unsure, parts, draft.key, question.key, was), question.ask)
    elif draft.unsure is not None:
        await say(context, confirm_card(draft.unsure, draft.key, question.key, was), question.ask)
    else:
        said = draft.answers.get(question.key)
        if said and not note:
            you_said = YOU_SAID_THOUGH_OPTIONAL if question.optional else YOU_SAID
            was = was.noting(you_said.format(cut(question.shown(said, asking))))
        was = was.reading(form.heard(draft.answers, draft.taken, asking) if turn.gathered.answers else ())
        await say(context, question_card(question, draft.answers, asking, draft.key, was), question.ask)


def _danger(turn: Turn) -> str:
    """What to do where somebody is in danger, if it was just told so."""
    return turn.uow.rules.contacts.danger if turn.in_danger or turn.gathered.urgent else ""


async def _show_marks(context: TurnContext, turn: Turn, form: Form, draft: Drafted, was: Was) -> None:
    """What may identify somebody; and once for each person, that the message itself stays in Teams."""
    marks = await still_marked(turn, form, draft)
    first = await told_of_editing_once(turn.uow)
    drawn = marks_card(marks, digest_of(marks), draft.key, was, tell_of_editing=first)
    await say(context, drawn, form.title)


async def _last_look(context: TurnContext, turn: Turn, form: Form, draft: Drafted, was: Was) -> None:
    """First what may identify somebody, if there is such; then every answer."""
    if draft.marked:
        await _show_marks(context, turn, form, draft, was)
        return
    asking = await turn.asking(with_people=form.names_people)
    left = MARKS_STAY if draft.left_in else ""
    name = turn.uow.by.name
    await say(context, check_card(form, draft.answers, asking, draft.key, name, was, draft.taken, left), form.title)


async def show_as_card(
    context: TurnContext, form: Form, draft: Drafted, said: Mapping[str, str] | None = None,
    unclear: Mapping[str, str] | None = None, note: str = "",
) -> None:  # fmt: skip
    """The whole form as one card, with what was told so far; and beside its field what was unclear."""
    turn = turn_of(context)
    asking = await turn.asking(with_people=form.names_people)
    was = Was(note, draft.about, danger=_danger(turn))
    drawn = fill_in_card(form, draft.answers, asking, draft.key, turn.uow.by.name, said or {}, unclear or {}, was)
    await say(context, drawn, form.title)


def cut(words: str, longest: int = 80) -> str:
    """The beginning of an answer, to know it by."""
    return words if len(words) <= longest else f"{words[:longest].rstrip()}…"
