"""The right patient is found, in a browser: a lead is nudged, a nurse gives a number, the candour lead looks."""

import re
from datetime import UTC, datetime

from playwright.async_api import Browser

from psirf.working_time import add_working_days, london_day
from tests.browser.conftest import Stage
from tests.browser.teams import Teams

NUMBER = "999 000 0018"  # of the range that is never issued


async def test_the_patient_is_found_by_the_candour_lead_once_a_number_is_kept(stage: Stage, opened: Browser) -> None:
    lena, cora, nora = [await stage.teams(opened, name) for name in ("Lena", "Cora", "Nora")]
    await _reports(nora)
    await lena.says("PSE-00001")
    await lena.sees("Nobody can find the patient from this report yet.")
    await nora.presses("The nurse in charge knows")
    await nora.sees(re.compile("A number still helps"))
    await nora.picture("nurse-knows")
    await _is_nudged(lena)
    await _gives(nora)
    await lena.sees(re.compile("A number was kept safe"))
    await _looks(cora)


async def _reports(nora: Teams) -> None:
    await nora.says("incident: the wrong bag of fluid was hung on Ward 7 an hour ago, the patient is well")
    await nora.sees(re.compile("Check, then send|Did it reach a patient"))
    await nora.says("yes")
    await nora.sees(re.compile("Check, then send"))
    await nora.presses("Send")
    await nora.sees("So that the right patient can be found.")
    await nora.picture("which-patient")


async def _is_nudged(lena: Teams) -> None:
    day = add_working_days(london_day(datetime.now(UTC)), 1)
    await lena.says(f"clock {day.day} {day:%B} 10am")
    await lena.sees(re.compile(", about the patient, "))
    await lena.sees(re.compile("Which patient"))
    await lena.sees("The nurse in charge knows which patient it is. Please ask, and keep the number here.", times=2)
    await lena.picture("patient-nudge")


async def _gives(nora: Teams) -> None:
    await nora.presses("Give the number")
    await nora.fills("NHS or hospital number", "999 000 0019")
    await nora.presses("Keep it safe")
    await nora.sees(re.compile("That is not an NHS number"))
    await nora.picture("no-nhs-number")
    await nora.fills("NHS or hospital number", NUMBER)
    await nora.presses("Keep it safe")
    await nora.sees("The patient's number is kept safe.")
    await nora.sees_no("999")
    await nora.picture("number-kept")


async def _looks(cora: Teams) -> None:
    await cora.says("PSE-00001")
    await cora.presses("Which patient")
    await cora.presses("Look at the number")
    await cora.fills("Why do you look?", "To ring the family")
    await cora.picture("looking", unfolded="Look at the number")
    await cora.fills("Why do you look?", "To ring the family")
    await cora.presses("Show the number")
    await cora.sees(re.compile(f"NHS number {NUMBER}"))
    await cora.picture("number-shown")
