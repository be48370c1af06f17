"""Asking for candour on cards, involving those affected, and the nudge as it arrives."""

from tests.conftest import Clock
from tests.http.test_responses import huddled
from tests.http.ties import no_tie, reports_in_confidence
from tests.lantern import Person, Running, trail
from tests.stand_in import fields, words

WHY = "Winifred Quillfeather's daughter asked what happened."


async def reports(nora: Person, reached: str = "no") -> None:
    for said in ("near miss", "Insulin at ten times the dose, it was noticed", "Ward 7", "an hour ago", reached):
        await nora.says(said)
    await nora.says("send")


async def test_a_lead_asks_on_a_page_of_its_card_and_the_words_are_kept_nowhere_else(
    lantern: Running, nora: Person, lena: Person, cora: Person
) -> None:
    for each in (lena, cora):
        await each.arrives()
    await reports(nora)
    shown = await lena.opens("PSE-00001")
    page = (await lena.executes("Ask for candour", shown.card))["value"]
    assert "Who asks for it?" in str(page)
    missing = (await lena.executes("Ask for it", page, why_candour=WHY))["value"]
    assert fields(missing)["why_candour"] == WHY  # what was typed is given back
    done = (await lena.executes("Ask for it", missing, asked_by="complaint", why_candour=WHY))["value"]
    assert "It will be looked at whether candour is owed." in words(done)
    case = await cora.sees("Candour · DOC-00001")
    assert "the word of a complaint" in case.words
    assert "Winifred" not in case.words
    [entry] = await trail(lantern, did="open_candour")
    assert entry.subject == "candour:1"
    assert not any("Winifred" in str(each.details) for each in await trail(lantern))


async def test_its_reporter_asks_on_the_card_that_thanks_them(nora: Person, cora: Person) -> None:
    await cora.arrives()
    await reports(nora)
    thanks = await nora.sees("Thank you. This is PSE-00001.")
    done = (await nora.executes("Ask for it", thanks.card, why_candour=WHY))["value"]
    assert "It will be looked at whether candour is owed." in words(done)
    assert "the word of the reporter" in (await cora.sees("Candour · DOC-00001")).words


async def test_a_reporter_in_confidence_asks_and_nothing_ties_it_to_them(
    lantern: Running, zara: Person, cora: Person, clock: Clock
) -> None:
    for each in (cora, zara):
        await each.arrives()
    clock.moves(hours=1, seconds=17)
    sent_at = await reports_in_confidence(zara, clock)
    thanks = await zara.sees("Thank you. This is PSE-00001.")
    clock.moves(minutes=3, seconds=5)
    asked_at = clock.now
    await zara.executes("Ask for it", thanks.card, why_candour=WHY)
    assert "the word of the reporter" in (await cora.sees("Candour · DOC-00001")).words
    await lantern.work()
    await no_tie(lantern, sent_at)
    await no_tie(lantern, asked_at)


async def test_those_affected_are_involved_from_the_card_of_a_learning_response(
    nora: Person, lena: Person, lou: Person, cora: Person
) -> None:
    await huddled(nora, lena, lou)
    shown = await lena.opens("LR-00001")
    done = (await lena.executes("Involve those affected", shown.card))["value"]
    assert "Those affected can be involved now: DOC-00001." in words(done)
    again = await lena.opens("LR-00001")
    assert "Involve those affected" not in str(again.card)
    case = words((await cora.invokes("candour.show", {"id": 1, "seen": 1}))["value"])
    assert "Those affected are involved; no assessment is open" in case
    assert "What is owed" not in case


async def test_the_nudge_is_the_case_s_card_and_says_what_is_still_to_do(
    lantern: Running, nora: Person, lena: Person, cora: Person, clock: Clock
) -> None:
    for each in (lena, cora):
        await each.arrives()
    await reports(nora)
    shown = await lena.opens("PSE-00001")
    page = (await lena.executes("Ask for candour", shown.card))["value"]
    await lena.executes("Ask for it", page, asked_by="lead", why_candour=WHY)
    clock.is_set(2026, 3, 11, 9, 0)
    await lantern.work()
    nudge = await cora.sees("Still to do here.")
    assert "Assess whether candour is owed, by Wednesday 18 March 2026 (5 working days left)" in nudge.words
    clock.is_set(2026, 3, 19, 9, 0)
    await lantern.work()
    assert "(1 working day late)" in (await cora.sees("Still to do here.")).words


async def test_what_opens_candour_besides_is_ticked_or_typed_with_the_grade(
    nora: Person, lena: Person, cora: Person
) -> None:
    for each in (lena, cora):
        await each.arrives()
    await reports(nora, reached="yes")
    shown = await lena.opens("PSE-00001")
    page = (await lena.executes("Place, harm, same event", shown.card))["value"]
    assert "Their distress is likely to last 28 days or more" in str(page)
    given = {"psychological_1": "none", "beside_1": "increase_in_treatment"}
    unclear = await lena.executes("Keep this", page, **given, physical_1="purple")
    assert fields(unclear["value"])["beside_1"] == "increase_in_treatment"  # what was ticked is given back
    await lena.executes("Keep this", page, **given, physical_1="low")
    assert "more treatment because of it" in (await cora.sees("Candour · DOC-00001")).words
    await lena.says("harm PSE-00001: low, low, and long distress")
    case = words((await cora.invokes("candour.show", {"id": 1, "seen": 1}))["value"])
    assert "distress that is likely to last 28 days" in case
