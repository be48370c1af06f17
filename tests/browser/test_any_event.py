"""All four kinds of event in a browser: by chat, on one card, in one message; and names taken out before sending."""

import re

from playwright.async_api import Browser

from tests.browser.conftest import Stage
from tests.browser.teams import Teams

BEGIN = {
    "incident": "It went wrong, or nearly did",
    "good_care": "Good care",
    "outcome": "An outcome that worries me",
    "risk": "A risk",
}
TOLD = {
    "incident": "Nearly gave ten times the insulin on Ward 7 an hour ago, pharmacist caught it",
    "good_care": "Brilliant teamwork on Ward 8 this morning, the HCA sat with a frightened patient all through",
    "outcome": "Unplanned readmission to AMU yesterday, three days after going home",
    "risk": "Risk: the bed rails on Ward 12 are loose and somebody could fall out",
}

MISSING = "Please fill this in."  # beside a field of the card
FILLED = {
    "incident": {
        "What happened, or nearly happened?": "It was about the side room and its door",
        "Which ward was it?": "Ward 7",
        "When was it?": "an hour ago",
    },
    "good_care": {
        "What went well?": "They sat with him all through the night",
        "Which ward was it?": "Ward 7",
        "When was it?": "an hour ago",
    },
    "outcome": {
        "What came about, and what worries you about it?": "He came back to us sooner than hoped",
        "Which ward was it?": "Ward 7",
        "When was it?": "an hour ago",
    },
    "risk": {
        "What could go wrong?": "Visitors may take the wrong way out",
        "Where could it happen?": "Ward 7",
    },
}
CHOSEN = {
    "incident": {"Did it reach a patient?": "No, it was stopped in time"},
    "risk": {"Could it kill or severely harm somebody at any moment?": "No"},
}
CHECKED = {
    "incident": {
        "Kind": "It went wrong, or nearly did",
        "What happened": "It was about the side room and its door",
        "Reached a patient": "No, it was stopped in time",
    },
    "good_care": {
        "Kind": "Good care",
        "What happened": "They sat with him all through the night",
        "How to have more": "Skipped",
    },
    "outcome": {
        "Kind": "An outcome that worries me",
        "What happened": "He came back to us sooner than hoped",
        "Outcome": "Skipped",
    },
    "risk": {
        "Kind": "Something that could go wrong",
        "What happened": "Visitors may take the wrong way out",
        "Danger at any moment": "No",
    },
}


async def test_each_kind_is_told_in_one_message(stage: Stage, opened: Browser) -> None:
    pip = await stage.teams(opened, "Pip")
    for kind, told in TOLD.items():
        await pip.says(told)
        await pip.sees(re.compile("Check, then send|Yes|I don't know"))
        await pip.picture(f"one-message-{kind}")
        await _answers_what_is_left(pip)
        await pip.picture(f"one-message-{kind}-check")
        await pip.presses("Send")
        await pip.sees(re.compile(r"Thank you\. This is PSE-"))


async def test_each_kind_is_told_by_chat(stage: Stage, opened: Browser) -> None:
    mo = await stage.teams(opened, "Mo")
    for kind, begin in BEGIN.items():
        await mo.says("help")
        await mo.sees("Tell me what happened in your own words")
        await mo.presses(begin)
        await mo.sees(re.compile(r"What happened|What went well|What came about|What could go wrong"))
        await mo.picture(f"chat-{kind}")
        await mo.says("It was about the side room and its door")
        await _answers_what_is_left(mo)
        await mo.picture(f"chat-{kind}-check")
        await mo.presses("Send")
        await mo.sees(re.compile(r"Thank you\. This is PSE-"))


async def test_each_kind_is_told_on_one_card(stage: Stage, opened: Browser) -> None:
    lou = await stage.teams(opened, "Lou")
    for number, (kind, begin) in enumerate(BEGIN.items(), start=1):
        await lou.says("help")
        await lou.presses(begin)
        await lou.sees(next(iter(FILLED[kind])))
        await lou.says("card")
        await lou.sees("Report, on one card", times=2 * number - 1)  # each comes again to be filled in
        await lou.page.get_by_role("textbox").first.wait_for()
        await lou.picture(f"card-{kind}")
        await lou.presses("Look it over")
        await lou.sees("Something needs another look.", times=number)
        await lou.picture(f"card-{kind}-unclear")
        await _fills_the_card(lou, kind)
        await lou.presses("Look it over")
        await lou.sees("Check, then send", times=number)
        shown = await _answers_shown(lou)  # before its picture, after which the cards lay themselves out anew
        await lou.picture(f"card-{kind}-check")
        when = shown.pop("When", "")
        assert bool(re.fullmatch(r"\w+ \d+ \w+ 20\d\d, .+", when)) is (kind != "risk")
        assert shown == {"Ward": "Ward 7", "Your name": "Shown to the team", **CHECKED[kind]}
        await lou.presses("Send")
        await lou.sees(re.compile(r"Thank you\. This is PSE-"), times=number)


async def _fills_the_card(teams: Teams, kind: str) -> None:
    """Fill in what the newest card says is missing, and leave empty what may stay so."""
    for ask, words in FILLED[kind].items():
        await teams.fills(f"{ask} {MISSING}", words)
    for ask, choice in CHOSEN.get(kind, {}).items():
        await teams.chooses(f"{ask} {MISSING}", choice)


async def _answers_shown(teams: Teams) -> dict[str, str]:
    """The answers on the newest card, by their labels: each stands between its label and the word Change."""
    lines = (await teams.page.locator(".ac-adaptiveCard").last.inner_text()).split("\n")
    lines = [line.strip() for line in lines if line.strip()]
    return {lines[n - 2]: lines[n - 1] for n, line in enumerate(lines) if line == "Change"}


async def _answers_what_is_left(teams: Teams) -> None:
    """Answer whatever is asked, by its newest button or in words, until all is looked over."""
    for _ in range(12):
        last = teams.page.locator(".ac-adaptiveCard").last
        words = await last.inner_text()
        if "Check, then send" in words:
            return
        if "Which ward" in words or "Where could it happen" in words:
            await teams.says("ward 7")
        elif "When was it" in words:
            await teams.says("an hour ago")
        elif "Did it reach a patient?" in words and "Yes" not in words.split("\n"):
            await teams.says("no")
        elif await last.get_by_role("button", name="Yes", exact=True).count():
            await last.get_by_role("button", name="Yes", exact=True).click()
        else:
            await teams.says("skip")
        await teams.sees_another_than(words)


async def test_marked_words_two_events_and_danger(stage: Stage, opened: Browser) -> None:
    nora, sam = await stage.teams(opened, "Nora"), await stage.teams(opened, "Sam")
    await nora.says("near miss: nearly gave Mrs Patel, 999 000 0018, the wrong insulin on Ward 7 an hour ago")
    await nora.sees("Some of your words may identify somebody.")
    await nora.picture("marks")
    await nora.presses("Leave all in")
    await nora.sees("Check, then send")
    await nora.picture("marks-left-in")
    await nora.presses("Send")
    await nora.sees(re.compile(r"Thank you\. This is PSE-"))
    await sam.sees(re.compile("Only the patient safety team sees these words"))
    await sam.picture("marks")
    await sam.presses("Take out what is ticked")
    await sam.sees(re.compile(r"nearly gave \[name taken out\]"))
    await sam.picture("marks-taken-out")
    await nora.says(
        "Ward 7 this morning: a patient fell in the bathroom. Also another patient got wrong antibiotics on Ward 8"
    )
    await nora.sees(re.compile("more than one thing happened"))
    await nora.picture("several")
    await nora.presses("It is one event")
    await nora.says("cancel")
    await nora.presses("Delete now")
    await nora.sees("Deleted. Nothing was sent.")
    await nora.says("she is not breathing right now on ward 7")
    await nora.sees(re.compile("call 2222"))
    await nora.picture("danger")
    await nora.says("cancel")
    await nora.presses("Delete now")
    await nora.says("i cant cope any more")
    await nora.sees(re.compile("You matter too"))
    await nora.picture("support")
