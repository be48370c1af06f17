"""A half-made report that says that a patient was reached, over the real thing: it stays, and a lead knows that
there is one, and never whose."""

import json

import pytest

from storage.records import Base
from tests.conftest import Clock
from tests.http.test_half_made import WHAT, begins, rows_of
from tests.lantern import IDS, Person, Running
from tests.stand_in import actions


async def test_where_a_patient_was_reached_the_leads_know_that_one_exists(
    nora: Person, lena: Person, lou: Person, lantern: Running, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    for lead in (lena, lou):
        await lead.arrives()
    clock.moves(seconds=17)
    await begins(nora, "Ward 7", "yesterday", "yes")
    [draft] = await rows_of(lantern, "drafts")
    await lantern.at(2026, 3, 17, 9, 31)
    for lead in (lena, lou):
        told = await lead.sees("A report that was not sent", times=1)
        assert "Somebody began a report about Ward 7 on Wednesday 4 March 2026, and has not sent it." in told.words
        assert "It says that a patient was reached." in told.words
        assert not any(each in json.dumps(told.body) for each in ("Nora", WHAT, str(draft["key"]), IDS["nora"]))
        assert actions(told.card) == []
    reminded = await nora.sees("It is kept, because it says that a patient was reached.", times=1)
    assert "They are not shown your words or your name." in reminded.words
    await lantern.at(2026, 5, 1, 9, 30)
    assert len(await rows_of(lantern, "drafts")) == 1
    await lena.sees("A report that was not sent", times=1)
    assert WHAT not in caplog.text
    assert "Nora" not in caplog.text


@pytest.mark.parametrize("as_card", [True, False])
async def test_what_reached_somebody_stays_though_it_was_never_said_whether_two_were_told(
    nora: Person, lantern: Running, as_card: bool
) -> None:
    told = "patient was given the wrong antibiotics on ward 7. Also a patient fell in the kitchen and broke a hip"
    if as_card:  # whether it reached a patient is left empty
        await nora.submits({"do": "begin", "form": "report", "with": "incident"})
        await nora.says("card")
        await nora.presses("Look it over", in_what=told, in_ward="Ward 7", in_when="an hour ago")
    else:
        [asked] = await nora.says(told)
        assert "It sounds as if more than one thing happened." in asked.words
    await lantern.at(2026, 3, 17, 9, 30)
    await nora.sees("It is kept, because it says that a patient was reached.")
    await lantern.at(2026, 3, 20, 9, 30)
    assert len(await rows_of(lantern, "drafts")) == 1


async def test_a_report_that_a_lead_knew_of_can_still_be_sent_in_confidence(
    nora: Person, lena: Person, lantern: Running, clock: Clock
) -> None:
    """What the lead was told, and what its writer was told of it, names nobody and tells no moment of hers."""
    await lena.arrives()
    clock.moves(seconds=17)
    await begins(nora, "Ward 7", "yesterday", "yes", "my name", "Keep it confidential")
    [draft] = await rows_of(lantern, "drafts")
    await lantern.at(2026, 3, 17, 9, 31)
    await lena.sees("A report that was not sent")
    await nora.presses("Carry on")
    await nora.presses("Send")
    await nora.sees("Thank you. This is PSE-00001.")
    await lantern.work()
    [event] = await rows_of(lantern, "patient_safety_events")
    assert event["reported_by"] is None
    known = [row for row in await rows_of(lantern, "notifications") if row["kind"] == "half_made_exists"]
    assert known
    for row in known:
        assert row["to"] != 1
        assert ":31:" not in f"{row['due_at']} {row['settled_at']}"
    for table in Base.metadata.sorted_tables:
        for row in await rows_of(lantern, table.name):
            assert str(draft["key"]) not in json.dumps(row, default=str), table.name
            assert row.get("kind") != "draft_going"
    assert len(await rows_of(lantern, "drafts")) == 0
