"""Whatever comes in gets a kind, clear answer or is quietly harmless, and loses nothing."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from bot.teams.state import FORMAT
from bot.wording import WRONG
from storage.records import Conversation
from tests.http.test_story import WHAT, reports
from tests.lantern import Person, Running, last_refused
from tests.stand_in import actions, words

RTL = "المريض كاد أن يأخذ \u202e الدواء الخطأ"


async def _started(nora: Person) -> None:
    await nora.says("near miss")


@pytest.mark.parametrize(
    "text",
    [
        "x" * 20_000 + " y",
        "ten times " + "💉 " * 10_000,
        RTL,
        "**bold** _it_ [link](http://example.com) # head `code` | table |",
        "<at>Lantern</at> <b>html</b> <script>alert(1)</script> &lt;",
        "half a pair \ud83d and a NUL \x00 byte",
        "{{DATE(2026-03-04T09:30:00Z)}} ${name} %s {0}",
        "'; DROP TABLE people; --",
        "\n\n\nlines\n\n\tand tabs\r\nmore",
    ],
    ids=[
        "20,000 letters",
        "emoji",
        "right to left",
        "markdown",
        "tags",
        "broken text",
        "templates",
        "sql",
        "lines",
    ],
)
async def test_any_words_can_be_reported_and_are_shown_as_they_are(nora: Person, lena: Person, text: str) -> None:
    await lena.arrives()
    await reports(nora, text, reached="i don't know")  # a near miss would be the ward manager's first
    card = (await lena.opens("PSE-00001")).card
    await reports(nora, text)
    card = (await lena.opens("PSE-00001")).card
    size = len(json.dumps(card, ensure_ascii=False).encode("utf-8", "replace"))
    assert size < 25_000
    # Somebody's words are in text runs alone: no client reads those as markdown, HTML or a mention.
    blocks = [element for element in _elements(card) if element.get("type") in ("TextBlock", "Fact")]
    cleaned = text.encode("utf-8", "replace").decode().replace("\x00", "").strip()
    assert not [b for b in blocks if cleaned[:12] in b.get("text", "")]
    assert "{{" not in words(card)
    assert "\u202e" not in words(card)
    if len(cleaned) > 600:
        shown = await lena.executes("Read all of it", card)
        pages = ""
        while True:
            [page] = [run["text"] for e in _elements(shown["value"]) for run in e.get("inlines", [])]
            pages += page
            if not [a for a in actions(shown["value"]) if a.get("title") == "Next page"]:
                break
            shown = await lena.executes("Next page", shown["value"])
        assert pages == cleaned


def _elements(card: Any) -> list[dict[str, Any]]:
    if isinstance(card, list):
        return [found for item in card for found in _elements(item)]
    if not isinstance(card, dict):
        return []
    return [card, *(found for value in card.values() for found in _elements(value))]


async def test_a_picture_is_answered_kindly_and_the_question_asked_again(nora: Person) -> None:
    await _started(nora)
    picture = [{"contentType": "image/png", "contentUrl": "https://example.com/a.png"}]
    [answer] = await nora.says("", attachments=picture)
    assert "I cannot take pictures or files yet" in answer.words
    assert "What happened, or nearly happened?" in answer.words
    html = [{"contentType": "text/html", "content": f"<p>{WHAT}</p>"}]  # Teams' copy of ordinary words
    [answer] = await nora.says(WHAT, attachments=html)
    assert "Which ward was it?" in answer.words


@pytest.mark.parametrize("said", ["👍", "🙈🙈🙈", "...", "?!", "-"])
async def test_what_is_no_words_is_asked_for_in_words(nora: Person, said: str) -> None:
    await _started(nora)
    [answer] = await nora.says(said)
    assert "What happened, or nearly happened?" in answer.words


async def test_a_day_to_come_is_said_kindly_and_nothing_is_lost(nora: Person) -> None:
    await _started(nora)
    for said in (WHAT, "Ward 7"):
        await nora.says(said)
    [answer] = await nora.says("tomorrow at 5pm")
    assert "That has not come yet" in answer.words
    assert "Traceback" not in answer.words
    await nora.says("an hour ago")
    [check] = await nora.says("no")
    assert WHAT in check.words


async def test_an_unknown_ward_is_kept_in_the_writers_words_if_she_says_so(nora: Person, lantern: Running) -> None:
    sam = lantern.person("sam")
    await sam.arrives()
    await _started(nora)
    await nora.says(WHAT)
    [asked] = await nora.says("the mobile scanner in the car park")
    assert "Was it somewhere else?" in asked.words
    await nora.presses("Yes")
    for said in ("an hour ago", "no", "send"):
        await nora.says(said)
    # No ward, so no division's lead: the trust's patient safety team is asked.
    card = await sam.opens("PSE-00001")
    assert "the mobile scanner in the car park" in card.words


async def test_a_button_from_last_week_is_harmless(nora: Person) -> None:
    await reports(nora)
    old = {"draft": "0" * 32, "question": "ward", "value": "Ward 7"}
    [answer] = await nora.submits(old)
    assert "no longer being made" in answer.words
    [answer] = await nora.presses("Send")  # of the report that was sent
    assert "This is PSE-00001" in answer.words


async def test_a_press_on_somebody_elses_report_does_nothing(nora: Person, pip: Person) -> None:
    await _started(nora)
    await nora.says(WHAT)
    stolen = nora.button("Ward 7")["data"]
    [answer] = await pip.submits(stolen)
    assert "no longer being made" in answer.words
    assert WHAT not in answer.words


@pytest.mark.parametrize(
    ("verb", "data", "subject", "why"),
    [
        ("event.obliterate", {"id": 1, "seen": 1}, "button", "no such verb"),
        ("", {}, "button", "no such verb"),
        (None, None, "button", "no such verb"),
        (7, [1, 2], "button", "no such verb"),
        ("event.approve", "words", "button", "not_yours"),
        ("event.approve", {"id": "1; DROP TABLE", "seen": 1, "reason": "x"}, "button", "not_yours"),
        ("event.approve", {"id": 10**30, "seen": 1, "reason": "x"}, "button", "not_yours"),
        ("event.approve", {"id": -1, "seen": True, "reason": ["x"]}, "button", "not_yours"),
        ("event.approve", {"id": 999, "seen": 1, "reason": "x"}, "event:999", "not_yours"),
        ("action.done", {"id": 1, "seen": 1, "evidence": "x"}, "action:1", "not_yours"),
        ("show", {}, "button", "no such verb"),
        ("notification.show", {"id": 1}, "notification:1", "not_yours"),
    ],
)
async def test_a_forged_or_broken_press_gets_a_sentence_and_changes_nothing(
    nora: Person, lena: Person, lantern: Running, verb: object, data: object, subject: str, why: str
) -> None:
    await lena.arrives()
    await reports(nora)
    await lena.opens("PSE-00001")
    answer = await lena.invokes(verb, data)
    assert answer["statusCode"] == 200
    assert answer["type"] == "application/vnd.microsoft.activity.message"
    assert answer["value"].endswith(".")
    of, details = await last_refused(lantern)
    assert (of, details["why"]) == (subject, why)
    shown = await lena.invokes("event.show", {"id": 1, "seen": 1})
    assert "Approve: AAR" in words(shown["value"])


async def test_a_version_from_the_future_changes_nothing(nora: Person, lena: Person, lantern: Running) -> None:
    await lena.arrives()
    await reports(nora)
    answer = await lena.invokes("event.approve", {"id": 1, "seen": 99, "reason": "x"})
    assert "Somebody has moved this on" in words(answer["value"])
    assert await last_refused(lantern) == ("event:1", {"why": "stale", "verb": "event.approve", "seen": 99})
    assert "Approve: AAR" in [action.get("title") for action in actions(answer["value"])]


async def test_a_press_from_a_phone_that_cannot_execute_does_the_same(nora: Person, lena: Person) -> None:
    await lena.arrives()
    await reports(nora)
    await lena.opens("PSE-00001")
    fallback = (await _button(lena, "Approve: AAR"))["fallback"]
    answer = (await lena.submits({**fallback["data"], "reason": "The ward can talk."}))[-1]
    assert "Chosen: After action review" in answer.words


async def _button(person: Person, title: str) -> dict[str, Any]:
    await person.sees(title)
    return person.button(title)


async def test_a_field_that_is_too_long_is_given_back_whole(nora: Person, lena: Person) -> None:
    await lena.arrives()
    await reports(nora)
    await lena.opens("PSE-00001")
    answer = await lena.executes("Approve: AAR", reason="why " * 1000)
    assert "under 1,500 characters" in words(answer["value"])
    assert "why why" in words(answer["value"])


async def test_what_a_person_may_not_see_is_not_shown_to_them(nora: Person, lantern: Running) -> None:
    await reports(nora)
    for name in ("pip", "mo"):
        person = lantern.person(name)
        shown = await person.says("PSE-00001")
        assert WHAT not in " ".join(sent.words for sent in shown)
    [answer] = await lantern.person("pip").says("PSE-00001")
    assert "not yours to see" in answer.words


async def test_in_a_group_nothing_is_collected(nora: Person, lantern: Running) -> None:
    group = {
        "id": "a-group",
        "conversationType": "groupChat",
        "tenantId": nora.activity()["conversation"]["tenantId"],
    }
    await nora.sends(nora.activity(text="near miss: gave ten times the dose", conversation=group))
    [answer] = lantern.connector.to("a-group")
    assert "I only take reports in private. Please write to me" in answer.words  # there is no chat with her yet
    [answer] = await nora.says("hello")
    assert "half-made" not in answer.words.casefold()


async def test_in_a_group_the_answer_comes_in_private(nora: Person, lantern: Running) -> None:
    await nora.arrives()
    channel = {**nora.activity()["conversation"], "id": "a-channel", "conversationType": "channel"}
    activity = nora.activity(text="near miss: gave Mrs Patel ten times the dose", conversation=channel)
    for _ in range(2):  # Teams says it twice
        await nora.sends(activity)
    assert "I have written to you in our own chat" in lantern.connector.to("a-channel")[0].words
    await lantern.work()
    answer = await nora.sees("You wrote to me where others can read it.", times=1)
    assert "It went wrong, or nearly did" in answer.words
    assert all("Patel" not in sent.words for sent in lantern.connector.to(nora.chat))


async def test_other_activities_are_quietly_taken(nora: Person, lantern: Running) -> None:
    for kind in (
        "typing",
        "messageReaction",
        "messageUpdate",
        "messageDelete",
        "event",
        "endOfConversation",
        "new",
    ):
        answer = await nora.sends(nora.activity(type=kind))
        assert answer.status == 200, kind
    assert lantern.connector.sent == []
    answer = await nora.sends(nora.activity(type="invoke", name="task/fetch", value={}))
    assert answer.status == 501


async def test_a_turn_that_breaks_says_sorry_shows_no_trace_and_loses_nothing(nora: Person, lantern: Running) -> None:
    for said in ("near miss", WHAT):
        await nora.says(said)
    async with lantern.built[0].casework.sessions.begin() as session:
        for conversation in await session.scalars(select(Conversation)):
            conversation.state = {"format": FORMAT, "dialogs": {"$stack": [["a dialog of tomorrow", {}]]}}
    [answer] = await nora.says("Ward 7")
    assert answer.words == WRONG
    [answer] = await nora.says("hello")
    assert WHAT in answer.words
    [answer] = await nora.presses("Carry on")
    assert "Which ward was it?" in answer.words


async def test_a_chat_kept_by_another_version_begins_anew_and_offers_what_was_told(
    nora: Person, lantern: Running
) -> None:
    for said in ("near miss", WHAT):
        await nora.says(said)
    async with lantern.built[0].casework.sessions.begin() as session:
        for conversation in await session.scalars(select(Conversation)):
            conversation.state = {"format": 99, "something": "else"}
    [answer] = await nora.says("hello")
    assert WHAT in answer.words
