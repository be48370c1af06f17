"""Putting right what was written down of a candour case: nothing is rubbed out, and nothing stays untrue."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from bot.candour_steps_lines import candour_steps_lines
from bot.casework.candour_log import give_up_reaching, sign
from bot.casework.candour_promises import Promised, promise
from bot.casework.candour_reminders import promise_made
from bot.casework.candour_written import put_right
from bot.casework.unit_of_work import Casework
from psirf.candour.kept import NoteName
from psirf.candour.terms import CandourStatus, CaseState, Element, StepName, StepRefusal
from psirf.refusals import Refusal
from psirf.working_time import at_london
from tests.casework.candour import assessed, does, harmed, is_refused, seen_by, stands, writes
from tests.casework.nudges import nudges, passes
from tests.conftest import NOW, Clock

IN_PERSON: dict[str, Any] = {"in_person": True, "mode": "face to face"}
NINTH, NINETEENTH = (at_london(date(2026, 3, day), time(12)) for day in (9, 19))


@pytest.fixture
async def owed(casework: Casework, clock: Clock) -> Casework:
    """A case that is owed, on Friday 20 March."""
    await harmed(casework)
    await assessed(casework)
    clock.is_set(2026, 3, 20, 12, 0)
    return casework


async def tells(casework: Casework, at: datetime = NINTH) -> None:
    await writes(casework, "cora", Element.TOLD, at=at, **IN_PERSON)
    await writes(casework, "cora", Element.APOLOGY, at=at, words="I am sorry that this happened to you.")


async def entry_of(casework: Casework, name: str) -> int:
    return next(each.id for each in (await stands(casework)).entries if each.name == name)


async def rights(casework: Casework, name: str, at: datetime | None, key: str = "right") -> Any:
    """Cora puts right what was written down of this name, and says why."""
    given: dict[str, Any] = {
        "entry": await entry_of(casework, name),
        "at": at,
        "why": "Winifred says otherwise.",
        "key": key,
    }
    return await does(casework, "cora", put_right, **given)


async def why_refused(casework: Casework, by: str = "cora", **given: Any) -> Any:
    known: dict[str, Any] = {
        "entry": await entry_of(casework, Element.TOLD),
        "at": NINETEENTH,
        "why": "A slip.",
        "key": "no",
    }
    return await is_refused(casework, by, put_right, **(known | given))


async def test_a_mistyped_day_is_put_right_and_the_conversation_moves_with_it(owed: Casework) -> None:
    await tells(owed)
    assert await rights(owed, Element.TOLD, NINETEENTH) == []
    await rights(owed, Element.TOLD, NINETEENTH)  # the same press again
    now = await stands(owed)
    ended = now.case.tracks["1"].ended
    assert (ended[Element.TOLD].at, ended[Element.APOLOGY].at) == (NINETEENTH, NINETEENTH)
    assert [each.name for each in now.entries] == ["assessed", "told", "apology", "put_right", "put_right"]
    assert [each.at for each in now.entries][1:3] == [NINTH, NINTH]
    view = await seen_by(owed, "cora", with_words=True)
    assert view is not None
    assert [(each.at, each.put_to) for each in (view.written or ())[1:]] == [(NINTH, NINETEENTH)] * 2


async def test_what_was_not_so_counts_no_more_and_neither_does_what_rests_on_it(owed: Casework) -> None:
    await tells(owed)
    await writes(owed, "cora", Element.WRITTEN, at=NINETEENTH)
    assert await rights(owed, Element.TOLD, None) == [Element.TOLD, Element.APOLOGY, Element.WRITTEN]
    now = await stands(owed)
    assert not now.case.tracks["1"].ended
    assert set(now.refused.values()) == {StepRefusal.NOT_TOLD_YET}
    await rights(owed, Element.TOLD, NINTH + timedelta(hours=1), key="again")  # it was so after all, an hour later
    assert list((await stands(owed)).case.tracks["1"].ended) == [Element.TOLD, Element.APOLOGY, Element.WRITTEN]


async def test_an_ended_case_opens_again_and_is_nudged_about(owed: Casework, clock: Clock) -> None:
    await tells(owed)
    for element in set(Element) - {Element.TOLD, Element.APOLOGY}:
        await writes(owed, "cora", element, at=NINETEENTH)
    assert (await stands(owed)).record.status is CandourStatus.ENDED
    await rights(owed, Element.WRITTEN, None)
    now = await stands(owed)
    assert (now.record.status, now.case.state) == (CandourStatus.OWED, CaseState.OPEN)
    await passes(owed, clock, [date(2026, 3, 20) + timedelta(days=each) for each in range(1, 28)])
    assert {codes for _, _, codes in await nudges(owed)} == {("written:1",)}


async def test_an_attempt_that_was_not_made_carries_nothing(owed: Casework) -> None:
    await writes(owed, "cora", StepName.ATTEMPT, how="phone", reached=False)
    await does(owed, "cora", give_up_reaching, key="up", person=1, elements=(), why="No answer.")
    await does(owed, "lena", sign, key="sign", person=1, why="I agree.")
    assert (await stands(owed)).case.state is CaseState.COMPLETE_UNREACHABLE
    await rights(owed, StepName.ATTEMPT, None)
    now = await stands(owed)
    assert (now.case.state, now.record.status) == (CaseState.OPEN, CandourStatus.OWED)
    view = await seen_by(owed, "cora")
    assert view is not None
    assert (view.tracks[0].attempts, view.tracks[0].unsigned) == ((), ())


async def test_a_promise_that_was_not_kept_after_all_is_owed_again(owed: Casework, clock: Clock) -> None:
    day = date(2026, 3, 20)
    await does(owed, "cora", promise, number=1, promised=Promised(day), key="promise")
    clock.moves(hours=1)
    await writes(owed, "cora", StepName.ATTEMPT, how="phone", reached=True)
    assert (await stands(owed)).people[0].next_contact_on is None
    await rights(owed, StepName.ATTEMPT, None)
    now = await stands(owed)
    assert now.people[0].next_contact_on == day
    assert promise_made(now, "1") is not None


async def test_what_cannot_be_put_right_is_refused_and_nothing_changes(owed: Casework) -> None:
    await tells(owed)
    apology = await entry_of(owed, Element.APOLOGY)
    assert await why_refused(owed, "lena") is Refusal.NOT_YOURS
    assert await why_refused(owed, why=" ") is Refusal.REASON
    assert await why_refused(owed, entry=await entry_of(owed, StepName.ASSESSED)) is Refusal.NOT_NOW
    assert await why_refused(owed, entry=99) is Refusal.NOT_NOW
    assert await why_refused(owed, at=NOW + timedelta(days=30)) is StepRefusal.NOT_COME_YET
    assert await why_refused(owed, at=NOW - timedelta(days=1)) is StepRefusal.BEFORE_IT_HAPPENED
    assert await why_refused(owed, entry=apology, at=NOW) is StepRefusal.BEFORE_TELLING
    assert len((await stands(owed)).entries) == 3


async def test_it_stays_readable_with_why_and_the_why_is_sealed(owed: Casework) -> None:
    await tells(owed)
    await rights(owed, Element.TOLD, None)
    view = await seen_by(owed, "cora", with_words=True)
    assert view is not None
    assert view.written is not None
    assert [each.entry for each in view.written if each.can_be_put_right] == [2, 3]
    told, apology = view.written[1:]
    assert (told.at, told.counts, [dict(each.words) for each in told.put_right]) == (
        NINTH, False, [{"why": "Winifred says otherwise."}],
    )  # fmt: skip
    assert (apology.counts, apology.why_not) == (False, StepRefusal.NOT_TOLD_YET.label)
    note = (await stands(owed)).entries[-1]
    assert (note.name, note.said) == (NoteName.PUT_RIGHT, {"entry": 2, "has_words": True})


def test_the_command_knows_no_such_step() -> None:
    step = {"step": "put_right", "at": "2026-03-04T10:00:00+00:00", "by": "dr a", "entry": 1}
    line = {"id": 1, "incident_at": "2026-03-02", "now": "2026-04-10", "relevant_people": ["p"], "steps": [step]}
    [answer] = candour_steps_lines([json.dumps(line)])
    assert json.loads(answer)["refused_steps"] == [0]
