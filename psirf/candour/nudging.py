"""On which days somebody is nudged about what is owed in a candour case, by the ladders of ladders.toml."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from psirf.candour.owed import Owed, OwedKind
from psirf.candour.record import Case
from psirf.candour.terms import CandourStatus
from psirf.ladders import AskedNext, Ladder, Step, steps
from psirf.vocabulary import Role
from psirf.working_time import is_working_day, working_days_before

# In which something of the case itself may be asked for. What was promised is, whatever became of the duty.
GOES_ON = (CandourStatus.ASSESSING, CandourStatus.SECOND_LOOK, CandourStatus.OWED)
# What waits while somebody asked to be left in peace. A contact was agreed with them, and does not.
QUIET_IN_A_PAUSE = (OwedKind.TOLD, OwedKind.WRITTEN, OwedKind.FINDINGS)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is owed, and since which London day; `avoid`: days on which that person is left in peace. `is_new`: it
    came up after somebody was nudged last, so that none of its steps was taken."""

    owed: Owed
    since: date
    paused_until: date | None = None
    avoid: frozenset[date] = frozenset()
    is_new: bool = False

    @property
    def ladder(self) -> str:
        if self.owed.day is None:
            return "candour_findings" if self.owed.kind is OwedKind.APPROVE else "candour_waiting"
        return "candour_contact" if self.owed.kind is OwedKind.CONTACT else "candour"

    @property
    def counted_from(self) -> date | None:
        """The day by which the ladder counts. What came up when its day had passed, or waited while they asked for
        time, begins with whoever sees to it; and the day itself stays as it is."""
        day = self.owed.day
        if day is None or self.owed.kind is OwedKind.CONTACT:
            return day
        return max(day, self.since, self._until or day)

    def is_quiet_on(self, day: date) -> bool:
        """Whether nobody is nudged about it on a day: they are left in peace, or asked for time."""
        return day in self.avoid or self.is_paused_on(day)

    def is_paused_on(self, day: date) -> bool:
        """Whether it waits while they asked for time. Once that is over, its ladder begins again."""
        return self._until is not None and day < self._until

    @property
    def _until(self) -> date | None:
        return self.paused_until if self.owed.kind in QUIET_IN_A_PAUSE else None

    def nudged_on(self, step: Step) -> date:
        """The working day on which somebody is nudged for a step. What would fall on another day comes before it:
        nobody would read it in time; a day on which to leave somebody in peace moves it on. A promise is said before
        its day, or on it, wherever there is a day since it was made."""
        day = step.day
        if self.owed.kind is OwedKind.CONTACT and self.owed.day is not None and day <= self.owed.day:
            while day >= self.since:
                if self._may_be_said_on(day):
                    return day
                day -= timedelta(days=1)
            day = step.day
        elif not is_working_day(day):
            day = working_days_before(day, 1)
        while not self._may_be_said_on(day):
            day += timedelta(days=1)
        return day

    def _may_be_said_on(self, day: date) -> bool:
        return is_working_day(day) and day not in self.avoid


def still_to_do(owed: Sequence[Owed], case: Case, status: CandourStatus) -> list[Owed]:
    """Of what is owed, what somebody is nudged about: a promise always, unless it was made to somebody who has died
    or its report was withdrawn, and whether they have; all else while the case goes on."""
    if status is CandourStatus.WITHDRAWN:
        return []
    return [
        each for each in owed
        if (not _died(case, each.person) if each.kind in (OwedKind.CONTACT, OwedKind.DIED) else status in GOES_ON)
    ]  # fmt: skip


def reached(
    waiting: Waiting, ladders: Mapping[str, Ladder], taken_until: date | None, today: date
) -> list[tuple[AskedNext, Role | None]]:
    """Whom the steps go to whose day has come by `today`, but for those up to `taken_until`, which were taken. After
    a quiet spell each hears once."""
    coming = _coming(waiting, ladders, taken_until)
    return list(dict.fromkeys((step.to, step.role) for day, step in takewhile(lambda at: at[0] <= today, coming)))


def next_day(waiting: Waiting, ladders: Mapping[str, Ladder], taken_until: date | None) -> date:
    """The London day of the first step after `taken_until`. There always is one."""
    return next(_coming(waiting, ladders, taken_until))[0]


def _coming(
    waiting: Waiting, ladders: Mapping[str, Ladder], taken_until: date | None
) -> Iterator[tuple[date, Step]]:  # fmt: skip
    """The steps that are not taken yet, in order, without end, each with the day on which somebody is nudged."""
    due = waiting.counted_from
    # Who was asked to assess, or wrote something down, knows of it that day; a promise for today is said today.
    is_promise = waiting.owed.kind is OwedKind.CONTACT
    known_on = waiting.since - timedelta(days=1) if is_promise else waiting.since
    after = known_on if waiting.is_new else max(known_on, taken_until or date.min)
    for step in steps(ladders[waiting.ladder], waiting.since if due is None else date.min, due):
        day = waiting.nudged_on(step)
        if day > after and not waiting.is_quiet_on(day):
            yield day, step


def _died(case: Case, person: str) -> bool:
    track = case.tracks.get(person)
    return track is not None and track.died
