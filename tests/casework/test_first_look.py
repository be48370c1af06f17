"""The ward manager looks first: who is asked, each step by everybody in every status, and what is left as it was."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.casework.first_looking import confirm_place, grade_person, learn_locally, not_ours, pass_on
from bot.casework.looking import open_steps, view_event
from bot.casework.merging import merge
from bot.casework.my_queue import queue_lines
from bot.casework.reporting import Told, report_event
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import (
    EventKind,
    EventStatus,
    FirstLook,
    NameShown,
    PhysicalHarm,
    PsychologicalHarm,
    Reached,
    ResponseType,
    YesNo,
)
from storage.events import decision_on, harm_history, held_event, status_history
from storage.records import EventNote, Notification, PatientSafetyEvent, Person
from tests.casework.test_events import who
from tests.conftest import NOW

RAIL = "The bed rail was left down and he was caught as he slid"
WARD_7, WARD_8 = 5, 6
TWO: dict[str, Any] = {
    "reason": "Little is new here.",
    "learned": "We talked it through.",
    "changed": "The rail has a label.",
}


async def report(
    uow: UnitOfWork, *, by: str = "nora", what: str = RAIL, unit_id: int | None = WARD_7, key: str = "key",
    reached: Reached | None = Reached.NO, kind: EventKind = EventKind.INCIDENT, pressing: bool = False,
    name: NameShown = NameShown.SHOWN, **more: Any,
) -> PatientSafetyEvent:  # fmt: skip
    told = Told(kind, what, unit_id, "", NOW - timedelta(hours=1), NOW, reached, **more)
    acting = uow.acting(await who(uow, by)).veiled(day_only=False)
    return await report_event(acting, idempotency_key=key, told=told, name=name, pressing=pressing)


async def asked(uow: UnitOfWork, event_id: int = 1) -> list[tuple[str, int | None]]:
    """Who was sent the card of the first look, and on whose queue it stands."""
    rows = select(Notification.kind, Notification.to).filter_by(subject="event", subject_id=event_id)
    found = await uow.session.execute(rows.filter_by(kind="first_look").order_by(Notification.id))
    people = (await uow.session.scalars(select(Person.id).order_by(Person.id))).all()
    queues = [id for id in people if event_id in [line.id for line in await queue_lines(uow, id)]]
    return [*((kind, to) for kind, to in found), *(("queue", id) for id in queues)]


async def ids(uow: UnitOfWork, *names: str) -> list[int | None]:
    return [(await who(uow, name)).id for name in names]


class Ward:
    """People who each act on an event in a piece of work of their own."""

    def __init__(self, casework: Casework) -> None:
        self.casework = casework

    async def reports(self, **given: Any) -> None:
        async with self.casework.begin() as uow:
            await report(uow, **given)

    async def does(self, name: str, step: Any, *, on: int = 1, seen: int | None = None, **given: Any) -> Any:
        async with self.casework.begin() as uow:
            work, event = uow.acting(await who(uow, name)), await held_event(uow.session, on)
            return await step(work, event, seen=seen, **given)

    async def refused(self, name: str, step: Any, *, on: int = 1, seen: int | None = None, **given: Any) -> Refusal:
        with pytest.raises(NotAllowed) as refused:
            await self.does(name, step, on=on, seen=seen, **given)
        return refused.value.refusal

    async def event(self, on: int = 1) -> PatientSafetyEvent:
        async with self.casework.begin() as uow:
            event = await held_event(uow.session, on)
            assert event is not None
            return event


@pytest.fixture
def ward(casework: Casework) -> Ward:
    return Ward(casework)


@pytest.mark.parametrize(
    ("given", "first"),
    [
        ({}, True),
        ({"kind": EventKind.RISK, "reached": None}, True),
        ({"physical": PhysicalHarm.SEVERE}, True),  # no grade of harm decides: a near miss has none, whatever is said
        ({"reached": Reached.YES}, False),
        ({"reached": Reached.UNKNOWN}, False),
        ({"unit_id": WARD_8}, False),  # it has no ward manager
        ({"unit_id": None}, False),
        ({"kind": EventKind.GOOD_CARE, "reached": None}, False),
        ({"pressing": True}, False),
        ({"kind": EventKind.RISK, "reached": None, "imminent": YesNo.YES}, False),
        ({"what": "Insulin at ten times the dose was drawn up"}, False),  # the plan has a priority for it
        ({"name": NameShown.CONFIDENTIAL}, False),
        ({"by": "mo"}, False),
    ],
)
async def test_the_ward_manager_is_asked_first_where_the_plan_says_so_and_the_leads_else(
    casework: Casework, given: dict[str, Any], first: bool
) -> None:
    async with casework.begin() as uow:
        event = await report(uow, **given)
        mo, lena, lou, sam = await ids(uow, "mo", "lena", "lou", "sam")
        leads = [sam] if event.unit_id is None else [lena, lou]
        assert await asked(uow) == ([("first_look", mo)] if first else [("queue", each) for each in leads])
        assert event.first_look is (FirstLook.WAITING if first else None)


async def test_who_looks_first_sees_what_happened_and_never_who_reported_it(ward: Ward, casework: Casework) -> None:
    await ward.reports()
    async with casework.begin() as uow:
        mo, event = await who(uow, "mo"), await held_event(uow.session, 1)
        assert event is not None
        assert mo.id is not None
        view = await view_event(uow.acting(mo), event, mo.id)
        assert view is not None
        assert view.what == RAIL
        assert (view.reporter, view.advice, view.patients, view.marks) == (None, None, None, None)
        assert set(view.steps) == {"pass_on", "learn_locally", "not_ours", "confirm_place", "merge"}


async def test_a_ward_manager_who_is_not_asked_first_sees_no_more_than_before(ward: Ward, casework: Casework) -> None:
    await ward.reports(reached=Reached.YES)
    async with casework.begin() as uow:
        mo, event = await who(uow, "mo"), await held_event(uow.session, 1)
        assert event is not None
        assert mo.id is not None
        view = await view_event(uow.acting(mo), event, mo.id)
        assert view is not None
        assert (view.what, view.kind, view.reported_at, view.steps) == (None, None, None, {})


# ---- each step, by everybody, in every status ----


class Undone(Exception):
    """Raised to undo what was tried."""


GRADE: dict[str, Any] = {"affected_id": 1, "physical": PhysicalHarm.LOW, "psychological": PsychologicalHarm.NONE}
STEPS: dict[str, tuple[Callable[..., Awaitable[Any]], dict[str, Any]]] = {
    "pass_on": (pass_on, {}),
    "learn_locally": (learn_locally, TWO),
    "not_ours": (not_ours, {"reason": "He was never here."}),
    "confirm_place": (confirm_place, {"unit_id": WARD_8}),
    "grade_harm": (grade_person, GRADE),
    "merge": (merge, {"into_id": 2, "reason": "The same rail, the same night."}),
}
WARD_ALONE = {"pass_on", "learn_locally", "not_ours"}
LEADS = {"lena", "sam"}
BEFORE_THE_END = (EventStatus.RECEIVED, EventStatus.PROPOSED, EventStatus.DECIDED)


def _may(name: str, step: str, status: EventStatus, look: FirstLook | None) -> bool:
    """What the plan of this part says, written down apart from the table."""
    if name in LEADS:
        open_in = (EventStatus.RECEIVED,) if step == "merge" else BEFORE_THE_END
        return step not in WARD_ALONE and status in open_in
    asked_first = name == "mo" and look in (FirstLook.WAITING, FirstLook.LAPSED)
    return asked_first and status is EventStatus.RECEIVED


@pytest.mark.parametrize("step", STEPS)
async def test_each_step_is_open_to_whom_it_should_be_and_to_nobody_else(casework: Casework, step: str) -> None:
    does, given = STEPS[step]
    tried = 0
    async with casework.begin() as uow:
        await report(uow, reached=Reached.YES)
        await report(uow, key="other")
    for status in EventStatus:
        for look in (None, *FirstLook):
            for name in ("mo", "nora", "pip", "lena", "sam", "cora", "sol", "eve", "gil", "mae"):
                async with casework.begin() as uow:
                    work, event = uow.acting(await who(uow, name)), await held_event(uow.session, 1)
                    assert event is not None
                    event.status, event.first_look = status, look
                    may = _may(name, step, status, look)
                    assert (step in await open_steps(work, event)) is may, (name, status, look)
                    try:
                        async with work.savepoint():
                            await does(work, event, seen=event.version, **given)
                            raise Undone  # for the next to try
                    except NotAllowed:
                        taken = False
                    except Undone:
                        taken = True
                    assert taken is may, (name, status, look)
                    tried += 1
    assert tried == len(EventStatus) * 5 * 10


# ---- what each step does ----


async def test_passing_it_on_asks_the_leads_with_the_managers_sentence(ward: Ward, casework: Casework) -> None:
    await ward.reports()
    await ward.does("mo", pass_on, seen=1, words="It is the third this month. Call 020 7946 0000.")
    async with casework.begin() as uow:
        mo, lena, lou = await ids(uow, "mo", "lena", "lou")
        assert (await asked(uow))[1:] == [("queue", lena), ("queue", lou)]
        event = await held_event(uow.session, 1)
        assert event is not None
        assert (event.first_look, event.first_looked_by, event.status) == (FirstLook.PASSED_ON, mo, "received")
        [note] = await uow.session.scalars(select(EventNote))
        assert "7946" not in note.text  # a number is hidden, as in the report itself
        lead = await view_event(uow.acting(await who(uow, "lena")), event, lena or 0)
        reporter = await view_event(uow.acting(await who(uow, "nora")), event, event.reported_by or 0)
        assert lead is not None
        assert reporter is not None
        assert lead.first_look is not None
        assert [(said.by, said.text[:26]) for said in lead.first_look.said] == [("Mo Example", note.text[:26])]
        assert reporter.first_look is not None
        assert reporter.first_look.said == ()  # it is between those who look at it
        assert reporter.notes is None
        assert reporter.progress is not None
        assert reporter.progress[1].words == "By the ward manager"
    assert await ward.refused("mo", pass_on, seen=2) is Refusal.NOT_NOW


async def test_settling_it_on_the_ward_decides_tells_and_closes_in_one_step(ward: Ward, casework: Casework) -> None:
    await ward.reports()
    await ward.does("mo", learn_locally, seen=1, **TWO)
    async with casework.begin() as uow:
        event, mo, nora = await held_event(uow.session, 1), *await ids(uow, "mo", "nora")
        assert event is not None
        decision = await decision_on(uow.session, 1)
        assert (decision.chosen, decision.decided_by, decision.reason) == (ResponseType.LOCAL, mo, TWO["reason"])
        assert [each.status for each in await status_history(uow.session, 1)] == ["received", "decided", "closed"]
        assert (event.status, event.first_look, event.told_by) == ("closed", FirstLook.SETTLED, mo)
        told = select(Notification).filter_by(kind="event_learn_locally", to=nora)
        assert len((await uow.session.scalars(told)).all()) == 1
        assert [kind for kind, _ in await asked(uow)] == ["first_look"]  # no lead was asked


@pytest.mark.parametrize("missing", ["learned", "changed", "reason"])
async def test_nothing_is_settled_without_both_sentences_and_a_reason(ward: Ward, missing: str) -> None:
    await ward.reports()
    assert await ward.refused("mo", learn_locally, seen=1, **{**TWO, missing: " "}) is Refusal.REASON
    event = await ward.event()
    assert (event.status, event.told_at, event.first_look) == ("received", None, FirstLook.WAITING)


async def test_where_the_plan_asks_for_more_it_is_not_settled_on_the_ward(ward: Ward, casework: Casework) -> None:
    await ward.reports()
    async with casework.begin() as uow:
        (await decision_on(uow.session, 1)).advice = {"least_response": "psii"}
    assert await ward.refused("mo", learn_locally, seen=1, **TWO) is Refusal.MORE_THAN_LOCAL


async def test_a_grade_of_harm_is_kept_as_history_and_moves_nobody(ward: Ward, casework: Casework) -> None:
    await ward.reports(reached=Reached.YES)
    async with casework.begin() as uow:
        event = await held_event(uow.session, 1)
        assert event is not None
        event.first_look = FirstLook.WAITING  # as where a trust's plan has the ward look at these too
        before = await asked(uow)
    await ward.does("mo", grade_person, seen=1, **GRADE)
    worst: dict[str, Any] = {
        "affected_id": 1,
        "physical": PhysicalHarm.FATAL,
        "psychological": PsychologicalHarm.SEVERE,
    }
    assert await ward.refused("mo", grade_person, seen=2, **GRADE) is Refusal.NOTHING_CHANGED
    await ward.does("mo", grade_person, seen=2, **worst)
    async with casework.begin() as uow:
        gradings = [(each.physical, each.psychological, each.by) for each in await harm_history(uow.session, 1)]
        mo = (await who(uow, "mo")).id
        assert gradings[1:] == [
            (PhysicalHarm.LOW, PsychologicalHarm.NONE, mo), (PhysicalHarm.FATAL, PsychologicalHarm.NOT_GRADED, mo),
        ]  # fmt: skip
        assert await asked(uow) == before
        assert (await decision_on(uow.session, 1)).chosen is None
    event = await ward.event()
    assert (event.first_look, event.status) == (FirstLook.WAITING, "received")
