"""Words that may identify somebody, in a half-made form: shown to its writer, taken out or left in."""

from bot.casework.drafting import Drafted, draft_of, save_draft
from bot.casework.marking import marked_in
from bot.dialogs import words as said_as
from bot.dialogs.turn import Turn
from bot.forms.form import Form
from bot.wording import LEFT_IN, TAKEN_OUT
from psirf.identifiers import Identifier, without

MOST_MARKS = 20  # asked about on one card; the others follow


async def still_marked(turn: Turn, form: Form, draft: Drafted) -> list[Identifier]:
    """What may identify somebody in what was written, each once, without what its writer chose to leave in."""
    found: dict[str, Identifier] = {}
    for marks in await marked_in(turn.uow, list(form.written(draft.answers).values())):
        for mark in marks:
            if mark.text.casefold() not in draft.left_in:
                found.setdefault(mark.text.casefold(), mark)
    return list(found.values())[:MOST_MARKS]


async def look_for_marks(turn: Turn, form: Form, key: str) -> Drafted:
    """Note on a form whether what was written in it is to be looked over; the form as it then is."""
    draft = await draft_of(turn.uow, key)
    assert draft is not None, "it is still being made"
    marked = bool(await still_marked(turn, form, draft))
    if marked == draft.marked:
        return draft
    await save_draft(turn.uow, key, unsure=draft.unsure, marked=marked)
    now = await draft_of(turn.uow, key)
    assert now is not None, "it has just been saved"
    return now


async def chosen_of_marks(turn: Turn, form: Form, draft: Drafted) -> str:
    """Act on a press, or on words, that say what is to become of what is marked, and say what was done;
    empty where they say nothing of it."""
    pressed, words = turn.said.pressed, said_as.command(turn.said.text)
    out = pressed.get("do") == "take_out" or (not pressed and words in (*said_as.YES, *said_as.TAKE_OUT))
    left = pressed.get("do") == "leave_in" or (
        not pressed and words in (*said_as.NO, *said_as.LEAVE_SO, *said_as.SKIP)
    )
    if not (out or left):
        return ""
    marks = await still_marked(turn, form, draft)
    ticked = {part.strip() for part in pressed.get("ticked", "").split(",")}
    gone = [mark for n, mark in enumerate(marks) if out and (not pressed or str(n) in ticked)]
    await _take_out(turn, form, draft, {mark.text.casefold() for mark in gone}, marks)
    return " ".join([*([TAKEN_OUT] if gone else []), *([LEFT_IN] if len(gone) < len(marks) else [])])


async def _take_out(turn: Turn, form: Form, draft: Drafted, gone: set[str], marks: list[Identifier]) -> None:
    answers = dict(draft.answers)
    for key, text in form.written(answers).items():
        [found] = await marked_in(turn.uow, [text])
        answers[key] = without(text, [mark for mark in found if mark.text.casefold() in gone])
    left = [*draft.left_in, *(words for mark in marks if (words := mark.text.casefold()) not in gone)]
    await save_draft(turn.uow, draft.key, answers=answers, left_in=left)
    await look_for_marks(turn, form, draft.key)
