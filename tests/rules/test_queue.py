"""What stands first on a queue, what is routine, when a queue comes, and what a trust may set."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psirf.queue import Facts, QueueRules, Why, is_pressing, is_routine, why
from psirf.rules import Rules, read_rules
from psirf.tables import TableError
from psirf.vocabulary import EventKind, Reached, ResponseType, YesNo
from psirf.working_time import is_working_day, london_day

TODAY = date(2026, 3, 4)


def _facts(**other: Any) -> Facts:
    usual: dict[str, Any] = {
        "kind": EventKind.INCIDENT, "reached": Reached.NO, "imminent": None,
        "advised": ResponseType.SWARM, "advice": {"by_report_alone": True},
    }  # fmt: skip
    return Facts(**{**usual, **other})


@pytest.mark.parametrize(
    ("facts", "pressing", "routine"),
    [
        (_facts(), False, True),
        (_facts(advice={"by_report_alone": True, "priority": "deterioration"}), False, False),
        (_facts(advice={"by_report_alone": True, "priority": None}), False, True),
        (_facts(advice={"by_report_alone": True, "covered_poorly": True}, advised=ResponseType.MDT), False, False),
        (_facts(advised=ResponseType.MDT, advice={"priority": None}), False, False),  # a lead has answered
        (_facts(advised=ResponseType.LOCAL, advice={"priority": None}), False, True),
        (_facts(advised=ResponseType.IMPROVE, advice={"priority": "falls"}), False, True),
        (_facts(reached=Reached.YES), False, False),
        (_facts(reached=Reached.UNKNOWN), False, False),
        (_facts(advised=ResponseType.IMPROVE), False, True),
        (_facts(advised=ResponseType.LOCAL, reached=Reached.YES), False, False),
        (_facts(kind=EventKind.GOOD_CARE, reached=None, advised=ResponseType.LOCAL), False, True),
        (_facts(kind=EventKind.RISK, reached=None, advised=ResponseType.MDT), False, False),
        (_facts(kind=EventKind.RISK, reached=None, advised=ResponseType.LOCAL, imminent=YesNo.YES), True, False),
        (_facts(advised=ResponseType.PSII), True, False),
        (_facts(advice={"national": ["NE"]}), True, False),
        (_facts(advice={"national": [], "ask_next": ["never_event_facts"]}), True, False),
        (_facts(advice={"by_report_alone": True, "national": [], "ask_next": ["care_concern"]}), False, True),
        (_facts(advice={"by_report_alone": True, "heard_never_event": True}), True, False),
        (_facts(advice={"by_report_alone": True, "heard_never_event": False}), False, True),  # the team has answered
    ],
)  # fmt: skip
def test_what_is_pressing_and_what_is_routine(facts: Facts, pressing: bool, routine: bool) -> None:
    assert is_pressing(facts) is pressing
    assert is_routine(facts) is routine


@given(st.sampled_from(list(EventKind)), st.sampled_from([None, *Reached]), st.sampled_from(list(ResponseType)))
def test_nothing_that_may_have_reached_somebody_is_routine(
    kind: EventKind, reached: Reached | None, advised: ResponseType
) -> None:
    facts = _facts(kind=kind, reached=reached, advised=advised)
    if is_routine(facts) and kind is EventKind.INCIDENT:
        assert reached is Reached.NO
    assert not (is_routine(facts) and is_pressing(facts))


@pytest.mark.parametrize(
    ("look_by", "waits", "received", "stands"),
    [
        (date(2026, 3, 3), False, True, Why.PAST),
        (date(2026, 3, 3), True, True, Why.PAST),
        (date(2026, 3, 3), True, False, Why.ASKED),  # it is decided: only its reporter waits
        (date(2026, 3, 4), True, True, Why.ASKED),
        (date(2026, 3, 4), False, True, Why.TODAY),
        (date(2026, 3, 5), False, True, Why.WAITING),
    ],
)
def test_why_something_stands_where_it_does(look_by: date, waits: bool, received: bool, stands: Why) -> None:
    for facts, expected in (
        (_facts(), stands),
        (_facts(advised=ResponseType.PSII), Why.PRESSING if received else stands),
    ):
        assert why(facts, look_by=look_by, today=TODAY, reporter_waits=waits, is_received=received) is expected


def test_our_own_table_leaves_room_for_single_messages(rules: Rules) -> None:
    assert rules.queue.singles_a_day == 2
    assert rules.queue.unasked_a_day == 6


@pytest.mark.parametrize(
    ("now", "at"),
    [
        (datetime(2026, 3, 4, 8, 59, tzinfo=UTC), None),
        (datetime(2026, 3, 4, 9, 0, tzinfo=UTC), datetime(2026, 3, 4, 9, 0, tzinfo=UTC)),
        (datetime(2026, 3, 4, 13, 29, tzinfo=UTC), datetime(2026, 3, 4, 9, 0, tzinfo=UTC)),
        (datetime(2026, 3, 4, 23, 0, tzinfo=UTC), datetime(2026, 3, 4, 13, 30, tzinfo=UTC)),
        (datetime(2026, 7, 1, 8, 0, tzinfo=UTC), datetime(2026, 7, 1, 8, 0, tzinfo=UTC)),  # 9am in summer
        (datetime(2026, 3, 7, 10, 0, tzinfo=UTC), None),  # a Saturday
        (datetime(2026, 4, 3, 10, 0, tzinfo=UTC), None),  # Good Friday
    ],
)
def test_from_when_the_queue_may_come(rules: Rules, now: datetime, at: datetime | None) -> None:
    assert rules.queue.post_at(now) == at


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_time_from_which_it_may_come_has_passed_and_is_of_the_same_working_day(now: datetime) -> None:
    rules = QueueRules("2026-11", 6, 2, 30, (time(9), time(13, 30)), 3, 20)
    if (at := rules.post_at(now)) is not None:
        assert at <= now
        assert london_day(at) == london_day(now)
        assert is_working_day(london_day(now))


GOOD = (
    'version = "2027-04"\nunasked_a_day = {}\npressing_a_day = {}\nseconds_together = {}\n'
    "claim_for_working_days = 3\nhold_within_working_days = 20\n{}"
)
POST = "[[post]]\nat = {}\n"


@pytest.mark.parametrize(
    ("table", "why_not"),
    [
        (GOOD.format(0, 1, 30, POST.format("09:00:00")), "unasked_a_day is a whole number"),
        (GOOD.format(6, '"two"', 30, POST.format("09:00:00")), "pressing_a_day is a whole number"),
        (GOOD.format(6, 2, 4000, POST.format("09:00:00")), "seconds_together is a whole number"),
        (GOOD.format(2, 2, 30, POST.format("09:00:00")), "no less than those"),
        (GOOD.format(6, 2, 30, ""), "one \\[\\[post\\]\\] at least"),
        (GOOD.format(6, 2, 30, POST.format("9")), "row 1: at is a time"),
        (GOOD.format(6, 2, 30, POST.format("13:00:00") + POST.format("09:00:00")), "come in order"),
        (GOOD.format(6, 2, 30, POST.format("09:00:00") * 2), "each once"),
    ],
)
def test_a_queue_table_that_cannot_be_used_is_refused_by_name(tmp_path: Path, table: str, why_not: str) -> None:
    (tmp_path / "queue.toml").write_text(table)
    with pytest.raises(TableError, match=f"queue.toml.*{why_not}"):
        read_rules(tmp_path)


def test_a_trust_sets_its_own_times(tmp_path: Path) -> None:
    (tmp_path / "queue.toml").write_text(GOOD.format(4, 1, 60, POST.format("08:30:00")))
    assert read_rules(tmp_path).queue == QueueRules("2027-04", 4, 1, 60, (time(8, 30),), 3, 20)
