"""A conversation of candour, prepared, logged and signed by presses; and nothing of it stands where it may not."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from psirf.candour.terms import PersonKind
from psirf.vocabulary import Role
from storage.candour import people_of_case
from storage.people import give_role
from tests.casework.candour import assessed, harmed
from tests.casework.test_events import who
from tests.http import ties as sealed
from tests.lantern import Person, Running, trail
from tests.stand_in import actions, fields, words

NAME = "Winifred Quillfeather"
TELLING = {
    "when": "today 8:30am", "mode": "face to face", "place": f"At {NAME}'s home", "ours": "consultant, ward manager",
    "theirs": f"Her son, Barnaby {NAME}", "account": f"{NAME} was given ten times the dose.",
}  # fmt: skip
SORRY = {"apology": f"I am sorry that this happened to you, {NAME}.", "enquiries": f"How {NAME} came to be given it."}
SUPPORT = {
    "support": f"The chaplain, who knows {NAME}", "contact": "Cora", "questions": f"Did {NAME} suffer?\nWho knew?",
}  # fmt: skip


@pytest.fixture
async def owed(lantern: Running, cora: Person, lou: Person) -> Running:
    """A case that is owed, on which Cora and Lou work."""
    casework = lantern.built[0].casework
    await lou.arrives()
    await harmed(casework)
    await assessed(casework)
    async with casework.begin() as uow:
        person = (await who(uow, "lou")).id
        assert person is not None
        await give_role(uow.session, person, Role.ENGAGEMENT, None, uow.now)
    await lantern.work()
    return lantern


async def page(person: Person, page: str, item: int = 0) -> Any:
    """A page of the case, as this person sees it now."""
    return (await person.invokes(f"candour.page_{page}", {"id": 1, "seen": 1, "item": item}))["value"]


async def sends(person: Person, title: str, card: Any, **typed: str) -> Any:
    """Press a button of a card with what its fields hold, as a client does, and what was typed; the card then."""
    return (await person.executes(title, card, **{**fields(card), **typed}))["value"]


def titles(card: Any) -> list[str]:
    return [action["title"] for action in actions(card)]


async def entries(lantern: Running) -> list[dict[str, Any]]:
    return [row for table, row in await sealed.everything(lantern) if table == "candour_entries"]


async def names_kept(lantern: Running) -> list[str]:
    return [str(row["name"]) for row in await entries(lantern)]


def files_of(database_url: str) -> list[bytes]:
    """What stands in the files of an embedded database; none of another."""
    if not database_url.startswith("sqlite"):
        return []
    paths = [Path(f"{database_url.removeprefix('sqlite:///')}{end}") for end in ("", "-wal")]
    return [path.read_bytes() for path in paths if path.exists()]


async def no_word_of_it(lantern: Running, log: str, database_url: str) -> None:
    """The name stands in no row, no message, no log line, and not in the bytes of the database's own file."""
    for part in NAME.split():
        assert not [table for table, row in await sealed.everything(lantern) if part in json.dumps(row, default=str)]
        assert not [sent for sent in lantern.connector.sent if part in json.dumps(sent.body)]
        assert part not in log
        assert not [file for file in files_of(database_url) if part.encode() in file]


async def test_a_telling_is_logged_on_three_pages_each_saved_as_one_goes(
    owed: Running, cora: Person, caplog: pytest.LogCaptureFixture, database_url: str
) -> None:
    caplog.set_level(logging.DEBUG)
    log = await page(cora, "log")
    assert titles(log)[0] == "We told them"
    telling = (await cora.executes("We told them", log))["value"]
    sorry = await sends(cora, "Save and go on", telling, **TELLING)
    assert "Saved." in words(sorry)
    assert "not an admission of liability" in words(sorry)
    support = await sends(cora, "Save and go on", sorry, **SORRY)
    assert "Saved." in words(support)
    done = await sends(cora, "Save", support, **SUPPORT)
    assert "Saved. This is the written record of the conversation." in words(done)
    assert "6 of 10 ended" in words(done)
    assert await names_kept(owed) == [
        "assessed", "told", "true_account", "apology", "enquiries_explained", "question", "question",
        "support_offered", "record_made",
    ]  # fmt: skip
    assert {str(row["at"])[:16] for row in (await entries(owed))[1:]} == {"2026-03-04 08:30"}
    assert NAME not in words(done)
    await owed.work()
    await no_word_of_it(owed, caplog.text, database_url)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"mode": ""}, "Please say how they were told"),
        ({"mode": "otherwise"}, "That is not in person."),
        ({"when": "yesterday 8:30am"}, "That is before it happened."),
        ({"when": "today 8:30pm"}, "That has not come yet."),
        ({"when": ""}, "Please fill this in."),
        ({"when": "today"}, "That says only the day."),
    ],
)
async def test_what_is_refused_comes_back_on_the_same_page_with_what_was_typed(
    owed: Running, cora: Person, changed: dict[str, str], says: str
) -> None:
    shown = await sends(cora, "Save and go on", await page(cora, "told"), **{**TELLING, **changed})
    assert says in json.dumps(shown, ensure_ascii=False)
    assert fields(shown) == {key: value for key, value in {**TELLING, **changed}.items() if value}
    assert await names_kept(owed) == ["assessed"]
    put_right = await sends(cora, "Save and go on", shown, **TELLING)
    assert "What was said" in words(put_right)


async def test_an_apology_before_the_telling_comes_back_with_its_words(owed: Running, cora: Person) -> None:
    shown = await sends(cora, "Save and go on", await page(cora, "told_apology"), **SORRY)
    assert "Nobody had told them by then." in words(shown)
    assert fields(shown) == SORRY
    await sends(cora, "Save and go on", await page(cora, "told"), **TELLING)
    early = await sends(cora, "Save and go on", shown, **SORRY, when="today 8:29am")
    assert "Somebody has written something down here" in words(early)  # the page was opened before the telling
    early = await sends(cora, "Save and go on", early)
    assert "That is before they were told." in words(early)
    assert fields(early) == {**SORRY, "when": "today 8:29am"}


async def test_two_who_log_at_once_both_keep_what_they_typed(owed: Running, cora: Person, lou: Person) -> None:
    theirs, mine = await page(cora, "told"), await page(lou, "told")
    await sends(cora, "Save and go on", theirs, **TELLING)
    other = {**TELLING, "mode": "phone", "account": f"I rang {NAME} too."}
    stale = await sends(lou, "Save and go on", mine, **other)
    assert "Your words are still below: press again to keep them too." in words(stale)
    assert fields(stale) == other
    assert (await names_kept(owed)).count("told") == 1
    assert "Saved." in words(await sends(lou, "Save and go on", stale))
    assert (await names_kept(owed)).count("told") == 2


async def test_the_same_press_twice_is_kept_once(owed: Running, cora: Person) -> None:
    telling = await page(cora, "told")
    for _ in range(2):
        assert "What was said" in words(await sends(cora, "Save and go on", telling, **TELLING))
    assert (await names_kept(owed)).count("told") == 1


async def test_a_plan_is_shown_back_on_its_page_alone_and_gone_on_with(
    owed: Running, cora: Person, lena: Person, caplog: pytest.LogCaptureFixture, database_url: str
) -> None:
    plan = await page(cora, "before")
    assert "I am sorry that this happened to you." in words(plan)
    kept = await sends(cora, "Save", plan, matters=f"{NAME} likes to be called Winnie", place="The quiet room")
    assert "Saved." in words(kept)
    kept = await sends(cora, "Save", kept, speaks="The consultant")
    assert fields(kept) == {
        "matters": f"{NAME} likes to be called Winnie", "place": "The quiet room", "speaks": "The consultant",
    }  # fmt: skip
    card = (await cora.invokes("candour.show", {"id": 1, "seen": 1}))["value"]
    assert NAME not in words(card)
    assert NAME not in json.dumps(await page(lena, "before"))
    [refused] = await cora.submits({"verb": "candour.page_before", "id": 1, "seen": 1})
    assert "is not put into a message" in refused.words
    await owed.work()
    await no_word_of_it(owed, caplog.text, database_url)


async def test_what_was_typed_is_not_given_back_in_a_message(owed: Running, cora: Person) -> None:
    button = cora.button("Save and go on", await page(cora, "told"))["fallback"]["data"]
    [refused] = await cora.submits({**button, **TELLING, "mode": ""})
    assert "Please say how they were told" in refused.words
    assert NAME not in json.dumps(refused.body)
    [kept] = await cora.submits({**button, **TELLING})
    assert "Saved." in kept.words
    assert (await names_kept(owed)).count("told") == 1


async def test_who_cannot_be_reached_is_signed_by_another_who_reads_why(
    owed: Running, cora: Person, lena: Person, caplog: pytest.LogCaptureFixture, database_url: str
) -> None:
    sam = owed.person("sam")
    await sam.arrives()
    early = await sends(cora, "Save", await page(cora, "not_reached"), words=f"{NAME} has moved away.")
    assert "No attempt to reach them is written down since" in words(early)
    assert fields(early) == {"words": f"{NAME} has moved away.", "elements": "all"}
    half = await sends(cora, "Save", await page(cora, "tried"), when="today 9am", how="phone")
    assert "how you tried to reach them, and what came of it" in words(half)
    await sends(cora, "Save", half, result="no_answer")
    waits = await sends(cora, "Save", await page(cora, "not_reached"), **fields(early))
    assert "Somebody else is asked to sign it." in words(waits)
    own = await sends(cora, "Sign it", await page(cora, "sign"), why_1="They moved.")
    assert "nobody signs what they wrote down themselves" in words(own)
    await owed.work()
    asked = await sam.sees("Please look at why, and sign it if you agree.")
    assert NAME not in asked.words
    why = (await sam.executes("Sign it", asked.card))["value"]
    assert f"“{NAME} has moved away.”" in words(why)
    assert "Written by Cora Example." in words(why)
    assert "By phone, Wednesday 4 March 2026, 9am: no answer." in words(why)
    assert "Please write one sentence of your own" in words(await sends(sam, "Sign it", why))
    signed = await sends(sam, "Sign it", why, why_1="Tried, and they moved.")
    assert "Signed." in words(signed)
    assert "Complete" in words(signed)
    assert NAME not in words(await page(sam, "sign"))
    assert {entry.who for entry in await trail(owed, did="see_reasons")} == {"person:7", "person:6"}
    await no_word_of_it(owed, caplog.text, database_url)


async def test_they_decline_in_their_words_and_may_ask_after_all(owed: Running, cora: Person) -> None:
    shown = await sends(cora, "Save", await page(cora, "not_wanted"), words="No, thank you.", when="today 9am")
    assert "Please choose what this is about" in words(shown)
    wordless = await sends(cora, "Save", shown, elements="written_follow_up,meeting_offered", words="")
    assert "Please fill this in." in json.dumps(wordless)
    done = await sends(cora, "Save", wordless, words="No, thank you.")
    assert "2 of 10 ended" in words(done)
    log = await page(cora, "log")
    asks = (await cora.executes("They want to be told", log))["value"]
    again = await sends(cora, "Save", asks, when="today 9:15am")
    assert "of 10 ended" not in words(again)


async def test_who_would_rather_have_it_in_writing_is_told_so_with_nobody_writing_down_what_is_not_true(
    owed: Running, cora: Person
) -> None:
    declined = await page(cora, "not_wanted")
    await sends(cora, "Save", declined, elements="told", words="Please write to me.", when="today 9am")
    shown = (await cora.executes("Told in writing", await page(cora, "log")))["value"]
    typed = {"when": "today 9:15am", "account": f"{NAME} was given more.", **SORRY}
    support = await sends(cora, "Save and go on", shown, **typed)
    assert "What support did you offer?" in json.dumps(support)
    assert "Saved." in words(support)
    assert (await names_kept(owed))[2:] == ["true_account", "apology", "enquiries_explained", "record_made"]


async def test_where_they_died_whoever_acts_is_looked_for_and_asked_about(owed: Running, cora: Person) -> None:
    shown = (await cora.executes("They have died", await page(cora, "log")))["value"]
    assert "we are sorry" in words(shown)
    wordless = await sends(cora, "Save", shown)
    assert "Please fill this in." in json.dumps(wordless)
    done = await sends(cora, "Save", wordless, words="The ward told us.")
    assert "Please find out who acts for them" in words(done)
    log = await page(cora, "log")
    assert "Who is this about?" in words(log)
    died = (await cora.executes("Person 1", log))["value"]
    assert "They have died." in words(died)
    assert titles(died) == ["They have not died", "Back"]
    alive = (await cora.executes("They have not died", died))["value"]
    assert "Please fill this in." in json.dumps(await sends(cora, "Save", alive))
    unknown = (await cora.executes("Person 2", log))["value"]
    assert "Nobody is known yet who acts for the patient." in words(unknown)
    assert titles(unknown) == ["We tried to reach them", "They cannot be reached", "Back"]
    async with owed.built[0].casework.begin() as uow:
        (await people_of_case(uow.session, 1))[1].kind = PersonKind.AFTER_DEATH
    acts = (await cora.executes("Person 2", log))["value"]
    telling = (await cora.executes("We told them", acts))["value"]
    assert "Person 2" in words(telling)
    sorry = await sends(cora, "Save and go on", telling, **TELLING)
    assert "Person 2" in words(sorry)  # the next page is about the same person
    told = [row for row in await entries(owed) if row["name"] == "told"]
    assert [row["person_id"] for row in told] == [2]
    again = await sends(cora, "Save", await page(cora, "lives", 1), words="It was another patient.")
    assert "Saved. What is still open is owed to them." in words(again)
    assert "We told them" in titles(await page(cora, "log", 1))


async def test_nobody_else_logs_or_reads_a_plan(owed: Running, lena: Person, nora: Person) -> None:
    assert "This is not open to you now." in words(await page(lena, "told"))
    refused = await lena.invokes("candour.told", {"id": 1, "seen": 3, "item": 1, **TELLING})
    assert "This is not open to you now." in words(refused["value"])
    assert NAME not in words(refused["value"])
    assert "I cannot find that" in (await nora.invokes("candour.told", {"id": 1, "seen": 3, "item": 1}))["value"]
    assert await names_kept(owed) == ["assessed"]


async def test_what_a_press_came_to_stays_when_its_card_is_written_anew(owed: Running, cora: Person) -> None:
    stands = await cora.opens("DOC-00001")
    on_it = {"replyToId": stands.activity_id}  # as Teams says on which message it was pressed
    seen = cora.button("Log what was done", stands.card)["data"]["seen"]
    tried = {"id": 1, "seen": seen, "item": 1, "when": "today 8:30am", "how": "phone", "result": "no_answer"}
    answer = (await cora.invokes("candour.tried", tried, **on_it))["value"]
    await owed.work()
    [stands] = [sent for sent in owed.connector.showing(cora.chat).values() if sent.activity_id == stands.activity_id]
    assert "Saved." in words(answer)
    assert "Saved." in stands.words
