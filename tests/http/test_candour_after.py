"""What comes after the conversation, by presses: letters, findings, and questions put to who leads the response."""

import logging
from pathlib import Path
from typing import Any

import pytest

from bot.casework.candour import Written, write_down
from bot.casework.candour_opening import open_because_asked
from psirf.candour.terms import AskedBy, Element, Limb
from storage.candour import held_candour
from storage.events import held_event
from tests.casework.test_events import who
from tests.conftest import Clock
from tests.http import ties as sealed
from tests.http.test_story import reports
from tests.lantern import Person, Running, trail
from tests.stand_in import actions, fields, words

NAME = "Quillfeather"
ASKED = f"Why did nobody tell my sister Winifred {NAME} that the dose was wrong?"


async def opened(lantern: Running, nora: Person, lena: Person, cora: Person, clock: Clock) -> None:
    """Somebody was harmed; Cora assessed it as owed and holds it. It is the next morning."""
    await lena.arrives()
    await reports(nora, reached="yes")
    await nora.sees("Thank you.")
    async with lantern.built[0].casework.begin() as uow:
        event = await held_event(uow.session, 1)
        assert event is not None
        await open_because_asked(uow.acting(await who(uow, "cora")), event, AskedBy.LEAD)
    case = await shows(cora, "candour.show")
    page = (await cora.executes("Assess it", case))["value"]
    yes = {limb.value: "yes" for limb in Limb}
    await cora.executes("Keep the answers", page, **yes, profession="consultant")
    await cora.executes("I will hold it", await shows(cora, "candour.show"))
    clock.moves(days=1)


async def led_by_pip(lena: Person, pip: Person) -> None:
    """An after action review is chosen, and Pip leads it."""
    await pip.arrives()
    await lena.opens("PSE-00001")  # a reminder of hers may come of itself after it
    await lena.executes("Choose this one", chosen="aar", reason="The ward can talk it through.")
    await lena.says("give LR-1 to Pip Example")
    await pip.sees("You are asked to lead this.")


async def shows(person: Person, verb: str, **data: int) -> Any:
    """What a press of a button is answered with: a card, or a sentence."""
    return (await person.invokes(verb, {"id": 1, "seen": 1, **data}))["value"]


async def asks(cora: Person, said: str = ASKED) -> None:
    page = await shows(cora, "candour.page_questions")
    answer = (await cora.executes("Keep the question", page, question=said))["value"]
    assert "Kept, word for word." in words(answer)
    assert said in words(answer)


async def told(lantern: Running, clock: Clock) -> None:
    """Cora wrote down that they were told, in a part of its own."""
    async with lantern.built[0].casework.begin() as uow:
        case = await held_candour(uow.session, 1)
        assert case is not None
        said = {"in_person": True, "mode": "face to face"}
        written = Written(Element.TOLD, uow.now, 1, said, {"words": f"Mrs {NAME} was told."})
        await write_down(uow.acting(await who(uow, "cora")), case, [written], key="told")


async def refusals(lantern: Running) -> list[tuple[str, str, str]]:
    entries = await trail(lantern, did="refused")
    return [(entry.who, entry.subject, (entry.details or {})["why"]) for entry in entries]


async def test_whoever_leads_the_response_answers_a_question_without_the_name_in_it(
    lantern: Running, nora: Person, lena: Person, pip: Person, cora: Person, clock: Clock,
    caplog: pytest.LogCaptureFixture, database_url: str,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    await opened(lantern, nora, lena, cora, clock)
    await led_by_pip(lena, pip)
    await asks(cora)
    asked = await pip.sees("Those affected asked something.")
    assert NAME not in asked.words
    page = (await pip.executes("Their questions", asked.card))["value"]
    assert "Why did nobody tell" in words(page)
    assert NAME not in words(page)
    one = (await pip.executes("Answer it", page))["value"]
    assert NAME not in words(one)
    empty = (await pip.executes("Keep the answer", one))["value"]
    assert "Please write something first, then press again." in words(empty)
    done = (await pip.executes("Keep the answer", empty, answer="Two pens look alike."))["value"]
    assert "Answered: “Two pens look alike.”" in words(done)
    assert NAME not in words(done)
    news = await cora.sees("A question of theirs is answered.")
    full = (await cora.executes("Their questions", news.card))["value"]
    assert ASKED in words(full)
    assert "Two pens look alike." in words(full)
    await nothing_left(lantern, caplog.text, database_url)


async def nothing_left(lantern: Running, log: str, database_url: str) -> None:
    """No row, message of its own, log line or byte of the database's files holds the name or an answer."""
    kept = [str(row) for _, row in await sealed.everything(lantern)]
    said = [str(sent.body) for sent in lantern.connector.sent]
    files = [
        each.read_bytes().decode("latin-1")
        for each in (Path(f"{database_url.removeprefix('sqlite:///')}{end}") for end in ("", "-wal"))
        if database_url.startswith("sqlite") and each.exists()
    ]
    assert database_url.startswith("sqlite") is bool(files)
    for word in (NAME, "my sister", "Two pens look alike"):
        assert not [where[:200] for where in (*kept, *said, *files, log) if word in where]


async def test_whoever_leads_the_response_sees_the_way_on_its_card(
    lantern: Running, nora: Person, lena: Person, pip: Person, cora: Person, clock: Clock
) -> None:
    await opened(lantern, nora, lena, cora, clock)
    await asks(cora)
    await led_by_pip(lena, pip)
    card = (await pip.opens("LR-00001")).card
    assert "Those affected asked 1 question. 1 waits for an answer." in words(card)
    page = (await pip.executes("Their questions (1)", card))["value"]
    assert "Why did nobody tell" in words(page)
    assert NAME not in words(page)
    of_lena = (await lena.opens("LR-00001")).card
    assert "Those affected asked" not in words(of_lena)


async def test_whoever_leads_the_response_is_refused_the_rest_and_that_is_written_down(
    lantern: Running, nora: Person, lena: Person, pip: Person, cora: Person, clock: Clock
) -> None:
    await opened(lantern, nora, lena, cora, clock)
    await led_by_pip(lena, pip)
    await asks(cora)
    await told(lantern, clock)
    page = await shows(pip, "candour.page_words")
    assert "This step is not open to you." in words(page)
    assert NAME not in words(page)
    assert await refusals(lantern) == [("person:5", "candour:1", "not_yours")]
    version = next(each["data"]["seen"] for each in actions(page) if each["title"] == "Their questions")
    letter = {"id": 1, "item": 1, "seen": version, "day": "2026-03-05", "how": "post", "signed_by": "consultant"}
    refused = (await pip.invokes("candour.after_letter", letter))["value"]
    assert "This step is not open to you." in words(refused)
    assert await refusals(lantern) == [("person:5", "candour:1", "not_yours")] * 2
    assert "Keep it" not in [each["title"] for each in actions(await shows(pip, "candour.page_after_letter", item=1))]
    assert not await trail(lantern, did="see_words")


async def test_somebody_who_is_nothing_to_it_is_shown_nothing(
    lantern: Running, nora: Person, lena: Person, cora: Person, clock: Clock
) -> None:
    await opened(lantern, nora, lena, cora, clock)
    await asks(cora)
    for verb in ("candour.page_questions", "candour.page_words", "candour.page_after", "candour.show"):
        assert await shows(nora, verb) == "I cannot find that, or it is not yours to see."
    answered = await nora.invokes("candour.answer_question", {"id": 1, "seen": 1, "item": 2, "answer": "No."})
    assert answered["value"] == "I cannot find that, or it is not yours to see."
    assert [why for _, _, why in await refusals(lantern)] == ["not_yours"] * 5


async def test_the_letter_is_written_down_on_its_page(
    lantern: Running, nora: Person, lena: Person, cora: Person, clock: Clock
) -> None:
    await opened(lantern, nora, lena, cora, clock)
    letter = {"day": "2026-03-05", "how": "post", "signed_by": "consultant", "reference": "CL-17"}
    page = await shows(cora, "candour.page_after_letter", item=1)
    early = (await cora.executes("Keep it", page, **letter))["value"]
    assert "Nobody had told them by then." in words(early)
    assert {key: fields(early)[key] for key in letter} == letter
    await told(lantern, clock)
    stale = (await cora.executes("Keep it", early, **letter))["value"]
    assert "Somebody has written something down here since you opened this." in words(stale)
    to_come = (await cora.executes("Keep it", stale, **{**letter, "day": "2026-03-06"}))["value"]
    assert "That day has not come yet." in str(to_come)
    assert fields(to_come)["signed_by"] == "consultant"
    number = (await cora.executes("Keep it", to_come, **{**letter, "reference": "999 000 0018"}))["value"]
    assert "That holds a patient's NHS number" in words(number)
    kept = (await cora.executes("Keep it", number, **letter))["value"]
    assert "Kept. The letter was sent." in words(kept)
    assert "✓ The letter that follows: Thursday 5 March 2026" in words(kept)
    assert "✓ Copies kept: Thursday 5 March 2026" in words(kept)


async def test_findings_wait_for_an_answer_and_then_are_shared(
    lantern: Running, nora: Person, lena: Person, cora: Person, clock: Clock
) -> None:
    await opened(lantern, nora, lena, cora, clock)
    await told(lantern, clock)
    await asks(cora)
    page = await shows(cora, "candour.page_findings")
    assert fields(page)["day"] == "2026-03-05"
    approved = (await cora.executes("Keep the day", page, **fields(page)))["value"]
    assert "Approved on Thursday 5 March 2026. To be shared by Thursday 19 March 2026: 10 working" in words(approved)
    page = await shows(cora, "candour.page_after_findings", item=1)
    shared = {"day": "2026-03-05", "how": "by hand"}
    refused = (await cora.executes("Keep it", page, **shared))["value"]
    assert "They asked something that is not answered yet." in words(refused)
    assert {key: fields(refused)[key] for key in shared} == shared
    asked = await shows(cora, "candour.page_questions")
    one = (await cora.executes("Answer it", asked))["value"]
    await cora.executes("It cannot be answered", one, answer="Nobody wrote it down at the time.")
    page = await shows(cora, "candour.page_after_findings", item=1)
    kept = (await cora.executes("Keep it", page, **shared))["value"]
    assert "Kept. Findings were shared." in words(kept)


async def test_all_that_was_written_is_shown_to_the_candour_roles_and_each_look_is_written_down(
    lantern: Running, nora: Person, lena: Person, cora: Person, clock: Clock
) -> None:
    await opened(lantern, nora, lena, cora, clock)
    await told(lantern, clock)
    await asks(cora)
    shown = words(await shows(cora, "candour.page_words"))
    assert shown.index("Assessed") < shown.index(f"“Mrs {NAME} was told.”") < shown.index(ASKED)
    assert [entry.who for entry in await trail(lantern, did="see_words")] == ["person:7"]
    await lantern.work()
    assert not [sent for sent in lantern.connector.sent if NAME in str(sent.body)]


async def test_no_page_with_words_on_it_is_put_into_a_message(
    lantern: Running, nora: Person, lena: Person, cora: Person, clock: Clock
) -> None:
    await opened(lantern, nora, lena, cora, clock)
    await asks(cora)
    for page in ("questions", "answer", "words"):
        await cora.submits({"verb": f"candour.page_{page}", "id": 1, "seen": 1, "item": 1})
    await cora.submits({"verb": "candour.ask_question", "id": 1, "seen": 99, "question": ASKED})
    await lantern.work()
    assert [why for _, _, why in await refusals(lantern)] == ["not_in_message"] * 3 + ["written_meanwhile"]
    assert not [sent for sent in lantern.connector.sent if NAME in str(sent.body)]
