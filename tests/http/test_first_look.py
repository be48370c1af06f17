"""The ward manager looks first: Mo's card, its buttons and the words typed instead, and what the others then see."""

import pytest

from tests.http.test_story import reports
from tests.lantern import Person, Running, last_refused
from tests.stand_in import words

RAIL = "The bed rail was left down, the physio saw it in time"


@pytest.fixture
async def mo(lantern: Running, nora: Person, lena: Person) -> Person:
    """With a near miss of Ward 7 that waits for him."""
    mo = lantern.person("mo")
    for person in (mo, lena):
        await person.arrives()
    await reports(nora, RAIL)
    await mo.sees("Please look first: PSE-00001")
    return mo


def _unasked(lantern: Running, person: Person) -> list[str]:
    return [sent.words for sent in lantern.connector.to(person.chat) if "PSE-00001" in sent.words]


async def test_the_ward_manager_has_a_card_the_leads_have_none_and_the_reporter_reads_so(
    mo: Person, nora: Person, lena: Person, lantern: Running
) -> None:
    card = await mo.sees("Please look first: PSE-00001", times=1)
    assert RAIL in card.words
    assert "Nora" not in card.words
    assert "It waits for you until Thursday 5 March 2026." in card.words
    await nora.sees("The ward manager is looking at it first, by Thursday 5 March 2026.")
    assert _unasked(lantern, lena) == []
    [shown] = await lena.says("PSE-00001")  # a lead opens any report at any time
    assert (
        "The ward manager looks at it first, until Thursday 5 March 2026. You can decide at any time." in shown.words
    )
    assert "Recommended:" in shown.words


async def test_one_press_settles_it_on_the_ward_and_its_reporter_is_told(
    mo: Person, nora: Person, lena: Person, lantern: Running
) -> None:
    missing = await mo.executes("Send it and close", learned="We talked it through.", changed="", local_reason="x")
    assert "one sentence of your own" in words(missing["value"])
    assert "We talked it through." in words(missing["value"])  # what was typed is not lost
    done = await mo.executes(
        "Send it and close", learned="We talked it through.", changed="The rail has a label.",
        local_reason="Little is new here.",
    )  # fmt: skip
    assert "Sent to its reporter, and closed." in words(done["value"])
    told = await nora.sees("What came of PSE-00001", times=1)
    assert "We talked it through. The rail has a label." in told.words
    assert _unasked(lantern, lena) == []


async def test_it_is_passed_on_with_a_sentence_and_the_leads_have_it_then(
    mo: Person, nora: Person, lena: Person
) -> None:
    await mo.executes("Pass it on", pass_words="It is the third this month.")
    await lena.sees("Your queue 1 report waits. PSE-00001", times=1)
    card = await lena.opens("PSE-00001")
    assert "Mo Example passed it on: “It is the third this month.”" in card.words
    await nora.sees("The people who lead on learning have been asked to look at it")
    await nora.sees("Looked at Wednesday 4 March 2026. By the ward manager")


async def test_a_lead_who_decides_meanwhile_has_decided_and_his_card_says_so(mo: Person, lena: Person) -> None:
    before = (await mo.sees("Please look first: PSE-00001")).card
    await lena.says("PSE-00001")
    await lena.executes("Choose this one", chosen="aar", reason="Let us talk it through.")
    await mo.sees("The people who lead on learning have decided on it.")
    late = await mo.executes("Send it and close", before, learned="a b", changed="c d", local_reason="e f")
    assert "Somebody has moved this on since you saw it." in words(late["value"])
    assert "The people who lead on learning have decided on it." in words(late["value"])


async def test_what_was_another_wards_leaves_his_sight(mo: Person, lena: Person) -> None:
    card = (await mo.sees("Please look first: PSE-00001")).card
    unknown = await mo.executes("Hand it on", not_ours_ward="Ward 99", not_ours_reason="He had moved.")
    assert "I do not know that ward." in words(unknown["value"])
    gone = await mo.executes("Hand it on", card, not_ours_ward="Ward 8", not_ours_reason="He had moved.")
    assert "PSE-00001 is with others now" in str(gone["value"])
    shown = await lena.opens("PSE-00001")
    assert "Where Ward 8" in shown.words  # which has no ward manager
    assert "Mo Example says that it belongs elsewhere: “He had moved.”" in shown.words
    [nothing] = await mo.says("first look PSE-00001")
    assert "not yours to see" in nothing.words


async def test_two_reports_of_one_event_are_joined(mo: Person, nora: Person, pip: Person, lena: Person) -> None:
    await pip.arrives()
    await reports(pip, "The rail beside bed 4 was down again")
    await mo.sees("Please look first: PSE-00002")
    wrong = await mo.executes("Join them", into="the other one", merge_reason="The same rail.")
    assert "Please give its reference" in words(wrong["value"])
    done = await mo.executes("Join them", into="PSE-00001", merge_reason="The same rail.")
    assert "Joined to PSE-00001." in words(done["value"])
    told = await pip.sees("About PSE-00002")
    assert "It tells of the same event as another report" in told.words
    assert "PSE-00001" not in told.words
    await mo.sees("PSE-00002 tells of the same event.")
    [loop] = await mo.says("merge PSE-00001 into PSE-00002: The same rail.")
    assert "PSE-00002 is not open any more" in loop.words
    await mo.says("local PSE-00001: We mended it; It is looked at weekly")
    await nora.sees("What came of PSE-00001")
    told = await pip.sees("What came of PSE-00002")
    assert "We mended it" in told.words


async def test_after_a_working_day_the_leads_have_it_too(mo: Person, lena: Person, lantern: Running) -> None:
    await lantern.at(2026, 3, 5, 17, 0)
    assert _unasked(lantern, lena) == []
    await lantern.at(2026, 3, 6, 9, 1)
    await lena.sees("Your queue 1 report waits. PSE-00001", times=1)
    await mo.sees("The people who lead on learning are asked too.")


async def test_what_presses_is_nobodys_to_wait_with(nora: Person, lena: Person, lantern: Running) -> None:
    mo = lantern.person("mo")
    for person in (mo, lena):
        await person.arrives()
    told = "near miss: a patient nearly fell out of the window just now on Ward 7, the restrictor is missing"
    for said in (told, "yes", "send"):
        await nora.says(said)
    await lena.sees("Your queue 1 report waits. PSE-00001")
    assert len(lantern.connector.to(mo.chat)) == 1  # the welcome


TYPED = (
    ("pass on PSE-1", "event.pass_on"), ("local PSE-1: a b; c d", "event.learn_locally"),
    ("not ours PSE-1: no", "event.not_ours"), ("place PSE-1 ward 8", "event.confirm_place"),
    ("merge PSE-1 into PSE-2: same", "event.merge"), ("harm PSE-1: low, none", "event.grade_harm"),
    ("first look PSE-1", "event.page_first_look"),
)  # fmt: skip


@pytest.mark.parametrize(("said", "verb"), TYPED)
async def test_whoever_is_not_asked_is_answered_kindly_and_it_is_written_down(
    mo: Person, pip: Person, lantern: Running, said: str, verb: str
) -> None:
    [answer] = await pip.says(said)
    assert "I cannot find that, or it is not yours to see." in answer.words
    assert await last_refused(lantern) == ("event:1", {"why": "not to be seen", "verb": verb})
    for number in ("77", "999999999"):
        [answer] = await mo.says(said.replace("PSE-1", f"PSE-{number}"))
        assert "I cannot find that, or it is not yours to see." in answer.words
        assert await last_refused(lantern) == (f"event:{number}", {"why": "not to be seen", "verb": verb})


async def test_a_press_that_is_not_his_is_refused(mo: Person, nora: Person, pip: Person, lantern: Running) -> None:
    for person, verb in ((nora, "event.pass_on"), (pip, "pass_on")):  # she sees her report, and he sees nothing of it
        answer = await person.invokes("event.pass_on", {"id": 1, "seen": 1})
        assert "Passed on" not in str(answer["value"])
        subject, details = await last_refused(lantern)
        assert (subject, details["why"], details["verb"]) == ("event:1", "not_yours", verb)
    [card] = await mo.says("first look PSE-1")  # as it stands now
    assert "It waits for you until Thursday 5 March 2026." in card.words


@pytest.mark.parametrize("text", ["**bold** <at>Lantern</at> {{DATE(2026-03-04T09:30:00Z)}}", "💉 " * 5000])
async def test_any_words_stand_on_his_card_as_they_are(lantern: Running, nora: Person, text: str) -> None:
    mo = lantern.person("mo")
    await mo.arrives()
    await reports(nora, f"The rail was down. {text}")
    card = await mo.sees("Please look first: PSE-00001")
    assert "{{" not in card.words
    await mo.executes("Pass it on", card.card, pass_words=text[:1400])
    await mo.sees("Mo Example looked at it first")
