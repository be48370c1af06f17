"""What must hold of every table of rules, and how one that cannot be used is refused."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from psirf.confidence import Confidence
from psirf.lifecycle import Lifecycle, NotAllowed
from psirf.refusals import Refusal
from psirf.rules import Rules, read_rules
from psirf.tables import BUILT_IN, TableError
from psirf.vocabulary import (
    SPECIALISTS,
    ActionStatus,
    ApprovalStatus,
    EventStatus,
    ResponseStatus,
    Role,
    Term,
)

STATUSES: dict[str, type[Term]] = {
    "event": EventStatus, "action": ActionStatus, "approval": ApprovalStatus, "response": ResponseStatus,
}  # fmt: skip
LIFECYCLES = list(STATUSES)


def _lifecycle(rules: Rules, name: str) -> Lifecycle[Any]:
    found: Lifecycle[Any] = getattr(rules.lifecycles, name)
    return found


@pytest.mark.parametrize("name", LIFECYCLES)
def test_every_status_is_reached_from_the_first(rules: Rules, name: str) -> None:
    transitions = _lifecycle(rules, name).transitions
    reached = {next(iter(STATUSES[name]))}
    for _ in transitions:
        reached |= {t.target for t in transitions if t.source in reached}
    assert reached == set(STATUSES[name])


@pytest.mark.parametrize("name", LIFECYCLES)
def test_a_step_has_one_meaning_in_one_status(rules: Rules, name: str) -> None:
    transitions = _lifecycle(rules, name).transitions
    assert len({(t.name, t.source) for t in transitions}) == len(transitions)


def transitions_named(lifecycle: Any, name: str) -> list[Any]:
    return [transition for transition in lifecycle.transitions if transition.name == name]


@pytest.mark.parametrize("name", LIFECYCLES)
@pytest.mark.parametrize("role", Role)
def test_a_step_that_is_not_offered_is_refused(rules: Rules, name: str, role: Role) -> None:
    lifecycle = _lifecycle(rules, name)
    for status in STATUSES[name]:
        open_to = {t.name for t in lifecycle.available(status, {role})}
        for transition in lifecycle.transitions:
            if transition.name in open_to:
                here = [t for t in transitions_named(lifecycle, transition.name) if t.source is status]
                assert any(role in t.by for t in here)
            else:
                with pytest.raises(NotAllowed):
                    lifecycle.choose(transition.name, status, {role})


def test_nobody_looks_at_their_own_work(rules: Rules) -> None:
    action = rules.lifecycles.action
    for step in ("accept", "return"):
        with pytest.raises(NotAllowed) as refused:
            action.choose(step, ActionStatus.EVIDENCED, {Role.LEAD, Role.OWNER})
        assert refused.value.refusal is Refusal.OWN_WORK
        assert action.choose(step, ActionStatus.EVIDENCED, {Role.LEAD})


def test_a_refusal_says_whether_it_is_the_person_or_the_moment(rules: Rules) -> None:
    def refusal(status: EventStatus, role: Role) -> Refusal:
        with pytest.raises(NotAllowed) as refused:
            rules.lifecycles.event.choose("approve", status, {role})
        return refused.value.refusal

    assert refusal(EventStatus.RECEIVED, Role.REPORTER) is Refusal.NOT_YOURS
    assert refusal(EventStatus.DECIDED, Role.LEAD) is Refusal.NOT_NOW


def test_only_who_may_see_a_case_sees_who_reported_it(rules: Rules) -> None:
    seeing = {role for role in Role if "reporter" in rules.reading.fields("event", {role})}
    assert seeing == {Role.LEAD, Role.PATIENT_SAFETY}
    telling = {role for role in Role if "what" in rules.reading.fields("event", {role})}
    approving = {Role.EXECUTIVE, Role.GOVERNANCE, Role.APPROVER, Role.PROPOSER, Role.RESPONSE_LEAD}
    first = {Role.FIRST_LOOKER, Role.LOOKED_FIRST}
    deciding = {Role.LEAD, Role.PATIENT_SAFETY, Role.REPORTER, Role.CANDOUR, Role.SEAL_OPENER}
    assert telling == deciding | approving | first | set(SPECIALISTS)
    assert rules.reading.fields("event", {Role.ADMINISTRATOR}) == frozenset()


@pytest.mark.parametrize(
    ("file", "rows", "says"),
    [
        ("lifecycles.toml", '[[event]]\nname = "a"\nlabel = "A"\nby = ["boss"]\nsource = "x"\ntarget = "y"', "boss"),
        ("lifecycles.toml", '[[event]]\nname = "a"', "[[event]] row 1"),
        ("plan.toml", '[[priority]]\nid = "x"\nname = "X"\nresponse = "rca"\nwords = []', "[[priority]] row 1"),
        ("plan.toml", '[[priority]]\nid = "x"\nname = "X"\nresponse = "aar"\nwords = "insulin"', "words is a list"),
        ("plan.toml", "", "swarm_within_hours is a whole number"),
        ("choosing.toml", "", "only_beside"),
        ("choosing.toml", 'only_beside = "Beside."', "the last [[choice]] row"),
        ("reading.toml", '[[may_see]]\nsubject = "event"\nrole = "lead"\nfields = ["name"]', "no field name"),
        ("reading.toml", '[[may_see]]\nsubject = "staff"\nrole = "lead"\nfields = []', "[[may_see]] row 1"),
        ("reading.toml", '[[may_see]]\nsubject = "event"\nfields = []', "names one role"),
        ("reading.toml", '[[may_see]]\nsubject = "event"\nroles = "lead"\nfields = []', "a list of roles"),
        ("ladders.toml", "", "no [[rung]] of the ladder approval"),
        ("ladders.toml", '[[rung]]\nladder = "approval"\nto = "asked"', "and no two of them"),
        ("ladders.toml", '[[rung]]\nladder = "approval"\nto = "boss"\nafter_working_days = 1', "[[rung]] row 1"),
        ("ladders.toml", '[[rung]]\nladder = "approval"\nto = "upward"\nafter_working_days = 1', "role is said"),
        ("ladders.toml", '[[rung]]\nladder = "a"\nto = "asked"\nafter_working_days = 1.5', "whole numbers"),
        ("ladders.toml", '[[rung]]\nladder = "candour"\nto = "asked"\nafter_working_days = 1', "row 1: candour is"),
        (
            "ladders.toml",
            '[[rung]]\nladder = "candour_waiting"\nto = "asked"\nworking_days_after_due = 1',
            "[[rung]] row 1: candour_waiting is counted from the day on which somebody was asked",
        ),
        (
            "ladders.toml",
            '[[rung]]\nladder = "a"\nto = "asked"\nworking_days_after_due = 1\nworking_days_before = 1',
            "and no two of them",
        ),
        ("ladders.toml", '[[rung]]\nladder = "a"\nto = "upward"\nrole = "owner"\nafter_working_days = 1', "is given"),
        (
            "ladders.toml",
            '[[rung]]\nladder = "approval"\nto = "asked"\nafter_working_days = 1\n'
            '[[rung]]\nladder = "mine"\nto = "asked"\nafter_working_days = 1',
            "must repeat",
        ),
        ("role_names.toml", "", "no [[role]] row for ward_manager"),
        ("role_names.toml", '[[role]]\nrole = "owner"\nnames = []', "[[role]] row 1: owner is not"),
        ("role_names.toml", '[[role]]\nrole = "lead"\nnames = "chief"', "names is a list"),
        (
            "role_names.toml",
            '[[role]]\nrole = "lead"\nnames = ["matron"]\n[[role]]\nrole = "falls"\nnames = ["Matron"]',
            "row 2: “Matron” means lead already",
        ),
        ("day_parts.toml", '[[part]]\nwords = ["dusk"]\nbegins = "18:00"\nends = 19:00:00', "[[part]] row 1"),
        ("day_parts.toml", "part = 7", "[[part]]"),
        (
            "day_parts.toml", '[[part]]\nwords = ["dusk"]\nbegins = 18:00:00\nends = 19:00:00\nkind = "meal"',
            "[[part]] row 1",
        ),
        ("heard_moments.toml", '[[spelling]]\nmeans = "today"\nheard = "2day"', "[[spelling]] row 1"),
        ("heard_moments.toml", '[[cue]]\ntells = "perhaps"\nwords = ["due"]', "[[cue]] row 1"),
        ("heard_moments.toml",
        '[[cue]]\ntells = "due"\nwords = ["due"]\n[[cue]]\ntells = "after"\nwords = ["due"]', "row 2"),
        ("heard_moments.toml", '[[number]]\nbefore = ["ward"]', "[[number]] row 1"),
        ("heard_moments.toml", '[[day]]\nwords = ["may day"]\nmonth = "May"\nday = 1', "[[day]] row 1"),
        ("heard_agents.toml", '[[agent]]\ncode = "4"\n[[agent]]\ncode = "99"', "[[agent]] row 2: 99 is not"),
        ("heard_agents.toml", '[[agent]]\ncode = "4"\nwords = "pill"', "[[agent]] row 1: words is a list"),
        ("heard_agents.toml", '[[agent]]\ncode = "4"\nwords = ["co-codamol"]', "without a hyphen"),
        ("heard_agents.toml", 'ignore = ["... blood"]', "ignore: “... blood” is no phrase"),
        ("heard_kinds.toml", '[[kind]]\nkind = "accident"\nweight = 1\nwords = []', "[[kind]] row 1"),
        ("heard_kinds.toml", '[[kind]]\nkind = "risk"\nweight = 9\nwords = []', "weight is 1, 2, 3 or 4"),
        ("heard_kinds.toml", '[[near_miss]]\nnear_miss = "yes"\nweight = 1\nwords = []', "[[near_miss]] row 1"),
        ("heard_harm.toml", '[[harm]]\ngrade = "bad"\nwords = []', "[[harm]] row 1: bad is no grade"),
        ("heard_never_events.toml", '[[never_event]]\ncode = "16"\ngroups = [["a"]]', "row 1: 16 is not"),
        ("heard_specialists.toml", '[[specialist]]\nrole = "MSO"\nagents = ["99"]', "[[specialist]] row 1"),
        ("heard_specialists.toml", '[[specialist]]\nrole = "MSO"\nword = []', "[[specialist]] row 1"),
        ("heard_urgent.toml", '[[danger]]\nneeds = "soon"\nwords = []', "[[danger]] row 1"),
        ("heard_stops.toml", '[[stop]]\nplain = true\nwords = ["ca* it"]', "[[stop]] row 1: “ca*” has fewer than 3"),
        ("heard_more.toml", '[[more]]\nwords = []', "[[more]] row 1"),
        ("heard_wards.toml", 'here = "on"', "here: words is a list"),
        ("heard_words.toml", 'ordinary = []\n[slips]\nwrd = 7', "[slips]"),
        ("reminders.toml", "this is no table", "reminders.toml"),
        ("half_made.toml", "notice_days = 1", "keep_days is a whole number"),
        ("half_made.toml", "keep_days = 14", "notice_days is a whole number"),
        ("half_made.toml", 'keep_days = "14"\nnotice_days = 1', "keep_days is a whole number"),
        ("half_made.toml", "keep_days = 14.0\nnotice_days = 1", "keep_days is a whole number"),
        ("half_made.toml", "keep_days = true\nnotice_days = 1", "keep_days is a whole number"),
        ("half_made.toml", "keep_days = 367\nnotice_days = 1", "from 1 to 366"),
        ("half_made.toml", "keep_days = 14\nnotice_days = 0", "notice_days is a whole number"),
        ("half_made.toml", "keep_days = 7\nnotice_days = 7", "notice_days is less than keep_days"),
        ("harm.toml", '[[physical]]\ngrade = "awful"\ncode = "9"\nmeans = "x"', "[[physical]] row 1"),
        ("harm.toml", '[[physical]]\ngrade = "low"\ncode = "4"\nmeans = "x"', "[[physical]] row"),
        ("contacts.toml", '[danger]\nwords = "Ring."', "no [[support]] row"),
        ("contacts.toml", '[[support]]\nname = "A"', "[[support]] row 1"),
        ("contacts.toml", '[[support]]\nname = "A"\nreach = "1"', "[danger]"),
        (
            "contacts.toml",
            '[[support]]\nname = "A"\nreach = "1"\n[danger]\nwords = "Ring."\n'
            '[other_form]\nlink = "http://x"\nname = "y"',
            "https://",
        ),
        ("confidence.toml", "", "[bar] says look_again_within_days"),
        ("confidence.toml", "[bar]\nlook_again_within_days = 0", "a whole number from 1 to 366"),
        ("confidence.toml", "[bar]\nlook_again_within_days = true", "a whole number from 1 to 366"),
        ("confidence.toml", '[bar]\nlook_again_within_days = "28"', "a whole number from 1 to 366"),
        ("confidence.toml", "[[bar]]\nlook_again_within_days = 28", "[bar]"),
        ("response_leads.toml", "", "has one [[response]] row"),
        ("response_leads.toml", '[[response]]\ntype = "psii"\nnot_led_by = ["boss"]', "[[response]] row 1"),
        ("response_leads.toml", '[[response]]\ntype = "psii"\nnot_led_by = "reporter"', "not_led_by is a list"),
        ("response_leads.toml", '[[response]]\ntype = "local"\nnot_led_by = []', "has one [[response]] row"),
        ("first_look.toml", "", "within_working_days is a whole number, from 1 to 10"),
        ("first_look.toml", "within_working_days = 11", "within_working_days is a whole number, from 1 to 10"),
        ("first_look.toml", 'within_working_days = 1\n[[first_look]]\nid = "a"', "[[first_look]] row 1"),
        ("first_look.toml", 'within_working_days = 1\n[[straight]]\nwhen = "harm"\nbecause = "x"', "row 1: 'harm'"),
        (
            "first_look.toml", 'within_working_days = 1\n[[straight]]\nwhen = "pressing"\nbecause = "x"',
            "has when = “own_report”",
        ),
        ("holidays.toml", "", "not a table Lantern knows"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_used_is_refused_by_file_and_row(
    tmp_path: Path, file: str, rows: str, says: str
) -> None:
    (tmp_path / file).write_text(f'version = "2026-11"\nlook_within_working_days = 2\n{rows}\n')
    with pytest.raises(TableError) as refused:
        read_rules(tmp_path)
    assert file in str(refused.value)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("today", "offered"),
    [
        (date(2026, 3, 4), date(2026, 4, 1)),  # a Wednesday
        (date(2026, 3, 7), date(2026, 4, 2)),  # Saturday, after Good Friday
        (date(2026, 3, 9), date(2026, 4, 2)),  # Easter Monday
    ],
)
def test_the_day_that_is_offered_for_a_review_is_a_working_day(rules: Rules, today: date, offered: date) -> None:
    assert rules.confidence.offered_review(today) == offered
    assert rules.confidence.is_in_time(today, offered)


def test_a_review_is_offered_for_a_day_to_come_also_where_none_of_them_is_a_working_day() -> None:
    assert Confidence("2026-11", 1).offered_review(date(2026, 3, 6)) == date(2026, 3, 7)  # Friday, a day away at most


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="no such folder"):
        read_rules(tmp_path / "nowhere")


def test_a_trusts_own_table_stands_in_place_of_ours(tmp_path: Path) -> None:
    ours = (BUILT_IN / "plan.toml").read_text(encoding="utf-8")
    (tmp_path / "plan.toml").write_text(ours.replace('version = "2026-11"', 'version = "2027-04"'))
    assert read_rules(tmp_path).plan.version == "2027-04"
    assert read_rules(tmp_path).ladder.version == read_rules().ladder.version
