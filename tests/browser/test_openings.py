"""A sealed name in a browser: one asks, another agrees, and its reporter is told, at once or as soon as may be."""

import re
from datetime import UTC, datetime, timedelta

from playwright.async_api import Browser

from psirf.spoken import spoken_day
from psirf.working_time import is_working_day, london_day
from tests.browser.conftest import Stage
from tests.browser.teams import Teams

WHAT = (
    "Insulin drawn up at ten times the dose on Ward 7 an hour ago, the pharmacist stopped it. Keep it confidential."
)
WHY = "A patient may still be at risk on that ward."


async def test_a_name_is_opened_by_two_and_its_reporter_told(stage: Stage, opened: Browser) -> None:
    sam, sol, nora = [await stage.teams(opened, name) for name in ("Sam", "Sol", "Nora")]
    first = "PSE-00001"
    await _reports(nora, first)
    await _asks(sam, first)
    await sol.sees(f"The sealed name · {first}")
    await sam.picture("asked")
    await sol.picture("is-asked")
    await sol.presses("Agree: open the name")
    await sol.sees(re.compile("agreed, and it was opened"))
    await sol.picture("opened")
    await sol.presses("Show the name")
    await sol.sees(re.compile("Nora Example reported this"))
    await sol.picture("sees-the-name")
    await sol.presses("Back to the report")
    await sol.sees_no("Nora Example reported this")
    await nora.sees(f"Your name was opened · {first}")
    await nora.picture("told-of-opening")
    await _is_barred(sam, sol, nora)


async def _is_barred(sam: Teams, sol: Teams, nora: Teams) -> None:
    """The police ask that she is not told; four weeks later they do not."""
    second = "PSE-00002"
    await _reports(nora, second)
    await _asks(sam, second, "Not yet. The police ask for it", "They are speaking to people on the ward.")
    await sol.sees(f"The sealed name · {second}")
    await sol.presses("Agree: open the name")
    await sol.sees(re.compile("The reporter has not been told yet"))
    await sol.picture("barred")
    await nora.sees_no(f"Your name was opened · {second}")
    day = london_day(datetime.now(UTC)) + timedelta(days=29)
    while not is_working_day(day):
        day += timedelta(days=1)
    await nora.says(f"clock {day.day} {day:%B} {day.year} 10am")
    await nora.sees(re.compile("Fell due"))
    # The card he asked on, the one that said it was opened, and the reminder.
    await sam.sees(re.compile("The reporter has not been told yet"), times=3)
    await sam.picture("looks-again")
    await sam.presses("Not yet: look again later")
    await sam.picture("not-yet")
    await sam.presses("Tell the reporter now")
    await sam.sees(re.compile(f"The reporter was told, {spoken_day(day)}"))
    await nora.sees(f"Your name was opened · {second}")
    await nora.sees(re.compile("I could not tell you before"))
    await nora.picture("told-late")


async def _reports(nora: Teams, reference: str) -> None:
    """A report in confidence, in one message."""
    await nora.says(WHAT)
    await nora.sees("Check, then send", times=int(reference[-1]))
    await nora.presses("Send")
    await nora.sees(f"Thank you. This is {reference}.")


async def _asks(sam: Teams, reference: str, told: str = "Yes, at once", why_not: str = "") -> None:
    await sam.says(reference)
    await sam.sees(f"Near miss · {reference}")
    await sam.presses("The sealed name")
    await sam.sees(f"The sealed name · {reference}")
    await sam.picture("sealed-name")
    await sam.presses("Ask to open the name")
    await sam.fills("Why it must be opened, in one sentence. The reporter reads it.", WHY)
    await sam.ticks(told)
    if why_not:
        await sam.fills("If not yet: why, in one sentence", why_not)
    await sam.picture("asks", unfolded="Ask to open the name")
    await sam.fills("Why it must be opened, in one sentence. The reporter reads it.", WHY)
    await sam.ticks(told)
    if why_not:
        await sam.fills("If not yet: why, in one sentence", why_not)
    await sam.presses("Ask")
