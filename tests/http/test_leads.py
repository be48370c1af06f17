"""Two leads at work on the same cards, what they are shown of it, and whom they can name."""

from bot.casework.people import load_trust
from tests.conftest import TRUST
from tests.http.test_story import decided, reports, with_action
from tests.lantern import Person, Running
from tests.stand_in import words

LONG = "She was given it. " * 40


async def test_two_leads_who_add_different_actions_at_once_lose_neither(
    nora: Person, lena: Person, lou: Person, lantern: Running
) -> None:
    await decided(nora, lena, lou)
    stale = (await lou.sees("Chosen: After action review")).card
    await lena.executes("Add it", what="Own drawer for insulin", owner="5", due="2026-03-25")
    answer = await lou.executes("Add it", stale, what="Second check by phone", owner="5", due="2026-03-26")
    assert "Somebody has moved this on" in words(answer["value"])
    assert "Second check by phone" in str(answer["value"])  # her words are given back to her
    assert "SA-00001: Own drawer for insulin" in words(answer["value"])
    answer = await lou.executes("Add it", answer["value"], what="Second check by phone", owner="5", due="2026-03-26")
    assert "SA-00002: Second check by phone" in words(answer["value"])


async def test_the_same_press_again_makes_one_action(nora: Person, lena: Person, lou: Person) -> None:
    await decided(nora, lena, lou)
    card = (await lena.sees("Chosen: After action review")).card
    for _ in range(3):
        answer = await lena.executes("Add it", card, what="Own drawer for insulin", owner="5", due="2026-03-25")
    assert "SA-00001" in words(answer["value"])
    assert "SA-00002" not in words(answer["value"])
    assert "moved this on" not in words(answer["value"])


async def test_an_action_begun_for_another_report_is_for_that_one(nora: Person, lena: Person, lou: Person) -> None:
    await decided(nora, lena, lou)
    await reports(nora)
    card = (await lena.opens("PSE-00002")).card
    await lena.executes("Approve: AAR", card, reason="This one too.")
    for said, asked in (("add action PSE-00001", "PSE-00001"), ("add action PSE-00002", "PSE-00002")):
        assert any(f"For {asked}" in sent.words for sent in await lena.says(said))  # her cards change too
    await lena.says("Mend the bed rail now")
    await lena.says("Pip Example")
    [check] = await lena.says("25 March")
    assert "Check, then add it" in check.words
    assert "For PSE-00002" in check.words
    await lena.presses("Add it")
    await lena.sees("SA-00001: Mend the bed rail now")
    [shown] = await lena.says("SA-1")
    assert "Comes from PSE-00002" in shown.words


async def test_a_step_that_is_not_open_is_said_before_its_fields(nora: Person, lena: Person, lou: Person) -> None:
    await reports(nora)
    await lena.arrives()
    await lena.opens("PSE-00001")
    answer = await lena.invokes("event.add_action", {"id": 1, "seen": 1, "what": "Late"})
    assert "This step is not open any more." in words(answer["value"])


async def test_all_that_was_told_can_be_read(nora: Person, lena: Person, lou: Person, pip: Person) -> None:
    await lena.arrives()
    for said in (
        "near miss",
        "Insulin at ten times the dose",
        "Ward 7",
        "an hour ago",
        "yes",
        "add how they are",
        LONG + "She is in ITU.",
    ):
        await nora.says(said)
    await nora.says("send")
    card = (await lena.opens("PSE-00001")).card
    assert "She is in ITU." not in words(card)
    page = await lena.executes("Read all of it", card)
    assert "How they are: She was given it." in words(page["value"])
    assert "She is in ITU." in words(page["value"])
    assert "Insulin at ten times the dose" in words(page["value"])
    back = await lena.executes("Back to the card", page["value"])
    assert "Incident · PSE-00001" in words(back["value"])


async def test_evidence_can_be_read_to_its_end(nora: Person, lena: Person, lou: Person, pip: Person) -> None:
    await with_action(nora, lena, lou, pip, "20 March")
    await pip.executes("Send", evidence=LONG + "The drawer is labelled.")
    card = (await lena.sees("Action done, to be looked at")).card
    assert "The drawer is labelled." not in words(card)
    page = await lena.executes("Read all of it", card)
    assert "The drawer is labelled." in words(page["value"])


async def test_where_too_many_people_are_known_to_list_a_name_is_written(
    nora: Person, lena: Person, lou: Person, pip: Person, lantern: Running
) -> None:
    more = [
        {"entra_id": f"10000000-0000-4000-8000-{number:012}", "name": f"Aaron{number} Able"} for number in range(120)
    ]
    async with lantern.built[0].casework.begin() as uow:
        await load_trust(uow, {"tenant": TRUST["tenant"], "person": more})
    mo = lantern.person("mo")
    await mo.arrives()
    await with_action(nora, lena, lou, pip, "20 March")
    await pip.executes("Hand it back", because="The ward manager, I think")
    handed = await lena.sees("Pip Example says it is not theirs")
    missing = await lena.executes("Give it to somebody", handed.card, owner="Aaron")
    assert "I don't know anybody called “Aaron” here." in words(missing["value"])
    await lena.executes("Give it to somebody", handed.card, owner="Mo Example")
    await mo.sees("Your action, due in 16 days")


async def test_a_reporter_sees_that_it_was_looked_at(nora: Person, lena: Person, lou: Person) -> None:
    before = len(nora.lantern.connector.to(nora.chat))
    await decided(nora, lena, lou)
    sent = nora.lantern.connector.to(nora.chat)[before:]
    await nora.sees("Response chosen Wednesday 4 March 2026. After action review", times=1)
    assert len(nora.lantern.connector.to(nora.chat)[before:]) == len(sent)  # in place: nothing new is sent to her


async def test_a_day_that_passed_while_the_form_lay_half_made_is_asked_again(
    nora: Person, lena: Person, lou: Person, lantern: Running
) -> None:
    await decided(nora, lena, lou)
    for said in ("add action PSE-00001", "Label every pump", "Pip Example", "In one week", "cancel", "keep"):
        await lena.says(said)
    await lantern.at(2026, 3, 14, 10, 0)
    await lena.says("carry on")
    [asked] = await lena.says("send")
    assert "Wednesday 11 March 2026 has passed." in asked.words
    [check] = await lena.says("In one week")
    assert "Saturday 21 March 2026" in check.words
    await lena.says("send")
    await lena.sees("SA-00001: Label every pump")


async def test_what_cannot_begin_leaves_the_form_that_is_asked(nora: Person, lena: Person, lou: Person) -> None:
    await decided(nora, lena, lou)
    await lena.says("add action PSE-00001")
    refused, stays = await lena.says("add action PSE-11")
    assert "That is not open now." in refused.words
    assert "For PSE-00001" in stays.words
    [asked] = await lena.says("Label every pump on the ward")
    assert "Who owns it?" in asked.words
    [begun] = await lena.submits({"do": "begin", "form": "report", "with": "incident"})
    assert "What happened, or nearly happened?" in begun.words


async def test_a_picture_beside_words_is_said_to_be_left_out(nora: Person) -> None:
    picture = [{"contentType": "image/png", "contentUrl": "https://127.0.0.1/x.png"}]
    [told] = await nora.says("patient nearly given penicillin despite the band", attachments=picture)
    assert "not the picture or file" in told.words
    [asked] = await nora.says("near miss: the wrong syringe label", attachments=picture)
    assert "not the picture or file" in asked.words
