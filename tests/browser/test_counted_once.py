"""Counted once, in a browser: a lead works off what is not entered yet, and it is entered once."""

from playwright.async_api import Browser

from tests.browser.conftest import Stage

SYSTEM = "Example Incidents (made up)"
TOLD = (
    "near miss: insulin drawn up at ten times the dose on Ward 7 an hour ago, the pharmacist saw it",
    "near miss: insulin nearly given twice on Ward 8 an hour ago, the nurse noticed",
)


async def test_what_is_not_entered_is_listed_copied_out_and_entered_once(stage: Stage, opened: Browser) -> None:
    lena, lou, sam, nora = [await stage.teams(opened, name) for name in ("Lena", "Lou", "Sam", "Nora")]
    for number, told in enumerate(TOLD, start=1):
        await nora.says(told)
        await nora.sees("Check, then send", times=number)
        await nora.presses("Send")
        await nora.sees(f"Thank you. This is PSE-0000{number}.")
    for lead in (lena, lou):
        await lead.says("PSE-00001")
        await lead.sees(f"{SYSTEM}: not yet.")
    await lena.says("not yet entered")
    await lena.sees(f"2 reports are not in {SYSTEM} yet.")
    await lena.picture("queue")
    await lena.presses("PSE-00001")
    await lena.sees("Near miss · PSE-00001", times=2)  # as she typed it, and as the button shows it
    await lena.presses("Where else it is")
    await lena.sees("Not entered yet.")
    await lena.picture("where-else")
    await lena.presses("Fields to paste")
    await lena.sees("Lantern reference: PSE-00001")
    await lena.picture("to-paste")
    await lena.presses("CSV row")
    await lena.sees('"PSE-00001","Incident",')
    await lena.picture("csv")
    await lena.fills(f"Its number in {SYSTEM}", "soon")
    await lena.presses("It is entered")
    await lena.sees("That does not look like one of its numbers.")
    await lena.picture("no-number")
    await lena.fills(f"Its number in {SYSTEM}", "W123")
    await lena.presses("It is entered")
    entered = f"{SYSTEM}: entered as W123 by Lena Example"
    await lena.sees(entered, times=2)  # on both cards, without a further press
    await lena.picture("entered")
    await lou.sees(entered)
    await lou.says("not yet entered")
    await lou.sees(f"1 report is not in {SYSTEM} yet.")
    await sam.says("PSE-00001")
    await sam.sees(entered)
    await sam.presses("Where else it is")
    await sam.sees("It was sent nationally")
    await sam.picture("where-else")
    await nora.says("not yet entered")
    await nora.sees("Nothing waits for you to enter.")
