"""Support for a colleague: who is there for them, three questions of their own, and no path from what happened."""

import asyncio
import json

from sqlalchemy import select

from bot.casework.supporting import offer_support
from storage.records import Notification, StaffSupport
from tests.casework.test_events import who
from tests.http import ties
from tests.http.patients import audited
from tests.http.test_candour_people import opened
from tests.lantern import Person, Running
from tests.stand_in import fields, words

WORDS = "I still hear the alarm"


async def row_of(lantern: Running) -> StaffSupport:
    async with lantern.built[0].casework.sessions() as session:
        [row] = (await session.scalars(select(StaffSupport))).all()
        return row


async def test_a_button_on_the_case_leads_to_it_and_no_row_leads_back(
    lantern: Running, cora: Person, nora: Person, pip: Person
) -> None:
    for person in (nora, pip):
        await person.arrives()
    await opened(lantern)
    card = (await cora.invokes("candour.show", {"id": 1, "seen": 1}))["value"]
    button = cora.button("Support for a colleague", card)
    assert button["data"] == {"do": "support"}  # nothing of the card on which it stands
    await lantern.work()
    before = await ties.everything(lantern)
    [form] = await cora.submits(button["data"])
    assert "Who could do with support?" in form.words
    press = cora.button("Offer it", form.card)
    assert press["data"] == {"id": 0, "seen": 0}
    done = await cora.invokes(press["verb"], {**press["data"], "colleague": "1", "supporter": "5"})
    assert "Nora Example is told that Pip Example is there for them." in done["value"]
    await lantern.work()
    new = [each for each in await ties.everything(lantern) if each not in before]
    about = [(table, row) for table, row in new if table not in ("conversations", "audit_seals")]
    assert {table for table, _ in about} == {"staff_supports", "audit_entries", "notifications"}
    for table, row in about:
        said = json.dumps(row, default=str)
        assert not any(word in said for word in ("candour", "DOC-", "PSE-", "event")), (table, said)
        assert "09:30" not in said, (table, said)  # the day alone: no moment to join it by
    [entry] = await audited(lantern, "offer_support")
    assert (entry["subject"], entry["details"]) == ("support:1", {})
    kept = await row_of(lantern)
    assert (kept.person_id, kept.supporter_id, kept.sealed) == (1, 5, "")
    offered = await nora.sees("You matter too. Pip Example is there for you, whenever you like.")
    assert "Samaritans" in offered.words
    named = await pip.sees("Nora Example was told that you are there for them.")
    for sent in (offered, named):
        assert "Cora" not in sent.words
        assert "PSE-" not in sent.words


async def test_who_offers_it_several_times_at_once_offers_it_once(lantern: Running) -> None:
    casework = lantern.built[0].casework

    async def offers() -> int:
        async with casework.begin() as uow:
            return (await offer_support(uow.acting(await who(uow, "lena")), 1, 5)).id

    assert set(await asyncio.gather(*(offers() for _ in range(4)))) == {1}
    async with casework.sessions() as session:
        told = (await session.scalars(select(Notification).order_by(Notification.id))).all()
    assert [each.kind for each in told] == ["support_offered", "support_named"]


async def test_the_moment_of_it_is_not_kept(lantern: Running, cora: Person, nora: Person) -> None:
    await nora.arrives()
    await cora.says("support for Nora Example by Pip Example")
    rows = [row for table, row in await ties.everything(lantern) if table == "audit_entries"]
    [entry] = [row for row in rows if row["did"] == "offer_support"]
    assert str(entry["at"]).startswith("2026-03-04 00:00:00")


async def test_their_answers_are_for_the_two_alone(
    lantern: Running, cora: Person, nora: Person, pip: Person, lena: Person
) -> None:
    for person in (nora, pip, lena):
        await person.arrives()
    [done] = await cora.says("support for Nora Example by Pip Example")
    assert "Nora Example is told that Pip Example is there for them." in done.words
    await lantern.work()
    offered = (await nora.sees("You matter too.")).card
    asked = (await nora.executes("Three questions", offered))["value"]
    assert "only you and Pip Example can open it" in words(asked)
    kept = (await nora.executes("Keep", asked, hurt=WORDS))["value"]
    assert "Kept. Only you and Pip Example can open it." in words(kept)
    assert fields((await nora.executes("Three questions", kept))["value"])["hurt"] == WORDS
    stale = (await nora.executes("Keep", asked, hurt="Something else"))["value"]
    assert fields(stale)["hurt"] == "Something else"
    assert WORDS in words((await pip.invokes("support.page_said", {"id": 1, "seen": 2}))["value"])
    for other in (lena, cora):
        for verb in ("show", "page_said", "page_questions", "keep"):
            assert "I cannot find that" in (await other.invokes(f"support.{verb}", {"id": 1, "seen": 2}))["value"]
    for verb in ("page_questions", "keep"):
        assert "I cannot find that" in (await pip.invokes(f"support.{verb}", {"id": 1, "seen": 2}))["value"]
    [refused] = await nora.submits({"verb": "support.page_questions", "id": 1, "seen": 2})
    assert WORDS not in refused.words
    assert WORDS not in json.dumps(await ties.everything(lantern), default=str)
    looks = await audited(lantern, "see_answers")
    assert {each["who"] for each in looks} == {"person:1", "person:5"}


async def test_it_is_offered_once_a_day_and_nobody_is_there_for_themself_alone(
    lantern: Running, cora: Person, nora: Person
) -> None:
    await nora.arrives()
    for _ in range(2):
        await cora.says("support for Nora Example by Pip Example")
        await cora.says("hello")
    await row_of(lantern)
    [refused] = await cora.says("support for Nora Example by Nora Example")
    assert "Nobody is there for themself alone." in refused.words
    [unclear] = await cora.says("support for Nora Example by Nobody Known")
    assert "I don't know anybody called “Nobody Known” here." in unclear.words


async def test_a_telling_that_begins_like_it_is_no_command(lantern: Running, nora: Person) -> None:
    [answer] = await nora.says("support for the patient by the physio came late")
    assert "is told that" not in answer.words
    assert "I don't know anybody" not in answer.words
