"""Choosing a response in a browser: the queue, the advice, the approval and the learning."""

import re
from datetime import UTC, date, datetime

from playwright.async_api import Browser, expect

from psirf.working_time import add_working_days, london_day
from tests.browser.conftest import Stage
from tests.browser.teams import PATIENCE, Teams

PSII = "Patient safety incident investigation (PSII)"
WHY = "Nobody understands yet how ten times the dose could pass two checks."
TOLD = "Ten times the insulin was given on Ward 7 an hour ago, it reached the patient, who is well again"
ROUTINE = [
    f"A wristband was nearly put on the wrong patient on Ward 8 an hour ago, the {who} saw it in time"
    for who in ("clerk", "nurse", "healthcare assistant")
]
BLOOD = "The wrong unit of blood was hung on Ward 8 an hour ago, it reached the patient, who is well"
RAIL = "A patient nearly fell on Ward 7 an hour ago, the bed rail was down, the physio saw it in time"
ANSWERS = ("No", "A pattern", "Much", "Poorly", "None of them", "None", "Not yet asked")  # to what the advice needs


async def test_a_role_is_given_in_the_chat(stage: Stage, opened: Browser) -> None:
    pip, sam = await stage.teams(opened, "Pip"), await stage.teams(opened, "Sam")
    await sam.says("roles")
    await sam.sees("Who is who")
    await sam.picture("roles")
    await sam.presses("Give a role")
    await sam.picture("give-a-role", unfolded="Give a role")
    await sam.fills("Who", "Pip Example")
    await sam.chooses("Role", "Learning response lead")
    await sam.fills("Where", "Ward 8")
    await sam.presses("Give it")
    await sam.sees(re.compile("Pip Example now holds this role"))
    await sam.picture("given")
    await pip.sees(re.compile("You now hold this role in Lantern"))
    await pip.picture("given")
    await sam.says("take learning response lead for Ward 8 from Pip Example")
    await sam.sees(re.compile("Pip Example no longer holds this role"))
    await sam.picture("taken")


async def test_a_psii_is_proposed_asked_about_approved_and_learned_from(stage: Stage, opened: Browser) -> None:
    lena, lou, eve = [await stage.teams(opened, name) for name in ("Lena", "Lou", "Eve")]
    day = await _is_a_working_day(lena)
    nora = await stage.teams(opened, "Nora")
    await _reports(nora, TOLD, "PSE-00001")
    await _is_taken_from_the_queue(lena, nora)
    await _is_helped_to_choose(lena)
    await _proposes(lena)
    await _asks_first_then_approves(lena, eve)
    await _is_held(lena, lou, day)
    await _is_told(lena, nora)


async def _is_a_working_day(teams: Teams) -> date:
    """In the hours in which cards arrive, whenever this is run; the day that Lantern has from then on."""
    day = add_working_days(london_day(datetime.now(UTC)), 1)
    await teams.says(f"clock {day.day} {day:%B} 10am")
    await teams.sees(re.compile("in London"))
    return day


async def _reports(nora: Teams, told: str, reference: str) -> None:
    await nora.says(told)
    newest = nora.page.locator(".ac-adaptiveCard").last
    await expect(newest).to_contain_text(re.compile("Check, then send|Did it reach"), timeout=PATIENCE)
    if "Check, then send" not in await newest.inner_text():
        await nora.presses("Yes")
        await expect(newest).to_contain_text("Check, then send", timeout=PATIENCE)
    await nora.presses("Send")
    await nora.sees(re.compile(f"Thank you\\. This is {reference}"))


async def _is_taken_from_the_queue(lena: Teams, nora: Teams) -> None:
    await lena.says("help")
    await lena.sees(re.compile("my queue"))
    await lena.picture("help")
    await lena.says("my queue")
    await lena.sees("1 report waits.")
    await lena.picture("queue")
    await lena.presses("PSE-00001")
    await lena.sees("Incident · PSE-00001")
    await lena.picture("event")
    await lena.presses("I will look at it")
    await nora.sees("Looked at")
    await lena.sees("1 report waits. 1 on your desk.")


async def _is_helped_to_choose(lena: Teams) -> None:
    """She answers by pressing; what she does not press is not known."""
    await lena.presses("Help me choose")
    await lena.sees("For PSE-00001")
    await lena.picture("help-me-choose")
    for _ in range(12):
        last = lena.page.locator(".ac-adaptiveCard").last
        asked = await lena.newest()
        if "Check, then show the advice" in asked:
            break
        offered = [await last.get_by_role("button", name=each, exact=True).count() for each in ANSWERS]
        answer = next((each for each, there in zip(ANSWERS, offered, strict=True) if there), "I don't know")
        await last.get_by_role("button", name=answer, exact=True).click()
        await lena.sees_another_than(asked)
    await lena.sees("Check, then show the advice")
    await lena.picture("answers")
    await lena.presses("Show the advice")
    await lena.sees("Incident · PSE-00001", times=2)
    await lena.picture("advice")
    await lena.card("lead")


async def _proposes(lena: Teams) -> None:
    await lena.fills("Your reason, in one sentence", WHY)
    await lena.presses("Ask for approval: PSII")
    await lena.sees(f"Waiting for approval: {PSII}")
    await lena.picture("proposed")


async def _asks_first_then_approves(lena: Teams, eve: Teams) -> None:
    await eve.sees("Approval asked · PSE-00001")
    await eve.picture("approval")
    await eve.presses("What was advised")
    await eve.picture("approval-weighed", unfolded="What was advised")
    await eve.presses("Ask a question first")
    await eve.fills("What would you like to know?", "What do the family want to know?")
    await eve.presses("Send the question")
    await eve.sees("A question before approval · PSE-00001")
    await eve.picture("asked")
    await lena.sees(re.compile("Eve Example asks: “What do the family want to know"))
    await lena.presses("Answer it")
    await lena.picture("to-answer", unfolded="Answer it")
    await lena.fills("Your answer", "How it could pass two checks, and who will tell them.")
    await lena.presses("Send the answer")
    await eve.sees(re.compile("Answer: “How it could pass two checks"))
    await eve.picture("answered")
    await eve.presses("Approve")
    await eve.sees("Approved by Eve Example")
    await eve.picture("approved")
    await lena.sees("Approved by Eve Example")
    await lena.sees(f"Chosen: {PSII}")
    await lena.picture("approved")


async def _is_held(lena: Teams, lou: Teams, day: date) -> None:
    await lena.says("LR-00001")
    await lena.sees("PSII · LR-00001")
    await lena.picture("response")
    await lena.presses("Give it to somebody")
    await lena.chooses("Who leads it?", "Lou Example")
    await lena.presses("Give it")
    await lou.sees("You are asked to lead this.")
    await lou.picture("asked-to-lead")
    await lou.presses("It was held")
    await lou.picture("held", unfolded="It was held")
    await lou.picks_day("Held on", day)
    await lou.fills("Who took part, by their roles", "Nurses of both shifts, the pharmacist, the family")
    await lou.fills("What was learned, in one line", "Both checks read the same label.")
    await lou.fills("A second line, if there is one", "The pen and the syringe lie side by side.")
    await lou.fills("A third line, if there is one", "At night nobody else can be asked.")
    await lou.presses("Keep what was learned")
    await lou.sees("Both checks read the same label.")
    await lou.picture("learned")


async def _is_told(lena: Teams, nora: Teams) -> None:
    await lena.says("PSE-00001")
    await lena.sees(re.compile("LR-00001: PSII, held on"))
    await lena.picture("learned")
    await lena.presses("Tell the reporter")
    await lena.picture("tell", unfolded="Tell the reporter")
    await lena.fills("What came of it", "Both checks read the same label.")
    await lena.fills("What changes", "The pen and the syringe are kept apart.")
    await lena.presses("Send to the reporter")
    await nora.sees("What came of PSE-00001")
    await nora.picture("told")


async def test_routine_reports_take_two_presses_or_go_into_a_theme_together(stage: Stage, opened: Browser) -> None:
    lena, nora = await stage.teams(opened, "Lena"), await stage.teams(opened, "Nora")
    for number, told in enumerate(ROUTINE, start=2):
        await _reports(nora, told, f"PSE-0000{number}")
    await lena.says("my queue")
    await lena.sees("3 reports wait.")
    await lena.picture("queue-of-several")
    await lena.card("queue")
    await lena.presses("PSE-00002")  # one
    await lena.sees("Near miss · PSE-00002")
    await lena.fills("Your reason, in one sentence", "The ward can talk it through.")
    await lena.presses("Approve: Swarm huddle")  # two
    await lena.sees("Chosen: Swarm huddle")
    await lena.picture("routine-approved")
    await lena.says("my queue")
    await lena.presses("Routine ones (2)")
    await lena.sees("Tick those that belong together")
    await lena.picture("routine")
    await lena.presses("Decide these")
    await lena.sees(re.compile("Please tick one or more first"))
    await lena.page.get_by_role("checkbox", name=re.compile("PSE-00003")).last.check()
    await lena.page.get_by_role("checkbox", name=re.compile("PSE-00004")).last.check()
    await lena.fills("Your reason, in one sentence", "One printer, to be looked at together.")
    await lena.fills("The theme's name", "The wristband printer")
    await lena.presses("Decide these")
    await lena.sees(re.compile("kept together as the theme “The wristband printer”"))
    await lena.picture("routine-decided")
    await lena.says("TH-00001")
    await lena.sees("Theme · TH-00001")
    await lena.picture("theme")
    await lena.says("find wristband ward 8")
    await lena.sees("3 reports, the newest first.")
    await lena.picture("found")


async def test_what_is_told_outside_is_marked_as_made(stage: Stage, opened: Browser) -> None:
    lena, nora = await stage.teams(opened, "Lena"), await stage.teams(opened, "Nora")
    await _reports(nora, BLOOD, "PSE-00005")
    await lena.says("PSE-00005")
    await lena.sees(re.compile("To be told outside: 1"))
    await lena.picture("to-be-told-outside")
    await lena.presses("Who else is told")
    await lena.sees("Who else is told · PSE-00005")
    await lena.picture("outside")
    await lena.presses("It is made")
    await lena.picture("outside-to-mark", unfolded="It is made")
    await lena.fills("Its reference, if they gave one", "SHOT-123")
    await lena.presses("Mark it as made")
    await lena.sees(re.compile("Made on .*, as SHOT-123. Marked by Lena Example."))
    await lena.picture("outside-made")


async def test_the_ward_manager_looks_first_and_settles_it_on_the_ward(stage: Stage, opened: Browser) -> None:
    mo, nora = await stage.teams(opened, "Mo"), await stage.teams(opened, "Nora")
    await _reports(nora, RAIL, "PSE-00006")
    await mo.sees("Please look first: PSE-00006")
    await mo.picture("first-look")
    for fold in ("Same event as another", "It was somewhere else", "It is not ours", "Pass it on to the leads"):
        await mo.presses(fold)
        await mo.picture("first-look-open", unfolded=fold)
        await mo.presses(fold)
    await mo.presses("Learn from it on the ward")
    await mo.picture("first-look-local", unfolded="Learn from it on the ward")
    await mo.fills("What came of it", "We talked it through at handover.")
    await mo.fills("What changes", "The rail has a label now.")
    await mo.fills("Why learning on the ward is enough. The leads read this.", "Little is new in it.")
    await mo.presses("Send it and close")
    await mo.sees(re.compile("Sent to its reporter, and closed"))
    await mo.picture("first-look-settled")
    await nora.sees("What came of PSE-00006")
    await nora.picture("told-by-the-ward")
