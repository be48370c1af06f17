"""A form that comes whole, from one card: read by the same readers as a conversation."""

from dataclasses import asdict

from bot.casework.drafting import Drafted, save_draft
from bot.dialogs.hearing import SPLIT, Kept, asks_of_several, with_gathered, with_what_applies
from bot.dialogs.marking import look_for_marks
from bot.dialogs.turn import Turn
from bot.forms.form import FILL_THIS_IN, Form
from bot.forms.whole_card import has_field, read_card


async def take_card(turn: Turn, form: Form, draft: Drafted) -> tuple[Drafted, dict[str, str]]:
    """Keep what the card says; the form as it then is, and what was unclear, by question.

    What the telling says besides fills fields that were left empty; what may stay empty is then skipped, once
    all else is clear. Guesses are asked about afterwards, and so is what was on no field of the card.
    """
    asking = await turn.asking(with_people=form.names_people)
    filled = read_card(form, turn.said.pressed, draft.answers, asking)
    told = form.told.key
    answers = filled.answers
    asked_for = {question.key for question in form.questions if has_field(question, draft.answers)}
    emptied = {key for key in asked_for if key in draft.answers and key not in answers}
    taken: Kept = {
        key: each for key, each in draft.taken.items()
        if key not in emptied and answers.get(key, each["value"]) == each["value"]
    }  # fmt: skip
    several = draft.unsure is not None and draft.unsure.get(SPLIT) and draft.unsure["value"] == answers.get(told)
    unsure = draft.unsure if several else None
    answers, taken = with_what_applies(form, {}, answers, taken)
    if told in answers and answers[told] != draft.answers.get(told):
        turn.gathered = await turn.besides(form, answers[told])
        answers, taken = with_gathered(form, answers, taken, turn.gathered)
        if turn.gathered.parts:
            unsure = await asks_of_several(turn, form, answers[told], turn.gathered)
    taken = {**taken, **{key: asdict(guess) for key, guess in filled.guessed.items()}}
    unclear = {
        key: why for key, why in filled.unclear.items()
        if key not in answers and key not in taken and (question := form.question(key)) and question.applies(answers)
    }  # fmt: skip
    left = [
        question for question in form.questions
        if not question.later and question.applies(answers) and question.key not in {*answers, *taken}
    ]  # fmt: skip
    unclear = {question.key: FILL_THIS_IN for question in left if not question.optional} | unclear
    for question in left if not unclear else ():
        if question.key in asked_for:
            answers = form.with_answer(answers, question.key, "")
    # What is typed next answers what is still missing, and never takes the place of what the card told.
    missing = form.next(answers)
    asked = told if unsure else missing.key if missing else ""
    await save_draft(turn.uow, draft.key, answers=answers, taken=taken, unsure=unsure, asked=asked)
    return await look_for_marks(turn, form, draft.key), unclear
