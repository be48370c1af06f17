"""Whatever comes more than once makes one of everything: Teams repeats itself, under old ids and new."""

import asyncio
from collections import Counter

import asyncpg
from sqlalchemy import func, select

from storage.records import InboundActivity, PatientSafetyEvent, SafetyAction
from tests.conftest import Clock
from tests.http.test_story import WHAT
from tests.lantern import Person, Running, lantern_running
from tests.stand_in import Scripted, words


async def _five_times(person: Person, **fields: object) -> None:
    """The same activity five times at once under one id, then again under a new one."""
    activity = person.activity(**fields)
    answers = await asyncio.gather(*(person.sends(activity) for _ in range(5)))
    again = await person.sends({**person.activity(**fields)})
    assert {answer.status for answer in [*answers, again]} == {200}


async def _count(lantern: Running, record: type) -> int:
    async with lantern.built[0].casework.sessions() as session:
        return await session.scalar(select(func.count()).select_from(record)) or 0


async def test_each_activity_five_times_and_again_under_a_new_id_makes_one_event_and_one_card_a_lead(
    nora: Person, lena: Person, lou: Person, lantern: Running
) -> None:
    for lead in (lena, lou):
        await _five_times(lead, type="installationUpdate", action="add")
    for said in ("near miss", WHAT, "Ward 7", "an hour ago", "no", "send"):
        await _five_times(nora, text=said)
    await lantern.work()
    assert await _count(lantern, PatientSafetyEvent) == 1
    for lead in (lena, lou):
        cards = [sent for sent in lantern.connector.to(lead.chat) if "Your queue" in sent.words]
        assert len(cards) == 1
    assert sum("Thank you. This is PSE-00001." in sent.words for sent in lantern.connector.to(nora.chat)) == 2
    # the second is shown because send was said again, under a new id


async def test_presses_five_times_make_one_decision_and_one_action(
    nora: Person, lena: Person, lantern: Running
) -> None:
    await lena.arrives()
    for said in ("near miss", WHAT, "Ward 7", "an hour ago", "no", "send"):
        await nora.says(said)
    await lena.opens("PSE-00001")
    approve = {"verb": "event.approve", "type": "Action.Execute"}
    for verb, data in (
        ("event.approve", {"id": 1, "seen": 1, "reason": "It fits."}),
        ("event.add_action", {"id": 1, "seen": 2, "what": "Move the syringes", "owner": "5", "due": "2026-03-20"}),
    ):
        value = {"action": {**approve, "verb": verb, "data": data}, "trigger": "manual"}
        await _five_times(lena, type="invoke", name="adaptiveCard/action", value=value)
    assert await _count(lantern, SafetyAction) == 1
    shown = await lena.invokes("event.show", {"id": 1, "seen": 3})
    assert Counter(words(shown["value"]).split())["SA-00001:"] == 1


async def test_a_repeat_gets_the_answer_that_was_given(nora: Person, lantern: Running) -> None:
    activity = nora.activity(text="near miss")
    for _ in range(3):
        await nora.sends(activity)
    assert [sent.words for sent in lantern.connector.to(nora.chat)].count(
        "What happened, or nearly happened? A sentence or two is plenty. "
        "Roles rather than names, please, and no NHS numbers."
    ) == 1  # fmt: skip
    assert await _count(lantern, InboundActivity) == 1


async def test_an_answer_that_did_not_arrive_is_sent_when_the_words_come_again(
    nora: Person, lantern: Running, clock: Clock
) -> None:
    lantern.connector.script.append(Scripted(429, {"Retry-After": "15"}))
    assert len(await nora.says("near miss")) == 1  # an attempt, refused for now
    clock.moves(seconds=16)
    sent = await nora.says("near miss")  # the client sends the words again, under a new id
    assert [each.words.startswith("What happened") for each in sent] == [True]
    assert await _count(lantern, InboundActivity) == 1


async def test_the_same_words_later_are_words_of_their_own(nora: Person, lantern: Running) -> None:
    await nora.says("near miss")
    [again] = await nora.says("near miss")
    assert "part-way" in again.words
    assert await _count(lantern, InboundActivity) == 2


async def test_two_people_who_report_at_once_get_two_references(nora: Person, pip: Person, lantern: Running) -> None:
    async def reports(person: Person) -> None:
        for said in ("near miss", WHAT, "Ward 7", "an hour ago", "no", "send"):
            await person.says(said)

    await asyncio.gather(reports(nora), reports(pip))
    thanked = {
        next(sent.words[:30] for sent in lantern.connector.to(person.chat) if "Thank you" in sent.words)
        for person in (nora, pip)
    }
    assert thanked == {"Thank you. This is PSE-00001. ", "Thank you. This is PSE-00002. "}


async def test_a_turn_is_taken_though_the_database_closed_its_connections(postgresql_url: str, clock: Clock) -> None:
    async with lantern_running(postgresql_url, clock) as running:
        nora = running.person("nora")
        await nora.says("near miss")
        connection = await asyncpg.connect(postgresql_url)
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )
        await connection.close()
        [asked] = await nora.says(WHAT)
        assert "Which ward was it?" in asked.words
