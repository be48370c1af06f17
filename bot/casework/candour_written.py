"""All that was written down of a candour case, as its page shows it; and putting one thing of it right.

Nothing is overwritten. What is put right stays readable, with why: it was at another time, or it was not so at all.
"""

from collections.abc import Mapping
from datetime import date, datetime

from bot.casework.candour import Written, opened_words, write_down
from bot.casework.candour_now import CaseNow, case_now, standing
from bot.casework.candour_views import EntryShown
from bot.casework.looking_afterwards import names_of
from bot.casework.steps import allow_candour_step
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.kept import NoteName
from psirf.candour.promises import is_contact, is_kept_by
from psirf.candour.terms import Element, StepName, StepRefusal
from psirf.lifecycle import NotAllowed, StepNotTaken
from psirf.refusals import Refusal
from storage.records import CandourCase, CandourEntry

NAMES: Mapping[str, str] = {name.value: name.label for name in (*StepName, *Element, *NoteName)}
CAN_BE_PUT_RIGHT = frozenset({*(each.value for each in Element), StepName.ATTEMPT.value})


async def put_right(
    uow: UnitOfWork, record: CandourCase, *, entry: int, at: datetime | None, why: str, seen: int | None, key: str
) -> list[Element]:
    """Put an earlier entry right: it was at another moment, or, without one, it was not so and counts no more. With
    a telling moves what was written down of the same moment. What is then open again. Raises NotAllowed."""
    await allow_candour_step(uow, record, "log")
    if not why.strip():
        raise NotAllowed(Refusal.REASON)
    now = await case_now(uow, record)
    wrong = next((each for each in now.entries if each.id == entry and each.name in CAN_BE_PUT_RIGHT), None)
    if wrong is None:
        raise NotAllowed(Refusal.NOT_NOW)
    if at is not None and at > uow.now:
        raise StepNotTaken(StepRefusal.NOT_COME_YET)
    if at is not None and at < now.case.happened_at:
        raise StepNotTaken(StepRefusal.BEFORE_IT_HAPPENED)
    right = dict.fromkeys([wrong.id, *(_of_the_same_moment(now, wrong) if at else [])], at)
    then = standing(now.entries, right)
    case, refused = now.replayed(then)
    if wrong.id in refused:
        raise StepNotTaken(refused[wrong.id])
    for person in now.people:
        mine = [(each, moment) for each, moment in then if each.person_id == person.id]
        track = case.tracks.get(str(person.number))
        if person.next_contact_on is None and track is not None and not track.died:
            person.next_contact_on = _still_promised(mine)
    number, to = now.number_of(wrong.person_id), {"at": at.isoformat() if at else ""}
    written = [Written(NoteName.PUT_RIGHT, uow.now, number, {"entry": each, **to}, {"why": why}) for each in right]
    await write_down(uow, record, written, key=key, seen=seen)
    was, track = now.case.tracks[str(number)], case.tracks[str(number)]
    return [element for element in track.open if element not in was.open]


def _of_the_same_moment(now: CaseNow, wrong: CandourEntry) -> list[int]:
    """What was written down of the conversation in which somebody was told."""
    if wrong.name != Element.TOLD:
        return []
    at = next((at for entry, at in now.standing if entry.id == wrong.id), wrong.at)
    return [
        entry.id for entry, moment in now.standing
        if (entry.person_id, moment) == (wrong.person_id, at) and entry.name in tuple(Element) and entry is not wrong
    ]  # fmt: skip


def _still_promised(mine: list[tuple[CandourEntry, datetime]]) -> date | None:
    """The next contact promised to somebody, where what kept the promise was not so."""
    made = [entry for entry, _ in mine if entry.name == NoteName.PROMISE]
    if not made or not made[-1].said.get("on"):
        return None
    on = date.fromisoformat(made[-1].said["on"])
    kept = [
        entry for entry, at in mine
        if is_contact(entry.name, entry.said.get("reached")) and is_kept_by(on, made[-1].written_at, at, entry.name)
    ]  # fmt: skip
    return None if kept else on


# ---- all of it, as it is read ----


async def written_shown(uow: UnitOfWork, now: CaseNow) -> tuple[EntryShown, ...]:
    """All that was written down, with its words, in its order; what was put right with why."""
    names = await names_of(uow, [entry.written_by for entry in now.entries])
    counts = {entry.id: at for entry, at in now.standing if entry.id not in now.refused}

    def shown(entry: CandourEntry) -> EntryShown:
        mine = [each for each in now.entries if each.name == NoteName.PUT_RIGHT and each.said["entry"] == entry.id]
        return EntryShown(
            NAMES.get(entry.name, entry.name), now.number_of(entry.person_id), entry.at,
            names.get(entry.written_by, ""), opened_words(uow, now.record.id, entry.sealed), entry.said, entry.id,
            entry.name in CAN_BE_PUT_RIGHT, tuple(shown(each) for each in mine),
            counts.get(entry.id) if mine else None, entry.id in counts,
            now.refused[entry.id].label if entry.id in now.refused else "",
        )  # fmt: skip

    return tuple(shown(entry) for entry in now.entries if entry.name != NoteName.PUT_RIGHT)
