"""What may identify somebody, what is said of danger, and cards from before: over the real thing."""

from typing import Any

from sqlalchemy import select

from storage.events import marks_of
from storage.records import InboundActivity
from tests.lantern import Person, Running, trail
from tests.stand_in import words


async def test_what_may_identify_somebody_is_seen_by_the_patient_safety_team_alone_until_it_has_looked(
    lantern: Running, nora: Person, lena: Person
) -> None:
    sam = lantern.person("sam")
    for person in (sam, lena):
        await person.arrives()
    told = (
        "near miss: nearly gave Mrs Patel, 999 000 0018, the wrong insulin on Ward 7 an hour ago. Sister Jones saw it"
    )
    await nora.says(told)
    await nora.presses("Leave all in")
    await nora.presses("Send")
    await lantern.work()
    seen = (await lena.opens("PSE-00001")).words
    assert "nearly gave [name hidden, " in seen
    everywhere = " ".join(sent.words for sent in lantern.connector.showing(lena.chat).values())
    assert not [word for word in ("Patel", "999 000 0018", "Jones") if word in everywhere]
    card = (await sam.opens("PSE-00001")).card
    assert "nearly gave Mrs Patel, 999 000 0018" in words(card)
    numbers = {choice["title"]: choice["value"] for choice in ticks(card)}
    patel = next(value for title, value in numbers.items() if "Patel" in title)
    number = next(value for title, value in numbers.items() if "999" in title)
    refused = await lena.invokes("event.look_at_marks", {"id": 1, "seen": 1, "ticked": patel})
    assert "Patel" not in words(refused["value"])
    answer = await sam.executes("Take out what is ticked", card, ticked=f"{patel},{number}")
    assert "nearly gave [name taken out], [NHS number taken out]" in words(answer["value"])
    assert "Sister Jones saw it" in words(answer["value"])
    await lantern.work()
    seen = (await lena.sees("Sister Jones saw it")).words
    assert "[name taken out]" in seen
    async with lantern.built[0].casework.sessions() as session:
        assert [mark.words for mark in await marks_of(session, 1)] == ["", "", ""]
    kept = [entry.details for entry in await trail(lantern)]
    assert "Patel" not in str(kept)


def ticks(card: dict[str, Any]) -> list[dict[str, Any]]:
    """The choices that can be ticked on a card."""
    return next(part["choices"] for part in card["body"] if part.get("id") == "ticked")


async def test_a_name_is_hidden_wherever_it_comes_again(lantern: Running, nora: Person, lena: Person) -> None:
    await lena.arrives()
    await nora.says("near miss: nearly gave Mrs Okafor the wrong insulin on Ward 7 an hour ago, Okafor was asleep")
    await nora.presses("Leave all in")
    await nora.says("change what stopped it")
    await nora.says("Okafor woke up and said it was not hers")
    await nora.says("send")  # without having chosen of it: it goes, and is hidden
    await lantern.work()
    seen = (await lena.opens("PSE-00001")).words
    assert "Okafor" not in seen
    assert seen.count("[name hidden, ") >= 3
    async with lantern.built[0].casework.sessions() as session:
        kept = [turn.replies for turn in await session.scalars(select(InboundActivity))]
    assert "Okafor" not in str(kept)


async def test_a_card_from_before_overwrites_nothing_that_was_said_since(nora: Person) -> None:
    await nora.says("near miss: nearly gave 10x insulin on Ward 7 an hour ago, pharmacist caught it")
    await nora.presses("All on one card")
    old = {**nora.button("Look it over")["data"], "in_what": "near miss: something shorter", "in_ward": "Ward 8"}
    await nora.presses("Change: ward")
    await nora.says("Acute Medical Unit")
    [answer] = await nora.submits(old)
    assert "Something was changed since that card." in answer.words
    [answer] = await nora.says("send")
    assert "Press" not in answer.words


async def test_danger_told_on_a_card_or_at_the_end_is_heard_at_once(nora: Person) -> None:
    await nora.says("incident")
    await nora.says("card")
    [answer] = await nora.presses("Look it over", in_what="she has collapsed and is not breathing right now")
    assert "call 2222" in answer.words
    [answer] = await nora.presses(
        "Look it over", in_what="The pump was set wrong", in_ward="7", in_when="an hour ago", in_reached="yes"
    )
    assert "Check, then send" in answer.words
    [answer] = await nora.says("she is not breathing right now, she has gone blue")
    assert "call 2222" in answer.words


async def test_an_old_button_about_marked_words_acts_on_none_it_did_not_show(nora: Person) -> None:
    await nora.says("near miss: nearly gave Mrs Okafor the wrong insulin on Ward 7 an hour ago")
    old = {**nora.button("Take out")["data"], "ticked": "0"}
    await nora.says("her daughter Susan Adeyemi was there as well and saw it")
    await nora.says("yes")
    [answer] = await nora.submits(old)
    assert "These are the words now." in answer.words
    assert "Okafor" in answer.words
    [answer] = await nora.presses("Take out")
    assert "Taken out here." in answer.words


async def test_words_typed_beside_a_card_do_not_take_the_place_of_what_it_told(nora: Person) -> None:
    await nora.says("incident")
    await nora.says("card")
    [answer] = await nora.presses("Look it over", in_what="The pump was set ten times too fast")
    assert "Something needs another look." in answer.words
    await nora.says("ward 7")
    await nora.says("an hour ago")
    [answer] = await nora.says("no")
    assert "What happened The pump was set ten times too fast" in answer.words
    assert "Ward Ward 7" in answer.words
