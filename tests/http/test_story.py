"""The story, from a ward's message to a nudge, and back to the one who told it."""

from typing import Any

from tests.lantern import Person, Running
from tests.stand_in import actions, words

WHAT = "Insulin drawn up at ten times the dose, the pharmacist noticed"


async def reports(nora: Person, what: str = WHAT, reached: str = "no", ward: str = "Ward 7") -> None:
    for said in ("near miss", what, ward, "an hour ago", reached, "send"):
        await nora.says(said)


async def decided(nora: Person, *leads: Person) -> None:
    for lead in leads:
        await lead.arrives()
    await reports(nora)
    for lead in leads:
        await lead.opens("PSE-00001")
    await leads[0].executes("Approve: AAR", reason="The ward can talk it through.")
    for lead in leads:
        await lead.sees("Chosen: After action review")


async def with_action(nora: Person, lena: Person, lou: Person, owner: Person, due: str) -> None:
    await decided(nora, lena, lou)
    await owner.arrives()
    await lena.says("add action PSE-00001")
    for said in ("Keep ten-times syringes in the pharmacy only", f"{owner.name} example", due, "send"):
        await lena.says(said)
    await owner.sees("Your action, due")


async def test_a_nurse_is_welcomed_once_in_three_short_sentences(nora: Person) -> None:
    [welcome] = await nora.arrives()
    assert "Hello, Nora. I am Lantern." in welcome.words
    assert "I am not watched" in welcome.words
    assert "just tell me what happened" in welcome.words
    assert "Reporting as Nora Example. Not you?" in welcome.words
    added = [{"id": "28:lantern"}, {"id": "29:nora"}]
    assert await nora.says("", type="conversationUpdate", membersAdded=added) == []
    assert await nora.arrives() == []


async def test_a_report_is_thanked_for_with_its_reference_and_a_day(nora: Person) -> None:
    await reports(nora)
    thanks = await nora.sees("Thank you. This is PSE-00001.")
    assert "by Friday 6 March 2026" in thanks.words  # two working days from a Wednesday
    assert "nurse in charge" not in thanks.words
    assert WHAT not in thanks.body["summary"]


async def test_what_reached_a_patient_says_that_candour_is_assessed_where_the_harm_asks_for_it(
    nora: Person, lena: Person
) -> None:
    await lena.arrives()
    await reports(nora, reached="yes")
    assert "nurse in charge" in (await nora.sees("Thank you.")).words
    card = await lena.opens("PSE-00001")
    assert "It reached a patient. Harm is not graded yet." in card.words
    assert "Candour is assessed where harm is moderate or more" in card.words


async def test_each_lead_of_the_division_gets_one_queue_unasked_and_opens_the_card_from_it(
    nora: Person, lena: Person, lou: Person, lantern: Running
) -> None:
    for lead in (lena, lou, lantern.person("sam")):
        await lead.arrives()
    await reports(nora)
    for lead in (lena, lou):
        queue = await lead.sees("Your queue", times=1)
        assert "1 report waits." in queue.words
        assert "Near miss, Ward 7 Insulin drawn up at ten times the dose" in queue.words
        assert "To be looked at by Friday 6 March" in queue.words
        assert queue.body["summary"] == "Something is waiting for you in Lantern."
        [card] = await lead.presses("PSE-00001")
        assert "Near miss · PSE-00001" in card.words
        assert WHAT in card.words
        assert "Recommended: After action review" in card.words
        assert "Insulin and other time-critical medicines" in card.words
        assert "What else was weighed" in card.words
        assert card.body["summary"] == "Something is waiting for you in Lantern."
    assert len(lantern.connector.to("chat-sam")) == 1  # the welcome: the division has leads


async def test_a_decision_replaces_the_card_for_both_leads(nora: Person, lena: Person, lou: Person) -> None:
    for lead in (lena, lou):
        await lead.arrives()
    await reports(nora)
    stale = (await lou.opens("PSE-00001")).card
    await lena.opens("PSE-00001")
    shown = await lena.executes("Approve: AAR", reason="The ward can talk it through.")
    assert shown["type"] == "application/vnd.microsoft.card.adaptive"
    assert "Chosen: After action review" in words(shown["value"])
    await lena.sees("Chosen: After action review", times=1)
    await lou.sees("Chosen: After action review", times=1)
    pressed = await lou.executes("Choose this one", stale, reason="A wider look", chosen="psii")
    assert "Somebody has moved this on" in words(pressed["value"])
    assert "Chosen: After action review" in words(pressed["value"])


async def test_another_response_can_be_chosen_with_a_sentence(nora: Person, lena: Person) -> None:
    await lena.arrives()
    await reports(nora)
    await lena.opens("PSE-00001")
    missing = await lena.executes("Choose this one", reason="A wider look is needed.")
    assert "choose one first" in words(missing["value"])
    assert "A wider look is needed." in words(missing["value"])  # what was typed is not lost
    missing = await lena.executes("Choose this one", chosen="mdt")
    assert "one sentence of your own" in words(missing["value"])
    titles = [action.get("title") for action in actions(missing["value"])]
    assert "Approve: AAR" not in titles  # what is ticked is what is chosen
    assert "After action review (recommended)" in words(missing["value"])
    shown = await lena.executes("Choose this one", chosen="mdt", reason="A wider look is needed.")
    assert "Chosen: MDT review" in words(shown["value"])


async def test_an_action_is_added_on_the_card_and_its_owner_told_at_once(
    nora: Person, lena: Person, pip: Person, lou: Person
) -> None:
    await pip.arrives()
    await decided(nora, lena, lou)
    shown = await lena.executes("Add it", what="", owner="", due="2026-03-01")
    assert "Something needs another look." in words(shown["value"])
    assert "Sunday 1 March 2026 has passed" in words(shown["value"])
    shown = await lena.executes("Add it", what="Move the syringes", owner="5", due="2026-03-25")
    assert "SA-00001: Move the syringes" in words(shown["value"])
    given = await pip.sees("Your action, due in 21 days")
    assert WHAT not in given.words  # an owner sees the action, not the report
    await lou.sees("SA-00001: Move the syringes", times=1)


async def test_a_nudge_reaches_its_owner_in_hours_and_once(
    nora: Person, lena: Person, lou: Person, pip: Person, lantern: Running
) -> None:
    await with_action(nora, lena, lou, pip, "20 March")
    before = len(lantern.connector.to(pip.chat))
    await lantern.at(2026, 3, 13, 3, 30)  # seven days before, in the night
    assert len(lantern.connector.to(pip.chat)) == before
    await lantern.at(2026, 3, 13, 9, 0)
    await lantern.at(2026, 3, 13, 12, 0)
    [nudge] = lantern.connector.to(pip.chat)[before:]
    assert "Your action, due in 7 days" in nudge.words


async def test_a_nudge_climbs_to_the_ward_manager_and_the_lead(
    nora: Person, lena: Person, lou: Person, pip: Person, lantern: Running
) -> None:
    mo = lantern.person("mo")
    await mo.arrives()
    await with_action(nora, lena, lou, pip, "20 March")
    await lantern.at(2026, 3, 27, 10, 0)
    overdue = await mo.sees("Action, 7 days past its date")
    assert WHAT not in overdue.words
    await lantern.at(2026, 4, 7, 10, 0)  # +14 falls on Good Friday: the next working day is the Tuesday
    await lena.sees("Action, 18 days past its date")
    await lou.sees("Action, 18 days past its date")


async def test_more_time_counts_at_once_and_a_lead_can_put_the_date_back(
    nora: Person, lena: Person, lou: Person, pip: Person
) -> None:
    await with_action(nora, lena, lou, pip, "20 March")
    unclear = await pip.executes("Move the date", due="", because="")
    assert "By which day" in words(unclear["value"]) or "fill this in" in words(unclear["value"])
    await pip.executes("Move the date", due="2026-04-20", because="The new cupboard is on its way")
    asked = await lena.sees("moved the date from")
    assert "from Friday 20 March 2026 to Monday 20 April 2026" in asked.words
    await lena.executes("Undo the new date", asked.card)
    told = await pip.sees("Lena Example put the date back to Friday 20 March 2026.")
    assert "due in 16 days" in told.words


async def test_who_owns_it_wrongly_says_so_and_a_lead_finds_its_owner(
    nora: Person, lena: Person, lou: Person, pip: Person, lantern: Running
) -> None:
    mo = lantern.person("mo")
    await mo.arrives()
    await with_action(nora, lena, lou, pip, "20 March")
    await pip.executes("Hand it back", because="The ward manager, I think")
    handed = await lena.sees("Pip Example says it is not theirs")
    await lantern.at(2026, 3, 20, 10, 0)
    assert not [sent for sent in lantern.connector.to(pip.chat) if "due today" in sent.words]
    assert "Owner Pip Example" in handed.words  # on record until somebody else takes it
    await lena.executes("Give it to somebody", handed.card, owner="4")
    await mo.sees("Your action, due today")


async def test_evidence_is_accepted_by_another_and_then_the_reporter_is_told(
    nora: Person, lena: Person, lou: Person, pip: Person
) -> None:
    await with_action(nora, lena, lou, pip, "20 March")
    await pip.executes("Send", evidence="")
    await pip.executes("Send", evidence="The syringes are gone from the ward")
    looked_at = await lena.sees("Action done, to be looked at")
    await lena.executes("Send it back", looked_at.card, because="Could you add a picture of the shelf?")
    await pip.sees("Lena Example returned it")
    await pip.executes("Send", evidence="The shelf now holds saline only")
    await lena.executes("Accept", (await lena.sees("The shelf now holds saline only")).card)
    await pip.sees("Accepted by Lena Example. Thank you.")
    await lena.says("held LR-1 today: nurses. Learned: two syringes look alike")
    ready = await lena.sees("Done and accepted")
    assert not [sent for sent in nora.lantern.connector.to(nora.chat) if "What came of" in sent.words]
    await lena.executes("Send to the reporter", ready.card, learned="We met and talked.", changed="They are gone.")
    told = await nora.sees("What came of PSE-00001")
    assert "We met and talked. They are gone." in told.words


async def test_nobody_accepts_their_own_evidence(nora: Person, lena: Person, lou: Person) -> None:
    await with_action(nora, lena, lou, lena, "20 March")
    await lena.executes("Send", evidence="I have moved them")
    await lou.sees("Action done, to be looked at")
    own: dict[str, Any] = await lena.invokes("action.accept", {"id": 1, "seen": 2})
    assert "Nobody decides alone on what they did" in words(own["value"])


async def test_the_reporter_is_not_told_while_an_action_is_open(
    nora: Person, lena: Person, lou: Person, pip: Person
) -> None:
    await with_action(nora, lena, lou, pip, "20 March")
    early = await lena.invokes("event.tell", {"id": 1, "seen": 3, "learned": "x", "changed": "y"})
    assert "Some actions are still open" in words(early["value"])


async def test_where_no_action_is_needed_the_reporter_is_told_at_once(nora: Person, lena: Person) -> None:
    await decided(nora, lena)
    missing = await lena.executes("Send to the reporter", learned="", changed="Nothing")
    assert "one sentence of your own" in words(missing["value"])
    early = await lena.executes("Send to the reporter", learned="We shared it.", changed="No more was needed.")
    assert "LR-00001 is still to be held" in words(early["value"])
    await lena.says("held LR-1 today: nurses. Learned: two syringes look alike")
    await lena.opens("PSE-00001")
    await lena.executes("Send to the reporter", learned="We shared it.", changed="No more was needed.")
    await nora.sees("What came of PSE-00001", times=1)
    await nora.sees("What came of it was sent to you on Wednesday 4 March 2026.", times=1)  # her thanks
