"""Candour in a browser: told and followed through; declined; not reached; and with nobody known who acts."""

import re

from playwright.async_api import Browser

from tests.browser.conftest import Stage
from tests.browser.teams import Teams

NAME = "Winifred Quillfeather"


async def _harmed(stage: Stage, opened: Browser, harm: str = "moderate, none") -> tuple[Teams, Teams, Teams]:
    """Nora reports what reached a patient, Lena grades the harm, and Cora's card comes."""
    lena, cora, nora = [await stage.teams(opened, name) for name in ("Lena", "Cora", "Nora")]
    await nora.says("incident: the wrong bag of fluid was hung on Ward 7 two hours ago")
    await nora.sees(re.compile("Check, then send|Did it reach a patient"))
    await nora.says("yes")
    await nora.sees(re.compile("Check, then send"))
    await nora.presses("Send")
    await nora.sees("So that the right patient can be found.")
    await lena.says(f"harm PSE-00001: {harm}")
    await lena.sees(re.compile("Kept. What was graded before"))
    await cora.says("candour PSE-00001")
    await cora.sees("Is candour owed? Please assess it.")
    return lena, cora, nora


async def _assessed(cora: Teams) -> None:
    await cora.picture("to-assess")
    await cora.presses("Assess it")
    await cora.sees("Was what happened unintended or unexpected?")
    await cora.picture("three-questions")
    for place in range(3):
        await cora.page.get_by_label("Yes", exact=True).nth(place).check()
    await cora.fills("In whose opinion? Your profession", "consultant")
    await cora.presses("Keep the answers")
    await cora.sees(re.compile("The duty of candour applies"))


async def _held(cora: Teams) -> None:
    await cora.says("DOC-00001")
    await cora.presses("I will hold it")
    await cora.sees(re.compile("Cora Example; nobody covers yet"))


async def test_a_conversation_is_held_and_logged_to_the_findings(stage: Stage, opened: Browser) -> None:
    _, cora, _ = await _harmed(stage, opened)
    await _assessed(cora)
    await _held(cora)
    await cora.picture("owed")
    await cora.says("log candour PSE-00001")
    await cora.sees("What was done?")
    await cora.picture("log")
    await cora.presses("We told them")
    await cora.sees("When did you speak with them?")
    await cora.picture("told")
    await cora.fills("When did you speak with them?", "just now")
    await cora.chooses("How?", "Face to face")
    await cora.fills("Who was there for us? Their roles", "consultant")
    await cora.fills("What did you tell them of what happened?", f"{NAME} was told of the wrong bag.")
    await cora.presses("Save and go on")
    await cora.sees("What will be looked into, and how?")
    await cora.picture("said")
    await cora.fills("How did you say sorry? Your words", "I am sorry that this happened to you.")
    await cora.fills("What will be looked into, and how?", "How bags are checked.")
    await cora.presses("Save and go on")
    await cora.sees("What support did you offer?")
    await cora.picture("support")
    await cora.fills("What support did you offer?", "The chaplain, and a line to ring.")
    await cora.fills("What did they ask? Word for word", "Why were two bags on one stand?")
    await cora.presses("Save")
    await cora.page.wait_for_timeout(4000)
    await cora.picture("after")
    await cora.sees(re.compile("This is the written record of the conversation"))
    await cora.picture("written-record")
    await cora.sees_no(NAME)


async def test_somebody_declines_all_that_is_left(stage: Stage, opened: Browser) -> None:
    _, cora, _ = await _harmed(stage, opened)
    await _assessed(cora)
    await _held(cora)
    await cora.says("log candour PSE-00001")
    await cora.presses("They do not want it")
    await cora.sees("When did they say so?")
    await cora.picture("declines")
    await cora.ticks("All that is left")
    await cora.fills("What did they say? In their words", "Please leave me in peace.")
    await cora.fills("When did they say so?", "just now")
    await cora.presses("Save")
    await cora.sees(re.compile("10 of 10 ended"))
    await cora.picture("declined")


async def test_somebody_who_cannot_be_reached_is_signed_for_by_another(stage: Stage, opened: Browser) -> None:
    lena, cora, _ = await _harmed(stage, opened)
    await _assessed(cora)
    await _held(cora)
    await cora.says("log candour PSE-00001")
    await cora.presses("We tried to reach them")
    await cora.fills("When did you try?", "just now")
    await cora.chooses("How?", "By phone")
    await cora.chooses("What came of it?", "No answer")
    await cora.presses("Save")
    await cora.sees(re.compile("Saved"))
    await cora.says("log candour PSE-00001")
    await cora.presses("More")
    await cora.presses("They cannot be reached")
    await cora.sees("Why can they not be reached?")
    await cora.picture("not-reached")
    await cora.fills("Why can they not be reached?", "They have moved, and nobody knows where.")
    await cora.presses("Save")
    await cora.sees(re.compile("Somebody else is asked to sign it"))
    await lena.says("DOC-00001")
    await lena.presses("Sign it")
    await lena.picture("to-sign")
    await lena.fills("Why you agree, in one sentence", "Three ways were tried.")
    await lena.presses("Sign it")
    await lena.sees(re.compile("10 of 10 ended"))
    await lena.picture("signed")


async def test_of_somebody_who_died_whoever_acts_is_looked_for(stage: Stage, opened: Browser) -> None:
    _, cora, _ = await _harmed(stage, opened, "died")
    await _assessed(cora)
    await _held(cora)
    await cora.sees(re.compile("find out who acts for them"))
    await cora.picture("nobody-known")
    await cora.says("log candour PSE-00001")
    await cora.sees(re.compile("What was done"))
    await cora.picture("nobody-known-log")
