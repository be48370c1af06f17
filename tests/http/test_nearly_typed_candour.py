"""What is written of candour otherwise than it is typed: nothing of it is kept; a report is heard as one."""

import pytest

from bot.candour_words import WORDS_GO_ON_THE_CARD
from tests.http.test_typed_candour import FAMILY, heard, nothing_has, opened
from tests.lantern import Person, Running, trail


@pytest.mark.parametrize(
    "said",
    [
        f"log candor PSE-1 told {FAMILY}",
        f"log candur PSE-1 {FAMILY} said no",
        f"logged candour PSE-1: {FAMILY}",
        f"log duty of candour PSE-1: told {FAMILY}",
        f"duty of candour PSE-1 {FAMILY}",
        f"candour conversation PSE-1 with {FAMILY}",
        f"pse-1 candour {FAMILY}",
        f"I told {FAMILY} about PSE-1",
        f"told {FAMILY} PSE-1",
        f"doc-1 {FAMILY}",
    ],
)
async def test_what_nearly_is_written_so_is_not_kept_or_repeated_and_shows_the_case(
    lantern: Running, nora: Person, cora: Person, said: str
) -> None:
    await opened(lantern, nora)
    answered = await heard(cora, said)
    assert WORDS_GO_ON_THE_CARD in answered
    assert "Candour · DOC-00001" in answered
    assert "Quillfeather" not in answered
    await nothing_has(lantern, "Winifred", "Quillfeather")


@pytest.mark.parametrize(
    "said", [f"candour for {FAMILY}", f"I had the duty of candour talk with {FAMILY}", f"candour due {FAMILY}"]
)
async def test_without_a_reference_it_is_asked_of_which_report(lantern: Running, cora: Person, said: str) -> None:
    answered = await heard(cora, said)
    assert WORDS_GO_ON_THE_CARD in answered
    assert "Of which report?" in answered
    await nothing_has(lantern, "Winifred", "Quillfeather")


@pytest.mark.parametrize(
    "said",
    [
        "She fell beside the bed on Ward 7 and broke her hip, and candour was explained to the family",
        "incident: candour was given late, the wrong drip was hung",
        "I told the doctor twice and nobody came, she was given ten times the dose",
    ],
)
async def test_what_tells_of_an_event_is_heard_as_a_report(lantern: Running, nora: Person, said: str) -> None:
    assert WORDS_GO_ON_THE_CARD not in await heard(nora, said)


async def test_an_answer_that_speaks_of_candour_is_kept_as_an_answer(lantern: Running, cora: Person) -> None:
    await cora.says("near miss")
    assert WORDS_GO_ON_THE_CARD not in await heard(cora, "Duty of candour letter nearly went to the wrong house")


async def test_a_step_of_a_report_whose_words_speak_of_candour_is_taken(
    lantern: Running, nora: Person, lena: Person
) -> None:
    await opened(lantern, nora)
    await lena.arrives()
    assert WORDS_GO_ON_THE_CARD not in await heard(lena, "ask PSE-1: was candour explained to them that night?")
    assert await trail(lantern, did="ask")
