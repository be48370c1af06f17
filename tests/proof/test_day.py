"""A day of 120 reports: what three leads are sent of it, and that nothing of it is lost or decided twice."""

import random
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.casework.afterwards import add_to_report, answer_question, ask_reporter, ask_to_withdraw
from bot.casework.approving import approve
from bot.casework.deciding import decide
from bot.casework.delivery import Delivery
from bot.casework.desk import claim
from bot.casework.duties import open_duties
from bot.casework.messages import Address, Message
from bot.casework.my_queue import queue_lines, view_queue
from bot.casework.people import load_trust
from bot.casework.planning import plan_what_is_due
from bot.casework.reporting import Told, report_event
from bot.casework.responding import give_lead, hold
from bot.casework.settling import Arrivals
from bot.casework.theming import keep_as_theme
from bot.casework.unit_of_work import Casework
from bot.views import message_for
from psirf.lifecycle import NotAllowed
from psirf.rules import Rules
from psirf.vocabulary import EventKind, EventStatus, FirstLook, NameShown, NoteKind, Reached, ResponseType, YesNo
from psirf.working_time import LONDON
from storage.afterwards import notes_of
from storage.approvals import open_approval_of
from storage.conversations import held_conversation
from storage.database import open_database, open_sessions
from storage.events import held_event
from storage.migrations import migrate
from storage.people import person_by_entra_id
from storage.queue import begun_queue
from storage.records import ApprovalRequest, Decision, EventStatusChange, Notification, PatientSafetyEvent
from storage.responses import response_on
from storage.waiting import first_looks_that_wait
from tests.casework.test_events import who
from tests.conftest import TRUST, VAULT, Clock
from tests.lantern import IDS
from tests.stand_in import words

DAY = datetime(2026, 3, 4, tzinfo=LONDON)  # a Wednesday, from midnight to midnight
EVENTS, WRITERS, LEADS = 120, 30, ("lena", "lou", "lia")
UNASKED = 6  # messages a lead, at most
WHAT = (
    "A wristband was printed twice", "Heparin pump set too fast, somebody noticed", "A trolley stood before the door",
    "The allergy band was missing and the pharmacist saw it", "A sample was labelled for the wrong bed",
)  # fmt: skip


@dataclass
class Chats:
    """A Messenger that keeps what stands in each chat, and counts what came new and what was put in place."""

    clock: Clock
    standing: dict[tuple[str, str], Message] = field(default_factory=dict)
    new: list[tuple[datetime, str, Message]] = field(default_factory=list)
    rewritten: Counter[str] = field(default_factory=Counter)
    opens_chats: bool = False

    async def open_chat(self, to: Address) -> str:
        raise AssertionError("everybody is known")

    async def send(self, to: Address, message: Message) -> str:
        number = f"m{len(self.new)}"
        self.new.append((self.clock(), str(to.chat), message))
        self.standing[str(to.chat), number] = message
        return number

    async def rewrite(self, to: Address, activity_id: str, message: Message) -> None:
        self.rewritten[str(to.chat)] += 1
        self.standing[str(to.chat), activity_id] = message

    def queues(self, chat: str) -> list[str]:
        """The words of the queue cards that stand in a chat, but for those that have been let go of."""
        shown = [words(message.card) for (where, _), message in self.standing.items() if where == chat]
        return [each for each in shown if each.startswith("Your queue ") and "further down" not in each]


@pytest.fixture
async def casework(tmp_path: Path, rules: Rules, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Casework]:
    """The made-up trust with a third lead and thirty writers, everybody in a chat of their own."""
    clock = Clock(DAY.astimezone(UTC))
    engine = open_database(f"sqlite:///{tmp_path}/day.db")
    await migrate(engine)
    made = Casework(open_sessions(engine), rules, clock, VAULT)
    more = {"lia": "20000000-0000-4000-8000-000000000000"}
    more |= {f"writer{number}": f"30000000-0000-4000-8000-{number:012}" for number in range(WRITERS)}
    for name, entra_id in more.items():
        monkeypatch.setitem(IDS, name, entra_id)
    division = next(
        role["unit"] for row in TRUST["person"] for role in row.get("roles", []) if role["role"] == "lead"
    )
    people = [
        {"entra_id": entra_id, "name": f"{name.title()} Example",
         "roles": [{"role": "lead", "unit": division}] if name == "lia" else []}
        for name, entra_id in more.items()
    ]  # fmt: skip
    async with made.begin() as uow:
        await load_trust(uow, {**TRUST, "person": [*TRUST["person"], *people]})
        for name, entra_id in IDS.items():
            person, _ = await person_by_entra_id(uow.session, TRUST["tenant"], entra_id, name.title())
            await held_conversation(
                uow.session, tenant_id=TRUST["tenant"], teams_id=name, person_id=person.id,
                service_url="http://127.0.0.1/", bot_teams_id="bot", person_teams_id=name,
            )  # fmt: skip
    yield made
    await engine.dispose()


async def _at_work(casework: Casework, delivery: Delivery) -> None:
    async with casework.begin() as uow:
        await plan_what_is_due(uow)
    while due := await delivery.claim_due():
        for theirs in due.values():
            await delivery.deliver(theirs)


async def _reported(casework: Casework, number: int, chance: random.Random) -> None:
    writer = f"writer{chance.randrange(WRITERS)}"
    roll = chance.random()
    kind = EventKind.RISK if roll < 0.1 else EventKind.INCIDENT
    reached = None if kind is EventKind.RISK else Reached.YES if roll < 0.35 else Reached.NO
    threatens = YesNo.YES if kind is EventKind.RISK and roll < 0.05 else None
    async with casework.begin() as uow:
        told = Told(
            kind, f"{chance.choice(WHAT)}, bed {number}", chance.choice([5, 6]), "", uow.now, uow.now, reached,
            imminent=threatens,
        )  # fmt: skip
        name = NameShown.CONFIDENTIAL if chance.random() < 0.1 else NameShown.SHOWN
        event = await report_event(
            uow.acting(await who(uow, writer)), idempotency_key=f"{number}", told=told, name=name
        )
    if name is NameShown.SHOWN and chance.random() < 0.15:  # and something more of it at once
        async with casework.begin() as uow:
            again, mine = await held_event(uow.session, event.id), uow.acting(await who(uow, writer))
            assert again is not None
            await (ask_to_withdraw(mine, again, because="I was wrong.") if chance.random() < 0.5
                   else add_to_report(mine, again, words="It was seen at once."))  # fmt: skip


async def _a_lead_at_work(casework: Casework, name: str, chance: random.Random) -> None:
    """Takes a few on, asks a question now and then, and decides what is on the desk."""
    async with casework.begin() as uow:
        lead = uow.acting(await who(uow, name))
        lines = await queue_lines(lead, lead.person_id)
        for line in lines[:3]:
            event = await held_event(uow.session, line.id)
            assert event is not None
            if not line.is_mine:
                await claim(lead, event, seen=line.version)
            if chance.random() < 0.3:
                await ask_reporter(lead, event, seen=None, question="Was it the printer?")
            elif event.status is EventStatus.RECEIVED:
                await decide(lead, event, seen=None, chosen=None, reason="It fits.")
        routine = [(line.id, line.version) for line in lines[3:] if line.is_routine][:4]
        if len(routine) > 2:
            await keep_as_theme(lead, routine, "One printer.", name="Wristband printer")
    async with casework.begin() as uow:  # who comes second with the same is refused
        other = uow.acting(await who(uow, "lou"))
        for line in lines[:1]:
            event = await held_event(uow.session, line.id)
            assert event is not None
            if event.status is EventStatus.DECIDED:
                with pytest.raises(NotAllowed):
                    await decide(other, event, seen=line.version, chosen=None, reason="I too.")


async def _more_comes_of_it(casework: Casework, name: str) -> None:
    """A lead proposes what others must approve, gives meetings to a pharmacist who holds them at once, and finds that
    somebody outside is to be told."""
    async with casework.begin() as uow:
        lead, pip = uow.acting(await who(uow, name)), uow.acting(await who(uow, "pip"))
        received = [line.id for line in await queue_lines(lead, lead.person_id) if not line.asks_to_withdraw]
        for number, event_id in enumerate(received[:9]):
            event = await held_event(uow.session, event_id)
            assert event is not None
            if event.status is not EventStatus.RECEIVED:
                continue
            if number % 3 == 0:
                await decide(lead, event, seen=None, chosen=ResponseType.PSII, reason="Nobody understands it yet.")
                request = await open_approval_of(uow.session, event.id)
                assert request is not None
                await approve(uow.acting(await who(uow, "eve")), request, seen=None)
            elif number % 3 == 1:
                await decide(lead, event, seen=None, chosen=ResponseType.AAR, reason="There is something to learn.")
                response = await response_on(uow.session, event.id)
                assert response is not None
                await give_lead(lead, response, seen=None, lead_id=pip.person_id)
                await hold(pip, response, seen=None, held_on=uow.today, took_part="The ward", learned=["One thing."])
            else:
                await open_duties(
                    lead, event, [code for code, row in uow.rules.duties.rows.items() if not row.is_urgent]
                )


async def _answered(casework: Casework) -> None:
    """The reporters answer what they were asked."""
    async with casework.begin() as uow:
        names = {(await who(uow, name)).id: name for name in IDS}
        for event in (await uow.session.scalars(select(PatientSafetyEvent))).all():
            notes = await notes_of(uow.session, event.id)
            open_ = {note.id for note in notes if note.kind is NoteKind.QUESTION} - {note.answers for note in notes}
            if event.reported_by is None:
                continue
            for question in sorted(open_):
                held = await held_event(uow.session, event.id)
                assert held is not None
                mine = uow.acting(await who(uow, names[event.reported_by]))
                await answer_question(mine, held, question_id=question, answer="Yes, that one.")


async def test_a_day_of_120_reports_brings_a_lead_six_messages_at_most_and_loses_none(casework: Casework) -> None:
    chance, clock = random.Random(120), casework.clock
    assert isinstance(clock, Clock)
    chats = Chats(clock)
    delivery = Delivery(casework, chats, message_for, Arrivals(casework))
    minutes = sorted(chance.randrange(24 * 60) for _ in range(EVENTS))
    minutes[40:60] = [12 * 60] * 20  # and a storm at midday
    minutes.sort()
    for minute in range(0, 24 * 60, 5):
        clock.now = (DAY + timedelta(minutes=minute)).astimezone(UTC)
        while minutes and minutes[0] < minute + 5:
            minutes.pop(0)
            await _reported(casework, EVENTS - len(minutes), chance)
        local = clock().astimezone(LONDON).time()
        if local in (time(10), time(14), time(16)):
            await _a_lead_at_work(casework, LEADS[(local.hour // 2) % 3], chance)
        if local == time(15):
            await _answered(casework)
        if local in (time(11), time(12, 30), time(15, 30)):
            await _more_comes_of_it(casework, LEADS[(local.hour // 2) % 3])
        await _at_work(casework, delivery)
    clock.moves(minutes=1)
    await _at_work(casework, delivery)

    for lead in LEADS:
        unasked = [(at, message) for at, chat, message in chats.new if chat == lead]
        print(f"{lead}: {len(unasked)} messages unasked, {chats.rewritten[lead]} changes in place")
        assert 2 <= len(unasked) <= UNASKED
        assert chats.rewritten[lead] < 100
        queues = [at for at, message in unasked if words(message.card).startswith("Your queue ")]
        assert queues
        assert all(9 <= at.astimezone(LONDON).hour < 17 for at in queues)
        async with casework.begin() as uow:  # the one card that stands says what is so
            person = uow.acting(await who(uow, lead))
            view = await view_queue(person, await begun_queue(uow.session, person.person_id))
        [stands] = chats.queues(lead)
        assert f"{len(view.lines)} reports wait." in stands
        assert all(line.reference in stands for line in view.lines[:8])

    async with casework.begin() as uow:
        events = (await uow.session.scalars(select(PatientSafetyEvent))).all()
        assert len(events) == EVENTS
        waiting = {event.id for event in events if event.status is EventStatus.RECEIVED}
        seen = set[int]()
        for lead in LEADS:
            person = uow.acting(await who(uow, lead))
            seen |= {line.id for line in await queue_lines(person, person.person_id)}
        first = {event.id for event in events if event.first_look is FirstLook.WAITING}
        by_manager = await first_looks_that_wait(uow.session, {5, 6})
        assert first & waiting <= set(by_manager)  # on that of the ward manager, while the plan says so
        waiting -= first
        assert waiting <= seen  # each waits on somebody's queue
        decided = select(Decision.event_id, func.count(Decision.id)).where(Decision.decided_at.is_not(None))
        assert set(dict((await uow.session.execute(decided.group_by(Decision.event_id))).all()).values()) == {1}
        once = select(EventStatusChange.event_id).where(EventStatusChange.status == EventStatus.DECIDED)
        assert max(Counter(await uow.session.scalars(once)).values()) == 1
        assert len([event for event in events if event.theme_id]) >= 3
        for kind in ("response_hold", "approval_settled", "duty", "event_answer"):
            told_of = select(func.count(Notification.id)).filter_by(kind=kind)
            assert await uow.session.scalar(told_of), kind  # the day had some
        settled = await uow.session.scalar(select(func.count(ApprovalRequest.id)).filter_by(status="approved"))
        sent = select(Notification.subject_id, Notification.to).filter_by(kind="approval_settled")
        told = [*await uow.session.execute(sent)]
        assert settled is not None
        assert len(told) == settled >= 4  # by a message of its own or by their queue
