"""Words of a report that may identify somebody: found, hidden, and looked at by the patient safety team."""

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from bot.casework.steps import take_event_step
from bot.casework.unit_of_work import UnitOfWork
from psirf.identifiers import Identifier, find_identifiers
from psirf.marks import hidden, taken_out, with_words
from psirf.places import places_named
from psirf.vocabulary import IdentifierKind, Role
from storage.events import marks_of
from storage.people import all_places, holdings, names_among
from storage.records import Mark, PatientSafetyEvent

# The texts of an event in which words may be marked.
TEXTS = ("what", "place_said", "how_they_are", "involved", "stopped_by", "population", "more_of")
MOST_PAIRS = 5000  # pairs of neighbouring words that are looked up as names of the trust's people


async def marked_in(uow: UnitOfWork, texts: Sequence[str]) -> list[tuple[Identifier, ...]]:
    """For each text, the words that may identify somebody, names of the trust's people among them, and not
    those of its units: Rowan is a ward where there is such a ward."""
    pairs = {f"{first} {second}" for text in texts for first, second in pairwise(re.findall(r"[\w'’-]+", text))}
    staff = await names_among(uow.session, sorted(pairs)[:MOST_PAIRS]) if pairs else []
    places = await all_places(uow.session)
    return [
        tuple(
            mark
            for mark in find_identifiers(text, uow.rules.identifiers, staff)
            if not places_named(mark.text, places)
        )
        for text in texts
    ]


async def hide_marked(
    uow: UnitOfWork, texts: Mapping[str, str]
) -> tuple[dict[str, str], list[tuple[IdentifierKind, str]]]:
    """The texts with what is marked hidden, and what was hidden, in the order of its numbers from 1."""
    shown, found = dict(texts), list[tuple[IdentifierKind, str]]()
    for key, marks in zip(texts, await marked_in(uow, list(texts.values())), strict=True):
        for mark in sorted(marks, key=lambda each: -each.start):
            known = (mark.kind, mark.text)
            if known not in found:
                found.append(known)
            number = found.index(known) + 1
            text = shown[key]
            shown[key] = text[: mark.start] + hidden(mark.kind, number) + text[mark.end :]
    return shown, found


async def keep_marks(uow: UnitOfWork, event: PatientSafetyEvent, found: Sequence[tuple[IdentifierKind, str]]) -> None:
    """Keep what was hidden apart from the event, and ask the patient safety team to look at it."""
    for number, (kind, words) in enumerate(found, start=1):
        uow.session.add(Mark(event_id=event.id, number=number, kind=kind, words=words))
    if not found:
        return
    uow.audit("hide", f"event:{event.id}", marks=len(found))
    for person_id in sorted({h.person_id for h in await holdings(uow.session) if h.role is Role.PATIENT_SAFETY}):
        await uow.notify(
            "marked", subject="event", subject_id=event.id, to=person_id,
            key=f"marked:{event.id}:{person_id}", marks=True,
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
    uow.audit("settle_marks", f"event:{event.id}", taken_out=sum(bool(mark.taken_out) for mark in marks))
