"""A learning response on its cards and in words: led, held, changed; and who hears of it."""

from tests.conftest import Clock
from tests.http.ties import reports_in_confidence
from tests.lantern import Person, Running, trail
from tests.stand_in import actions, fields, words


async def huddled(nora: Person, *leads: Person, chosen: str = "swarm") -> None:
    """A report, and how to learn from it chosen by the first of the leads."""
    for lead in leads:
        await lead.arrives()
    for said in ("near miss", "Insulin at ten times the dose, the pharmacist noticed", "Ward 7", "an hour ago", "no"):
        await nora.says(said)
    await nora.says("send")
    for lead in leads:
        await lead.opens("PSE-00001")
    await leads[0].executes("Choose this one", chosen=chosen, reason="They can still meet.")
    for lead in leads:
        await lead.sees("LR-00001: ")


async def refusals(lantern: Running) -> list[tuple[str, str, str]]:
    entries = await trail(lantern, did="refused")
    return [(entry.who, entry.subject, (entry.details or {})["why"]) for entry in entries]


def titles(card: object) -> list[str]:
    return [action["title"] for action in actions(card)]


async def test_the_events_card_leads_to_it_and_stays_there(nora: Person, lena: Person, lou: Person) -> None:
    await huddled(nora, lena, lou)
    stands = await lena.sees("LR-00001: swarm huddle, nobody leads it yet, still to be held", times=1)
    on_it = {"replyToId": stands.activity_id}  # as Teams says on which message it was pressed
    way = lena.button("Open LR-00001", stands.card)
    page = (await lena.invokes(way["verb"], way["data"], **on_it))["value"]
    assert "Swarm huddle · LR-00001" in words(page)
    assert "By Thursday 5 March 2026" in words(page)
    led = (await lena.executes("I will lead it", page))["value"]
    assert "Leads Lena Example" in words(led)
    await lena.sees("Swarm huddle · LR-00001", times=1)  # rewritten, it stays the page that she turned to
    await lou.sees("LR-00001: swarm huddle, Lena Example leads, still to be held", times=1)
    way = lena.button("Open PSE-00001", led)
    back = (await lena.invokes(way["verb"], way["data"], **on_it))["value"]
    assert "LR-00001: swarm huddle, Lena Example leads, still to be held" in words(back)
    await lou.says("give LR-1 to Lou Example")
    await lena.sees("LR-00001: swarm huddle, Lou Example leads, still to be held", times=1)


async def test_that_it_was_held_is_said_on_its_card(nora: Person, lena: Person, lou: Person) -> None:
    await huddled(nora, lena, lou)
    shown = await lena.opens("LR-00001")
    missing = (await lena.executes("Keep what was learned", shown.card, held_on="2026-03-04", took_part="nurses"))[
        "value"
    ]
    assert "Something needs another look." in words(missing)
    assert fields(missing)["took_part"] == "nurses"  # what was typed is not lost
    early = {"held_on": "2026-03-03", "took_part": "nurses", "learned_1": "They look alike"}
    refused = (await lena.executes("Keep what was learned", missing, **early))["value"]
    assert "That is before it happened." in words(refused)
    held = (await lena.executes("Keep what was learned", refused, **{**early, "held_on": "2026-03-04"}))["value"]
    assert "State Held on Wednesday 4 March 2026" in words(held)
    assert "• They look alike" in words(held)
    await lou.sees("LR-00001: swarm huddle, held on Wednesday 4 March 2026", times=1)


async def test_the_reporter_is_told_in_the_lines_that_were_learned(nora: Person, lena: Person, lou: Person) -> None:
    await huddled(nora, lena, lou)
    await lena.says(
        "held LR-00001 today: nurses, pharmacist. Learned: Two syringes look alike; They lie side by side."
    )
    card = (await lena.opens("PSE-00001")).card
    assert "We have looked at what you told us. Two syringes look alike. They lie side by side." in str(card)


async def test_it_is_given_to_somebody_who_is_told(nora: Person, lena: Person, lou: Person, pip: Person) -> None:
    await huddled(nora, lena, lou)
    await pip.arrives()
    shown = await lena.opens("LR-00001")
    missing = (await lena.executes("Give it", shown.card))["value"]
    assert "Please choose one first" in words(missing)
    await lena.executes("Give it", missing, lead="5")
    given = await pip.sees("You are asked to lead this.")
    assert "Insulin at ten times the dose" in given.words
    assert "Nora" not in given.words
    assert {"It was held", "It was not held", "Add an action", "I do not lead it"} <= set(titles(given.card))
    assert {"I will lead it", "Give it to somebody", "Change it to another"}.isdisjoint(titles(given.card))
    opened = (await pip.executes("Open PSE-00001", given.card))["value"]
    assert "Insulin at ten times the dose" in words(opened)
    assert "Nora Example, Wednesday" not in words(opened)  # she is named among all who could own an action
    answer = await pip.executes("I do not lead it", given.card)
    assert "You do not lead it any more." in answer["value"]
    await pip.sees("You do not lead LR-00001 any more.", times=1)
    for lead in (lena, lou):
        await lead.sees("This needs somebody to lead it.")


async def test_an_action_of_its_event_is_added_from_its_card(
    nora: Person, lena: Person, lou: Person, pip: Person
) -> None:
    await huddled(nora, lena, lou)
    await pip.arrives()
    await lena.says("give LR-00001 to Pip Example")
    await pip.sees("You are asked to lead this.")
    [asked] = await pip.presses("Add an action")
    assert "For PSE-00001" in asked.words
    for said in ("Keep ten-times syringes in the pharmacy", "me", "20 March", "send"):
        await pip.says(said)
    await lena.sees("SA-00001: Keep ten-times syringes in the pharmacy")


async def test_a_refused_press_is_written_down_and_shows_how_it_stands(
    nora: Person, lena: Person, lou: Person, pip: Person, lantern: Running
) -> None:
    await huddled(nora, lena, lou)
    stale = (await lou.says("LR-1"))[0].card
    await lena.says("lead LR-1")
    refused = (await lou.executes("I will lead it", stale))["value"]
    assert "Somebody has moved this on" in words(refused)
    assert "Leads Lena Example" in words(refused)
    assert "I cannot find that" in (await pip.invokes("response.hold", {"id": 1, "seen": 2}))["value"]
    assert "I cannot find that" in (await pip.invokes("response.hold", {"id": 77, "seen": 2}))["value"]
    assert await refusals(lantern) == [
        ("person:3", "response:1", "stale"),
        ("person:5", "response:1", "not_yours"),
        ("person:5", "response:77", "not_yours"),
    ]


async def test_a_press_that_comes_as_a_message_does_the_same(nora: Person, lena: Person, lou: Person) -> None:
    await huddled(nora, lena, lou)
    shown = await lena.opens("LR-00001")
    button = lena.button("I will lead it", shown.card)
    await lena.submits(button["fallback"]["data"])
    await lou.sees("LR-00001: swarm huddle, Lena Example leads, still to be held", times=1)


# ---- not held in time ----


async def test_a_huddle_that_was_not_held_becomes_a_review_with_everything_carried_over(
    nora: Person, lena: Person, lou: Person, lantern: Running
) -> None:
    await huddled(nora, lena, lou)
    await lena.says("lead LR-1")
    await lantern.at(2026, 3, 5, 8, 0)
    await lantern.at(2026, 3, 5, 10, 0)
    card = (await lena.sees("The huddle was not held within 24 hours. Make it an after action review?")).card
    aar = (await lena.executes("Make it an AAR", card, **fields(card)))["value"]
    assert "After action review · LR-00002" in words(aar)
    assert "It was a swarm huddle (LR-00001). Lena Example changed it on" in words(aar)
    assert "“The huddle was not held within 24 hours.”" in words(aar)
    assert "Leads Lena Example" in words(aar)
    await lou.sees("LR-00002: after action review, Lena Example leads, still to be held", times=1)
    await nora.sees("Response chosen Thursday 5 March 2026. After action review", times=1)
    again = (await lena.executes("Make it an AAR", card, reason="Once more."))["value"]
    assert "After action review · LR-00002" in words(again)
    assert "LR-00003" not in words((await lena.says("LR-1"))[0].card)


async def test_what_is_late_is_asked_of_nobody_else_and_once(
    nora: Person, lena: Person, lou: Person, lantern: Running
) -> None:
    await huddled(nora, lena, lou)
    await lou.says("lead LR-1")
    before = len(lantern.connector.to(lena.chat))
    for day in (6, 7, 9):
        await lantern.at(2026, 3, day, 11, 0)
    await lou.sees("Make it an after action review?")
    sent = [each for each in lantern.connector.to(lou.chat) if "You" not in each.words and "24 hours" in each.words]
    assert len(sent) == 1
    assert len(lantern.connector.to(lena.chat)) == before


# ---- told again ----


async def test_a_reporter_who_was_told_something_is_told_again(
    nora: Person, lena: Person, lou: Person, lantern: Running
) -> None:
    await huddled(nora, lena, lou, chosen="aar")
    await lena.says("held LR-1 today: nurses. Learned: Two syringes look alike")
    await lena.invokes("event.show", {"id": 1, "seen": 2})
    await lena.executes(
        "Add it", (await lena.says("PSE-1"))[0].card, what="Move them apart", owner="5", due="2026-03-25"
    )
    card = (await lena.says("PSE-1"))[0].card
    assert fields(card)["learned"] == "Two syringes look alike."
    await lena.executes("Share it", card, learned="Two syringes look alike.")
    await nora.sees("News of PSE-00001 Two syringes look alike.")
    [shown] = await lena.says("change LR-1 to PSII: Nobody understands it yet.")
    assert "After action review · LR-00001" in shown.words
    assert "Waiting for approval: Patient safety incident investigation (PSII)" in shown.words
    await lantern.person("eve").says("approve AP-1")
    await lena.sees("PSII · LR-00002")
    await lantern.connector.until(
        lambda said: all("review · LR-00001" not in sent.words for sent in said.showing(lena.chat).values()),
        "in place",
    )
    news = await nora.sees("another way to learn from it was chosen")
    assert "To learn from it, trained people were asked to look into it in depth." in news.words
    assert "LR-0000" not in news.words


async def test_a_reporter_who_was_told_nothing_is_sent_nothing(
    nora: Person, lena: Person, lou: Person, lantern: Running
) -> None:
    await huddled(nora, lena, lou)
    before = len(lantern.connector.to(nora.chat))
    await lena.says("change LR-1 to AAR: Nobody is on shift any more.")
    await nora.sees("After action review", times=1)  # in place, on the living card
    assert len(lantern.connector.to(nora.chat)) == before


async def test_whoever_leads_it_is_told_that_it_became_another(
    nora: Person, lena: Person, lou: Person, pip: Person
) -> None:
    await huddled(nora, lena, lou)
    await pip.arrives()
    await lena.says("give LR-1 to Pip Example")
    await pip.sees("You are asked to lead this.")
    await lena.says("change LR-1 to MDT review: Several wards have it.")
    told = await pip.sees("This has changed since you were told of it.")
    assert "MDT review · LR-00002" in told.words
    await pip.sees("MDT review · LR-00002", times=2)  # the card that was there before shows what it became


async def test_a_sealed_reporter_who_leads_it_is_known_by_nothing(
    lantern: Running, nora: Person, lena: Person, lou: Person, clock: Clock
) -> None:
    await lou.arrives()
    await lena.arrives()
    await reports_in_confidence(lena, clock)
    card = (await lou.opens("PSE-00001")).card
    await lou.executes("Choose this one", card, chosen="psii", reason="Nobody understands it yet.")
    await lantern.person("eve").says("approve AP-1")
    await lou.says("give LR-1 to Lena Example")
    given = await lena.sees("You are asked to lead this.")
    assert "says to nobody why" in given.words
    await lena.executes("I do not lead it", given.card)
    await lou.says("give LR-1 to Lou Example")
    [of_lou] = await lou.says("LR-1")
    assert titles(of_lou.card) == titles(given.card)
    assert await refusals(lantern) == []


# ---- in words ----


async def test_in_words_nobody_is_shown_what_is_not_theirs(
    nora: Person, lena: Person, lou: Person, pip: Person, lantern: Running
) -> None:
    await huddled(nora, lena, lou)
    for said in (
        "LR-00001", "lead LR-1", "give LR-1 to Lou Example", "held LR-1 today: nurses. learned: a line",
        "not held LR-1: busy", "change LR-1 to AAR: why", "lead LR-99",
    ):  # fmt: skip
        for person in (nora, pip):
            [answer] = await person.says(said)
            assert "I cannot find that, or it is not yours to see." in answer.words
    assert len(await refusals(lantern)) == 14
    await lena.sees("LR-00001: swarm huddle, nobody leads it yet, still to be held", times=1)


async def test_the_words_of_a_form_are_not_taken_for_a_command(nora: Person, lena: Person, lou: Person) -> None:
    await huddled(nora, lena, lou)
    for said in ("near miss", "They held LR-1 today: nurses. Learned: nothing much", "Ward 7", "an hour ago", "no"):
        await lena.says(said)
    await lena.says("send")
    await lena.sees("Thank you. This is PSE-00002.")
    await lena.sees("LR-00001: swarm huddle, nobody leads it yet, still to be held", times=1)
