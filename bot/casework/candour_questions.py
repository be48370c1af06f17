"""Their questions, word for word: asked, put to whoever leads the learning response, and answered."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.casework.candour import Written, opened_words, write_down
from bot.casework.candour_now import CaseNow, case_now
from bot.casework.candour_views import QuestionShown, TrackShown
from bot.casework.marking import hide_marked
from bot.casework.response_views import Named
from bot.casework.roles import roles_towards
from bot.casework.steps import allow_candour_step
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.hiding import known_by, without_addresses, without_names
from psirf.candour.terms import StepName, StepRefusal
from psirf.lifecycle import StepNotTaken
from psirf.marks import without_numbers
from storage.candour import candour_of
from storage.records import CandourCase, PatientSafetyEvent

WORDS = "words"  # the key of a question's words, and of an answer's
CANNOT = "cannot"  # said of an answer: it is why there can be none


async def ask(uow: UnitOfWork, record: CandourCase, *, person: int, words: str, seen: int | None, key: str) -> None:
    """Write down what a person asked, in their words. Raises NotAllowed."""
    await allow_candour_step(uow, record, "log")
    now = await case_now(uow, record)
    number = now.whom(person)
    said = {"number": str(now.next_question)}
    written = Written(StepName.QUESTION, uow.now, number, said, {WORDS: words})
    await write_down(uow, record, [written], key=key, seen=seen)


async def answer(
    uow: UnitOfWork, record: CandourCase, *, question: int, words: str, cannot: bool, seen: int | None, key: str
) -> None:
    """Answer a question, by its entry, or say why it cannot be answered. Raises NotAllowed."""
    await allow_candour_step(uow, record, "answer_question")
    now = await case_now(uow, record)
    asked = next((each for each in now.entries if each.id == question and each.name == StepName.QUESTION), None)
    if asked is None:
        raise StepNotTaken(StepRefusal.NO_QUESTION)
    said = {"number": asked.said["number"], **({CANNOT: True} if cannot else {})}
    written = Written(StepName.ANSWER, uow.now, now.number_of(asked.person_id), said, {WORDS: words})
    await write_down(uow, record, [written], key=key, step="answer_question", seen=seen)


async def questions_to_lead(
    uow: UnitOfWork, event: PatientSafetyEvent, viewer_id: int
) -> tuple[Named | None, int, int]:
    """For whoever leads a learning response: the candour case of its event, how many questions were asked and how
    many of them wait. None of it where this person may not read them, or nothing was asked."""
    record = await candour_of(uow.session, event.id)
    if record is None:
        return None, 0, 0
    if "questions" not in uow.rules.reading.fields("candour", await roles_towards(uow, viewer_id, record)):
        return None, 0, 0
    tracks = (await case_now(uow, record)).case.tracks.values()
    asked = [answered for track in tracks for answered in track.questions.values()]
    return (Named(record.id, record.version) if asked else None), len(asked), asked.count(False)


def question_shown(uow: UnitOfWork, now: CaseNow, person_id: int, number: str, is_answered: bool) -> QuestionShown:
    """A question with its words and the newest answer. Nothing of a turn that shows it is kept."""
    shown = QuestionShown(number, is_answered)
    for entry in now.entries:
        if entry.person_id != person_id or str(entry.said.get("number", "")) != number:
            continue
        if entry.name == StepName.QUESTION:
            words = opened_words(uow, now.record.id, entry.sealed).get(WORDS, "")
            shown = replace(shown, entry=entry.id, words=words, asked_at=entry.at)
        elif entry.name == StepName.ANSWER:
            words = opened_words(uow, now.record.id, entry.sealed).get(WORDS, "")
            shown = replace(shown, answer=words, cannot=bool(entry.said.get(CANNOT)))
    return shown


async def with_names_hidden(uow: UnitOfWork, now: CaseNow, tracks: Sequence[TrackShown]) -> tuple[TrackShown, ...]:
    """What may identify somebody is hidden in the words of their questions, for who may read no more: whatever is
    found as in a report, addresses, and the names of those whom the case is about."""
    texts = {
        f"{each.entry} {part}": text
        for track in tracks
        for each in track.questions
        for part, text in (("words", each.words), ("answer", each.answer))
    }
    texts = await names_hidden(uow, now, texts)

    def hidden_in(each: QuestionShown) -> QuestionShown:
        return replace(each, words=texts[f"{each.entry} words"], answer=texts[f"{each.entry} answer"])

    return tuple(replace(track, questions=tuple(map(hidden_in, track.questions))) for track in tracks)


async def names_hidden(uow: UnitOfWork, now: CaseNow, texts: Mapping[str, str]) -> dict[str, str]:
    """Texts of a case, by their keys, with what may identify somebody hidden, as above. Raises KeyTrouble."""
    # Those who are written down now, and what they were called in anything that was written down before.
    kept = [*(each.sealed for each in now.everybody), *(each.sealed for each in now.entries)]
    lists = uow.rules.identifiers
    known = known_by((opened_words(uow, now.record.id, sealed) for sealed in kept), lists)
    marked, _ = await hide_marked(uow, {key: without_addresses(text) for key, text in texts.items()})
    return {key: without_numbers(without_names(text, known, lists)) for key, text in marked.items()}


def questions_alone(track: TrackShown) -> TrackShown:
    """A person of a case for who may know nothing of it but the questions."""
    return TrackShown(
        track.number, track.kind, {}, (), (), (), track.questions, track.died, track.is_named, None, None, ()
    )
