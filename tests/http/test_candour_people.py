"""Who somebody is, what is promised to them and a letter drafted: by presses, in place alone, and without a trace."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from psirf.candour.terms import Element
from tests.casework.candour import assessed, harmed, writes
from tests.http import ties
from tests.http.patients import audited
from tests.lantern import Person, Running
from tests.stand_in import fields, words

NAME, PHONE = "Winifred Quillfeather", "07700 900123"
TOLD: dict[str, Any] = {"in_person": True, "mode": "phone"}


async def opened(lantern: Running) -> None:
    """A case that Cora has assessed."""
    casework = lantern.built[0].casework
    await harmed(casework)
    await assessed(casework)


async def page(person: Person, name: str, item: int = 1) -> dict[str, Any]:
    shown = await person.invokes(f"candour.page_{name}", {"id": 1, "seen": 1, "item": item})
    assert isinstance(shown["value"], dict), shown
    return dict(shown["value"])


async def keeps(cora: Person, card: dict[str, Any], **typed: str) -> dict[str, Any]:
    held = {key: value for key, value in {**fields(card), **typed}.items() if value}
    return dict((await cora.executes("Keep", card, **held))["value"])


def file_of(database_url: str) -> str:
    return Path(database_url.removeprefix("sqlite:///")).read_bytes().decode("latin-1")


async def no_trace(lantern: Running, log: str, database_url: str, *names: str) -> None:
    kept = [json.dumps(row, default=str) for _, row in await ties.everything(lantern)]
    said = [json.dumps(sent.body, ensure_ascii=False) for sent in lantern.connector.sent]
    if database_url.startswith("sqlite"):
        kept.append(file_of(database_url))
    for name in names:
        for where in (*kept, *said, log):
            assert name not in where, where[:300]


async def test_who_they_are_is_filled_in_and_found_again_and_leaves_no_trace(
    lantern: Running, cora: Person, caplog: pytest.LogCaptureFixture, database_url: str
) -> None:
    caplog.set_level(logging.DEBUG)
    await opened(lantern)
    asked = await page(cora, "person")
    kept = await keeps(cora, asked, name=NAME, contact=PHONE, language="Polish")
    assert "Kept. Only those who see to candour here can open it." in words(kept)
    again = await page(cora, "person")
    assert (fields(again)["name"], fields(again)["contact"]) == (NAME, PHONE)
    await lantern.work()
    await no_trace(lantern, caplog.text, database_url, "Quillfeather", PHONE)
    looks = await audited(lantern, "see_people")
    assert len(looks) >= 3
    assert {each["who"] for each in looks} == {"person:7"}


async def test_who_was_added_by_a_slip_is_taken_off(
    lantern: Running, cora: Person, caplog: pytest.LogCaptureFixture, database_url: str
) -> None:
    caplog.set_level(logging.DEBUG)
    await opened(lantern)
    await cora.executes("Add them", await page(cora, "person"), kind_more="capacity")
    await keeps(cora, await page(cora, "person", 2), name=NAME)
    slip = await page(cora, "person", 2)
    refused = (await cora.executes("Take them off", slip))["value"]
    assert "Please write one sentence of your own first" in words(refused)
    done = (await cora.executes("Take them off", refused, why_off=f"{NAME} is another patient's."))["value"]
    assert "Person 2 is taken off." in words(done)
    assert "Person 1, the patient." in words(done)
    assert "Person 2," not in words(done)
    again = (await cora.executes("Take them off", refused, why_off="Twice."))["value"]
    assert "Somebody has written something down here since" in words(again)
    await lantern.work()
    await no_trace(lantern, caplog.text, database_url, "Quillfeather")


async def test_a_lead_is_shown_no_names_and_keeps_none(lantern: Running, cora: Person, lena: Person) -> None:
    await lena.arrives()
    await opened(lantern)
    await keeps(cora, await page(cora, "person"), name=NAME)
    for name in ("person", "promise", "letter", "letter_follow_up", "restorative"):
        shown = await page(lena, name)
        assert "not open to you" in words(shown), name
        assert not fields(shown)
    refused = await lena.invokes(
        "candour.keep_person", {"id": 1, "seen": 3, "item": 1, "kind": "patient", "name": "X"}
    )
    assert "This step is not open to you." in words(refused["value"])
    refused = await lena.invokes("candour.letter_reach", {"id": 1, "seen": 3, "item": 1})
    assert NAME not in words(refused["value"])
    kept = await audited(lantern, "refused")
    assert {entry["details"]["why"] for entry in kept} == {"not_yours"}
    assert {"candour.keep_person", "candour.letter_reach"} <= {entry["details"]["verb"] for entry in kept}


async def test_the_second_of_two_is_given_back_what_was_typed_and_shown_what_is_kept(
    lantern: Running, cora: Person
) -> None:
    await opened(lantern)
    asked = await page(cora, "person")
    await keeps(cora, asked, name=NAME)
    refused = await keeps(cora, asked, name="Wilma Other")
    assert "Somebody has written something down here since you opened this." in words(refused)
    assert fields(refused)["name"] == "Wilma Other"
    assert f"Kept now: {NAME}" in words(refused)
    assert "Kept. Only" in words(await keeps(cora, refused))
    assert fields(await page(cora, "person"))["name"] == "Wilma Other"


async def test_somebody_else_is_added_and_chosen_by_number(lantern: Running, cora: Person) -> None:
    await opened(lantern)
    asked = await page(cora, "person", 0)
    refused = (await cora.executes("Add them", asked, kind_more="wished"))["value"]
    assert "Please write down what the patient wishes" in words(refused)
    added = (await cora.executes("Add them", refused, kind_more="wished", wish_more="My sister, please."))["value"]
    assert "Person 2 is added" in words(added)
    second = (await cora.executes("Person 2", added))["value"]
    assert fields(second)["wish"] == "My sister, please."


async def test_names_are_not_put_into_a_message_that_stays(lantern: Running, cora: Person) -> None:
    await opened(lantern)
    asked = await page(cora, "person")
    await keeps(cora, asked, name=NAME)
    data = {"id": 1, "seen": 1, "item": 1}
    for verb in ("page_person", "page_promise", "page_letter_follow_up", "letter_follow_up", "page_restorative"):
        for answer in await cora.submits({"verb": f"candour.{verb}", **data}):
            assert NAME not in answer.words
    stale = {"verb": "candour.keep_person", **data, "kind": "patient", "name": "Wilma Other"}
    for answer in await cora.submits(stale):
        assert NAME not in answer.words
        assert "Wilma" not in json.dumps(answer.body)
    assert not await audited(lantern, "draft_letter")


async def test_a_promise_is_made_and_a_day_to_avoid_is_refused_with_what_was_typed(
    lantern: Running, cora: Person
) -> None:
    await opened(lantern)
    asked = await page(cora, "promise")
    typed = {"next_contact_on": "2026-03-09", "avoid_1": "2026-03-09", "days_to_avoid": "The funeral"}
    refused = await keeps(cora, asked, **typed)
    assert "That is a day on which they would like to be left in peace." in words(refused)
    assert fields(refused)["days_to_avoid"] == "The funeral"
    kept = await keeps(cora, refused, next_contact_on="2026-03-10")
    assert "Kept. What is promised to them is the first thing" in words(kept)
    assert fields(await page(cora, "promise"))["next_contact_on"] == "2026-03-10"
    missed = await keeps(cora, kept, next_contact_on="someday")
    assert fields(missed)["avoid_1"] == "2026-03-09"
    assert "funeral" not in json.dumps(await ties.everything(lantern), default=str)


async def test_a_letter_is_drafted_from_what_was_written_and_sent_by_nobody(lantern: Running, cora: Person) -> None:
    await opened(lantern)
    casework = lantern.built[0].casework
    await keeps(cora, await page(cora, "person"), called="Win", language="Polish")
    await writes(casework, "cora", Element.TOLD, **TOLD)
    await writes(casework, "cora", Element.APOLOGY, words="I am so sorry, Win.")
    unasked = await page(cora, "letter_follow_up")  # not pressed for: which letter is asked
    assert "Which letter would you like to begin?" in words(unasked)
    draft = (await cora.executes("After the conversation", await page(cora, "letter")))["value"]
    assert "This is a draft. Lantern sends nothing. Read it, change it, sign it yourself." in words(draft)
    assert "They told us: Polish" in words(draft)
    letter = fields(draft)["letter"]
    assert "Dear Win," in letter
    assert "on Wednesday 4 March 2026, by phone" in letter
    assert "“I am so sorry, Win.”" in letter
    assert "[to be filled in: what happened, as far as it is known today]" in letter
    await lantern.work()
    [drafted] = await audited(lantern, "draft_letter")
    assert drafted["details"] == {"person": 1, "letter": "follow_up"}
    assert "so sorry" not in json.dumps([sent.body for sent in lantern.connector.sent])


async def test_a_letter_that_follows_a_conversation_is_not_drafted_before_one(lantern: Running, cora: Person) -> None:
    await opened(lantern)
    refused = (await cora.invokes("candour.letter_follow_up", {"id": 1, "seen": 3, "item": 1}))["value"]
    assert "Nobody had told them by then." in words(refused)
    assert "letter" not in fields(refused)
    assert not await audited(lantern, "draft_letter")


async def test_the_three_questions_are_answered_and_given_back(lantern: Running, cora: Person) -> None:
    await opened(lantern)
    kept = await keeps(cora, await page(cora, "restorative"), hurt="All of us.", needs="To be heard.")
    assert "Kept. You can come back to it." in words(kept)
    assert fields(await page(cora, "restorative"))["needs"] == "To be heard."
