"""A change of mind while all is looked over: "no, it was Ward 8", said instead of pressed."""

from typing import Any

from bot.casework.drafting import Drafted
from bot.dialogs.hearing import BEFORE_A_CORRECTION
from bot.dialogs.turn import Turn
from bot.forms.form import Form
from bot.wording import CHANGE_IT

LONGEST_CORRECTION = 8  # words that correct one answer and tell no more


async def correction(turn: Turn, form: Form, draft: Drafted) -> dict[str, Any] | None:
    """The answer that is to be changed, and to what, to be asked about; None where the words are no correction."""
    begins = BEFORE_A_CORRECTION.match(turn.said.text)
    if begins is None or not turn.said.text[begins.end() :].strip():
        return None
    asking = await turn.asking(with_people=form.names_people)
    told = (await turn.besides(form, turn.said.text[begins.end() :])).answers
    for question in form.questions:
        found = told.get(question.key)
        if found is not None and question.applies(draft.answers) and draft.answers.get(question.key) != found.value:
            change = CHANGE_IT.format(question.label.lower(), question.shown(found.value, asking))
            guess = {"value": found.value, "confirm": change}
            if len(turn.said.text.split()) > LONGEST_CORRECTION:
                guess["also"] = turn.said.text  # it tells more: that is asked about next
            return {"change": question.key, "guess": guess}
    return None
