"""Words that may identify somebody, in a half-made form: shown to its writer, taken out or left in."""

import hashlib
from collections.abc import Sequence

from bot.casework.drafting import Drafted, draft_now, save_draft
from bot.casework.marking import forget_in_answers, marked_in
from bot.dialogs import words as said_as
from bot.dialogs.turn import Turn
from bot.forms.form import Form
from bot.wording import LEFT_IN, MARKS_CHANGED, TAKEN_OUT, TICK_FIRST
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
    draft = await draft_now(turn.uow, key)
    marked = bool(await still_marked(turn, form, draft))
    if marked == draft.marked:
        return draft
    await save_draft(turn.uow, key, unsure=draft.unsure, marked=marked)
    return await draft_now(turn.uow, key)


def digest_of(marks: Sequence[Identifier]) -> str:
    """What tells these marks from others, so that an old button acts on none that it did not show."""
    return hashlib.sha256("\n".join(mark.text for mark in marks).encode()).hexdigest()[:16]


async def chosen_of_marks(turn: Turn, form: Form, draft: Drafted) -> str:
    """Act on a press, or on words, that say what is to become of what is marked, and say what was done;
    empty where they say nothing of it."""
    pressed, words = turn.said.pressed, said_as.command(turn.said.text)
    says_out = words in said_as.YES or said_as.TAKE_OUT.fullmatch(words) is not None
    says_in = (
        words in (*said_as.NO, *said_as.LEAVE_SO, *said_as.SKIP) or said_as.LEAVE_IN.fullmatch(words) is not None
    )
    out = pressed.get("do") == "take_out" or (not pressed and says_out)
    left = pressed.get("do") == "leave_in" or (not pressed and says_in and not says_out)
    if not (out or left):
        return ""
    marks = await still_marked(turn, form, draft)
    if pressed and pressed.get("marks") != digest_of(marks):
        return MARKS_CHANGED
    ticked = {part.strip() for part in pressed.get("ticked", "").split(",") if part.strip()}
    if pressed and out and not ticked:
        return TICK_FIRST
    gone = [mark for n, mark in enumerate(marks) if out and (not pressed or str(n) in ticked)]
    await _take_out(turn, form, draft, {mark.text.casefold() for mark in gone}, marks)
    return " ".join([*([TAKEN_OUT] if gone else []), *([LEFT_IN] if len(gone) < len(marks) else [])])


async def _take_out(turn: Turn, form: Form, draft: Drafted, gone: set[str], marks: list[Identifier]) -> None:
    """What goes leaves the answers, the words that others were read from, and what was answered before."""
    written = form.written(draft.answers)
    answers = dict(draft.answers)
    for (key, text), found in zip(written.items(), await marked_in(turn.uow, list(written.values())), strict=True):
        answers[key] = without(text, [mark for mark in found if mark.text.casefold() in gone])
    taken = {
        key: {**each, "words": "" if any(word in each["words"].casefold() for word in gone) else each["words"]}
        for key, each in draft.taken.items()
    }
    left = [*draft.left_in, *(words for mark in marks if (words := mark.text.casefold()) not in gone)]
    await save_draft(turn.uow, draft.key, answers=answers, taken=taken, left_in=left)
    await forget_in_answers(turn.uow, [mark.text for mark in marks if mark.text.casefold() in gone])
    await look_for_marks(turn, form, draft.key)
