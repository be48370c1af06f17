"""Who outside is told and by when, whom an event concerns, and which rows of either table are refused."""

import re
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.outside import WHEN_HINT
from bot.forms.form import Asking
from bot.forms.made_at import made_at
from bot.forms.message.concerns import concerns_told
from bot.forms.typed import example_of
from bot.wording import WHEN_MADE
from psirf.duties import MAKERS, read_duties
from psirf.routing import NEVER_TOLD, TOLD, About, read_routing
from psirf.rules import Rules, read_rules
from psirf.tables import BUILT_IN, TableError, Tables
from psirf.vocabulary import SPECIALISTS, EventKind, Reached, Role
from tests.conftest import NOW

REFERRED = {"MNSI", "MH_HOMICIDE", "CHILD_DEATH", "LEDER", "SAFEGUARDING", "SCREENING", "CUSTODY", "DHR"}
OUTWARD = {"Yellow Card", "SABRE/SHOT", "IR(ME)R", "RIDDOR", "HTA", "ICO", "CDAO/LIN", "coroner/ME", "CQC",
           "MBRRACE/PMRT", "UKHSA", "police"}  # fmt: skip
RULES = read_rules()


def test_every_code_of_the_advice_has_a_row(rules: Rules) -> None:
    assert set(rules.duties.rows) == REFERRED | OUTWARD
    assert {code for code, row in rules.duties.rows.items() if row.national} == REFERRED
    assert set(rules.duties.learned_here) == {"NE", "LFD_DEATH", "MHA_DEATH"}


def test_who_makes_a_referral_may_take_its_steps_and_be_told(rules: Rules) -> None:
    for step in ("make_referral", "referral_not_needed"):
        assert set(MAKERS) | {Role.LEAD} == rules.lifecycles.event.who_may(step)
    for role in MAKERS:
        assert "theirs" in rules.reading.fields("duty", {role}) or "every" in rules.reading.fields("duty", {role})
        assert rules.reading.fields("event", {role})


@pytest.mark.parametrize("role", Role)
def test_who_is_told_outside_is_no_reporters_and_no_ward_managers_to_see(rules: Rules, role: Role) -> None:
    if role in (Role.REPORTER, Role.WARD_MANAGER, Role.OWNER, Role.SEAL_OPENER, Role.ADMINISTRATOR):
        assert not rules.reading.fields("duty", {role})
    only_the_team = {"nobody", "never_event"} & rules.reading.fields("duty", {role})
    assert bool(only_the_team) is (role is Role.PATIENT_SAFETY)


@pytest.mark.parametrize("role", SPECIALISTS)
def test_a_specialist_reads_the_least_and_never_the_reporter(rules: Rules, role: Role) -> None:
    least = {"kind", "what", "place", "happened", "reached", "involved", "reported_at"}
    assert rules.reading.fields("event", {role}) == least


@pytest.mark.parametrize(
    ("code", "due"),
    [
        ("police", datetime(2026, 3, 4, 11, 30, tzinfo=UTC)),  # 2 hours
        ("HTA", datetime(2026, 3, 5, 9, 30, tzinfo=UTC)),  # 24 hours
        ("ICO", datetime(2026, 3, 7, 9, 30, tzinfo=UTC)),  # 72 hours, weekends counted
        ("MBRRACE/PMRT", datetime(2026, 3, 13, 23, 59, tzinfo=UTC)),  # 7 working days
        ("IR(ME)R", datetime(2026, 3, 18, 23, 59, tzinfo=UTC)),  # 2 weeks
        ("CHILD_DEATH", datetime(2026, 3, 5, 23, 59, tzinfo=UTC)),  # the next working day
    ],
)
def test_a_clock_is_counted_as_its_rule_counts(rules: Rules, code: str, due: datetime) -> None:
    assert rules.duties.rows[code].due_at(NOW) == due


def test_easter_and_summer_time_are_counted_as_london_has_them(rules: Rules) -> None:
    thursday = datetime(2026, 4, 2, 16, tzinfo=UTC)  # before Good Friday
    assert rules.duties.rows["CHILD_DEATH"].due_at(thursday) == datetime(2026, 4, 7, 22, 59, tzinfo=UTC)


@given(st.sampled_from(sorted(RULES.duties.rows)), st.integers(0, 1_000_000))
def test_reminders_come_in_order_after_it_was_opened_and_never_stop(code: str, minutes: int) -> None:
    opened_at = NOW + timedelta(minutes=minutes)
    due_at = RULES.duties.rows[code].due_at(opened_at)
    now, taken, times = opened_at, 0, []
    for _ in range(6):
        now = RULES.duties.reminder_at(opened_at, due_at, taken, now)
        after, to = RULES.duties.reached(opened_at, due_at, taken, now)
        assert after > taken
        times.append((now, to))
        taken = after
    assert [at for at, _ in times] == sorted({at for at, _ in times})
    assert opened_at < times[0][0] < due_at
    assert times[0][1] == ("maker",)
    assert times[1] == (due_at, ("maker", "executive"))
    assert all(to == ("maker",) for _, to in times[2:])


def test_after_a_quiet_spell_somebody_hears_once(rules: Rules) -> None:
    due_at = rules.duties.rows["HTA"].due_at(NOW)
    assert rules.duties.reached(NOW, due_at, 0, due_at + timedelta(days=9)) == (2, ("maker", "executive"))


@pytest.mark.parametrize(
    ("typed", "code", "rest"),
    [
        ("MNSI ref M-123 at 3pm", "MNSI", "ref M-123 at 3pm"), ("mnsi", "MNSI", ""),
        ("SABRE/SHOT ref 7", "SABRE/SHOT", "ref 7"), ("sabre", "SABRE/SHOT", ""), ("IRMER", "IR(ME)R", ""),
        ("IR(ME)R now", "IR(ME)R", "now"), ("yellow card", "Yellow Card", ""), ("child_death", "CHILD_DEATH", ""),
        ("Child death: x", "CHILD_DEATH", ": x"), ("medical examiner", "coroner/ME", ""),
    ],
)  # fmt: skip
def test_a_duty_is_named_as_people_type_it(rules: Rules, typed: str, code: str, rest: str) -> None:
    named = rules.duties.named_in(typed)
    assert named is not None
    assert (named[0].code, named[1]) == (code, rest)


@pytest.mark.parametrize("typed", ["", "meadow", "mnsix", "the ward", "ref M-123", "LFD_DEATH"])
def test_what_names_no_duty_is_taken_for_none(rules: Rules, typed: str) -> None:
    assert rules.duties.named_in(typed) is None


DUTY = (
    '[[duty]]\ncode = "X"\nname = "N"\nto_whom = "T"\nby = ["maternity"]\nclock = "soon"\nsource = "S"\nhours = 1\n'
)
REMINDER = '[[reminder]]\npercent = 100\nto = ["maker", "executive"]\n'
HEAD = 'version = "2026-11"\nagain_working_days = 1\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD + DUTY + "days = 2\n" + REMINDER, "[[duty]] row 1: one of hours, days and working_days"),
        (HEAD + DUTY.replace("hours = 1\n", "") + REMINDER, "one of hours, days and working_days"),
        (HEAD + DUTY.replace("maternity", "reporter") + REMINDER, "reporter tells nobody outside"),
        (HEAD + DUTY.replace("maternity", "hr") + REMINDER, "[[duty]] row 1"),
        (HEAD + DUTY.replace('"S"', '""') + REMINDER, "are words"),
        (HEAD + DUTY + DUTY + REMINDER, "both for X, hold on the same day"),
        (HEAD + DUTY + 'known_as = ["a b"]\n' + DUTY.replace('"X"', '"Y"') + 'known_as = ["A-B"]\n' + REMINDER,
         "two [[duty]] rows are known as A-B"),
        (HEAD + DUTY, "[[reminder]]"),
        (HEAD + DUTY + '[[reminder]]\npercent = 50\nto = ["maker"]\n', "tells executives what is overdue"),
        (HEAD + DUTY + '[[reminder]]\npercent = 50\nto = ["ward"]\n', "[[reminder]] row 1: to is a list of"),
        ('version = "2026-11"\nagain_working_days = 0\n' + DUTY + REMINDER, "again_working_days"),
    ],
)  # fmt: skip
def test_a_table_of_duties_that_cannot_be_used_is_refused(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "duties.toml").write_text(text)
    with pytest.raises(TableError) as refused:
        read_duties(Tables(tmp_path))
    assert "duties.toml" in str(refused.value)
    assert says in str(refused.value)


# ---- whom it concerns ----

Who = Callable[..., set[Role]]


@pytest.fixture
def who(rules: Rules) -> Who:
    def told(**about: object) -> set[Role]:
        return {role for role, _ in rules.routing.who(About(**about))}  # type: ignore[arg-type]

    return told


def test_an_insulin_pump_in_a_detained_patient_concerns_three(rules: Rules, who: Who) -> None:
    text = "The insulin pump gave ten times the dose to a patient detained under section 3"
    heard = concerns_told(text, rules.heard, EventKind.INCIDENT, Reached.YES).specialists
    three = {Role.MEDICATION_SAFETY, Role.DEVICE_SAFETY, Role.MENTAL_HEALTH_ACT}
    assert who(agents=["4", "3"], heard=heard) == three
    assert who(heard=heard) == three  # also where nobody ticked what was involved


def test_places_and_codes_concern_too_and_all_adds_up(who: Who) -> None:
    assert who(places=["Labour Ward", "Division of Women's Health"]) == {Role.MATERNITY}
    assert who(places=["Ward 7", "Labouring"]) == set()
    assert who(codes=["MNSI", "SABRE/SHOT", "NE"]) == {Role.MATERNITY, Role.TRANSFUSION}
    assert who(kind="good_care") == set()


def test_what_was_stopped_in_time_concerns_as_what_was_not_does(rules: Rules) -> None:
    near, reached = [
        concerns_told(
            "Wrong dose of morphine from the cd cupboard", rules.heard, EventKind.INCIDENT, each
        ).specialists
        for each in (Reached.NO, Reached.YES)
    ]
    assert near == reached
    assert "CDAO" in near


def test_only_what_went_wrong_and_was_not_stopped_may_be_a_never_event(rules: Rules) -> None:
    text = "A swab was left in after the operation, found on x-ray: a retained swab"
    assert concerns_told(text, rules.heard, EventKind.INCIDENT, Reached.YES).never_event == "3"
    assert concerns_told(text, rules.heard, EventKind.INCIDENT, Reached.UNKNOWN).never_event == "3"
    assert not concerns_told(text, rules.heard, EventKind.INCIDENT, Reached.NO).never_event
    assert not concerns_told(text, rules.heard, EventKind.RISK, None).never_event


def test_whatever_a_report_can_say_is_somebodys(rules: Rules) -> None:
    assert {row.role for row in rules.heard.specialists} == {
        name for route in rules.routing.routes for name in route.heard
    }
    assert {route.role for route in rules.routing.routes} <= set(TOLD)


def test_no_table_of_who_is_told_names_personnel_or_a_guardian() -> None:
    for file in ("routing.toml", "duties.toml", "heard_specialists.toml"):
        rows = tomllib.loads((BUILT_IN / file).read_text(encoding="utf-8"))
        assert not NEVER_TOLD.search(re.sub("_", " ", str(rows)))
    for named in ("HR", "human resources", "Responsible Officer", "Freedom to Speak Up Guardian", "FTSU", "GMC"):
        assert NEVER_TOLD.search(f"told to {named} at once")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ('role = "hr"\nheard = ["MSO"]', "hr is never told"),
        ('role = "responsible_officer"\nheard = ["MSO"]', "responsible officer is never told"),
        ('role = "falls"\nplaces = ["the Freedom to Speak Up Guardian\'s room"]', "is never told"),
        ('role = "lead"\nheard = ["MSO"]', "lead is not told of events by this table"),
        ('role = "reporter"\nheard = ["MSO"]', "reporter is not told"),
        ('role = "falls"', "nothing says when"),
        ('role = "falls"\nagents = ["99"]', "99 is not known"),
        ('role = "falls"\nheard = ["nobody"]', "nobody is not known as one of heard"),
        ('role = "falls"\nnational = ["SABRE/SHOT"]', "SABRE/SHOT is not known as one of national"),
        ('role = "falls"\nheard = "MSO"', "heard is a list"),
        ('role = "falls"\nharm = ["severe"]', "[[route]] row 1: harm is not known"),  # no threshold of harm
        ('role = "falls"\nplaces = ["x"]', "has “MSO” under heard"),  # else it is heard, and nobody is told
    ],
)
def test_a_routing_table_that_cannot_be_used_is_refused(tmp_path: Path, rules: Rules, row: str, says: str) -> None:
    (tmp_path / "routing.toml").write_text(f'version = "2026-11"\n[[route]]\n{row}\n')
    with pytest.raises(TableError) as refused:
        read_routing(Tables(tmp_path), ["MSO"], rules.duties)
    assert "routing.toml" in str(refused.value)
    assert says in str(refused.value)


@pytest.mark.parametrize("hour", [0, 9, 23])
@pytest.mark.parametrize("said", [WHEN_MADE, WHEN_HINT, example_of("event.make_referral", 1)])
def test_a_time_that_is_given_as_an_example_is_read_at_any_hour(said: str, hour: int) -> None:
    times = re.findall(r"(?:yesterday )?\d\d?(?::\d\d|[ap]m)\b", said)
    assert times
    now = datetime(2026, 3, 4, hour, 30, tzinfo=UTC)
    for time in times:
        assert made_at(time, Asking(now, day_parts=RULES.day_parts)) is not None
