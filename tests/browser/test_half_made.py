"""Half-made reports in a browser: kept, offered, listed, told of, kept for longer, let go; and what a lead sees."""

import re
from datetime import UTC, date, datetime, timedelta

from playwright.async_api import Browser

from psirf.working_time import add_working_days, is_working_day, london_day
from tests.browser.conftest import Stage
from tests.browser.teams import Teams

WHAT = "The wrong wristband was printed"
REACHED = "She was given ten times the dose of insulin on Ward 7"


async def test_a_half_made_report_is_offered_listed_told_of_and_let_go(stage: Stage, opened: Browser) -> None:
    lena, nora = await stage.teams(opened, "Lena"), await stage.teams(opened, "Nora")
    await nora.says(f"incident: {REACHED}")
    await nora.sees("When was it?")
    await nora.says("start a new one")
    await nora.sees("What would you like to tell us about?")
    await nora.says("near miss")
    await nora.sees("What happened, or nearly happened?")
    await nora.says(WHAT)
    await nora.sees("Which ward was it?")
    await nora.says("cancel")
    await nora.sees(re.compile("for later, or delete it now"))
    await nora.picture("leave")
    await nora.presses("Keep for later")
    await nora.sees(re.compile("^Kept"))
    await nora.says("hello")
    await nora.sees(re.compile("Would you like to carry on with it"))
    await nora.picture("offered")
    await nora.says("my drafts")
    await nora.sees("Half-made, and not sent")
    await nora.picture("listed")

    told_on = await _moves(lena, london_day(datetime.now(UTC)) + timedelta(days=14))
    await nora.sees(re.compile("unless you carry on with it or keep it"))
    await nora.sees(re.compile("They are not shown your words or your name"))
    await nora.picture("told-of")
    await lena.sees("A report that was not sent")
    await lena.sees(re.compile("Please do not ask who it was"))
    for hers in (REACHED, "Nora Example"):
        await lena.sees_no(hers)
    await lena.picture("exists")

    await nora.presses("Keep it")
    await nora.sees(re.compile("^Kept until"))
    told_on = await _moves(lena, told_on + timedelta(days=14))
    await nora.sees(re.compile("unless you carry on with it or keep it"), times=2)
    await _moves(lena, told_on + timedelta(days=2))
    await nora.says("my drafts")
    await nora.sees("Half-made, and not sent", times=5)  # two lists, and three that she was told of
    await nora.picture("let-go")
    await nora.presses("Keep it")
    await nora.sees(re.compile("That button is from an earlier report"))


async def _moves(lena: Teams, day: date) -> date:
    """Move Lantern's clock to a day, or to the next working day; which it was."""
    at = day if is_working_day(day) else add_working_days(day, 1)
    await lena.says(f"clock {at.day} {at:%B} 10am")
    await lena.sees(re.compile(f"It is {at:%A} {at.day} {at:%B}"))
    return at
