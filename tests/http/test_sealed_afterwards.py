"""After a confidential report was sent: asked and answered, added to, put right, withdrawn, told; and never tied."""

from sqlalchemy import select

from storage.records import EventNote, SentCopy
from tests.conftest import Clock
from tests.http.ties import HERS, everything, no_tie, reports_in_confidence
from tests.lantern import Person, Running
from tests.stand_in import fields, words


async def sealed(zara: Person, lena: Person, clock: Clock, reached: str = "no") -> None:
    await lena.arrives()
    await zara.arrives()
    clock.moves(hours=1, seconds=17)
    await reports_in_confidence(zara, clock, reached)
    await zara.sees("Thank you. This is PSE-00001.")
    await lena.sees("PSE-00001")
    clock.moves(minutes=20)
    await lena.opens("PSE-00001")
    clock.moves(minutes=21)


async def test_a_question_to_a_sealed_reporter_is_asked_and_answered(
    lantern: Running, zara: Person, lena: Person, clock: Clock
) -> None:
    await sealed(zara, lena, clock)
    assert "You do not learn who it is." in str((await lena.sees("Somebody, in confidence")).card)
    await lena.executes("Send the question", question="Which pump was it?")
    asked = await zara.sees("A question about PSE-00001")
    assert "Who asks does not learn who you are." in asked.words
    await lantern.work()
    clock.moves(hours=2, minutes=3, seconds=9)
    await zara.executes("Send the answer", asked.card, answer="The blue one by the window.")
    answered_at = clock.now
    card = await lena.sees("the reporter answered: “The blue one by the window.”")
    assert not HERS.search(card.words)
    await lantern.work()
    await no_tie(lantern, answered_at)
    async with lantern.built[0].casework.sessions() as session:
        notes = (await session.scalars(select(EventNote).order_by(EventNote.id))).all()
        assert [note.by for note in notes] == [2, None]


async def test_all_that_a_sealed_reporter_does_leaves_no_trace(
    lantern: Running, zara: Person, lena: Person, clock: Clock
) -> None:
    await sealed(zara, lena, clock, reached="yes")

    async def after_a_while() -> None:
        await lantern.work()
        await no_tie(lantern, clock.now)
        clock.moves(hours=1, minutes=7, seconds=13)

    await zara.executes("Add it", more="It was the second time this week")
    await lena.sees("the reporter added: “It was the second time this week”")
    await after_a_while()
    page = await zara.executes("Put something right")
    given = fields(page["value"]) | {"in_ward": "Ward 8", "in_when": "two hours ago"}
    await zara.executes("Send what is put right", page["value"], **given)
    await lena.sees("The reporter has put something right.")
    await after_a_while()
    await zara.executes("Add them", physical="low", psychological="none")
    await lena.sees("Person 2")
    await after_a_while()
    [listed] = await zara.says("my reports")
    assert "in confidence" in listed.words
    await after_a_while()
    [shown] = await zara.says("PSE-1")
    assert "Thank you. This is PSE-00001." in shown.words
    await after_a_while()
    assert "That is not open now" in (await zara.says("add person PSE-1"))[0].words
    await zara.executes("Ask a lead", because="I would rather not have told it.")
    await lena.sees("The reporter would like to withdraw this report.")
    await after_a_while()
    await lena.executes("Keep it", because="It can happen again on any ward.")
    await zara.sees("A lead keeps this report")
    await lena.executes("Approve: AAR", reason="The ward can talk it through.")
    await lena.says("held LR-1 today: nurses. Learned: two syringes look alike")
    await lena.opens("PSE-00001")
    await lena.executes("Send to the reporter", learned="We shared it.", changed="No more was needed.")
    await zara.sees("What came of PSE-00001")
    await zara.sees("Changed Wednesday 4 March 2026. No more was needed.")
    await lantern.work()
    clock.moves(hours=1)  # what a lead does is seen, moment and all
    await zara.says("my reports")
    await after_a_while()
    async with lantern.built[0].casework.sessions() as session:
        copies = (await session.scalars(select(SentCopy).filter(SentCopy.handle != ""))).all()
        assert copies
        assert all(copy.person_id is None and copy.conversation_id is None for copy in copies)


async def test_who_is_a_lead_too_reads_and_acts_as_a_lead_and_is_told_as_a_sealed_reporter(
    lantern: Running, lou: Person, lena: Person, clock: Clock
) -> None:
    await lena.arrives()
    await lou.arrives()
    clock.moves(hours=1, seconds=17)
    await reports_in_confidence(lou, clock)
    await lou.sees("Thank you. This is PSE-00001.")
    await lou.opens("PSE-00001")  # her card as a lead
    clock.moves(minutes=9)
    shown = (await lou.says("PSE-1"))[-1]
    assert "Near miss · PSE-00001" in shown.words
    await lou.executes("Add it", more="It was the second time this week")
    await lena.sees("the reporter added")
    await lantern.work()
    for table, row in await everything(lantern):
        if "handle" in row or "who" in row or "to_handle" in row:
            named = "3" in (str(row.get("person_id")), str(row.get("to"))) or row.get("who") == "person:3"
            sealed_too = bool(row.get("handle") or row.get("to_handle") or str(row.get("who")).startswith("sealed"))
            assert not (named and sealed_too), (table, row)
            details = row.get("details")
            assert not (str(row.get("who")).startswith("sealed") and details and '"by": 3' in str(details))
    kept = await everything(lantern)
    assert [row["by"] for table, row in kept if table == "event_notes"] == [None]
    [added] = [row for table, row in kept if table == "audit_entries" and row["did"] == "add"]
    assert str(added["who"]).startswith("sealed:")
    assert str(added["at"]).startswith("2026-03-04 00:00:00")


async def test_a_wrong_press_of_a_sealed_reporter_is_written_down_without_a_name(
    lantern: Running, zara: Person, lena: Person, clock: Clock
) -> None:
    await sealed(zara, lena, clock)
    refused = await zara.executes("Add it", more=" ")
    assert "one sentence of your own" in words(refused["value"])
    await lantern.work()
    await no_tie(lantern, clock.now)
    await zara.invokes("event.approve", {"id": 1, "seen": 1, "reason": "Mine"})
    await lantern.work()
    await no_tie(lantern, clock.now)
