"""Putting right what was written down of a candour case, press by press."""

from tests.http.test_candour_log import NAME, SORRY, TELLING, names_kept, owed, page, sends, titles
from tests.lantern import Person, Running
from tests.stand_in import fields, words

__all__ = ["owed"]
WHY = f"The clock in {NAME}'s room was wrong."


async def test_a_time_is_put_right_and_both_can_be_read(owed: Running, cora: Person) -> None:
    sorry = await sends(cora, "Save and go on", await page(cora, "told", 1), **TELLING)
    await sends(cora, "Save and go on", sorry, **SORRY)
    card = await cora.executes("Put one of these right", await page(cora, "words"))
    chosen = {"entry": "2", "why": WHY}  # the telling, after the assessment
    asked = await sends(cora, "It was at that time", card["value"], **chosen)
    assert "When was it?" in words(asked)
    assert fields(asked)["why"] == WHY
    none = await sends(cora, "It was at that time", asked, when="today 8am", entry="")
    assert "Please choose one first" in words(none)
    early = await sends(cora, "It was at that time", none, when="2 March 8am", **chosen)
    assert "That is before it happened." in words(early)
    kept = await sends(cora, "It was at that time", early, when="today 8am")
    assert "Kept, with your reason." in words(kept)
    assert "Wednesday 4 March 2026, 8:30am. Person 1: Told in person" in words(kept)
    assert f"it was Wednesday 4 March 2026, 8am. “{WHY}”" in words(kept)
    assert (await names_kept(owed)).count("put_right") == 4  # with all that was of the same time


async def test_what_was_not_so_opens_again_and_a_message_shows_none_of_it(owed: Running, cora: Person) -> None:
    await sends(cora, "Save and go on", await page(cora, "told", 1), **TELLING)
    card = await page(cora, "right")
    empty = await sends(cora, "It was not so", card, entry="2")
    assert "Please write one sentence of your own first" in words(empty)
    done = await sends(cora, "It was not so", empty, why=WHY)
    assert "Open again: told in person, a true account of what is known." in words(done)
    [refused] = await cora.submits({"verb": "candour.page_right", "id": 1, "seen": 1})
    assert "is not put into a message" in refused.words


async def test_a_lead_puts_nothing_right(owed: Running, cora: Person, lena: Person) -> None:
    await sends(cora, "Save and go on", await page(cora, "told", 1), **TELLING)
    assert "Put one of these right" not in titles(await page(lena, "words"))
    pressed = {"id": 1, "seen": 3, "item": 0, "entry": "2", "why": WHY}
    refused = (await lena.invokes("candour.leave_out", pressed))["value"]
    assert "put_right" not in await names_kept(owed)
    assert WHY not in words(refused)
