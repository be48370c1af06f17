"""A change of mind while all is looked over: "no, it was Ward 8", said instead of pressed."""

import re
from typing import Any

from bot.casework.drafting import Drafted
from bot.dialogs.hearing import BEFORE_A_CORRECTION
from bot.dialogs.turn import Turn
from bot.forms.form import Asking, Form, Question, Taken, Unclear
from bot.forms.readers import ELSEWHERE, NOT_KNOWN, is_unsure
from bot.wording import CHANGE_IT
from psirf.vocabulary import Reached

AFTER_A_CORRECTION = re.compile(r"[ ,]+(?:sorry|actually|i meant?|instead|not .{1,20})[.!]*$", re.I)
IT_REACHED = re.compile(
    r"\b(?P<not>did ?n.?t|did not|never|has ?n.?t)?(?: it)?(?: actually)?(?: did| has)? reach(?:ed)?\b", re.I
)
LONGEST_CORRECTION = 8  # words that correct one answer and tell no more


async def correction(turn: Turn, form: Form, draft: Drafted) -> dict[str, Any] | None:
    """The answer that is to be changed, and to what, to be asked about; None where the words correct none.

    "No, it was Ward 8", "its ward 8 sorry", "it was Saturday", "wait it did reach her".
    """
    begins = BEFORE_A_CORRECTION.match(turn.said.text)
    if begins is None and len(turn.said.text.split()) > LONGEST_CORRECTION:
        return None
    said = AFTER_A_CORRECTION.sub("", BEFORE_A_CORRECTION.sub("", turn.said.text, count=1)).strip()
    if not said or said.endswith("?") or is_unsure(said):
        return None
    asking = await turn.asking(with_people=form.names_people)
    told = dict((await turn.besides(form, said)).answers)
    if found := IT_REACHED.search(said):
        told["reached"] = Taken((Reached.NO if found["not"] else Reached.YES).value, said)
    for question in form.questions:
        given = told.get(question.key) or _plain_answer(question, said, asking)
        before = draft.answers.get(question.key)
        if given is None or question.later or not question.applies(draft.answers) or before == given.value:
            continue
        change = CHANGE_IT.format(question.label.lower(), question.shown(given.value, asking))
        guess = {"value": given.value, "confirm": change}
        if len(turn.said.text.split()) > LONGEST_CORRECTION:
            guess["also"] = turn.said.text  # it tells more: that is asked about next
        return {"change": question.key, "guess": guess}
    return None


def _plain_answer(question: Question, said: str, asking: Asking) -> Taken | None:
    """The words as the answer to a question of few words, where they plainly are one."""
    if question.long or question.terms is not None:
        return None
    try:
        read = question.answer(said, asking)
    except Unclear:
        return None
    return None if read.value in ("", NOT_KNOWN) or read.value.startswith(ELSEWHERE) else Taken(read.value, said)
