"""The story in a browser, as its people would live it: a nurse, two leads, a pharmacist, a ward manager."""

import re
from datetime import UTC, date, datetime, timedelta

from playwright.async_api import Browser

from psirf.working_time import add_working_days, is_working_day, london_day
from tests.browser.conftest import Stage
from tests.browser.teams import PHONE, Teams

WHAT = "Insulin drawn up at ten times the dose. **The pharmacist** noticed <at>before</at> it was given."


async def test_a_near_miss_becomes_an_action_that_nudges_and_an_answer(stage: Stage, opened: Browser) -> None:
    lena, lou, pip, mo = [await stage.teams(opened, name) for name in ("Lena", "Lou", "Pip", "Mo")]
    nora = await stage.teams(opened, "Nora")
    await _reports(nora)
    await _decides(lena, lou)
    due = await _adds_an_action(lena, lou, pip)
    await _is_nudged(due, lena, pip, mo)
    await _is_done(pip, lena, lou)
    await _is_told(lena, nora)


async def _reports(nora: Teams) -> None:
    """Steps 1 to 3."""
    await nora.sees("I am not watched")
    await nora.sees("Reporting as Nora Example.")
    await nora.picture("welcome")
    await nora.says("near miss")
    await nora.sees("What happened, or nearly happened?")
    await nora.picture("what")
    await nora.says(WHAT)
    await nora.sees("Which ward was it?")
    await nora.picture("ward")
    await nora.presses("Ward 7")
    await nora.sees("When was it?")
    await nora.picture("when")
    await nora.says("3 March")
    await nora.sees(re.compile("Do you mean"))
    await nora.picture("confirm")
    await nora.presses("No")
    await nora.says("an hour ago")
    await nora.sees("Did it reach a patient?")
    await nora.picture("reached")
    await nora.presses("Yes")
    await nora.sees("Check, then send")
    await nora.presses("Add: physical harm")
    await nora.sees("Were they hurt, as far as you know now?")
    await nora.presses("What do these mean?")
    await nora.picture("physical-harm", unfolded="What do these mean?")
    await nora.presses("Low physical harm")
    await nora.sees("Check, then send", times=2)
    await nora.says("change what stopped it")
    await nora.sees("What stopped it, or kept it from being worse?")
    await nora.says("A second look at the syringe")
    await nora.sees("Check, then send", times=3)
    await nora.picture("check")
    await _send_is_on_the_first_screen(nora)
    await nora.says("cancel")
    await nora.sees(re.compile("for later, or delete it now"))
    await nora.picture("cancel")
    await nora.presses("Keep for later")
    await nora.sees(re.compile("^Kept"))
    await nora.says("hello again")
    await nora.sees(re.compile("Half-made"))
    await nora.picture("half-made")
    await nora.presses("Carry on")
    await nora.sees("Carrying on where you were.")
    await nora.presses("Send")
    await nora.sees("Thank you. This is PSE-00001.")
    await nora.sees(re.compile("the nurse in charge knows now"))
    await nora.picture("thanks")


async def _send_is_on_the_first_screen(nora: Teams) -> None:
    """On a phone, with the card's top at the top of the chat, Send can be seen without scrolling."""
    narrow = await nora.narrow()
    await nora.page.get_by_text("Check, then send").last.evaluate("e => e.scrollIntoView({block: 'start'})")
    box = await nora.page.get_by_role("button", name="Send", exact=True).last.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < PHONE[1] - 120  # above the box to type in
    await nora.widen(narrow)


async def _decides(lena: Teams, lou: Teams) -> None:
    """Step 4."""
    await lena.says("my queue")
    await lena.sees("Your queue")
    await lena.picture("queue")
    for lead in (lena, lou):
        await lead.says("PSE-00001")
        await lead.sees("Incident · PSE-00001")
    await lena.picture("waiting")
    await lena.presses("What else was weighed")
    await lena.sees("Thematic review")
    await lena.picture("weighed", unfolded="What else was weighed")
    await lou.presses("Choose another")
    await lou.picture("choose", unfolded="Choose another")
    await lou.presses("Choose this one")
    await lou.sees("Please choose one first, then press again.")
    await lou.sees_no("Approve: AAR")  # what is ticked is what is chosen
    await lou.picture("choose-first")
    await lena.presses("Approve: AAR")
    await lena.sees(re.compile("one sentence of your own"))
    await lena.picture("reason-missing")
    await lena.fills("Your reason, in one sentence", "The ward can talk it through this week.")
    await lena.presses("Approve: AAR")
    await lena.sees("Chosen: After action review")
    await lena.picture("decided")
    await lou.sees("Chosen: After action review")
    await lou.sees_no("Approve: AAR")
    await lou.picture("decided")


async def _adds_an_action(lena: Teams, lou: Teams, pip: Teams) -> date:
    """Step 5; the day by which it is due."""
    due = london_day(datetime.now(UTC)) + timedelta(days=14)
    await lena.presses("Add an action")
    await lena.presses("Add it")
    await lena.sees(re.compile("Something needs another look"))
    await lena.picture("add-missing")
    await lena.fills("What. Please fill this in.", "Keep the ten-times syringes in the pharmacy only")
    await lena.chooses("Owner. Please fill this in.", "Pip Example")
    await lena.picks_day("Due. Please fill this in.", due)
    await lena.presses("Add it")
    await lena.sees(re.compile("SA-00001: Keep the ten-times syringes"))
    await lena.picture("added")
    await lou.sees(re.compile("SA-00001: Keep the ten-times syringes"))
    await pip.sees(re.compile("Your action, due in 14 days"))
    await pip.picture("given")
    return due


async def _is_nudged(due: date, lena: Teams, pip: Teams, mo: Teams) -> None:
    """Step 6, first half: the ladder, the moved clock, more time, and whose it is."""
    await lena.says("clock")
    await lena.sees(re.compile("in London"))
    await lena.picture("clock")
    heads_up = _working_day(due - timedelta(days=7))
    await lena.says(f"clock {heads_up.day} {heads_up:%B} 10am")
    await pip.sees(re.compile(f"Your action, due in {(due - heads_up).days} days"), times=1)
    await pip.picture("nudge")
    overdue = _working_day(due + timedelta(days=7))
    await lena.says(f"clock {overdue.day} {overdue:%B} 11am")
    await mo.sees(re.compile(f"Action, {(overdue - due).days} days past its date"))
    await mo.picture("manager")
    await pip.sees(re.compile(f"Your action, {(overdue - due).days} days past its date"))
    await pip.presses("Need more time")
    await pip.picture("more-time", unfolded="Need more time")
    await pip.picks_day("New date", overdue + timedelta(days=7))
    await pip.fills("Why", "The new cupboard is on its way")
    await pip.presses("Move the date")
    await lena.sees(re.compile("Pip Example moved the date from"))
    await lena.picture("more-time")
    await lena.presses("Undo the new date")
    await pip.sees(re.compile("Lena Example put the date back"), times=4)  # on each card she has of it
    await pip.presses("Not mine")
    await pip.fills("Whose is it, do you think? You can leave this empty.", "Mo, I think")
    await pip.presses("Hand it back")
    await pip.sees(re.compile("A lead has been asked to find its owner"))
    await pip.picture("not-mine")
    await lena.sees(re.compile("Pip Example says it is not theirs"))
    await lena.picture("reassign")
    await lena.chooses("Who owns it?", "Pip Example")
    await lena.presses("Give it to somebody")
    await pip.sees_no("A lead has been asked to find its owner")


async def _is_done(pip: Teams, lena: Teams, lou: Teams) -> None:
    """Step 6, second half: evidence, returned once, then accepted by somebody else."""
    await pip.presses("Done")
    await pip.fills("What shows that it is done?", "The shelf on the ward holds none")
    await pip.presses("Send")
    await pip.sees(re.compile("Action done, to be looked at"))
    await lou.sees(re.compile("The shelf on the ward holds none"))
    await lou.picture("evidence")
    await lou.presses("Return")
    await lou.fills("What is still needed?", "Could you look at the night cupboard too?")
    await lou.presses("Send it back")
    await pip.sees(re.compile("Lou Example returned it"))
    await pip.picture("returned")
    await pip.presses("Done")
    await pip.fills("What shows that it is done?", "The night cupboard holds none either")
    await pip.presses("Send")
    await lena.sees(re.compile("The night cupboard holds none either"))
    await lena.presses_until("Accept", pip, re.compile("Accepted by Lena Example"))
    await pip.picture("accepted")


async def _is_told(lena: Teams, nora: Teams) -> None:
    """Step 7."""
    await lena.sees(re.compile("Done and accepted"))
    await lena.says("held LR-1 today: nurses. Learned: two syringes look alike")
    await lena.sees(re.compile("Held on"))
    await lena.says("PSE-00001")
    await lena.presses("Tell the reporter")
    await lena.picture("tell", unfolded="Tell the reporter")
    await lena.fills("What came of it", "We met on the ward and went through it together.")
    await lena.fills("What changes", "Ten-times syringes are now kept in the pharmacy only.")
    await nora.sees_no("What came of PSE-00001")
    await lena.presses("Send to the reporter")
    await nora.sees("What came of PSE-00001")
    await nora.sees("Ten-times syringes are now kept in the pharmacy only.")
    await nora.picture("told")
    await lena.sees("The reporter was told")
    await lena.picture("told")


def _working_day(day: date) -> date:
    """The day itself, or the next on which nudges arrive."""
    return day if is_working_day(day) else add_working_days(day, 1)
