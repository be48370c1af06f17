"""A lead's queue: what stands on it and in which order, when it comes, and who takes what on."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from bot.casework.acting import accept_evidence, add_action, say_done
from bot.casework.afterwards import answer_question, ask_reporter, ask_to_withdraw
from bot.casework.deciding import decide
from bot.casework.queue import has_opened
from bot.casework.queue_posts import plan_queues
from bot.casework.reporting import Told, correct_place, report_event
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.queue import Why
from psirf.vocabulary import EventKind, NameShown, Reached, ResponseType, YesNo
from storage.afterwards import notes_of
from storage.queue import begun_queue
from storage.records import (
    Decision,
    Notification,
    Outcome,
    QueueChange,
    WorkQueue,
)
from tests.casework.queues import event_numbered as _event
from tests.casework.queues import queue_shown as _view
from tests.casework.queues import sent_to as _sent
from tests.casework.test_events import reported, who
from tests.conftest import NOW, Clock

LENA, LOU, SAM = 2, 3, 6


async def _plan(casework: Casework) -> None:
    async with casework.begin() as uow:
        await plan_queues(uow)


async def test_a_report_stands_on_the_queue_of_each_lead_and_leaves_it_when_it_is_decided(casework: Casework) -> None:
    async with casework.begin() as uow:
        await reported(uow)
        for name in ("lena", "lou"):
            [line] = (await _view(uow, name)).lines
            assert (line.reference, line.place, line.reached) == ("PSE-00001", "Ward 7", Reached.NO)
            assert line.what is not None
            assert line.what.startswith("Insulin")
        assert (await _view(uow, "sam")).is_empty
        assert (await _view(uow, "nora")).is_empty
        await decide(uow.acting(await who(uow, "lena")), await _event(uow, 1), seen=1, chosen=None, reason="It fits.")
        left = await _view(uow, "lou")
        assert left.lines == ()
        assert [each.words for each in left.besides if each.references] == [
            "Learning responses that need somebody to lead them"
        ]


async def test_the_most_pressing_stands_first(casework: Casework, clock: Clock) -> None:
    async with casework.begin() as uow:
        for number in range(1, 4):
            await reported(uow, key=f"past-{number}")
        nora = uow.acting(await who(uow, "nora"))
        await ask_to_withdraw(nora, await _event(uow, 3), because="It was nothing.")
    clock.is_set(2026, 3, 6, 9, 30)  # the last day for those, who were reported on Wednesday
    async with casework.begin() as uow:
        for number in range(4, 7):
            await reported(uow, key=f"later-{number}")
        nora, lena = uow.acting(await who(uow, "nora")), uow.acting(await who(uow, "lena"))
        (await _decision(uow, 6)).advice = {"national": ["NE"]}
        await ask_reporter(lena, await _event(uow, 5), seen=1, question="Which pump?")
        [question] = await notes_of(uow.session, 5)
        await answer_question(nora, await _event(uow, 5), question_id=question.id, answer="The blue one.")
        await uow.session.flush()
        lines = (await _view(uow)).lines
        assert [(line.id, line.why) for line in lines] == [
            (6, Why.PRESSING), (3, Why.ASKED), (5, Why.ASKED), (1, Why.TODAY), (2, Why.TODAY), (4, Why.WAITING),
        ]  # fmt: skip
        assert [line.id for line in lines if line.asks_to_withdraw] == [3]
        assert [line.id for line in lines if line.answered] == [5]
    clock.is_set(2026, 3, 9, 9, 30)
    async with casework.begin() as uow:
        lines = (await _view(uow)).lines
        assert [line.id for line in lines] == [6, 1, 2, 3, 5, 4]
        assert [line.why for line in lines][1:4] == [Why.PAST] * 3


async def _decision(uow: UnitOfWork, event_id: int) -> Decision:
    return (await uow.session.scalars(select(Decision).filter_by(event_id=event_id))).one()


async def test_what_threatens_now_is_pressing_whatever_else_is_known(casework: Casework) -> None:
    told = Told(EventKind.RISK, "The rails are loose", 5, "", None, None, imminent=YesNo.YES)
    async with casework.begin() as uow:
        await reported(uow)
        await report_event(uow.acting(await who(uow, "nora")), idempotency_key="r", told=told)
        assert [(line.id, line.why) for line in (await _view(uow)).lines] == [(2, Why.PRESSING), (1, Why.WAITING)]


async def test_nothing_on_a_queue_tells_who_reported_in_confidence_nor_when(casework: Casework) -> None:
    async with casework.begin() as uow:
        nora = uow.acting(await who(uow, "nora"))
        told = Told(EventKind.INCIDENT, "Insulin again", 5, "", NOW - timedelta(minutes=7), NOW, Reached.NO)
        await report_event(nora, idempotency_key="s", told=told, name=NameShown.CONFIDENTIAL)
    await _plan(casework)
    async with casework.begin() as uow:
        shown = str(await _view(uow))
        assert "Nora" not in shown
        queue = (await uow.session.scalars(select(WorkQueue).filter_by(person_id=LENA))).one()
        assert queue.drawn_at is None
        [post] = (await uow.session.scalars(select(Notification).filter_by(kind="queue", to=LENA))).all()
        assert post.day_only
        assert post.due_at.hour == 9  # of the day's hours, and not of the report
        assert (await uow.session.scalars(select(QueueChange))).all() == []


async def test_a_day_brings_the_queue_twice_at_most_and_twice_more_for_what_presses(
    casework: Casework, clock: Clock
) -> None:
    for minutes in range(20):
        clock.is_set(2026, 3, 4, 8 + minutes // 2, 30 * (minutes % 2))
        async with casework.begin() as uow:
            pressing = YesNo.YES if minutes > 8 else None
            told = Told(EventKind.RISK, f"The rail of bed {minutes} is loose", 5, "", None, None, imminent=pressing)
            await report_event(uow.acting(await who(uow, "nora")), idempotency_key=f"{minutes}", told=told)
        await _plan(casework)
        clock.moves(seconds=40)
        await _plan(casework)
    assert len(await _sent(casework)) == 4
    assert len(await _sent(casework, "lou")) == 4
    clock.is_set(2026, 3, 5, 8, 59)
    await _plan(casework)
    assert len(await _sent(casework)) == 4
    clock.is_set(2026, 3, 5, 9, 0)
    await _plan(casework)
    assert len(await _sent(casework)) == 5  # what came after the last of the day
    clock.is_set(2026, 3, 5, 15, 0)
    await _plan(casework)
    assert len(await _sent(casework)) == 5  # nothing new


async def test_nothing_comes_at_night_or_on_a_sunday_however_it_presses(casework: Casework, clock: Clock) -> None:
    for at in ((2026, 3, 4, 3, 0), (2026, 3, 8, 12, 0)):
        clock.is_set(*at)
        async with casework.begin() as uow:
            told = Told(EventKind.RISK, "The rails are loose", 5, "", None, None, imminent=YesNo.YES)
            await report_event(uow.acting(await who(uow, "nora")), idempotency_key=str(at), told=told)
        await _plan(casework)
        assert len(await _sent(casework)) == (0 if at[2] == 4 else 1)
        clock.is_set(*at[:2], at[2] + 1, 9, 0)
        await _plan(casework)
    assert len(await _sent(casework)) == 2


async def test_many_changes_within_a_short_time_are_one(casework: Casework, clock: Clock) -> None:
    async with casework.begin() as uow:
        await reported(uow, key="first")
    await _plan(casework)
    async with casework.begin() as uow:
        revision = (await begun_queue(uow.session, LENA)).revision
    for number in range(10):
        async with casework.begin() as uow:
            await reported(uow, key=f"{number}")
        clock.moves(seconds=1)
        await _plan(casework)
    clock.moves(seconds=30)
    await _plan(casework)
    await _plan(casework)
    async with casework.begin() as uow:
        assert (await begun_queue(uow.session, LENA)).revision == revision + 1


async def test_a_place_put_right_takes_it_to_the_queue_of_others(casework: Casework) -> None:
    async with casework.begin() as uow:
        await reported(uow)
    await _plan(casework)
    async with casework.begin() as uow:
        await correct_place(uow.acting(await who(uow, "lena")), await _event(uow, 1), 8)
        changed = set(await uow.session.scalars(select(QueueChange.person_id)))
        assert {LENA, LOU, (await who(uow, "sam")).id} <= changed
        assert (await _view(uow)).is_empty
        assert [line.id for line in (await _view(uow, "sam")).lines] == [1]


async def test_single_messages_beyond_the_days_stand_on_the_queue_until_they_are_opened(casework: Casework) -> None:
    async with casework.begin() as uow:
        for number in range(1, 5):
            await reported(uow, key=f"{number}")
        nora = uow.acting(await who(uow, "nora"))
        for number in range(1, 5):
            await ask_to_withdraw(nora, await _event(uow, number), because="It was nothing.")
    assert len(await _sent(casework, kind="event_ask_to_withdraw")) == 2
    async with casework.begin() as uow:
        view = await _view(uow)
        assert [(each.reference, each.kind) for each in view.news] == [
            ("PSE-00003", "event_ask_to_withdraw"), ("PSE-00004", "event_ask_to_withdraw"),
        ]  # fmt: skip
        await has_opened(uow.acting(await who(uow, "lena")), "event", 3)
        assert [each.reference for each in (await _view(uow)).news] == ["PSE-00004"]
        assert len((await _view(uow, "lou")).news) == 2
        kept = select(Notification.outcome).filter_by(to=LENA, kind="event_ask_to_withdraw").order_by(Notification.id)
        assert list(await uow.session.scalars(kept)) == [None, None, Outcome.OPENED, Outcome.ON_QUEUE]


async def test_evidence_to_look_at_is_said_to_leads_but_never_to_its_owner(casework: Casework) -> None:
    async with casework.begin() as uow:
        await reported(uow)
        lena, event = uow.acting(await who(uow, "lena")), await _event(uow, 1)
        await decide(lena, event, seen=1, chosen=ResponseType.LOCAL, reason="Little is new.")
        action = await add_action(
            lena, event, seen=2, idempotency_key="a", what="Move them", owner_id=LENA, due=uow.today
        )
        await say_done(lena, action, seen=1, evidence="Moved.")
        await uow.session.flush()
        assert [each.references for each in (await _view(uow, "lou")).besides if each.references] == [("SA-00001",)]
        assert (await _view(uow)).is_empty
        await accept_evidence(uow.acting(await who(uow, "lou")), action, seen=2)
        await uow.session.flush()
        assert (await _view(uow, "lou")).is_empty


async def test_a_trust_says_what_a_day_may_bring(casework: Casework) -> None:
    few = replace(casework.rules.queue, unasked_a_day=4)
    stricter = replace(casework, rules=replace(casework.rules, queue=few))
    async with stricter.begin() as uow:
        await reported(uow)
        await ask_to_withdraw(uow.acting(await who(uow, "nora")), await _event(uow, 1), because="It was nothing.")
    assert len(await _sent(casework, kind="event_ask_to_withdraw")) == 0
    async with stricter.begin() as uow:
        assert len((await _view(uow)).news) == 1
