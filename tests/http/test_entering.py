"""Counted once, over the real thing: a report is entered, sent and entered again; and what is pasted elsewhere."""

import csv
import io
import re
from typing import Any

import pytest
from sqlalchemy import select

from storage.records import EventReference, PatientSafetyEvent
from tests.http.patients import no_trace
from tests.http.test_story import WHAT, reports
from tests.lantern import Person, Running, trail
from tests.stand_in import actions, fields, words

SYSTEM = "Example Incidents (made up)"


async def _kept(lantern: Running) -> list[tuple[int, str, str]]:
    async with lantern.built[0].casework.sessions() as session:
        found = await session.scalars(select(EventReference).order_by(EventReference.id))
        return [(each.event_id, each.system, each.number) for each in found]


async def _audit(lantern: Running, did: str) -> list[dict[str, Any]]:
    found = await trail(lantern, did=did)
    return [{"who": each.who, "subject": each.subject, **(each.details or {})} for each in found]


def _runs(card: dict[str, Any]) -> list[str]:
    """The running text of a card, line by line."""
    return [run["text"] for part in card["body"] for run in part.get("inlines", [])]


async def _page(person: Person, number: int = 1) -> dict[str, Any]:
    """The page on which stands where else a report is."""
    shown: dict[str, Any] = (await person.invokes("event.page_elsewhere", {"id": number, "seen": 1}))["value"]
    return shown


async def test_a_report_entered_sent_and_entered_again_is_counted_once(
    nora: Person, lena: Person, lou: Person, lantern: Running
) -> None:
    sam = lantern.person("sam")
    for person in (lena, lou, sam):
        await person.arrives()
    await reports(nora)
    await lou.opens("PSE-00001")
    assert f"Elsewhere {SYSTEM}: not yet" in (await lena.opens("PSE-00001")).words
    behind = await _page(lou)
    page = (await lena.executes("Where else it is"))["value"]
    assert "Not entered yet." in words(page)
    assert f"{SYSTEM} sends it to LFPSE itself. Please do not send it from anywhere else." in words(page)
    shown = await lena.executes("It is entered", page, number="W123")
    entered = f"Elsewhere {SYSTEM}: entered as W123 by Lena Example on Wednesday 4 March 2026"
    assert entered in words(shown["value"])
    await lou.sees(entered)
    shown = await lou.executes("It is entered", behind, number="W999")  # her page was behind
    assert "This was entered already, as W123, so it is not entered again." in words(shown["value"])
    assert fields(shown["value"])["number"] == "W999"  # what she typed is not lost
    page = await _page(sam)
    shown = await sam.executes("Keep this reference", page, national="L-2026-1")
    assert "LFPSE: sent as L-2026-1, as Sam Example noted on Wednesday 4 March 2026" in words(shown["value"])
    shown = await sam.invokes("event.note_national", {"id": 1, "seen": 3, "national": "L-2026-2"})
    assert "This was entered already, as L-2026-1" in words(shown["value"])
    shown = await lena.invokes("event.enter", {"id": 1, "seen": 3, "number": "W124"})
    assert "This was entered already, as W123" in words(shown["value"])
    assert await _kept(lantern) == [(1, "incidents", "W123"), (1, "LFPSE", "L-2026-1")]
    assert [entry["why"] for entry in await _audit(lantern, "refused")] == ["entered_already"] * 3
    assert [(entry["who"], entry["number"]) for entry in await _audit(lantern, "entered")] == [
        ("person:2", "W123"), ("person:6", "L-2026-1"),
    ]  # fmt: skip


async def test_a_number_that_stands_for_another_report_is_said_so_and_comes_back(
    nora: Person, lena: Person, lantern: Running
) -> None:
    await lena.arrives()
    for n in range(2):
        await reports(nora, f"{WHAT} {n}")
    await lena.executes("It is entered", await _page(lena, 1), number="W123")
    for typed, says in (
        ("w123", "W123 stands for another report already. Please look at the number again."),
        ("soon", "That does not look like one of its numbers."),
        ("", "Please type its number there first, then press again."),
        ("W" * 1501, "under 1,500 characters"),
    ):
        answer = (await lena.executes("It is entered", await _page(lena, 2), number=typed))["value"]
        assert says in words(answer)
        assert fields(answer).get("number", "") == typed
    assert await _kept(lantern) == [(1, "incidents", "W123")]
    assert [entry["why"] for entry in await _audit(lantern, "refused")] == ["number_taken", "no_reference"]
    await lena.executes("It is entered", answer, number="W124")
    assert len(await _kept(lantern)) == 2


async def test_a_number_is_put_right_with_a_reason(nora: Person, lena: Person, lantern: Running) -> None:
    await lena.arrives()
    await reports(nora)
    await lena.executes("It is entered", await _page(lena), number="W123")
    answer = (await lena.executes("Keep this number", await _page(lena), number="W132", because=""))["value"]
    assert "one sentence of your own" in words(answer)
    assert fields(answer)["number"] == "W132"
    answer = (await lena.executes("Keep this number", answer, number="W132", because="A slip of two figures"))[
        "value"
    ]
    assert "entered as W132 by Lena Example" in words(answer)
    assert [(each["before"], each["after"]) for each in await _audit(lantern, "number_changed")] == [("W123", "W132")]


@pytest.mark.parametrize("name", ["nora", "mo", "pip", "cora", "sol"])
async def test_who_does_not_enter_reports_is_shown_nothing_to_enter(
    nora: Person, lena: Person, lantern: Running, name: str
) -> None:
    await lena.arrives()
    await reports(nora)
    somebody = lantern.person(name)
    await somebody.arrives()
    for verb in ("event.page_paste", "event.page_csv", "event.page_elsewhere"):
        answer = await somebody.invokes(verb, {"id": 1, "seen": 1})
        shown = answer["value"] if isinstance(answer["value"], str) else words(answer["value"])
        assert WHAT not in shown
        assert "It is entered" not in shown
    for verb in ("event.enter", "event.change_number", "event.note_national"):
        data = {"id": 1, "seen": 1, "number": "W123", "national": "L1", "because": "So"}
        answer = await somebody.invokes(verb, data)
        shown = answer["value"] if isinstance(answer["value"], str) else words(answer["value"])
        assert "not open to you" in shown or "not yours to see" in shown
    assert await _kept(lantern) == []
    assert await _audit(lantern, "copied_out") == []
    refused = [entry for entry in await _audit(lantern, "refused") if entry["subject"] == "event:1"]
    assert len(refused) >= 5


async def test_a_lead_notes_no_national_reference(nora: Person, lena: Person, lantern: Running) -> None:
    await lena.arrives()
    await reports(nora)
    assert "It was sent nationally" not in words(await _page(lena))
    answer = await lena.invokes("event.note_national", {"id": 1, "seen": 1, "national": "L1"})
    assert "not open to you" in words(answer["value"])
    assert await _kept(lantern) == []


async def test_what_is_pasted_and_the_row_of_csv_hold_what_was_told(
    nora: Person, lena: Person, lantern: Running
) -> None:
    await lena.arrives()
    told = 'He said "take ten", then =SUM(A1) was on the chart; ten times the insulin was given'
    await reports(nora, told, reached="yes")
    page = await _page(lena)
    pasted = _runs((await lena.executes("Fields to paste", page))["value"])
    assert pasted[1:4] == ["Lantern reference: PSE-00001", "Type of event: Incident", f"What happened: {told}"]
    assert pasted[-1] == "Reported by: Nora Example"
    shown = (await lena.executes("CSV row", page))["value"]
    [row] = csv.reader(io.StringIO(_runs(shown)[-1]))
    headings = lantern.built[0].casework.rules.incident_system.headings
    filled = dict(zip(headings, row, strict=True))
    assert filled["What happened"] == told
    assert (filled["Place"], filled["Reported by"], filled["People affected"]) == ("Ward 7", "Nora Example", "1")
    back = (await lena.executes("Fields to paste", shown))["value"]
    assert _runs(back) == pasted
    assert "Back to the card" in words(back)
    assert len(await _audit(lantern, "copied_out")) == 3
    answer = await lena.executes("It is entered", back, number="W7")  # beneath what was pasted
    assert "entered as W7" in words(answer["value"])


async def test_a_cell_that_a_spreadsheet_would_run_is_made_text(nora: Person, lena: Person) -> None:
    await lena.arrives()
    await reports(nora, '=HYPERLINK("http://x") was on the pump\'s screen, the nurse noticed')
    shown = (await lena.executes("CSV row", await _page(lena)))["value"]
    [row] = csv.reader(io.StringIO(_runs(shown)[-1]))
    assert row[2].startswith("'=HYPERLINK")


async def test_what_is_very_long_is_shown_in_parts_that_lose_nothing(nora: Person, lena: Person) -> None:
    await lena.arrives()
    told = "The pump 💉 ran dry, " + "and then again, " * 900
    await reports(nora, told)
    shown = (await lena.executes("CSV row", await _page(lena)))["value"]
    parts = _runs(shown)[-1]
    for part in range(2, 6):
        assert f"CSV row, part {part - 1} of " in words(shown)
        if not any(action["title"] == "Next part" for action in actions(shown)):
            break
        shown = (await lena.executes("Next part", shown))["value"]
        parts += _runs(shown)[-1]
    [row] = csv.reader(io.StringIO(parts))
    assert row[2] == told.strip()
    shown = (await lena.executes("Part before", shown))["value"]
    assert re.search(r"CSV row, part \d+ of \d+", words(shown))


async def test_nothing_that_may_identify_somebody_is_pasted_by_anybody(nora: Person, lantern: Running) -> None:
    sam = lantern.person("sam")
    await sam.arrives()
    await nora.says("near miss: nearly gave Mrs Okafor, 999 000 0018, the wrong insulin on Ward 7 an hour ago")
    await nora.presses("Leave all in")
    await nora.says("send")
    await lantern.work()
    assert "Okafor" in (await sam.sees("PSE-00001")).words  # the team sees what is hidden
    page = await _page(sam)
    for title in ("Fields to paste", "CSV row"):
        shown = words((await sam.executes(title, page))["value"])
        assert "[name hidden, 1]" in shown
        assert "Okafor" not in shown
        assert "0018" not in shown


async def test_a_confidential_report_is_entered_without_a_name(lantern: Running, lena: Person, zara: Person) -> None:
    sam = lantern.person("sam")
    for person in (lena, sam):
        await person.arrives()
    for said in ("near miss", WHAT, "Ward 7", "an hour ago", "no", "my name", "Keep it confidential", "send"):
        await zara.says(said)
    await lantern.work()
    for person in (lena, sam):
        page = await _page(person)
        for title in ("Fields to paste", "CSV row"):
            shown = words((await person.executes(title, page))["value"])
            assert "In confidence" in shown
            assert "Zara" not in shown
            assert "2026-03-04 08:00" in shown  # whole hours, as it is kept
            assert not re.search(r"2026-03-04 \d\d:[1-5]\d", shown)
    await lena.executes("It is entered", await _page(lena), number="W5")
    thanks = (await zara.says("PSE-00001"))[-1].words  # she sees her own, and is seen by nobody
    assert "PSE-00001" in thanks
    assert "Zara" not in (await lena.says("PSE-00001"))[-1].words


async def test_an_nhs_number_typed_for_the_reports_number_is_kept_nowhere(
    nora: Person, lena: Person, lantern: Running
) -> None:
    await lena.arrives()
    await reports(nora)
    answer = (await lena.executes("It is entered", await _page(lena), number="999 000 0018"))["value"]
    assert "That does not look like one of its numbers." in words(answer)
    assert fields(answer)["number"] == "999 000 0018"
    await lantern.work()
    await no_trace(lantern, "", "9990000018")


async def test_the_queue_is_worked_off_from_its_card(nora: Person, lena: Person, lantern: Running) -> None:
    await lena.arrives()
    for n in range(10):
        await reports(nora, f"{WHAT} {n}")
    await lantern.work()
    [queue] = await lena.says("not yet entered")
    assert f"10 reports are not in {SYSTEM} yet. The 8 oldest:" in queue.words
    shown = [action["title"] for action in actions(queue.card)]
    assert shown == [f"PSE-{n:05}" for n in range(1, 9)]
    [card] = await lena.submits(actions(queue.card)[2]["data"])
    assert "Near miss · PSE-00003" in card.words
    await lena.executes("It is entered", await _page(lena, 3), number="W3")
    [queue] = await lena.says("not yet entered")
    assert f"9 reports are not in {SYSTEM} yet." in queue.words
    assert "PSE-00003" not in queue.words


@pytest.mark.parametrize("about", ["99", "", "x", "1" * 30, "-1", "0"])
async def test_a_button_that_shows_what_is_not_there_gets_a_sentence(nora: Person, about: str) -> None:
    [answer] = await nora.submits({"do": "show", "about": about})
    assert answer.words == "I cannot find that, or it is not yours to see."


async def test_a_button_that_shows_somebody_elses_report_shows_nothing(
    nora: Person, pip: Person, lantern: Running
) -> None:
    await reports(nora)
    [answer] = await pip.submits({"do": "show", "about": "1"})
    assert answer.words == "I cannot find that, or it is not yours to see."
    async with lantern.built[0].casework.sessions() as session:
        assert (await session.get_one(PatientSafetyEvent, 1)).version == 1
