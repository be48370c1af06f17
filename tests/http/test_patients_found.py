"""The candour lead finds the patient, and nobody else does."""

import json
import logging

import pytest
from sqlalchemy import text

from bot.casework.people import appoint_administrators
from storage.vault import Vault
from tests.conftest import TRUST
from tests.http import ties as sealed
from tests.http.patients import NUMBER, OTHER, SPACED, audited, gives, looks, no_trace, page
from tests.http.test_story import WHAT, reports
from tests.lantern import IDS, Person, Running
from tests.stand_in import actions, words

STRANGER, ADMINISTRATOR = "00000000-0000-4000-8000-0000000000f9", "00000000-0000-4000-8000-0000000000fa"


async def test_the_candour_lead_finds_the_patient_and_each_look_is_written_down(
    lantern: Running, nora: Person, lena: Person, cora: Person, caplog: pytest.LogCaptureFixture, database_url: str
) -> None:
    caplog.set_level(logging.DEBUG)
    await lena.arrives()
    await reports(nora, reached="yes")
    await nora.sees("Thank you.")
    await gives(nora, SPACED)
    [opened] = await cora.says("PSE-00001")
    assert "Which patient" in opened.words
    assert SPACED not in words(await page(cora))
    assert "one sentence of your own" in await looks(cora, "  ")
    rewritten = len(lantern.connector.to(lena.chat, "PUT"))
    because = f"To ring about PSE-00001, {NUMBER}, Mrs Patel"
    assert "NHS number 999 000 0018, given on Wednesday 4 March 2026." in await looks(cora, because)
    assert SPACED not in words(await page(cora))  # nothing goes on showing it
    await looks(cora, "To write the letter")
    await lantern.work()
    assert len(lantern.connector.to(lena.chat, "PUT")) == rewritten  # a look moves nobody's card
    seen = await audited(lantern, "see_patient")
    assert [(entry["who"], entry["subject"], entry["details"]["person"]) for entry in seen] == [
        ("person:7", "event:1", 1),
        ("person:7", "event:1", 1),
    ]
    assert [entry["details"]["reason"] for entry in seen] == [
        "To ring about PSE-00001, [NHS number taken out], [name taken out]",
        "To write the letter",
    ]
    await no_trace(lantern, caplog.text, NUMBER, file=database_url)
    assert [entry["details"]["why"] for entry in await audited(lantern, "refused")] == ["reason"]


async def test_a_number_put_right_holds_and_the_candour_lead_hears_of_the_other(
    lantern: Running, nora: Person, lena: Person, cora: Person
) -> None:
    await lena.arrives()
    await reports(nora, reached="yes")
    await nora.sees("Thank you.")
    await gives(nora, SPACED)
    answer = words(await gives(lena, OTHER, await page(lena)))
    assert "Another one was kept before it. This one holds now." in answer
    seen = await looks(cora, "To ring")
    assert "999 000 0026" in seen
    assert SPACED not in seen
    assert "A different one was given on Wednesday 4 March 2026." in seen


async def test_each_of_several_patients_is_asked_about_and_found(
    lantern: Running, nora: Person, cora: Person
) -> None:
    await reports(nora, reached="yes")
    await nora.presses("Somebody else was affected")
    for said in ("low", "none", "send"):
        await nora.says(said)
    for number in (SPACED, OTHER):
        await gives(nora, number)
    shown = await page(cora)
    assert words(shown).count("A number was kept safe on Wednesday 4 March 2026.") == 2
    buttons = [action for action in actions(shown) if action.get("verb") == "event.see_patient"]
    for person, number in ((1, SPACED), (2, "999 000 0026")):
        seen = await cora.invokes("event.see_patient", {**buttons[person - 1]["data"], f"reason_{person}": "To ring"})
        assert number in words(seen["value"])
    assert [entry["details"]["person"] for entry in await audited(lantern, "see_patient")] == [1, 2]


async def with_everybody(lantern: Running, nora: Person, lena: Person) -> None:
    """A report with a number, and somebody in each other role towards it: pip owns an action that came of it."""
    for name in ("lena", "sam", "mo", "pip", "sol"):
        await lantern.person(name).arrives()
    async with lantern.built[0].casework.begin() as uow:
        await appoint_administrators(uow, TRUST["tenant"], [ADMINISTRATOR])
    await reports(nora, reached="yes")
    await nora.sees("Thank you.")
    await gives(nora, SPACED)
    await lena.opens("PSE-00001")
    await lena.invokes("event.approve", {"id": 1, "seen": 2, "reason": "It fits."})
    await lena.says("add action PSE-00001")
    for said in ("Keep the syringes in the pharmacy", "pip example", "20 March", "send"):
        await lena.says(said)
    await lantern.person("pip").sees("Your action")


EVERY_WAY = [
    "event.see_patient", "event.show", "event.read_all", "event.page_patients", "event.page_elsewhere",
    "event.give_number", "event.nurse_knows", "event.number_later", "event.not_to_be_found", "action.see_patient",
    "action.show",
]  # fmt: skip


@pytest.mark.parametrize("name", ["nora", "lena", "sam", "mo", "pip", "sol", "administrator", "stranger"])
async def test_nobody_but_the_candour_lead_finds_the_patient(
    lantern: Running, nora: Person, lena: Person, monkeypatch: pytest.MonkeyPatch, name: str,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    """The reporter, a lead, the patient safety team, the ward manager, an action's owner, who may open a sealed
    name, an administrator, and somebody who is nothing to it: each by every verb, at once and as a message."""
    monkeypatch.setitem(IDS, "stranger", STRANGER)
    monkeypatch.setitem(IDS, "administrator", ADMINISTRATOR)
    await with_everybody(lantern, nora, lena)
    who = lantern.person(name)
    await who.arrives()
    refused = len(await audited(lantern, "refused"))
    for verb in EVERY_WAY:
        data = {"id": 1, "seen": 4, "item": 1, "reason_1": "I would like to know", "because_1": "I cannot"}
        for living in ({}, {"living": 1}):
            shown = await who.invokes(verb, {**data, **living})
            assert SPACED not in words(shown["value"])
            assert NUMBER not in json.dumps(shown)
        await who.submits({"verb": verb, **data})
    await who.says("PSE-00001")
    await lantern.work()
    assert not await audited(lantern, "see_patient")
    tried = [entry for entry in (await audited(lantern, "refused"))[refused:] if "see_patient" in json.dumps(entry)]
    assert len(tried) >= 3  # at once, on the living card, and as a message
    assert len({entry["who"] for entry in tried}) == 1
    await no_trace(lantern, caplog.text, NUMBER)


async def test_a_number_is_not_put_into_a_message_that_stays(lantern: Running, nora: Person, cora: Person) -> None:
    await reports(nora, reached="yes")
    await nora.sees("Thank you.")
    await gives(nora, SPACED)
    button = cora.button("Show the number", await page(cora))["fallback"]["data"]
    [answer] = await cora.submits({**button, "reason_1": "To ring"})
    assert "is not put into a message" in answer.words
    assert SPACED not in answer.words
    assert not await audited(lantern, "see_patient")
    assert [entry["details"]["why"] for entry in await audited(lantern, "refused")] == ["not_in_message"]


async def test_a_patient_of_another_report_is_not_shown_or_given_with_this_one(
    lantern: Running, nora: Person, cora: Person
) -> None:
    for what in (WHAT, "The wrong syringe was used for the infusion"):
        await reports(nora, what, reached="yes")
    await nora.sees("This is PSE-00002.")
    data = {"seen": 1, "item": 2}
    for event in (1, 3):
        shown = await nora.invokes("event.give_number", {"id": event, **data, "patient_number_2": SPACED})
        assert "kept safe" not in words(shown["value"])
    await nora.invokes("event.give_number", {"id": 2, **data, "patient_number_2": SPACED})
    seen = await cora.invokes("event.see_patient", {"id": 1, **data, "reason_2": "To ring"})
    assert SPACED not in words(seen["value"])
    assert "not open any more" in words(seen["value"])
    seen = await cora.invokes("event.see_patient", {"id": 2, **data, "reason_2": "To ring"})
    assert SPACED in words(seen["value"])


async def test_a_number_sealed_with_another_key_is_told_kindly_and_not_lost(
    lantern: Running, nora: Person, cora: Person
) -> None:
    await reports(nora, reached="yes")
    await nora.sees("Thank you.")
    await gives(nora, SPACED)
    other = Vault([b"another key, which is also 32 long"[:32]]).seal(NUMBER, "patient", "1")
    async with lantern.built[0].engine.begin() as connection:
        await connection.execute(text("UPDATE patient_references SET sealed = :sealed"), {"sealed": other})
    assert "cannot be opened with the key that Lantern has now" in await looks(cora, "To ring")
    assert [entry["details"]["why"] for entry in await audited(lantern, "refused")] == ["wrong_key"]
    rows = [row for table, row in await sealed.everything(lantern) if table == "patient_references"]
    assert [row["sealed"] for row in rows] == [other]
