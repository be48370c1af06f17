"""What is made of an answer: it is kept, and with it what else it tells."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from bot.casework.drafting import Drafted, begin_draft, draft_now, save_draft
from bot.dialogs.marking import look_for_marks
from bot.dialogs.turn import Turn
from bot.forms.form import Answers, Form, Gathered, Question, Reading, Taken, Unclear
from bot.forms.readers import ELSEWHERE
from bot.wording import SEVERAL
from psirf.vocabulary import Reached

SPLIT = "split"  # in a guess: it was asked whether several events were told
BEFORE_A_CORRECTION = re.compile(
    r"(?:no|nope|actually|sorry|correction|oops|wait)\b[,.!]*\s*(?:(?:it|that) (?:was|is)|it's|its|i meant?)?\s*",
    re.I,
)

Kept = Mapping[str, Mapping[str, str]]  # what was taken from a telling, as a draft keeps it


async def keep_answer(
    turn: Turn, form: Form, draft: Drafted, question: Question, value: str, *, as_one: bool = False
) -> Drafted:
    """Keep an answer, and what it tells besides; the draft as it then is.

    Where it tells of several events that is asked first, unless it is to be taken `as_one`.
    """
    answers = form.with_answer(draft.answers, question.key, value)
    taken: Kept = {key: each for key, each in draft.taken.items() if key != question.key or each["value"] == value}
    answers, taken = with_what_applies(form, draft.answers, answers, taken)
    gathered = await turn.besides(form, value, question.key)
    if gathered.parts and not as_one:
        unsure = await asks_of_several(turn, form, value, gathered)
        await save_draft(turn.uow, draft.key, answers=answers, asked=question.key, unsure=unsure)
    else:
        answers, taken = with_gathered(form, answers, taken, gathered)
        await save_draft(turn.uow, draft.key, answers=answers, taken=taken)
    turn.gathered = gathered
    if question.own_words:
        return await look_for_marks(turn, form, draft.key)
    return await draft_now(turn.uow, draft.key)


async def asks_of_several(turn: Turn, form: Form, told: str, gathered: Gathered) -> dict[str, str]:
    """Several events were told, and it is asked whether each shall have a report of its own. That a patient
    was reached is kept beside the question: no such report is deleted, though nobody ever answers it."""
    read = [gathered, *[await turn.besides(form, part) for part in gathered.parts]]
    reached = {each.answers["reached"].value for each in read if "reached" in each.answers}
    beside = {"reached": Reached.YES.value} if Reached.YES in reached else {}
    return {"value": told, "confirm": SEVERAL, SPLIT: "yes", **beside}


def with_what_applies(
    form: Form, before: Mapping[str, str], answers: Answers, taken: Kept
) -> tuple[Answers, Kept]:  # fmt: skip
    """What does not apply to these answers is kept beside them, and comes back when it does."""
    gone = {key: {"value": value, "words": "", "confirm": ""} for key, value in before.items() if key not in answers}
    taken = {**gone, **taken}
    for question in form.questions:
        found = taken.get(question.key)
        if found and found["value"] and not found["confirm"] and question.key not in answers:
            answers = form.with_answer(answers, question.key, found["value"])
    return answers, taken


def with_gathered(form: Form, answers: Answers, taken: Kept, gathered: Gathered) -> tuple[Answers, Kept]:
    """The answers and what was taken, with what is told besides. What its writer said stays as it is."""
    took = dict(taken)
    for question in form.questions:
        found = gathered.answers.get(question.key)
        said_so = question.key in answers and question.key not in took
        if found is None or said_so or (found.confirm and (question.later or question.key in answers)):
            continue
        took[question.key] = asdict(found)
        if not found.confirm:
            answers = form.with_answer(answers, question.key, found.value)
    return answers, took


@dataclass(frozen=True, slots=True)
class Understood:
    """How words were read: as the answer to what was asked, and as answers to other questions too."""

    reading: Reading | None
    others: Mapping[str, Taken]
    unclear: str = ""


async def understand(turn: Turn, form: Form, question: Question, said: str, *, correcting: bool) -> Understood:
    """Read words as the answer to a question; and where they are none, or tell more, as others' answers too.

    `correcting`: a guess was asked about, so that words may begin with "no, it was …".
    """
    asking = await turn.asking(with_people=form.names_people)
    if correcting:
        said = BEFORE_A_CORRECTION.sub("", said, count=1) or said
    try:
        reading = question.answer(said, asking)
        if not reading.value.startswith(ELSEWHERE):
            return Understood(reading, {})
        unclear = ""
    except Unclear as trouble:
        reading, unclear = None, str(trouble)
    if question.long or question.unless_said:
        return Understood(reading, {}, unclear)  # what it could not read as its answer, it says why
    told = (await turn.besides(form, said)).answers
    sure = {key: each for key, each in told.items() if not each.confirm}
    if sure.keys() - {question.key} and reading is not None:
        reading, unclear = None, ""  # it answers something else
    if found := sure.pop(question.key, None):
        return Understood(Reading(found.value), sure)
    if found := told.get(question.key):
        return Understood(Reading(found.value, found.confirm), sure)
    return Understood(reading, sure, unclear)


def changed(form: Form, draft: Drafted, others: Mapping[str, Taken]) -> tuple[Answers, Kept, list[Question]]:
    """The answers with others put in place of what was said before; and which of them are new."""
    answers, taken = dict(draft.answers), dict(draft.taken)
    news = []
    for question in form.questions:
        found = others.get(question.key)
        if found is None or answers.get(question.key) == found.value:
            continue
        answers = form.with_answer(answers, question.key, found.value)
        if answers.get(question.key) == found.value:
            taken.pop(question.key, None)  # its writer said so
            news.append(question)
    return answers, taken, news


async def split(turn: Turn, form: Form, draft: Drafted) -> Drafted:
    """Several events were told: each has a report of its own, one after the other."""
    told = draft.answers[form.told.key]
    whole = await turn.besides(form, told)
    given = {key: value for key, value in draft.answers.items() if key != form.told.key}
    first, *rest = whole.parts or (told,)
    before = draft
    for part in rest:
        later = await begin_draft(turn.uow, form.name, follows=before.key)
        await _begin_part(turn, form, later, part, whole, {k: v for k, v in given.items() if k == "name"})
        before = later
    await _begin_part(turn, form, draft, first, whole, given)
    return await look_for_marks(turn, form, draft.key)


async def _begin_part(
    turn: Turn, form: Form, draft: Drafted, part: str, whole: Gathered, given: Mapping[str, str]
) -> None:
    """One event's words, and what they tell; what only the whole message says is asked about it."""
    asking = await turn.asking(with_people=form.names_people)
    own = await turn.besides(form, part)
    shared = {
        key: replace(each, confirm=each.confirm or f"{question.label}: {question.shown(each.value, asking)}?")
        for key, each in whole.answers.items()
        if key in ("ward", "when") and key not in own.answers and (question := form.question(key))
    }
    gathered = Gathered({**shared, **own.answers}, own.urgent, own.distress)
    answers = form.with_answer(given, form.told.key, part)
    answers, taken = with_gathered(form, answers, {}, gathered)
    await save_draft(turn.uow, draft.key, answers=answers, taken=taken)
    await look_for_marks(turn, form, draft.key)
    turn.gathered = gathered
