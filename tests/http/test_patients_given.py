"""A patient's number is given on a card, and leaves no trace but its sealed row."""

import json
import logging

import pytest
from sqlalchemy import text

from tests.conftest import Clock
from tests.http import ties as sealed
from tests.http.patients import NUMBER, SPACED, WRONG, audited, field, gives, no_trace
from tests.http.test_story import reports
from tests.lantern import Person, Running
from tests.stand_in import fields, words


async def test_a_number_is_given_on_the_card_and_leaves_no_trace(
    lantern: Running, nora: Person, lena: Person, caplog: pytest.LogCaptureFixture, database_url: str
) -> None:
    caplog.set_level(logging.DEBUG)
    await lena.arrives()
    await reports(nora, reached="yes")
    assert "Nobody can find the patient from this report yet." in (await lena.opens("PSE-00001")).words
    assert "So that the right patient can be found." in (await nora.sees("Thank you.")).words
    shown = await gives(nora, SPACED)
    assert "Kept safe, as an NHS number." in words(shown)
    assert "The patient's number is kept safe." in words(shown)
    await nora.sees("The patient's number is kept safe.", times=1)  # where her card is looked at again
    await lantern.work()
    assert "Nobody can find the patient" not in (await lena.opens("PSE-00001")).words
    await no_trace(lantern, caplog.text, NUMBER, file=database_url)
    [given] = await audited(lantern, "give_number")
    assert (given["who"], given["subject"], given["details"]["person"]) == ("person:1", "event:1", 1)


async def test_a_number_pressed_as_a_message_leaves_no_trace(
    lantern: Running, nora: Person, caplog: pytest.LogCaptureFixture, database_url: str
) -> None:
    await reports(nora, reached="yes")
    card = (await nora.sees("Thank you.")).card
    button = nora.button("Keep it safe", card)["fallback"]["data"]
    box = field(card, "patient_number_")
    [refused] = await nora.submits({**button, box: WRONG})
    assert "That is not an NHS number" in refused.words
    [kept] = await nora.submits({**button, box: SPACED})
    assert "The patient's number is kept safe." in kept.words
    await lantern.work()
    await no_trace(lantern, caplog.text, NUMBER, WRONG, file=database_url)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (WRONG, "That is not an NHS number"),
        ("999 999 9999", "That is not an NHS number"),
        ("943 476 591", "does not look like an NHS or hospital number"),
        ("Mrs Example in bed 4", "does not look like an NHS or hospital number"),
    ],
)
async def test_what_is_no_number_is_not_kept_and_the_next_try_is(
    lantern: Running, nora: Person, typed: str, says: str
) -> None:
    await reports(nora, reached="yes")
    await nora.sees("Thank you.")
    refused = await gives(nora, typed)
    assert says in words(refused)
    assert not fields(refused)  # what was typed does not stand on the card, which stays in Teams
    assert typed not in json.dumps(await sealed.everything(lantern), default=str)
    why = "nhs_number" if "not an NHS" in says else "no_number"
    assert [entry["details"]["why"] for entry in await audited(lantern, "refused")] == [why]
    assert "Please type the number first" in words(await gives(nora, "  ", refused))
    assert "The patient's number is kept safe." in words(await gives(nora, "MRN 1234567", refused))


async def test_what_was_typed_beside_another_button_leaves_no_trace(
    lantern: Running, nora: Person, caplog: pytest.LogCaptureFixture
) -> None:
    await reports(nora, reached="yes")
    card = (await nora.sees("Thank you.")).card
    shown = await nora.executes("Later", card, **{field(card, "patient_number_"): SPACED})
    assert "The number of the patient is still to come." in words(shown["value"])
    assert not fields(shown["value"])
    await no_trace(lantern, caplog.text, NUMBER)
    assert "kept safe" in words(await gives(nora, SPACED, shown["value"]))


@pytest.mark.parametrize("said", [SPACED, "NHS number 9990000018", "MRN 999 000 0018"])
async def test_a_number_written_in_the_chat_is_not_taken_and_leaves_no_trace(
    lantern: Running, nora: Person, said: str, caplog: pytest.LogCaptureFixture, database_url: str
) -> None:
    await reports(nora, reached="yes")
    await nora.sees("Thank you.")
    [answer] = await nora.says(said)
    assert "I take no patient's number from a chat" in answer.words
    assert not [row for table, row in await sealed.everything(lantern) if table == "patient_references"]
    await nora.says("near miss")
    [answer] = await nora.says(said)  # and also while something else is asked
    assert "I take no patient's number from a chat" in answer.words
    await no_trace(lantern, caplog.text, NUMBER, file=database_url)


async def test_of_a_turn_with_a_number_nothing_is_kept_though_it_was_refused(lantern: Running, nora: Person) -> None:
    await reports(nora, reached="yes")
    await nora.sees("Thank you.")
    stranger = lantern.person("sol")
    for verb in ("event.give_number", "event.no_such_step", "event.show"):
        await stranger.invokes(verb, {"id": 9, "seen": 1, "item": 1, "patient_number_1": SPACED})
    theirs = [row for table, row in await sealed.everything(lantern) if table == "inbound_activities"]
    chats = [row["id"] for table, row in await sealed.everything(lantern) if table == "conversations"]
    assert {row["conversation_id"] for row in theirs} == {min(chats)}  # nora's alone


async def test_a_press_that_teams_repeats_is_taken_once(lantern: Running, nora: Person) -> None:
    await reports(nora, reached="yes")
    card = (await nora.sees("Thank you.")).card
    button = nora.button("Keep it safe", card)
    data = {**button["data"], field(card, "patient_number_"): SPACED}
    for _ in range(2):
        shown = await nora.invokes(button["verb"], data, id="the same activity")
        assert "The patient's number is kept safe." in words(shown["value"])
    rows = [row for table, row in await sealed.everything(lantern) if table == "patient_references"]
    assert len(rows) == 1


async def test_a_later_button_on_an_old_card_takes_no_number_away(nora: Person) -> None:
    await reports(nora, reached="yes")
    old = (await nora.sees("Thank you.")).card
    await gives(nora, SPACED)
    shown = await nora.executes("Later", old)
    assert "Somebody has moved this on" in words(shown["value"])
    assert "The patient's number is kept safe." in words(shown["value"])


async def test_a_sealed_reporter_gives_a_number_and_nothing_ties_it_to_her(
    lantern: Running, zara: Person, lena: Person, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await lena.arrives()
    await zara.arrives()
    clock.moves(hours=1, seconds=17)
    await sealed.reports_in_confidence(zara, clock, reached="yes")
    await zara.sees("Thank you. This is PSE-00001.")
    clock.moves(minutes=3)
    refused = await gives(zara, WRONG)
    assert "That is not an NHS number" in words(refused)
    given_at = clock.now
    assert "kept safe" in words(await gives(zara, SPACED))
    await lantern.work()
    await sealed.no_tie(lantern, given_at)
    await no_trace(lantern, caplog.text, NUMBER, WRONG)
    [row] = [row for table, row in await sealed.everything(lantern) if table == "patient_references"]
    assert row["by"] is None
    assert str(row["at"]).startswith("2026-03-04 00:00:00")  # the day alone
    [given] = await audited(lantern, "give_number")
    assert given["who"].startswith("sealed:")
    [not_given] = await audited(lantern, "refused")
    assert not_given["who"] == given["who"]


async def test_a_turn_that_breaks_after_a_number_was_typed_keeps_nothing_of_it(
    lantern: Running, nora: Person, caplog: pytest.LogCaptureFixture
) -> None:
    await reports(nora, reached="yes")
    await nora.sees("Thank you.")
    for before, after in (("patient_references", "put_aside"), ("put_aside", "patient_references")):
        async with lantern.built[0].engine.begin() as connection:
            await connection.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))
        answer = await gives(nora, SPACED)
        assert ("kept safe" in words(answer)) is (before == "put_aside")
    await lantern.work()
    assert "A turn broke" in caplog.text
    await no_trace(lantern, caplog.text, NUMBER)
