"""Roles that an administrator changes in the chat, and what each change does to the cards of others."""

import pytest

from tests.http.test_story import reports, with_action
from tests.lantern import Person, Running, trail
from tests.stand_in import words


@pytest.fixture
async def sam(lantern: Running) -> Person:
    sam = lantern.person("sam")
    await sam.arrives()
    return sam


async def entries(lantern: Running, did: str) -> list[tuple[str, str, dict[str, object]]]:
    return [(entry.who, entry.subject, entry.details or {}) for entry in await trail(lantern, did=did)]


async def test_somebody_who_is_no_administrator_is_told_who_is_and_it_is_written_down(
    nora: Person, lantern: Running
) -> None:
    for said, verb in (
        ("roles", "roles"),
        ("give me lead for ward 7", "give_role"),
        ("take lead for medicine from Lena", "take_role"),
        ("cover Lena by me until Friday", "cover"),
        ("end cover for Lena Example", "end_cover"),
    ):
        [told] = await nora.says(said)
        assert told.words == "Roles are given and covered by Lantern's administrator: Sam Example."
        assert (await entries(lantern, "refused"))[-1] == (
            "person:1", "roles", {"why": "not_administrator", "verb": verb},
        )  # fmt: skip
    assert await entries(lantern, "give_role") == []


async def test_the_button_gives_nobody_a_role_who_could_not_write_it(
    nora: Person, sam: Person, lantern: Running
) -> None:
    [card] = await sam.says("roles")
    press = {"do": "give_role", "who": "Nora Example", "role": "lead", "place": "Ward 7"}
    [told] = await nora.submits(press)
    assert "Lantern's administrator: Sam Example" in told.words
    [given] = await sam.presses("Give it", who="Nora Example", role="lead", place="Ward 7")
    assert "Nora Example now holds this role: Learning response lead, Ward 7." in given.words
    [empty] = await sam.presses("Give it", role="lead")
    assert "Please choose one first" in empty.words
    for strange in ("reporter", "boss", ""):
        [told] = await sam.submits({**press, "role": strange})
        assert "Please choose one first" in told.words
    assert len(await entries(lantern, "give_role")) == 1
    assert "Who is who" in card.words


async def test_a_lead_who_was_just_named_decides_at_once(
    nora: Person, pip: Person, sam: Person, lantern: Running
) -> None:
    await pip.arrives()
    await reports(nora)
    [refused] = await pip.says("PSE-1")
    assert "I cannot find that" in refused.words
    await sam.says("give Pip Example lead for Ward 7")
    await lantern.work()
    await pip.sees("You now hold this role in Lantern: Learning response lead, Ward 7.")
    [shown] = await pip.says("PSE-1")
    answer = await pip.executes("Approve: AAR", shown.card, reason="The ward can talk it through.")
    assert "Chosen: After action review" in words(answer["value"])


async def test_who_covers_gets_the_message_and_may_act_on_it(
    nora: Person, lena: Person, lou: Person, pip: Person, sam: Person, lantern: Running
) -> None:
    for each in (lena, lou, pip):
        await each.arrives()
    await sam.says("cover Lena by Pip until 14 March")
    await lantern.work()
    await pip.sees("You cover for Lena Example in Lantern, from Wednesday 4 March 2026 to Saturday 14 March 2026")
    await lena.sees("Pip Example covers for you in Lantern")
    await reports(nora)
    await lantern.work()
    await pip.sees("PSE-00001   Near miss")
    await lou.sees("PSE-00001   Near miss")
    card = (await pip.opens("PSE-00001")).card
    assert not any("Near miss" in sent.words for sent in lantern.connector.to(lena.chat))
    answer = await pip.executes("Approve: AAR", card, reason="The ward can talk it through.")
    assert "Chosen: After action review" in words(answer["value"])
    [shown] = await lena.says("PSE-1")  # she may look, and act
    assert "Chosen: After action review" in shown.words
    await lantern.at(2026, 3, 16, 10, 0)  # a Monday
    await reports(nora, "The wrong insulin was drawn up")
    await lantern.work()
    await lena.sees("PSE-00002   Near miss")
    assert not any("PSE-00002" in sent.words for sent in lantern.connector.to(pip.chat))


async def test_what_is_escalated_goes_to_who_covers(
    nora: Person, lena: Person, lou: Person, pip: Person, sam: Person, lantern: Running
) -> None:
    mo, mae = lantern.person("mo"), lantern.person("mae")
    await mo.arrives()
    await mae.arrives()
    await with_action(nora, lena, lou, pip, "20 March")
    await sam.says("cover Mo by Mae from 23 March to 31 March")
    await lantern.at(2026, 3, 27, 10, 0)
    await mae.sees("7 days past its date")
    assert not any("7 days past its date" in sent.words for sent in lantern.connector.to(mo.chat))


async def test_a_role_that_was_taken_while_a_card_stood_open_takes_its_buttons_too(
    nora: Person, lena: Person, lou: Person, sam: Person, lantern: Running
) -> None:
    await lena.arrives()
    await reports(nora)
    card = (await lena.opens("PSE-00001")).card
    await sam.says("take lead for medicine from Lena Example")
    await lantern.work()
    await lena.sees("You no longer hold this role in Lantern: Learning response lead, Division of Medicine.")
    answer = await lena.executes("Approve: AAR", card, reason="It fits.")
    assert "I cannot find that, or it is not yours to see." in str(answer["value"])
    assert (await entries(lantern, "refused"))[-1][1:] == ("event:1", {"why": "not_yours", "verb": "approve"})
    assert await entries(lantern, "approve") == []


async def test_cover_that_ended_takes_the_buttons_too(
    nora: Person, pip: Person, sam: Person, lantern: Running
) -> None:
    await pip.arrives()
    await sam.says("cover Lena by Pip until 14 March")
    await reports(nora)
    await lantern.work()
    card = (await pip.opens("PSE-00001")).card
    await sam.says("end cover for Lena")
    await lantern.work()
    await pip.sees("Pip Example no longer covers for Lena Example.")
    answer = await pip.executes("Approve: AAR", card, reason="It fits.")
    assert "I cannot find that" in str(answer["value"])


async def test_what_is_written_to_undo_undoes_it(sam: Person, lantern: Running) -> None:
    """Each answer says what to write; that, written, brings back what was."""

    def undo(sent: str) -> str:
        return sent.partition("To undo it, write: ")[2].strip()

    for said in (
        "give Pip Example MSO for ward 7",
        "give Pip Example engagement lead for the whole trust",
        "give Pip Example Caldicott Guardian for surgery",
        "give Pip Example learning from deaths lead for ward 7",
        "cover Lena Example by Lou Example until Friday",
        "take ward manager from Mo",
    ):
        [before] = await sam.says("roles")
        [done] = await sam.says(said)
        assert undo(done.words), done.words
        [undone] = await sam.says(undo(done.words))
        assert "Nothing was changed" not in undone.words
        [after] = await sam.says("roles")
        assert after.words == before.words
        [again] = await sam.says(undo(undone.words))
        assert undo(again.words) == undo(done.words)
        await sam.says(undo(again.words))


async def test_two_people_of_one_name_are_told_apart_by_number(sam: Person, lantern: Running) -> None:
    stranger = lantern.person("nora").activity(text="hello")
    stranger["from"] = {"id": "29:x", "name": "Pip Example", "aadObjectId": "20000000-0000-4000-8000-000000000001"}
    stranger["conversation"] = {**stranger["conversation"], "id": "chat-x"}
    assert (await sam.sends(stranger)).status == 200
    [asked] = await sam.says("give Pip Example lead for Ward 8")
    assert "Pip Example of Ward 7 is 5; Pip Example is 13" in asked.words
    [given] = await sam.says("give 13 lead for Ward 8")
    assert "take lead for Ward 8 from 13" in given.words
