"""Approval requests in chats: the cards of all who are asked, presses by anybody and anything, and typed lines."""

from typing import Any

import pytest

from tests.http.test_story import reports
from tests.lantern import Person, Running, last_refused, trail
from tests.stand_in import words

ASKED = "Approval asked · PSE-00001"
WHY = "Nobody understands yet how it could happen."


@pytest.fixture
def eve(lantern: Running) -> Person:
    return lantern.person("eve")


@pytest.fixture
def ed(lantern: Running) -> Person:
    return lantern.person("ed")


async def all_said(person: Person, said: str) -> str:
    """All that is said to this: a queue that is drawn anew at that moment may come last."""
    return " ".join(sent.words for sent in await person.says(said))


async def proposed(nora: Person, *others: Person) -> None:
    """Lena, the first of the others, proposes a PSII for PSE-00001; the others have opened Lantern too."""
    for each in others:
        await each.arrives()
    await reports(nora)
    lena = others[0]
    await lena.says(f"decide PSE-1 PSII: {WHY}")
    await lena.lantern.work()


async def test_it_is_asked_approved_and_every_copy_says_so(
    nora: Person, lena: Person, lou: Person, eve: Person, ed: Person
) -> None:
    await proposed(nora, lena, lou, eve, ed)
    card = await eve.sees(ASKED)
    for shown in ("Proposed: Patient safety incident investigation (PSII)", WHY, "Lena Example", "Ward 7",
                  "Wednesday 11 March 2026", "Eve Example, Ed Example. Any one of them decides."):  # fmt: skip
        assert shown in card.words
    assert "Nora" not in card.words
    waiting = await lou.says("PSE-1")
    assert "Waiting for approval: Patient safety incident investigation (PSII)" in waiting[-1].words
    answer = await eve.executes("Approve", card.card)
    assert "Approved by Eve Example" in words(answer["value"])
    await eve.lantern.work()
    await ed.sees("Approved · PSE-00001", times=1)
    assert ASKED not in [sent.words for sent in ed.lantern.connector.showing(ed.chat).values()]
    await lena.sees("Approved by Eve Example")
    chosen = await lou.sees("Chosen: Patient safety incident investigation (PSII)")
    assert "Approved by Eve Example" in chosen.words


async def test_a_question_goes_there_and_back_on_the_card(nora: Person, lena: Person, eve: Person) -> None:
    await proposed(nora, lena, eve)
    card = (await eve.sees(ASKED)).card
    refused = await eve.executes("Send the question", card)
    assert "write one sentence of your own first" in words(refused["value"])
    await eve.executes("Send the question", card, question="What do the family want to know?")
    await eve.lantern.work()
    asked = await lena.sees("Eve Example asks: “What do the family want to know?”")
    assert "A question before approval" in asked.words
    await lena.executes("Send the answer", answer="Why nobody called them.")
    await eve.lantern.work()
    answered = await eve.sees("Answer: “Why nobody called them.”")
    assert "Approve" in str(answered.card)


async def test_another_is_chosen_and_the_proposer_told(nora: Person, lena: Person, eve: Person) -> None:
    await proposed(nora, lena, eve)
    card = (await eve.sees(ASKED)).card
    answer = await eve.executes("Choose this one", card, chosen="aar", reason="The team can meet on Friday.")
    assert "Eve Example chose: After action review" in words(answer["value"])
    await eve.lantern.work()
    await lena.sees("Another response was chosen · PSE-00001")
    assert "Chosen: After action review" in await all_said(lena, "PSE-1")


async def test_it_is_handed_to_a_deputy(nora: Person, lena: Person, eve: Person, lantern: Running) -> None:
    sam = lantern.person("sam")
    await proposed(nora, lena, eve, sam)
    card = (await eve.sees(ASKED)).card
    [choices] = [each for each in _inputs(card) if each["id"] == "deputy"]
    assert [each["title"] for each in choices["choices"]] == ["Sam Example"]
    await eve.executes("Hand it on", card, deputy=choices["choices"][0]["value"])
    await lantern.work()
    handed = await sam.sees(ASKED)
    assert "You are asked because it was handed on to you." in handed.words
    answer = await sam.executes("Approve", handed.card)
    assert "Approved by Sam Example" in words(answer["value"])


def _inputs(card: Any) -> list[dict[str, Any]]:
    if isinstance(card, dict):
        own = [card] if str(card.get("type", "")).startswith("Input.") else []
        return own + [each for value in card.values() for each in _inputs(value)]
    return [each for value in card for each in _inputs(value)] if isinstance(card, list) else []


async def test_all_of_it_can_be_typed(nora: Person, lena: Person, eve: Person, ed: Person) -> None:
    await proposed(nora, lena, eve, ed)
    await eve.says("ask AP-1: What do the family want to know?")
    await lena.says("answer AP-00001: why nobody called them")
    await eve.says("hand AP-1 to Sam Example")
    await ed.says("instead AP-1 swarm: all of them are on shift still")
    shown = await ed.says("AP-1")
    assert "Ed Example chose: Swarm huddle" in shown[-1].words
    await lena.says("decide PSE-1 PSII at the weekly panel on 3 March: the panel saw more in it")
    await ed.says("approve AP-2")
    await lena.lantern.work()  # what Lena is told of it comes before what she asks for
    card = await all_said(lena, "PSE-1")
    assert "Chosen: Patient safety incident investigation (PSII)" in card
    assert "Before: Swarm huddle" in card


async def test_a_panels_decision_keeps_its_name_and_day(nora: Person, lena: Person) -> None:
    await lena.arrives()
    await reports(nora)
    said = await all_said(lena, "decide PSE-1 MDT at the weekly panel on Tuesday: it needs pharmacy and the ward")
    assert "weekly panel, Tuesday 3 March 2026" in said
    assert "“it needs pharmacy and the ward”" in said


@pytest.mark.parametrize(
    ("typed", "answered"),
    [
        ("decide PSE-1 AAR:", "Please say why, after a colon, like this: decide PSE-00001 AAR:"),
        ("decide PSE-1 root cause analysis: because", "You can choose swarm, AAR"),
        ("decide PSE-99 AAR: because of this", "I cannot find that"),
        ("decide PSE-1 AAR at the panel on the 32nd: because of this", "could not read that as one day"),
        ("approve AP-99", "I cannot find that"),
        ("choose AP-1 nonsense: because", "I cannot find that"),
        ("choose AP-1 swarm: because", "I cannot find that"),
    ],
)
async def test_what_cannot_be_done_is_said(nora: Person, lena: Person, typed: str, answered: str) -> None:
    await lena.arrives()
    await reports(nora)
    assert answered in await all_said(lena, typed)
    assert any("Recommended: After action review" in sent.words for sent in await lena.says("PSE-1"))


@pytest.mark.parametrize(
    ("verb", "data", "said", "of", "why"),
    [
        ("approval.approve", {"id": 2, "seen": 1}, "I cannot find that", "approval:2", "not_yours"),
        ("approval.approve", {"id": 2**40, "seen": 1}, "I cannot find that", "button", "not_yours"),
        ("approval.approve", {"id": "1", "seen": 1}, "I cannot find that", "button", "not_yours"),
        ("approval.approve", {"id": 1, "seen": 99}, "Somebody has moved this on", "approval:1", "stale"),
        ("approval.settle", {"id": 1, "seen": 1}, "That button does not work any more", "button", "no such verb"),
        (
            "approval.page_sealed",
            {"id": 1, "seen": 1},
            "That button does not work any more",
            "button",
            "no such verb",
        ),
        ("approval.give_yes", {"id": 1, "seen": 1}, "That button does not work any more", "button", "no such verb"),
        ("event.settle", {"id": 1, "seen": 2}, "That button does not work any more", "button", "no such verb"),
        (
            "approval.hand_on",
            {"id": 1, "seen": 1, "deputy": "1"},
            "It cannot be handed to",
            "approval:1",
            "no_deputy",
        ),
        (
            "approval.hand_on",
            {"id": 1, "seen": 1, "deputy": "9999"},
            "know anybody called",
            "approval:1",
            "no such choice",
        ),
        (
            "approval.choose",
            {"id": 1, "seen": 1, "chosen": "sack somebody", "reason": WHY},
            "Please choose one first",
            "approval:1",
            "no such choice",
        ),
    ],
)
async def test_a_forged_card_changes_nothing(
    nora: Person,
    lena: Person,
    eve: Person,
    lantern: Running,
    verb: str,
    data: dict[str, Any],
    said: str,
    of: str,
    why: str,
) -> None:
    await proposed(nora, lena, eve)
    await eve.sees(ASKED)
    answer = await eve.invokes(verb, data)
    shown = answer["value"] if isinstance(answer["value"], str) else words(answer["value"])
    assert said in shown
    subject, details = await last_refused(lantern)
    assert (subject, details["why"]) == (of, why)
    assert details["verb"] in (verb, verb.removeprefix("approval."))
    assert ASKED in await all_said(eve, "AP-1")  # it still waits


@pytest.mark.parametrize("name", ["nora", "mo", "pip", "lou"])
async def test_a_press_by_somebody_who_is_not_asked_is_refused_and_written_down(
    nora: Person, lena: Person, lantern: Running, name: str
) -> None:
    await proposed(nora, lena, lantern.person("eve"))
    answer = await lantern.person(name).invokes("approval.approve", {"id": 1, "seen": 1})
    shown = answer["value"] if isinstance(answer["value"], str) else words(answer["value"])
    assert "not yours to see" in shown or "not open to you" in shown
    refused = await trail(lantern, did="refused", subject="approval:1")
    assert [(each.details or {})["why"] for each in refused] == ["not_yours"]


async def test_a_card_pressed_after_it_was_taken_back_is_refused(
    nora: Person, lena: Person, eve: Person, lantern: Running
) -> None:
    await proposed(nora, lena, eve)
    card = (await eve.sees(ASKED)).card
    await lena.says("take back AP-1: the facts have changed")
    answer = await eve.executes("Approve", card)
    assert "Somebody has moved this on" in words(answer["value"])
    assert "Taken back by Lena Example" in words(answer["value"])
    assert await last_refused(lantern) == ("approval:1", {"why": "stale", "verb": "approval.approve", "seen": 1})
    assert "Recommended" in (await lena.opens("PSE-00001")).words


async def test_a_role_that_was_taken_away_is_felt_at_the_next_press(
    nora: Person, lena: Person, eve: Person, ed: Person, lantern: Running
) -> None:
    await proposed(nora, lena, eve, ed)
    card = (await eve.sees(ASKED)).card
    await lantern.person("sam").says("take executive from Eve Example")
    answer = await eve.executes("Approve", card)
    shown = answer["value"] if isinstance(answer["value"], str) else words(answer["value"])
    assert "not yours to see" in shown
    assert await last_refused(lantern) == ("approval:1", {"why": "not_yours", "verb": "approve"})
    assert "Approve" in str((await ed.sees(ASKED)).card)


async def test_an_answer_that_is_left_empty_keeps_the_card_and_the_question(
    nora: Person, lena: Person, eve: Person
) -> None:
    await proposed(nora, lena, eve)
    await eve.says("ask AP-1: What do the family want to know?")
    await lena.lantern.work()
    card = await lena.sees("What do the family want to know?")
    for typed in ("", "x" * 1600):
        answer = await lena.executes("Send the answer", card.card, answer=typed)
        assert "What do the family want to know?" in words(answer["value"])
        assert "not yours to see" not in words(answer["value"])
