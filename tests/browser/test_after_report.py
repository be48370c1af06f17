"""After a report, in a browser: the living card through its states, a confidential report asked and answered."""

import re
from datetime import UTC, datetime, timedelta

from playwright.async_api import Browser

from psirf.working_time import london_day
from tests.browser.conftest import Stage
from tests.browser.teams import Teams

TOLD = "Nearly gave ten times the insulin on Ward 7 an hour ago, pharmacist caught it"


async def test_the_living_card_through_all_its_states(stage: Stage, opened: Browser) -> None:
    lena, nora = await stage.teams(opened, "Lena"), await stage.teams(opened, "Nora")
    await nora.says(TOLD)
    await nora.sees("Check, then send")
    await nora.picture("check-with-name")
    await nora.presses("Send")
    await nora.sees(re.compile(r"Thank you\. This is PSE-00001"))
    await nora.picture("living-1-received")
    await lena.says("PSE-00001")
    await lena.sees("Near miss · PSE-00001")
    await lena.presses("I will look at it")
    await nora.sees("Looked at")
    await nora.picture("living-2-looked-at")
    await nora.presses("Add to it")
    await nora.picture("living-add", unfolded="Add to it")
    await nora.fills("What would you add?", "It was the second time this week")
    await nora.presses("Add it")
    await nora.sees(re.compile("You added: “It was the second time this week”"))
    await lena.sees("The reporter has added something.")
    await lena.picture("reporter-added")
    await nora.presses("Put something right")
    await nora.sees("Put right PSE-00001")
    await nora.picture("put-right")
    await nora.fills("Which ward was it?", "Ward 8")
    await nora.presses("Send what is put right")
    await nora.sees(re.compile("You put right: ward"))
    await lena.sees(re.compile("The reporter has put something right"))
    await lena.picture("reporter-put-right")
    await lena.fills("Your reason, in one sentence", "The ward can talk it through.")
    await lena.presses("Approve: AAR")
    await lena.picture("approved")
    await nora.sees(re.compile("After action review"))
    await nora.picture("living-3-chosen")
    await _is_shared(lena, nora)
    await _is_done(lena, await stage.teams(opened, "Mo"))
    await lena.says("held LR-1 today: nurses. Learned: two syringes look alike")
    await lena.sees(re.compile("Held on"))
    await lena.says("PSE-00001")
    await lena.presses("Tell the reporter")
    await lena.fills("What came of it", "The two syringes look alike.")
    await lena.fills("What changes", "They are kept apart now.")
    await lena.presses("Send to the reporter")
    await nora.sees(re.compile("They are kept apart now"))
    await nora.sees("What came of PSE-00001")
    await nora.picture("living-5-changed")


async def _is_shared(lena: Teams, nora: Teams) -> None:
    """What was learned is told while the change is still being made."""
    await lena.presses("Add an action")
    await lena.fills("What", "Keep the two syringes apart")
    await lena.chooses("Owner", "Mo Example")
    await lena.picks_day("Due", london_day(datetime.now(UTC)) + timedelta(days=14))
    await lena.presses("Add it")
    await lena.sees(re.compile("SA-00001: Keep the two syringes apart"))
    await lena.presses("Share what was learned")
    await lena.picture("share", unfolded="Share what was learned")
    await lena.fills("What was learned so far. It goes to the reporter.", "The two syringes look alike.")
    await lena.presses("Share it")
    await nora.sees("News of PSE-00001")
    await nora.picture("living-4-learned")


async def _is_done(lena: Teams, mo: Teams) -> None:
    await mo.sees(re.compile("Keep the two syringes apart"))
    await mo.presses("Done")
    await mo.fills("What shows that it is done?", "They lie in two drawers now")
    await mo.presses("Send")
    await lena.says("SA-00001")  # she had her two single messages of the day
    await lena.sees(re.compile("They lie in two drawers now"))
    await lena.presses_until("Accept", mo, re.compile("Accepted by Lena Example"))
    await lena.sees(re.compile("Done and accepted"))


async def test_a_confidential_report_is_asked_and_answered(stage: Stage, opened: Browser) -> None:
    lou, pip = await stage.teams(opened, "Lou"), await stage.teams(opened, "Pip")
    await pip.says("A patient on Ward 7 was given the wrong insulin an hour ago, she had a hypo and is all right now")
    await pip.sees("Check, then send")
    await pip.says("my name")
    await pip.sees("Who may see your name?")
    await pip.picture("who-may-see-my-name")
    await pip.presses("Keep it confidential")
    await pip.sees(re.compile("A court or a coroner can require a name, and Teams itself"))
    await pip.picture("confidential-check")
    await pip.presses("Send")
    await pip.sees(re.compile("Your name is kept confidential"))
    await pip.picture("confidential-thanks")
    await lou.says("PSE-00002")
    await lou.sees(re.compile("Somebody, in confidence"))
    await lou.picture("confidential-report")
    await lou.presses("Ask the reporter")
    await lou.picture("asking-in-confidence", unfolded="Ask the reporter")
    await lou.fills("Your question to the reporter", "Which pump was it?")
    await lou.presses("Send the question")
    await pip.sees(re.compile("A question about PSE-"))
    await pip.picture("asked")
    await pip.fills("Your answer", "The blue one by the window")
    await pip.presses("Send the answer")
    await pip.sees(re.compile("Your answer has gone"))
    await pip.picture("answered")
    await lou.sees(re.compile("the reporter answered: “The blue one by the window”"))
    await lou.picture("answered-in-confidence")
    await pip.says("my reports")
    await pip.sees("Your reports")
    await pip.picture("my-reports")
