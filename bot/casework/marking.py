"""Words of a report that may identify somebody: found, hidden, and looked at by the patient safety team."""

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

import orjson

from bot.casework.queue import tell_person
from bot.casework.roles import people_asked
from bot.casework.steps import take_event_step
from bot.casework.unit_of_work import UnitOfWork
from psirf.identifiers import Identifier, find_identifiers
from psirf.marks import hidden, taken_out, with_words
from psirf.places import places_named
from psirf.vocabulary import IdentifierKind, Role
from storage.afterwards import corrections_of, notes_of
from storage.conversations import answers_kept_for
from storage.events import marks_of
from storage.people import all_places, names_among, person_by_id
from storage.records import Mark, PatientSafetyEvent
from storage.responses import responses_of

NAMES = (IdentifierKind.PATIENT_NAME, IdentifierKind.RELATIVE_NAME, IdentifierKind.STAFF_NAME)
# The texts of an event in which words may be marked.
TEXTS = ("what", "place_said", "how_they_are", "involved", "stopped_by", "population", "more_of")
MOST_PAIRS = 5000  # pairs of neighbouring words that are looked up as names of the trust's people


async def marked_in(uow: UnitOfWork, texts: Sequence[str]) -> list[tuple[Identifier, ...]]:
    """For each text, the words that may identify somebody, names of the trust's people among them, and not
    those of its units: Rowan is a ward where there is such a ward."""
    pairs = {f"{first} {second}" for text in texts for first, second in pairwise(re.findall(r"[\w'’-]+", text))}
    staff = await names_among(uow.session, sorted(pairs)[:MOST_PAIRS]) if pairs else []
    places = await all_places(uow.session)
    found = [
        [mark for mark in find_identifiers(text, uow.rules.identifiers, staff) if not places_named(mark.text, places)]
        for text in texts
    ]
    surnames = {name for marks in found for mark in marks if (name := _surname(mark))}
    return [_with_surnames(text, marks, surnames) for text, marks in zip(texts, found, strict=True)]


def _surname(mark: Identifier) -> tuple[str, IdentifierKind] | None:
    """The last word of a name, by which somebody is named again without title or first name."""
    last = mark.text.split()[-1].strip(".,") if mark.kind in NAMES and mark.text.split() else ""
    return (last[0].upper() + last[1:], mark.kind) if len(last) > 2 else None


def _with_surnames(
    text: str, marks: Sequence[Identifier], surnames: Collection[tuple[str, IdentifierKind]]
) -> tuple[Identifier, ...]:
    """What is marked in a text, and every other place where a marked name's surname stands with its capital."""
    found = list(marks)
    for surname, kind in sorted(surnames):
        for again in re.finditer(rf"(?<!\w)(?:{re.escape(surname)}|{re.escape(surname.upper())})(?!\w)", text):
            if all(again.end() <= mark.start or again.start() >= mark.end for mark in found):
                found.append(Identifier(again[0], kind, again.start(), again.end()))
    return tuple(sorted(found, key=lambda mark: mark.start))


async def hide_marked(
    uow: UnitOfWork, texts: Mapping[str, str], after: int = 0
) -> tuple[dict[str, str], list[tuple[IdentifierKind, str]]]:
    """The texts with what is marked hidden, and what was hidden, in the order of its numbers, which begin
    `after` those that the event has."""
    shown, found = dict(texts), list[tuple[IdentifierKind, str]]()
    for key, marks in zip(texts, await marked_in(uow, list(texts.values())), strict=True):
        for mark in marks:
            if (mark.kind, mark.text) not in found:
                found.append((mark.kind, mark.text))
        for mark in sorted(marks, key=lambda each: -each.start):
            known = (mark.kind, mark.text)
            number = after + found.index(known) + 1
            text = shown[key]
            shown[key] = text[: mark.start] + hidden(mark.kind, number) + text[mark.end :]
    return shown, found


async def told_of_editing_once(uow: UnitOfWork) -> bool:
    """Whether the person who acts is to be told now how a message is changed in Teams: the first time alone."""
    person = await person_by_id(uow.session, uow.person_id)
    first, person.told_of_editing = not person.told_of_editing, True
    return first


async def forget_in_answers(uow: UnitOfWork, words: Sequence[str]) -> None:
    """Blank words in the answers that are kept for a day to be given again to the person who acts."""
    for kept in await answers_kept_for(uow.session, uow.person_id) if words else []:
        replies = orjson.dumps(kept.replies).decode()
        for each in words:
            replies = replies.replace(orjson.dumps(each).decode()[1:-1], "…")
        if (blanked := orjson.loads(replies)) != kept.replies:
            kept.replies = blanked


async def hide_in_note(uow: UnitOfWork, event: PatientSafetyEvent, text: str) -> str:
    """A text that is added to an event, with what is marked in it hidden and kept apart."""
    after = len(await marks_of(uow.session, event.id))
    texts, found = await hide_marked(uow, {"text": text}, after)
    await keep_marks(uow, event, found, after)
    await uow.session.flush()
    return texts["text"]


async def keep_marks(
    uow: UnitOfWork, event: PatientSafetyEvent, found: Sequence[tuple[IdentifierKind, str]], after: int = 0
) -> None:
    """Keep what was hidden apart from the event, and ask the patient safety team to look at it."""
    for number, (kind, words) in enumerate(found, start=after + 1):
        uow.session.add(Mark(event_id=event.id, number=number, kind=kind, words=words))
    if not found:
        return
    uow.audit("hide", f"event:{event.id}", marks=len(found))
    await forget_in_answers(uow, [words for _, words in found])
    # Where nobody holds the team's role the administrator is asked to give it, and sees none of the words.
    for person_id in await people_asked(uow, Role.PATIENT_SAFETY, event):
        await tell_person(
            uow, "marked", subject="event", subject_id=event.id, to=person_id,
            key=f"marked:{event.id}:{after}:{person_id}", marks=True,
        )  # fmt: skip


async def look_at_marks(
    uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, identifying: Collection[int]
) -> None:
    """Take out the marked words that identify somebody, by their numbers; the others are shown again.

    Raises NotAllowed, changing nothing, for anybody but the patient safety team.
    """
    await take_event_step(uow, event, "look_at_marks", seen=seen)
    marks = [mark for mark in await marks_of(uow.session, event.id) if mark.taken_out is None]
    instead = {}
    for mark in marks:
        mark.taken_out = mark.number in identifying
        instead[hidden(mark.kind, mark.number)] = taken_out(mark.kind) if mark.taken_out else mark.words
        mark.words, mark.settled_at, mark.settled_by = "", uow.now, uow.by.id
    for name in TEXTS:
        setattr(event, name, with_words(getattr(event, name), instead))
    for note in await notes_of(uow.session, event.id):
        note.text = with_words(note.text, instead)
    for correction in await corrections_of(uow.session, event.id):
        correction.before, correction.after = (
            with_words(correction.before, instead), with_words(correction.after, instead),
        )  # fmt: skip
    for response in await responses_of(uow.session, event.id):
        response.took_part = with_words(response.took_part, instead)
        response.not_held_because = with_words(response.not_held_because, instead)
        response.learned = [with_words(line, instead) for line in response.learned]
    uow.audit("settle_marks", f"event:{event.id}", taken_out=sum(bool(mark.taken_out) for mark in marks))
