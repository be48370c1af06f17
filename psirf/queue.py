"""What waits for a lead: in which order, when the card of it comes as a new message, and what is routine."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from psirf.tables import TableError, Tables
from psirf.vocabulary import EventKind, Reached, ResponseType, Term, YesNo
from psirf.working_time import LONDON, add_working_days, at_london, is_working_day

# In kept advice, besides the words of the command.
BY_REPORT_ALONE = "by_report_alone"  # no lead has answered anything yet
COVERED_POORLY = "covered_poorly"  # improvement work covers it, and is shown not to help
HEARD_NEVER_EVENT = "heard_never_event"  # its words may tell of one, nearly or not; false: the team has answered
MOST_DAYS = 250  # working days: a year
MOST_UNASKED = 50  # a day: with more, a limit is none


class Why(Term):
    """Why something stands where it does on a queue, the most pressing first."""

    PRESSING = "pressing", "A national requirement, or what may be one"
    PAST = "past", "Past its day"
    ASKED = "asked", "Its reporter waits"
    TODAY = "today", "To be looked at today"
    WAITING = "waiting", "Waiting"


ORDER = tuple(Why)


@dataclass(frozen=True, slots=True)
class QueueRules:
    version: str
    unasked_a_day: int
    pressing_a_day: int
    seconds_together: int
    posts: tuple[time, ...]
    claim_for_working_days: int
    hold_within_working_days: int

    @property
    def singles_a_day(self) -> int:
        """Messages of their own, in a day, besides the queue's."""
        return self.unasked_a_day - self.pressing_a_day - len(self.posts)

    def theirs_until(self, last: date) -> date:
        """The last day on which what somebody has on their desk is theirs alone, where they did something about it
        last on a day."""
        return add_working_days(last, self.claim_for_working_days)

    def held_by(self, chosen: date) -> date:
        """The day by which a learning response that was chosen on a day is held, or its leads see it again."""
        return add_working_days(chosen, self.hold_within_working_days)

    def post_at(self, now: datetime) -> datetime | None:
        """The time of today from which on the queue may come now, in UTC: the last that has passed. None
        before the first of them, and on a day that is no working day."""
        local = now.astimezone(LONDON)
        passed = [at for at in self.posts if at <= local.time()]
        if not passed or not is_working_day(local.date()):
            return None
        return at_london(local.date(), passed[-1])


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an event that waits, as far as its place on a queue goes."""

    kind: EventKind
    reached: Reached | None
    imminent: YesNo | None
    advised: ResponseType
    advice: Mapping[str, Any]  # what else the advice said, in the words of the command


def is_pressing(facts: Facts) -> bool:
    """Whether the nation asks for something of an event, or may as far as it is told, as where its words may tell
    of a Never Event, nearly or not; or the plan alone advises a PSII; or worse threatens now."""
    if facts.imminent is YesNo.YES or facts.advised in (ResponseType.PSII, ResponseType.REFERRAL):
        return True
    if facts.advice.get("national") or facts.advice.get("may_be") or facts.advice.get(HEARD_NEVER_EVENT):
        return True
    return "never_event_facts" in (facts.advice.get("ask_next") or ())


def is_routine(facts: Facts) -> bool:
    """Whether there is little to learn from an event by itself: it reached nobody, if it is an incident, and learning
    on the ward or improvement work is advised. So is a near miss of which no lead has answered anything, whatever
    else is advised by the report alone, where no priority of the plan is about it. Nothing is that is pressing, or
    that improvement work covers that is shown not to help. What was said of its harm is not asked."""
    if is_pressing(facts) or facts.advice.get(COVERED_POORLY):
        return False
    if facts.kind is EventKind.INCIDENT and facts.reached is not Reached.NO:
        return False
    if facts.advised in (ResponseType.LOCAL, ResponseType.IMPROVE):
        return True
    by_report_alone = bool(facts.advice.get(BY_REPORT_ALONE))
    return facts.kind is EventKind.INCIDENT and by_report_alone and not facts.advice.get("priority")


def why(facts: Facts, *, look_by: date, today: date, reporter_waits: bool, is_received: bool) -> Why:
    """Why an event stands where it does: one that is decided already, for its reporter alone."""
    if is_received and is_pressing(facts):
        return Why.PRESSING
    if is_received and look_by < today:
        return Why.PAST
    if reporter_waits:
        return Why.ASKED
    return Why.TODAY if look_by == today else Why.WAITING


def read_queue(tables: Tables) -> QueueRules:
    """The queue's table. Raises TableError naming the file and the row."""
    table = tables.read("queue.toml")
    posts = table.rows("post", _post)
    if list(posts) != sorted(set(posts)):
        raise TableError(f"{table.file}: the times of [[post]] come in order, each once.")
    rules = QueueRules(
        table.version,
        table.whole("unasked_a_day", MOST_UNASKED), table.whole("pressing_a_day", MOST_UNASKED),
        table.whole("seconds_together", 3600), posts,
        table.whole("claim_for_working_days", MOST_DAYS), table.whole("hold_within_working_days", MOST_DAYS),
    )  # fmt: skip
    if not posts or rules.singles_a_day < 0:
        raise TableError(
            f"{table.file}: there is one [[post]] at least, and unasked_a_day is no less than those and "
            "pressing_a_day together."
        )
    return rules


def _post(at: time) -> time:
    if not isinstance(at, time):
        raise ValueError("at is a time, such as 09:00:00")
    return at
