"""Telling somebody outside, over the real thing: cards, presses, what is typed, and what is tried in vain."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.casework.duties import open_duties
from psirf.vocabulary import Role
from storage.duties import duties_of
from storage.events import held_event
from storage.people import give_role
from storage.records import OutwardDuty
from tests.http.patients import audited, no_trace
from tests.http.test_story import reports
from tests.lantern import Person, Running, trail
from tests.stand_in import actions, fields, words


async def _opened(lantern: Running, *codes: str, number: int = 1) -> None:
    """What the advice will say once it knows more."""
    async with lantern.built[0].casework.begin() as uow:
        event = await held_event(uow.session, number)
        assert event is not None
        await open_duties(uow, event, codes)
    await lantern.work()


async def _given(lantern: Running, person_id: int, role: Role) -> None:
    async with lantern.built[0].casework.begin() as uow:
        await give_role(uow.session, person_id, role, None, uow.now)


async def _kept(lantern: Running) -> dict[str, OutwardDuty]:
    async with lantern.built[0].casework.sessions() as session:
        return {duty.code: duty for duty in await duties_of(session, 1)}


async def _refused(lantern: Running) -> list[Any]:
    return [(each.details or {})["why"] for each in await trail(lantern, did="refused")]


async def _page(person: Person) -> dict[str, Any]:
    shown: dict[str, Any] = (await person.invokes("event.page_outside", {"id": 1, "seen": 1}))["value"]
    return shown


def _said(answer: dict[str, Any]) -> str:
    value = answer["value"]
    return value if isinstance(value, str) else words(value)


async def test_a_duty_shows_at_once_is_marked_made_and_executives_hear(
    nora: Person, lena: Person, lou: Person, lantern: Running
) -> None:
    eve = lantern.person("eve")
    for person in (lena, lou, eve):
        await person.arrives()
    await reports(nora)
    await lena.opens("PSE-00001")
    await _opened(lantern, "MNSI", "HTA")
    await lena.sees("To be told outside: 2, the first by Thursday 5 March 2026.")
    assert "A national requirement is named for this." in (await eve.sees("Who else is told · PSE-00001")).words
    page = await _page(lena)
    assert "To MNSI, the maternity and newborn safety programme." in words(page)
    assert "By Thursday 5 March 2026, 9:30am (within 24 hours)." in words(page)
    shown = (await lena.executes("Mark it as made", page, number_1="M-123", made_at_1="9am"))["value"]
    assert "Marked as made." in words(shown)
    assert "Made on Wednesday 4 March 2026, 9am, as M-123. Marked by Lena Example." in words(shown)
    await lou.sees("Made on Wednesday 4 March 2026, 9am, as M-123. Marked by Lena Example.", times=1)
    assert "To be told outside: 1, by Thursday 5 March 2026." in (await lou.opens("PSE-00001")).words
    await lantern.work()
    assert "Somebody outside has been told of this." in (await eve.sees("has been told of this")).words
    shown = (await lou.invokes("event.make_referral", {"id": 1, "seen": 1, "item": 1, "number_1": "M-9"}))["value"]
    assert "This was marked already, by Lena Example, as made on Wednesday 4 March 2026, 9am." in words(shown)
    assert (await _kept(lantern))["MNSI"].number == "M-123"
    assert await _refused(lantern) == ["duty_made"]


async def test_a_reference_can_come_after_it_is_made_and_only_another_is_refused(
    lantern: Running, nora: Person, lena: Person
) -> None:
    await lena.arrives()
    await reports(nora)
    await _opened(lantern, "HTA")
    assert "Marked as made." in (await lena.says("referred PSE-1 HTA at 9am"))[-1].words
    made_at = (await _kept(lantern))["HTA"].made_at
    for _ in range(2):  # the same again changes nothing
        assert "Marked as made." in (await lena.says("referred PSE-1 HTA ref 77-A"))[-1].words
        kept = (await _kept(lantern))["HTA"]
        assert (kept.number, kept.made_at) == ("77-A", made_at)
    assert not await _refused(lantern)
    for typed in ("referred PSE-1 HTA ref 78-B", "referred PSE-1 HTA"):
        assert "This was marked already, by Lena Example" in (await lena.says(typed))[-1].words
    assert (await _kept(lantern))["HTA"].number == "77-A"
    assert await _refused(lantern) == ["duty_made"] * 2
    made = [entry["details"]["number"] for entry in await audited(lantern, "make_referral")]
    assert made == ["", "77-A"]


async def test_what_is_typed_does_all_that_the_buttons_do(nora: Person, lena: Person, lantern: Running) -> None:
    await lena.arrives()
    await reports(nora)
    await _opened(lantern, "MNSI", "LEDER", "SABRE/SHOT")
    [page] = await lena.says("outside PSE-00001")
    assert "Who else is told · PSE-00001" in page.words
    [page] = await lena.says("referred PSE-00001 MNSI ref m-123 at 9:15am")
    assert "Marked as made." in page.words
    assert "Made on Wednesday 4 March 2026, 9:15am, as M-123." in page.words
    [page] = await lena.says("Not needed PSE-1 leder: no learning disability after all")
    assert "Not needed, as Lena Example says: “no learning disability after all”" in page.words
    [page] = await lena.says("referred pse 1 sabre just now")
    kept = await _kept(lantern)
    assert (kept["SABRE/SHOT"].number, kept["LEDER"].not_needed_because) == ("", "no learning disability after all")
    assert all(duty.next_reminder_at is None for duty in kept.values())
    assert "Marked as made." in page.words


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("referred PSE-00001", "Type it like this: referred PSE-00001 MNSI ref M-123 yesterday 3pm."),
        ("referred PSE-00001 the ward sister", "Type it like this: referred PSE-00001"),
        ("not needed PSE-00001", "Type it like this: not needed PSE-00001 LEDER: they had no learning disability."),
        ("not needed PSE-00001 MNSI", "Please say it in a sentence of your own, like this: not needed PSE-00001 "),
        ("not needed PSE-00001 police: no crime", "nobody outside is to be told of that"),
        ("referred PSE-00001 MNSI at 11pm tomorrow", "That has not come yet."),
        ("referred PSE-00001 MNSI by letter", "I could not read that as a time."),
        ("referred PSE-00001 MNSI ref M-1 at 3pm", "Do you mean Tuesday 3 March 2026, 3pm?"),
        ("referred PSE-00001 MNSI yesterday", "That says only the day."),
        ("referred PSE-00001 MNSI at 1am", "That is before it happened."),
        ("referred PSE-00001 MNSI ref unknown", "That does not look like one of its numbers."),
        ("referred PSE-00009 MNSI ref M-1", "I cannot find that, or it is not yours to see."),
        ("outside PSE-00009", "I cannot find that, or it is not yours to see."),
    ],
)
async def test_what_was_typed_amiss_is_answered_kindly_and_changes_nothing(
    nora: Person, lena: Person, lantern: Running, typed: str, says: str
) -> None:
    await lena.arrives()
    await reports(nora)
    await _opened(lantern, "MNSI")
    [answer] = await lena.says(typed)
    assert says in answer.words
    assert (await _kept(lantern))["MNSI"].made_at is None
    assert (await _kept(lantern))["MNSI"].not_needed_because == ""


@pytest.mark.parametrize("name", ["nora", "mo", "pip", "cora", "mae", "eve"])
async def test_a_forged_press_and_forged_words_change_nothing(nora: Person, lantern: Running, name: str) -> None:
    somebody = lantern.person(name)
    await somebody.arrives()
    await reports(nora)
    await _opened(lantern, "MNSI")
    for verb in ("event.make_referral", "event.referral_not_needed"):
        data = {"id": 1, "seen": 1, "item": 1, "number_1": "M-1", "not_needed_1": "It is not."}
        said = _said(await somebody.invokes(verb, data))
        assert "not open to you" in said or "not yours to see" in said
    for typed in ("referred PSE-00001 MNSI ref M-1", "not needed PSE-00001 MNSI: it is not"):
        said = " ".join(sent.words for sent in await somebody.says(typed))
        assert "not open to you" in said or "not yours to see" in said
    kept = (await _kept(lantern))["MNSI"]
    assert (kept.made_at, kept.not_needed_because) == (None, "")
    assert len(await _refused(lantern)) == 4


async def test_a_button_of_another_events_duty_marks_nothing(nora: Person, lena: Person, lantern: Running) -> None:
    await lena.arrives()
    for n in range(2):
        await reports(nora, f"Insulin at ten times the dose, number {n}")
    await _opened(lantern, "MNSI")
    await _opened(lantern, "HTA", number=2)
    for item in (2, 99, 0):
        said = _said(await lena.invokes("event.make_referral", {"id": 1, "seen": 1, "item": item, "number_2": "H1"}))
        assert "nobody outside is to be told of that" in said
    async with lantern.built[0].casework.sessions() as session:
        assert {duty.made_at for duty in await session.scalars(select(OutwardDuty))} == {None}


async def test_a_patients_number_in_the_reference_is_kept_nowhere(
    nora: Person, lena: Person, lantern: Running
) -> None:
    await lena.arrives()
    await reports(nora)
    await _opened(lantern, "MNSI")
    answer = (await lena.executes("Mark it as made", await _page(lena), number_1="999 000 0018"))["value"]
    assert "That holds a patient's NHS number, so nothing of it was kept." in words(answer)
    [answer_typed] = await lena.says("referred PSE-00001 MNSI ref 999 000 0018")
    assert "holds a patient's NHS number" in answer_typed.words
    answer = (await lena.executes("Mark it as not needed", await _page(lena), not_needed_1="He is 999 000 0018"))[
        "value"
    ]
    assert "holds a patient's NHS number" in words(answer)
    await lantern.work()
    await no_trace(lantern, "", "9990000018")


async def test_a_time_that_cannot_be_read_comes_back_in_its_field(
    nora: Person, lena: Person, lantern: Running
) -> None:
    await lena.arrives()
    await reports(nora)
    await _opened(lantern, "MNSI")
    answer = (await lena.executes("Mark it as made", await _page(lena), number_1="M-1", made_at_1="yesterday"))[
        "value"
    ]
    assert "That says only the day. Please say the day and the time" in words(answer)
    assert (fields(answer)["number_1"], fields(answer)["made_at_1"]) == ("M-1", "yesterday")
    answer = (await lena.executes("Mark it as made", answer, number_1="M-1", made_at_1=""))["value"]
    assert "Made on Wednesday 4 March 2026, 9:30am, as M-1." in words(answer)


async def test_specialists_get_one_card_each_that_says_the_least(nora: Person, lantern: Running) -> None:
    mae, pip = lantern.person("mae"), lantern.person("pip")
    await _given(lantern, 5, Role.DEVICE_SAFETY)
    for person in (mae, pip):
        await person.arrives()
    await reports(nora, "The infusion pump gave ten times the dose of morphine, the nurse noticed")
    await lantern.work()
    card = await mae.sees("For you to know, as", times=1)
    assert "Medication safety officer" in card.words
    assert "Controlled drugs accountable officer" in card.words
    assert "There is nothing you must do." in card.words
    assert "Nora" not in card.words
    assert "medical device safety officer" in (await pip.sees("For you to know, as", times=1)).words.casefold()
    shown = (await mae.says("PSE-00001"))[-1].words
    assert "ten times the dose" in shown
    assert "Nora" not in shown


async def test_what_is_added_later_concerns_whom_it_concerns(nora: Person, lantern: Running) -> None:
    pip = lantern.person("pip")
    await _given(lantern, 5, Role.FALLS)
    await pip.arrives()
    await reports(nora, "The call bell did not work on the bay and somebody noticed")
    await lantern.work()
    assert not any("For you to know" in sent.words for sent in lantern.connector.to(pip.chat))
    await nora.invokes("event.add", {"id": 1, "seen": 1, "living": 1, "more": "The patient had a fall as well"})
    await lantern.work()
    assert "For you to know, as Falls lead." in (await pip.sees("For you to know")).words


async def test_a_specialist_marks_their_own_from_their_card(nora: Person, lantern: Running) -> None:
    pip, eve = lantern.person("pip"), lantern.person("eve")
    await _given(lantern, 5, Role.TRANSFUSION)
    for person in (pip, eve):
        await person.arrives()
    await reports(nora)
    await _opened(lantern, "SABRE/SHOT", "MNSI")
    card = await pip.sees("Somebody outside is to be told of this.")
    assert "SABRE and SHOT report" in card.words
    assert "MNSI" not in card.words
    await pip.executes("Mark it as made", number_2="S-1")
    await pip.executes("Mark it as made", number_1="S-1") if not (await _kept(lantern))[
        "SABRE/SHOT"
    ].made_at else None
    assert (await _kept(lantern))["SABRE/SHOT"].number == "S-1"
    await lantern.work()
    await eve.sees("Somebody outside has been told of this.")


async def test_a_possible_never_event_is_the_teams_to_confirm_and_nobody_elses(
    nora: Person, lena: Person, lantern: Running
) -> None:
    sam = lantern.person("sam")
    for person in (lena, sam):
        await person.arrives()
    await reports(nora, "A swab was left in after the operation, a retained swab", reached="yes")
    await lantern.work()
    asks = "It may be a Never Event: entry 3, retained foreign object post procedure."
    assert asks in (await sam.sees("PSE-00001")).words
    for person in (nora, lena):
        await person.says("PSE-00001")
        assert not any("Never Event" in sent.words for sent in lantern.connector.to(person.chat))


async def test_who_makes_it_is_nudged_and_executives_hear_once_it_is_overdue(
    nora: Person, lena: Person, lantern: Running
) -> None:
    eve = lantern.person("eve")
    for person in (lena, eve):
        await person.arrives()
    await reports(nora)
    await _opened(lantern, "SABRE/SHOT")
    await lantern.at(2026, 3, 5, 10, 0)
    await lena.sees("Somebody outside is still to be told of this.")
    assert not any("overdue" in sent.words for sent in lantern.connector.to(eve.chat))
    await lantern.at(2026, 3, 6, 10, 0)
    await eve.sees("Somebody outside is to be told of this, and it is overdue.", times=1)
    assert "One is overdue." in (await lena.opens("PSE-00001")).words
    assert "Mark it as made" not in [action.get("title") for action in actions((await eve.sees("overdue")).card)]
