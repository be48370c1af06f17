"""Five measures of how candour is given, each counted by itself, and never so that a small number can be known.

Source: domain.md 3.4: of notifiable incidents whose deadline has passed. How each counts is decided here:

- An incident is one case, however many are to be told in it. Its day is the last of theirs: a person who asked for
  time by then has a later one. It counts once that day has passed.
- Told in person, and written, count by that day. Assessed, findings shared and apology count as they stand today.
- Done means done for everybody. Where it ended for everybody, and for somebody as declined or not possible, it is
  counted apart from what was done, and apart from what is still open.
- Whether it was assessed is asked of every case that an assessment was opened for, notifiable or not.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from psirf.candour.owed import Days
from psirf.candour.record import Case, Track
from psirf.candour.terms import Clock, Element, Ending
from psirf.vocabulary import Term
from psirf.working_time import london_day

FEWEST = 3  # "fewer than 2" would be one: no trust can ask for less than this


class Measure(Term):
    ASSESSED = "assessed", "Assessed"
    TOLD = "told", "Told in person within the trust's limit"
    WRITTEN = "written", "Letter sent within the trust's limit"
    FINDINGS = "findings", "Findings shared"
    APOLOGY = "apology", "Apology recorded"


# Which element a measure asks for, whose day makes it count, and whether it must have ended by that day.
OF_AN_ELEMENT: Mapping[Measure, tuple[Element, Clock, bool]] = {
    Measure.TOLD: (Element.TOLD, Clock.TOLD, True),
    Measure.WRITTEN: (Element.WRITTEN, Clock.WRITTEN, True),
    Measure.FINDINGS: (Element.FINDINGS, Clock.FINDINGS, False),
    Measure.APOLOGY: (Element.APOLOGY, Clock.TOLD, False),
}


class Part(Term):
    """What an incident whose day has passed is counted as."""

    DONE = "done", "Done"
    OTHERWISE = "otherwise", "Declined, or not possible"
    NOT_DONE = "not_done", "Not done"


@dataclass(frozen=True, slots=True)
class Measured:
    """A case as it is counted. `days`: all its days, that of telling also where it turned out not to be owed."""

    case: Case
    days: Days


@dataclass(frozen=True, slots=True)
class Count:
    """How many incidents whose day has passed there are of each part; `waiting`: whose day has not."""

    parts: Mapping[Part, int]
    waiting: int

    @property
    def total(self) -> int:
        return sum(self.parts.values())


@dataclass(frozen=True, slots=True)
class Shown:
    """A count as it may be shown; None is a number that is not. `fewer`: the one part of which it may be said that
    it is fewer than the smallest number, and at least one."""

    total: int | None
    parts: Mapping[Part, int | None]
    waiting: int | None
    fewer: Part | None = None

    @property
    def is_whole(self) -> bool:
        """Whether every part is shown: only then is there a share of the whole."""
        return self.total is not None and None not in self.parts.values()


# ---- counting ----


def counted(cases: Iterable[Measured], today: date) -> dict[Measure, Count]:
    """Each measure of these cases, on a day in London."""
    every = list(cases)
    owed = [each for each in every if each.case.answer is not None and each.case.answer.is_owed]
    counts = {Measure.ASSESSED: _count(every, lambda each: _assessed(each, today))}
    for measure in OF_AN_ELEMENT:
        counts[measure] = _count(owed, partial(_given, measure=measure, today=today))
    return counts


def _count(cases: Sequence[Measured], part_of: Callable[[Measured], Part | None]) -> Count:
    found = [part_of(each) for each in cases]
    return Count({part: found.count(part) for part in Part}, found.count(None))


def _assessed(each: Measured, today: date) -> Part | None:
    """None where its day has not passed."""
    day = each.days.clocks.get(Clock.TOLD)
    if day is None or day >= today:
        return None
    return Part.NOT_DONE if each.case.assessed is None else Part.DONE


def _given(each: Measured, measure: Measure, today: date) -> Part | None:
    """None where the day of somebody who is to be told has not passed, or none is set."""
    element, clock, by_its_day = OF_AN_ELEMENT[measure]
    people = each.case.counted
    days = {person: each.days.of(clock, person) for person in people}
    if not all(day is not None and day < today for day in days.values()):
        return None
    hows = {_ended(track, element, days[person] if by_its_day else None) for person, track in people.items()}
    if not hows or None in hows:
        return Part.NOT_DONE
    return Part.DONE if hows == {Ending.DONE} else Part.OTHERWISE


def _ended(track: Track, element: Element, by: date | None) -> Ending | None:
    """How an element ended for a person, by a day where there is one; None where it has not."""
    ended = track.ended.get(element)
    return None if ended is None or (by is not None and london_day(ended.at) > by) else ended.how


# ---- what may be shown ----


def shown(counts: Mapping[Measure, Count], smallest: int) -> dict[Measure, Shown]:
    """What may be shown of some counts, so that nobody can reckon a number from 1 up to below `smallest`: also not
    whoever knows these rules. A total below it is not shown at all, whether or not it is none.

    How many wait is shown for the four measures of notifiable incidents only where none of their totals and of those
    is small: all four add up to the same, so that one of them would tell another.
    """
    smallest = max(smallest, FEWEST)
    found = {measure: _parts(count, smallest) for measure, count in counts.items()}
    for together in ((Measure.ASSESSED,), tuple(OF_AN_ELEMENT)):
        there = [measure for measure in together if measure in counts]
        if all(_may_say_how_many_wait(counts[measure], smallest) for measure in there):
            found |= {measure: replace(found[measure], waiting=counts[measure].waiting) for measure in there}
    return found


def _may_say_how_many_wait(count: Count, smallest: int) -> bool:
    return count.total >= smallest and not 0 < count.waiting < smallest


def _parts(count: Count, smallest: int) -> Shown:
    nothing: dict[Part, int | None] = dict.fromkeys(Part)
    if count.total < smallest:
        return Shown(None, nothing, None)
    small = [part for part, number in count.parts.items() if 0 < number < smallest]
    if not small:
        return Shown(count.total, dict(count.parts), None)
    # Of one small part alone it is said that it is small, where the others leave open how small: what is not small is
    # none, or at least the smallest number.
    if len(small) == 1 and count.total >= 2 * smallest - 1:
        return Shown(count.total, nothing, None, small[0])
    return Shown(count.total, nothing, None)
