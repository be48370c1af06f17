"""Candour in a browser: followed through to the findings; declined; not reached; and nobody known who acts."""

import re
from datetime import datetime

from playwright.async_api import Browser

from psirf.working_time import LONDON
from tests.browser.conftest import Stage
from tests.browser.teams import Teams

NAME = "Winifred Quillfeather"


async def _harmed(stage: Stage, opened: Browser, number: int, harm: str = "moderate, none") -> tuple[Teams, Teams]:
    """Nora reports what reached a patient, Lena grades the harm, and Cora, who leads on candour, opens the case.
    `number`: of the report on this stage, and of its case."""
    lena, cora, nora = [await stage.teams(opened, name) for name in ("Lena", "Cora", "Nora")]
    await nora.says("incident: the wrong bag of fluid was hung on Ward 7 two hours ago")
    await nora.sees(re.compile("Check, then send|Did it reach a patient"))
    await nora.says("yes")
    await nora.sees(re.compile("Check, then send"))
    await nora.presses("Send")
    await nora.sees("So that the right patient can be found.")
    await lena.says(f"harm PSE-{number:05}: {harm}")
    await lena.sees(re.compile("Kept. What was graded before"))
    await cora.says(f"candour PSE-{number:05}")
    await cora.sees("Is candour owed? Please assess it.")
    return lena, cora


async def _owed(cora: Teams, number: int) -> None:
    """It is assessed, and Cora holds it."""
    await cora.presses("Assess it")
    await cora.sees("Was what happened unintended or unexpected?")
    for place in range(3):
        await cora.page.get_by_label("Yes", exact=True).nth(place - 3).check()
    await cora.fills("In whose opinion? Your profession", "consultant")
    await cora.presses("Keep the answers")
    await cora.sees(re.compile("The duty of candour applies"))
    await cora.asks(f"DOC-{number:05}")
    await cora.presses("I will hold it")
    await cora.sees(re.compile("Cora Example; nobody covers yet"))


async def _turns_to(cora: Teams, number: int, *buttons: str) -> None:
    """Ask for the case's card, and press on from there."""
    await cora.asks(f"candour PSE-{number:05}")
    for button in buttons:
        await cora.presses(button)


async def _logs(cora: Teams, number: int, button: str) -> None:
    await cora.asks(f"log candour PSE-{number:05}")
    await cora.sees("What was done?")
    await cora.presses(button)


async def _told(cora: Teams, number: int) -> None:
    await _logs(cora, number, "We told them")
    await cora.fills("When did you speak with them?", "just now")
    await cora.chooses("How?", "Face to face")
    await cora.fills("Who was there for us? Their roles", "consultant")
    await cora.fills("What did you tell them of what happened?", f"{NAME} was told of the wrong bag.")
    await cora.presses("Save and go on")
    await cora.fills("How did you say sorry? Your words", "I am sorry that this happened to you.")
    await cora.fills("What will be looked into, and how?", "How bags are checked.")
    await cora.presses("Save and go on")
    await cora.fills("What support did you offer?", "The chaplain, and a line to ring.")
    await cora.fills("What did they ask? Word for word", "Why were two bags on one stand?")
    await cora.presses("Save")


async def _findings(cora: Teams, number: int) -> None:
    """The findings are approved, the question is answered, and what is owed after the telling is given."""
    today = datetime.now(LONDON).date()
    await _turns_to(cora, number, "More", "Findings are approved", "Keep the day")
    await cora.sees(re.compile("Approved on"))
    await _turns_to(cora, number, "More", "Their questions", "Answer it")
    await cora.fills("The answer, in plain words", "A second bag was kept ready. It is now kept apart.")
    await cora.presses("Keep the answer")
    await cora.sees(re.compile("It is now kept apart"))
    await _turns_to(cora, number, "Letters and findings", "The letter was sent")
    await cora.picks_day("On which day was it sent?", today)
    await cora.ticks("By post")
    await cora.fills("Who signed it, by their role?", "consultant")
    await cora.fills("Reference of its copy, if it is kept", "L-1")
    await cora.presses("Keep it")
    await cora.sees(re.compile("✓ The letter that follows"))
    await _turns_to(cora, number, "Letters and findings", "Findings were shared")
    await cora.picks_day("On which day were they shared?", today)
    await cora.ticks("By post")
    await cora.presses("Keep it")
    await cora.sees(re.compile("✓ The findings shared"))
    await _turns_to(cora, number, "Letters and findings", "A meeting was offered")
    await cora.picks_day("On which day was it offered?", today)
    await cora.ticks("No, or not now")
    await cora.presses("Keep it")
    await cora.sees(re.compile("✓ A meeting offered"))


async def test_a_conversation_is_held_and_followed_through_to_the_findings(stage: Stage, opened: Browser) -> None:
    number = 1
    _, cora = await _harmed(stage, opened, number)
    await _owed(cora, number)
    await _told(cora, number)
    await cora.sees(re.compile("This is the written record of the conversation"))
    await cora.sees_no(NAME)
    await _findings(cora, number)
    await cora.says(f"candour PSE-{number:05}")
    await cora.sees(re.compile("10 of 10"))
    await cora.picture("complete")


async def test_somebody_declines_all_that_is_left(stage: Stage, opened: Browser) -> None:
    number = 2
    _, cora = await _harmed(stage, opened, number)
    await _owed(cora, number)
    await _logs(cora, number, "They do not want it")
    await cora.page.get_by_role("checkbox", name=re.compile("All that is left")).last.check()
    await cora.fills("What did they say? In their words", "Please leave me in peace.")
    await cora.fills("When did they say so?", "just now")
    await cora.presses("Save")
    await cora.sees(re.compile("10 of 10"))
    await cora.picture("declined")


async def test_somebody_who_cannot_be_reached_is_signed_for_by_another(stage: Stage, opened: Browser) -> None:
    number = 3
    lena, cora = await _harmed(stage, opened, number)
    await _owed(cora, number)
    await _logs(cora, number, "We tried to reach them")
    await cora.fills("When did you try?", "just now")
    await cora.chooses("How?", "By phone")
    await cora.chooses("What came of it?", "No answer")
    await cora.presses("Save")
    await cora.sees(re.compile("Saved"))
    await _logs(cora, number, "More")
    await cora.presses("They cannot be reached")
    await cora.fills("Why can they not be reached?", "They have moved, and nobody knows where.")
    await cora.presses("Save")
    await cora.sees(re.compile("Somebody else is asked to sign it"))
    await lena.asks(f"DOC-{number:05}")
    await lena.presses("Sign it")
    await lena.fills("Why you agree, in one sentence", "Three ways were tried.")
    await lena.presses("Sign it")
    await lena.sees(re.compile("10 of 10"))
    await lena.picture("signed")


async def test_of_somebody_who_died_whoever_acts_is_looked_for(stage: Stage, opened: Browser) -> None:
    number = 4
    _, cora = await _harmed(stage, opened, number, "died")
    await _owed(cora, number)
    await cora.sees(re.compile("find out who acts for them"))
    await _logs(cora, number, "We tried to reach them")
    await cora.picture("nobody-known")


async def test_the_cards_of_candour_are_looked_at(stage: Stage, opened: Browser) -> None:
    """Nothing is pressed on a card after its picture: the Playground lays it out anew at another width."""
    number = 5
    lena, cora = await _harmed(stage, opened, number)
    await _owed(cora, number)
    await cora.picture("owed")
    await _logs(cora, number, "We told them")
    await cora.sees("When did you speak with them?")
    await cora.picture("told")
    await _logs(cora, number, "They do not want it")
    await cora.sees("When did they say so?")
    await cora.picture("declines")
    await _turns_to(cora, number, "Before you meet")
    await cora.sees("Who will speak with them?")
    await cora.picture("before")
    await _turns_to(cora, number, "Letters and findings")
    await cora.sees(re.compile("Nobody has told them yet"))
    await cora.picture("afterwards")
    for button in ("Who they are", "Next contact", "Draft a letter", "Their questions", "Who was hurt"):
        await _turns_to(cora, number, "More", button)
        await cora.sees(re.compile("Back"))
        await cora.picture(button.replace(" ", "-").lower())
    await cora.asks(f"assess candour PSE-{number:05}")
    await cora.sees("Was what happened unintended or unexpected?")
    await cora.picture("assess")
    await lena.says("candour due")
    await lena.sees(re.compile(f"DOC-{number:05}"))
    await lena.picture("due")
