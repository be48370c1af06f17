"""Opening a sealed name over HTTP: two can, with a reason; one alone, and everybody else, cannot."""

import asyncio
from typing import Any

import pytest

from tests.conftest import Clock
from tests.http.ties import ENTRA, everything, no_tie, reports_in_confidence
from tests.lantern import Person, Running
from tests.stand_in import actions, words

WHY = "A patient may still be at risk on that ward."
VERBS = ("ask_to_open", "agree_to_open", "refuse_to_open", "see_name", "tell_of_opening", "review_bar")
TYPED = {"because": WHY, "told": "yes", "barred_because": "They ask for it.", "review_on": "2026-03-13"}


@pytest.fixture
def sam(lantern: Running) -> Person:
    return lantern.person("sam")


@pytest.fixture
def sol(lantern: Running) -> Person:
    return lantern.person("sol")


async def page(person: Person) -> Any:
    """The page about the sealed name, as this person sees it now."""
    return (await person.invokes("event.page_sealed", {"id": 1, "seen": 0}))["value"]


async def sealed(zara: Person, clock: Clock, *openers: Person) -> None:
    """A report in confidence, at half past nine; three hours later those who are named are there."""
    await reports_in_confidence(zara, clock)
    clock.moves(hours=3)
    for opener in openers:
        await opener.arrives()


async def opened(sam: Person, sol: Person, **typed: str) -> None:
    await sam.executes("Ask", await page(sam), **{**TYPED, **typed})
    await sol.sees("Sam Example asked to open it")
    await sol.executes("Agree: open the name")


async def openings(lantern: Running) -> list[dict[str, Any]]:
    return [row for table, row in await everything(lantern) if table == "seal_openings"]


async def refusals(lantern: Running, who: str) -> list[str]:
    return [
        str(row["details"])
        for table, row in await everything(lantern)
        if table == "audit_entries" and row["did"] == "refused" and row["who"] == who
    ]


async def test_two_open_a_name_and_its_reporter_is_told_and_nothing_ties_her(
    lantern: Running, zara: Person, sam: Person, sol: Person, lena: Person, clock: Clock,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    await lena.arrives()
    sent_at = await reports_in_confidence(zara, clock)
    await lantern.work()
    clock.moves(hours=3)
    for opener in (sam, sol):
        await opener.arrives()
    asked = await sam.executes("Ask", await page(sam), **TYPED)
    assert "Asked. The others who are named for this have a card." in words(asked["value"])
    card = (await sol.sees("Sam Example asked to open it")).card
    assert f"“{WHY}”" in words(card)
    clock.moves(minutes=20)
    agreed = await sol.executes("Agree: open the name", card)
    assert "The name is open now, to the two of you alone." in words(agreed["value"])
    assert "Zara" not in words(agreed["value"])
    heard = (await sam.sees("Sol Example agreed, and it was opened")).card
    await zara.sees("Your name was opened on Wednesday 4 March 2026.")  # on the card that stands there already
    told = await zara.sees("Your name was opened · PSE-00001")
    assert "Sam Example and Sol Example, who are named for it" in told.words
    assert f"“{WHY}”" in told.words
    assert "Freedom to Speak Up Guardian" in told.words
    assert told.body["summary"] == "Something is waiting for you in Lantern."
    clock.moves(minutes=20)
    for opener, shown in ((sam, heard), (sol, agreed["value"])):
        seen = await opener.executes("Show the name", shown)
        assert "Zara Example reported this." in words(seen["value"])
    await lantern.work()
    await no_tie(lantern, sent_at)
    assert "Zara Example" not in (await lena.says("PSE-00001"))[0].words
    kept = [(table, row) for table, row in await everything(lantern) if "Zara Example" in str(row)]
    assert {table for table, _ in kept} == {"people"}
    looks = [row["who"] for table, row in await everything(lantern) if row.get("did") == "see_name"]
    assert looks == ["person:6", "person:8"]
    clock.moves(minutes=20)
    await zara.says("PSE-00001")
    await lantern.work()
    await no_tie(lantern, clock.now)
    assert not [line for line in caplog.text.splitlines() if "Zara" in line or ENTRA in line]


async def test_one_alone_opens_nothing_by_any_verb_twice_or_with_another_version(
    lantern: Running, zara: Person, sam: Person, sol: Person, clock: Clock
) -> None:
    await sealed(zara, clock, sam, sol)
    await sol.executes("Ask", await page(sol), **TYPED)
    for verb in VERBS:
        for seen in (0, 1, 2, 3, 7):
            for living in (0, 1):
                if verb == "refuse_to_open":
                    continue  # her own to take back
                data = {"id": 1, "seen": seen, "living": living, **TYPED}
                executed = await sol.invokes(f"event.{verb}", data)
                assert "Zara" not in str(executed)
                [typed] = await sol.submits({"verb": f"event.{verb}", **data})
                assert "Zara" not in typed.words
    at_once = [sol.invokes("event.agree_to_open", {"id": 1, "seen": seen}) for seen in (1, 2, 3) * 3]
    assert "Zara" not in str(await asyncio.gather(*at_once))
    [waiting] = await openings(lantern)
    assert (waiting["agreed"], waiting["told_at"]) == (None, None)
    assert len(await refusals(lantern, "person:8")) >= 5 * 5
    assert not [sent for sent in lantern.connector.to("chat-zara") if "opened" in sent.words]
    await sam.sees("Sol Example asked to open it")


async def test_two_who_ask_at_once_make_one_request_and_neither_opens_it_by_that(
    lantern: Running, zara: Person, sam: Person, sol: Person, clock: Clock
) -> None:
    await sealed(zara, clock, sam, sol)
    both = await asyncio.gather(
        *(person.invokes("event.ask_to_open", {"id": 1, "seen": 1, **TYPED}) for person in (sam, sol))
    )
    told = [words(answer["value"]) for answer in both]
    assert sum("Somebody has asked to open this name already." in each for each in told) == 1
    assert sum("Asked. The others" in each for each in told) == 1
    [waiting] = await openings(lantern)
    assert waiting["agreed"] is None


async def test_a_name_that_is_opened_and_left_sealed_at_once_is_one_or_the_other(
    lantern: Running, zara: Person, sam: Person, sol: Person, clock: Clock
) -> None:
    await sealed(zara, clock, sam, sol)
    await sam.executes("Ask", await page(sam), **TYPED)
    await asyncio.gather(
        sol.invokes("event.agree_to_open", {"id": 1, "seen": 2}),
        sam.invokes("event.refuse_to_open", {"id": 1, "seen": 2, "because": "Never mind."}),
    )
    await lantern.work()
    [done] = await openings(lantern)
    is_told = any("Your name was opened" in sent.words for sent in lantern.connector.to("chat-zara"))
    assert is_told is bool(done["agreed"]) is (done["told_at"] is not None) is (done["answered_by"] == 8)


@pytest.mark.parametrize("name", ["nora", "lena", "lou", "mo", "pip", "cora"])
async def test_everybody_else_cannot_ask_agree_or_look(
    lantern: Running, zara: Person, sam: Person, sol: Person, clock: Clock, name: str
) -> None:
    """A nurse, two leads, the ward manager, an action's owner, the candour lead."""
    somebody = lantern.person(name)
    await sealed(zara, clock, sam, sol)
    await somebody.arrives()

    async def tries_everything() -> None:
        before = len(await refusals(lantern, f"person:{PEOPLE.index(name) + 1}"))
        for verb in VERBS:
            answer = await somebody.invokes(f"event.{verb}", {"id": 1, "seen": 1, **TYPED})
            assert "Zara" not in str(answer)
        after = await refusals(lantern, f"person:{PEOPLE.index(name) + 1}")
        assert len(after) - before == len(VERBS)

    await tries_everything()
    assert await openings(lantern) == []
    await opened(sam, sol, told="police")
    await tries_everything()
    assert "Sam Example" not in str(await page(somebody))
    [done] = await openings(lantern)
    assert (done["answered_by"], done["told_at"]) == (8, None)


PEOPLE = ("nora", "lena", "lou", "mo", "pip", "sam", "cora", "sol")


async def test_where_telling_is_barred_it_is_on_record_and_looked_at_again(
    lantern: Running, zara: Person, sam: Person, sol: Person, clock: Clock
) -> None:
    await sealed(zara, clock, sam, sol)
    stood = {id: sent.words for id, sent in lantern.connector.showing("chat-zara").items()}
    await opened(sam, sol, told="police")
    await lantern.work()
    assert {id: sent.words for id, sent in lantern.connector.showing("chat-zara").items()} == stood
    assert "opened" not in (await zara.says("PSE-00001"))[0].words

    def cards(person: Person) -> int:
        return sum("To be looked at again on" in sent.words for sent in lantern.connector.to(person.chat))

    before = {person.name: cards(person) for person in (sam, sol)}
    for moment, more in (
        ((2026, 3, 12, 12, 0), 0), ((2026, 3, 13, 8, 0), 0), ((2026, 3, 13, 9, 30), 1), ((2026, 3, 13, 16, 0), 1),
        ((2026, 3, 15, 12, 0), 1), ((2026, 3, 16, 9, 30), 2),
    ):  # fmt: skip
        await lantern.at(*moment)
        assert {person.name: cards(person) - before[person.name] for person in (sam, sol)} == {
            "sam": more,
            "sol": more,
        }
    card = (await sam.sees("To be looked at again on Friday 13 March 2026.")).card
    kept = await sam.executes("Keep this", card, because="They ask for a week.", review_on="2026-05-01")
    assert "no more than 28 days away" in words(kept["value"])
    assert "They ask for a week." in str(kept["value"])
    kept = await sam.executes("Keep this", kept["value"], because="They ask for a week.", review_on="2026-03-23")
    assert "To be looked at again on Monday 23 March 2026." in words(kept["value"])
    before = {person.name: cards(person) for person in (sam, sol)}
    await lantern.at(2026, 3, 20, 12, 0)
    assert {person.name: cards(person) for person in (sam, sol)} == before
    await lantern.at(2026, 3, 23, 9, 30)
    assert {person.name: cards(person) - 1 for person in (sam, sol)} == before
    told = await sol.executes("Tell the reporter now")
    assert "The reporter was told, Monday 23 March 2026." in words(told["value"])
    card = (await zara.sees("Your name was opened ·")).card
    assert "on Wednesday 4 March 2026" in words(card)
    assert "I could not tell you before Monday 23 March 2026." in words(card)
    assert "police" not in words(card)
    await lantern.at(2026, 4, 30, 12, 0)
    assert len([sent for sent in lantern.connector.to("chat-zara") if "Your name was opened ·" in sent.words]) == 1


async def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(
    lantern: Running, zara: Person, sam: Person, sol: Person, clock: Clock
) -> None:
    await sealed(zara, clock, sam, sol)
    for typed, said in (
        ({"told": ""}, "Please choose one first"),
        ({"told": "gossip"}, "Please choose one first"),
        ({"told": "law", "barred_because": ""}, "Please write one sentence of your own here."),
        ({"told": "law", "review_on": "soon"}, "Please choose a day."),
        ({"told": "law", "review_on": "2026-03-04"}, "Choose a day that is still to come"),
        ({"because": ""}, "Please write one sentence of your own first"),
    ):
        answer = await sam.executes("Ask", await page(sam), **{**TYPED, **typed})
        assert said in words(answer["value"])
        assert typed.get("because", WHY) in str(answer["value"])
    assert await openings(lantern) == []


async def test_the_page_leads_from_the_report_and_back(
    lantern: Running, zara: Person, sam: Person, sol: Person, lena: Person, clock: Clock
) -> None:
    await sealed(zara, clock, sam, sol)
    [shown] = await sol.says("PSE-00001")
    answer = await sol.executes("The sealed name", shown.card)
    assert "Whoever reported this asked for their name to be kept confidential." in words(answer["value"])
    back = await sol.executes("Back to the report", answer["value"])
    assert "PSE-00001" in words(back["value"])
    await lena.says("PSE-00001")
    for sent in lantern.connector.to(lena.chat):
        assert "The sealed name" not in [action.get("title") for action in actions(sent.card)]


async def test_the_name_leaves_the_card_with_the_next_press(
    lantern: Running, zara: Person, sam: Person, sol: Person, clock: Clock
) -> None:
    await sealed(zara, clock, sam, sol)
    await opened(sam, sol)
    seen = await sam.executes("Show the name", await page(sam))
    assert "Zara Example reported this." in words(seen["value"])
    again = await sam.executes("Back to the report", seen["value"])
    assert "Zara" not in str(again)
    assert "Zara" not in str(await page(sam))
