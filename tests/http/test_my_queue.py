"""A lead at their queue in Teams: seen, turned over, taken from, handed on, decided together, and found again."""

import asyncio

import pytest
from sqlalchemy import select

from bot.cards.deciding import ON_A_BUTTON
from storage.records import PatientSafetyEvent, WorkQueue
from tests.conftest import Clock
from tests.http.test_story import reports
from tests.lantern import Person, Running, trail
from tests.stand_in import actions, words

ROUTINE = "A wristband was printed twice over, somebody noticed"


async def _several(nora: Person, lantern: Running, count: int, what: str = ROUTINE) -> None:
    for number in range(count):
        await reports(nora, f"{what}, number {number}", ward="Ward 8")  # which has no ward manager to look first
    await lantern.work()


async def _settled(lantern: Running, clock: Clock) -> None:
    """Half a minute later: what changed meanwhile is drawn."""
    clock.moves(seconds=31)
    await lantern.work()


async def test_a_routine_report_takes_two_presses(nora: Person, lena: Person, lou: Person, lantern: Running) -> None:
    for lead in (lena, lou):
        await lead.arrives()
    await _several(nora, lantern, 1)
    queue = await lou.sees("Your queue", times=1)
    routine = await lou.executes("Routine ones (1)", queue.card)  # Lou looks, and presses nothing more
    assert f"{ROUTINE}, number 0" in words(routine["value"])
    await lena.sees("Your queue", times=1)
    card = [sent for sent in await lena.presses("PSE-00001") if "Recommended: " in sent.words][-1]  # one
    [approve] = [each for each in actions(card.card) if str(each.get("title")).startswith("Approve: ")]
    shown = await lena.executes(approve["title"], card.card, reason="The ward can talk it through.")
    called = {name: response.label for response, name in ON_A_BUTTON.items()}
    assert f"Chosen: {called[approve['title'].removeprefix('Approve: ')]}" in words(shown["value"])  # two


async def test_the_queue_is_changed_in_its_place_and_an_older_one_says_so(
    nora: Person, lena: Person, lantern: Running, clock: Clock
) -> None:
    await lena.arrives()
    await _several(nora, lantern, 3)
    await _settled(lantern, clock)
    queue = await lena.sees("3 reports wait.", times=1)
    posted = len([sent for sent in lantern.connector.to(lena.chat) if "Your queue" in sent.words])
    assert posted == 1
    await lena.says("my queue")
    await lantern.work()
    await lena.sees("3 reports wait.", times=1)
    await lena.sees("Your queue is further down.", times=1)
    await reports(nora)
    await _settled(lantern, clock)
    await lena.sees("4 reports wait.", times=1)
    old = lantern.connector.showing(lena.chat)[queue.activity_id]
    assert "further down" in old.words  # and is rewritten no more


async def test_a_long_queue_is_turned_over_and_stays_there(
    nora: Person, lena: Person, lantern: Running, clock: Clock
) -> None:
    await lena.arrives()
    await _several(nora, lantern, 10)
    [first] = await lena.says("what waits")
    assert "PSE-00008" in first.words
    assert "PSE-00009" not in first.words
    turned = await lena.executes("And 2 more: next", first.card, **{})
    assert "PSE-00010" in words(turned["value"])
    back = await lena.executes("Back to the first", turned["value"])
    assert "PSE-00001" in words(back["value"])
    [second] = await lena.says("my queue page 2")
    assert "PSE-00009" in second.words
    await reports(nora)
    await _settled(lantern, clock)
    assert "PSE-00009" in (await lena.sees("11 reports wait.")).words


async def test_several_are_ticked_and_kept_as_a_theme_in_one_step(
    nora: Person, lena: Person, lou: Person, lantern: Running
) -> None:
    for lead in (lena, lou):
        await lead.arrives()
    await _several(nora, lantern, 3)
    await reports(nora, reached="yes")  # and nothing routine
    [queue] = await lena.says("queue")
    page = await lena.executes("Routine ones (3)", queue.card)
    assert "PSE-00003 Near miss, Ward 8: A wristband was printed twice" in words(page["value"])
    assert "PSE-00004" not in words(page["value"])
    missing = await lena.executes("Decide these", page["value"], reason="One printer.")
    assert "Please tick one or more first" in words(missing["value"])
    assert "One printer." in words(missing["value"])  # what was written is not lost
    missing = await lena.executes("Decide these", missing["value"], ticked="1.1,2.1", name="Printer")
    assert "one sentence of your own" in words(missing["value"])
    done = await lena.executes(
        "Decide these", missing["value"], ticked="1.1,2.1,4.1", name="Printer", reason="One printer."
    )
    said = words(done["value"])
    assert "PSE-00001, PSE-00002: kept together as the theme “Printer” (TH-00001)" in said
    assert "PSE-00004: It needs a look of its own" in said  # though it was ticked by hand
    again = await lena.executes("Decide these", missing["value"], ticked="1.1,2.1", name="Printer", reason="Again.")
    assert "moved this on" in words(again["value"])
    [theme] = await lou.says("TH-1")
    assert "PSE-00002" in theme.words
    [typed] = await lou.says('theme "printer" PSE-3 and PSE-00004: the same printer')
    assert "PSE-00003" in typed.words
    assert "TH-00001" in typed.words
    assert [sent.words for sent in await nora.says("TH-1")] == [
        "I cannot find that, or it is not yours to see."
    ]  # fmt: skip


@pytest.mark.parametrize(
    "what",
    [
        "NG tube was in the lung, nobody fed through it yet, the nurse noticed",
        "Potassium chloride ampoule drawn up instead of saline, the nurse noticed",
    ],
)
async def test_what_may_be_a_never_event_stands_first_and_is_not_routine(
    nora: Person, lena: Person, lantern: Running, what: str
) -> None:
    await lena.arrives()
    await _several(nora, lantern, 1)
    await reports(nora, what, ward="Ward 8")
    [queue] = await lena.says("my queue")
    assert queue.words.index("PSE-00002") < queue.words.index("PSE-00001")
    assert queue.words.count("Pressing. ") == 1
    assert "Routine ones (1)" in [action.get("title") for action in actions(queue.card)]
    refused = await lena.says("approve PSE-1 PSE-2: the ward has settled each of them")
    assert "PSE-00002: It needs a look of its own" in refused[-1].words


async def test_two_leads_who_take_the_same_at_once_have_it_once(
    nora: Person, lena: Person, lou: Person, lantern: Running
) -> None:
    for lead in (lena, lou):
        await lead.arrives()
    await _several(nora, lantern, 1)
    cards = [(await lead.opens("PSE-00001")).card for lead in (lena, lou)]
    answers = await asyncio.gather(
        *(lead.executes("I will look at it", card) for lead, card in zip((lena, lou), cards, strict=True))
    )
    said = [words(answer["value"]) for answer in answers]
    [refused] = [each for each in said if "has taken this on already" in each]
    async with lantern.built[0].casework.sessions() as session:
        event = (await session.scalars(select(PatientSafetyEvent))).one()
        whose = {2: "Lena Example", 3: "Lou Example"}[event.claimed_by or 0]
    assert f"{whose} has taken this on already." in refused
    assert all(f"Who has it {whose}" in each for each in said)
    await nora.sees("Looked at Wednesday 4 March 2026")


async def test_what_is_taken_handed_over_and_let_go_of_by_typing(
    nora: Person, lena: Person, lou: Person, pip: Person, lantern: Running
) -> None:
    for lead in (lena, lou, pip):
        await lead.arrives()
    await _several(nora, lantern, 2)
    [taken] = await lena.says("Claim next")
    assert "Near miss · PSE-00001" in taken.words
    assert "Who has it Lena Example" in taken.words
    [shown] = await lou.says("claim PSE-00001")
    assert "Lena Example has taken this on already." in shown.words
    [shown] = await lena.says("hand over PSE-1 to Pip Example")
    assert "Pip Example is not one of those" in shown.words
    [shown] = await lena.says("hand over PSE-1 to somebody unheard of")
    assert "I don't know anybody called" in shown.words
    [shown] = await lena.says("Hand over PSE-00001 to Lou Example.")
    assert "Who has it Lou Example" in shown.words
    handed = await lou.sees("Somebody has handed this over to you.")
    assert "Near miss · PSE-00001" in handed.words
    [shown] = await lena.says("let go of PSE-00001")
    assert "It is not on your desk." in shown.words
    [shown] = await lou.says("let go of PSE-00001")
    assert "Who has it" not in shown.words
    for said in ("claim PSE-1", "hand over PSE-1 to me", "let go of PSE-77", "claim PSE-999999999"):
        assert "I cannot find that, or it is not yours to see." in (await pip.says(said))[-1].words
    assert "This step is not open to you." in (await nora.says("claim PSE-1"))[-1].words
    [nothing] = await pip.says("take the next")
    assert "Nothing waits that is not on somebody's desk" in nothing.words


async def test_a_desk_has_a_page_of_its_own(nora: Person, lena: Person, lou: Person, lantern: Running) -> None:
    for lead in (lena, lou):
        await lead.arrives()
    await _several(nora, lantern, 1)
    card = (await lena.opens("PSE-00001")).card
    page = await lena.executes("Whose desk", card)
    assert "It is on nobody's desk yet" in words(page["value"])
    missing = await lena.executes("Hand it over", page["value"], to="")
    assert "choose one first" in words(missing["value"])
    done = await lena.executes("Hand it over", missing["value"], to="3")
    assert "Handed over, and they are told." in words(done["value"])
    assert "Lou Example has it, since Wednesday 4 March 2026." in words(done["value"])
    assert "Let go of it" not in [action.get("title") for action in actions(done["value"])]
    page = await lou.executes("Whose desk", (await lou.opens("PSE-00001")).card)
    done = await lou.executes("Let go of it", page["value"])
    assert "It waits for everybody" in words(done["value"])


async def test_the_next_is_taken_on_the_queue_itself(nora: Person, lena: Person, lantern: Running) -> None:
    await lena.arrives()
    await _several(nora, lantern, 2)
    [queue] = await lena.says("my queue")
    answer = await lena.executes("Take the next", queue.card)
    assert "PSE-00001 is on your desk." in words(answer["value"])
    assert "1 on your desk." in words(answer["value"])
    await lena.opens("PSE-00001")
    await lena.executes("Take the next", answer["value"])
    answer = await lena.executes("Take the next", answer["value"])
    assert "Nothing waits that is not on somebody's desk already." in words(answer["value"])


async def test_nobody_presses_on_anothers_queue(nora: Person, lena: Person, lou: Person, lantern: Running) -> None:
    for lead in (lena, lou):
        await lead.arrives()
    await _several(nora, lantern, 1)
    await lena.sees("Your queue")
    async with lantern.built[0].casework.sessions() as session:
        queue = (await session.scalars(select(WorkQueue).filter_by(person_id=2))).one()
    for verb in ("show", "claim_next", "decide", "routine", "no_such"):
        answer = await lou.invokes(f"queue.{verb}", {"id": queue.id, "seen": 1, "ticked": "1.1", "reason": "Mine."})
        assert answer["value"] == "I cannot find that, or it is not yours to see."
    for data in ({"id": 10**12}, {"id": "1"}, {}, {"id": 1, "ticked": "x" * 9000}):
        await lena.invokes("queue.decide", data)
    assert len(await trail(lantern, did="refused", subject=f"queue:{queue.id}")) >= 5
    async with lantern.built[0].casework.sessions() as session:
        event = (await session.scalars(select(PatientSafetyEvent))).one()
        assert (event.status, event.claimed_by) == ("received", None)


async def test_who_has_nothing_is_told_so_and_gets_no_card(nora: Person, lantern: Running) -> None:
    for said in ("my queue", "queue", "What waits for me?", "routine"):
        assert [sent.words for sent in await nora.says(said)] == ["Nothing waits for you."]


async def test_a_report_is_found_again_and_the_next_are_a_press_away(
    nora: Person, lena: Person, lantern: Running
) -> None:
    await lena.arrives()
    await _several(nora, lantern, 9, "Heparin pump beeped and was stopped")
    [found] = await lena.says("find heparin ward 8 this month")
    assert "9 reports, the newest first." in found.words
    assert "PSE-00009   Near miss, Ward 8 Heparin pump beeped" in found.words
    [more] = await lena.presses("And 1 more: next")
    assert "PSE-00001" in more.words
    [shown] = await lena.presses("PSE-00001")
    assert "Near miss · PSE-00001" in shown.words
    assert "I found nothing" in (await lena.says("find heparin last month"))[-1].words
    assert "What shall I find?" in (await lena.says("find"))[-1].words
    pip = lantern.person("pip")
    assert "I found nothing" in (await pip.says("find heparin"))[-1].words


async def test_words_of_a_report_are_not_taken_for_a_command(nora: Person, lantern: Running) -> None:
    await nora.says("near miss")
    [asked] = await nora.says("Theme music from the ward's television hid the alarm of a pump, nobody heard it")
    assert "Which ward was it?" in asked.words
    [answer] = await nora.says("my queue")
    assert "Nothing waits for you." in answer.words
    [asked] = await nora.says("Ward 8")  # her report goes on where it was
    assert "When was it?" in asked.words


async def test_help_tells_a_lead_what_more_can_be_typed_and_nobody_else(nora: Person, lena: Person) -> None:
    await lena.arrives()
    [told] = await lena.says("help")
    for typed in ("my queue", "choose response PSE-00042", "find heparin ward 7 last month"):
        assert typed in told.words
    [to_a_nurse] = await nora.says("help")
    assert "my queue" not in to_a_nurse.words
