"""Half-made forms over the real thing: kept, offered, listed, told of before they go, and let go."""

import pytest
from sqlalchemy import text

from tests.conftest import Clock
from tests.lantern import Person, Running
from tests.stand_in import actions

WHAT = "The wrong wristband was printed"
LEFT = "It is deleted on Wednesday 18 March 2026, 9:30am, unless you carry on with it or keep it."


async def begins(person: Person, *said: str) -> None:
    for each in ("near miss", WHAT, *said):
        await person.says(each)


async def rows_of(lantern: Running, table: str) -> list[dict[str, object]]:
    async with lantern.built[0].engine.connect() as connection:
        return [dict(row) for row in (await connection.execute(text(f'SELECT * FROM "{table}"'))).mappings()]


async def test_a_half_made_report_is_kept_offered_listed_told_of_and_let_go(nora: Person, lantern: Running) -> None:
    await nora.arrives()
    await begins(nora, "cancel", "keep")
    [offered] = await nora.says("hello")
    assert f"Half-made report {WHAT}" in offered.words
    [listed] = await nora.says("my drafts")
    assert WHAT in listed.words
    assert "Last worked on Wednesday 4 March 2026. Deleted on Wednesday 18 March 2026, 9:30am." in listed.words
    before = len(lantern.connector.to(nora.chat))
    await lantern.at(2026, 3, 17, 9, 29)
    assert len(lantern.connector.to(nora.chat)) == before
    await lantern.at(2026, 3, 17, 9, 30)
    [notice] = lantern.connector.to(nora.chat)[before:]
    assert LEFT in notice.words
    assert WHAT in notice.words
    assert WHAT not in notice.body["summary"]
    assert [action["title"] for action in actions(notice.card)] == ["Carry on", "Keep it", "Delete it now"]
    await lantern.at(2026, 3, 18, 9, 29)
    assert len(await rows_of(lantern, "drafts")) == 1
    await lantern.at(2026, 3, 18, 9, 30)
    assert await rows_of(lantern, "drafts") == []
    assert len(lantern.connector.to(nora.chat)) == before + 1  # it is said once, before
    [listed] = await nora.says("half-made")
    assert "You have nothing half-made." in listed.words
    for title in ("Carry on", "Keep it", "Delete it now"):
        [gone] = await nora.presses(title)
        assert "That button is from an earlier report that is no longer being made." in gone.words


async def test_who_carries_on_from_the_notice_is_where_they_were(nora: Person, lantern: Running) -> None:
    await begins(nora, "Ward 7", "cancel", "keep")
    await lantern.at(2026, 3, 17, 9, 30)
    [asked] = await nora.presses("Carry on")
    assert "When was it?" in asked.words
    await lantern.at(2026, 3, 18, 10, 0)
    for said in ("yesterday", "no", "send"):
        await nora.says(said)
    await nora.sees("Thank you. This is PSE-00001.")
    assert not [row for row in await rows_of(lantern, "notifications") if row["kind"] == "draft_going"]


async def test_the_worker_looks_for_itself(nora: Person, lantern: Running, clock: Clock) -> None:
    """Nobody moves Lantern's clock in a trust."""
    await begins(nora)
    clock.moves(days=13)
    await lantern.work()
    await nora.sees(LEFT, times=1)
    clock.moves(days=1)
    await lantern.work()
    assert await rows_of(lantern, "drafts") == []


@pytest.mark.parametrize("typed", [True, False])
async def test_who_keeps_it_has_its_time_anew(nora: Person, lantern: Running, typed: bool) -> None:
    await begins(nora, "cancel", "keep")
    await lantern.at(2026, 3, 17, 9, 30)
    [kept] = await (nora.says("keep it") if typed else nora.presses("Keep it"))
    assert "Kept until Tuesday 31 March 2026, 10:30am" in kept.words  # 14 whole days: the clocks have changed
    await lantern.at(2026, 3, 30, 10, 29)
    await nora.sees("It is deleted on", times=1)
    await lantern.at(2026, 3, 30, 10, 30)
    await nora.sees("It is deleted on", times=2)


async def test_keep_it_is_said_of_the_one_that_was_told_of(nora: Person, lantern: Running) -> None:
    """She has begun another since, and left it in the middle of a question."""
    await begins(nora, "cancel", "keep")
    await lantern.at(2026, 3, 16, 9, 30)
    await nora.says("near miss: a bed rail was left down")
    await lantern.at(2026, 3, 17, 9, 30)
    kept, asked = await nora.presses("Keep it")
    assert "Kept until" in kept.words
    assert "Which ward was it?" in asked.words
    [listed] = await nora.says("my drafts")
    assert listed.words.count("Last worked on") == 2
    [asked] = await nora.says("Ward 7")
    assert "When was it?" in asked.words


async def test_keep_is_also_an_answer_to_the_question_that_was_left(nora: Person, lantern: Running) -> None:
    await begins(nora, "cancel")  # keep it for later, or delete it now?
    await lantern.at(2026, 3, 17, 9, 30)
    [kept] = await nora.says("keep")
    assert "Kept." in kept.words
    await lantern.at(2026, 3, 18, 9, 30)
    assert len(await rows_of(lantern, "drafts")) == 1


async def test_deleting_at_once_deletes_that_one(nora: Person, lantern: Running) -> None:
    await begins(nora, "cancel", "keep")
    await lantern.at(2026, 3, 16, 9, 30)
    await nora.says("near miss: a bed rail was left down")
    for said in ("cancel", "keep"):
        await nora.says(said)
    await lantern.at(2026, 3, 17, 9, 30)
    [asked] = await nora.says("delete it now")
    assert WHAT in asked.words
    await nora.says("delete")
    [listed] = await nora.says("drafts")
    assert WHAT not in listed.words
    assert "a bed rail was left down" in listed.words


async def test_what_falls_due_at_a_weekend_is_said_on_monday_and_goes_on_tuesday(
    nora: Person, lantern: Running
) -> None:
    await lantern.at(2026, 3, 8, 10, 0)  # a Sunday
    await begins(nora, "cancel", "keep")
    before = len(lantern.connector.to(nora.chat))
    for at in ((21, 10), (22, 12), (23, 8)):
        await lantern.at(2026, 3, *at, 0)
        assert len(lantern.connector.to(nora.chat)) == before
    await lantern.at(2026, 3, 23, 9, 0)
    await nora.sees("It is deleted on Tuesday 24 March 2026, 9am", times=1)
    await lantern.at(2026, 3, 24, 8, 59)
    assert len(await rows_of(lantern, "drafts")) == 1
    await lantern.at(2026, 3, 24, 9, 0)
    assert await rows_of(lantern, "drafts") == []


async def test_a_clock_that_jumps_far_still_gives_a_days_notice(nora: Person, lena: Person, lantern: Running) -> None:
    await begins(nora, "cancel", "keep")
    await lena.says("clock +56 days")
    shown = await lena.sees("It is Wednesday 29 April 2026")
    assert "Fell due A half-made form its writer, Wednesday 29 April 2026, 9:30am" in shown.words
    await lantern.work()
    assert len(await rows_of(lantern, "drafts")) == 1
    await nora.sees("It is deleted on", times=1)
    await nora.says("clock +1 day")
    assert await rows_of(lantern, "drafts") == []


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("The oxygen was left off after a transfer", "I have begun a report with your words."),
        ("near miss", "What happened, or nearly happened?"),
        ("Ward 7", "I did not follow that. What happened, or nearly happened?"),
    ],
)
async def test_what_is_said_to_a_form_that_went_is_heard_afresh(
    nora: Person, lantern: Running, said: str, answered: str
) -> None:
    await begins(nora)  # and left in the middle of a question
    await lantern.at(2026, 3, 17, 9, 30)
    await lantern.at(2026, 3, 18, 9, 30)
    assert await rows_of(lantern, "drafts") == []
    gone, *rest = await nora.says(said)
    assert "What I had asked you about is no longer being made." in gone.words
    assert answered in " ".join(each.words for each in rest)


async def test_a_press_for_a_form_that_went_is_answered(nora: Person, lantern: Running) -> None:
    await begins(nora)
    await lantern.at(2026, 3, 17, 9, 30)
    await lantern.at(2026, 3, 18, 9, 30)
    [answer] = await nora.presses("Ward 7")
    assert "That button is from an earlier report" in answer.words
    [asked] = await nora.says("near miss")
    assert "What happened, or nearly happened?" in asked.words


async def test_who_removed_lantern_holds_nothing_up(nora: Person, lantern: Running) -> None:
    await begins(nora)
    await nora.says("", type="installationUpdate", action="remove")
    await lantern.at(2026, 3, 17, 9, 30)
    await lantern.at(2026, 3, 18, 9, 30)
    assert await rows_of(lantern, "drafts") == []
    await nora.arrives()
    await lantern.work()
    assert not [sent for sent in lantern.connector.to(nora.chat) if "It is deleted on" in sent.words]


async def test_who_comes_back_in_time_has_a_whole_notice(nora: Person, lantern: Running) -> None:
    await begins(nora)
    await nora.says("", type="installationUpdate", action="remove")
    await lantern.at(2026, 3, 17, 9, 30)
    await lantern.at(2026, 3, 18, 9, 29)
    await nora.arrives()
    await lantern.work()
    await nora.sees("It is deleted on Thursday 19 March 2026, 9:29am", times=1)
    await lantern.at(2026, 3, 19, 9, 28)
    assert len(await rows_of(lantern, "drafts")) == 1
    await lantern.at(2026, 3, 19, 9, 29)
    assert await rows_of(lantern, "drafts") == []


async def test_who_writes_to_a_question_can_look_at_the_list_and_go_on(nora: Person) -> None:
    await begins(nora)
    [listed] = await nora.says("my drafts")
    assert WHAT in listed.words
    [asked] = await nora.says("Ward 7")
    assert "When was it?" in asked.words
    await nora.says("cancel")
    await nora.says("keep")
    await nora.says("drafts")
    [asked] = await nora.presses("Carry on")
    assert "When was it?" in asked.words
    await nora.says("drafts")
    [deleted] = await nora.presses("Delete")
    assert "Deleted. Nothing was sent." in deleted.words
    [listed] = await nora.says("drafts")
    assert "You have nothing half-made." in listed.words


async def test_a_form_of_somebody_else_is_nobodys_to_keep(nora: Person, pip: Person, lantern: Running) -> None:
    await begins(nora)
    [draft] = await rows_of(lantern, "drafts")
    await lantern.at(2026, 3, 17, 9, 30)
    for do in ("keep_longer", "carry_on", "delete", "keep"):
        [answer] = await pip.submits({"draft": str(draft["key"]), "do": do})
        assert "no longer being made" in answer.words
        assert WHAT not in answer.words
    [listed] = await pip.says("my drafts")
    assert "You have nothing half-made." in listed.words
    await lantern.at(2026, 3, 18, 9, 30)
    assert await rows_of(lantern, "drafts") == []
