"""A quarter of nudges in minutes: a clock that jumps, actions that move, and an account drawn up by
other code of who must hear what, and when."""

import random
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from holidays import country_holidays
from sqlalchemy import select

from bot.casework.acting import accept_evidence, add_action, ask_for_time, say_done, undo_more_time
from bot.casework.deciding import decide
from bot.casework.delivery import Delivery
from bot.casework.messages import Address, Message
from bot.casework.people import load_trust
from bot.casework.reminding import plan_reminders
from bot.casework.settling import Arrivals
from bot.casework.unit_of_work import Casework
from bot.views import message_for
from psirf.rules import Rules
from psirf.working_time import LONDON
from storage.conversations import held_conversation
from storage.database import open_database, open_sessions
from storage.migrations import migrate
from storage.records import Notification, Outcome, SafetyAction
from tests.casework.test_events import reported, who
from tests.conftest import TRUST, VAULT, Clock
from tests.lantern import IDS

FIRST, DAYS, ACTIONS = date(2026, 11, 2), 92, 60  # over Christmas and New Year
BANK_HOLIDAYS = country_holidays("GB", subdiv="ENG", years=(2026, 2027))
OWNERS = ("pip", "nora", "lena", "lou")
EVERY_MINUTES = 30
DAYS_OFF = timedelta(days=5)  # Christmas with its weekend is the longest


@dataclass
class Told:
    """A Messenger that writes down what it is given, and when by the moved clock."""

    clock: Clock
    messages: list[tuple[datetime, str, str]] = field(default_factory=list)
    opens_chats: bool = False

    async def open_chat(self, to: Address) -> str:
        raise AssertionError("everybody is known")

    async def send(self, to: Address, message: Message) -> str:
        self.messages.append((self.clock(), str(to.chat), str(message.card)))
        return f"m{len(self.messages)}"

    async def rewrite(self, to: Address, activity_id: str, message: Message) -> None:
        return None


@dataclass
class Setting:
    """A due day of an action, from the day it was set until it was set anew or the action was done."""

    due: date
    since: date  # steps of the ladder count from this day on
    until: datetime | None = None


@dataclass
class Account:
    """One action's life, as the account keeps it: who owns it, its settings and when it was done."""

    owner: str
    settings: list[Setting]
    dues: set[date] = field(default_factory=set)
    before: date | None = None  # the due day to which a lead may put it back


@pytest.fixture
async def casework(tmp_path: Path, rules: Rules) -> AsyncIterator[Casework]:
    clock = Clock()
    clock.now = datetime.combine(FIRST, time(8), LONDON).astimezone(UTC)
    engine = open_database(f"sqlite:///{tmp_path}/quarter.db")
    await migrate(engine)
    made = Casework(open_sessions(engine), rules, clock, VAULT)
    async with made.begin() as uow:
        await load_trust(uow, TRUST)
        for name in IDS:
            person = await who(uow, name)
            await held_conversation(
                uow.session, tenant_id=TRUST["tenant"], teams_id=name, person_id=person.id or 0,
                service_url="http://127.0.0.1/", bot_teams_id="bot", person_teams_id=name,
            )  # fmt: skip
    yield made
    await engine.dispose()


def _hours(day: date) -> datetime:
    """9am on the first working day from a day on: counted here by hand, not by the code under proof."""
    while day.weekday() > 4 or day in BANK_HOLIDAYS:
        day += timedelta(days=1)
    return datetime.combine(day, time(9), LONDON)


def _first_step(due: date, since: date) -> date:
    """The first day on or after a day on which the ladder has a step for anybody."""
    steps = (due + timedelta(days=away) for away in sorted([-7, 0, 7, 14, *range(1, 400, 7)]))
    return next(day for day in steps if day >= since)


def _owed(account: Account, last: datetime) -> list[tuple[datetime, str]]:
    """Each nudge that one action owes: when, by the half hour, and to whom."""
    owed = []
    told: set[tuple[str, date]] = set()  # of escalations: to whom, for which due day
    for setting in account.settings:
        until = setting.until or last
        moments: dict[datetime, date] = {}
        for away in [-7, 0, *range(1, 400, 7)]:
            day = setting.due + timedelta(days=away)
            if day >= setting.since:
                moments[_hours(day)] = day  # two steps that wait for one morning: the later is sent
        owed += [(moment, account.owner) for moment in moments if moment < until]
        for to, away in (("mo", 7), ("lena", 14), ("lou", 14)):
            day = setting.due + timedelta(days=away)
            if day < setting.since:  # it came while nobody was nudged, and is made up for at the next step
                day = _first_step(setting.due, setting.since)
            if (moment := _hours(day)) < until and (to, setting.due) not in told:
                told.add((to, setting.due))
                owed.append((moment, to))
    # Who hears as a lead and as the owner at one moment hears once.
    return sorted(set(owed))


async def test_a_quarters_nudges_are_those_that_are_owed_and_no_others(casework: Casework) -> None:
    chance = random.Random(42)
    clock = casework.clock
    assert isinstance(clock, Clock)
    told = Told(clock)
    delivery = Delivery(casework, told, message_for, Arrivals(casework))
    accounts: dict[int, Account] = {}
    end = datetime.combine(FIRST + timedelta(days=DAYS), time(8), LONDON)
    while clock() < end:
        local = clock().astimezone(LONDON)
        if local.hour == 12 and local.minute == 0:
            await _a_day_at_work(casework, accounts, chance)
        async with casework.begin() as uow:
            await plan_reminders(uow)
        while due := await delivery.claim_due():
            for theirs in due.values():
                await delivery.deliver(theirs)
        clock.moves(minutes=EVERY_MINUTES)
    owed = Counter(
        (number, moment.astimezone(UTC), to)
        for number, account in accounts.items()
        for moment, to in _owed(account, end)
    )
    heard = Counter(
        (int(card.partition("SA-")[2][:5]), at, to)
        for at, to, card in told.messages
        if ("due in" in card or "due today" in card or "past its date" in card) and at.astimezone(LONDON).hour != 12
    )
    lines = await _on_queues(casework)
    print(
        f"{len(accounts)} actions, {sum(owed.values())} nudges owed, {sum(heard.values())} heard, "
        f"{sum(lines.values())} as lines of a queue"
    )
    assert heard - owed == Counter()
    assert owed - heard - lines == Counter()
    for number, at, to in lines - (owed - heard):  # a line stands before the hour of a message would have come:
        account = accounts[number]  # by then it was theirs as the owner, or what it said was over
        ends = [each.until for each in account.settings if each.until is not None]
        assert (to == account.owner and (number, at, to) in heard) or any(at - DAYS_OFF < end < at for end in ends)
    assert sum(owed.values()) > 200
    assert {to for _, _, to in lines} <= {"lena", "lou"}  # leads, and only where the day brought them enough
    days = Counter((at.date(), to) for _, at, to in lines.elements())
    alone = Counter((at.date(), to) for at, to, card in told.messages if "Your queue" not in card)
    assert all(alone[day] >= casework.rules.queue.singles_a_day for day in days)
    for _, at, _ in heard:
        assert 9 <= at.astimezone(LONDON).hour < 17


async def _on_queues(casework: Casework) -> Counter[tuple[int, datetime, str]]:
    """The nudges that became lines of a lead's queue, which nobody opened."""
    async with casework.begin() as uow:
        names = {(await who(uow, name)).id: name for name in IDS}
        kept = await uow.session.scalars(select(Notification).filter_by(kind="nudge", outcome=Outcome.ON_QUEUE))
        return Counter((each.subject_id, each.due_at, names[each.to or 0]) for each in kept)


async def _a_day_at_work(casework: Casework, accounts: dict[int, Account], chance: random.Random) -> None:
    """At midday some actions are added, some due days moved, some actions done and accepted."""
    async with casework.begin() as uow:
        today = uow.today
        for _ in range(2 if len(accounts) < ACTIONS else 0):
            event = await reported(uow, key=f"event-{len(accounts)}")
            lena = uow.acting(await who(uow, "lena"))
            await decide(lena, event, seen=None, chosen=None, reason="It fits.")
            owner, due = chance.choice(OWNERS), today + timedelta(days=chance.randint(0, 40))
            action = await add_action(
                lena, event, seen=None, idempotency_key=f"action-{len(accounts)}", what="Move them",
                owner_id=(await who(uow, owner)).id or 0, due=due,
            )  # fmt: skip
            accounts[action.id] = Account(owner, [Setting(due, today + timedelta(days=1))], {due})
        for number, account in accounts.items():
            setting, roll = account.settings[-1], chance.random()
            if setting.until is not None or roll > 0.05:
                continue
            held = await uow.session.get_one(SafetyAction, number)
            owner_work = uow.acting(await who(uow, account.owner))
            setting.until = uow.now
            other = "lou" if account.owner != "lou" else "lena"
            if roll < 0.02:
                await say_done(owner_work, held, seen=None, evidence="It is done")
                await accept_evidence(uow.acting(await who(uow, other)), held, seen=None)
                continue
            if account.before is not None and roll < 0.035:
                due, account.before = account.before, None
                await undo_more_time(uow.acting(await who(uow, other)), held, seen=None)
            else:
                due, account.before = max(held.due, today) + timedelta(days=chance.randint(1, 20)), held.due
                await ask_for_time(owner_work, held, seen=None, due=due, because="It takes longer")
            since = today if due in account.dues else today + timedelta(days=1)
            account.dues.add(due)
            account.settings.append(Setting(due, since))
