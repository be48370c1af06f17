"""A whole form as the fields of one card: what stands in each field, and how what comes back is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.forms.form import FILL_THIS_IN, Answers, Asking, Form, Question, Taken, Unclear
from bot.forms.involved import agents_of, kept_with

FIELD = "in_"  # before a question's key, so that no field is taken for part of a button
LONGEST_IN_A_FIELD = 600  # what was told at more length is not sent to and fro on a card, and stays as it is


@dataclass(frozen=True, slots=True)
class Filled:
    """What a card came to: answers, guesses to be asked about, and what was unclear, by question."""

    answers: Answers
    guessed: Mapping[str, Taken]
    unclear: Mapping[str, str]


def has_field(question: Question, before: Mapping[str, str]) -> bool:
    """Whether a card drawn from these answers asks a question. Of those it asks, Teams sends none left empty."""
    too_long = question.own_words and len(before.get(question.key, "")) > LONGEST_IN_A_FIELD
    return question.applies(before) and not too_long and not question.unseen


def in_field(question: Question, value: str, asking: Asking) -> str:
    """What stands in a question's field for a kept answer; what comes back unchanged is that answer."""
    if question.kind == "some":
        return ",".join(agents_of(value)[0])
    if question.kind in ("one of some", "day"):
        return value
    return question.show(value, asking)


def read_card(form: Form, pressed: Mapping[str, str], before: Mapping[str, str], asking: Asking) -> Filled:
    """Read each field that the card had by its question's own reader. What was not on it stays as it is;
    what was on it and does not come back was left empty, or emptied."""
    answers, guessed, unclear = Answers(), dict[str, Taken](), dict[str, str]()
    for question in form.questions:
        key, kept = question.key, before.get(question.key)
        if not question.applies(answers):
            continue
        said = pressed.get(f"{FIELD}{key}", "" if has_field(question, before) else None)
        if said is None or (kept is not None and said.strip() == in_field(question, kept, asking).strip()):
            if kept is not None:
                answers[key] = kept
            continue
        if not said.strip() and (question.later or question.optional):
            if question.kind == "some" and kept and agents_of(kept)[1]:
                answers[key] = kept_with("", kept)  # all is unticked; the words beside it were on no field
            elif kept is not None and not question.later:
                answers[key] = ""
            continue
        try:
            reading = question.answer(said, asking)
        except Unclear as reason:
            unclear[key] = str(reason) or FILL_THIS_IN
            continue
        if question.kind == "some" and kept is not None:
            answers[key] = kept_with(reading.value, kept)
        elif reading.confirm:
            guessed[key] = Taken(reading.value, said.strip(), reading.confirm)
        else:
            answers[key] = reading.value
    return Filled(answers, guessed, unclear)
