"""What is promised to somebody: the next contact, the time that they asked for, days to leave them in peace."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.casework.candour import Written, allow_writing, opened_words, sealed_words, was_kept, write_down
from bot.casework.candour_now import case_now
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.kept import NoteName
from psirf.candour.promises import is_a_day_ahead, why_not_on
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from storage.records import CandourCase, CandourPerson

OFTEN, DAYS = "how_often", "days_to_avoid"  # in what is sealed of a person: their wish, and what the days are
MOST_DAYS = 3  # to leave somebody in peace, that are still to come


@dataclass(frozen=True, slots=True)
class Promised:
    """What is promised now: None, or empty, takes back what was. `words` (OFTEN, DAYS) may name somebody."""

    next_contact_on: date | None = None
    paused_until: date | None = None
    avoid: Sequence[date] = ()
    words: Mapping[str, str] = field(default_factory=dict)


async def promise(
    uow: UnitOfWork, case: CandourCase, number: int, promised: Promised, *, seen: int | None, key: str
) -> bool:
    """Keep what is promised to a person, by their number; false where it is what was promised already.

    Raises NotAllowed: also where the day is one to avoid, has passed, or is more than a year away; or where there are
    more days to avoid than are kept.
    """
    uow.veil.untraced = True
    if await was_kept(uow, case, key):
        return True
    await allow_writing(uow, case, "promise", seen)
    person = (await case_now(uow, case)).person(number)
    kept = opened_words(uow, case.id, person.sealed)
    words = {each: promised.words.get(each, "").strip() for each in (OFTEN, DAYS)}
    written = _written(uow, person, promised, {each: kept.get(each, "") for each in words} != words, words)
    if not written:
        return False
    _check(uow, person, promised)
    person.next_contact_on, person.paused_until = promised.next_contact_on, promised.paused_until
    person.avoid = _ahead(uow, promised.avoid)
    person.sealed = sealed_words(uow, case.id, {**kept, **words})
    await write_down(uow, case, written, key=key, step="promise", seen=seen)
    return True


def _written(
    uow: UnitOfWork, person: CandourPerson, promised: Promised, words_changed: bool, words: Mapping[str, str]
) -> list[Written]:
    """What is new of it. Of the days to leave them in peace their number alone is said: more could tell who it is."""
    avoid, known = _ahead(uow, promised.avoid), _ahead(uow, map(date.fromisoformat, person.avoid))
    found = []
    if words_changed or (promised.next_contact_on, avoid) != (person.next_contact_on, known):
        said = {"on": _iso(promised.next_contact_on), "days_to_avoid": len(avoid)}
        found.append(Written(NoteName.PROMISE, uow.now, person.number, said, words))
    if promised.paused_until != person.paused_until:
        found.append(Written(NoteName.PAUSE, uow.now, person.number, {"until": _iso(promised.paused_until)}))
    return found


def _check(uow: UnitOfWork, person: CandourPerson, promised: Promised) -> None:
    """Raises NotAllowed. What stands as it was is not looked at again: a day may have passed meanwhile."""
    until, day = promised.paused_until, promised.next_contact_on
    was_promised = day == person.next_contact_on
    if until is not None and until != person.paused_until and not is_a_day_ahead(until, uow.today):
        raise NotAllowed(Refusal.DAY_OF_PROMISE)
    known = {date.fromisoformat(each) for each in person.avoid}
    if any(not is_a_day_ahead(each, uow.today) for each in set(promised.avoid) - known):
        raise NotAllowed(Refusal.DAY_OF_PROMISE)
    if len(_ahead(uow, promised.avoid)) > MOST_DAYS:
        raise NotAllowed(Refusal.DAYS_TO_AVOID, str(MOST_DAYS))
    if day is not None:
        today = min(uow.today, day) if was_promised else uow.today
        if refusal := why_not_on(day, today, promised.avoid, until):
            raise NotAllowed(refusal)


def _ahead(uow: UnitOfWork, days: Iterable[date]) -> list[str]:
    """The days that have not passed, in their order, as they are kept."""
    return [day.isoformat() for day in sorted(set(days)) if day >= uow.today]


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
