"""After sending: the living card through its states, and what its reporter and the leads say to each other."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from storage.records import EventCorrection, EventNote, PatientSafetyEvent
from tests.http.test_story import WHAT, reports
from tests.lantern import Person, Running, trail
from tests.stand_in import Sent, fields, words

DAY = "Wednesday 4 March 2026"


async def living(person: Person) -> Sent:
    return await person.sees("Thank you. This is PSE-00001.", times=1)


async def refusals(lantern: Running) -> list[str]:
    return [entry.details["why"] for entry in await trail(lantern, did="refused") if entry.details]


async def test_the_living_card_goes_through_all_its_states(
    nora: Person, lena: Person, lou: Person, pip: Person, lantern: Running
) -> None:
    for person in (nora, lena, lou, pip):
        await person.arrives()
    await reports(nora)
    first = await living(nora)
    assert "have been asked to look at it by Friday 6 March 2026" in first.words
    await lena.opens("PSE-00001")
    looked = await lena.executes("I will look at it")
    await nora.sees(f"Looked at {DAY} Response chosen Still to come", times=1)
    await lena.executes("Approve: AAR", looked["value"], reason="The ward can talk it through.")
    await nora.sees(f"Response chosen {DAY}. After action review Learned Still to come", times=1)
    await lena.says("add action PSE-00001")
    for said in ("Keep ten-times syringes in the pharmacy only", "Pip Example", "20 March", "send"):
        await lena.says(said)
    await pip.sees("Your action, due")
    await lena.executes("Share it", learned="The two syringes look alike.")
    await nora.sees("News of PSE-00001 The two syringes look alike.", times=1)
    await nora.sees(f"Learned {DAY}. The two syringes look alike. Changed Still to come", times=1)
    await pip.executes("Send", evidence="They are in the pharmacy now.")
    await lena.sees("Action done, to be looked at")
    await lena.executes("Accept")
    await lena.says("held LR-1 today: nurses. Learned: two syringes look alike")
    await lena.opens("PSE-00001")
    await lena.executes(
        "Send to the reporter", learned="The two syringes look alike.", changed="They are kept apart."
    )
    await nora.sees(f"Changed {DAY}. They are kept apart.", times=1)
    await nora.sees("What came of PSE-00001", times=1)
    assert (await living(nora)).activity_id == first.activity_id


async def test_a_question_is_put_and_answered_once(nora: Person, lena: Person, lantern: Running) -> None:
    for person in (nora, lena):
        await person.arrives()
    await reports(nora)
    await lena.opens("PSE-00001")
    empty = await lena.executes("Send the question", question=" ")
    assert "one sentence of your own" in words(empty["value"])
    await lena.executes("Send the question", question="Which pump was it?")
    asked = await nora.sees("A question about PSE-00001")
    assert "“Which pump was it?”" in asked.words
    await nora.sees("The people who look at it ask: “Which pump was it?”", times=2)  # and on the living card
    answered = await nora.executes("Send the answer", asked.card, answer="The blue one by bed 4.")
    assert "Your answer has gone to the people who asked." in words(answered["value"])
    await lena.sees("The reporter has answered.")
    await lena.sees("the reporter answered: “The blue one by bed 4.”")
    again = await nora.executes("Send the answer", asked.card, answer="The red one.")
    assert "answered already" in words(again["value"])
    await nora.sees("You answered: “The blue one by bed 4.”", times=1)
    assert await refusals(lantern) == ["reason", "answered"]


async def test_what_is_added_reaches_the_leads_and_hides_a_name(nora: Person, lena: Person, lantern: Running) -> None:
    for person in (nora, lena):
        await person.arrives()
    await reports(nora)
    await lena.opens("PSE-00001")
    for _ in range(2):  # pressed twice
        await nora.executes("Add it", more="Mrs Patel was told of it by the pharmacist")
    await lena.sees("the reporter added: “[name hidden, 1] was told of it by the pharmacist”")
    async with lantern.built[0].casework.sessions() as session:
        assert len((await session.scalars(select(EventNote))).all()) == 1
    for entry in await trail(lantern):
        assert "Patel" not in str(entry.details)
    sam = lantern.person("sam")
    await sam.arrives()
    await sam.says("PSE-00001")
    card = await sam.sees("Mrs Patel (a patient's name)")
    await sam.executes("Take out what is ticked", card.card, ticked="1")
    await lena.sees("the reporter added: “[name taken out] was told of it by the pharmacist”")


async def test_what_is_put_right_keeps_its_history_and_asks_the_right_leads(
    nora: Person, lena: Person, lou: Person, lantern: Running
) -> None:
    sam = lantern.person("sam")
    for person in (nora, lena, lou, sam):
        await person.arrives()
    await reports(nora)
    await lena.opens("PSE-00001")
    page = await nora.executes("Put something right")
    assert "Put right PSE-00001" in words(page["value"])
    same = await nora.executes("Send what is put right", page["value"], **fields(page["value"]))
    assert "That is what the report says already." in words(same["value"])
    given = fields(page["value"]) | {"in_ward": "the moon base", "in_reached": "yes", "in_when": "tomorrow"}
    unclear = await nora.executes("Send what is put right", page["value"], **given)
    assert "That has not come yet" in words(unclear["value"])
    assert "the moon base" in words(unclear["value"])
    given |= {"in_ward": "Theatres", "in_when": "yesterday 14:30"}
    done = await nora.executes("Send what is put right", unclear["value"], **given)
    assert "Thank you. This is PSE-00001." in words(done["value"])
    assert "You put right: ward. You put right: when. You put right: reached a patient." in words(done["value"])
    await sam.opens("PSE-00001")  # surgery has no lead
    await lena.sees("PSE-00001 is with others now")
    card = await sam.sees("Ward: “Theatres”, before: “Ward 7”")
    assert "It reached a patient. Harm is not graded yet." in card.words
    async with lantern.built[0].casework.sessions() as session:
        found = (await session.scalars(select(EventCorrection).order_by(EventCorrection.id))).all()
        assert (found[0].label, found[0].before) == ("Ward", "Ward 7")
        assert len(found) == 3


@pytest.mark.parametrize("leaves_by", ["Send what is put right", "Back to the report"])
async def test_a_card_that_was_turned_back_goes_on_showing_where_the_report_stands(
    nora: Person, lena: Person, leaves_by: str
) -> None:
    for person in (nora, lena):
        await person.arrives()
    await reports(nora)
    card = await living(nora)

    async def presses(title: str, on: dict[str, Any], **typed: str) -> dict[str, Any]:
        button = nora.button(title, on)
        answer = await nora.invokes(button["verb"], {**button["data"], **typed}, replyToId=card.activity_id)
        shown: dict[str, Any] = answer["value"]
        return shown

    page = await presses("Put something right", card.card)
    unclear = await presses("Send what is put right", page, **fields(page) | {"in_ward": "the moon base"})
    await lena.opens("PSE-00001")
    await lena.executes("I will look at it")
    await nora.sees("Put right PSE-00001", times=1)  # she is still at it
    await presses(leaves_by, unclear, **fields(unclear) | {"in_ward": "Ward 8"})
    await lena.lantern.work()  # her card says it too before she presses
    await lena.executes("Approve: AAR", reason="The ward can talk it through.")
    await nora.sees(f"Response chosen {DAY}. After action review", times=1)
    assert (await living(nora)).activity_id == card.activity_id


@pytest.mark.parametrize("reached", ["no", "yes"])
async def test_a_report_is_withdrawn_when_a_lead_agrees_and_what_reached_a_patient_stays(
    nora: Person, lena: Person, lantern: Running, reached: str
) -> None:
    for person in (nora, lena):
        await person.arrives()
    await reports(nora, reached=reached)
    await lena.sees("PSE-00001")
    old = await living(nora)
    page = await nora.executes("Put something right")
    await nora.executes("Ask a lead", because="I told it of the wrong ward.")
    await nora.sees("You asked to withdraw it.", times=1)
    twice = await nora.executes("Ask a lead", old.card, because="Please.")
    assert "That was asked already." in words(twice["value"])
    card = await lena.sees("The reporter would like to withdraw this report.")
    assert "I told it of the wrong ward." in card.words
    if reached == "yes":
        await lena.executes("Agree: the event and its candour stay")
        await nora.sees("It reached a patient, so the event stays on record")
        assert "Harm is not graded yet." in (await lena.sees("Its reporter withdrew it")).words
        assert "Approve: " in (await lena.sees("Its reporter withdrew it")).words
    else:
        await lena.executes("Agree to withdraw it")
        await nora.sees("It is withdrawn, as you asked.")
        assert "Approve: " not in (await lena.sees("Its reporter withdrew it, and a lead agreed.")).words
    given = fields(page["value"]) | {"in_ward": "Ward 8"}
    refused = await nora.executes("Send what is put right", page["value"], **given)
    assert "This report was withdrawn" in words(refused["value"])
    added = await nora.executes("Add it", old.card, more="One more thing to say")
    assert "This report was withdrawn" in words(added["value"])
    assert (await refusals(lantern))[-2:] == ["withdrawn", "withdrawn"]
    async with lantern.built[0].casework.sessions() as session:
        event = (await session.scalars(select(PatientSafetyEvent))).one()
        assert event.unit_id == 5
        assert event.status == ("received" if reached == "yes" else "withdrawn")


async def test_a_lead_may_keep_a_report_and_says_why(nora: Person, lena: Person) -> None:
    for person in (nora, lena):
        await person.arrives()
    await reports(nora)
    await lena.opens("PSE-00001")
    await nora.executes("Ask a lead", because="It was nothing after all.")
    await lena.sees("The reporter would like to withdraw this report.")
    await lena.executes("Keep it", because="Two others were like it; we would learn from it.")
    await nora.sees("A lead keeps this report: “Two others were like it; we would learn from it.”")
    await nora.executes("Ask a lead", because="I would still like to.")
    await lena.sees("I would still like to.")


async def test_my_reports_are_listed_and_lead_to_their_cards(nora: Person, lena: Person) -> None:
    [none] = await nora.says("my reports")
    assert "You have made no reports here yet." in none.words
    await reports(nora)
    for said in ("risk: the bed rails on Ward 8 are loose and somebody could fall out", "no", "send"):
        await nora.says(said)
    [listed] = await nora.says("My reports please")
    assert "PSE-00002: risk: the bed rails" in listed.words
    assert f"PSE-00001: {WHAT}" in listed.words
    assert "Received, and still to be looked at." in listed.words
    assert "PSE" not in (await lena.says("my reports"))[-1].words


async def test_nobody_else_does_what_a_reporter_does(nora: Person, lena: Person, lantern: Running) -> None:
    for person in (nora, lena):
        await person.arrives()
    await reports(nora)
    await lena.opens("PSE-00001")
    await lena.executes("Send the question", question="Which pump was it?")  # so that there is one to answer
    asked = (await nora.sees("A question about PSE-00001")).card
    item = nora.button("Send the answer", asked)["data"]["item"]
    for verb in ("event.answer", "event.add", "event.correct", "event.ask_to_withdraw"):
        said = {"more": "More", "answer": "It", "because": "Why", "in_ward": "Ward 8"}
        for living_too in ({}, {"living": 1}):
            pressed = {"id": 1, "seen": 2, "item": item, **living_too, **said}
            await lena.invokes(verb, pressed)
            stranger = await lantern.person("mo").invokes(verb, pressed)
            assert WHAT not in json.dumps(stranger)
    async with lantern.built[0].casework.sessions() as session:
        assert [note.text for note in await session.scalars(select(EventNote))] == ["Which pump was it?"]
        assert (await session.scalars(select(EventCorrection))).all() == []
        assert (await session.scalars(select(PatientSafetyEvent))).one().version == 2
